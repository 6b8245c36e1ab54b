//! A path or `-` → the agreements that stand in the file, or a failure that names the place and the next step.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::{Failure, Global, pdf};
use crate::model::time;
use crate::source::pdf::PdfError;
use crate::source::{self, Changes, Format, Hint, MAX_BYTES, SourceError, encoding, format};
use crate::structure::{self, Document};
use crate::workspace::Workspace;
use crate::workspace::resolve::text_of_file;

// how files are read; a doc comment would become the help of the command
#[derive(Debug, Default, clap::Args)]
pub(super) struct Reading {
    /// The encoding of the files, where it is not UTF-8
    #[arg(long, value_name = "NAME", value_parser = known_encoding)]
    encoding: Option<String>,
    /// What becomes of a DOCX document's tracked changes
    #[arg(long, value_name = "HOW", default_value = "accept")]
    changes: ChangesArg,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum ChangesArg {
    /// Read insertions, leave out deletions, with a warning
    #[default]
    Accept,
    /// Read deletions, leave out insertions, with a warning
    Reject,
    /// Do not read such a document
    Refuse,
}

impl Reading {
    fn changes(&self) -> Changes {
        match self.changes {
            ChangesArg::Accept => Changes::Accept,
            ChangesArg::Reject => Changes::Reject,
            ChangesArg::Refuse => Changes::Refuse,
        }
    }

    /// What the file says, where it has lines of text.
    pub(super) fn text<'a>(&self, input: &'a Input) -> Option<std::borrow::Cow<'a, str>> {
        let is_text = format::container(&input.bytes).is_none();
        is_text.then(|| encoding::decode(&input.bytes, self.encoding.as_deref()).ok()).flatten().map(|d| d.text)
    }
}

fn known_encoding(name: &str) -> Result<String, String> {
    if encoding::is_known(name) {
        return Ok(name.to_owned());
    }
    Err("expected utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-kr, windows-1252 or another WHATWG name"
        .into())
}

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

/// Reads the agreements in a file; `-` is standard input. Times that name no offset are those of the workspace.
pub(super) fn read(path: &Path, reading: &Reading, global: &Global) -> Result<Input, Failure> {
    let bytes = bytes(path)?;
    let file = path.display().to_string();
    if let Some(text) = text_of_file(path, &bytes)? {
        let lines = (1, bytes.iter().filter(|b| **b == b'\n').count().max(1) as u32);
        return Ok(Input { file, bytes, documents: vec![Document { text, lines, ..Document::default() }] });
    }
    let hint = Hint { name: Some(&file), encoding: reading.encoding.as_deref(), changes: reading.changes() };
    let source = match format::container(&bytes) {
        Some(Format::Pdf) => pdf::read(&bytes).and_then(source::pdf::blocks).map_err(SourceError::from),
        _ => source::read(&bytes, &hint),
    };
    let mut documents = source.map(structure::documents).map_err(|e| refused(&e, &file))?;
    if documents.is_empty() {
        return Err(refused(&SourceError::NoText("no agreement was found in it".to_owned()), &file));
    }
    let local = documents.iter_mut().filter(|d| d.is_local);
    let times: Vec<&mut String> = local.filter_map(|d| d.text.updated.as_mut()).collect();
    if !times.is_empty()
        && let Ok(ws) = Workspace::find(&global.directory)
    {
        let zone = ws.zone();
        times.into_iter().for_each(|time| *time = time::at_home(time, &zone));
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
        SourceError::Unmarked(encoding) => {
            failure.hint(format!("if it is, say so: `--encoding {}`", encoding.to_ascii_lowercase()))
        }
        SourceError::Malformed { .. } | SourceError::UnknownEncoding(_) => {
            failure.hint("encodings: utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-kr, windows-1252")
        }
        SourceError::Pdf(error) => match pdf_hint(error) {
            Some(hint) => failure.hint(hint),
            None => failure,
        },
        SourceError::Unsupported(format)
            if ["(DOC)", "RTF", "ODT", "flat XML"].iter().any(|name| format.contains(name)) =>
        {
            failure.hint("save it as DOCX in the word processor, and parse that")
        }
        SourceError::Unsupported(format) if format.contains("(MHTML)") => {
            failure.hint("save the page as HTML only in the browser, and parse that")
        }
        SourceError::Unsupported(_) | SourceError::Binary { .. } => {
            failure.hint("`parse` reads Markdown, plain text, HTML, DOCX and PDF")
        }
        SourceError::NoText(_) => failure.hint("check that this is the file with the agreement's own words"),
        SourceError::TooLarge { .. } | SourceError::TooMany { .. } => {
            failure.hint("an agreement is far smaller: check that this is the right file")
        }
        SourceError::Changes { .. } => {
            failure.hint("decide them in the word processor, or say `--changes accept` or `--changes reject`")
        }
        SourceError::TooDeep { .. } => failure
            .hint("something is opened again and again there and never closed: close it, and read the file again"),
        SourceError::Damaged { .. } => failure.hint(
            "copy or download it again; if it stays so, save it anew as DOCX in the word processor, and parse that",
        ),
        SourceError::Empty => failure,
    }
}

/// What to do next with a PDF that was not read.
fn pdf_hint(error: &PdfError) -> Option<&'static str> {
    Some(match error {
        PdfError::Password | PdfError::Encryption => {
            "open it in a viewer with its password, print it to a new PDF, and parse that"
        }
        PdfError::Truncated => "copy or download it again",
        PdfError::Damaged(_) => "open it in a viewer, print it to a new PDF, and parse that",
        PdfError::TooMuch(_) | PdfError::GivenUp(_) => "an agreement is far smaller: check that this is the right file",
        PdfError::Scanned { .. } | PdfError::NoText => {
            "have its text recognised first (`ocrmypdf scan.pdf agreement.pdf`), read it against the page, and parse that"
        }
        PdfError::Garbled { .. } => {
            "its fonts do not say which characters they show: get the original, or have the text recognised anew \
             (`ocrmypdf --force-ocr garbled.pdf agreement.pdf`)"
        }
    })
}
