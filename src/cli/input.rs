//! A path or `-` → the agreements that stand in the file, or a failure that names the place and the next step.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Failure;
use crate::source::{self, Hint, MAX_BYTES, SourceError};
use crate::structure::{self, Document};

/// A file that was read.
#[derive(Debug)]
pub(super) struct Input {
    /// As the caller named it.
    pub(super) file: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The agreements found, at least one.
    pub(super) documents: Vec<Document>,
}

/// Reads the agreements in a file; `-` is standard input.
pub(super) fn read(path: &Path, encoding: Option<&str>, changes: source::Changes) -> Result<Input, Failure> {
    documents(path, bytes(path)?, encoding, changes)
}

/// The agreements in the bytes of a file.
pub(super) fn documents(
    path: &Path,
    bytes: Vec<u8>,
    encoding: Option<&str>,
    changes: source::Changes,
) -> Result<Input, Failure> {
    let file = path.display().to_string();
    let hint = Hint { name: Some(&file), encoding, changes };
    let documents = source::read(&bytes, &hint).map(structure::documents).map_err(|e| refused(&e, &file))?;
    if documents.is_empty() {
        return Err(refused(&SourceError::NoText("no agreement was found in it".to_owned()), &file));
    }
    Ok(Input { file, bytes, documents })
}

/// The bytes of a file, or of standard input for `-`. What is too large is refused by its size, before it is read.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failure = |error: io::Error| {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::PermissionDenied => "this file may not be read".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(message).at(path.display())
    };
    let mut bytes = Vec::new();
    let too_large = |size: u64| {
        let error = SourceError::TooLarge { what: "the file".to_owned(), bytes: size, limit: MAX_BYTES };
        refused(&error, &path.display().to_string())
    };
    if path.as_os_str() == "-" {
        io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failure)?;
    } else {
        let data = std::fs::metadata(path).map_err(failure)?;
        if data.is_dir() {
            return Err(Failure::new("expected a file, found a directory")
                .at(path.display())
                .hint("name the files in it, for example with a pattern of the shell"));
        }
        if data.len() > MAX_BYTES {
            return Err(too_large(data.len()));
        }
        bytes.reserve(data.len() as usize + 1);
        File::open(path).and_then(|f| f.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(failure)?;
    }
    if bytes.len() as u64 > MAX_BYTES { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

/// Why a file was not read, with what to do next.
pub(super) fn refused(error: &SourceError, file: &str) -> Failure {
    let failure = Failure::new(error.to_string()).at(file);
    match error {
        SourceError::Malformed { encoding: "UTF-8", .. } => failure.hint(
            "if it is in another encoding, name it: `--encoding gb18030` (or big5, shift_jis, euc-kr, windows-1252)",
        ),
        SourceError::Malformed { .. } | SourceError::UnknownEncoding(_) => {
            failure.hint("encodings: utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-kr, windows-1252")
        }
        SourceError::Unsupported(format) if format.contains("PDF") => {
            failure.hint(format!("extract its text first, `pdftotext -layout {file} agreement.txt`, and parse that"))
        }
        SourceError::Unsupported(format)
            if format.contains("(DOC)") || format.contains("RTF") || format.contains("ODT") =>
        {
            failure.hint("save it as DOCX in the word processor, and parse that")
        }
        SourceError::Unsupported(_) | SourceError::Binary { .. } => {
            failure.hint("`parse` reads Markdown, plain text, HTML and DOCX")
        }
        SourceError::NoText(_) => failure.hint("check that this is the file with the agreement's own words"),
        SourceError::TooLarge { .. } => failure.hint("an agreement is far smaller: check that this is the right file"),
        SourceError::Changes { .. } => {
            failure.hint("decide them in the word processor, or say `--changes accept` or `--changes reject`")
        }
        SourceError::Empty | SourceError::TooDeep { .. } | SourceError::Damaged { .. } => failure,
    }
}
