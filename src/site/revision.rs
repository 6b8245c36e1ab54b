//! A redline → what its page shows: the clauses in reading order, the changes by nature, the facts as a table.

use std::collections::HashMap;

use super::anchors::anchors;
use super::context::{ChangeLink, ChangeView, Count, FactRow, KindWord, NatureGroup};
use super::html::escape;
use super::ink::{self, View};
use super::route::encode;
use super::words::{Lexicon, fill};
use crate::marks;
use crate::model::path::place;
use crate::model::text::Text;
use crate::redline::{Change, Kind, Nature, Op, Redline, Side};

/// What a page shows of a redline.
pub(super) struct Revision {
    pub(super) counts: Vec<Count>,
    pub(super) natures: Vec<NatureGroup>,
    pub(super) facts: Vec<FactRow>,
    pub(super) changes: Vec<ChangeView>,
}

/// Kinds in the order of a report.
const KINDS: [(Kind, &str); 7] = [
    (Kind::Amended, "amended"),
    (Kind::Inserted, "inserted"),
    (Kind::Deleted, "deleted"),
    (Kind::Moved, "moved"),
    (Kind::Renumbered, "renumbered"),
    (Kind::Split, "split"),
    (Kind::Merged, "merged"),
];

/// Natures from the weightiest; what only changed its place or number comes behind the words that changed.
const NATURES: [&str; 5] = ["substance", "structure", "reference", "typography", "markup"];

/// A text that a redline compares: the link to its page, and the anchor there of every clause, by path.
pub(super) struct Shown {
    page: String,
    anchors: HashMap<String, String>,
}

impl Shown {
    pub(super) fn new(page: &str, text: &Text) -> Shown {
        let placed = place(text);
        let own = anchors(&placed, &[]).own;
        Shown { page: page.to_owned(), anchors: placed.into_iter().map(|p| p.path).zip(own).collect() }
    }

    fn anchor(&self, side: &Side) -> Option<String> {
        self.anchors.get(&side.path).cloned()
    }
}

/// Prepares a redline of two texts. A clause has the anchor that it has on the page of the newer text (of the older
/// one, where it was deleted).
pub(super) fn revision(redline: &Redline, w: &Lexicon, old: &Shown, new: &Shown) -> Revision {
    let mut taken = std::collections::HashSet::new();
    let mut changes = Vec::new();
    let mut facts = Vec::new();
    let mut groups: Vec<(&str, Vec<ChangeLink>)> = NATURES.iter().map(|n| (*n, Vec::new())).collect();
    for change in &redline.changes {
        let Some(side) = change.new.as_ref().or(change.old.as_ref()) else { continue };
        let text = if change.new.is_some() { new } else { old };
        let there = text.anchor(side);
        let mut anchor = there.clone().unwrap_or_else(|| "title".to_owned());
        while !taken.insert(anchor.clone()) {
            anchor.push('~');
        }
        let fragment = encode(&anchor);
        let kinds = kinds(change, w);
        for fact in &change.facts {
            facts.push(FactRow {
                fragment: fragment.clone(),
                place: Some(spot(side, w)).filter(|s| !s.is_empty()).unwrap_or_else(|| words(change, side)),
                kind: word(w, &format!("fact_{}", fact.kind)).to_owned(),
                old: fact.old.clone(),
                new: fact.new.clone(),
            });
        }
        if let Some(nature) = nature(change) {
            let link = ChangeLink { fragment, place: spot(side, w), words: words(change, side), kinds: kinds.clone() };
            groups.iter_mut().filter(|(n, _)| *n == nature).for_each(|(_, links)| links.push(link.clone()));
        }
        let href = there.map_or_else(|| text.page.clone(), |a| format!("{}#{}", text.page, encode(&a)));
        changes.push(view(change, anchor, kinds, w, href));
    }
    let natures = groups.into_iter().filter(|(_, changes)| !changes.is_empty()).map(|(nature, changes)| NatureGroup {
        nature,
        title: word(w, &format!("nature_{nature}")).to_owned(),
        help: word(w, &format!("nature_{nature}_help")).to_owned(),
        changes,
    });
    Revision { counts: counts(redline, w), natures: natures.collect(), facts, changes }
}

/// How many clauses met with each kind of change.
pub(super) fn counts(redline: &Redline, w: &Lexicon) -> Vec<Count> {
    let count = |kind: Kind| redline.changes.iter().filter(|c| c.kinds.contains(&kind)).count();
    let all = KINDS.iter().map(|(kind, name)| (*name, count(*kind)));
    let unchanged = redline.changes.iter().filter(|c| c.kinds.is_empty()).count();
    all.chain([("unchanged", unchanged)])
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| Count { kind, text: fill(word(w, &format!("count_{kind}")), &[("n", &n.to_string())]) })
        .collect()
}

fn kinds(change: &Change, w: &Lexicon) -> Vec<KindWord> {
    let shown = KINDS.iter().filter(|(kind, _)| change.kinds.contains(kind));
    let from = change.old.as_ref().map(|side| spot(side, w)).unwrap_or_default();
    let kind_word = |(kind, name): &(Kind, &'static str)| {
        let moved = *kind == Kind::Moved && !from.is_empty();
        let key = if moved { "kind_moved_from".to_owned() } else { format!("kind_{name}") };
        KindWord { kind: name, word: fill(word(w, &key), &[("place", &from)]) }
    };
    shown.map(kind_word).collect()
}

/// The group of a change; none for an unchanged clause.
fn nature(change: &Change) -> Option<&'static str> {
    if change.kinds.is_empty() {
        return None;
    }
    let words = change.kinds.iter().any(|k| !matches!(k, Kind::Moved | Kind::Renumbered));
    Some(match change.nature {
        _ if !words => "structure",
        Some(Nature::Reference) => "reference",
        Some(Nature::Typography) => "typography",
        Some(Nature::Markup) => "markup",
        Some(Nature::Substance) | None => "substance",
    })
}

/// Which clause: its number, with the path above it where the number alone does not say.
fn spot(side: &Side, w: &Lexicon) -> String {
    if side.path.is_empty() {
        return word(w, "title_and_preamble").to_owned();
    }
    let above = side.path.rsplit_once('/').map(|(above, _)| above).filter(|_| side.heading.is_none());
    match (&side.number, above) {
        (Some(number), Some(above)) => format!("{above} {number}"),
        (Some(number), None) => number.clone(),
        (None, Some(above)) => format!("{above} •"),
        (None, None) => String::new(),
    }
}

/// The heading of a clause, or how its words begin.
fn words(change: &Change, side: &Side) -> String {
    if let Some(heading) = &side.heading {
        return marks::plain(heading);
    }
    let skip = if change.new.is_some() { Op::Delete } else { Op::Insert };
    let own: String = change.segments.iter().filter(|s| s.op != skip).map(|s| s.text.as_str()).collect();
    let own = marks::plain(own.lines().next().unwrap_or_default());
    let wide = own.chars().filter(|c| marks::is_east_asian(*c)).count() * 2 > own.chars().count();
    let limit = if wide { 24 } else { 56 };
    match own.char_indices().nth(limit) {
        Some((end, _)) => {
            let cut = &own[..end];
            // not within a word, where words have blanks between them
            let cut = if wide { cut } else { cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole) };
            format!("{}…", cut.trim_end())
        }
        None => own,
    }
}

fn view(change: &Change, anchor: String, kinds: Vec<KindWord>, w: &Lexicon, href: String) -> ChangeView {
    let [old_number, new_number] = [&change.old, &change.new].map(|s| s.as_ref().and_then(|s| s.number.clone()));
    let titled = |side: &Option<Side>| side.as_ref().is_some_and(|s| s.heading.is_some() || s.path.is_empty());
    let depth = change.new.as_ref().or(change.old.as_ref()).map_or(0, |s| s.depth.min(5));
    let whole = change.new.as_ref().or(change.old.as_ref()).is_some_and(|s| s.path.is_empty());
    let level = if whole { 2 } else { (depth + 3).min(6) };
    let heading = |side: &Option<Side>| titled(side).then_some(level);
    let differs = change.segments.iter().any(|s| s.op != Op::Equal);
    let nature = match change.nature {
        Some(Nature::Reference) => Some("reference"),
        Some(Nature::Typography) => Some("typography"),
        Some(Nature::Markup) => Some("markup"),
        _ => None,
    };
    let shown = change.new.as_ref().map_or(&change.old, |_| &change.new);
    let one_side = |present: bool, view, side| {
        (present && !change.kinds.is_empty()).then(|| ink::render(&change.segments, view, heading(side)))
    };
    ChangeView {
        anchor,
        depth,
        nature: nature.map(|n| word(w, &format!("nature_{n}")).to_owned()),
        number_html: number(old_number.as_deref(), new_number.as_deref()),
        inline_html: ink::render(change.words(), View::Inline, heading(shown)),
        old_html: one_side(change.old.is_some(), View::Old, &change.old),
        new_html: one_side(change.new.is_some(), View::New, &change.new),
        old_number,
        new_number,
        kinds,
        differs,
        href,
    }
}

fn number(old: Option<&str>, new: Option<&str>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old == new => escape(new),
        (old, new) => {
            let gone = old.map(|n| format!("<del><span>{}</span></del>", escape(n)));
            let come = new.map(|n| format!("<ins>{}</ins>", escape(n)));
            [gone, come].into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    }
}

fn word<'w>(w: &'w Lexicon, key: &'w str) -> &'w str {
    w.get(key).map_or(key, String::as_str)
}
