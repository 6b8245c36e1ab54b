//! A clause keeps its id through edits, moves and renumbering; what is new gets an id that nobody had.

use std::collections::{BTreeMap, BTreeSet};

use engross::digest;
use engross::model::path::place;
use engross::model::text::{Clause, Item, Text, own_paragraphs};
use engross::redline::{Kind, carry_ids, redline};
use engross::source::{self, Hint};
use engross::structure;
use proptest::prelude::*;

use crate::shared;

/// A clause of the made-up agreement: who it is, and what it says now.
#[derive(Clone, Debug)]
struct Fate {
    name: usize,
    words: Vec<usize>,
    items: Vec<Fate>,
}

const WORDS: &[&str] = &[
    "payment",
    "notice",
    "service",
    "customer",
    "provider",
    "account",
    "invoice",
    "region",
    "backup",
    "storage",
    "delivery",
    "warranty",
    "liability",
    "damage",
    "interest",
    "period",
    "written",
    "consent",
    "transfer",
    "assign",
    "terminate",
    "suspend",
    "restore",
    "export",
    "support",
    "ticket",
    "response",
    "outage",
    "credit",
    "refund",
    "discount",
    "order",
    "confirm",
    "reject",
    "dispute",
    "court",
    "arbitration",
    "evidence",
    "record",
    "audit",
    "security",
    "password",
    "key",
    "encrypt",
    "network",
    "traffic",
    "limit",
    "quota",
    "license",
    "patent",
    "trademark",
    "confidential",
    "disclose",
    "employee",
    "affiliate",
    "subcontractor",
    "insurance",
    "tax",
    "currency",
    "holiday",
    "weekday",
    "deadline",
    "schedule",
    "annex",
    "definition",
    "language",
    "translation",
    "prevail",
];

/// The first words of a clause: another sentence for every clause, however far a failing case is shrunk.
fn sentence(name: usize, len: usize) -> Vec<usize> {
    let mut state = name as u64 + 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % WORDS.len()
    };
    (0..len).map(|_| word()).collect()
}

/// What an editor does to the agreement in one revision.
#[derive(Clone, Debug)]
enum Edit {
    Insert { at: usize, len: usize },
    Delete { at: usize },
    Move { from: usize, to: usize },
    Reword { at: usize, word: usize, with: usize },
    RewordItem { at: usize, item: usize, word: usize, with: usize },
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0usize..1000;
    prop_oneof![
        (at.clone(), 14usize..24).prop_map(|(at, len)| Edit::Insert { at, len }),
        at.clone().prop_map(|at| Edit::Delete { at }),
        (at.clone(), at.clone()).prop_map(|(from, to)| Edit::Move { from, to }),
        (at.clone(), at.clone(), 0..WORDS.len()).prop_map(|(at, word, with)| Edit::Reword { at, word, with }),
        (at.clone(), at.clone(), at, 0..WORDS.len()).prop_map(|(at, item, word, with)| Edit::RewordItem {
            at,
            item,
            word,
            with
        }),
    ]
}

fn revise(clauses: &mut Vec<Fate>, edits: &[Edit], next: &mut usize) {
    for edit in edits {
        let len = clauses.len();
        match edit {
            Edit::Insert { at, len: words } => {
                *next += 1;
                let words = sentence(*next, *words);
                clauses.insert(at % (len + 1), Fate { name: *next, words, items: Vec::new() });
            }
            Edit::Delete { at } if len > 6 => {
                clauses.remove(at % len);
            }
            Edit::Delete { .. } => {}
            Edit::Move { from, to } => {
                let moved = clauses.remove(from % len);
                clauses.insert(to % len, moved);
            }
            Edit::Reword { at, word, with } => {
                let words = &mut clauses[at % len].words;
                let word = word % words.len();
                words[word] = *with;
            }
            Edit::RewordItem { at, item, word, with } => {
                let items = &mut clauses[at % len].items;
                if !items.is_empty() {
                    let item = item % items.len();
                    let word = word % items[item].words.len();
                    items[item].words[word] = *with;
                }
            }
        }
    }
}

/// The agreement as it is printed: numbered anew each time, in one of two styles.
fn print(clauses: &[Fate], style: bool) -> Text {
    let item = |i: usize, f: &Fate| {
        let number = if style { format!("({})", i + 1) } else { format!("({})", (b'a' + i as u8) as char) };
        clause(number, &f.words, Vec::new())
    };
    let top = |i: usize, f: &Fate| {
        let items = f.items.iter().enumerate().map(|(i, f)| item(i, f)).collect();
        let number = if style { format!("{}.", i + 1) } else { format!("Article {}", i + 1) };
        clause(number, &f.words, items)
    };
    let body = clauses.iter().enumerate().map(|(i, f)| top(i, f)).collect();
    Text { title: "Terms".into(), language: "en".into(), body, ..Text::default() }
}

fn clause(number: String, words: &[usize], items: Vec<Item>) -> Item {
    let words: Vec<&str> = words.iter().map(|w| WORDS[*w]).collect();
    let body = std::iter::once(Item::Paragraph(words.join(" ") + ".")).chain(items).collect();
    Item::Clause(Clause { number: Some(number), body, ..Clause::default() })
}

fn names(clauses: &[Fate]) -> Vec<usize> {
    clauses.iter().flat_map(|f| std::iter::once(f.name).chain(f.items.iter().map(|i| i.name))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Ten revisions, each with some edits, all numbers set anew each time.
    #[test]
    fn every_surviving_clause_keeps_its_first_id(
        first in prop::collection::vec((14usize..24, prop::collection::vec(8usize..14, 0..4)), 8..20),
        rounds in prop::collection::vec((prop::collection::vec(edit(), 0..5), any::<bool>()), 10),
    ) {
        let mut next = 0;
        let mut fate = |len| {
            next += 1;
            Fate { name: next, words: sentence(next, len), items: Vec::new() }
        };
        let mut clauses = Vec::new();
        for (len, items) in first {
            let mut clause = fate(len);
            clause.items.extend(items.into_iter().map(&mut fate));
            clauses.push(clause);
        }
        let mut text = print(&clauses, true);
        let mut ids: BTreeMap<usize, String> = BTreeMap::new();
        let mut used = BTreeSet::new();
        let mut before = BTreeSet::new();
        for (round, (edits, style)) in std::iter::once((Vec::new(), true)).chain(rounds).enumerate() {
            if round > 0 {
                revise(&mut clauses, &edits, &mut next);
                let mut new = print(&clauses, style);
                carry_ids(&text, &used, &mut new);
                text = new;
            }
            let now: BTreeSet<usize> = names(&clauses).into_iter().collect();
            let mut here = BTreeSet::new();
            for (name, placed) in names(&clauses).into_iter().zip(place(&text)) {
                prop_assert!(here.insert(placed.id().to_owned()), "two clauses are `{}`", placed.id());
                match ids.get(&name) {
                    Some(id) => prop_assert_eq!(placed.id(), id, "round {}: {:?}", round, edits),
                    None => {
                        // a clause that takes the place of one deleted in the same revision may be read as its new
                        // wording; any other id is new
                        let id = placed.id().to_owned();
                        let owner = ids.iter().find(|(_, theirs)| **theirs == id).map(|(owner, _)| *owner);
                        let replaced = owner.is_some_and(|o| before.contains(&o) && !now.contains(&o));
                        prop_assert!(replaced || used.insert(id.clone()), "`{}` was used before", id);
                        if let Some(owner) = owner {
                            ids.remove(&owner);
                        }
                        ids.insert(name, id);
                    }
                }
            }
            before = now;
        }
    }
}

fn parse(path: &std::path::Path) -> Option<Text> {
    let bytes = std::fs::read(path).ok()?;
    let hint = Hint { name: path.to_str(), ..Hint::default() };
    let mut documents = structure::documents(source::read(&bytes, &hint).ok()?);
    (documents.len() == 1).then(|| documents.remove(0).text)
}

#[test]
fn real_revisions_keep_the_ids_of_what_stayed() {
    let Some(shared) = shared::folder("real_revisions_keep_the_ids_of_what_stayed") else { return };
    let (mut pairs, mut same, mut kept, mut torn) = (0, 0, 0, Vec::new());
    let mut folders: Vec<_> =
        std::fs::read_dir(shared.join("corpora/revisions")).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    for folder in folders {
        let (Some(old), Some(mut new)) = (parse(&folder.join("old.md")), parse(&folder.join("new.md"))) else {
            continue;
        };
        pairs += 1;
        carry_ids(&old, &BTreeSet::new(), &mut new);
        // clauses whose own words stand once in either text: nobody can be in doubt who they are
        let unique = |text: &Text| {
            let mut seen: BTreeMap<_, Option<String>> = BTreeMap::new();
            for p in place(text).iter().filter(|p| own_paragraphs(&p.clause.body).map(str::len).sum::<usize>() > 20) {
                let entry = seen.entry(digest::own(p.clause)).or_insert_with(|| Some(p.id().to_owned()));
                if entry.as_deref() != Some(p.id()) {
                    *entry = None;
                }
            }
            seen
        };
        let (before, after) = (unique(&old), unique(&new));
        for (own, id) in &before {
            let (Some(id), Some(Some(now))) = (id, after.get(own)) else { continue };
            same += 1;
            kept += usize::from(id == now);
        }
        let changes = redline(&old, &new).changes;
        let texts = |kind: Kind| -> BTreeSet<String> {
            let of = |c: &engross::redline::Change| c.segments.iter().map(|s| s.text.as_str()).collect::<String>();
            changes.iter().filter(|c| c.kinds.contains(&kind)).map(of).filter(|t| t.len() > 20).collect()
        };
        let both = texts(Kind::Deleted).intersection(&texts(Kind::Inserted)).count();
        if both > 0 {
            torn.push((folder, both));
        }
    }
    println!("{pairs} pairs: {kept} of {same} clauses with the same words kept their id");
    assert!(pairs >= 10 && kept * 100 >= same * 99, "{kept} of {same} in {pairs} pairs");
    assert!(torn.is_empty(), "deleted and inserted with the same words: {torn:?}");
}
