//! A redline → a change list for a pull request, in GitHub's Markdown.

use super::Names;
use super::say::{Tongue, head, tail};
use super::summary::{sentence, summary};
use crate::marks;
use crate::redline::{Change, Kind, Op, Redline};

/// The change list: what is of substance clause by clause, the rest folded away.
pub fn markdown(redline: &Redline, names: &Names) -> String {
    let tongue = Tongue::of(&names.language);
    let mut out = format!("## {}\n\n", marks::escape(&marks::plain(&names.new.title)));
    out.push_str(&format!("`{}` → `{}`\n\n", names.old.address, names.new.address));
    let (loud, quiet): (Vec<&Change>, Vec<&Change>) =
        redline.changed().partition(|c| c.is_substance() || c.is(Kind::Moved));
    for change in loud {
        out.push_str(&entry(change, tongue));
    }
    if !quiet.is_empty() {
        let title = tongue.say("Renumbered, references, typography, markup", "改号、引用、排版与标记");
        out.push_str(&format!("\n<details><summary>{title} ({})</summary>\n\n", quiet.len()));
        for change in quiet {
            out.push_str(&entry(change, tongue));
        }
        out.push_str("\n</details>\n");
    }
    let table = summary(redline, names);
    let table = table.split_once('\n').map_or("", |(_, rest)| rest);
    format!("{out}\n{}\n{table}", sentence(redline, tongue))
}

fn entry(change: &Change, tongue: Tongue) -> String {
    let mut out = format!("- **{}** ({})", escape(&tongue.named(change)), tongue.happened(change));
    if !change.with.is_empty() {
        let paths: Vec<&str> = change.with.iter().map(|path| tongue.path(path)).collect();
        out.push_str(&format!(" [{}]", paths.join(", ")));
    }
    let shown = !(change.old.is_some() && change.new.is_some()) || change.is(Kind::Amended);
    let words = change.words();
    if shown && !words.is_empty() {
        out.push_str("\n  ");
        let last = words.len() - 1;
        for (i, s) in words.iter().enumerate() {
            match s.op {
                // of a part that is told with the whole, how it begins
                Op::Equal => out.push_str(&escape(&ends(&s.text, i > 0 || last == 0, i < last))),
                Op::Delete => out.push_str(&format!("<del>{}</del>", escape(&s.text))),
                Op::Insert => out.push_str(&format!("<ins>{}</ins>", escape(&s.text))),
            }
        }
    }
    out.push('\n');
    out
}

/// The parts of an equal run beside an edit.
fn ends(text: &str, behind: bool, before: bool) -> String {
    const AROUND: usize = 40;
    let most = AROUND * (usize::from(behind) + usize::from(before));
    if text.chars().count() <= most + 8 {
        return text.to_owned();
    }
    match (behind, before) {
        (true, true) => format!("{} … {}", head(text, AROUND), tail(text, AROUND)),
        (true, false) => format!("{} …", head(text, AROUND)),
        _ => format!("… {}", tail(text, AROUND)),
    }
}

/// Text as text, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '*' | '_' | '`' | '[' | ']' | '\\' | '~' | '|' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c if crate::redline::hidden(c) => out.push_str(&format!("⟨{}⟩", super::say::code_point(c))),
            c => out.push(c),
        }
    }
    out
}
