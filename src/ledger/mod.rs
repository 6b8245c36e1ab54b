//! The append-only Merkle log of acceptances and of the events that bear on them.

pub mod canonical;
pub mod checkpoint;
pub mod entry;
pub mod merkle;
pub mod note;
pub mod receipt;
