//! A paragraph and the line behind it → whether the line goes on with it: where it could have gone on and did not, where
//! the distance or the indent changes, where a number begins; over columns and pages by what the line before says.

use super::{Page, Paragraph, needs_blank};
use crate::marks::is_east_asian;
use crate::model::label::{self, Label};
use crate::source::hyphens::goes_on_within_word;
use crate::source::pdf::layout::line::{Line, first_piece};
use crate::source::pdf::layout::list;
use crate::source::printed::{breaks_off, cites, ends_sentence, enumerates};

/// How far in ems a line may fall short of the margin where it was broken before a long word.
const RAGGED: f32 = 5.0;

/// What becomes of a line.
pub(super) enum Verdict {
    Joins,
    Begins,
    /// With what was seen.
    Guessed(bool, &'static str),
}

impl Page<'_> {
    /// Whether a line goes on in the paragraph.
    pub(super) fn verdict(&self, open: &Paragraph, line: &Line) -> Verdict {
        let Some(last) = open.lines.last() else { return Verdict::Begins };
        let em = last.size.max(line.size);
        if (last.size - line.size).abs() > 0.08 * em {
            return Verdict::Begins;
        }
        let (before, text) = (last.text(), line.text());
        let full = self.is_full(open, last, line);
        let finished = ends_sentence(&before);
        let within = goes_on_within_word(&before, &text) && text.starts_with(char::is_lowercase);
        let continues =
            text.starts_with(char::is_lowercase) || before.ends_with([',', '，', '、']) || breaks_off(&before);
        let below = last.page == line.page && last.column == line.column;
        let step = if below { (line.y - last.y) / em } else { 0.0 };
        let number = label::scan(&text).map(|(label, _)| label);
        if step > self.measure.leading + 0.3 {
            let may_go_on = full && !finished && step < self.measure.leading + 0.8;
            return match may_go_on && continues && number.is_none() && list::bullet(&text).is_none() {
                true => Verdict::Guessed(true, "it stands apart, and the line before breaks off"),
                false => Verdict::Begins,
            };
        }
        if within {
            return Verdict::Joins;
        }
        let place = self.place(open, line, em);
        let listed = open.bulleted && place == Place::Level;
        let in_sentence = full && !finished && !listed && matches!(place, Place::Level | Place::Back);
        if list::bullet(&text).is_some() && !in_sentence {
            return Verdict::Begins;
        }
        if let Some(label) = number {
            let counted = full && enumerates(&open.text(), &label);
            return self.numbered(open, &label, full && !finished || counted, place);
        }
        // a heading's weight ends with it
        let [heading, own] = [open.lines.as_slice(), std::slice::from_ref(line)].map(|lines| self.is_bold(lines));
        let parted =
            if own { finished && !ends_sentence(&text) } else { open.lines.len() == 1 && open.label.is_some() };
        if below && heading != own && parted {
            return Verdict::Begins;
        }
        // an address that was broken does not begin anew
        let address = |s: &str| s.starts_with("http://") || s.starts_with("https://");
        if address(&text) && address(&before) && !before.contains(' ') {
            return Verdict::Begins;
        }
        // where a distance parts paragraphs, a line about as long as the others was broken
        let ragged =
            self.parted && below && !finished && place == Place::Level && self.room(open, last, line) < RAGGED * em;
        if !full && ragged {
            return Verdict::Joins;
        }
        if !full {
            let wrapped_title = self.is_centred(last)
                && self.is_centred(line)
                && !finished
                && !open.marked
                && (last.size > 1.15 * self.measure.size || breaks_off(&before));
            return match (wrapped_title, !finished && continues && below) {
                (true, _) => Verdict::Joins,
                (_, true) => Verdict::Guessed(true, "the line before is short and ends no sentence"),
                _ if !below && !finished && text.starts_with(char::is_lowercase) => {
                    Verdict::Guessed(true, "the last line of the page before is short and ends no sentence")
                }
                _ => Verdict::Begins,
            };
        }
        match (place, finished) {
            (_, false) => Verdict::Joins,
            (Place::Back | Place::Hanging, _) => Verdict::Joins,
            (Place::Indented, _) => Verdict::Begins,
            (Place::Level, _) if below && self.parted => Verdict::Joins,
            (Place::Level, _) if below => Verdict::Guessed(true, "the line before is full and ends a sentence"),
            (Place::Level, _) => {
                // a paragraph on two pages and two paragraphs look the same where none is indented
                Verdict::Guessed(
                    open.left().is_some_and(|_| self.indents(open)),
                    "the page before ends with a full line and a sentence",
                )
            }
        }
    }

    /// Whether all that lines show is bold.
    fn is_bold(&self, lines: &[Line]) -> bool {
        let mut seen = lines.iter().flat_map(|line| &line.runs).filter(|r| !r.text.trim().is_empty());
        seen.all(|r| self.measure.is_bold(r))
    }

    /// Whether the paragraph's first line is indented.
    fn indents(&self, open: &Paragraph) -> bool {
        open.left().is_some_and(|left| open.lines[0].x.0 > left + 0.8 * open.lines[0].size)
    }

    fn numbered(&self, open: &Paragraph, label: &Label, in_sentence: bool, place: Place) -> Verdict {
        if !in_sentence {
            return Verdict::Begins;
        }
        let expected = open.label.as_ref().is_some_and(|own| own.is_followed_by(label));
        match place {
            Place::Back | Place::Hanging => Verdict::Joins,
            Place::Level if expected => Verdict::Begins,
            Place::Level if open.lines.len() > 1 || !open.marked => Verdict::Joins,
            Place::Level if leads_on(&open.text()) => Verdict::Joins,
            _ => Verdict::Begins,
        }
    }

    /// Where a line begins, as the paragraph has it.
    fn place(&self, open: &Paragraph, line: &Line, em: f32) -> Place {
        let first = open.lines[0].x.0;
        let Some(left) = open.left() else {
            return if line.x.0 < first - 0.5 * em {
                // a first line is set in by its number, and not by its bullet
                if open.bulleted { Place::Indented } else { Place::Back }
            } else if line.x.0 <= first + 0.5 * em {
                Place::Level
            } else if open.marked {
                Place::Hanging
            } else {
                Place::Indented
            };
        };
        if line.x.0 > left + 0.7 * em {
            Place::Indented
        } else if line.x.0 < left - 0.7 * em {
            // back at the number of a hanging item, or further out
            Place::Indented
        } else if (first - left).abs() > 0.7 * em {
            Place::Back
        } else {
            Place::Level
        }
    }

    /// Whether the first piece of the next line would not have fitted any more.
    pub(super) fn is_full(&self, open: &Paragraph, last: &Line, next: &Line) -> bool {
        let wide = last.text().ends_with(is_east_asian);
        let slack = if wide { 0.7 } else { 0.3 };
        self.room(open, last, next) < slack * last.size
    }

    /// How much room the first piece of the next line would have left.
    fn room(&self, open: &Paragraph, last: &Line, next: &Line) -> f32 {
        // lines that end at one place are justified: that is where they are broken
        let ends = || open.lines.iter().map(|l| l.x.1);
        let (least, most) = (ends().fold(f32::MAX, f32::min), ends().fold(0.0, f32::max));
        let justified = open.lines.len() >= 3 && most - least < 0.5 * last.size;
        let right = if justified { most } else { self.measure.right(last, self.widths) };
        let blank = if needs_blank(last, next) { 0.25 } else { 0.0 };
        right - (last.x.1 + first_piece(next) + blank * last.size)
    }

    /// Whether a line stands in the middle, free on both sides.
    pub(in crate::source::pdf::layout) fn is_centred(&self, line: &Line) -> bool {
        let (left, right) = self.measure.margins(line, self.widths);
        let free = 2.0 * line.size;
        (line.middle() - (left + right) / 2.0).abs() < line.size && line.x.0 > left + free && line.x.1 < right - free
    }
}

/// Whether the end of a text asks for more, a number perhaps.
fn leads_on(text: &str) -> bool {
    breaks_off(text) || cites(text)
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Where the paragraph's lines begin, further left than its first.
    Back,
    /// Where the first line begins.
    Level,
    /// Below the text behind a number.
    Hanging,
    /// Elsewhere.
    Indented,
}
