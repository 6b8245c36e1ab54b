//! Texts, versions and redlines → pages.
