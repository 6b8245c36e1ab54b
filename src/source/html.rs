//! Being built.
use super::{Source, SourceError};
/// Reads.
pub fn read(text: &str) -> Result<Source, SourceError> {
    Ok(super::text::read(text))
}
/// Whether the name is an HTML element's.
pub(super) fn is_element(_name: &str) -> bool {
    true
}
/// A fragment.
pub(super) fn fragment(_t: &str, _line: u32) -> Result<Source, SourceError> {
    Ok(Source::default())
}
