//! The inline events of one block → its lines in canonical marks; a hard break ends a line.
//!
//! Most blocks are written down as their events come. Where the parser's reading of emphasis is not the author's
//! (beside Chinese punctuation), or HTML stands in the text, the block's marks are written as they stand in the
//! source and read again by [`crate::marks`], which knows better.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Lines;
use crate::digest::{fold, is_folded};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{self, Enclosure};
use crate::source::html::is_element;
use crate::source::runs::split_lines;

/// The inline events of the block that is open.
#[derive(Default)]
pub(super) struct Inline<'a> {
    events: Vec<(Event<'a>, Range<usize>)>,
}

impl<'a> Inline<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    pub(super) fn push(&mut self, event: Event<'a>, range: Range<usize>) {
        self.events.push((event, range));
    }

    /// Gives each line to `emit` with its place, within a paragraph (its start is not escaped), and is empty again.
    pub(super) fn finish(
        &mut self,
        source: &'a str,
        lines: &mut Lines<'a>,
        notes: &mut Vec<Diagnostic>,
        mut emit: impl FnMut(u32, String),
    ) {
        let mut writer = Writer {
            source,
            again: self.is_rough(source),
            out: String::with_capacity(self.size()),
            literal: 0,
            special: false,
            open: 0,
            links: Vec::new(),
            tags: Vec::new(),
            trimmed: false,
            began: None,
            starts: Vec::new(),
            lines,
            notes,
        };
        for at in 0..self.events.len() {
            writer.event(&self.events, at);
        }
        writer.finish(&mut emit);
        self.events.clear();
    }

    fn size(&self) -> usize {
        match (self.events.first(), self.events.last()) {
            (Some((_, first)), Some((_, last))) => last.end.saturating_sub(first.start) + 8,
            _ => 0,
        }
    }

    /// Whether marks must be read again.
    fn is_rough(&self, source: &str) -> bool {
        let mut marked = false;
        let mut broken = false;
        for (event, range) in &self.events {
            let run = match event {
                Event::InlineHtml(_) => return true,
                Event::Text(_) if is_run(source, range) => range.clone(),
                Event::Start(Tag::Strong | Tag::Emphasis) => {
                    marked = true;
                    if is_doubtful(source, &(range.end - 1..range.end)) {
                        return true;
                    }
                    range.start..range.start + 1
                }
                Event::Start(Tag::Link { .. }) => {
                    marked = true;
                    continue;
                }
                Event::HardBreak => {
                    broken = true;
                    continue;
                }
                _ => continue,
            };
            if is_doubtful(source, &run) {
                return true;
            }
        }
        marked && broken
    }
}

/// A run of `*` or `_` that the parser left as text, and that was not escaped.
fn is_run(source: &str, range: &Range<usize>) -> bool {
    let bytes = source.as_bytes();
    let first = bytes.get(range.start).copied();
    matches!(first, Some(b'*' | b'_'))
        && bytes[range.clone()].iter().all(|b| Some(*b) == first)
        && (range.start == 0 || bytes[range.start - 1] != b'\\')
}

/// Whether a run of `*` or `_` stands between punctuation and a letter, one of them East Asian.
fn is_doubtful(source: &str, run: &Range<usize>) -> bool {
    let bytes = source.as_bytes();
    let mark = bytes[run.start];
    let (mut start, mut end) = (run.start, run.end);
    while start > 0 && bytes[start - 1] == mark {
        start -= 1;
    }
    while end < bytes.len() && bytes[end] == mark {
        end += 1;
    }
    let before = source[..start].chars().next_back().unwrap_or('\n');
    let after = source[end..].chars().next().unwrap_or('\n');
    // quotes and dashes that Chinese shares with the West are read alike by both
    let is_east = |c: char| marks::is_east_asian(c) && !('\u{2010}'..'\u{2e80}').contains(&c);
    !before.is_whitespace()
        && !after.is_whitespace()
        && marks::is_punctuation(before) != marks::is_punctuation(after)
        && (is_east(before) || is_east(after))
}

struct Writer<'s, 'n> {
    source: &'s str,
    /// Marks are written as they stand in the source and read again.
    again: bool,
    out: String,
    /// Where the literal text begins that is not escaped yet, and whether it has to be.
    literal: usize,
    special: bool,
    /// How many of the parser's marks are open.
    open: usize,
    /// The targets of open links, and where their anchors begin.
    links: Vec<(String, usize)>,
    /// Open HTML tags.
    tags: Vec<OpenTag>,
    /// The white space that follows was written before the mark.
    trimmed: bool,
    /// The line where `out` begins, and those where its further lines do.
    began: Option<u32>,
    starts: Vec<u32>,
    lines: &'n mut Lines<'s>,
    notes: &'n mut Vec<Diagnostic>,
}

/// An HTML tag whose end comes later.
struct OpenTag {
    name: String,
    /// Where its mark stands, and how long it is.
    mark: (usize, usize),
    /// What its end writes.
    end: String,
}

impl Writer<'_, '_> {
    fn event(&mut self, events: &[(Event<'_>, Range<usize>)], at: usize) {
        let (event, range) = &events[at];
        if self.began.is_none() {
            self.began = Some(self.lines.of(range.start));
        }
        match event {
            Event::Text(_) if self.again && is_run(self.source, range) => self.mark(&self.source[range.clone()]),
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.flush();
                marks::write_code(&mut self.out, code);
                self.literal = self.out.len();
            }
            Event::InlineHtml(tag) => self.html(tag, range, events.get(at + 1).map(|(e, _)| e)),
            Event::SoftBreak => self.soft_break(range, events.get(at + 1).map(|(_, r)| r.start)),
            Event::HardBreak => self.end_line(range.end),
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]")),
            Event::Start(Tag::Strong) => self.delimiter(range.start..range.start + 2, "**", 1),
            Event::End(TagEnd::Strong) => self.delimiter(range.end - 2..range.end, "**", -1),
            Event::Start(Tag::Emphasis) => self.delimiter(range.start..range.start + 1, "*", 1),
            Event::End(TagEnd::Emphasis) => self.delimiter(range.end - 1..range.end, "*", -1),
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

    fn text(&mut self, text: &str) {
        let text = if self.trimmed { text.trim_start() } else { text };
        self.trimmed = false;
        self.special |= marks::has_special(text);
        // a character reference may stand for a line break, which is none
        match text.contains('\n') {
            true => self.out.push_str(&text.replace('\n', " ")),
            false => self.out.push_str(text),
        }
    }

    /// Escapes the literal text at the end.
    fn flush(&mut self) {
        if self.special {
            let tail = self.out.split_off(self.literal);
            marks::escape_into(&mut self.out, &tail);
            self.special = false;
        }
        self.literal = self.out.len();
    }

    fn mark(&mut self, mark: &str) {
        self.flush();
        self.out.push_str(mark);
        self.literal = self.out.len();
    }

    fn delimiter(&mut self, written: Range<usize>, canonical: &str, opened: isize) {
        self.open = self.open.saturating_add_signed(opened);
        let mark = if self.again { &self.source[written] } else { canonical };
        self.mark(mark);
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
        self.mark(")");
    }

    /// A line of the source ends. East Asian text goes on without a blank; a line that begins with a number behind
    /// the end of a sentence is a paragraph of its own.
    fn soft_break(&mut self, range: &Range<usize>, next: Option<usize>) {
        let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | ']');
        let before = self.source[..range.start].trim_end_matches(marks).chars().next_back();
        let next = next.unwrap_or(range.end);
        let after = self.source[next..].trim_start_matches(QUIET);
        let above = self.source[..range.start].rsplit('\n').next().unwrap_or_default().trim_start_matches(QUIET);
        let caption =
            above.starts_with('#') || after.starts_with("##") || after.starts_with('#') && !after.starts_with("# ");
        if (self.again || self.open == 0) && (caption || begins_clause(above, before, after)) {
            let line = after.lines().next().unwrap_or_default();
            let shown: String = line.chars().take(8).collect();
            self.note(
                "line-kept",
                next,
                format!("the line that begins with `{shown}` stands as a paragraph of its own"),
            );
            return self.end_line(next);
        }
        let joined = |c: Option<char>| {
            c.is_some_and(|c| c >= '\u{2e80}' && marks::is_east_asian(c) && !('\u{ac00}'..='\u{d7ff}').contains(&c))
        };
        if !(joined(before) && joined(after.chars().next())) {
            self.text(" ");
        }
    }

    fn end_line(&mut self, next: usize) {
        self.flush();
        self.out.push('\n');
        self.literal = self.out.len();
        let line = self.lines.of(next);
        self.starts.push(line);
    }

    fn html(&mut self, tag: &str, range: &Range<usize>, next: Option<&Event<'_>>) {
        let ends = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name: String =
            name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if name.is_empty() {
            return self.note("comment-dropped", range.start, format!("`{tag}` was left out"));
        }
        if !is_element(&name) {
            self.note("html-unknown", range.start, format!("`{tag}` is no HTML; kept as text"));
            return self.text(tag);
        }
        let (mark, end) = match name.as_str() {
            "b" | "strong" => ("**", "**".to_owned()),
            "i" | "em" => ("*", "*".to_owned()),
            "u" | "ins" => ("<u>", "</u>".to_owned()),
            "br" => return self.end_line(range.end),
            "a" if ends => ("[", String::new()),
            "a" => match attribute(tag, "href") {
                Some(target) => {
                    let mut end = "](".to_owned();
                    marks::write_target(&mut end, &target);
                    ("[", end + ")")
                }
                None => return self.note("anchor-dropped", range.start, format!("`{tag}` was left out")),
            },
            "img" => {
                self.note(
                    "image-dropped",
                    range.start,
                    "an image was left out, its alternative text is kept".to_owned(),
                );
                return self.text(&attribute(tag, "alt").unwrap_or_default());
            }
            _ if ends => return,
            _ => return self.note("html-dropped", range.start, format!("`{tag}` was left out, its text is kept")),
        };
        if !ends {
            // white space stands outside of marks
            if let Some(Event::Text(text)) = next
                && text.starts_with(' ')
            {
                self.text(" ");
                self.trimmed = true;
            }
            self.mark(mark);
            self.tags.push(OpenTag { name, mark: (self.out.len() - mark.len(), mark.len()), end });
        } else if let Some(open) = self.tags.pop_if(|open| open.name == name) {
            self.flush();
            let blank = self.out.len() - self.out.trim_end_matches(' ').len();
            self.out.truncate(self.out.len() - blank);
            self.out.push_str(&open.end);
            self.mark(if blank > 0 { " " } else { "" });
        } else {
            self.note("html-dropped", range.start, format!("`{tag}` ends nothing and was left out"));
        }
    }

    fn note(&mut self, code: &'static str, place: usize, message: String) {
        let line = self.lines.of(place);
        self.notes.push(Diagnostic::note(code, line, message));
    }

    fn finish(mut self, emit: &mut impl FnMut(u32, String)) {
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
                emit(line(i), fold(text));
            }
        }
    }
}

/// What may stand before a number at the start of a line.
const QUIET: [char; 8] = ['*', '_', '[', '>', '-', ' ', '\t', '\u{3000}'];

/// Whether a line begins a clause: it has a number, and the line above ended a sentence or a list's lead-in, or has
/// the number before.
fn begins_clause(above: &str, before: Option<char>, after: &str) -> bool {
    let Some((label, len)) = after.chars().next().filter(|c| !c.is_lowercase()).and_then(|_| label::scan(after)) else {
        return false;
    };
    let behind = after[len..].chars().next();
    let is_free = behind.is_none_or(char::is_whitespace);
    let ended = before.is_none_or(|c| "。；：！？.;:!?…）)”".contains(c));
    if label::scan(above).is_some_and(|(above, _)| above.is_followed_by(&label)) {
        return true;
    }
    match label.enclosure {
        Enclosure::Word if after.starts_with(marks::is_east_asian) => is_free,
        // `Article 5` alone or with a caption, not `Article 5 of the Treaty`
        Enclosure::Word => {
            let line = after[len..].lines().next().unwrap_or_default().trim_start();
            ended && (line.is_empty() || line.starts_with(['.', ':', '–', '—', '-', '(']))
        }
        Enclosure::None => ended && is_free && label.values.len() > 1,
        _ => ended,
    }
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(i, _)| i).find(|i| {
        lower[..*i].ends_with(|c: char| c.is_ascii_whitespace())
            && lower[i + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(value.replace("&amp;", "&"))
}
