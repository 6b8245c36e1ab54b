//! How deep a part goes: how many of the open clauses hold it.

use super::end_mark::ends_all;
use super::kinship::{holds_narrower, is_container, is_prefix, rank, same_form};
use super::{Open, Tree};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{Enclosure, Form, Label, Unit};
use crate::model::text::Item;
use crate::structure::caption::{announces, is_item_label};
use crate::structure::parts::{Part, PartForm, careless_series, same_series};

impl Tree<'_> {
    /// Where a heading of the format goes: by level, but numbers that say otherwise are believed.
    pub(super) fn depth_of_heading(&mut self, level: u8, part: &Part) -> usize {
        let label = part.number.as_ref().map(|(_, label)| label);
        if level == 0 {
            let Some(label) = label else { return self.open.len() };
            return self.holders_by_place(label, part).unwrap_or_else(|| self.depth_by_label(label, true));
        }
        let of_level = |o: &Open| match o.form {
            PartForm::Heading(l) => l > 0 && l < level,
            _ => false,
        };
        // the next of a series stands beside the last, whatever was captioned between; `Section 3` beside `Section 2`
        // also where its level is another
        let counts_on = |o: &Open| {
            let PartForm::Heading(of) = o.form else { return false };
            let next = o.label.as_ref().zip(label).is_some_and(|(l, own)| l.is_followed_by(own));
            next && (of == level || label.is_some_and(|label| label.unit != Unit::Bare))
        };
        if let Some(last) = self.open.iter().rposition(counts_on) {
            return last;
        }
        // `SECCION I`, `CAPITULO I`, whatever their levels: what is empty and followed by a first holds it
        if label.is_some_and(|label| label.last() == 1 && self.is_held_by_caption(label)) {
            return self.open.len();
        }
        let wider = |o: &Open, label: &Label| {
            o.is_heading() && o.label.as_ref().is_some_and(|l| self.is_wider(l.unit, label.unit) || is_prefix(l, label))
        };
        // `A.` right below `I.` of the same look
        let begins_below = |o: &Open, label: &Label| {
            o.is_bare_caption()
                && label.last() == 1
                && o.form == PartForm::Heading(level)
                && o.label.as_ref().is_some_and(|l| !l.is_like(label))
        };
        let mut depth = self.open.len();
        while depth > 0 {
            let o = &self.open[depth - 1];
            let same = label.zip(o.label.as_ref());
            if let Some((label, l)) = same
                && same_series(l, label)
                && matches!(o.form, PartForm::Heading(x) if x == level)
            {
                depth -= 1;
                break;
            }
            let stays = match label {
                Some(label) if label.unit != Unit::Bare && o.label.as_ref().is_some_and(|l| l.unit != Unit::Bare) => {
                    wider(o, label) || (of_level(o) && !same.is_some_and(|(a, b)| self.is_wider(a.unit, b.unit)))
                }
                // an annex stands in no numbered clause, however it is set
                Some(l) if l.unit == Unit::Annex => o.label.is_none() && of_level(o),
                Some(label) => of_level(o) || wider(o, label) || begins_below(o, label),
                None => of_level(o),
            };
            if stays {
                break;
            }
            depth -= 1;
        }
        depth
    }

    /// Where an unnumbered caption of unknown level goes: beside the last such one, or above the number that follows.
    pub(super) fn depth_of_caption(&mut self, part: &Part, rest: &[Part]) -> usize {
        if part.heading.as_deref().is_some_and(ends_all) {
            return 0;
        }
        let number = |p: &'_ Part| p.number.as_ref().map(|(_, l)| l.clone());
        let next = rest.iter().take(40).find_map(number);
        let holds_next = rest.first().and_then(number).is_some();
        let mut depth = 0;
        if let Some(next) = &next {
            // inside the clause whose numbering goes on behind the caption
            let holder = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| is_prefix(l, next)));
            let sibling = self.open.iter().rposition(|o| o.is_followed_by(next));
            depth = match (holder, sibling) {
                // part of what stands before, unless what counts on stands directly below it
                (_, Some(s)) if !holds_next => s + 1,
                (Some(h), _) => h + 1,
                (None, Some(s)) => s,
                (None, None) => 0,
            };
        }
        if let Some(like) = self.open.iter().position(|o| o.form == PartForm::Heading(0) && o.label.is_none()) {
            depth = depth.min(like);
        }
        // chapters hold captions, as the format's own headings do
        let word = self.open.iter().rposition(|o| {
            matches!(o.form, PartForm::Heading(level) if level > 0)
                || o.label.as_ref().is_some_and(|l| is_container(l.unit))
        });
        depth.max(word.map_or(0, |w| w + 1).min(self.open.len()))
    }

    pub(super) fn depth_of_item(&mut self, part: &Part) -> usize {
        // a list stands below the format's own heading before it
        let heading = self.open.iter().rposition(|o| matches!(o.form, PartForm::Heading(level) if level > 0));
        let depth = match &part.number {
            // the format has closed what is deeper; a number of one list can still belong to an open series
            Some((_, label)) if label.values.len() > 1 => self.depth_by_label(label, false),
            _ => self.open.len(),
        };
        depth.max(heading.map_or(0, |i| i + 1))
    }

    pub(super) fn depth_of_number(&mut self, label: &Label, part: &Part) -> usize {
        let by_place = self.holders_by_place(label, part);
        let depth = by_place.unwrap_or_else(|| self.depth_by_label(label, part.heading.is_some()));
        let expected = self.open.get(depth).and_then(|o| o.label.as_ref());
        if let Some(last) = expected
            && same_series(last, label)
            && !last.is_followed_by(label)
            && label.last() != 1
        {
            let printed = part.number.as_ref().map_or("", |(p, _)| p.as_str());
            self.notes.push(Diagnostic::warning(
                "number-out-of-order",
                part.line,
                format!("`{printed}` does not count on from {}", last.last()),
            ));
        }
        depth
    }

    pub(super) fn depth_by_label(&mut self, label: &Label, heading: bool) -> usize {
        if label.unit != Unit::Bare {
            return self.depth_of_word(label, heading);
        }
        if label.values.len() > 1 {
            return self.depth_of_decimal(label);
        }
        let top = self.open.len();
        let series = || (0..self.open.len()).map(|at| (at, &self.open[at])).filter(|(_, o)| o.is_of_series(label));
        // of a caption and an item of the list below it, the caption is counted on by a caption
        let like = series().max_by_key(|(at, o)| (o.is_followed_by(label), o.is_heading() == heading, *at));
        let like = like.map(|(at, _)| at);
        if let Some(like) = like {
            let inner = &self.open[top - 1];
            let last = |l: &Label| like + 1 < top || l.last() > 1;
            let starts_inside = label.last() == 1 && inner.label.as_ref().is_some_and(last);
            let lead_in = self
                .open
                .last()
                .is_some_and(|o| matches!(o.clause.body.last(), Some(Item::Paragraph(p)) if announces(p)));
            return if starts_inside && (lead_in || inner.is_bare_caption()) { top } else { like };
        }
        let careless = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| careless_series(l, label)));
        if let Some(careless) = careless {
            return careless;
        }
        // `２　…`: the second paragraph of an article whose first has no number ends the items of the first
        let article = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| l.unit == Unit::Article));
        if let Some(article) = article
            && label.last() > 1
            && (label.form, label.enclosure) == (Form::Decimal, Enclosure::None)
        {
            return article + 1;
        }
        let mut depth = top;
        if heading {
            // a caption stands below captions, not below a sentence
            while depth > 0 && !self.open[depth - 1].is_heading() {
                depth -= 1;
            }
            // and not below an unnumbered caption that already holds a narrower series
            while depth > 0
                && self.open[depth - 1].form == PartForm::Heading(0)
                && self.open[depth - 1].label.is_none()
                && holds_narrower(&self.open[depth - 1].clause, label)
            {
                depth -= 1;
            }
        }
        depth
    }

    fn depth_of_decimal(&mut self, label: &Label) -> usize {
        let last = |o: &Open| o.label.as_ref().is_some_and(|l| l.unit == label.unit && l.is_followed_by(label));
        if let Some(last) = self.open.iter().rposition(last) {
            return last;
        }
        let prefix = |o: &Open| o.label.as_ref().is_some_and(|l| is_prefix(l, label));
        let best = (0..self.open.len()).filter(|i| prefix(&self.open[*i])).max_by_key(|i| {
            let l = self.open[*i].label.as_ref();
            let counts = l.is_some_and(|l| !is_item_label(l));
            // of Chapter I and Article 1, the article holds 1.1
            let article = l.is_some_and(|l| !is_container(l.unit));
            // of Article I and 1., the inner holds 1.1; 1.2 stands in the outer, and 1. is an item of a list
            let inner = if label.last() == 1 { *i } else { self.open.len() - i };
            (l.map_or(0, |l| l.values.len()), counts, article, inner)
        });
        if let Some(best) = best {
            return best + 1;
        }
        // no clause with its beginning: beside the outermost clause whose numbers lead elsewhere
        let like = self.open.iter().position(|o| {
            o.label.as_ref().is_some_and(|l| l.values.len() > 1 && l.form == Form::Decimal && l.unit == label.unit)
        });
        let Some(mut depth) = like else { return self.open.len() };
        while depth > 0
            && let Some(l) = &self.open[depth - 1].label
            && is_prefix_of_some(l, &self.open[depth..])
        {
            depth -= 1;
        }
        depth
    }

    fn depth_of_word(&mut self, label: &Label, heading: bool) -> usize {
        let top = self.open.len();
        if let Some(like) = self
            .open
            .iter()
            .rposition(|o| o.label.as_ref().is_some_and(|l| l.unit == label.unit && same_form(l, label)))
        {
            return like;
        }
        // `Section 2.1` stands in Article II, of whatever width its word is elsewhere
        let prefix = |o: &Open| o.is_heading() && o.label.as_ref().is_some_and(|l| is_prefix(l, label));
        if let Some(holder) = self.open.iter().rposition(prefix) {
            return holder + 1;
        }
        if self.is_held_by_caption(label) {
            return top;
        }
        let mut depth = top;
        while depth > 0 {
            let o = &self.open[depth - 1];
            // a captioned chapter stands in no item of a list, but in a part without a caption
            let counts = o.label.as_ref().is_some_and(|l| is_container(l.unit));
            let listed = heading && is_container(label.unit) && !o.is_heading() && !counts;
            let stays = !listed
                && match &o.label {
                    Some(l) if l.unit != Unit::Bare => self.is_wider(l.unit, label.unit),
                    Some(_) => o.is_heading() && !is_container(label.unit) && label.unit != Unit::Annex,
                    None => {
                        o.is_heading()
                            && label.unit != Unit::Annex
                            && !(o.form == PartForm::Heading(0) && (is_container(label.unit) || o.holds_clauses()))
                    }
                };
            if stays {
                break;
            }
            depth -= 1;
        }
        depth
    }

    /// A caption with nothing below it holds what follows, whatever the usual order; which is learned.
    fn is_held_by_caption(&mut self, label: &Label) -> bool {
        let Some(l) = self.open.last().filter(|last| last.is_bare_caption()).and_then(|last| last.label.as_ref())
        else {
            return false;
        };
        let words = l.unit != Unit::Bare && label.unit != Unit::Bare;
        if !words || l.unit == label.unit || label.unit == Unit::Annex {
            return false;
        }
        let pair = (l.unit, label.unit);
        if rank(pair.0) > rank(pair.1) && !self.nested.contains(&pair) {
            self.nested.push(pair);
        }
        true
    }

    fn is_wider(&self, a: Unit, b: Unit) -> bool {
        if self.nested.contains(&(a, b)) {
            return true;
        }
        !self.nested.contains(&(b, a)) && rank(a) < rank(b)
    }
}

fn is_prefix_of_some(a: &Label, open: &[Open]) -> bool {
    open.iter().any(|o| o.label.as_ref().is_some_and(|l| is_prefix(a, l)))
}
