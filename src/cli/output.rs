//! What a command says: results to standard output, remarks and errors to standard error.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use super::Global;

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to print a result that has no other forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Plain {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// How a command ended that could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Exit status 0.
    Done,
    /// Exit status 1: something was found (a difference, a failed verification, a party who has to accept).
    Found,
}

/// Why a command could not be done: what was expected and found, and what to do next. Exit status 2.
#[derive(Debug)]
pub struct Failure {
    message: String,
    hints: Vec<String>,
}

impl Failure {
    /// A failure with its message.
    pub fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), hints: Vec::new() }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Message and hints, a line each.
    pub(super) fn whole(&self) -> String {
        let hints = self.hints.iter().map(|hint| format!("hint: {hint}"));
        let lines: Vec<String> = std::iter::once(self.message.clone()).chain(hints).collect();
        from_here(&lines.join("\n"))
    }

    fn is_closed_pipe(&self) -> bool {
        self.message.strip_prefix(OUTPUT).unwrap_or(&self.message).starts_with("Broken pipe")
    }

    /// Puts the thing in front: `FILE: message`.
    #[must_use]
    pub fn at(mut self, place: impl Display) -> Self {
        self.message = format!("{place}: {}", self.message);
        self
    }
}

impl Display for Failure {
    /// The message without its hints.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(inner) = cause {
            let more = inner.to_string();
            if !message.contains(&more) {
                message = format!("{message}: {more}");
            }
            cause = inner.source();
        }
        Failure::new(message)
    }
}

/// How an error of standard output begins.
const OUTPUT: &str = "standard output: ";

/// Standard output, with errors that say so.
struct Named<W>(W);

impl<W: Write> Write for Named<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

fn named(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{OUTPUT}{error}"))
}

/// Where a command writes.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    color: Color,
    quiet: bool,
    verbose: bool,
}

impl Terminal {
    /// As the options say.
    pub fn new(global: &Global) -> Self {
        Terminal { color: global.color, quiet: global.quiet, verbose: global.verbose }
    }

    /// Standard output, without colours where they are not wanted.
    pub fn out(&self) -> impl Write + use<> {
        Named(anstream::AutoStream::new(io::stdout(), self.choice()).lock())
    }

    /// Writes a result of whatever size at once, where [`Terminal::out`] writes each line by itself.
    pub fn print(&self, text: &str) -> io::Result<()> {
        self.data().write_all(self.dressed(text).as_bytes())
    }

    /// Standard output for a result without colours, of whatever size: as it is.
    pub fn data(&self) -> impl Write + use<> {
        Named(io::stdout().lock())
    }

    /// Standard error, without colours where they are not wanted.
    pub fn err(&self) -> impl Write + use<> {
        anstream::AutoStream::new(io::stderr(), self.choice()).lock()
    }

    /// A text as [`Terminal::out`] would write it: without colours where they are not wanted.
    pub(super) fn dressed<'t>(&self, text: &'t str) -> Cow<'t, str> {
        // what has nothing coloured in it needs nothing taken out
        match !self.is_colored() && text.contains('\u{1b}') {
            true => Cow::Owned(anstream::adapter::strip_str(text).to_string()),
            false => Cow::Borrowed(text),
        }
    }

    /// Whether colours are wanted on standard output.
    pub(super) fn is_colored(&self) -> bool {
        let choice = match self.choice() {
            anstream::ColorChoice::Auto => anstream::AutoStream::choice(&io::stdout()),
            chosen => chosen,
        };
        choice != anstream::ColorChoice::Never
    }

    /// A remark on standard error, unless `--quiet`.
    pub fn remark(&self, message: impl Display) {
        if !self.quiet {
            let _ = writeln!(self.err(), "{message}");
        }
    }

    /// Writes how far something is over the line that said so before, on a terminal and unless `--quiet`; nothing: wipes it.
    pub fn progress(&self, message: impl Display) {
        if !self.quiet && io::stderr().is_terminal() {
            let mut err = self.err();
            let _ = write!(err, "\r\x1b[K{message}").and_then(|()| err.flush());
        }
    }

    /// The same without remarks.
    #[must_use]
    pub fn silent(&self) -> Self {
        Terminal { quiet: true, ..*self }
    }

    /// Whether `--quiet` was given.
    pub fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether `--verbose` was given.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Says how the command ended, as exit status. A closed pipe is a reader who has seen enough.
    pub fn finish(&self, result: Result<Outcome, Failure>) -> ExitCode {
        match result {
            Ok(Outcome::Done) => ExitCode::SUCCESS,
            Ok(Outcome::Found) => ExitCode::from(1),
            Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
            Err(failure) => {
                self.error(&failure);
                ExitCode::from(2)
            }
        }
    }

    /// An error with its hints on standard error.
    pub fn error(&self, failure: &Failure) {
        let bold = anstyle::Style::new().bold();
        let red = bold.fg_color(Some(anstyle::AnsiColor::Red.into()));
        let mut err = self.err();
        let _ = writeln!(err, "{red}error{red:#}: {}", from_here(&failure.message));
        for hint in &failure.hints {
            let _ = writeln!(err, "{bold}hint{bold:#}: {}", from_here(hint));
        }
    }

    fn choice(&self) -> anstream::ColorChoice {
        match self.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// A message with the paths below the current directory as a person there would write them.
pub(super) fn from_here(message: &str) -> String {
    match std::env::current_dir() {
        Ok(here) if here.parent().is_some() => message.replace(&format!("{}/", here.display()), ""),
        _ => message.to_owned(),
    }
}
