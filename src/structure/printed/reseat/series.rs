//! What the numbers of a page say about the places of captions.

use crate::model::label::{Enclosure, Form, Label, Unit};
use crate::structure::caption::{announces, can_be_caption, head, is_item_label, label_of, loosely_numbered, numbered};
use crate::structure::printed::reflow::ends_item;
use crate::structure::printed::{Paragraph, Role};

/// The numbers with which a paragraph begins. They are asked for again and again, and read once.
#[derive(Clone, Debug)]
pub(in crate::structure::printed) struct Numbers {
    /// By its beginning alone.
    first: Option<Label>,
    /// By all of it; one without a mark of its own only before a caption (`3 Fees`).
    label: Option<Label>,
    /// Whether a caption stands behind it.
    captions: bool,
}

fn numbers(p: &Paragraph) -> &Numbers {
    p.numbers.get_or_init(|| {
        let found = numbered(&p.text).map(|n| (can_be_caption(&n.rest), n.label));
        let first = match head(&p.text).len() < p.text.len() {
            true => label_of(&p.text),
            false => found.as_ref().map(|(_, label)| label.clone()),
        };
        let loose = || loosely_numbered(&p.text).filter(|n| can_be_caption(&n.rest)).map(|n| (true, n.label));
        let (captions, label) = found.or_else(loose).unzip();
        Numbers { first, label, captions: captions.unwrap_or(false) }
    })
}

/// The number of a paragraph, if it counts clauses and not items of a list.
pub(super) fn label(p: &Paragraph) -> Option<&Label> {
    let label = numbers(p).label.as_ref()?;
    let counts =
        !is_item_label(label) && matches!(label.form, Form::Decimal | Form::Han | Form::Formal | Form::UpperRoman);
    // a caption may be numbered as items are
    (counts || p.role == Role::Caption).then_some(label)
}

/// The number of a paragraph, if it can stand in one series with captions: `1.` before a sentence counts within them.
pub(super) fn counted(p: &Paragraph) -> Option<&Label> {
    let beside = |l: &Label| l.unit != Unit::Bare || l.values.len() > 1 || p.role == Role::Caption;
    label(p).filter(|l| (beside(l) || numbers(p).captions) && !ends_item(&p.text))
}

/// Without the numbers that count within that of a sentence before them: 2.1 below `2. …` says nothing of captions.
pub(super) fn not_held<'p>(mut counted: Vec<Option<&'p Label>>, body: &[Paragraph]) -> Vec<Option<&'p Label>> {
    let mut holder: Option<&Label> = None;
    for (p, counted) in body.iter().zip(&mut counted) {
        let Some(label) = label(p) else { continue };
        if label.values.len() == 1 {
            let sentence = p.role != Role::Caption && !numbers(p).captions;
            holder = Some(label).filter(|l| sentence && l.unit == Unit::Bare && l.form == Form::Decimal);
        } else if holder.is_some_and(|h| is_within(h, label)) {
            *counted = None;
        }
    }
    counted
}

/// With the numbers of sentences, where they count on over those of captions: between `3. …` and `5. …` stands caption 4.
pub(super) fn with_sentences<'p>(
    mut counted: Vec<Option<&'p Label>>,
    body: &'p [Paragraph],
    captions: &[Paragraph],
    open: &Open,
) -> Vec<Option<&'p Label>> {
    let captions: Vec<&Label> = captions.iter().filter_map(label).filter(|l| l.values.len() == 1).collect();
    let Some(first) = captions.first().filter(|l| l.unit == Unit::Bare) else { return counted };
    let like = |l: &&Label| same_kind(l, first);
    let last = open.0.iter().map(|(l, _)| l).find(like).map(Label::last);
    let own = || body.iter().map(|p| label(p).filter(like));
    let numbers: Vec<u32> = last.into_iter().chain(own().flatten().map(Label::last)).collect();
    let missing = |n: u32| captions.iter().any(|l| like(l) && l.last() == n);
    // whether captions are all that is missing between two numbers
    let filled = |pair: &[u32]| {
        let between = pair[0] + 1..pair[1];
        pair[0] < pair[1] && between.len() <= captions.len() && between.clone().all(missing)
    };
    let counts = numbers.windows(2).all(filled) && numbers.windows(2).any(|pair| pair[0] + 1 < pair[1]);
    if counts && !numbers.iter().copied().any(missing) {
        counted.iter_mut().zip(own()).for_each(|(counted, own)| *counted = counted.or(own));
    }
    counted
}

/// The number of a paragraph that can be a caption, if it is not that of an item of a list.
pub(super) fn caption(p: &Paragraph) -> Option<&Label> {
    let numbers = numbers(p);
    numbers.label.as_ref().filter(|label| numbers.captions && !is_item_label(label))
}

/// Whether a number counts the paragraphs of an article behind its first, which has none: `２ …`.
pub(super) fn counts_paragraphs(label: &Label) -> bool {
    (label.form, label.enclosure) == (Form::Decimal, Enclosure::None) && label.values.len() == 1 && label.last() > 1
}

/// The number of an item of a list.
pub(super) fn item(p: &Paragraph) -> Option<&Label> {
    numbers(p).first.as_ref().filter(|label| is_item_label(label))
}

/// Whether the order of two numbers says something: one series, or one counts within the other.
pub(super) fn comparable(a: &Label, b: &Label) -> bool {
    let nested = a.values.len() != b.values.len()
        && ![a, b].into_iter().any(|l| contains(l) || l.unit == Unit::Annex)
        && (a.values.len() == 1 || b.values.len() == 1 || a.enclosure == b.enclosure);
    same_kind(a, b) || nested
}

/// Whether both count the same: one script, one enclosure, as many parts.
pub(in crate::structure::printed) fn same_kind(a: &Label, b: &Label) -> bool {
    a.is_like(b) && a.values.len() == b.values.len()
}

/// Whether a label numbers what holds articles; `Section 4.2` numbers what an article holds.
pub(in crate::structure::printed) fn contains(label: &Label) -> bool {
    is_container(label.unit) && label.values.len() == 1
}

fn is_container(unit: Unit) -> bool {
    matches!(unit, Unit::Book | Unit::Part | Unit::Chapter | Unit::Section)
}

/// Whether the second caption stands directly below the first: 第三条 and 3.1, A. and I.
pub(super) fn nests(outer: Option<&Label>, inner: Option<&Label>) -> bool {
    match (outer, inner) {
        (Some(a), Some(b)) => {
            // articles count on through chapters, and so do numbers without a word
            let first = b.last() == 1 || contains(a) && matches!(b.unit, Unit::Article | Unit::Bare);
            let begins = a.unit < b.unit || a.unit == Unit::Bare && b.unit == a.unit && !same_kind(a, b);
            (a.values.len() < b.values.len() && b.values.starts_with(&a.values)) || begins && first
        }
        (None, Some(b)) => b.last() == 1,
        _ => false,
    }
}

/// Whether `inner` is a number within `outer`: 2.1 within 2.
pub(in crate::structure::printed) fn is_within(outer: &Label, inner: &Label) -> bool {
    outer.values.len() < inner.values.len()
        && inner.values.starts_with(&outer.values)
        && inner.enclosure != Enclosure::Full
}

/// Whether a number within `outer` is the first of its series: 2.1, and 2.1.1.
pub(super) fn is_first_within(outer: &Label, inner: &Label) -> bool {
    is_within(outer, inner) && inner.values[outer.values.len()..].iter().all(|v| *v <= 1)
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
    /// It counts on.
    On,
    /// It counts within a wider number, or a colon announced it.
    Explained,
    /// The first series begins, or the first below captions.
    Begins,
    /// A series begins anew although nothing wider was numbered since: the caption between is missing.
    Anew,
}

impl Open {
    /// Takes in the next paragraph.
    pub(super) fn takes(&mut self, p: &Paragraph, before: Option<&Paragraph>) -> Turn {
        let Some(label) = numbers(p).first.as_ref().or_else(|| label(p)) else { return Turn::Explained };
        let at = self.0.iter().position(|(l, _)| same_kind(l, label));
        let outermost = self.0.iter().all(|(_, caption)| *caption);
        let first = label.last() == 1 && label.values.len() == 1 && label.inserted.is_empty();
        // a list is not numbered as what announces it
        let like = |b: &Paragraph| numbers(b).first.as_ref().is_some_and(|l| same_kind(l, label));
        let announced = before.is_some_and(|b| announces(&b.text) && !like(b));
        let counts_on = at.is_some_and(|at| self.0[at].0.is_followed_by(label));
        self.0.truncate(at.unwrap_or(self.0.len()));
        self.0.push((label.clone(), p.role == Role::Caption));
        match at {
            _ if counts_on => Turn::On,
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

#[cfg(test)]
mod tests {
    use crate::model::text::Item;
    use crate::structure::documents;

    #[test]
    fn a_caption_stands_where_a_number_is_missing_among_sentences() {
        let page = [
            " Rules of the Boat House",
            "1. Members row by day, and put the boats back.",
            "2. Whoever rows cleans the boat.",
            "(a) Storage of oars is in the rack.",
            "(b) Storage of lamps is on the shelf.",
            "4. The host keeps the keys.",
            "5. The keys are given back at noon.",
            "3. Storage",
            " 6. Keys that are lost are paid for.",
        ];
        let text = &documents(crate::source::text::read(&page.join("\n\n")))[0].text;
        let number = |item: &Item| match item {
            Item::Clause(clause) => clause.number.clone(),
            Item::Paragraph(_) => None,
        };
        let numbers: Vec<String> = text.body.iter().filter_map(number).collect();
        assert_eq!(numbers, ["1.", "2.", "3.", "4.", "5.", "6."]);
    }
}
