//! Changes below folders → one word that something changed. The only module that knows notify.

use std::path::{Path, PathBuf};

use fsnotify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Watches until it is dropped.
pub struct Watch {
    watcher: RecommendedWatcher,
    folders: Vec<PathBuf>,
}

/// Why nothing can be watched.
#[derive(Debug, thiserror::Error)]
#[error("cannot watch `{}`: {message}", .folder.display())]
pub struct WatchError {
    folder: PathBuf,
    message: String,
}

impl Watch {
    /// Calls `changed` with every file below the folders of `root` that came, went or was written. A folder that is not
    /// there yet is watched once it is. Hidden files are editors' and our own beginnings of files.
    pub fn new(root: &Path, folders: &[&str], changed: impl Fn(&Path) + Send + 'static) -> Result<Watch, WatchError> {
        let failed = |e: &fsnotify::Error| WatchError { folder: root.to_owned(), message: e.to_string() };
        let folders: Vec<PathBuf> = folders.iter().map(|name| root.join(name)).collect();
        let (within, above) = (folders.clone(), root.to_owned());
        let watcher = fsnotify::recommended_watcher(move |event: fsnotify::Result<fsnotify::Event>| {
            let Ok(event) = event else { return };
            if matches!(event.kind, EventKind::Access(_)) {
                return;
            }
            let ours = |path: &&PathBuf| {
                let below = path.strip_prefix(&above).unwrap_or(path);
                let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
                within.iter().any(|folder| path.starts_with(folder)) && !below.iter().any(hidden)
            };
            if let Some(path) = event.paths.iter().find(ours) {
                changed(path);
            }
        });
        let mut watch = Watch { watcher: watcher.map_err(|e| failed(&e))?, folders };
        watch.watcher.watch(root, RecursiveMode::NonRecursive).map_err(|e| failed(&e))?;
        watch.renew();
        Ok(watch)
    }

    /// Watches the folders that are there by now.
    pub fn renew(&mut self) {
        for folder in self.folders.iter().filter(|folder| folder.is_dir()) {
            let _ = self.watcher.watch(folder, RecursiveMode::Recursive);
        }
    }
}
