//! Bytes in any format → blocks: what the format itself says about headings, lists, tables and emphasis.
//!
//! 1. [`mod@format`]: what the bytes are, by their content; a file's name only decides where the content does not.
//! 2. [`encoding`]: bytes → characters; a malformed sequence is an error with its offset.
//! 3. One reader a format: [`text`] (also as extracted from PDF), [`markdown`], [`html`], [`docx`], [`pdf`].
//!    [`runs`]: characters with their style → canonical inline marks, for the last three; [`ranked`]: captions that only
//!    their size ranks; [`hyphens`]: words that the end of a line divides; [`fold`]: characters that only a font put there;
//!    [`notes`]: the marks of notes; [`beside`]: tables that set numbers beside clauses; [`columns`]: tables that set two
//!    languages beside each other; [`symbol`]: the characters of fonts of signs.
//!
//! A reader here decides nothing about clauses: that is [`crate::structure`]. Invariant: no character of the source
//! is left out but with a diagnostic that says so; what is too large, too deep or no text is refused before it is
//! read.

mod beside;
mod blocks;
mod columns;
pub(crate) mod contents;
mod counters;
pub mod docx;
pub mod encoding;
mod fold;
pub mod format;
pub mod html;
pub(crate) mod hyphens;
mod left_out;
mod lines;
pub mod markdown;
mod notes;
pub mod pdf;
pub(crate) mod printed;
mod ranked;
mod runs;
mod symbol;
pub mod text;

use crate::model::diagnostic::Diagnostic;
pub use format::Format;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// How deep quotations, lists and elements may nest in a source.
pub const MAX_NESTING: usize = 100;

/// A block of the source with what its format says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of the source where it begins, from 1 (of DOCX: the paragraph; of PDF: the line of text).
    pub line: u32,
    /// What the format says it is.
    pub kind: BlockKind,
    /// A canonical paragraph ([`crate::marks`]): one line, but for tables and quotations.
    pub text: String,
    /// Where it stands on its page, of a format that keeps that.
    pub inset: Option<Inset>,
}

impl Block {
    /// A block of which nothing but its words and their format is known.
    pub fn new(line: u32, kind: BlockKind, text: String) -> Self {
        Block { line, kind, text, inset: None }
    }
}

/// How far a block is set in from the left margin, in half em.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inset {
    /// Its first line.
    pub first: u16,
    /// The lines behind it, where there are any: the one that stands furthest out.
    pub rest: Option<u16>,
}

/// What a format says a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of a level, 1 being the widest; 0 where the format does not tell the level.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item {
        /// How many lists it stands in, from 0.
        depth: u8,
        /// The number as printed (`3.`, `(a)`); none: a bullet.
        marker: Option<String>,
    },
    /// A further paragraph of the item before, at the item's depth; it can be a table or a quotation, whole.
    Continuation {
        /// The depth of the item.
        depth: u8,
    },
    /// A GFM table, whole.
    Table,
    /// A quotation, whole.
    Quote,
    /// A printed line, verbatim and without marks, of a format that knows lines and pages only.
    Line {
        /// Its page, from 1.
        page: u32,
        /// Whether a blank line stands before it.
        blank: bool,
    },
    /// A key and value of front matter: `title`, `language`, `date`.
    Meta {
        /// The key, in lower case.
        key: String,
    },
}

/// What a reader made of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
    /// What was dropped or guessed.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is known of a file beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint<'a> {
    /// Its name: decides between plain text and Markdown where the content does not.
    pub name: Option<&'a str>,
    /// Its encoding, by any name that the WHATWG gives it; none: UTF-8, or what a byte order mark says.
    pub encoding: Option<&'a str>,
    /// What becomes of tracked changes.
    pub changes: Changes,
}

/// What becomes of the tracked changes of a word processor's file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// Insertions are read, deletions are not; a warning says how many there were.
    #[default]
    Accept,
    /// Deletions are read, insertions are not; a warning says how many there were.
    Reject,
    /// A file with tracked changes is not read.
    Refuse,
}

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// Larger than [`MAX_BYTES`], or than a part of it may be.
    #[error("{what} has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// What is too large.
        what: String,
        /// Its size.
        bytes: u64,
        /// The most that is read.
        limit: u64,
    },
    /// More of something than any agreement has.
    #[error("there are more than {limit} {what}: so many are not read")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The most that is read.
        limit: usize,
    },
    /// No text.
    #[error("expected text, found a binary file (byte {byte:#04x} at offset {offset})")]
    Binary {
        /// The byte that no text has.
        byte: u8,
        /// Where it stands.
        offset: usize,
    },
    /// A sequence that the encoding does not have.
    #[error("line {line}: the bytes at offset {offset} are not {encoding}")]
    Malformed {
        /// The encoding.
        encoding: &'static str,
        /// Where the sequence begins.
        offset: usize,
        /// Its line, from 1.
        line: u32,
    },
    /// Wide characters without the mark that tells their order.
    #[error("expected UTF-8, found what looks like {0} without a byte order mark")]
    Unmarked(&'static str),
    /// A name that is no encoding's.
    #[error("`{0}` is not an encoding that is read")]
    UnknownEncoding(String),
    /// Quotations, lists or elements nested deeper than [`MAX_NESTING`].
    #[error("line {line}: {what} nested more than {limit} deep")]
    TooDeep {
        /// What is nested.
        what: &'static str,
        /// Where the limit is passed.
        line: u32,
        /// How deep they may nest.
        limit: usize,
    },
    /// A format that is recognised and not read.
    #[error("expected an agreement as text, found {0}")]
    Unsupported(&'static str),
    /// A page or document that holds no agreement.
    #[error("{0}")]
    NoText(String),
    /// A damaged or hostile container.
    #[error("{part}: {message}")]
    Damaged {
        /// The part of the container.
        part: String,
        /// What is wrong with it.
        message: String,
    },
    /// A PDF that is not read.
    #[error(transparent)]
    Pdf(#[from] pdf::PdfError),
    /// Tracked changes, which the caller refused.
    #[error("{insertions} insertions and {deletions} deletions are tracked and not yet decided")]
    Changes {
        /// How many insertions.
        insertions: usize,
        /// How many deletions.
        deletions: usize,
    },
}

/// Reads a file: recognises its format by its content, and makes blocks of it.
///
/// # Errors
///
/// What is empty, too large, too deep, damaged, no text, or of a format that is not read.
pub fn read(bytes: &[u8], hint: &Hint<'_>) -> Result<Source, SourceError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(SourceError::TooLarge { what: "the file".to_owned(), bytes: bytes.len() as u64, limit: MAX_BYTES });
    }
    if let Some(container) = format::container(bytes) {
        return match container {
            Format::Docx => docx::read(bytes, hint.changes),
            Format::Pdf => pdf::read(bytes),
            other => Err(SourceError::Unsupported(other.name())),
        };
    }
    let decoded = encoding::decode(bytes, hint.encoding)?;
    if decoded.text.trim().is_empty() {
        return Err(SourceError::Empty);
    }
    let mut source = match format::of_text(&decoded.text, hint.name) {
        Format::Markdown => markdown::read(&decoded.text)?,
        Format::Html => html::read(&decoded.text)?,
        Format::Text => text::read(&decoded.text),
        other => return Err(SourceError::Unsupported(other.name())),
    };
    source.diagnostics.splice(0..0, decoded.diagnostics);
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One row a block: `line kind text`.
    pub(super) fn rows(source: &Source) -> Vec<String> {
        let row = |block: &Block| {
            let kind = match &block.kind {
                BlockKind::Heading(level) => format!("h{level}"),
                BlockKind::Paragraph => "p".to_owned(),
                BlockKind::Item { depth, marker } => format!("{depth}[{}]", marker.as_deref().unwrap_or("-")),
                BlockKind::Continuation { depth } => format!("{depth}+"),
                BlockKind::Table => "table".to_owned(),
                BlockKind::Quote => "quote".to_owned(),
                BlockKind::Meta { key } => format!("@{key}"),
                other => format!("{other:?}"),
            };
            format!("{} {kind} {}", block.line, block.text)
        };
        source.blocks.iter().map(row).collect()
    }
}
