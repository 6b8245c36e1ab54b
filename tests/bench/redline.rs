//! Redlines of many pairs in one process: each is read, compared, held against its texts, and written as a page, as
//! `engross diff OLD NEW --format html` does it. `redline.py` times it.
//!
//! ```text
//! cargo bench --bench redline -- OLD NEW [OLD NEW …]     prints the bytes that are marked, and in how many runs
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it measured")]

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use engross::model::text::Text;
use engross::redline::form::{Name, Names, html};
use engross::redline::{Op, check, redline};
use engross::{source, structure};

fn main() -> ExitCode {
    // cargo bench adds `--bench`
    let files: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let (mut bytes, mut runs) = (0, 0);
    for pair in files.chunks_exact(2) {
        match marked(Path::new(&pair[0]), Path::new(&pair[1])) {
            Ok(marked) => {
                bytes += marked.0;
                runs += marked.1;
            }
            Err(error) => {
                eprintln!("{} {}: {error}", pair[0], pair[1]);
                return ExitCode::FAILURE;
            }
        }
    }
    println!("{bytes} {runs}");
    ExitCode::SUCCESS
}

/// How many bytes a redline strikes and inserts, and in how many runs.
fn marked(old: &Path, new: &Path) -> Result<(usize, usize), Box<dyn Error>> {
    let (old, new) = (text(old)?, text(new)?);
    let redline = redline(&old, &new);
    check(&redline, &old, &new)?;
    let names = Names { old: Name::of("old", &old), new: Name::of("new", &new), language: new.language.clone() };
    let page = html::page(&redline, &names, html::Layout::Inline, false);
    let marks = || redline.changed().flat_map(|c| &c.segments).filter(|s| s.op != Op::Equal);
    if page.is_empty() {
        return Err("an empty page".into());
    }
    Ok((marks().map(|s| s.text.len()).sum(), marks().count()))
}

fn text(path: &Path) -> Result<Text, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let name = path.to_string_lossy();
    let source = source::read(&bytes, &source::Hint { name: Some(&name), ..source::Hint::default() })?;
    Ok(structure::documents(source).into_iter().next().ok_or("no text in it")?.text)
}
