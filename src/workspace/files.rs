//! The one door to the file system: every error names the path, every write is whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What went wrong with a file.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {problem}", path = path.display())]
pub struct FileError {
    /// The file or folder.
    pub path: PathBuf,
    /// What went wrong with it.
    #[source]
    pub problem: Problem,
}

/// The kinds of trouble.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The operating system said no.
    #[error("cannot {action}: {source}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// Its words.
        source: io::Error,
    },
    /// Larger than anything that is read.
    #[error("{size} bytes: expected at most {limit}")]
    TooLarge {
        /// The size found.
        size: u64,
        /// The largest size that is read.
        limit: u64,
    },
    /// A folder, a device or a pipe.
    #[error("not a regular file")]
    NotAFile,
    /// Bytes that are no UTF-8.
    #[error("not UTF-8: malformed at byte {0}")]
    NotUtf8(usize),
}

fn io_error(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> FileError {
    move |source| FileError { path: path.to_owned(), problem: Problem::Io { action, source } }
}

/// Reads a regular file of at most `limit` bytes. The size is asked for before anything is read.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let fail = |problem| FileError { path: path.to_owned(), problem };
    let file = File::open(path).map_err(io_error(path, "open"))?;
    let meta = file.metadata().map_err(io_error(path, "read"))?;
    if !meta.is_file() {
        return Err(fail(Problem::NotAFile));
    }
    let mut bytes = Vec::new();
    if meta.len() <= limit {
        bytes.reserve(meta.len() as usize + 1);
        file.take(limit + 1).read_to_end(&mut bytes).map_err(io_error(path, "read"))?;
    }
    let size = meta.len().max(bytes.len() as u64);
    if size > limit { Err(fail(Problem::TooLarge { size, limit })) } else { Ok(bytes) }
}

/// Reads a file of UTF-8.
pub fn read_utf8(path: &Path, limit: u64) -> Result<String, FileError> {
    String::from_utf8(read(path, limit)?).map_err(|error| FileError {
        path: path.to_owned(),
        problem: Problem::NotUtf8(error.utf8_error().valid_up_to()),
    })
}

/// Writes a file so that a crash leaves the old bytes or the new ones: a temporary file beside it, synced, renamed
/// over it, the folder synced. Missing folders are made.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    let folder = put(path, |file| file.write_all(bytes), true)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io_error(folder, "sync"))
}

/// The same piece by piece and without waiting for the disk: for what can be made again.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), FileError> {
    put(path, write, false).map(|_| ())
}

/// Writes a file in one step; returns its folder.
fn put(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>, sync: bool) -> Result<&Path, FileError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(io_error(folder, "make the folder"))?;
    let mut file = tempfile::Builder::new()
        .prefix(".engross-")
        .permissions(permissions(path))
        .tempfile_in(folder)
        .map_err(io_error(folder, "write into"))?;
    let mut buffered = io::BufWriter::with_capacity(1 << 16, &mut file);
    write(&mut buffered).and_then(|()| buffered.flush()).map_err(io_error(path, "write"))?;
    drop(buffered);
    if sync {
        file.as_file().sync_all().map_err(io_error(path, "write"))?;
    }
    file.persist(path).map_err(|error| error.error).map_err(io_error(path, "replace"))?;
    Ok(folder)
}

/// Those of the file that is replaced, else what a new file gets (the umask takes its part).
#[cfg(unix)]
fn permissions(path: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).map_or_else(|_| fs::Permissions::from_mode(0o644), |meta| meta.permissions())
}

/// A folder of the operating system's that is removed when it is dropped.
pub fn temporary(prefix: &str) -> Result<tempfile::TempDir, FileError> {
    let made = tempfile::Builder::new().prefix(prefix).tempdir();
    made.map_err(io_error(&std::env::temp_dir(), "make a temporary folder in"))
}

/// The names in a folder, sorted; hidden ones are left out. A folder that is not there is empty.
pub fn names(folder: &Path) -> Result<Vec<String>, FileError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(io_error(folder, "list")(error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(io_error(folder, "list"))?;
        names.extend(entry.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
    }
    names.sort();
    Ok(names)
}

/// Holds a file against other holders until the returned file is dropped; waits for them.
pub fn lock(path: &Path) -> Result<File, FileError> {
    let file = File::open(path).map_err(io_error(path, "open"))?;
    file.lock().map_err(io_error(path, "lock"))?;
    Ok(file)
}
