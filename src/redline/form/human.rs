//! A redline → a terminal: only what changed, with a little of what stands around it.
//!
//! `[-struck-]{+inserted+}` say without colours what colours say too. Characters that are not seen are shown by
//! their code points. Clauses that were only renumbered, or differ only in typography, are told in lines at the end.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};

use super::Names;
use super::say::{Tongue, code_point, head, sides, tail};
use super::summary::sentence;
use crate::redline::{Change, Fact, Kind, Nature, Op, Redline, Segment, hidden};

const DELETED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red))).strikethrough();
const INSERTED: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green))).underline();
const NAME: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// So many characters around an edit are shown.
const AROUND: usize = 36;
/// So many characters of a side of a fact are shown.
const FACT: usize = 60;
/// So many edits of a change that is noise are shown.
const BRIEF: usize = 3;
/// So many clauses that were only renumbered are listed.
const LISTED: usize = 12;

/// The redline for a terminal, with ANSI styles (the stream strips them where they are not wanted).
pub fn human<'r>(redline: &'r Redline, names: &'r Names, all: bool) -> impl Display + use<'r> {
    Human { redline, names, all }
}

struct Human<'r> {
    redline: &'r Redline,
    names: &'r Names,
    all: bool,
}

impl Display for Human<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tongue = Tongue::of(&self.names.language);
        writeln!(f, "{DIM}--- {}{DIM:#}", self.names.old.address)?;
        writeln!(f, "{DIM}+++ {}{DIM:#}", self.names.new.address)?;
        if let Some(coarse) = &self.redline.coarse {
            writeln!(f, "! {coarse}")?;
        }
        let (mut quiet, mut renumbered) = (Vec::new(), Vec::new());
        for change in &self.redline.changes {
            let noise = matches!(change.nature, Some(Nature::Typography | Nature::Markup | Nature::Reference));
            if change.kinds.is_empty() {
                if self.all {
                    writeln!(f, "\n{DIM}  {}{DIM:#}", tongue.named(change))?;
                }
            } else if change.kinds == [Kind::Renumbered] {
                renumbered.push(change);
            } else if noise && !self.all && !change.is(Kind::Moved) {
                // what was divided is told once, with its parts
                quiet.extend(change.is(Kind::Amended).then_some(change));
            } else {
                clause(f, change, tongue)?;
            }
        }
        if !quiet.is_empty() {
            writeln!(f)?;
        }
        for change in quiet {
            let what = tongue.happened(change);
            let words = match change.with.as_slice() {
                [] => brief(&change.segments),
                parts => with(parts, tongue),
            };
            writeln!(f, "{DIM}~ {what}: {}  {words}{DIM:#}", tongue.named(change))?;
        }
        let (dressed, renumbered): (Vec<&Change>, _) = renumbered.into_iter().partition(|c| c.same_number());
        let other = tongue.say("numbers printed in another form", "编号写法不同");
        for (what, list) in [(tongue.kind(Kind::Renumbered), renumbered), (other, dressed)] {
            let most = if self.all { list.len() } else { LISTED };
            let mut told: Vec<String> = list.iter().take(most).map(|c| numbers(c, tongue)).collect();
            if list.len() > most {
                told.push(format!("… {}", list.len()));
            }
            if !list.is_empty() {
                writeln!(f, "\n{DIM}# {what}: {}{DIM:#}", told.join(tongue.say(", ", "，")))?;
            }
        }
        if !self.redline.stale.is_empty() {
            writeln!(f)?;
        }
        for stale in &self.redline.stale {
            writeln!(f, "! {}", seen(&tongue.astray(stale)))?;
        }
        writeln!(f, "\n{}", sentence(self.redline, tongue))
    }
}

fn with(paths: &[String], tongue: Tongue) -> String {
    let named: Vec<&str> = paths.iter().map(|path| tongue.path(path)).collect();
    format!("{} {}", tongue.say("with", "另见"), named.join(", "))
}

fn numbers(change: &Change, tongue: Tongue) -> String {
    let short = |s: &Option<crate::redline::Side>| s.as_ref().map(|s| tongue.short(s)).unwrap_or_default();
    format!("{} → {}", short(&change.old), short(&change.new))
}

fn clause(f: &mut fmt::Formatter<'_>, change: &Change, tongue: Tongue) -> fmt::Result {
    let sign = match (&change.old, &change.new) {
        (None, _) => '+',
        (_, None) => '-',
        _ if change.is(Kind::Amended) => '~',
        _ => '>',
    };
    writeln!(f, "\n{NAME}{sign} {}{NAME:#}  {DIM}{}{DIM:#}", tongue.named(change), tongue.happened(change))?;
    if let (true, Some(old), Some(new)) = (change.is(Kind::Moved), &change.old, &change.new) {
        writeln!(f, "    {DIM}{} → {}{DIM:#}", old.path, new.path)?;
    }
    if !change.with.is_empty() {
        writeln!(f, "    {DIM}{}{DIM:#}", with(&change.with, tongue))?;
    }
    if change.old.is_some() && change.new.is_some() && !change.is(Kind::Amended) {
        return Ok(());
    }
    let mut text = String::new();
    let words = change.words();
    for (i, s) in words.iter().enumerate() {
        match s.op {
            // of a part that is told with the whole, how it begins
            Op::Equal if words.len() == 1 => text.push_str(&context(&s.text, true, false)),
            Op::Equal => text.push_str(&context(&s.text, i > 0, i + 1 < words.len())),
            op => styled(&mut text, op, &s.text),
        }
    }
    for line in text.split('\n') {
        writeln!(f, "    {line}")?;
    }
    for (fact, times) in counted(&change.facts) {
        let (about, [old, new]) = (tongue.about(fact), sides(fact, FACT, "∅").map(|side| seen(&side)));
        let often = if times > 1 { format!(" ×{times}") } else { String::new() };
        writeln!(f, "    {DIM}· {about}: {old} → {new}{often}{DIM:#}")?;
    }
    Ok(())
}

/// The same fact told once, with how often it stands there.
fn counted(facts: &[Fact]) -> Vec<(&Fact, usize)> {
    let mut out: Vec<(&Fact, usize)> = Vec::new();
    for fact in facts {
        match out.iter_mut().find(|(told, _)| *told == fact) {
            Some((_, times)) => *times += 1,
            None => out.push((fact, 1)),
        }
    }
    out
}

/// The ends of an equal run that stand beside an edit, within their lines; what lies between is left out.
fn context(text: &str, behind_edit: bool, before_edit: bool) -> String {
    let visible = seen(text);
    let most = AROUND * (usize::from(behind_edit) + usize::from(before_edit));
    if visible.chars().count() <= most + 8 && !visible.contains('\n') {
        return visible;
    }
    let first = visible.split('\n').next().unwrap_or_default();
    let last = visible.rsplit('\n').next().unwrap_or_default();
    let (lines, short) = (visible.contains('\n'), |line: &str| line.chars().count() <= AROUND + 8);
    let mut out = String::new();
    if behind_edit {
        out.push_str(if short(first) { first } else { head(first, AROUND) });
        out.push_str(if short(first) && lines { "" } else { " …" });
    }
    if before_edit {
        out.push_str(match (behind_edit, lines, short(last)) {
            (true, true, _) => "\n",
            (false, _, _) | (_, _, true) => "",
            _ => " ",
        });
        out.push_str(if !short(last) && (lines || !behind_edit) { "… " } else { "" });
        out.push_str(if short(last) { last } else { tail(last, AROUND) });
    }
    out
}

/// A struck or inserted run, line by line, so that no style crosses a line break.
fn styled(out: &mut String, op: Op, text: &str) {
    let (style, open, close) = if op == Op::Delete { (DELETED, "[-", "-]") } else { (INSERTED, "{+", "+}") };
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let shown = if line.is_empty() && text != "\n" { continue } else { seen(line) };
        let shown = if line.is_empty() && i == 0 { "¶".to_owned() } else { shown };
        if !shown.is_empty() {
            out.push_str(&format!("{style}{open}{shown}{close}{style:#}"));
        }
    }
}

/// What is not seen, or would steer the terminal, by its code point.
fn seen(text: &str) -> String {
    let unseen =
        |c: char| hidden(c) || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{a0}' | '\u{202f}');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && (unseen(c) || c.is_control()) {
            out.push_str(&format!("<{}>", code_point(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// The edits of a change that is noise, in a few words.
fn brief(segments: &[Segment]) -> String {
    let mut out = String::new();
    let mut edits = segments.split(|s| s.op == Op::Equal).filter(|run| !run.is_empty());
    for run in edits.by_ref().take(BRIEF) {
        let alike = match run {
            [old, new] => old.text.chars().zip(new.text.chars()).take_while(|(a, b)| a == b).count(),
            _ => 0,
        };
        for s in run {
            let (open, close) = if s.op == Op::Delete { ("[-", "-]") } else { ("{+", "+} ") };
            out.push_str(&format!("{open}{}{close}", seen(&telling(&s.text, alike))));
        }
    }
    if edits.next().is_some() {
        out.push('…');
    }
    out.trim_end().to_owned()
}

/// A little of a text, so that what stands behind the first `alike` characters is seen, on one line.
fn telling(text: &str, alike: usize) -> String {
    const MOST: usize = 40;
    let all = text.chars().count();
    let skip = if all > MOST { alike.saturating_sub(MOST / 2) } else { 0 };
    let mut out = if skip > 0 { "…".to_owned() } else { String::new() };
    out.extend(text.chars().skip(skip).take(MOST).map(|c| if c == '\n' { '¶' } else { c }));
    out.push_str(if all > skip + MOST { "…" } else { "" });
    out
}
