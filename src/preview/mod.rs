//! The site while it is written: served on loopback, built again when a file changes, shown again in the browser.
//!
//! - [`watch`]: changes below folders → one word that something changed.
//! - [`serve`]: a folder → answers to a browser on this machine, and to nobody else. `path`: an address → a file of the
//!   folder. `page`: what is put into a page on its way, so that it shows itself again.
//!
//! Invariant: nothing outside the folder is ever sent, whatever the address, a symbolic link or another site's page says.

mod page;
mod path;
pub mod serve;
pub mod watch;
