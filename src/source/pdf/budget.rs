//! What one file may ask for, whatever it asks for it with.

use super::PdfError;

/// What is left of what one file may ask for.
#[derive(Debug)]
pub(super) struct Budget {
    pub(super) operators: usize,
    pub(super) glyphs: usize,
    pub(super) bytes: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { operators: 20_000_000, glyphs: 2_000_000, bytes: 256 << 20 }
    }
}

impl Budget {
    /// Takes some of what is left.
    pub(super) fn take(left: &mut usize, count: usize, what: &'static str) -> Result<(), PdfError> {
        *left = left.checked_sub(count).ok_or_else(|| PdfError::TooMuch(what.to_owned()))?;
        Ok(())
    }
}
