//! Being built.
use super::{Source, SourceError};
/// Reads.
pub fn read(text: &str) -> Result<Source, SourceError> {
    Ok(super::text::read(text))
}
