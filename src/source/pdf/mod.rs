//! PDF → blocks: what the page itself says of headings, paragraphs, tables, emphasis and reading order.
//!
//! 1. `file`, `content` (`state`, `show`, `marked`), `font` (`numbered`, `ink`): the file → [`page::Page`]s, characters with
//!    place, size and weight; `annotations`: what is filled in or typed over them; `combining`: accents to their letters;
//!    `rules`, `bullets`: what is drawn beside them; `unseen`, `layers`: what is not shown. Everything that a hostile file
//!    can ask for is counted (`budget`).
//! 2. `garbled`: pages that hold no text, or text that is none, are refused by name.
//! 3. `layout`: pages → lines → paragraphs → blocks.
//!
//! A line is a line of text here, counted through the file. Invariant: every character of the pages stands in a
//! block or in a diagnostic.

mod annotations;
mod budget;
mod bullets;
mod combining;
mod content;
mod file;
mod font;
mod garbled;
mod ink;
mod layers;
mod layout;
mod marked;
mod matrix;
mod numbered;
pub mod page;
mod rules;
mod show;
mod state;
mod unseen;

use serde::{Deserialize, Serialize};

use super::{Source, SourceError};
pub use file::pages;

/// Why a PDF was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PdfError {
    /// It opens with a password only.
    #[error("this PDF is encrypted and opens with a password only")]
    Password,
    /// It is encrypted in a way that is not read.
    #[error("this PDF is encrypted in a way that is not read")]
    Encryption,
    /// Its end is missing.
    #[error("the end of this PDF is missing: it was not copied or downloaded whole")]
    Truncated,
    /// It contradicts itself.
    #[error("this PDF is damaged: {0}")]
    Damaged(String),
    /// It asks for more than an agreement needs.
    #[error("this PDF asks for more than is read: too many {0}")]
    TooMuch(String),
    /// Reading it took too long or too much memory, or brought the reader down.
    #[error("this PDF was given up: {0}")]
    GivenUp(String),
    /// A page is a picture.
    #[error("page {page} of this PDF holds a picture and no text: it was scanned")]
    Scanned {
        /// The first such page, from 1.
        page: usize,
    },
    /// No page has text.
    #[error("this PDF holds no text")]
    NoText,
    /// The characters that its fonts name are not those that are seen.
    #[error("the text layer of this PDF is garbled: page {page} shows words and says `{sample}`")]
    Garbled {
        /// The first such page, from 1.
        page: usize,
        /// What it says.
        sample: String,
    },
}

impl PdfError {
    fn on_page(self, page: usize) -> PdfError {
        match self {
            PdfError::Damaged(what) => PdfError::Damaged(format!("page {page}: {what}")),
            PdfError::TooMuch(what) => PdfError::TooMuch(format!("{what}, on page {page}")),
            other => other,
        }
    }
}

/// Reads a PDF, in this process: for files that are not hostile, and for tests.
///
/// # Errors
///
/// See [`pages`] and [`blocks`].
pub fn read(bytes: &[u8]) -> Result<Source, SourceError> {
    Ok(blocks(pages(bytes)?)?)
}

/// Lays out what was read: pages to blocks.
///
/// # Errors
///
/// Pages without text, and pages whose text is none.
pub fn blocks(pages: Vec<page::Page>) -> Result<Source, PdfError> {
    garbled::check(&pages)?;
    Ok(layout::blocks(pages))
}
