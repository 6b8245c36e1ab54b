//! The lines of a paragraph, put behind one another.

use crate::marks::is_hangul;
use crate::source::Inset;
use crate::source::hyphens::goes_on_within_word;
use crate::structure::caption::{ends_sentence, is_common, is_wide};
use crate::structure::printed::measure::Measure;
use crate::structure::printed::{Line, Paragraph};

impl From<Line> for Paragraph {
    fn from(line: Line) -> Self {
        Paragraph {
            lines: (line.no, line.no),
            inset: Inset { first: u16::try_from(line.indent).unwrap_or(u16::MAX), rest: None },
            last_width: line.width,
            last_solid: line.extent.solid,
            wide: line.extent.wide,
            counts: line.counts,
            text: line.text,
            ..Paragraph::default()
        }
    }
}

impl Paragraph {
    pub(in crate::structure::printed) fn join(&mut self, line: Line, measure: Measure) {
        self.append(&Paragraph::from(line), measure);
    }

    /// Puts the lines of another paragraph behind this one's.
    pub(super) fn append(&mut self, next: &Paragraph, measure: Measure) {
        self.learn(next, measure);
        if self.needs_blank(next, measure) {
            self.text.push(' ');
        }
        let at = self.text.len();
        self.breaks.push(at);
        self.breaks.extend(next.breaks.iter().map(|b| b + at));
        self.text.push_str(&next.text);
        self.lines.1 = next.lines.1;
        let outermost = next.inset.rest.map_or(next.inset.first, |rest| rest.min(next.inset.first));
        self.inset.rest = Some(self.inset.rest.map_or(outermost, |rest| rest.min(outermost)));
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
        let needed = self.last_width + measure.piece(&next.text);
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
        let within = goes_on_within_word(&self.text, &next.text);
        !(within || (solid && exactly_full) || (self.wide && a.is_ascii_digit() && b.is_ascii_digit()))
    }
}
