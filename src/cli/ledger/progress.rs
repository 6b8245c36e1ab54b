//! How far a long command is, on a terminal: how many, how fast, how long still.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant as Clock};

use super::super::Terminal;

/// One line on standard error that is written over and over, and taken away at the end. Where standard error is no
/// terminal, nothing.
pub(super) struct Progress<'t> {
    terminal: Option<&'t Terminal>,
    begun: Clock,
    said: Option<Clock>,
    /// How much there is to read, where that is known.
    bytes: Option<u64>,
}

impl<'t> Progress<'t> {
    pub(super) fn new(terminal: &'t Terminal, bytes: Option<u64>) -> Self {
        let shown = std::io::stderr().is_terminal() && !terminal.is_quiet();
        Progress { terminal: shown.then_some(terminal), begun: Clock::now(), said: None, bytes }
    }

    /// So many lines are done, so many bytes were read for that.
    pub(super) fn say(&mut self, lines: u64, read: u64) {
        let Some(terminal) = self.terminal else { return };
        if self.said.is_some_and(|said| said.elapsed() < Duration::from_millis(200)) {
            return;
        }
        self.said = Some(Clock::now());
        let line = shown(self.begun.elapsed(), lines, read, self.bytes);
        let _ = write!(terminal.err(), "\r\u{1b}[K{line}").and_then(|()| terminal.err().flush());
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let (Some(terminal), Some(_)) = (self.terminal, self.said) {
            let _ = write!(terminal.err(), "\r\u{1b}[K").and_then(|()| terminal.err().flush());
        }
    }
}

fn shown(elapsed: Duration, lines: u64, read: u64, bytes: Option<u64>) -> String {
    let seconds = elapsed.as_secs_f64().max(0.001);
    let rate = lines as f64 / seconds;
    let left = bytes.filter(|_| read > 0).map(|all| seconds * all.saturating_sub(read) as f64 / read as f64);
    let left = left.map(|s| format!(", {s:.0} s left")).unwrap_or_default();
    format!("{lines} lines, {rate:.0}/s{left}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_are_told() {
        let half = shown(Duration::from_secs(4), 2000, 50, Some(100));
        assert_eq!(half, "2000 lines, 500/s, 4 s left");
        assert_eq!(shown(Duration::from_secs(4), 2000, 50, None), "2000 lines, 500/s");
    }
}
