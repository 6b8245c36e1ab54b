//! Bytes in any format → blocks: what the format itself says about headings, lists, tables and emphasis.
//!
//! A reader here decides nothing about clauses: that is [`crate::structure`].

/// A block of the source with what its format says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of the source where it begins, from 1 (of DOCX: the paragraph; of PDF: the line of text).
    pub line: u32,
    /// What the format says it is.
    pub kind: BlockKind,
    /// Canonical inline marks ([`crate::marks`]); one line, but for tables and quotations.
    pub text: String,
}

/// What a format says a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of a level, 1 being the widest.
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
    /// A further paragraph of the item before, at the item's depth.
    Continuation {
        /// The depth of the item.
        depth: u8,
    },
    /// A GFM table, whole.
    Table,
    /// A quotation, whole.
    Quote,
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
    pub diagnostics: Vec<crate::model::diagnostic::Diagnostic>,
}
