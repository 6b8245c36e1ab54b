//! The number with which a line or a paragraph begins, in either form: print sets captions without any mark (`3 Fees`).

use super::{Line, Paragraph};
use crate::structure::caption::{Numbered, loosely_numbered, numbered};

/// Takes the number off a text, with a mark around it or without.
pub(super) fn taken(text: &str) -> Option<Numbered<'_>> {
    numbered(text).or_else(|| loosely_numbered(text))
}

impl Line {
    /// The number of the line and what stands behind it; asked when its label is known.
    pub(super) fn number(&self) -> Option<Numbered<'_>> {
        self.label.as_ref().and_then(|_| numbered(&self.text)).or_else(|| loosely_numbered(&self.text))
    }

    /// Whether it has one.
    pub(super) fn has_number(&self) -> bool {
        self.label.is_some() || loosely_numbered(&self.text).is_some()
    }
}

impl Paragraph {
    pub(super) fn has_number(&self) -> bool {
        taken(&self.text).is_some()
    }
}
