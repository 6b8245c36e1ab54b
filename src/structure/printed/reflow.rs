//! Wrapped lines → paragraphs.
//!
//! A line was wrapped where the next piece would not have fitted on it any more. A line that ends a sentence and
//! had room ends its paragraph; one that ends none and is nearly full goes on.

use super::measure::{Extent, Measure, RAGGED, first_piece};
use super::{Line, Page, Paragraph};
use crate::marks;
use crate::marks::is_hangul;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{self, Enclosure, Label};
use crate::source::printed::enumerates;
use crate::structure::bullets::bullet;
use crate::structure::caption::{
    Numbered, abbreviates, breaks_off, can_be_caption, cites, ends_sentence, is_common, is_dashed, is_item_label,
    is_title_case, is_wide, label_of, loosely_numbered, numbered,
};
use crate::structure::meta;

impl From<Line> for Paragraph {
    fn from(line: Line) -> Self {
        Paragraph {
            lines: (line.no, line.no),
            last_width: line.width,
            last_solid: line.extent.solid,
            wide: line.extent.wide,
            text: line.text,
            ..Paragraph::default()
        }
    }
}

/// Joins the lines of a page's body.
///
/// `listed` says whether the page before ends in a semicolon.
pub(super) fn paragraphs(
    lines: Vec<Line>,
    listed: bool,
    measure: Measure,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if !line.is_url() && goes_on(last, &line, measure, notes) => last.join(line, measure),
            last => {
                let listed = last.map_or(listed, |l| ends_item(&l.text));
                out.push(Paragraph { listed, ..Paragraph::from(line) });
            }
        }
    }
    for at in (0..out.len().saturating_sub(2)).rev() {
        if is_cut_caption(&out[at..], measure) {
            let rest = out.remove(at + 1);
            notes.push(Diagnostic::warning(
                "join-guessed",
                rest.lines.0,
                "taken for the rest of the caption before it",
            ));
            out[at].append(&rest, measure);
        }
    }
    out
}

/// Whether a caption in title case, set larger than the text, was wrapped before its last words, which stand above the
/// first number below it.
fn is_cut_caption(paragraphs: &[Paragraph], measure: Measure) -> bool {
    let [caption, rest, first, ..] = paragraphs else { return false };
    let cased = |text: &str| !text.contains(is_wide) && is_title_case(text) && can_be_caption(text);
    measure.full.is_some_and(|full| caption.last_width * 20 > full * 9)
        && caption.breaks.is_empty()
        && rest.breaks.is_empty()
        && rest.last_width < caption.last_width
        && numbered(&rest.text).is_none()
        && bullet(&rest.text).is_none()
        && numbered(&caption.text).is_some_and(|n| cased(&n.rest))
        && cased(&rest.text)
        && label_of(&first.text).is_some_and(|l| l.last() == 1)
}

/// Joins the first paragraph of a page to the last of a page before, where that is not finished.
pub(super) fn over_pages(pages: &mut [Page], measure: Measure, notes: &mut Vec<Diagnostic>) {
    let mut last: Option<usize> = None;
    for at in 0..pages.len() {
        let titled = pages[at].body.iter().take(3).any(|p| is_time(&p.text));
        if let Some(before) = last
            && !titled
            && !captions_next(&pages[before])
            && let (Some(open), Some(first)) = (pages[before].body.last(), pages[at].body.first())
        {
            let line = Line {
                no: first.lines.0,
                page: 0,
                blank: false,
                width: first.breaks.first().map_or(first.last_width, |b| super::measure::width(&first.text[..*b])),
                extent: Extent::of(&first.text),
                text: first.text.clone(),
            };
            if goes_on(open, &line, measure, notes) {
                let first = pages[at].body.remove(0);
                if let Some(open) = pages[before].body.last_mut() {
                    open.append(&first, measure);
                }
            }
        }
        if !pages[at].body.is_empty() {
            last = Some(at);
        }
    }
}

/// Whether a page ends in a sentence, and in a caption that counts on from the numbers above it: what begins the next
/// page stands below the caption.
fn captions_next(page: &Page) -> bool {
    let Some(caption) = page.tail.last().and_then(|p| label_of(&p.text)) else { return false };
    let like = |l: &Label| l.is_like(&caption) && l.values.len() == caption.values.len();
    let before = page.body.iter().rev().take(40).filter_map(|p| label_of(&p.text)).find(like);
    page.body.last().is_some_and(|p| ends_sentence(&p.text)) && before.is_some_and(|l| l.is_followed_by(&caption))
}

/// Whether a line could go on in the next, by its width and its end.
pub(super) fn is_open(line: &Line, next: &Line, measure: Measure) -> bool {
    let Some(full) = measure.full else { return false };
    !ends_sentence(&line.text) && line.width + 8 + first_piece(&next.text, measure.breaks_words) > full
}

/// Whether a paragraph goes on in a line.
fn goes_on(last: &Paragraph, line: &Line, measure: Measure, notes: &mut Vec<Diagnostic>) -> bool {
    let Some(full) = measure.of_line(last.last_solid && line.text.starts_with(is_wide)) else { return false };
    if (measure.blank_ends && line.blank) || is_time(&line.text) || is_time(&last.text) {
        return false;
    }
    let parted = |c: Option<char>| c.is_some_and(|c| !is_wide(c) || is_hangul(c));
    let blank = parted(line.text.chars().next()) && parted(last.text.chars().next_back());
    let piece = first_piece(&line.text, measure.breaks_words) + usize::from(blank);
    let fits = |measure: usize| last.last_width + piece <= measure;
    let cut = line.text.starts_with(|c: char| c.is_ascii_digit()) && last.text.ends_with('.') && {
        let before = last.text.chars().rev().nth(1);
        before.is_some_and(|c| c.is_ascii_digit()) && !fits(full)
    };
    let finished = ends_sentence(&last.text) && !cut;
    // within what blank lines part, a line that is about full was wrapped
    let within_block = measure.blank_parts && !line.blank;
    // a caption ends where it ends, by whatever it falls short
    let short_of = |slack: usize| !fits(full.saturating_sub(slack));
    let caption = || {
        let number = numbered(&last.text);
        let text = number.as_ref().map_or(&*last.text, |n| &n.rest);
        is_title_case(text) && can_be_caption(text)
    };
    let wrapped = !fits(full) || within_block && short_of(RAGGED) || short_of(measure.slack) && !caption();
    let half = last.last_width * 2 > full;
    // `합니` and `다.`: Korean ends its sentences so
    if !finished && half && last.text.ends_with('니') && line.text.starts_with("다.") {
        return true;
    }
    let cites = begins_with_number(&line.text) && cites(&last.text);
    if !finished && half && (abbreviates(&last.text) || cites || !fits(full) && opens(&last.text)) {
        return true;
    }
    if let Some((bullet, _)) = bullet(&line.text) {
        // a dash within a sentence that was wrapped before it
        return !finished && matches!(bullet, '-' | '–' | '*' | '·' | '・') && !fits(full);
    }
    let loose = || {
        let counts_on = |l: &Label| loosely_numbered(&last.text).is_some_and(|own| own.label.is_followed_by(l));
        let counts = |n: &Numbered<'_>| can_be_caption(&n.rest) || is_dashed(&n.label) || counts_on(&n.label);
        loosely_numbered(&line.text).filter(counts)
    };
    let numbered = numbered(&line.text).or_else(loose);
    if let Some(n) = &numbered {
        let short = || n.rest.is_empty() || (can_be_caption(&n.rest) && line.width * 10 <= full * 8);
        // `a fee of 2.5 crowns`: a sentence goes on in small letters, items may begin with them
        let counts_on =
            |l: &Label| l.is_followed_by(&n.label) && (is_item_label(l) || !n.rest.starts_with(char::is_lowercase));
        let expected = || label_of(&last.text).is_some_and(|own| counts_on(&own)) || captions_first(last, &n.label);
        // a number within a sentence that was wrapped before it
        let within = breaks_off(&last.text) || last.text.ends_with([',', '，', '、']);
        let counted = || enumerates(&last.text, &n.label);
        return wrapped && (!finished && (within || within_block || !short()) && !expected() || counted())
            || (within && !finished || within_block) && counted()
            || within_block && counts_within(n);
    }
    // a short line that ends no sentence is not the end of a paragraph
    let heads = || {
        line.width * 10 <= full * 7
            && can_be_caption(&line.text)
            && line.text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    };
    if within_block && wrapped && !(finished && heads())
        || last.last_width * 5 > full * 2 && both_in_capitals(last, line)
    {
        return true;
    }
    if finished {
        // definitions, each of which begins with what it defines
        let quoted = line.text.chars().next().is_some_and(|c| "«“「『".contains(c) && last.text.starts_with(c));
        if quoted {
            return false;
        }
        if heads() {
            return false;
        }
        let narrower = last.narrower.is_some_and(|m| !fits(m));
        if !wrapped && !narrower {
            return false;
        }
        let stop =
            last.text.trim_end_matches(['”', '’', '"', '）', ')', '》']).ends_with(['。', '.', '！', '!', '？', '?']);
        // the last of a list whose items end in semicolons is over with its sentence
        let list_ends = stop && last.listed && label_of(&last.text).is_some_and(|l| is_item_label(&l));
        if list_ends {
            return false;
        }
        let joined = !stop || measure.sentences_run_on || line.text.starts_with(char::is_lowercase);
        if stop {
            notes.push(Diagnostic::warning(
                "join-guessed",
                line.no,
                format!(
                    "the line before is full and ends a sentence: {}",
                    if joined { "joined to it" } else { "taken for a new paragraph" }
                ),
            ));
        }
        return joined;
    }
    // the end of an item that was set in
    let item_ends = || {
        let short = line.text.split(' ').count() <= 3 && ends_sentence(&line.text);
        (half || line.text.starts_with(char::is_lowercase))
            && (ends_item(&line.text) || short && !line.text.contains(is_wide))
            && label_of(&last.text).is_some_and(|l| is_item_label(&l))
    };
    if item_ends() {
        return true;
    }
    let hung = || measure.of_hung(&last.text, last.breaks.is_empty()).is_some_and(|m| !fits(m));
    if wrapped || last.narrower.is_some_and(|m| !fits(m)) || hung() || unclosed(&last.text) {
        return true;
    }
    // lists and quotations are set narrower, by two or three characters
    let nearly = last.last_width + piece + 8 > full;
    let comma = last.text.ends_with(['，', ',', '、', '；'])
        || line.text.starts_with(char::is_lowercase)
        || breaks_off(&last.text);
    if nearly
        && (comma || last.last_width * 10 > full * 9 || !can_be_caption(&last.text) || bullet(&last.text).is_some())
    {
        return true;
    }
    if comma && (last.last_width * 2 > full || breaks_off(&last.text)) {
        notes.push(Diagnostic::warning(
            "join-guessed",
            line.no,
            "the line before is short but ends no sentence: taken for one paragraph",
        ));
        return true;
    }
    false
}

/// Whether a paragraph is a numbered caption, and a number the first below it: the caption may fill its line.
fn captions_first(last: &Paragraph, first: &Label) -> bool {
    let caption = || numbered(&last.text).is_some_and(|n| is_title_case(&n.rest) && can_be_caption(&n.rest));
    first.last() == 1 && last.breaks.len() <= 1 && caption()
}

/// Whether a line goes on in capitals where a numbered caption begins in them.
fn both_in_capitals(last: &Paragraph, line: &Line) -> bool {
    let capitals = |s: &str| {
        let mut letters = s.chars().filter(|c| !is_wide(*c));
        !letters.clone().any(char::is_lowercase) && letters.any(char::is_uppercase)
    };
    last.breaks.is_empty()
        && capitals(&last.text)
        && numbered(&last.text).is_some_and(|n| can_be_caption(&n.rest))
        && capitals(&line.text)
        && can_be_caption(&line.text)
}

/// Whether a line is the time of update below a title.
fn is_time(text: &str) -> bool {
    text.len() <= 120 && meta::updated(text, "Z").is_some()
}

/// Whether the first word of a line is a number: `4.2`, `XIV.`
fn begins_with_number(text: &str) -> bool {
    let roman = |c: char| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C');
    let behind = text.trim_start_matches(roman);
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';');
    text.starts_with(|c: char| c.is_ascii_digit())
        || behind.len() < text.len() && (behind.is_empty() || behind.starts_with(ends))
}

/// Whether the line itself counts on from the number that it begins with, within a sentence: `(1) signs, and (2)
/// counts`.
fn counts_within(n: &Numbered<'_>) -> bool {
    label::written(n.label.form, n.label.last() + 1).is_some_and(|next| n.rest.contains(&format!(" ({next}) ")))
        && n.label.enclosure == Enclosure::Full
}

/// Whether a bracket was opened in the last words and is not closed yet.
fn opens(text: &str) -> bool {
    text.contains(' ') && is_last(end_of(text, 120), '(', ')')
}

/// Whether a title, a bracket or a quotation opened last is not closed yet.
fn unclosed(text: &str) -> bool {
    // further back than any title or aside reaches
    let tail = end_of(text, 1800);
    // most texts have none of the marks that open: E2 80 9C, E3 80 8A, EF BC 88
    let quotes = |a: u8, b: u8, c: u8| (b == 0x80) & ((a == 0xe2) & (c == 0x9c) | (a == 0xe3) & (c == 0x8a));
    let opens = |a: u8, b: u8, c: u8| quotes(a, b, c) | (a == 0xef) & (b == 0xbc) & (c == 0x88);
    let pairs = [('《', '》'), ('（', '）'), ('“', '”')];
    marks::count_threes(tail, opens) > 0 && pairs.into_iter().any(|(open, close)| is_last(tail, open, close))
}

/// So many bytes at the end of a text.
fn end_of(text: &str, bytes: usize) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(bytes))..]
}

/// Whether the first character stands behind the last of the second.
fn is_last(text: &str, first: char, second: char) -> bool {
    text.rfind(first) > text.rfind(second)
}

/// Whether a text ends as the items of a list but the last do.
pub(super) fn ends_item(text: &str) -> bool {
    text.ends_with(['；', ';']) || text.ends_with("; and") || text.ends_with("; or")
}

impl Paragraph {
    pub(super) fn join(&mut self, line: Line, measure: Measure) {
        self.append(&Paragraph::from(line), measure);
    }

    /// Puts the lines of another paragraph behind this one's.
    fn append(&mut self, next: &Paragraph, measure: Measure) {
        self.learn(next, measure);
        if self.needs_blank(next, measure) {
            self.text.push(' ');
        }
        let at = self.text.len();
        self.breaks.push(at);
        self.breaks.extend(next.breaks.iter().map(|b| b + at));
        self.text.push_str(&next.text);
        self.lines.1 = next.lines.1;
        self.last_width = next.last_width;
        self.last_solid = next.last_solid;
        self.wide |= next.wide;
        self.narrower = match (self.narrower, next.narrower) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    /// A line of a sentence that was wrapped although the next piece would have fitted shows a narrower measure.
    fn learn(&mut self, next: &Paragraph, measure: Measure) {
        let wide = self.text.ends_with(is_wide) && next.text.starts_with(is_wide);
        let needed = self.last_width + first_piece(&next.text, measure.breaks_words);
        if wide
            && !self.breaks.is_empty()
            && measure.full.is_some_and(|full| needed <= full)
            && !ends_sentence(&self.text)
        {
            let narrower = needed.saturating_sub(1);
            self.narrower = Some(self.narrower.map_or(narrower, |m| m.min(narrower)));
        }
    }

    /// Whether words meet at the join that a blank must part.
    fn needs_blank(&self, next: &Paragraph, measure: Measure) -> bool {
        let (Some(a), Some(b)) = (self.text.chars().next_back(), next.text.chars().next()) else { return false };
        let joins = |c: char| is_wide(c) || is_common(c) && (self.wide || next.wide);
        if joins(a) || joins(b) {
            return is_hangul(a) && is_hangul(b);
        }
        let exactly_full = measure.full.is_some_and(|full| self.last_width >= full);
        let solid = measure.breaks_words || self.wide;
        let hyphen = a == '-' && b.is_lowercase() && self.text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        !(hyphen || (solid && exactly_full) || (self.wide && a.is_ascii_digit() && b.is_ascii_digit()))
    }
}
