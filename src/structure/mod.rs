//! Blocks → agreements: where one ends and the next begins, which block is a clause, and below which it stands.
//!
//! 0. `bilingual`: lines or blocks in two languages are those of two texts; `printed`: printed lines, of text extracted from
//!    a page, → blocks.
//! 1. `split`: titles, categories, labels and times divide the blocks into agreements; `bullets`: paragraphs that begin with
//!    one are items of a list; `contents`: captions that come again are left out once.
//! 2. `parts`, `numbered` (`reference`), `caption`: a block's number, its caption, its text.
//! 3. `outline`: parts → the clause tree; `run_in`: captions with which texts begin.
//!
//! Invariant: nothing is lost. The characters of the blocks, less what diagnostics say was dropped, are the
//! characters of the documents.

mod bilingual;
mod bullets;
mod caption;
mod contents;
mod date;
mod meta;
mod numbered;
mod outline;
mod parts;
mod printed;
mod reference;
mod run_in;
mod split;

use crate::model::diagnostic::Diagnostic;
use crate::model::text::Text;
use crate::source::Source;

/// An agreement found in a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its words.
    pub text: Text,
    /// The line before the title that names a category.
    pub category: Option<String>,
    /// Whether the time of its last update names no offset in the source: that of its language was taken.
    pub is_local: bool,
    /// Its first and last line in the source.
    pub lines: (u32, u32),
    /// Whether it says in another language what the document before it says.
    pub is_translation: bool,
    /// What was moved, joined, dropped, guessed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Divides a source into agreements and builds the clause tree of each.
///
/// Diagnostics that belong to no agreement stand in the first. A source without any text gives no document.
pub fn documents(source: Source) -> Vec<Document> {
    split::documents(source)
}
