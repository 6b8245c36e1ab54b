//! What a page holds and does not show: text without ink, and white text where nothing is painted below it.
//!
//! Behind the picture of a scanned page, text without ink is what a machine recognised in the picture.

/// Whether a glyph cannot be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unseen {
    #[default]
    No,
    /// It is white.
    OnWhite,
    /// It is drawn without ink.
    Always,
}

impl Unseen {
    /// Of a glyph in a text rendering mode (ISO 32000-1, 9.3.6), filled with white or not.
    pub(super) fn of(mode: i64, white: bool) -> Unseen {
        match mode {
            3 | 7 => Unseen::Always,
            _ if white => Unseen::OnWhite,
            _ => Unseen::No,
        }
    }
}

/// What lies below the text of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground {
    /// A picture of the page.
    pub(super) scanned: bool,
    /// Nothing but the paper.
    pub(super) white: bool,
}

impl Ground {
    /// Whether a glyph is no part of what the page says.
    pub(super) fn hides(self, unseen: Unseen) -> bool {
        match unseen {
            Unseen::No => false,
            Unseen::OnWhite => self.white,
            Unseen::Always => !self.scanned,
        }
    }
}

/// Whether an operator sets white as the colour of what is filled. One number of a colour space that it does not name
/// says nothing.
pub(super) fn is_white(operator: &[u8], paint: &[f64]) -> bool {
    match (operator, paint) {
        (b"g", [_]) | (b"rg" | b"sc" | b"scn", [_, _, _]) => paint.iter().all(|c| *c >= 0.99),
        (b"k" | b"sc" | b"scn", [_, _, _, _]) => paint.iter().all(|c| *c <= 0.01),
        _ => false,
    }
}
