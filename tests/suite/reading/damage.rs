//! A printer that does what extraction from PDF does: wraps, blank lines, page breaks, captions moved to the end of
//! their page, page numbers; and the promise that reading undoes it and loses nothing.

use engross::model::text::{Item, Text};

use super::invented::{self, Dice, KINDS, Kind};
use super::{read, right, rows};

/// How many texts of each kind are tried.
const SEEDS: u64 = 24;

/// How a text is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    /// The measure in half em.
    measure: usize,
    /// Lines on a page.
    page: usize,
    /// Captions in larger type go to the end of their page.
    moves: bool,
    /// The foot of the page has its number.
    numbers: bool,
    /// A blank line behind every line.
    blanks: bool,
}

impl Press {
    fn of(seed: u64) -> Press {
        let mut dice = Dice::new(seed ^ 0xabc);
        Press {
            measure: [100, 102, 92, 80][dice.below(4)],
            page: 18 + dice.below(30),
            moves: dice.below(4) > 0,
            numbers: dice.below(3) == 0,
            blanks: dice.below(4) > 0,
        }
    }
}

struct Printer {
    press: Press,
    chinese: bool,
    pages: Vec<(Vec<String>, Vec<String>)>,
}

/// Prints a text.
pub(super) fn print(text: &Text, chinese: bool, press: Press) -> String {
    let mut printer = Printer { press, chinese, pages: vec![Default::default()] };
    let (category, updated) = if chinese {
        ("仓储协议", "最近更新时间：2022-03-04 05:06:07")
    } else {
        ("Storage", "Last updated: 2022-03-04 05:06:07")
    };
    for line in [category, &text.title, updated] {
        printer.line(line.to_owned());
    }
    printer.body(&text.body);
    let mut out = String::new();
    for (n, (body, tail)) in printer.pages.into_iter().enumerate() {
        let foot = press.numbers.then(|| if chinese { format!("第 {} 页", n + 1) } else { format!("Page {}", n + 1) });
        for (i, line) in body.into_iter().chain(tail).chain(foot).enumerate() {
            out.push_str(if i == 0 { " " } else { "" });
            out.push_str(&line);
            out.push_str(if press.blanks { "\n\n" } else { "\n" });
        }
        if press.blanks {
            out.pop();
        }
    }
    out
}

impl Printer {
    fn line(&mut self, line: String) {
        let (body, tail) = self.pages.last().unwrap();
        if body.len() + tail.len() >= self.press.page {
            self.pages.push(Default::default());
        }
        self.pages.last_mut().unwrap().0.push(line);
    }

    fn caption(&mut self, line: String) {
        if !self.press.moves {
            return self.line(line);
        }
        let (body, tail) = self.pages.last().unwrap();
        if body.len() + tail.len() >= self.press.page {
            self.pages.push(Default::default());
        }
        self.pages.last_mut().unwrap().1.push(line);
    }

    fn body(&mut self, body: &[Item]) {
        for item in body {
            match item {
                Item::Paragraph(p) => self.paragraph(p),
                Item::Clause(c) => {
                    let number = c.number.clone().unwrap();
                    match (&c.heading, c.body.split_first()) {
                        (Some(heading), _) => {
                            self.caption(format!("{number} {heading}"));
                            self.body(&c.body);
                        }
                        (None, Some((Item::Paragraph(first), rest))) => {
                            let blank = if number.starts_with('（') { "" } else { " " };
                            self.paragraph(&format!("{number}{blank}{first}"));
                            self.body(rest);
                        }
                        _ => unreachable!("a leaf begins with a paragraph"),
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, text: &str) {
        let lines = if self.chinese { wrap(text, self.press.measure) } else { wrap_words(text, self.press.measure) };
        lines.into_iter().for_each(|line| self.line(line));
    }
}

fn half(c: char) -> usize {
    if c as u32 > 0x2000 { 2 } else { 1 }
}

/// Breaks anywhere, but lets closing punctuation hang.
fn wrap(text: &str, measure: usize) -> Vec<String> {
    let (mut lines, mut line, mut width) = (Vec::new(), String::new(), 0);
    for c in text.chars() {
        let hangs = "，。；：、）》”".contains(c);
        if width + half(c) > measure && !(hangs && width + half(c) <= measure + 2) {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        line.push(c);
        width += half(c);
    }
    lines.push(line);
    lines
}

fn wrap_words(text: &str, measure: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > measure {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// The characters of a source and those of what was read, with what diagnostics quote as dropped.
#[track_caller]
pub(super) fn nothing_lost(source: &str) {
    let documents = read(source);
    let count = |s: &str, out: &mut std::collections::BTreeMap<char, i64>, by: i64| {
        s.chars().filter(|c| !c.is_whitespace()).for_each(|c| *out.entry(c).or_default() += by);
    };
    let mut left = std::collections::BTreeMap::new();
    count(source, &mut left, 1);
    for document in &documents {
        for diagnostic in &document.diagnostics {
            let dropped = ["furniture-dropped", "front-matter", "link-without-anchor"].contains(&diagnostic.code);
            if dropped {
                let from = diagnostic.message.find('`').unwrap() + 1;
                let to = diagnostic.message.rfind('`').unwrap();
                count(&diagnostic.message[from..to], &mut left, -1);
            }
        }
        let text = &document.text;
        let mut whole = vec![text.title.clone(), document.category.clone().unwrap_or_default()];
        collect(&text.body, &mut whole);
        whole.iter().for_each(|s| count(&engross::marks::plain(s), &mut left, -1));
        if text.updated.is_some() {
            // the line of the time, which the caller printed
            let line = source.lines().find(|l| l.contains("2022-03-04")).unwrap_or_default();
            count(line, &mut left, -1);
        }
    }
    left.retain(|_, n| *n != 0);
    assert!(left.is_empty(), "lost (+) or made up (-): {left:?}");
}

fn collect(body: &[Item], out: &mut Vec<String>) {
    for item in body {
        match item {
            Item::Paragraph(p) => out.push(p.clone()),
            Item::Clause(c) => {
                out.extend(c.number.clone());
                out.extend(c.heading.clone());
                collect(&c.body, out);
            }
        }
    }
}

fn check(kind: Kind, seed: u64) -> (usize, usize) {
    let text = invented::text(kind, seed);
    let press = Press::of(seed);
    let source = print(&text, kind.is_chinese(), press);
    let documents = read(&source);
    assert_eq!(documents.len(), 1, "{kind:?} {seed}");
    let (wanted, found) = (rows(&text), rows(&documents[0].text));
    assert_eq!(documents[0].text.updated, text.updated, "{kind:?} {seed}");
    let right = right(&wanted, &found);
    if std::env::var_os("ENGROSS_SHOW").is_some() && right < wanted.len() {
        eprintln!("{kind:?} {seed} {press:?}: {right}/{}", wanted.len());
        wanted.iter().filter(|w| !found.contains(w)).take(3).for_each(|w| eprintln!("  want {w:?}"));
        found.iter().filter(|f| !wanted.contains(f)).take(3).for_each(|f| eprintln!("  got  {f:?}"));
    }
    nothing_lost(&source);
    (right, wanted.len())
}

#[test]
fn damage_of_print_is_undone() {
    for kind in KINDS {
        let (mut right, mut all) = (0, 0);
        for seed in 0..SEEDS {
            let (r, n) = check(kind, seed);
            right += r;
            all += n;
        }
        assert!(right * 1000 >= all * 995, "{kind:?}: {right} of {all} clauses right");
    }
}
