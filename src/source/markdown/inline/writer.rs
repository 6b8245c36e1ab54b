//! Inline events → marks.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::rough::{STOPS, is_run};
use super::tag::OpenTag;
use crate::digest::is_folded;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::markdown::Lines;
use crate::source::runs::split_lines;

/// The lines of a block under construction.
pub(super) struct Writer<'s, 'n> {
    pub(super) source: &'s str,
    /// Marks are written as they stand in the source and read again.
    pub(super) again: bool,
    pub(super) out: String,
    /// Where the literal text begins that is not escaped yet.
    pub(super) literal: usize,
    /// How many of the parser's marks are open; how many of them are strong, and how many emphasis.
    pub(super) open: usize,
    strong: usize,
    emphasis: usize,
    /// The targets of open links, and where their anchors begin.
    links: Vec<(String, usize)>,
    /// Open HTML tags.
    pub(super) tags: Vec<OpenTag>,
    /// The white space that follows was written before the mark.
    pub(super) trimmed: bool,
    /// The line where `out` begins, and those where its further lines do.
    began: Option<u32>,
    pub(super) starts: Vec<u32>,
    pub(super) lines: &'n mut Lines<'s>,
    notes: &'n mut Vec<Diagnostic>,
}

impl<'s, 'n> Writer<'s, 'n> {
    /// Nothing written yet; `size` is what it may come to.
    pub(super) fn new(
        source: &'s str,
        again: bool,
        size: usize,
        lines: &'n mut Lines<'s>,
        notes: &'n mut Vec<Diagnostic>,
    ) -> Self {
        Writer {
            source,
            again,
            out: String::with_capacity(size),
            literal: 0,
            open: 0,
            strong: 0,
            emphasis: 0,
            links: Vec::new(),
            tags: Vec::new(),
            trimmed: false,
            began: None,
            starts: Vec::new(),
            lines,
            notes,
        }
    }

    pub(super) fn event(&mut self, events: &[(Event<'_>, Range<usize>)], at: usize) {
        let (event, range) = &events[at];
        if self.began.is_none() {
            self.began = Some(self.lines.of(range.start));
        }
        match event {
            Event::Text(_) if self.again && is_run(self.source, range) => self.mark(&self.source[range.clone()]),
            Event::Text(CowStr::Borrowed(text)) => self.piece(text),
            // a character reference may stand for a line break, which is none
            Event::Text(text) => self.text(text),
            Event::Code(code) if is_quoted(code) => self.text(&self.source[range.clone()]),
            Event::Code(code) => {
                self.flush();
                marks::write_code(&mut self.out, code);
                self.literal = self.out.len();
            }
            Event::InlineHtml(tag) => self.html(tag, range, events.get(at + 1).map(|(e, _)| e)),
            Event::SoftBreak => self.soft_break(range, events.get(at + 1).map(|(_, r)| r.start)),
            Event::HardBreak => self.end_line(range.end),
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]")),
            Event::Start(Tag::Strong) => {
                self.strong += 1;
                self.delimiter(range.start..range.start + 2, "**", 1, self.strong == 1);
            }
            Event::End(TagEnd::Strong) => {
                self.strong -= 1;
                self.delimiter(range.end - 2..range.end, "**", -1, self.strong == 0);
            }
            Event::Start(Tag::Emphasis) => {
                self.emphasis += 1;
                self.delimiter(range.start..range.start + 1, "*", 1, self.emphasis == 1);
            }
            Event::End(TagEnd::Emphasis) => {
                self.emphasis -= 1;
                self.delimiter(range.end - 1..range.end, "*", -1, self.emphasis == 0);
            }
            Event::Start(Tag::Link { dest_url, .. }) => self.link(dest_url),
            Event::End(TagEnd::Link) => self.end_link(range.start),
            Event::Start(Tag::Image { .. }) => {
                self.note(
                    "image-dropped",
                    range.start,
                    "an image was left out, its alternative text is kept".to_owned(),
                );
            }
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        match text.contains('\n') {
            true => self.piece(&text.replace('\n', " ")),
            false => self.piece(text),
        }
    }

    /// Text on one line.
    fn piece(&mut self, text: &str) {
        let text = if self.trimmed { text.trim_start() } else { text };
        self.trimmed = false;
        self.out.push_str(text);
    }

    /// Escapes the literal text at the end.
    pub(super) fn flush(&mut self) {
        if marks::has_special(&self.out[self.literal..]) {
            let tail = self.out.split_off(self.literal);
            marks::escape_into(&mut self.out, &tail);
        }
        self.literal = self.out.len();
    }

    pub(super) fn mark(&mut self, mark: &str) {
        self.flush();
        self.out.push_str(mark);
        self.literal = self.out.len();
    }

    /// `**Fees.**Due`: the end of strong text is written before its stop, where it is read as one.
    pub(super) fn close_late(&mut self, place: usize) {
        self.flush();
        let end = self.out.trim_end_matches(STOPS).len();
        let message = format!("`**` behind `{}` was read as the end of strong text", &self.out[end..]);
        self.out.insert_str(end, "**");
        self.literal = self.out.len();
        self.note("strong-closed", place, message);
    }

    /// Strong text within strong text is not written again: it shows as one.
    fn delimiter(&mut self, written: Range<usize>, canonical: &str, opened: isize, outermost: bool) {
        self.open = self.open.saturating_add_signed(opened);
        match self.again {
            true => self.mark(&self.source[written]),
            false if outermost => self.mark(canonical),
            false => {}
        }
    }

    fn link(&mut self, target: &str) {
        self.open += 1;
        self.mark("[");
        self.links.push((target.to_owned(), self.out.len()));
    }

    fn end_link(&mut self, place: usize) {
        self.open = self.open.saturating_sub(1);
        self.flush();
        let Some((target, start)) = self.links.pop() else { return };
        if self.out.len() == start {
            self.out.pop();
            self.literal = self.out.len();
            return self.note("link-empty", place, format!("a link to `{target}` without text was left out"));
        }
        self.out.push_str("](");
        marks::write_target(&mut self.out, &target);
        self.out.push(')');
        self.literal = self.out.len();
    }

    pub(super) fn note(&mut self, code: &'static str, place: usize, message: String) {
        let line = self.lines.of(place);
        self.notes.push(Diagnostic::note(code, line, message));
    }

    /// Gives each line with its place to `emit`.
    pub(super) fn finish(mut self, emit: &mut impl FnMut(u32, String)) {
        self.flush();
        let began = self.began.unwrap_or(1);
        let starts = std::mem::take(&mut self.starts);
        let line =
            |i: usize| i.checked_sub(1).map_or(began, |i| starts.get(i).or(starts.last()).copied().unwrap_or(began));
        for open in std::mem::take(&mut self.tags).into_iter().rev() {
            self.out.replace_range(open.mark.0..open.mark.0 + open.mark.1, "");
            let message = format!("`<{}>` has no end and was left out", open.name);
            self.notes.push(Diagnostic::note("html-dropped", began, message));
        }
        if self.again {
            for found in split_lines(&marks::parse(&self.out)) {
                emit(line(found.row), found.text);
            }
        } else if starts.is_empty() && is_folded(&self.out) {
            if !self.out.is_empty() {
                emit(began, self.out);
            }
        } else {
            for (i, text) in self.out.split('\n').enumerate().filter(|(_, text)| !text.trim().is_empty()) {
                emit(line(i), if is_folded(text) { text.to_owned() } else { folded(text) });
            }
        }
    }
}

/// Folds white space but for a wide blank between characters: in Japanese it parts a number from its text (`２　…`).
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.trim().split(|c: char| c.is_whitespace() && c != '\u{3000}').filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether what stands between two backticks is no code, since each opens a quotation of typewritten text: the first
/// of `x' and of `y'.
fn is_quoted(code: &str) -> bool {
    let mut marks = code.match_indices('\'').map(|(at, _)| (&code[..at], &code[at + 1..]));
    let closes = |(before, behind): (&str, &str)| {
        before.ends_with(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation())
            && !behind.starts_with(char::is_alphanumeric)
    };
    code.starts_with(char::is_alphanumeric) && code.ends_with([' ', '(', '\u{a0}']) && marks.any(closes)
}
