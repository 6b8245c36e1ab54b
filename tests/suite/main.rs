//! The one integration test binary: a `mod` per subject.

#![allow(clippy::unwrap_used, missing_docs)]

mod digests;
mod shared;
