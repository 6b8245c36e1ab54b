//! What the numbers of a page say about the places of captions.

use crate::model::label::{Enclosure, Form, Label, Unit};
use crate::structure::caption::{announces, can_be_caption, is_item_label, label_of, loosely_numbered, numbered};
use crate::structure::printed::{Paragraph, Role};

/// The number of a paragraph, if it counts clauses and not items of a list.
pub(super) fn label(p: &Paragraph) -> Option<Label> {
    let n = numbered(&p.text).or_else(|| loosely_numbered(&p.text).filter(|n| can_be_caption(&n.rest)))?;
    let counts = !is_item_label(&n.label) && matches!(n.label.form, Form::Decimal | Form::Han | Form::UpperRoman);
    // a caption may be numbered as items are
    (counts || p.role == Role::Caption).then_some(n.label)
}

/// The number of an item of a list.
pub(super) fn item(p: &Paragraph) -> Option<Label> {
    label_of(&p.text).filter(is_item_label)
}

/// Whether the order of two numbers says something: one series, or one counts within the other.
pub(super) fn comparable(a: &Label, b: &Label) -> bool {
    let nested = a.values.len() != b.values.len()
        && !contains(a)
        && !contains(b)
        && (a.values.len() == 1 || b.values.len() == 1 || a.enclosure == b.enclosure);
    same_kind(a, b) || nested
}

/// Whether both count the same: one script, one enclosure, as many parts.
pub(super) fn same_kind(a: &Label, b: &Label) -> bool {
    a.is_like(b) && a.values.len() == b.values.len()
}

/// Whether a label numbers what holds articles; `Section 4.2` numbers what an article holds.
pub(super) fn contains(label: &Label) -> bool {
    is_container(label.unit) && label.values.len() == 1
}

fn is_container(unit: Unit) -> bool {
    matches!(unit, Unit::Book | Unit::Part | Unit::Chapter | Unit::Section)
}

/// Whether the second caption stands directly below the first: 第三条 and 3.1.
pub(super) fn nests(outer: Option<&Label>, inner: Option<&Label>) -> bool {
    match (outer, inner) {
        (Some(a), Some(b)) => {
            (a.values.len() < b.values.len() && b.values.starts_with(&a.values)) || (a.unit < b.unit && b.last() == 1)
        }
        (None, Some(b)) => b.last() == 1,
        _ => false,
    }
}

/// Whether `inner` is a number within `outer`: 2.1 within 2.
pub(super) fn is_within(outer: &Label, inner: &Label) -> bool {
    outer.values.len() < inner.values.len()
        && inner.values.starts_with(&outer.values)
        && inner.enclosure != Enclosure::Full
}

/// Whether `a` comes behind `b` by their numbers.
pub(super) fn is_behind(a: &Label, b: &Label) -> bool {
    a.values > b.values || (a.values == b.values && a.inserted >= b.inserted)
}

/// The series that are open at a place, the widest first, and whether a caption has the number.
#[derive(Clone, Debug, Default)]
pub(super) struct Open(Vec<(Label, bool)>);

/// How a number stands to the numbers before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It counts on, or within a wider number, or a colon announced it.
    Explained,
    /// The first series begins, or the first below captions.
    Begins,
    /// A series begins anew although nothing wider was numbered since: the caption between is missing.
    Anew,
}

impl Open {
    /// Takes in the next paragraph.
    pub(super) fn takes(&mut self, p: &Paragraph, before: Option<&Paragraph>) -> Turn {
        let Some(label) = label_of(&p.text).or_else(|| label(p)) else { return Turn::Explained };
        let at = self.0.iter().position(|(l, _)| same_kind(l, &label));
        let outermost = self.0.iter().all(|(_, caption)| *caption);
        let first = label.last() == 1 && label.values.len() == 1 && label.inserted.is_empty();
        let announced = before.is_some_and(|b| announces(&b.text));
        self.0.truncate(at.unwrap_or(self.0.len()));
        self.0.push((label, p.role == Role::Caption));
        match at {
            _ if !first || announced => Turn::Explained,
            Some(_) => Turn::Anew,
            None if outermost => Turn::Begins,
            None => Turn::Explained,
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
