//! How labels stand to one another: which is the wider, which numbers what holds the other.

use crate::model::label::{Enclosure, Form, Label, Unit};
use crate::model::text::{Clause, Item};

/// The usual order of the words, widest first.
pub(super) fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Annex => 0,
        Unit::Book => 1,
        Unit::Part => 2,
        Unit::Chapter => 3,
        Unit::Section => 4,
        Unit::Article | Unit::Recital => 5,
        Unit::Paragraph => 6,
        Unit::Item => 7,
        Unit::Bare => 8,
    }
}

pub(super) fn is_container(unit: Unit) -> bool {
    matches!(unit, Unit::Book | Unit::Part | Unit::Chapter | Unit::Section)
}

/// Whether both have as many parts: `Section 2` and `Section 2.1` do not.
pub(super) fn same_form(a: &Label, b: &Label) -> bool {
    a.values.len() == b.values.len()
}

/// Whether `a` numbers what holds `b`: 3 and 3.2 of 3.2.6, A of A.1.
pub(super) fn is_prefix(a: &Label, b: &Label) -> bool {
    let counted = matches!(a.form, Form::Decimal | Form::Han | Form::Formal | Form::UpperRoman);
    let lettered = a.form == Form::Upper && b.form == Form::Upper;
    (counted || lettered) && a.inserted.is_empty() && a.values.len() < b.values.len() && b.values.starts_with(&a.values)
}

/// Whether a caption's clause already holds a series that is usually narrower than `label`'s.
pub(super) fn holds_narrower(clause: &Clause, label: &Label) -> bool {
    let of = |l: &Label| match (l.form, l.enclosure) {
        (Form::Formal, _) => -1,
        (Form::Han, Enclosure::Comma) | (Form::UpperRoman, _) => 0,
        (Form::Han, _) | (Form::Upper, _) => 1,
        (Form::Decimal, Enclosure::Full) => 3,
        (Form::Decimal, _) => 2,
        _ => 4,
    };
    clause.body.iter().any(|item| match item {
        Item::Clause(c) => c.number.as_deref().and_then(Label::read).is_some_and(|l| of(&l) > of(label)),
        Item::Paragraph(_) => false,
    })
}
