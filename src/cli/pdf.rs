//! A PDF → its pages, read in a process of its own: a hostile file can hang, crash or fill that process, and nothing
//! more comes of it than a refusal.   [owns rustix]
//!
//! The process is this program with a hidden command. It bounds its own time and memory before it reads, and is ended
//! from here where it does not end.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::{Failure, Outcome, Terminal};
use crate::source::pdf::page::Page;
use crate::source::pdf::{PdfError, pages};

/// The hidden command: a PDF on standard input, its pages on standard output.
pub(super) const COMMAND: &str = "read-pdf";

/// Seconds of computing, and of waiting on a busy machine.
const COMPUTING: u64 = 10;
const WAITING: u64 = 90;
/// Bytes of memory.
const MEMORY: u64 = 1 << 30;

/// Reads the pages of a PDF in a process of its own.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Page>, PdfError> {
    let gone = |error: io::Error| PdfError::GivenUp(format!("its reader did not start ({error})"));
    let program = std::env::current_exe().map_err(gone)?;
    let mut child = Command::new(program)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(gone)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let (ended, said) = std::thread::scope(|scope| {
        // a reader that ends early leaves the rest of the file unread
        scope.spawn(move || input.map(|mut to| to.write_all(bytes)));
        let said = scope.spawn(move || {
            let mut said = Vec::new();
            output.map(|from| from.take(MEMORY / 4).read_to_end(&mut said));
            said
        });
        let ended = wait(&mut child);
        (ended, said.join().unwrap_or_default())
    });
    if !ended.is_some_and(|status| status.success()) {
        let bounds = format!("{COMPUTING} s of computing or {} GiB of memory did not do for it", MEMORY >> 30);
        return Err(PdfError::GivenUp(bounds));
    }
    serde_json::from_slice::<Result<Vec<Page>, PdfError>>(&said)
        .unwrap_or_else(|_| Err(PdfError::GivenUp("its reader said nothing".to_owned())))
}

/// Waits for the process to end, and ends it where it does not.
fn wait(child: &mut Child) -> Option<ExitStatus> {
    let begin = Instant::now();
    let mut pause = Duration::from_micros(500);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if begin.elapsed() < Duration::from_secs(WAITING) => std::thread::sleep(pause),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// The process that reads.
pub(super) fn run(terminal: &Terminal) -> Result<Outcome, Failure> {
    bound();
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    let mut out = io::BufWriter::new(terminal.out());
    serde_json::to_writer(&mut out, &pages(&bytes))?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Bounds the time and memory of this process, as far as the system knows bounds.
fn bound() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
        let _ = setrlimit(Resource::As, limit(MEMORY));
        let _ = setrlimit(Resource::Cpu, limit(COMPUTING));
        let _ = setrlimit(Resource::Core, limit(0));
    }
}
