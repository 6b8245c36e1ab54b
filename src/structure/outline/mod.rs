//! Parts → the clause tree: below which clause each part stands.
//!
//! A stack of open clauses is walked once. A heading of the format goes by its level; a decimal number below the
//! clause with its beginning (3.2.6 below 3.2); a number of a kind that is open beside the last of its kind; a
//! number of a kind not yet open below what is open; container words (编 章 节, Part, Chapter) in their order. A
//! paragraph behind a list that a colon announced belongs to the clause that opened the list. Where a page shows how far
//! its lines are set in, that tells lists that are numbered alike ([`inset`]).
//!
//! Invariant: the parts' text stands in the tree in the order of the parts.

mod depth;
mod end_mark;
mod inset;
mod kinship;
mod list;
mod preface;

pub(super) use end_mark::{ends_all, is_end_mark};
pub(super) use preface::names_preamble;

use super::caption::announces;
use super::parts::{Part, PartForm, same_series};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{Enclosure, Label, Unit};
use crate::model::text::{Clause, Item, MAX_DEPTH};
use inset::{Insets, Place};

/// Builds the tree; what was guessed goes to `notes`.
pub(super) fn build(parts: Vec<Part>, notes: &mut Vec<Diagnostic>) -> Vec<Item> {
    let end = parts.iter().rev().take_while(|p| is_end_mark(&p.text)).count();
    let insets = Insets::of(&parts);
    let mut tree =
        Tree { body: Vec::new(), run: Run::default(), open: Vec::new(), nested: Vec::new(), insets, end, notes };
    let preface = preface::end(&parts).map(|at| parts.len() - at);
    let mut parts = parts.into_iter();
    while let Some(part) = parts.next() {
        if preface == Some(parts.len() + 1) {
            tree.close_caption();
        }
        tree.add(part, parts.as_slice());
    }
    tree.close_to(0);
    tree.body
}

struct Tree<'n> {
    body: Vec<Item>,
    run: Run,
    open: Vec<Open>,
    /// Container words seen to hold others against their usual order: `Article I`, `Section 1`.
    nested: Vec<(Unit, Unit)>,
    insets: Insets,
    /// How many parts at the end are marks of it.
    end: usize,
    notes: &'n mut Vec<Diagnostic>,
}

/// A clause that may still receive parts.
struct Open {
    clause: Clause,
    label: Option<Label>,
    form: PartForm,
    place: Option<Place>,
    /// Whether a colon announced the list of which it is an item.
    announced: bool,
    /// The last unbroken run of child clauses.
    run: Run,
}

/// Child clauses that follow one another without a paragraph between them.
#[derive(Clone, Copy, Default)]
struct Run {
    /// Where in the body it begins.
    from: usize,
    /// Whether a colon announced it.
    announced: bool,
    /// What its last clause is numbered with.
    kind: Option<(Unit, Enclosure)>,
}

impl Open {
    fn is_heading(&self) -> bool {
        self.clause.heading.is_some()
    }

    fn is_of_series(&self, label: &Label) -> bool {
        self.label.as_ref().is_some_and(|l| same_series(l, label))
    }

    fn is_followed_by(&self, label: &Label) -> bool {
        self.label.as_ref().is_some_and(|l| l.is_followed_by(label))
    }

    fn holds_clauses(&self) -> bool {
        self.clause.body.iter().any(|item| matches!(item, Item::Clause(_)))
    }

    /// A caption with nothing below it yet.
    fn is_bare_caption(&self) -> bool {
        self.is_heading() && self.clause.body.is_empty()
    }
}

impl Tree<'_> {
    fn add(&mut self, part: Part, rest: &[Part]) {
        let depth = match (part.form, &part.number) {
            (PartForm::Continuation(depth), _) => {
                self.close_items(depth.saturating_add(1));
                let item = self.open.iter().rposition(|o| matches!(o.form, PartForm::Item(d) if d <= depth));
                self.close_list(&part.text, rest, item.map_or(0, |at| at + 1));
                return self.add_paragraph(part.text);
            }
            (PartForm::Whole, _) => return self.add_paragraph(part.text),
            (PartForm::Heading(0), None) => self.depth_of_caption(&part, rest),
            (PartForm::Heading(level), _) => self.depth_of_heading(level, &part),
            (PartForm::Item(_), Some((_, label))) if self.counted_on(label).is_some() => {
                // `33.甲` is a paragraph to Markdown, `34. 乙` a list: one series all the same
                let depth = self.counted_on(label).unwrap_or(self.open.len());
                return self.push(Part { form: PartForm::Running, ..part }, depth);
            }
            (PartForm::Item(depth), None) if self.announces_bullets(depth) => {
                self.close_items(depth.saturating_add(1));
                return self.push(Part { form: PartForm::Item(depth.saturating_add(1)), ..part }, self.open.len());
            }
            (PartForm::Item(depth), number) => {
                let first = number.as_ref().map_or(0, |(_, label)| self.first_beside(depth, label));
                self.close_items_from(first, depth);
                self.depth_of_item(&part)
            }
            (PartForm::Running, Some((_, label))) => self.depth_of_number(label, &part),
            (PartForm::Running, None) => {
                self.close_for_text(&part, rest);
                return self.paragraph(part.text);
            }
        };
        self.push(part, depth);
    }

    /// Whether bullets at a depth, which to the format end the numbered list before them, are what its last item
    /// announced or captions.
    fn announces_bullets(&self, depth: u8) -> bool {
        let numbered = |o: &Open| o.form == PartForm::Item(depth) && o.label.is_some();
        let Some(at) = self.open.iter().rposition(numbered) else { return false };
        let begun = self
            .open
            .get(at + 1)
            .is_some_and(|o| o.label.is_none() && o.form == PartForm::Item(depth.saturating_add(1)));
        let said = matches!(self.open[at].clause.body.last(), Some(Item::Paragraph(p)) if announces(p));
        begun || (said || self.open[at].is_bare_caption()) && at + 1 == self.open.len()
    }

    /// The open clause, numbered in its text and not by the format, on which a number counts on.
    fn counted_on(&self, label: &Label) -> Option<usize> {
        let before = |o: &Open| o.form == PartForm::Running && o.is_of_series(label) && o.is_followed_by(label);
        let last = self.open.iter().rposition(before)?;
        let item = |o: &Open| matches!(o.form, PartForm::Item(_)) && o.is_of_series(label);
        (!self.open[last + 1..].iter().any(item)).then_some(last)
    }

    fn push(&mut self, part: Part, depth: usize) {
        self.close_to(depth.min(MAX_DEPTH - 1));
        let run = self.run_with(&part);
        match self.open.last_mut() {
            Some(parent) => parent.run = run,
            None => self.run = run,
        }
        let place = self.insets.place(&part);
        let Part { form, number, heading, text, .. } = part;
        let (number, label) = number.unzip();
        let clause = Clause { number, heading, id: None, body: Vec::new() };
        self.open.push(Open { clause, label, form, place, announced: run.announced, run: Run::default() });
        self.paragraph(text);
    }

    /// The run of child clauses that the part begins or continues.
    fn run_with(&self, part: &Part) -> Run {
        let (body, run) = self.open.last().map_or((&self.body, self.run), |o| (&o.clause.body, o.run));
        let kind = part.number.as_ref().map(|(_, label)| (label.unit, label.enclosure));
        let begins = |announced| Run { from: body.len(), announced, kind };
        match body.last() {
            Some(Item::Paragraph(p)) => begins(announces(p)),
            Some(Item::Clause(c)) => {
                let bare = c.heading.is_none() && part.heading.is_none();
                if run.kind == kind && (kind.is_some() || bare) { run } else { begins(false) }
            }
            None => begins(false),
        }
    }

    /// Adds what is left of a part whose number was taken off.
    fn paragraph(&mut self, text: String) {
        self.add_paragraph(canonical_start(text));
    }

    /// Adds a paragraph as it was read: `> …` is a quotation.
    fn add_paragraph(&mut self, text: String) {
        if !text.is_empty() {
            let body = self.open.last_mut().map_or(&mut self.body, |o| &mut o.clause.body);
            // most clauses have one paragraph and no more
            if body.capacity() == 0 {
                body.reserve_exact(1);
            }
            body.push(Item::Paragraph(text));
        }
    }

    /// Closes clauses until so many are open.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let Some(done) = self.open.pop() else { break };
            let body = self.open.last_mut().map_or(&mut self.body, |o| &mut o.clause.body);
            body.push(Item::Clause(done.clause));
        }
    }

    /// Closes the last caption without a number, and all that it holds.
    fn close_caption(&mut self) {
        let caption = self.open.iter().rposition(|o| o.is_heading() && o.label.is_none());
        self.close_to(caption.unwrap_or(0));
    }
}

/// A text whose start is read as text: `1. …` and `# …` at the start of a paragraph would be a list and a heading.
fn canonical_start(text: String) -> String {
    if text.contains('\n') { text } else { marks::escape_start(text) }
}

#[cfg(test)]
mod tests;
