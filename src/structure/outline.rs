//! Parts → the clause tree: below which clause each part stands.
//!
//! A stack of open clauses is walked once. A heading of the format goes by its level; a decimal number below the
//! clause with its beginning (3.2.6 below 3.2); a number of a kind that is open beside the last of its kind; a
//! number of a kind not yet open below what is open; container words (编 章 节, Part, Chapter) in their order. A
//! paragraph behind a list that a colon announced belongs to the clause that opened the list.
//!
//! Invariant: the parts' text stands in the tree in the order of the parts.

use super::caption::{announces, is_item_label};
use super::parts::{Part, PartForm, careless_series, same_series};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{Enclosure, Form, Label, Unit};
use crate::model::text::{Clause, Item, MAX_DEPTH};

/// Builds the tree; what was guessed goes to `notes`.
pub(super) fn build(parts: &[Part], notes: &mut Vec<Diagnostic>) -> Vec<Item> {
    let mut tree = Tree { body: Vec::new(), run: Run::default(), open: Vec::new(), nested: Vec::new(), notes };
    for at in 0..parts.len() {
        tree.add(parts, at);
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
    notes: &'n mut Vec<Diagnostic>,
}

/// A clause that may still receive parts.
struct Open {
    clause: Clause,
    label: Option<Label>,
    form: PartForm,
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
}

impl Open {
    fn is_heading(&self) -> bool {
        self.clause.heading.is_some()
    }

    /// A caption with nothing below it yet.
    fn is_bare_caption(&self) -> bool {
        self.is_heading() && self.clause.body.is_empty()
    }
}

impl Tree<'_> {
    fn add(&mut self, parts: &[Part], at: usize) {
        let part = &parts[at];
        let depth = match (part.form, &part.number) {
            (PartForm::Continuation(depth), _) => {
                self.close_items(depth.saturating_add(1));
                return self.paragraph(&part.text);
            }
            (PartForm::Whole, _) => return self.paragraph(&part.text),
            (PartForm::Heading(0), None) => self.depth_of_caption(parts, at),
            (PartForm::Heading(level), label) => self.depth_of_heading(level, label.as_ref().map(|(_, l)| l)),
            (PartForm::Item(_), Some((_, label))) if self.counted_on(label).is_some() => {
                // `33.甲` is a paragraph to Markdown, `34. 乙` a list: one series all the same
                let depth = self.counted_on(label).unwrap_or(self.open.len());
                return self.push(&Part { form: PartForm::Running, ..part.clone() }, depth);
            }
            (PartForm::Item(depth), _) => {
                self.close_items(depth);
                self.depth_of_item(part)
            }
            (PartForm::Running, Some((_, label))) => self.depth_of_number(label, part),
            (PartForm::Running, None) => {
                if is_end_mark(&part.text) && parts[at + 1..].iter().all(|p| is_end_mark(&p.text)) {
                    self.close_to(0);
                } else {
                    self.close_items(0);
                    self.close_list();
                }
                return self.paragraph(&part.text);
            }
        };
        self.push(part, depth);
    }

    /// The open clause, numbered in its text and not by the format, on which a number counts on.
    fn counted_on(&self, label: &Label) -> Option<usize> {
        let before = |o: &Open| {
            o.form == PartForm::Running
                && o.label.as_ref().is_some_and(|l| same_series(l, label) && l.is_followed_by(label))
        };
        self.open.iter().rposition(before)
    }

    fn push(&mut self, part: &Part, depth: usize) {
        self.close_to(depth.min(MAX_DEPTH - 1));
        let run = self.run_with(part);
        match self.open.last_mut() {
            Some(parent) => parent.run = run,
            None => self.run = run,
        }
        let announced = run.announced;
        let clause = Clause {
            number: part.number.as_ref().map(|(printed, _)| printed.clone()),
            heading: part.heading.clone(),
            id: None,
            body: Vec::new(),
        };
        self.open.push(Open {
            clause,
            label: part.number.as_ref().map(|(_, l)| l.clone()),
            form: part.form,
            announced,
            run: Run::default(),
        });
        if !part.text.is_empty() {
            self.paragraph(&part.text);
        }
    }

    /// The run of child clauses that the part begins or continues.
    fn run_with(&self, part: &Part) -> Run {
        let (body, run) = self.open.last().map_or((&self.body, self.run), |o| (&o.clause.body, o.run));
        let begins = |announced| Run { from: body.len(), announced };
        match body.last() {
            Some(Item::Paragraph(p)) => begins(announces(p)),
            Some(Item::Clause(c)) => {
                let like = match (c.number.as_deref().and_then(Label::read), &part.number) {
                    (Some(a), Some((_, b))) => a.unit == b.unit && a.enclosure == b.enclosure,
                    (None, None) => c.heading.is_none() && part.heading.is_none(),
                    _ => false,
                };
                if like { run } else { begins(false) }
            }
            None => begins(false),
        }
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            let body = self.open.last_mut().map_or(&mut self.body, |o| &mut o.clause.body);
            body.push(Item::Paragraph(canonical_start(text)));
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

    /// Closes the items of lists of the format that stand at `depth` or deeper.
    fn close_items(&mut self, depth: u8) {
        let from = self.open.iter().position(|o| matches!(o.form, PartForm::Item(d) if d >= depth));
        if let Some(from) = from {
            self.close_to(from);
        }
    }

    /// Closes the list that a colon announced, whose items are `（1）`, `(a)`; and one that its semicolons show.
    fn close_list(&mut self) {
        while let Some(last) = self.open.last() {
            let Some(label) = &last.label else { break };
            let semicolons =
                self.open.len() > 1 && first_of_list_ends_with_semicolon(&self.open[self.open.len() - 2], label);
            if last.is_heading() || !last.announced || !(is_item_label(label) || semicolons) {
                break;
            }
            self.close_to(self.open.len() - 1);
        }
    }

    /// Where a heading of the format goes: by level, but numbers that say otherwise are believed.
    fn depth_of_heading(&mut self, level: u8, label: Option<&Label>) -> usize {
        if level == 0 {
            return match label {
                Some(label) => self.depth_by_label(label, true),
                None => self.open.len(),
            };
        }
        let of_level = |o: &Open| match o.form {
            PartForm::Heading(l) => l > 0 && l < level,
            _ => false,
        };
        let wider = |o: &Open, label: &Label| {
            o.is_heading() && o.label.as_ref().is_some_and(|l| self.is_wider(l.unit, label.unit) || is_prefix(l, label))
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
                Some(label) => of_level(o) || wider(o, label),
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
    fn depth_of_caption(&mut self, parts: &[Part], at: usize) -> usize {
        let next = parts[at + 1..].iter().take(40).find_map(|p| p.number.as_ref().map(|(_, l)| l));
        let mut depth = 0;
        if let Some(next) = next {
            // inside the clause whose numbering goes on behind the caption
            let holder = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| is_prefix(l, next)));
            let sibling = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| l.is_followed_by(next)));
            depth = match (holder, sibling) {
                (Some(h), _) => h + 1,
                (None, Some(s)) => s,
                (None, None) => 0,
            };
        }
        if let Some(like) = self.open.iter().position(|o| o.form == PartForm::Heading(0) && o.label.is_none()) {
            depth = depth.min(like);
        }
        // chapters hold captions
        let word = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| is_container(l.unit)));
        depth.max(word.map_or(0, |w| w + 1).min(self.open.len()))
    }

    fn depth_of_item(&mut self, part: &Part) -> usize {
        // a list stands below the format's own heading before it
        let heading = self.open.iter().rposition(|o| matches!(o.form, PartForm::Heading(level) if level > 0));
        let depth = match &part.number {
            // the format has closed what is deeper; a number of one list can still belong to an open series
            Some((_, label)) if label.values.len() > 1 => self.depth_by_label(label, false),
            _ => self.open.len(),
        };
        depth.max(heading.map_or(0, |i| i + 1))
    }

    fn depth_of_number(&mut self, label: &Label, part: &Part) -> usize {
        let depth = self.depth_by_label(label, part.heading.is_some());
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

    fn depth_by_label(&mut self, label: &Label, heading: bool) -> usize {
        if label.unit != Unit::Bare {
            return self.depth_of_word(label);
        }
        if label.values.len() > 1 {
            return self.depth_of_decimal(label);
        }
        let top = self.open.len();
        let like = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| same_series(l, label)));
        if let Some(like) = like {
            let starts_inside = label.last() == 1 && like + 1 < top && self.open[top - 1].label.is_some();
            let lead_in = self
                .open
                .last()
                .is_some_and(|o| matches!(o.clause.body.last(), Some(Item::Paragraph(p)) if announces(p)));
            return if starts_inside && (lead_in || self.open[top - 1].is_bare_caption()) { top } else { like };
        }
        let careless = self.open.iter().rposition(|o| o.label.as_ref().is_some_and(|l| careless_series(l, label)));
        if let Some(careless) = careless {
            return careless;
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
        let prefix = |o: &Open| o.label.as_ref().is_some_and(|l| is_prefix(l, label));
        let best = (0..self.open.len()).filter(|i| prefix(&self.open[*i])).max_by_key(|i| {
            let l = self.open[*i].label.as_ref();
            (l.map_or(0, |l| l.values.len()), l.is_some_and(|l| !is_item_label(l)), std::cmp::Reverse(*i))
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

    fn depth_of_word(&mut self, label: &Label) -> usize {
        let top = self.open.len();
        if let Some(like) = self
            .open
            .iter()
            .rposition(|o| o.label.as_ref().is_some_and(|l| l.unit == label.unit && same_form(l, label)))
        {
            return like;
        }
        // a caption with nothing below it holds what follows, whatever the usual order
        if let Some(last) = self.open.last()
            && last.is_bare_caption()
            && let Some(l) = &last.label
            && l.unit != label.unit
            && l.unit != Unit::Bare
            && label.unit != Unit::Annex
        {
            if rank(l.unit) > rank(label.unit) && !self.nested.contains(&(l.unit, label.unit)) {
                self.nested.push((l.unit, label.unit));
            }
            return top;
        }
        let mut depth = top;
        while depth > 0 {
            let o = &self.open[depth - 1];
            let stays = match &o.label {
                Some(l) if l.unit != Unit::Bare => self.is_wider(l.unit, label.unit),
                Some(_) => o.is_heading() && !is_container(label.unit) && label.unit != Unit::Annex,
                None => {
                    o.is_heading()
                        && label.unit != Unit::Annex
                        && !(o.form == PartForm::Heading(0) && is_container(label.unit))
                }
            };
            if stays {
                break;
            }
            depth -= 1;
        }
        depth
    }

    fn is_wider(&self, a: Unit, b: Unit) -> bool {
        if self.nested.contains(&(a, b)) {
            return true;
        }
        !self.nested.contains(&(b, a)) && rank(a) < rank(b)
    }
}

/// A text whose start is read as text: `1. …` and `# …` at the start of a paragraph would be a list and a heading.
fn canonical_start(text: &str) -> String {
    let marked = text.starts_with(|c: char| c.is_ascii_digit() || "#-+*>|=~`_".contains(c));
    if marked && !text.contains('\n') { marks::write(&marks::parse(text)) } else { text.to_owned() }
}

/// The usual order of the words, widest first.
fn rank(unit: Unit) -> u8 {
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

fn is_container(unit: Unit) -> bool {
    matches!(unit, Unit::Book | Unit::Part | Unit::Chapter | Unit::Section)
}

/// `Section 2` and `Section 2.1` are not of one form.
fn same_form(a: &Label, b: &Label) -> bool {
    a.values.len() == b.values.len()
}

/// Whether `a` numbers what holds `b`: 3 and 3.2 of 3.2.6.
fn is_prefix(a: &Label, b: &Label) -> bool {
    let counted = matches!(a.form, Form::Decimal | Form::Han | Form::UpperRoman);
    counted && a.inserted.is_empty() && a.values.len() < b.values.len() && b.values.starts_with(&a.values)
}

fn is_prefix_of_some(a: &Label, open: &[Open]) -> bool {
    open.iter().any(|o| o.label.as_ref().is_some_and(|l| is_prefix(a, l)))
}

/// Whether a caption's clause already holds a series that is usually narrower than `label`'s.
fn holds_narrower(clause: &Clause, label: &Label) -> bool {
    let of = |l: &Label| match (l.form, l.enclosure) {
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

/// `（正文完）`, `(End of text)`: belongs to the text, not to its last clause.
pub(super) fn is_end_mark(text: &str) -> bool {
    let inner = text.trim().trim_start_matches(['（', '(', '[', '【', '-', '—', '*']);
    let inner = inner.trim_end_matches(['）', ')', ']', '】', '-', '—', '*', '.']).trim();
    const MARKS: [&str; 10] = [
        "正文完",
        "完",
        "以下无正文",
        "以下無正文",
        "全文完",
        "本页以下无正文",
        "以上",
        "end",
        "end of text",
        "end of document",
    ];
    inner.len() < text.trim().len() && MARKS.contains(&inner.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Block, BlockKind};

    fn write(body: &[Item], depth: usize, out: &mut String) {
        for item in body {
            let indent = "  ".repeat(depth);
            match item {
                Item::Paragraph(p) => out.push_str(&format!("{indent}{p}\n")),
                Item::Clause(c) => {
                    let number = c.number.as_deref().unwrap_or("•");
                    let heading = c.heading.as_ref().map(|h| format!(" [{h}]")).unwrap_or_default();
                    out.push_str(&format!("{indent}{number}{heading}\n"));
                    write(&c.body, depth + 1, out);
                }
            }
        }
    }

    /// Builds the tree of blocks: `# x` is a heading, `- x` an item, `1) - x` an item with that marker.
    #[track_caller]
    fn check(blocks: &[&str], expected: &[&str]) {
        let blocks = blocks.iter().enumerate().map(|(i, text)| {
            let unknown = text.starts_with('@');
            let level = text.bytes().take_while(|b| *b == b'#').count();
            let indent = text.bytes().take_while(|b| *b == b' ').count();
            let trimmed = text.trim_start();
            let (kind, text) = match trimmed.split_once("- ") {
                Some((marker, rest)) if marker.len() <= 4 && level == 0 => {
                    let marker = Some(marker.trim().to_owned()).filter(|m| !m.is_empty());
                    (BlockKind::Item { depth: (indent / 2) as u8, marker }, rest)
                }
                _ if unknown => (BlockKind::Heading(0), text[1..].trim()),
                _ if level > 0 => (BlockKind::Heading(level as u8), text[level..].trim()),
                _ if indent > 0 => (BlockKind::Continuation { depth: (indent / 2 - 1) as u8 }, trimmed),
                _ => (BlockKind::Paragraph, trimmed),
            };
            Block { line: i as u32 + 1, kind, text: text.to_owned() }
        });
        let parts = super::super::parts::read(blocks.collect());
        let mut out = String::new();
        write(&build(&parts, &mut Vec::new()), 0, &mut out);
        assert_eq!(out.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn decimals_stand_below_the_clause_with_their_beginning() {
        check(
            &["第一条 通则", "1.1 甲。", "1.2 乙。", "第二条 费用", "2.1 收取", "2.1.1 丙。", "2.1.2 丁。", "2.2 戊。"],
            &[
                "第一条 [通则]",
                "  1.1",
                "    甲。",
                "  1.2",
                "    乙。",
                "第二条 [费用]",
                "  2.1 [收取]",
                "    2.1.1",
                "      丙。",
                "    2.1.2",
                "      丁。",
                "  2.2",
                "    戊。",
            ],
        );
    }

    #[test]
    fn two_runs_under_one_clause_and_what_follows_a_list() {
        check(
            &["3.1 费用如下：", "（1）甲；", "（2）乙。", "另有：", "（1）丙；", "（2）丁。", "以上为限。", "3.2 戊。"],
            &[
                "3.1",
                "  费用如下：",
                "  （1）",
                "    甲；",
                "  （2）",
                "    乙。",
                "  另有：",
                "  （1）",
                "    丙；",
                "  （2）",
                "    丁。",
                "  以上为限。",
                "3.2",
                "  戊。",
            ],
        );
    }

    #[test]
    fn containers_hold_articles() {
        check(
            &[
                "第一编 总则",
                "第一章 目的",
                "第一条 为了安全，制定本法。",
                "第二章 适用",
                "第一节 范围",
                "第二条 适用于全国。",
                "另有规定的除外。",
                "第三条之一 有下列情形的：",
                "（一）甲；",
                "（二）乙。",
                "第二编 分则",
                "第三章 罚则",
            ],
            &[
                "第一编 [总则]",
                "  第一章 [目的]",
                "    第一条",
                "      为了安全，制定本法。",
                "  第二章 [适用]",
                "    第一节 [范围]",
                "      第二条",
                "        适用于全国。",
                "        另有规定的除外。",
                "      第三条之一",
                "        有下列情形的：",
                "        （一）",
                "          甲；",
                "        （二）",
                "          乙。",
                "第二编 [分则]",
                "  第三章 [罚则]",
            ],
        );
    }

    #[test]
    fn articles_may_hold_sections() {
        check(
            &[
                "Article I Scope",
                "Section 1. This applies.",
                "Section 2. That does not.",
                "Article II Fees",
                "Section 1. Fees are due.",
            ],
            &[
                "Article I [Scope]",
                "  Section 1.",
                "    This applies.",
                "  Section 2.",
                "    That does not.",
                "Article II [Fees]",
                "  Section 1.",
                "    Fees are due.",
            ],
        );
    }

    #[test]
    fn letters_and_roman_numerals_by_their_neighbours() {
        check(
            &["1. The parties:", "(g) pay;", "(h) wait;", "(i) go:", "(i) far;", "(ii) away;", "(j) stop."],
            &[
                "1.",
                "  The parties:",
                "  (g)",
                "    pay;",
                "  (h)",
                "    wait;",
                "  (i)",
                "    go:",
                "    (i)",
                "      far;",
                "    (ii)",
                "      away;",
                "  (j)",
                "    stop.",
            ],
        );
    }

    #[test]
    fn plain_numbers_are_numbers_where_their_children_follow() {
        check(
            &["1 Scope", "1.1 This applies.", "2 Fees", "2.1 Fees are due.", "24 hours pass."],
            &[
                "1 [Scope]",
                "  1.1",
                "    This applies.",
                "2 [Fees]",
                "  2.1",
                "    Fees are due.",
                "    24 hours pass.",
            ],
        );
    }

    #[test]
    fn headings_of_the_format_and_lists() {
        check(
            &[
                "# 1. Scope",
                "Text.",
                "## 1.1 Place",
                "- a",
                "  - b",
                "  c",
                "- d",
                "After.",
                "# 2. Fees",
                "1.- one",
                "2.- two",
            ],
            &[
                "1. [Scope]",
                "  Text.",
                "  1.1 [Place]",
                "    •",
                "      a",
                "      •",
                "        b",
                "      c",
                "    •",
                "      d",
                "    After.",
                "2. [Fees]",
                "  1.",
                "    one",
                "  2.",
                "    two",
            ],
        );
    }

    #[test]
    fn a_list_of_the_format_goes_on_in_a_series_of_the_text() {
        check(&["1.甲。", "2.- 乙。", "丙。", "3.丁。"], &["1.", "  甲。", "2.", "  乙。", "  丙。", "3.", "  丁。"]);
    }

    #[test]
    fn numbers_in_a_quotation_are_no_structure() {
        check(
            &["一、将第三条修改为：“第三条 甲应当付款。", "（一）一次付清；", "（二）分期。”", "二、删去第四条。"],
            &[
                "一、",
                "  将第三条修改为：“第三条 甲应当付款。",
                "  （一） 一次付清；",
                "  （二） 分期。”",
                "二、",
                "  删去第四条。",
            ],
        );
    }

    #[test]
    fn an_unnumbered_caption_stands_beside_a_wider_series() {
        check(
            &["@ 重要提示", "1. 甲。", "2. 乙。", "一、关于本协议", "1.1 丙。", "（正文完）"],
            &[
                "• [重要提示]",
                "  1.",
                "    甲。",
                "  2.",
                "    乙。",
                "一、 [关于本协议]",
                "  1.1",
                "    丙。",
                "（正文完）",
            ],
        );
    }
}
