//! Being built.
use super::{Changes, Source, SourceError};
/// Reads.
pub fn read(_bytes: &[u8], _changes: Changes) -> Result<Source, SourceError> {
    Err(SourceError::Unsupported("DOCX"))
}
