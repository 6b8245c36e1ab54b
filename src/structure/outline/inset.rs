//! How far a part is set in on its page → which of the open clauses can hold it.
//!
//! Lists within lists are often numbered alike, `1.` below `5.`, and the paragraph behind a list can belong to its last
//! item or to the clause that holds the list: a page tells by the margin. What it tells is believed of numbers that
//! stand out from their own lines or are set in with them; a first line that is set in, or a line in the middle of the
//! page, says nothing of depth. Where a number counts on from one elsewhere, that counts more than its place.

use std::collections::HashMap;

use super::{Open, Tree};
use crate::model::label::{Label, Unit};
use crate::source::Inset;
use crate::structure::caption::is_wide;
use crate::structure::parts::{Part, PartForm, same_series};

/// Where the number of a part stands, in half em from the left margin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    from: u16,
    to: u16,
    /// How the text stands that it numbers; none: not known.
    set: Option<Set>,
}

/// How a text stands to its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    /// The number stands out from it.
    Hung,
    /// Both are set in alike.
    Block,
}

/// Among how many parts behind a paragraph the next number is looked for.
const NEXT: usize = 8;

/// What the parts of a text show together.
#[derive(Debug, Default)]
pub(super) struct Insets {
    /// How numbers are set that stand at a place, from where to where.
    sets: HashMap<(u16, u16), Set>,
    /// Whether most texts are set in below the numbers before them, and do not begin at the margin wherever they stand.
    texts: bool,
    /// Whether hardly a text has several lines: then none is wrapped, and its first line shows how far in it stands.
    lines: bool,
}

impl Insets {
    /// What numbers of several lines show of those of one.
    pub(super) fn of(parts: &[Part]) -> Self {
        let places = parts.iter().filter_map(own_place);
        let sets = places.filter_map(|place| Some(((place.from, place.to), place.set?))).collect();
        // of the texts below a number: those set in, and those not
        let below = |pair: &[Part]| {
            let [above, text] = pair else { return None };
            let is_text = text.number.is_none() && text.form == PartForm::Running;
            let inset = text.inset.filter(|inset| is_text && inset.rest.is_some())?;
            Some(left(inset) > own_place(above)?.from)
        };
        let (set_in, flush): (Vec<bool>, Vec<bool>) = parts.windows(2).filter_map(below).partition(|set_in| *set_in);
        let (wrapped, lines): (Vec<Inset>, Vec<Inset>) =
            parts.iter().filter_map(|part| part.inset).partition(|inset| inset.rest.is_some());
        Insets { sets, texts: set_in.len() > flush.len(), lines: wrapped.len() * 10 < lines.len() }
    }

    /// Where the number of a part stands.
    pub(super) fn place(&self, part: &Part) -> Option<Place> {
        if self.sets.is_empty() && !self.lines {
            return None;
        }
        let own = own_place(part)?;
        let is_line = part.inset.is_some_and(|inset| inset.rest.is_none());
        let of_line = || Some(Set::Block).filter(|_| self.lines && own.from > 0);
        let of_others = || self.sets.get(&(own.from, own.to)).copied().or_else(of_line);
        Some(Place { set: if is_line { of_others() } else { own.set }, ..own })
    }
}

/// Where a paragraph begins, but for a first line that is set in.
fn left(inset: Inset) -> u16 {
    inset.rest.map_or(inset.first, |rest| rest.min(inset.first))
}

/// What a part shows of its number's place.
fn own_place(part: &Part) -> Option<Place> {
    let (printed, _) = part.number.as_ref()?;
    let Inset { first: from, rest } = part.inset?;
    let width = printed.chars().fold(0u16, |sum, c| sum.saturating_add(if is_wide(c) { 2 } else { 1 }));
    let to = from.saturating_add(width);
    let set = match rest {
        Some(rest) if rest > from => Some(Set::Hung),
        Some(rest) if rest == from && from > 0 => Some(Set::Block),
        _ => None,
    };
    Some(Place { from, to, set })
}

impl Place {
    /// Whether both are numbers of one list: what counts further is wider, at the left or at the right.
    fn is_beside(self, other: Place) -> bool {
        self.from.abs_diff(other.from) <= 1 || self.to.abs_diff(other.to) <= 1
    }

    /// Whether a number stands clearly further in than another.
    fn is_within(self, other: Place) -> bool {
        self.from > other.from && !self.is_beside(other)
    }

    /// Whether what begins so far in stands outside of what the number numbers.
    fn is_beyond(self, left: u16) -> bool {
        match self.set {
            Some(Set::Hung) => self.from > left || self.from == left && left > 0,
            Some(Set::Block) => self.from > left,
            None => false,
        }
    }
}

impl Tree<'_> {
    /// How many of the open clauses hold an unnumbered paragraph, where its page tells; `rest` stands behind it.
    pub(super) fn holders_of_text(&self, part: &Part, rest: &[Part]) -> Option<usize> {
        let left = left(part.inset.filter(|_| self.insets.texts)?);
        let place = |o: &Open| o.place.filter(|p| p.set.is_some());
        let beyond = self.open.iter().position(|o| place(o).is_some_and(|p| p.is_beyond(left)));
        let Some(at) = beyond else {
            return place(self.open.last()?).filter(|p| left > p.from).map(|_| self.open.len());
        };
        // a series that goes on behind the paragraph is not over
        let next = rest.iter().take(NEXT).find(|p| p.number.is_some());
        let next = next.and_then(|p| Some((p.number.as_ref().map(|(_, label)| label)?, own_place(p)?)));
        let goes_on = |o: &Open| {
            o.label.as_ref().zip(o.place).zip(next).is_some_and(|((last, place), (label, own))| {
                same_series(last, label) && last.last() < label.last() && place.is_beside(own)
            })
        };
        (!self.open[at..].iter().any(goes_on)).then_some(at)
    }

    /// How many of the open clauses hold a number, where its page tells.
    pub(super) fn holders_by_place(&mut self, label: &Label, part: &Part) -> Option<usize> {
        let place = self.insets.place(part)?;
        self.close_further_in(place, label);
        self.holders_of_number(place, label).or_else(|| {
            let caption = label.values.len() == 1 && part.heading.is_some();
            caption.then(|| self.holders_of_caption(place, label)).flatten()
        })
    }

    /// How many of the open clauses hold the first caption of another series: `A.` below `9.1`, and as far out as `9.`
    fn holders_of_caption(&self, place: Place, label: &Label) -> Option<usize> {
        if self.open.iter().any(|o| o.is_of_series(label)) {
            return None;
        }
        let like = self.open.iter().position(|o| o.is_heading() && o.place.is_some_and(|p| p.from == place.from))?;
        let further_in = |o: &Open| o.place.is_some_and(|p| p.is_within(place));
        self.open[like + 1..].iter().any(further_in).then_some(like)
    }

    /// Closes what stands further in than a number that counts on outside of it.
    fn close_further_in(&mut self, place: Place, label: &Label) {
        let further = |o: &Open| o.place.is_some_and(|p| p.set.is_some() && p.is_within(place));
        let Some(at) = self.open.iter().position(further) else { return };
        let (outside, inside) = self.open.split_at(at);
        let counted_on = |open: &[Open]| open.iter().any(|o| o.is_followed_by(label));
        // a list may begin at the margin within one that is set in
        let begins = label.last() == 1 && place.set.is_none();
        let like = || outside.iter().any(|o| o.is_of_series(label));
        if counted_on(outside) || !begins && like() && !counted_on(inside) {
            self.close_to(at);
        }
    }

    /// How many of the open clauses hold a number of a series that is open more than once, or begins again.
    fn holders_of_number(&self, place: Place, label: &Label) -> Option<usize> {
        if label.unit != Unit::Bare || label.values.len() > 1 || place.set.is_none() {
            return None;
        }
        let beside = |o: &Open| o.place.is_some_and(|p| p.set.is_some() && p.is_beside(place));
        let same = self.open.iter().rposition(|o| o.is_of_series(label) && beside(o));
        if let Some(same) = same {
            let counts_elsewhere = || self.open.iter().any(|o| o.is_followed_by(label));
            return (self.open[same].is_followed_by(label) || label.last() == 1 || !counts_elsewhere()).then_some(same);
        }
        let outside = |o: &Open| o.place.is_some_and(|p| place.is_within(p));
        let mut series = self.open.iter().filter(|o| o.is_of_series(label)).peekable();
        (label.last() == 1 && series.peek().is_some() && series.all(outside)).then_some(self.open.len())
    }
}
