//! The append-only Merkle log of acceptances.
