//! A text that was left out → how much it is, and how it begins.

use crate::digest::fold;

/// How many characters of it are told.
const SHOWN: usize = 40;

/// A text that was left out, or of which something is said.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut {
    /// Its characters that are no white space.
    pub(super) count: usize,
    /// Its first words, in one line.
    pub(super) begins: String,
}

impl LeftOut {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> LeftOut {
        let text = fold(text);
        let begins: String = text.chars().take(SHOWN).collect();
        let begins = if begins.len() < text.len() { begins + "…" } else { begins };
        LeftOut { count: text.chars().filter(|c| !c.is_whitespace()).count(), begins }
    }
}
