//! Reading beside the parser that it stands on: bytes → blocks → clause tree → digest, on one core.
//!
//! ```text
//! cargo bench --bench reading [-- FILE …]      the sample's sources, ../shared's (ENGROSS_SHARED) where it is, and FILEs
//! cargo bench --bench reading -- cold FILE     `engross parse --format json FILE`: seconds, and the peak of memory
//! ```
//!
//! Figures drift between machines and moments: the columns behind the sizes are ratios, both sides taken in turn.
//! `events` is pulldown-cmark alone on the same bytes (MB/s); `blocks` and `tree` are the throughput of reading as parts
//! of it; `tree MB/s` is that of the whole way; `growth` is the time for four times the text over four times its time;
//! `digest` is the throughput of a text's digest as a part of that of `sha2` over the same messages.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints what it measured")]

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use engross::digest::{self, fold, fold_paragraph};
use engross::model::text::{Clause, Item, Text};
use engross::{source, structure};
use pulldown_cmark::{Options, Parser};
use sha2::{Digest as _, Sha256};

/// Of so many rounds the quickest counts: what other processes do only adds.
const ROUNDS: usize = 5;

/// How long a round takes at least.
const ENOUGH: Duration = Duration::from_millis(40);

fn main() -> ExitCode {
    // cargo bench adds `--bench`
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let result = match arguments.as_slice() {
        [command, file] if command == "cold" => cold(Path::new(file)),
        files => table(files.iter().map(PathBuf::from).collect()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn table(named: Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!(
        "{:>8} {:>8} {:>7} {:>7} {:>9} {:>7} {:>7}  text",
        "kB", "events", "blocks", "tree", "tree MB/s", "growth", "digest"
    );
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for extension in ["md", "txt"] {
        let mut sources = Vec::new();
        for agreement in in_order(&here.join("agreements"))? {
            sources.extend(in_order(&agreement.join("source")).unwrap_or_default());
        }
        sources.retain(|file| file.extension().is_some_and(|e| e == extension));
        let texts = sources.iter().map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
        row(&texts.join("\n\n"), &format!("all.{extension}"))?;
    }
    let shared = std::env::var_os("ENGROSS_SHARED").map_or(here.join("../shared"), PathBuf::from);
    let mut files = Vec::new();
    for folder in ["seeds", "corpora/pdf-text", "corpora/structures"] {
        files.extend(in_order(&shared.join(folder)).unwrap_or_default());
    }
    files.retain(|file| file.extension().is_some_and(|e| e == "md" || e == "txt"));
    files.extend(named);
    for file in files {
        row(&std::fs::read_to_string(&file)?, &file.display().to_string())?;
    }
    Ok(())
}

fn in_order(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    files.sort();
    Ok(files)
}

fn row(text: &str, name: &str) -> Result<(), Box<dyn Error>> {
    let [mut events, mut blocks, mut tree, mut four, mut digests, mut sha] = [Duration::MAX; 6];
    let times = [text; 4].join("\n");
    let texts: Vec<Text> = read(text, name)?.into_iter().map(|d| d.text).collect();
    let messages: Vec<Vec<u8>> = texts.iter().flat_map(messages).collect();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
    for _ in 0..ROUNDS {
        events = events.min(time(|| Parser::new_ext(text, options).into_offset_iter().count()));
        blocks = blocks.min(time(|| source(text, name)));
        tree = tree.min(time(|| read(text, name)));
        four = four.min(time(|| read(&times, name)));
        digests = digests.min(time(|| texts.iter().map(digest::text).collect::<Vec<_>>()));
        sha = sha.min(time(|| messages.iter().map(Sha256::digest).collect::<Vec<_>>()));
    }
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    let rate = |time: Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    println!(
        "{:8.0} {:8.0} {:7.2} {:7.2} {:9.1} {:7.2} {:7.2}  {name}",
        text.len() as f64 / 1e3,
        rate(events),
        ratio(events, blocks),
        ratio(events, tree),
        rate(tree),
        ratio(four, 4 * tree),
        ratio(sha, digests),
    );
    Ok(())
}

/// How long the work takes: again and again for longer than the clock's steps.
fn time<T>(work: impl Fn() -> T) -> Duration {
    let (began, mut times) = (clock(), 0);
    loop {
        black_box(work());
        times += 1;
        let took = clock() - began;
        if took >= ENOUGH {
            return took / times;
        }
    }
}

/// The processor's time of this thread, which other processes do not use up; where the system does not say it, the
/// time of the day.
fn clock() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = said.and_then(|s| s.split(' ').next().and_then(|n| n.parse().ok()));
    nanoseconds.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}

fn source(text: &str, name: &str) -> Result<source::Source, source::SourceError> {
    source::read(text.as_bytes(), &source::Hint { name: Some(name), ..source::Hint::default() })
}

fn read(text: &str, name: &str) -> Result<Vec<structure::Document>, source::SourceError> {
    source(text, name).map(structure::documents)
}

/// What is hashed for a text's digest, message by message; of digests in it only the length counts.
fn messages(text: &Text) -> Vec<Vec<u8>> {
    fn field(message: &mut Vec<u8>, value: &str) {
        let value = fold(value);
        message.extend((value.len() as u64).to_be_bytes());
        message.extend(value.as_bytes());
    }
    fn body(out: &mut Vec<Vec<u8>>, message: &mut Vec<u8>, items: &[Item]) {
        for item in items {
            match item {
                Item::Paragraph(p) => out.push([&[0], fold_paragraph(p).as_bytes()].concat()),
                Item::Clause(c) => clause(out, c),
            }
            message.extend([0; 32]);
        }
    }
    fn clause(out: &mut Vec<Vec<u8>>, c: &Clause) {
        let mut message = vec![1];
        field(&mut message, c.number.as_deref().unwrap_or_default());
        field(&mut message, c.heading.as_deref().unwrap_or_default());
        body(out, &mut message, &c.body);
        out.push(message);
    }
    let (mut out, mut message) = (Vec::new(), vec![2]);
    for value in ["engross/1", &text.language, &text.title, text.label.as_deref().unwrap_or_default()] {
        field(&mut message, value);
    }
    body(&mut out, &mut message, &text.body);
    out.push(message);
    out
}

/// A process of its own, its start and the writing of JSON included.
fn cold(file: &Path) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::metadata(file)?.len();
    let parse = || {
        let mut command = Command::new("/usr/bin/time");
        command.args(["-f", "%M", env!("CARGO_BIN_EXE_engross"), "parse", "--format", "json"]).arg(file);
        command.stdout(Stdio::null()).output()
    };
    let mut best = Duration::MAX;
    let mut peak = 0;
    for _ in 0..ROUNDS {
        let began = Instant::now();
        let out = parse()?;
        best = best.min(began.elapsed());
        peak = String::from_utf8_lossy(&out.stderr).lines().last().unwrap_or_default().trim().parse::<u64>()? * 1024;
    }
    println!(
        "{:.1} ms, {:.1} MB, {:.1} × the {} kB of {}",
        best.as_secs_f64() * 1e3,
        peak as f64 / 1e6,
        peak as f64 / bytes as f64,
        bytes / 1000,
        file.display()
    );
    Ok(())
}
