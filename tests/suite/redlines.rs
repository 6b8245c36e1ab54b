//! Redlines held against files that a person wrote: `tests/redlines/*.txt`, each two texts and what became of one in
//! the other. `ENGROSS_BLESS=1 cargo test redlines` writes the third part anew; read the difference before you keep it.
//!
//! A line of the third part is a change: kinds, nature, old path → new path; below it the words, as
//! `[-struck-]{+inserted+}`, and the facts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use engross::model::path::place;
use engross::model::text::{Clause, Item, Text};
use engross::redline::{Change, Kind, Nature, Op, Redline, Segment, carry_ids, check, redline};
use engross::yaml;

#[test]
fn golden() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/redlines");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    assert!(files.len() >= 12, "expected a dozen pairs, found {}", files.len());
    let bless = std::env::var_os("ENGROSS_BLESS").is_some();
    let mut wrong = Vec::new();
    for file in files {
        let content = std::fs::read_to_string(&file).unwrap();
        let (about, rest) = content.split_once("--- old\n").unwrap();
        let (old, rest) = rest.split_once("--- new\n").unwrap();
        let (new, expected) = rest.split_once("--- redline\n").unwrap();
        let read = |body: &str| {
            let language = about.split_once("language: ").map_or("en", |(_, language)| language.trim());
            let source = format!("format: engross/1\ntitle: T\nlanguage: {language}\nbody:\n{body}");
            yaml::read_text(&source).unwrap_or_else(|e| panic!("{}: {}:{}: {e}", file.display(), e.line, e.column))
        };
        let found = told(&compared(&read(old), &read(new)));
        if found != expected && bless {
            let written = format!("{about}--- old\n{old}--- new\n{new}--- redline\n{found}");
            std::fs::write(&file, written).unwrap();
        } else if found != expected {
            wrong.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The redline, after its self-check.
pub(crate) fn compared(old: &Text, new: &Text) -> Redline {
    let redline = redline(old, new);
    check(&redline, old, new).unwrap();
    redline
}

/// The changes as the golden files tell them.
fn told(redline: &Redline) -> String {
    let mut out = String::new();
    for c in redline.changed() {
        let kinds: Vec<String> = c.kinds.iter().map(|k| format!("{k:?}").to_lowercase()).collect();
        let side =
            |s: &Option<engross::redline::Side>| s.as_ref().map_or("∅".to_owned(), |s| format!("`{}`", s.path));
        let _ = write!(out, "{}", kinds.join(" "));
        if let Some(nature) = c.nature.filter(|n| *n != Nature::Substance) {
            let _ = write!(out, " ({})", format!("{nature:?}").to_lowercase());
        }
        let _ = write!(out, ": {} → {}", side(&c.old), side(&c.new));
        if !c.with.is_empty() {
            let _ = write!(out, " with {}", c.with.join(", "));
        }
        out.push('\n');
        if c.is(Kind::Amended) {
            let _ = writeln!(out, "  {}", words(&c.segments).replace('\n', "\n  "));
        }
        if c.is(Kind::Amended) && !c.joint.is_empty() {
            let _ = writeln!(out, "  together: {}", words(&c.joint).replace('\n', "\n  "));
        }
        for f in &c.facts {
            let side = |s: &Option<String>| s.clone().unwrap_or_else(|| "∅".to_owned());
            let _ = writeln!(out, "  * {}: {} → {}", f.kind, side(&f.old), side(&f.new));
        }
    }
    for s in &redline.stale {
        let path =
            |s: &Option<engross::redline::Side>| s.as_ref().map_or("∅".to_owned(), |s| format!("`{}`", s.path));
        let (now, names) = (path(&s.now), path(&s.names));
        let _ = writeln!(out, "! `{}` “{}”: `{}` → {now}, names {names}", s.at.path, s.text, s.named.path);
    }
    out
}

fn words(segments: &[Segment]) -> String {
    let mut out = String::new();
    for s in segments {
        let _ = match s.op {
            Op::Equal => write!(out, "{}", s.text),
            Op::Delete => write!(out, "[-{}-]", s.text),
            Op::Insert => write!(out, "{{+{}+}}", s.text),
        };
    }
    out
}

/// Sentences that are all different, in Chinese or English.
fn sentence(i: usize, chinese: bool) -> String {
    const WHO: [&str; 5] = ["甲方", "乙方", "平台", "用户", "代理人"];
    const WHAT: [&str; 7] =
        ["提交登记材料", "保存往来记录", "更换联络人", "支付保证金", "配合现场检查", "归还设备", "说明停机原因"];
    const WHEN: [&str; 6] = ["每季度首周", "收到书面通知后", "合同终止时", "变更生效前", "每次交付后", "发现异常时"];
    if chinese {
        return format!("{}{}应当{}，并就第{}号附录所列事项作出说明。", WHEN[i % 6], WHO[i % 5], WHAT[i % 7], i + 11);
    }
    let who = ["the supplier", "the customer", "each agent", "the operator", "any guarantor"][i % 5];
    let what = [
        "file the register",
        "keep the records",
        "name a contact",
        "pay the deposit",
        "return the devices",
        "explain outages",
        "admit inspectors",
    ][i % 7];
    format!("Upon event number {} {who} shall {what} in the manner set out for case K{i}.", i * 7 + 3)
}

fn flat(numbers: impl Iterator<Item = (String, String)>) -> Text {
    let clause = |(number, p)| {
        Item::Clause(Clause { number: Some(number), body: vec![Item::Paragraph(p)], ..Clause::default() })
    };
    Text { title: "T".into(), language: "zh-CN".into(), body: numbers.map(clause).collect(), ..Text::default() }
}

fn han(n: usize) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (n / 10, n % 10) {
        (0, d) => digits[d].to_owned(),
        (1, d) => format!("十{}", digits[d]),
        (t, d) => format!("{}十{}", digits[t], digits[d]),
    }
}

#[test]
fn one_clause_inserted_in_twelve() {
    let body = |i: usize, shift: usize| match i {
        5 => format!("违反第{}条的，守约方可以解除合同。", han(8 + shift)),
        i => sentence(i, true),
    };
    let old = flat((1..=12).map(|i| (format!("第{}条", han(i)), body(i, 0))));
    let new = flat((1..=13).map(|i| {
        let text = match i {
            1 => body(1, 1),
            2 => "本合同所附技术规格与正文具有同等效力。".to_owned(),
            i => body(i - 1, 1),
        };
        (format!("第{}条", han(i)), text)
    }));
    let redline = compared(&old, &new);
    let s = redline.summary();
    assert_eq!((s.inserted, s.deleted, s.moved, s.renumbered, s.amended), (1, 0, 0, 11, 1));
    let amended: Vec<&Change> = redline.changes.iter().filter(|c| c.is(Kind::Amended)).collect();
    assert_eq!(amended[0].nature, Some(Nature::Reference));
    assert_eq!(words(&amended[0].segments), "违反[-第八条-]{+第九条+}的，守约方可以解除合同。");
    // the clause that came has an id of its own: 2 is the one that was there
    let ids: Vec<&str> = redline.changes.iter().filter_map(|c| c.new.as_ref()).map(|s| s.id.as_str()).collect();
    assert_eq!(ids[..4], ["", "1", "2~2", "2"]);
}

#[test]
fn references_follow_in_lists_and_ranges() {
    for (number, reference) in [
        ("{}.", "Sections {1} through {3} survive."),
        ("{}.", "Subject to Sections {1}, {2} & {3}, the fee is due."),
        ("{}.", "Nach Ziff. {1} und Punkt {2} wird abgerechnet."),
        ("§ {}", "Die §§ {1} bis {3} gelten entsprechend."),
        ("Article {}", "Les articles {1} à {3} et l’article {2} s’appliquent."),
        ("Artículo {}", "Se aplican los artículos {1} a {3}."),
        ("Articolo {}", "Si applicano gli articoli {1} e {3}."),
        ("Cláusula {}", "Aplicam-se as cláusulas {1} e {2}."),
        ("Artikel {}", "De artikelen {1} en {3} gelden."),
        ("{}.", "Пункты {1} и {3} применяются, п. {2} также."),
        ("المادة {}", "تسري المواد {1} و {3} كذلك."),
        ("第{}条", "第{1}条から第{3}条までの規定を準用する。"),
        ("第{}条", "第{1}、{2}条和第{1}、{2}至{3}条同样适用。"),
        ("1.2.{}", "依照1.2.{1}和1.2.{3}办理。"),
        ("제{}조", "제{1}조 및 제{2}조를 준용한다."),
    ] {
        let text = |shift: usize| {
            let printed = |n: usize| number.replace("{}", &n.to_string());
            let refers =
                (1..=3).fold(reference.to_owned(), |r, i| r.replace(&format!("{{{i}}}"), &(i + 2 + shift).to_string()));
            let bodies = (0..7).map(|i| if i == 6 { refers.clone() } else { sentence(i, false) });
            let mut bodies: Vec<String> = bodies.collect();
            (0..shift).for_each(|_| bodies.insert(1, "The garden gate stays shut at night.".to_owned()));
            flat(bodies.into_iter().enumerate().map(|(i, body)| (printed(i + 1), body)))
        };
        let redline = compared(&text(0), &text(1));
        let natures: Vec<_> = redline.changes.iter().filter_map(|c| c.nature).collect();
        assert_eq!(natures, [Nature::Reference], "{reference}");
    }
}

#[test]
fn storms_swaps_and_styles() {
    for chinese in [true, false] {
        let old = flat((0..40).map(|i| (format!("2.{}", i + 1), sentence(i, chinese))));
        // every number in another style, nothing else
        let new = flat((0..40).map(|i| (format!("({})", i + 7), sentence(i, chinese))));
        let s = compared(&old, &new).summary();
        assert_eq!((s.renumbered, s.amended, s.moved, s.inserted, s.deleted), (40, 0, 0, 0, 0));
        // two clauses change places and keep the numbers of their places
        let swapped = |i: usize| match i {
            3 => 30,
            30 => 3,
            i => i,
        };
        let new = flat((0..40).map(|i| (format!("2.{}", i + 1), sentence(swapped(i), chinese))));
        let s = compared(&old, &new).summary();
        assert_eq!((s.renumbered, s.amended, s.moved, s.inserted, s.deleted), (2, 0, 2, 0, 0));
    }
}

#[test]
fn identical_siblings_are_paired_by_place() {
    let old = flat((1..=6).map(|i| (format!("{i}."), "保留。".to_owned())));
    let new = flat((1..=7).map(|i| (format!("{i}."), if i == 4 { sentence(1, true) } else { "保留。".to_owned() })));
    let redline = compared(&old, &new);
    let s = redline.summary();
    assert_eq!((s.inserted, s.deleted, s.moved, s.renumbered, s.amended), (1, 0, 0, 3, 0));
}

#[test]
fn ids_are_carried_for_ever() {
    let texts: Vec<Text> = [vec![1, 2, 3, 4], vec![1, 9, 2, 3, 4], vec![9, 2, 4, 3, 12], vec![8, 9, 4, 3, 12, 2]]
        .into_iter()
        .map(|order| {
            flat(order.into_iter().enumerate().map(|(at, i)| (format!("第{}条", han(at + 1)), sentence(i, true))))
        })
        .collect();
    let mut used = BTreeSet::new();
    let mut before = Text::default();
    let mut ids = Vec::new();
    for mut text in texts {
        carry_ids(&before, &used, &mut text);
        let here: Vec<String> = place(&text).iter().map(|p| p.id().to_owned()).collect();
        ids.push(here.join(" "));
        let again = text.clone();
        carry_ids(&before, &used, &mut text);
        assert_eq!(text, again);
        used.extend(here);
        before = text;
    }
    assert_eq!(ids, ["1 2 3 4", "1 2~2 2 3 4", "2~2 2 4 3 5", "1~2 2~2 4 3 5 2"]);
}

#[test]
fn an_editors_id_wins() {
    let old = flat((1..=3).map(|i| (format!("{i}."), sentence(i, true))));
    let mut new = flat([2, 1, 3].into_iter().enumerate().map(|(at, i)| (format!("{}.", at + 1), sentence(i, true))));
    // the editor says that what now stands last is the old clause 2, and the first is nobody's
    let ids = [Some("fresh"), None, Some("2")];
    for (item, id) in new.body.iter_mut().zip(ids) {
        let Item::Clause(c) = item else { continue };
        c.id = id.map(str::to_owned);
    }
    carry_ids(&old, &BTreeSet::new(), &mut new);
    let ids: Vec<String> = place(&new).iter().map(|p| p.id().to_owned()).collect();
    assert_eq!(ids, ["fresh", "1", "2"]);
}

/// A small generator of numbers: the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

/// Clauses that know what they are: the name is told by the order in which they were made.
fn renumbered(clauses: &[(usize, String)]) -> Text {
    flat(clauses.iter().enumerate().map(|(at, (_, text))| (format!("第{}条", han(at + 1)), text.clone())))
}

#[test]
fn ten_rounds_of_edits_keep_every_id() {
    for seed in 0..20 {
        let mut dice = Dice(seed * 7919 + 1);
        // ten more stay below 35, where the sentences would repeat but for their numbers
        let first_made = 24;
        let mut clauses: Vec<(usize, String)> =
            (0..first_made).map(|i| (i, sentence(i * 3 + 1, seed % 2 == 0))).collect();
        let mut first: std::collections::BTreeMap<usize, String> = std::collections::BTreeMap::new();
        let mut used = BTreeSet::new();
        let mut before = Text::default();
        for round in 0..10 {
            let mut text = renumbered(&clauses);
            carry_ids(&before, &used, &mut text);
            let ids: Vec<String> = place(&text).iter().map(|p| p.id().to_owned()).collect();
            for ((name, words), id) in clauses.iter().zip(&ids) {
                let known = first.entry(*name).or_insert_with(|| id.clone());
                assert_eq!(known, id, "seed {seed}: {words}");
            }
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "seed {seed}: an id stands twice");
            used.extend(ids);
            before = text;
            // one clause goes, one comes, one moves, two are edited
            clauses.remove(dice.below(clauses.len()));
            let at = dice.below(clauses.len());
            let made = first_made + round;
            clauses.insert(at, (made, sentence(made * 3 + 1, seed % 2 == 0)));
            let moved = clauses.remove(dice.below(clauses.len()));
            clauses.insert(dice.below(clauses.len()), moved);
            for _ in 0..2 {
                let at = dice.below(clauses.len());
                clauses[at].1 = clauses[at].1.replace("应当", "可以").replace("shall", "may");
            }
        }
    }
}

#[test]
fn each_form_says_what_it_must() {
    use engross::redline::form::{Name, Names, html, human, json, markdown, summary};
    let old = flat([("1.".to_owned(), "押金应在三十日内退还，<b>不计利息</b>。".to_owned())].into_iter());
    let new = flat([("1.".to_owned(), "押金应在十五日内退还，<b>不计利息</b>。".to_owned())].into_iter());
    let redline = compared(&old, &new);
    let name = |address: &str| Name { address: address.into(), title: "T & U".into(), digest: String::new() };
    let names = Names { old: name("a.yaml"), new: name("<b>.yaml"), language: "en".into() };
    let value: serde_json::Value = serde_json::from_str(&json::json(&redline, &names, false)).unwrap();
    assert_eq!(value["summary"]["amended"], 1);
    assert_eq!(value["changes"][0]["segments"][1], serde_json::json!({"op": "delete", "text": "三十日"}));
    assert_eq!(value["changes"][0]["facts"][0]["new_value"], serde_json::json!({"value": "15", "unit": "day"}));
    assert_eq!(value["changes"][0]["old"]["number"], "1.");
    let all: serde_json::Value = serde_json::from_str(&json::json(&redline, &names, true)).unwrap();
    assert_eq!(all["changes"].as_array().unwrap().len(), 2);
    let beside = html::page(&redline, &names, html::Layout::SideBySide, false);
    assert!(
        beside.contains("<p>押金应在<del>三十日</del>内退还") && beside.contains("<p>押金应在<ins>十五日</ins>内退还")
    );
    let page = html::page(&redline, &names, html::Layout::Inline, false);
    assert!(page.contains("<del>三十日</del><ins>十五日</ins>"), "{page}");
    assert!(
        page.contains("&lt;b&gt;不计利息") && page.contains("&lt;b&gt;.yaml") && page.contains("T &amp; U"),
        "{page}"
    );
    assert!(markdown::markdown(&redline, &names).contains("<del>三十日</del><ins>十五日</ins>"));
    assert!(summary::summary(&redline, &names).contains("| 1. | period | 三十日 | 十五日 |"));
    let shown = human::human(&redline, &names, false).to_string();
    assert!(shown.contains("[-三十日-]") && shown.contains("{+十五日+}"), "{shown}");
    assert!(compared(&old, &old).changed().next().is_none());
}

#[test]
fn what_is_left_out_of_a_form_is_no_part_of_the_difference() {
    use engross::redline::form::{Names, human, markdown};
    let long = "The lanterns along the quay are lit an hour before dusk and put out when the last of the boats";
    let text = |link: &str, verb: &str| {
        let kept = format!("{long} [as the chart shows](https://example.org/harbour/{link}).");
        let body = format!("{long} {verb} moored for the night and the keeper has signed the book of the harbour.");
        flat([("1.".to_owned(), kept), ("2.".to_owned(), body)].into_iter())
    };
    let redline = compared(&text("chart-of-2023", "is"), &text("chart-of-2024", "was"));
    let names = Names::default();
    // the parts of an address that differ are shown, not where both begin alike
    let shown = human::human(&redline, &names, false).to_string();
    assert!(shown.contains("2023)") && shown.contains("2024)"), "{shown}");
    // blanks beside an edit stay, and no word is cut
    let list = markdown::markdown(&redline, &names);
    assert!(list.contains(" of the boats <del>is</del><ins>was</ins> moored for the"), "{list}");
}
