//! Parts that count on from one another: what the one before says of the next.

use super::captions::{ends_list, is_next};
use super::{Part, PartForm, same_series};
use crate::model::label::{Form, Label, Unit};
use crate::structure::caption::{self, announces, can_be_caption, ends_sentence};

/// How many parts of a series are looked at.
const SERIES: usize = 60;

/// Parts that count on from one another, those within them set aside.
#[derive(Clone, Copy)]
pub(super) struct Series {
    first: usize,
    pub(super) last: usize,
    /// Whether the one before the last is a caption.
    pub(super) captions: bool,
}

impl Series {
    /// The series in which a part stands; those that it ends are closed.
    pub(super) fn of(open: &mut Vec<Series>, parts: &[Part], at: usize, label: &Label) -> Series {
        let like = |s: &Series| parts[s.last].label().is_some_and(|l| same_series(l, label));
        let before = open.iter().rposition(like);
        open.truncate(before.map_or(open.len(), |before| before + 1));
        let begun = before.and_then(|_| open.pop());
        let counts_on = |s: &Series| parts[s.last].label().is_some_and(|l| l.last() < label.last());
        let series = match begun.filter(counts_on) {
            Some(begun) => Series { last: at, ..begun },
            None => Series { first: at, last: at, captions: false },
        };
        open.push(series);
        series
    }

    /// The part before its first.
    pub(super) fn before(self, parts: &[Part]) -> Option<&Part> {
        self.first.checked_sub(1).map(|at| &parts[at])
    }

    /// Whether it begins right below a sentence that is numbered as items are: `① …` `1. …`
    pub(super) fn is_below_sentence(self, parts: &[Part], label: &Label) -> bool {
        // `(iii) … .` leads to nothing, where `① … .` may hold a list
        let leads = |p: &Part, l: &Label| {
            announces(&p.text) || !ends_sentence(&p.text) || matches!(l.form, Form::Enclosed | Form::Decimal)
        };
        let item = |p: &Part| {
            let sentence = p.heading.is_none() && !p.text.is_empty();
            sentence && p.label().is_some_and(|l| caption::is_item_label(l) && leads(p, l))
        };
        let first = parts[self.first].label().is_some_and(|l| l.last() == 1);
        first && label.unit == Unit::Bare && self.before(parts).is_some_and(item)
    }

    /// Whether every one of it is a few words with a colon above a text, and there are several: `1- Fees:`.
    pub(super) fn have_colons(self, parts: &[Part], label: &Label) -> bool {
        let name = |p: &Part| {
            p.text.strip_suffix([':', '：']).is_some_and(|name| can_be_caption(name) && !caption::is_wider(name, 20))
        };
        let below = |at: usize| {
            let text = parts.get(at + 1).filter(|p| p.form == PartForm::Running && p.number.is_none());
            text.is_some_and(|p| caption::ends_sentence(&p.text) && !p.text.ends_with([';', '；', ':', '：']))
        };
        let rest =
            (self.first..parts.len()).take(SERIES).take_while(|at| !matches!(parts[*at].form, PartForm::Heading(_)));
        let mut like = rest.filter(|at| parts[*at].label().is_some_and(|l| same_series(l, label)));
        let several = like.clone().nth(1).is_some();
        several && like.all(|at| parts[at].heading.is_some() || name(&parts[at]) && below(at))
    }

    /// Whether one of it captions something: the one before the last, or one behind.
    pub(super) fn are_captions(self, parts: &[Part], label: &Label) -> bool {
        if self.first < self.last {
            return self.captions;
        }
        let rest = &parts[self.last..];
        let run =
            rest.windows(2).take(SERIES).take_while(|two| two[1].label().is_some_and(|l| is_next(&two[0], l))).count();
        let (last, behind) = (&rest[run], rest.get(run + 1));
        let like = |next: &Part| next.label().is_some_and(|l| same_series(l, label));
        behind.is_some_and(|next| {
            can_be_caption(&last.text) && !like(next) && !ends_list(last, &parts[..self.last + run], next)
        })
    }
}
