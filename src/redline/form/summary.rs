//! A redline → a paragraph, the references that did not follow, and a table of facts.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::Names;
use super::say::{Tongue, sides};
use crate::redline::{Fact, Kind, Nature, Redline, Summary};

/// The summary, in Markdown that reads well as plain text.
pub fn summary(redline: &Redline, names: &Names) -> String {
    let tongue = Tongue::of(&names.language);
    let mut out = sentence(redline, tongue);
    out.push('\n');
    if let Some(coarse) = &redline.coarse {
        out.push_str(&format!("\n{}\n", coarse));
    }
    for (i, stale) in redline.stale.iter().enumerate() {
        let start = if i == 0 { "\n" } else { "" };
        out.push_str(&format!("{start}- {}\n", tongue.astray(stale).replace('\n', " ")));
    }
    let rows = rows(redline, tongue);
    if !rows.is_empty() {
        out.push_str(tongue.say("\n| Clause | Fact | Old | New |\n", "\n| 条款 | 事实 | 旧 | 新 |\n"));
        out.push_str("| --- | --- | --- | --- |\n");
    }
    for (fact, clauses) in rows {
        let cell = |s: &str| s.replace('|', "\\|").replace('\n', " ");
        let [old, new] = sides(fact, CELL, "—").map(|side| cell(&side));
        let mut named: Vec<String> = clauses.iter().take(NAMED).map(|c| cell(c)).collect();
        if clauses.len() > NAMED {
            named.push(format!("… ({})", clauses.len()));
        }
        let named = named.join(tongue.say(", ", "，"));
        let _ = writeln!(out, "| {named} | {} | {old} | {new} |", cell(&tongue.about(fact)));
    }
    out
}

/// So many characters of a fact are shown.
const CELL: usize = 80;
/// So many clauses with the same fact are named.
const NAMED: usize = 6;

/// Each fact with the clauses in which it stands: a party that was renamed everywhere is one row.
fn rows(redline: &Redline, tongue: Tongue) -> Vec<(&Fact, Vec<String>)> {
    let mut out: Vec<(&Fact, Vec<String>)> = Vec::new();
    let mut told: HashMap<(&str, Option<&str>, Option<&str>), usize> = HashMap::new();
    for change in &redline.changes {
        for fact in &change.facts {
            let key = (fact.kind, fact.old.as_deref(), fact.new.as_deref());
            let at = *told.entry(key).or_insert(out.len());
            if at == out.len() {
                out.push((fact, Vec::new()));
            }
            let name = tongue.named(change);
            if out[at].1.last() != Some(&name) {
                out[at].1.push(name);
            }
        }
    }
    out
}

/// What happened, in a sentence.
pub(super) fn sentence(redline: &Redline, tongue: Tongue) -> String {
    let Summary { unchanged, amended: _, inserted, deleted, moved, renumbered } = redline.summary();
    let noise = |nature| redline.changes.iter().filter(|c| c.is(Kind::Amended) && c.nature == Some(nature)).count();
    let substance = redline.changes.iter().filter(|c| c.is(Kind::Amended) && c.is_substance()).count();
    let dressed = redline.changes.iter().filter(|c| c.is(Kind::Renumbered) && c.same_number()).count();
    let counted = [
        (inserted, tongue.say("inserted", "新增")),
        (deleted, tongue.say("deleted", "删除")),
        (substance, tongue.say("amended in substance", "实质修改")),
        (noise(Nature::Reference), tongue.say("with references that follow a renumbering", "仅随改号调整引用")),
        (noise(Nature::Typography), tongue.say("amended in typography only", "仅排版不同")),
        (noise(Nature::Markup), tongue.say("amended in markup only", "仅标记不同")),
        (moved, tongue.say("moved", "移动")),
        (renumbered - dressed, tongue.say("renumbered", "改号")),
        (dressed, tongue.say("with the number in another form", "仅编号写法不同")),
        (redline.changes.iter().filter(|c| c.is(Kind::Split)).count(), tongue.say("in splits", "涉及拆分")),
        (redline.changes.iter().filter(|c| c.is(Kind::Merged)).count(), tongue.say("in mergers", "涉及合并")),
    ];
    let told: Vec<String> = counted
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| if tongue == Tongue::Chinese { format!("{what} {n} 条") } else { format!("{n} {what}") })
        .collect();
    match (told.is_empty(), tongue) {
        (true, Tongue::English) => format!("No difference in {unchanged} clauses."),
        (true, Tongue::Chinese) => format!("{unchanged} 条均无差异。"),
        (false, Tongue::English) => format!("Clauses: {}; {unchanged} unchanged.", told.join(", ")),
        (false, Tongue::Chinese) => format!("{}；未变 {unchanged} 条。", told.join("，")),
    }
}
