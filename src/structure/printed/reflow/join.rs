//! A paragraph and the line behind it → whether the line goes on with it.
//!
//! The rules stand in the order in which they decide: an end that can be none, a bullet, a number, what blank lines
//! part, the end of a sentence, and last the width alone.

use super::{at_edition, ends_item, is_time};
use crate::marks::{self, is_hangul};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{self, Enclosure, Label};
use crate::source::Inset;
use crate::source::printed::enumerates;
use crate::structure::bullets::bullet;
use crate::structure::caption::{
    Numbered, abbreviates, announces, breaks_off, can_be_caption, cites, ends_sentence, is_dashed, is_item_label,
    is_title_case, is_wide, label_of, loosely_numbered, numbered,
};
use crate::structure::printed::measure::{Measure, RAGGED};
use crate::structure::printed::{Line, Paragraph};

/// Whether a paragraph goes on in a line.
pub(super) fn goes_on(last: &Paragraph, line: &Line, measure: Measure, notes: &mut Vec<Diagnostic>) -> bool {
    if (measure.blank_ends && line.blank) || is_time(&line.text) || is_time(&last.text) || at_edition(last, line) {
        return false;
    }
    let Some(join) = Join::of(last, line, measure) else { return line.flows };
    join.behind_an_end_that_is_none()
        .or_else(|| join.at_a_bullet())
        .or_else(|| join.at_a_number())
        .or_else(|| join.within_a_block())
        .or_else(|| join.behind_a_sentence(notes))
        .unwrap_or_else(|| join.within_a_sentence(notes))
}

/// The place where a paragraph and a line meet.
struct Join<'a> {
    last: &'a Paragraph,
    line: &'a Line,
    measure: Measure,
    /// The width at which the last line of the paragraph is full.
    full: usize,
    /// The width of what would have to fit on that line for it not to have been wrapped.
    piece: usize,
    /// Whether the paragraph ends a sentence, or an item before others.
    finished: bool,
    /// Whether its last line is longer than half of the measure.
    half: bool,
    /// Whether blank lines part paragraphs and none stands here: then a line that is about full was wrapped.
    within_block: bool,
    /// Whether the line was wrapped here, to judge by its width.
    wrapped: bool,
}

impl<'a> Join<'a> {
    fn of(last: &'a Paragraph, line: &'a Line, measure: Measure) -> Option<Self> {
        let full = measure.of_line(last.last_solid && line.text.starts_with(is_wide))?;
        let parted = |c: Option<char>| c.is_some_and(|c| !is_wide(c) || is_hangul(c));
        let blank = parted(line.text.chars().next()) && parted(last.text.chars().next_back());
        let piece = measure.piece(&line.text) + usize::from(blank);
        let within_block = measure.blank_parts && !line.blank;
        let mut join = Join {
            last,
            line,
            measure,
            full,
            piece,
            finished: false,
            half: last.last_width * 2 > full,
            within_block,
            wrapped: false,
        };
        join.finished = (ends_sentence(&last.text) || ends_item(&last.text)) && !join.cuts_a_number();
        join.wrapped = line.flows
            || !join.fits(full)
            || within_block && join.falls_short_by(RAGGED)
            || join.falls_short_by(measure.slack) && !is_caption(&last.text);
        Some(join)
    }

    /// Whether the line's first piece would have fitted on the line before, were lines so wide.
    fn fits(&self, measure: usize) -> bool {
        self.last.last_width + self.piece <= measure
    }

    /// Whether it would not have, within a measure that is smaller by so much.
    fn falls_short_by(&self, slack: usize) -> bool {
        !self.fits(self.full.saturating_sub(slack))
    }

    /// Whether a decimal number was cut behind its point; `3. The guest pays.` begins anew.
    fn cuts_a_number(&self) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        let behind = self.line.text.trim_start_matches(digit).strip_prefix(". ");
        self.line.text.starts_with(digit)
            && !behind.is_some_and(|text| text.starts_with(char::is_uppercase))
            && self.last.text.strip_suffix('.').is_some_and(|before| before.ends_with(digit))
            && !self.fits(self.full)
    }

    /// Where what looks like the end of a sentence cannot be one.
    fn behind_an_end_that_is_none(&self) -> Option<bool> {
        let (last, next) = (&*self.last.text, &*self.line.text);
        // `합니` and `다.`: Korean ends its sentences so
        let ending = last.ends_with('니') && next.starts_with("다.");
        let cited = || begins_with_number(next) && cites(last);
        let open = || abbreviates(last) || cited() || !self.fits(self.full) && opens(last);
        (!self.finished && self.half && (ending || open())).then_some(true)
    }

    /// A dash within a sentence that was wrapped before it is no bullet.
    fn at_a_bullet(&self) -> Option<bool> {
        let (bullet, _) = bullet(&self.line.text)?;
        let dash = matches!(bullet, '-' | '–' | '—' | '−');
        let within = || dash && self.half && self.last.text.ends_with(char::is_alphabetic) && !self.is_listed();
        Some(!self.finished && ((dash || matches!(bullet, '*' | '·' | '・')) && !self.fits(self.full) || within()))
    }

    /// Whether the paragraph is an item of a list or announces one.
    fn is_listed(&self) -> bool {
        bullet(&self.last.text).is_some() || announces(&self.last.text)
    }

    /// A number within a sentence that was wrapped before it begins nothing.
    fn at_a_number(&self) -> Option<bool> {
        let (last, full) = (&*self.last.text, self.full);
        // `(i) is told, and` `(ii) agrees`
        let told = || self.wrapped && !self.finished && self.line.label.as_ref().is_some_and(|l| enumerates(last, l));
        if self.line.counts && !cites(last) && !told() {
            return Some(false);
        }
        let n = self.line.label.as_ref().and_then(|_| numbered(&self.line.text)).or_else(|| self.loosely_numbered())?;
        let short = || n.rest.is_empty() || (can_be_caption(&n.rest) && self.line.width * 10 <= full * 8);
        // `a fee of 2.5 crowns`: a sentence goes on in small letters, items may begin with them
        let counts_on =
            |l: &Label| l.is_followed_by(&n.label) && (is_item_label(l) || !n.rest.starts_with(char::is_lowercase));
        let expected = || label_of(last).is_some_and(|own| counts_on(&own)) || captions_first(self.last, &n.label);
        let within = breaks_off(last) || last.ends_with([',', '，', '、']);
        let counted = || enumerates(last, &n.label);
        let goes_on = self.wrapped
            && (!self.finished && (within || self.within_block || self.line.flows || !short()) && !expected()
                || counted())
            || (within && !self.finished || self.within_block) && counted()
            || self.within_block && counts_within(&n);
        Some(goes_on)
    }

    /// The number of the line where it needs what stands around it to be one.
    fn loosely_numbered(&self) -> Option<Numbered<'a>> {
        let counts_on = |l: &Label| loosely_numbered(&self.last.text).is_some_and(|own| own.label.is_followed_by(l));
        loosely_numbered(&self.line.text)
            .filter(|n| can_be_caption(&n.rest) || is_dashed(&n.label) || counts_on(&n.label))
    }

    /// What blank lines do not part, and captions in capitals.
    fn within_a_block(&self) -> Option<bool> {
        let block = (self.within_block && self.wrapped || self.line.flows)
            && !(self.finished && (self.heads() || self.stands_out()));
        let capitals = || self.last.last_width * 5 > self.full * 2 && both_in_capitals(self.last, self.line);
        (block || capitals()).then_some(true)
    }

    /// Whether the line begins further out than the lines of the item before it.
    fn stands_out(&self) -> bool {
        let Inset { first, rest } = self.last.inset;
        let item = || label_of(&self.last.text).is_some_and(|l| is_item_label(&l));
        self.measure.items_hang && self.line.indent + 1 < usize::from(rest.unwrap_or(first)) && item()
    }

    /// Whether the line looks like a caption: short, and with a capital.
    fn heads(&self) -> bool {
        self.line.width * 10 <= self.full * 7
            && can_be_caption(&self.line.text)
            && self.line.text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
    }

    /// Behind the end of a sentence a full line may go on, or end its paragraph.
    fn behind_a_sentence(&self, notes: &mut Vec<Diagnostic>) -> Option<bool> {
        if !self.finished {
            return None;
        }
        let (last, next) = (&*self.last.text, &*self.line.text);
        // definitions, each of which begins with what it defines
        let quoted = next.chars().next().is_some_and(|c| "«„“”「『".contains(c) && last.starts_with(c));
        if quoted || self.stands_out() || self.heads() || !self.wrapped && !self.overfills_narrower() {
            return Some(false);
        }
        let stop = last.trim_end_matches(['”', '’', '"', '）', ')', '》']).ends_with(['。', '.', '！', '!', '？', '?']);
        // the last of a list whose items end in semicolons is over with its sentence
        if stop && self.last.listed && label_of(last).is_some_and(|l| is_item_label(&l)) {
            return Some(false);
        }
        let joined = !stop || self.measure.sentences_run_on || next.starts_with(char::is_lowercase);
        if stop {
            let taken = if joined { "joined to it" } else { "taken for a new paragraph" };
            let message = format!("the line before is full and ends a sentence: {taken}");
            notes.push(Diagnostic::warning("join-guessed", self.line.no, message));
        }
        Some(joined)
    }

    /// Within a sentence the width tells, and how both lines meet.
    fn within_a_sentence(&self, notes: &mut Vec<Diagnostic>) -> bool {
        let (last, next, full) = (&*self.last.text, &*self.line.text, self.full);
        let hung = || self.measure.of_hung(last, self.last.breaks.is_empty()).is_some_and(|m| !self.fits(m));
        let set_in = || self.measure.fills_set_in(self.last.last_width, self.piece);
        let ends = || self.half && self.last.last_width >= 48 && self.line.width <= 12 && next.ends_with('。');
        let wrapped = self.wrapped || self.overfills_narrower() || hung() || set_in();
        if wrapped || self.ends_an_item() || ends() || unclosed(last) {
            return true;
        }
        // lists and quotations are set narrower, by two or three characters
        let nearly = self.last.last_width + self.piece + 8 > full;
        let comma = last.ends_with(['，', ',', '、', '；']) || next.starts_with(char::is_lowercase) || breaks_off(last);
        if nearly && (comma || self.last.last_width * 10 > full * 9 || !can_be_caption(last) || bullet(last).is_some())
        {
            return true;
        }
        let joined = comma && (self.half || breaks_off(last));
        if joined {
            notes.push(Diagnostic::warning(
                "join-guessed",
                self.line.no,
                "the line before is short but ends no sentence: taken for one paragraph",
            ));
        }
        joined
    }

    /// Whether the line would not have fitted in the narrower measure that the paragraph showed.
    fn overfills_narrower(&self) -> bool {
        self.last.narrower.is_some_and(|m| !self.fits(m))
    }

    /// Whether the line is the end of an item that was set in.
    fn ends_an_item(&self) -> bool {
        let next = &*self.line.text;
        let short = || next.split(' ').count() <= 3 && ends_sentence(next) && !next.contains(is_wide);
        (self.half || next.starts_with(char::is_lowercase))
            && (ends_item(next) || short())
            && label_of(&self.last.text).is_some_and(|l| is_item_label(&l))
    }
}

/// Whether a long line without an end goes on in small letters right below it, whatever the measure.
pub(super) fn runs_on(last: &Paragraph, line: &Line) -> bool {
    const LONG: usize = 60;
    !line.blank
        && last.last_width >= LONG
        && last.text.ends_with(|c: char| c.is_alphabetic() || c == ',')
        && !ends_item(&last.text)
        && line.text.starts_with(char::is_lowercase)
        && line.label.is_none()
        && !line.counts
}

/// Whether a text is a caption in title case, with or without a number.
fn is_caption(text: &str) -> bool {
    let number = numbered(text);
    let text = number.as_ref().map_or(text, |n| &n.rest);
    is_title_case(text) && can_be_caption(text)
}

/// Whether a paragraph is a numbered caption, and a number the first below it: the caption may fill its line.
fn captions_first(last: &Paragraph, first: &Label) -> bool {
    first.last() == 1 && last.breaks.len() <= 1 && numbered(&last.text).is_some() && is_caption(&last.text)
}

/// Whether a line goes on in capitals where a numbered caption begins in them.
fn both_in_capitals(last: &Paragraph, line: &Line) -> bool {
    let capitals = |s: &str| {
        let mut letters = s.chars().filter(|c| !is_wide(*c));
        !letters.clone().any(char::is_lowercase) && letters.any(char::is_uppercase)
    };
    last.breaks.is_empty()
        && can_be_caption(&line.text)
        && capitals(&line.text)
        && capitals(&last.text)
        && numbered(&last.text).is_some_and(|n| can_be_caption(&n.rest))
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
