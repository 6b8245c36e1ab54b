//! The `agreements` folder: find, read, import, publish, verify; writing is atomic.
