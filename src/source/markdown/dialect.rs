//! What dialects of Markdown write in lines of their own → the lines of plain Markdown.
//!
//! Boxes (`::: warning`, `!!! note "…"`), shortcodes of site builders (`{{% notice %}}`, `{% hint %}`), attributes
//! (`{: .wide}`), imports of components and the place of a table of contents are marks around a text, and are named;
//! a box's own title and its text stay. Numbers that a writer leaves to the program (`(@)`, `#.`) are counted.
//! Lines of fenced code are left as they are. Invariant: a line stays the line that it was.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::diagnostic::Diagnostic;
use crate::source::lines::lines;

/// How deep the text of a box is set in.
const INDENT: usize = 4;

/// The text from `from` on in plain Markdown, what stands before it as it is.
pub(super) fn plain<'t>(text: &'t str, from: usize, notes: &mut Vec<Diagnostic>) -> Cow<'t, str> {
    let body = &text[from..];
    if !lines(body).any(|line| may_be_mark(line.trim_start())) {
        return Cow::Borrowed(text);
    }
    let first = text[..from].matches('\n').count() as u32 + 1;
    let mut dialect = Dialect::default();
    dialect.look_ahead(body, first);
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..from]);
    let ends = memchr::memchr_iter(b'\n', body.as_bytes()).chain([body.len()]);
    let mut begin = 0;
    for (end, at) in ends.zip(first..) {
        let behind = body.get(end + 1..);
        dialect.line(&body[begin..end], at, behind.unwrap_or_default(), notes, &mut out);
        if behind.is_some() {
            out.push('\n');
        }
        begin = end + 1;
    }
    Cow::Owned(out)
}

fn may_be_mark(bare: &str) -> bool {
    let starts = [":", "!!! ", "???", "=== \"", "{{", "{%", "{:", "[TOC]", "[toc]", "[[", "import ", "(@", "#. "];
    matches!(bare.as_bytes().first(), Some(b':' | b'!' | b'?' | b'=' | b'{' | b'[' | b'i' | b'(' | b'#'))
        && starts.iter().any(|start| bare.starts_with(start))
}

#[derive(Default)]
struct Dialect<'t> {
    /// How deep the texts of the open boxes are set in.
    boxes: Vec<usize>,
    /// How many boxes are open that a line of colons closes, and the last such line.
    fenced_boxes: usize,
    last_closed: u32,
    /// The mark that ends the fenced code in which the walk is.
    code: Option<&'t str>,
    /// The numbers of named examples, and how many were printed.
    examples: HashMap<&'t str, usize>,
    printed: usize,
}

impl<'t> Dialect<'t> {
    /// Counts the examples that have names: they are spoken of before and behind their place. Finds the last line that
    /// can close a box.
    fn look_ahead(&mut self, text: &'t str, first: u32) {
        let mut count = 0;
        for (line, at) in lines(text).zip(first..) {
            let bare = line.trim();
            if let Some((name, _)) = example(bare) {
                count += 1;
                if !name.is_empty() {
                    self.examples.entry(name).or_insert(count);
                }
            } else if bare.starts_with(":::") && bare.bytes().all(|b| b == b':') {
                self.last_closed = at;
            }
        }
    }

    /// A line, its number, and the text behind it.
    fn line(&mut self, line: &'t str, at: u32, behind: &str, notes: &mut Vec<Diagnostic>, out: &mut String) {
        let bare = line.trim();
        let indent = indent_of(line);
        while !bare.is_empty() && self.boxes.pop_if(|depth| *depth > indent).is_some() {}
        let line = if bare.is_empty() { line } else { &line[INDENT * self.boxes.len()..] };
        if let Some(mark) = self.code {
            self.code = Some(mark).filter(|mark| !bare.starts_with(mark));
            return out.push_str(line);
        }
        self.code = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        let names_example = || !self.examples.is_empty() && bare.contains("(@");
        if self.code.is_some() || !may_be_mark(bare) && !names_example() {
            return out.push_str(line);
        }
        let left = &line[..line.len() - line.trim_start().len()];
        let mut note = |code, message| notes.push(Diagnostic::note(code, at, message));
        if let Some((kind, title)) = self.fenced_box(bare, at).or_else(|| self.indented_box(bare, indent, behind)) {
            if !kind.is_empty() {
                note(
                    "box-mark-dropped",
                    format!("`{kind}` sets a box around a text: the mark was left out, the text is read"),
                );
            }
            if !title.is_empty() {
                // the end of the line is one of the text
                out.extend([left, title, "  "]);
            }
        } else if is_contents(bare) {
            note("contents-dropped", format!("`{bare}`, where a site sets a table of contents, was left out"));
        } else if is_shortcode(bare) || is_import(bare) {
            note("code-dropped", format!("`{bare}` is for the program that builds the site; it was left out"));
        } else if let Some(rest) = bare.strip_prefix("#. ") {
            out.extend([left, "1. ", rest]);
        } else if bare.starts_with(':') && !bare[1..].starts_with([' ', '\t']) {
            // to the parser this would say what a term means
            out.extend([left, "\\", bare]);
        } else {
            self.counted(line, out);
        }
    }

    /// `::: warning Title`, `:::note[Title]`, `::: {.notice}`, and the line of colons that closes it.
    fn fenced_box(&mut self, bare: &'t str, at: u32) -> Option<(&'t str, &'t str)> {
        let rest = bare.strip_prefix(":::")?.trim_matches(':').trim();
        if rest.is_empty() {
            self.fenced_boxes = self.fenced_boxes.checked_sub(1)?;
            return Some(("", ""));
        }
        if at >= self.last_closed {
            return None;
        }
        self.fenced_boxes += 1;
        let kind = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        let behind = rest[kind..].trim_start();
        let (attributes, title) = match behind.split_once('}').filter(|_| behind.starts_with('{')) {
            Some((attributes, title)) => (attributes.len() + 1, title),
            None => (0, behind.strip_prefix('[').map_or(behind, |t| t.strip_suffix(']').unwrap_or(t))),
        };
        let begin = bare.len() - bare.trim_start_matches(':').trim_start().len();
        let end = begin + rest.len() - behind.len() + attributes;
        Some((bare[..end].trim_end(), title.trim()))
    }

    /// `!!! note "Title"`, `??? note`, `=== "Tab"`, with a text below it that is set in.
    fn indented_box(&mut self, bare: &'t str, indent: usize, behind: &str) -> Option<(&'t str, &'t str)> {
        let rest = ["!!! ", "???+ ", "??? ", "=== "].iter().find_map(|mark| bare.strip_prefix(mark))?;
        let set_in = |line: &str| indent_of(line) >= indent + INDENT;
        if !lines(behind).find(|line| !line.trim().is_empty()).is_some_and(set_in) {
            return None;
        }
        let (kinds, title) = rest.split_once('"').map_or((rest, ""), |(k, t)| (k, t.trim_end_matches('"')));
        if !kinds.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
            return None;
        }
        self.boxes.push(indent + INDENT);
        Some((bare.split('"').next().unwrap_or(bare).trim_end(), title))
    }

    /// `(@) …` at the start of a line, and `(@name)` wherever an example has that name.
    fn counted(&mut self, line: &'t str, out: &mut String) {
        let mut rest = line;
        if let Some((_, behind)) = example(line.trim_start()) {
            self.printed += 1;
            out.push_str(&line[..line.len() - line.trim_start().len()]);
            out.push_str(&format!("({})", self.printed));
            rest = behind;
        }
        while let Some(at) = rest.find("(@") {
            let named =
                rest[at + 2..].split_once(')').and_then(|(name, behind)| Some((self.examples.get(name)?, behind)));
            let Some((number, behind)) = named else { break };
            out.push_str(&rest[..at]);
            out.push_str(&format!("({number})"));
            rest = behind;
        }
        out.push_str(rest);
    }
}

/// How many blanks stand before a line's text.
fn indent_of(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

/// `(@name) text` → the name, and what stands behind the bracket.
fn example(bare: &str) -> Option<(&str, &str)> {
    let (name, behind) = bare.strip_prefix("(@")?.split_once(')')?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (is_name && behind.starts_with([' ', '\t'])).then_some((name, behind))
}

fn is_contents(bare: &str) -> bool {
    ["[toc]", "[[toc]]", "[[_toc_]]", "{:toc}"].contains(&bare.to_ascii_lowercase().as_str())
}

/// One code of a site builder or several, and nothing else in the line.
fn is_shortcode(bare: &str) -> bool {
    let ends = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{:", "}")];
    let mut rest = bare;
    while !rest.is_empty() {
        let closes = ends.iter().find(|(open, _)| rest.starts_with(open));
        let Some((_, behind)) = closes.and_then(|(_, close)| rest.split_once(close)) else { return false };
        rest = behind.trim_start();
    }
    true
}

/// `import Tabs from '@theme/Tabs';`
fn is_import(bare: &str) -> bool {
    let Some(rest) = bare.strip_prefix("import ") else { return false };
    let from = rest.rsplit_once(" from ").map_or(rest, |(_, from)| from).trim_end_matches(';').trim();
    from.len() > 2 && ['"', '\''].iter().any(|q| from.starts_with(*q) && from.ends_with(*q)) && !from.contains(' ')
}

#[cfg(test)]
mod tests {
    use crate::source::markdown::read;
    use crate::source::tests::rows;

    fn of(text: &str) -> Vec<String> {
        rows(&read(text).expect("it is read"))
    }

    #[test]
    fn boxes_are_marks_around_a_text() {
        let text = ":::caution\n\n2.1 No refunds.\n\n:::\n\n::: tip 提示\n押金可退。\n:::\n\n:::: {.notice #n}\n::: note[Berths]\nA berth.\n:::\n::::\n\n:::\n";
        let want = ["3 p 2.1 No refunds.", "7 p 提示", "8 p 押金可退。", "12 p Berths", "13 p A berth.", "17 p :::"];
        assert_eq!(of(text), want);
        let codes: Vec<_> = read(text).expect("it is read").diagnostics.iter().map(|d| (d.code, d.line)).collect();
        let notes = [1, 7, 11, 12].map(|line| ("box-mark-dropped", line));
        assert_eq!(codes, notes);
        assert_eq!(of("::: a ratio\n\nb"), ["1 p ::: a ratio", "3 p b"]);
        assert_eq!(of(":::note[泊位]\n乙\n:::\n"), ["1 p 泊位", "2 p 乙"]);
        assert_eq!(of("::: @泊位 x :::\n乙\n:::\n"), ["1 p @泊位 x", "2 p 乙"]);
    }

    #[test]
    fn boxes_whose_text_is_set_in() {
        let text = "!!! warning \"Fees\"\n    Fees are due.\n\n    - in spring\n\n    !!! note\n\n        No refunds.\n\nA berth.\n\n!!! Hurry\nnow\n";
        let want = [
            "1 p Fees",
            "2 p Fees are due.",
            "4 0[-] in spring",
            "8 p No refunds.",
            "10 p A berth.",
            "12 p !!! Hurry now",
        ];
        assert_eq!(of(text), want);
    }

    #[test]
    fn codes_of_site_builders_are_named() {
        let text = "import Tabs from '@theme/Tabs';\n\n[toc]\n\n{{% notice warning %}}\nA berth.\n{{% /notice %}}\n\n{% hint style=\"info\" %} {% endhint %}\n\n```\n{{< x >}}\n```\n\n{{ name }} signs. import it from 'here'\n";
        assert_eq!(of(text), ["6 p A berth.", "12 p {{< x >}}", "15 p {{ name }} signs. import it from 'here'"]);
        assert_eq!(read(text).expect("it is read").diagnostics.len(), 6);
    }

    #[test]
    fn numbers_that_the_program_counts() {
        let text =
            "(@) Oil.\n\n(@wick) Wicks, as in (@lamp).\n\nSee (@wick) and (@x).\n\n(@lamp) Lamps.\n\n#. a\n#. b\n";
        let want = [
            "1 p (1) Oil.",
            "3 p (2) Wicks, as in (3).",
            "5 p See (2) and (@x).",
            "7 p (3) Lamps.",
            "9 0[1.] a",
            "10 0[2.] b",
        ];
        assert_eq!(of(text), want);
    }

    #[test]
    fn many_boxes_that_nothing_closes() {
        assert_eq!(of(&(":::\n".to_owned() + &":::x\n".repeat(50_000))).len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn a_line_stays_the_line_that_it_was(text in "(:::|:::a b|:::a\\[甲\\]|:::@甲|!!! a|=== \"甲\"| {1,4}|\u{3000}{1,3}|\t|(@)|(@a)|#\\. |甲 x|[{]% a %[}]|```|\n){0,40}") {
            let plain = super::plain(&text, 0, &mut Vec::new());
            proptest::prop_assert_eq!(plain.matches('\n').count(), text.matches('\n').count());
            let _ = read(&text);
        }
    }
}
