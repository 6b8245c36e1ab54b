//! Blocks → agreements: where one ends and the next begins, which block is a clause, and below which it stands.

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
    /// Its first and last line in the source.
    pub lines: (u32, u32),
    /// What was moved, joined, dropped, guessed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Divides a source into agreements and builds the clause tree of each.
pub fn documents(_source: Source) -> Vec<Document> {
    Vec::new()
}
