//! Where a list ends: what stands behind it, and to which of the open clauses that belongs.

use super::kinship::is_prefix;
use super::{Open, Tree};
use crate::marks;
use crate::model::label::{Label, Unit};
use crate::model::text::{Clause, Item};
use crate::structure::caption::{announces, ends_sentence, is_item_label, is_wide};
use crate::structure::parts::{Part, PartForm, same_series};

impl Tree<'_> {
    /// Closes what a running paragraph is no part of; `rest` stands behind it.
    pub(super) fn close_for_text(&mut self, part: &Part, rest: &[Part]) {
        if rest.len() < self.end {
            return self.close_to(0);
        }
        if let Some(holders) = self.holders_of_text(part, rest) {
            return self.close_to(holders);
        }
        let text = &*part.text;
        // `IT IS AGREED as follows:` stands where the clauses stand that it announces
        let first = |p: &&Part| p.heading.is_some() && p.form == PartForm::Running && announces(text);
        if let Some((_, label)) = rest.first().filter(first).and_then(|p| p.number.as_ref())
            && label.last() == 1
            && label.values.len() == 1
        {
            let depth = self.depth_by_label(label, true);
            return self.close_to(depth);
        }
        // what a clause says goes on that the text numbers, in whatever item of the format it stands
        let decimal = |o: &Open| o.label.as_ref().is_some_and(|l| l.values.len() > 1);
        let holds = |o: &Open| o.form == PartForm::Running && (o.is_heading() || decimal(o));
        let held = self.open.iter().rposition(holds).map_or(0, |at| at + 1);
        if let Some(item) = self.counted_on_behind(rest).filter(|item| *item >= held) {
            self.close_to(item + 1);
        } else if !self.waits_for_text() {
            self.close_items_from(held, 0);
            self.close_list(text, rest, 0);
        }
    }

    /// Whether the last clause is a caption with nothing below it, beside clauses that have one too.
    fn waits_for_text(&self) -> bool {
        let Some((last, above)) = self.open.split_last() else { return false };
        let body = above.last().map_or(&self.body, |o| &o.clause.body);
        last.is_bare_caption() && !matches!(body.last(), Some(Item::Clause(c)) if c.heading.is_none())
    }

    /// The open item of a list on which the list counts on behind a few paragraphs: they are part of it.
    fn counted_on_behind(&self, rest: &[Part]) -> Option<usize> {
        let is_text = |p: &&Part| p.number.is_none() && p.form == PartForm::Running;
        let next = rest.iter().take(8).find(|p| !is_text(p))?;
        let (_, label) = next.number.as_ref().filter(|_| matches!(next.form, PartForm::Item(_)))?;
        // in Markdown `1.` numbers each item of a list
        let counts_on = |o: &Open, l: &Label| l.is_followed_by(label) || o.is_heading() && l == label;
        let before = |o: &Open| o.form == next.form && o.label.as_ref().is_some_and(|l| counts_on(o, l));
        self.open.iter().rposition(before)
    }

    /// Closes the items of lists of the format that stand at `depth` or deeper.
    pub(super) fn close_items(&mut self, depth: u8) {
        self.close_items_from(0, depth);
    }

    /// The first open clause that an item of a list can end. Pages set lists within one another beside each other: an
    /// item holds those of a list of another kind that begins behind it, until its own list counts on.
    pub(super) fn first_beside(&self, depth: u8, label: &Label) -> usize {
        let items = || {
            let at_depth = self.open.iter().enumerate().rev().filter(|(_, o)| o.form == PartForm::Item(depth));
            at_depth.filter_map(|(at, o)| Some((at, o.label.as_ref()?)))
        };
        if let Some((before, _)) = items().find(|(_, l)| l.is_followed_by(label)) {
            return before;
        }
        let begins = label.unit == Unit::Bare && label.values == [1];
        let inner = items().next().filter(|(_, l)| begins && !same_series(l, label));
        let holder = inner.or_else(|| items().find(|(_, l)| is_prefix(l, label))).map(|(at, _)| at);
        holder.map_or(0, |at| at + 1)
    }

    /// Closes them among the open clauses from one on.
    pub(super) fn close_items_from(&mut self, first: usize, depth: u8) {
        let found = self.open[first..].iter().position(|o| matches!(o.form, PartForm::Item(d) if d >= depth));
        if let Some(found) = found {
            self.close_to(first + found);
        }
    }

    /// Closes the items within a sentence that goes on behind them: `… (a) oil, (b) wicks,` `are to be brought.`, or
    /// `(1) The fee is` `a) two crowns` `b) three` `for each boat.`
    fn close_sentence(&mut self, behind: &str) {
        let item = |o: &Open| o.label.as_ref().is_some_and(|l| !o.is_heading() && l.values.len() == 1);
        let Some((last, wider)) = self.open.split_last().filter(|(last, _)| item(last)) else { return };
        let goes_on = last_said(last).is_some_and(|p| p.ends_with([',', '，']));
        let begun = |o: &Open| !o.is_heading() && last_said(o).is_some_and(|p| p.ends_with(char::is_alphabetic));
        if behind.starts_with(char::is_lowercase) && (goes_on || wider.last().is_some_and(begun)) {
            self.close_to(self.open.len() - 1);
        }
    }

    /// Closes the list that a colon announced, whose items are `（1）`, `(a)`; and one that its semicolons show. What
    /// stands before its next item, or says an item again in another script, is part of the last of them. So many
    /// clauses stay open.
    pub(super) fn close_list(&mut self, behind: &str, rest: &[Part], least: usize) {
        if self.open.len() <= least {
            return;
        }
        let next = || rest.iter().take(3).find_map(|part| part.number.as_ref());
        let counts_on = |last: &Open| last.label.as_ref().zip(next()).is_some_and(|(l, (_, n))| l.is_followed_by(n));
        if self.open.last().is_some_and(|last| counts_on(last) || translates(last, behind)) {
            return;
        }
        self.close_sentence(behind);
        if self.open.last().is_some_and(is_one_of_several) && speaks_of_list(behind) {
            self.close_to((self.open.len() - 1).max(least));
        }
        while let Some(last) = self.open.last().filter(|_| self.open.len() > least) {
            let Some(label) = &last.label else { break };
            let semicolons =
                self.open.len() > 1 && first_of_list_ends_with_semicolon(&self.open[self.open.len() - 2], label);
            let words = || is_one_of_several(last) && ends_sentence(behind) && last_said(last).is_some_and(lacks_stop);
            if last.is_heading() || !last.announced || !(is_item_label(label) || semicolons || words()) {
                break;
            }
            self.close_to(self.open.len() - 1);
        }
    }
}

/// The last paragraph of a clause itself.
fn last_said(open: &Open) -> Option<&str> {
    open.clause.body.iter().rev().find_map(|item| match item {
        Item::Paragraph(p) => Some(p.as_str()),
        Item::Clause(_) => None,
    })
}

/// Whether a text has no stop, as the items of East Asian lists have none; in other scripts it may be a line's end.
fn lacks_stop(text: &str) -> bool {
    text.ends_with(|c: char| c.is_alphabetic() && marks::is_east_asian(c))
}

/// Whether a text is the translation of the paragraph of a clause: that one is East Asian, and this has nothing of it.
fn translates(clause: &Open, text: &str) -> bool {
    matches!(clause.clause.body.last(), Some(Item::Paragraph(p)) if p.starts_with(is_wide))
        && clause.clause.body.len() == 1
        && text.starts_with(char::is_alphabetic)
        && !text.contains(is_wide)
}

/// `（1）…；` at the head of the list of which `label` is one.
fn first_of_list_ends_with_semicolon(parent: &Open, label: &Label) -> bool {
    let first = match parent.clause.body.get(parent.run.from) {
        Some(Item::Clause(c)) => Some(c),
        _ => None,
    };
    let first = first.filter(|c| c.number.as_deref().and_then(Label::read).is_some_and(|l| same_series(&l, label)));
    let ends = |c: &Clause| matches!(c.body.last(), Some(Item::Paragraph(p)) if p.ends_with(['；', ';']));
    first.is_some_and(ends)
}

/// Whether a clause is a further one of a list that a colon announced, and no caption.
fn is_one_of_several(clause: &Open) -> bool {
    clause.announced && !clause.is_heading() && clause.label.as_ref().is_some_and(|l| l.last() > 1)
}

/// Whether a paragraph speaks of all that a list before it says: `前项规定…`, `The above applies…`.
fn speaks_of_list(text: &str) -> bool {
    const BEGIN: [&str; 36] = [
        "上述",
        "以上",
        "前款",
        "前项",
        "前項",
        "前述",
        "前列",
        "前各号",
        "上記",
        "以上の",
        "위의 ",
        "위 각",
        "상기 ",
        "전항",
        "the above",
        "the foregoing",
        "the preceding",
        "all of the above",
        "any of the above",
        "none of the above",
        "das vorstehende",
        "die vorstehenden",
        "vorstehende",
        "die vorgenannten",
        "ce qui précède",
        "les dispositions qui précèdent",
        "lo anterior",
        "quanto sopra",
        "o disposto acima",
        "het bovenstaande",
        "bovenstaande",
        "det ovanstående",
        "powyższe",
        "вышеуказанн",
        "перечисленн",
        "các quy định trên",
    ];
    let head: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    BEGIN.iter().any(|words| head.starts_with(words))
}
