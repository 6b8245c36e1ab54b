//! A long result on a terminal → the reader's pager, as git does it.
//!
//! Only where standard output is a terminal. `ENGROSS_PAGER`, else `PAGER`, else `less`; empty or `cat` turns it off. `less`
//! stays away where all fits on the screen (`LESS=FRX`, unless `LESS` is set). A pager that cannot be started is no
//! failure: the result is printed.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::{Command, Stdio};

use super::Terminal;

/// Shows a result, through the pager if there is a reader to turn pages.
pub(super) fn show(terminal: &Terminal, text: &str) -> io::Result<()> {
    match pager() {
        Some(pager) if io::stdout().is_terminal() => match paged(&pager, &terminal.dressed(text)) {
            Err(error) if error.kind() == ErrorKind::NotFound => terminal.print(text),
            result => result,
        },
        _ => terminal.print(text),
    }
}

/// The command that pages; none: none is wanted.
fn pager() -> Option<String> {
    let wanted = ["ENGROSS_PAGER", "PAGER"].iter().find_map(|name| std::env::var(name).ok());
    let wanted = wanted.unwrap_or_else(|| "less".to_owned());
    let wanted = wanted.trim();
    (!wanted.is_empty() && wanted != "cat").then(|| wanted.to_owned())
}

/// Hands the text to the pager and waits for its reader. [`ErrorKind::NotFound`]: there is no such command.
fn paged(pager: &str, text: &str) -> io::Result<()> {
    // a pager is named with its options, as a shell reads them
    let mut command = Command::new("sh");
    command.args(["-c", pager]).stdin(Stdio::piped());
    if std::env::var_os("LESS").is_none() {
        command.env("LESS", "FRX");
    }
    let mut child = command.spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(text.as_bytes()));
    let status = child.wait()?;
    match written {
        // a shell says 126 and 127 of a command that it cannot run
        _ if matches!(status.code(), Some(126 | 127)) => Err(ErrorKind::NotFound.into()),
        // a reader who has seen enough
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
