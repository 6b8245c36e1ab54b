//! A clause that was divided, or that others were merged into → its words beside those of all its parts.
//!
//! What was struck in one part and inserted in another is no difference, so the parts are compared as one text; of that
//! comparison the clause itself shows what stands in its own text: what went into a part is struck in it as a whole,
//! and no word of it is found again by chance in what stayed.

use std::borrow::Cow;
use std::ops::Range;

use super::tree::Tree;
use super::words::{Words, segments};
use super::{Op, Segment};

/// The own text of a clause and of its parts, in reading order.
pub(super) struct Joint<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where the own text of the clause itself stands.
    own: Range<usize>,
}

impl<'t> Joint<'t> {
    /// The parts line by line; or, where the other side has them in one, as they would be printed `inline`, each
    /// behind its number.
    fn new(tree: &'t Tree<'_>, clause: usize, parts: &[usize], inline: bool) -> Joint<'t> {
        if parts.is_empty() {
            let text = tree.own(clause);
            return Joint { text: text.into(), own: 0..text.len() };
        }
        let (mut text, mut own) = (String::new(), 0..0);
        let mut all: Vec<usize> = parts.iter().copied().chain([clause]).collect();
        all.sort_unstable();
        for one in all {
            if !text.is_empty() {
                text.push(if inline { ' ' } else { '\n' });
            }
            if let (true, true, Some(number)) = (inline, one != clause, tree.nodes[one].number) {
                text.push_str(number);
                text.push(' ');
            }
            let start = text.len();
            text.push_str(tree.own(one));
            if one == clause {
                own = start..text.len();
            }
        }
        Joint { text: text.into(), own }
    }
}

/// A clause of one side and its parts: of the old one those that were merged into it, of the new one those that were
/// split off.
pub(super) type Parted<'a> = (&'a Tree<'a>, usize, &'a [usize]);

/// Both sides of a clause with its parts: line by line; inline where the other side has a number within a line and less is
/// struck and inserted so.
pub(super) fn joints<'t>(old: Parted<'t>, new: Parted<'t>) -> [Joint<'t>; 2] {
    let both = |inline| [Joint::new(old.0, old.1, old.2, inline), Joint::new(new.0, new.1, new.2, inline)];
    let within = |(tree, _, parts): Parted<'_>, (other, clause, _): Parted<'_>| {
        let mut numbers = parts.iter().filter_map(|part| tree.nodes[*part].number);
        numbers.any(|number| other.own(clause).contains(&format!(" {number} ")))
    };
    let lines = both(false);
    if !within(old, new) && !within(new, old) {
        return lines;
    }
    let inline = both(true);
    let marked = |[old, new]: &[Joint<'_>; 2]| marked(&segments(&old.text, &new.text).segments);
    if marked(&inline) < marked(&lines) { inline } else { lines }
}

/// The segments between the own texts of the clause itself: of those between the joint texts, unless much more is
/// struck and inserted so, because the parts went to another place.
pub(super) fn own_segments(joints: &[Joint<'_>; 2], words: &Words<'_>) -> Vec<Segment> {
    let [old, new] = joints.each_ref().map(|joint| &joint.text[joint.own.clone()]);
    let (joint, plain) = (cut(joints, words), segments(old, new).segments);
    if marked(&joint) * 4 <= marked(&plain) * 5 { joint } else { plain }
}

/// The segments between the joint texts, if they show what changed in fewer words than those of the clause and the texts
/// of its parts; none: they do not.
pub(super) fn read_together(joints: &[Joint<'_>; 2], joint: Vec<Segment>, own: &[Segment]) -> Vec<Segment> {
    let parts: usize = joints.iter().map(|side| side.text.len() - side.own.len()).sum();
    if marked(&joint) * 4 < (marked(own) + parts) * 3 { joint } else { Vec::new() }
}

fn marked(segments: &[Segment]) -> usize {
    segments.iter().filter(|s| s.op != Op::Equal).map(|s| s.text.len()).sum()
}

/// Of the segments between the joint texts what stands in the own texts of the clause itself.
fn cut([old, new]: &[Joint<'_>; 2], words: &Words<'_>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let (mut o, mut n) = (0, 0);
    for Segment { op, text } in &words.segments {
        // cut where the own text of either side begins and ends
        let (on_old, on_new) = (*op != Op::Insert, *op != Op::Delete);
        let mut cuts = vec![0, text.len()];
        for (joint, at, on) in [(old, o, on_old), (new, n, on_new)] {
            let inside = |cut: usize| cut.checked_sub(at).filter(|cut| *cut < text.len());
            cuts.extend([joint.own.start, joint.own.end].into_iter().filter(|_| on).filter_map(inside));
        }
        cuts.sort_unstable();
        for cut in cuts.windows(2).filter(|cut| cut[0] < cut[1]) {
            let stays = [on_old && old.own.contains(&(o + cut[0])), on_new && new.own.contains(&(n + cut[0]))];
            let op = match stays {
                [true, true] => Op::Equal,
                [true, false] => Op::Delete,
                [false, true] => Op::Insert,
                [false, false] => continue,
            };
            add(&mut out, op, &text[cut[0]..cut[1]]);
        }
        o += if on_old { text.len() } else { 0 };
        n += if on_new { text.len() } else { 0 };
    }
    out
}

/// Adds to the segments, of each run of edits what was struck before what was inserted.
fn add(out: &mut Vec<Segment>, op: Op, text: &str) {
    let edits = out.iter().rev().take_while(|s| s.op != Op::Equal).count();
    let run = out.len() - edits;
    let same = if op == Op::Equal { out.len().checked_sub(1).filter(|_| edits == 0) } else { None };
    let same = same.or_else(|| (run..out.len()).find(|at| out[*at].op == op));
    match same {
        Some(at) => out[at].text.push_str(text),
        None if op == Op::Delete => out.insert(run, Segment { op, text: text.to_owned() }),
        None => out.push(Segment { op, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Item, Text};
    use crate::redline::{Kind, Nature, redline};

    /// A text of paragraphs and, by their numbers, clauses.
    fn text(items: &[(&str, &str)]) -> Text {
        let clause = |number: &str, own: &str| {
            Item::Clause(crate::model::text::Clause {
                number: Some(number.to_owned()),
                body: vec![Item::Paragraph(own.to_owned())],
                ..Default::default()
            })
        };
        let item = |(number, own): &(&str, &str)| match number.is_empty() {
            true => Item::Paragraph((*own).to_owned()),
            false => clause(number, own),
        };
        Text { body: items.iter().map(item).collect(), ..Default::default() }
    }

    #[test]
    fn inline_numbers_are_those_of_the_parts() {
        let goods = "Grain that is kept dry in the lower loft of the mill until the next market";
        let tools = "Sieves, scales and carts that the miller lends to whoever brings the grain";
        let old = format!("The miller answers for: A. {goods}; B. {tools}.");
        let first = format!("{goods};");
        let second = format!("{tools}.");
        let mut old = text(&[("1.", &old)]);
        old.language = "en".to_owned();
        let mut new = text(&[("1.", "The miller answers for:")]);
        let parts = text(&[("A.", &first), ("B.", &second)]);
        if let Some(Item::Clause(clause)) = new.body.first_mut() {
            clause.body.extend(parts.body);
        }
        let changes = redline(&old, &new).changes;
        let whole = changes.iter().find(|c| c.is(Kind::Split) && c.is(Kind::Amended));
        assert_eq!(whole.map(|c| (c.nature, c.facts.len(), c.with.len())), Some((Some(Nature::Typography), 0, 2)));
    }

    #[test]
    fn what_went_into_a_part_is_struck_whole() {
        let rest = "The miller grinds what the village brings, keeps a tenth of the flour for the work and stores the \
                    sacks under the roof of the mill until the carts have come and taken them to their owners.";
        let old =
            format!("The wheel turns from spring until winter, and whoever opens the sluice writes it down.\n{rest}");
        let old = text(&[("1.", &old), ("2.", "Nobody fishes in the pond behind the weir.")]);
        let new = [
            ("1.", "The wheel turns from spring until winter, and the village keeps the roof over it."),
            ("2.", rest),
            ("3.", "Nobody fishes in the pond behind the weir."),
        ];
        let changes = redline(&old, &text(&new)).changes;
        let whole = changes.iter().find(|c| c.is(Kind::Split) && c.is(Kind::Amended));
        let struck: Vec<&str> =
            whole.iter().flat_map(|c| &c.segments).filter(|s| s.op == Op::Delete).map(|s| s.text.trim()).collect();
        assert!(struck.contains(&rest), "{changes:?}");
    }
}
