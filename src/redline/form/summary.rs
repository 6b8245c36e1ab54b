//! A redline → a paragraph and a table of facts.

use super::Names;
use super::say::Tongue;
use crate::redline::{Kind, Nature, Redline, Summary};

/// The summary, in Markdown that reads well as plain text.
pub fn summary(redline: &Redline, names: &Names) -> String {
    let tongue = Tongue::of(&names.language);
    let mut out = sentence(redline, tongue);
    out.push('\n');
    if let Some(coarse) = &redline.coarse {
        out.push_str(&format!("\n{}\n", coarse));
    }
    let rows: Vec<String> = redline
        .changes
        .iter()
        .flat_map(|c| {
            c.facts.iter().map(move |f| {
                let cell = |s: &Option<String>| s.as_deref().unwrap_or("—").replace('|', "\\|").replace('\n', " ");
                format!("| {} | {} | {} | {} |\n", tongue.named(c), tongue.fact(f.kind), cell(&f.old), cell(&f.new))
            })
        })
        .collect();
    if !rows.is_empty() {
        out.push_str(tongue.say("\n| Clause | Fact | Old | New |\n", "\n| 条款 | 事实 | 旧 | 新 |\n"));
        out.push_str("| --- | --- | --- | --- |\n");
        out.extend(rows);
    }
    out
}

/// What happened, in a sentence.
pub(super) fn sentence(redline: &Redline, tongue: Tongue) -> String {
    let Summary { unchanged, amended, inserted, deleted, moved, renumbered } = redline.summary();
    let noise = |nature| redline.changes.iter().filter(|c| c.nature == Some(nature)).count();
    let substance = redline.changes.iter().filter(|c| c.is(Kind::Amended) && c.is_substance()).count();
    let counted = [
        (inserted, tongue.say("inserted", "新增")),
        (deleted, tongue.say("deleted", "删除")),
        (substance, tongue.say("amended in substance", "实质修改")),
        (noise(Nature::Reference), tongue.say("with references that follow a renumbering", "仅随改号调整引用")),
        (noise(Nature::Typography), tongue.say("amended in typography only", "仅排版不同")),
        (noise(Nature::Markup), tongue.say("amended in markup only", "仅标记不同")),
        (moved, tongue.say("moved", "移动")),
        (renumbered, tongue.say("renumbered", "改号")),
        (redline.changes.iter().filter(|c| c.is(Kind::Split)).count(), tongue.say("in splits", "涉及拆分")),
        (redline.changes.iter().filter(|c| c.is(Kind::Merged)).count(), tongue.say("in mergers", "涉及合并")),
    ];
    let told: Vec<String> = counted
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| if tongue == Tongue::Chinese { format!("{what} {n} 条") } else { format!("{n} {what}") })
        .collect();
    let _ = amended;
    match (told.is_empty(), tongue) {
        (true, Tongue::English) => format!("No difference in {unchanged} clauses."),
        (true, Tongue::Chinese) => format!("{unchanged} 条均无差异。"),
        (false, Tongue::English) => format!("Clauses: {}; {unchanged} unchanged.", told.join(", ")),
        (false, Tongue::Chinese) => format!("{}；未变 {unchanged} 条。", told.join("，")),
    }
}
