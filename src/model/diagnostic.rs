//! What a reader moved, joined, dropped or guessed, and where.

use serde::Serialize;

/// A remark about one place of a source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name: `heading-moved`.
    pub code: &'static str,
    /// The line of the source, from 1.
    pub line: u32,
    /// What was seen and what was done.
    pub message: String,
    /// What the editor can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Done with certainty; said so that nothing happens in silence.
    Note,
    /// A guess: an editor should look. `--strict` makes it exit 1.
    Warning,
    /// Not read: something is missing from the result.
    Error,
}

impl Diagnostic {
    /// A note.
    pub fn note(code: &'static str, line: u32, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Note, code, line, message: message.into(), hint: None }
    }

    /// A warning.
    pub fn warning(code: &'static str, line: u32, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::note(code, line, message) }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Diagnostic { hint: Some(hint.into()), ..self }
    }
}
