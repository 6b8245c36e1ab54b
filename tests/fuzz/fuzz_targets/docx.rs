#![no_main]

use std::io::{Cursor, Write};

use engross::source::{Changes, docx};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;

/// The parts stand in the input one behind another, divided by form feeds.
const PARTS: [&str; 6] = [
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/_rels/document.xml.rels",
];

fuzz_target!(|input: &str| {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in PARTS.iter().zip(input.split('\u{c}')) {
        if zip.start_file(*name, stored).and_then(|()| Ok(zip.write_all(text.as_bytes())?)).is_err() {
            return;
        }
    }
    let Ok(bytes) = zip.finish().map(Cursor::into_inner) else { return };
    for changes in [Changes::Accept, Changes::Reject] {
        if let Ok(source) = docx::read(&bytes, changes) {
            engross_fuzz::texts(source);
        }
    }
});
