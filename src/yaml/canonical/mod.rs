//! A text ⇄ its file in the shape in which files are written, line by line.
//!
//! Almost every file is as engross wrote it: keys in one order, a scalar a line. Such a file is read here, and written
//! here, at several times the speed of a YAML library.
//!
//! Invariant: what is read here is what the library reads, and what is written here is what it writes, byte for byte.
//! Where that is not plain to see (a comment, a folded line, a rare character), both say `None`, and the library is asked.

use super::FORMAT;
use crate::digest::{fold_paragraph, folded};
use crate::model::text::{Clause, Item, MAX_DEPTH, Text};

mod scalar;

/// Reads a text.
pub(super) fn read(source: &str) -> Option<Text> {
    let mut lines = Lines { rest: source, line: None };
    lines.next();
    lines.field(0, "format").filter(|format| format == FORMAT)?;
    let (title, language) = (lines.field(0, "title")?, lines.field(0, "language")?);
    let (label, updated) = (lines.field(0, "label"), lines.field(0, "updated"));
    let body = lines.body(0, 0)?;
    (lines.line.is_none() && lines.rest.is_empty()).then_some(Text { title, language, label, updated, body })
}

/// Writes a text.
pub(super) fn write(text: &Text) -> Option<String> {
    let mut out = format!("format: {FORMAT}\n");
    let head = [("title", Some(&text.title)), ("language", Some(&text.language))];
    let marks = [("label", text.label.as_ref()), ("updated", text.updated.as_ref())];
    for (key, value) in head.into_iter().chain(marks) {
        if let Some(value) = value {
            push_field(&mut out, key, value);
        }
    }
    if !text.body.is_empty() {
        push_body(&mut out, &text.body, 0)?;
    }
    Some(out)
}

/// The lines that are still to be read.
struct Lines<'s> {
    rest: &'s str,
    /// The line at hand: the column where it begins, and what stands there; none after the last.
    line: Option<(usize, &'s str)>,
}

impl<'s> Lines<'s> {
    fn next(&mut self) {
        // a last line without its break is not as it was written
        self.line = self.rest.split_once('\n').map(|(line, rest)| {
            self.rest = rest;
            let content = line.trim_start_matches(' ');
            (line.len() - content.len(), content)
        });
    }

    /// The line at hand, where it begins at a column.
    fn at(&self, column: usize) -> Option<&'s str> {
        self.line.filter(|(begins, _)| *begins == column).map(|(_, line)| line)
    }

    /// What follows a key at a column.
    fn value(&self, column: usize, key: &str) -> Option<&'s str> {
        self.at(column)?.strip_prefix(key)?.strip_prefix(':')
    }

    /// A key with a scalar, where it stands on the line at hand. A number is one as text.
    fn field(&mut self, column: usize, key: &str) -> Option<String> {
        let value = self.value(column, key)?.strip_prefix(' ')?;
        let value = scalar::value(value)?;
        self.next();
        Some(value)
    }

    /// The key `body`, where it stands on the line at hand.
    fn body(&mut self, column: usize, depth: usize) -> Option<Vec<Item>> {
        let Some(value) = self.value(column, "body") else { return Some(Vec::new()) };
        self.next();
        match value.strip_prefix(' ') {
            Some("[]") => Some(Vec::new()),
            Some(value) => Some(vec![self.paragraph(value, column)?]),
            None if value.is_empty() => self.items(column, depth),
            None => None,
        }
    }

    /// The items of a list whose dashes stand at a column; an empty list is written otherwise.
    fn items(&mut self, column: usize, depth: usize) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        while let Some(item) = self.at(column).and_then(|line| line.strip_prefix("- ")) {
            let keyed = |key: &str| item.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'));
            if ["number", "heading", "id", "body"].into_iter().any(keyed) {
                // behind its dash the first key stands where the others do
                self.line = Some((column + 2, item));
                items.push(Item::Clause(self.clause(column + 2, depth + 1)?));
            } else {
                self.next();
                items.push(self.paragraph(item, column)?);
            }
        }
        (!items.is_empty()).then_some(items)
    }

    /// A clause whose keys stand at a column.
    fn clause(&mut self, column: usize, depth: usize) -> Option<Clause> {
        if depth > MAX_DEPTH {
            return None;
        }
        let (number, heading) = (self.field(column, "number"), self.field(column, "heading"));
        let id = self.field(column, "id");
        Some(Clause { number, heading, id, body: self.body(column, depth)? })
    }

    /// A scalar, or the lines of the block literal that it announces, in a node at a column.
    fn paragraph(&mut self, value: &str, column: usize) -> Option<Item> {
        if value != "|-" {
            return Some(Item::Paragraph(scalar::paragraph(value)?));
        }
        let mut lines = Vec::new();
        while let Some(line) = self.at(column + 2).filter(|line| !line.is_empty() && scalar::is_printable(line)) {
            lines.push(line);
            self.next();
        }
        (lines.len() > 1).then(|| Item::Paragraph(lines.join("\n")))
    }
}

fn push_body(out: &mut String, body: &[Item], column: usize) -> Option<()> {
    match body {
        [] => out.push_str("body: []\n"),
        [Item::Paragraph(p)] => {
            out.push_str("body: ");
            push_paragraph(out, p, column)?;
        }
        items => {
            out.push_str("body:\n");
            for item in items {
                push_blanks(out, column);
                out.push_str("- ");
                match item {
                    Item::Paragraph(p) => push_paragraph(out, p, column)?,
                    Item::Clause(clause) => push_clause(out, clause, column + 2)?,
                }
            }
        }
    }
    Some(())
}

fn push_clause(out: &mut String, clause: &Clause, column: usize) -> Option<()> {
    let Clause { number, heading, id, body } = clause;
    let mut first = true;
    for (key, value) in [("number", number), ("heading", heading), ("id", id)] {
        if let Some(value) = value {
            push_blanks(out, if std::mem::take(&mut first) { 0 } else { column });
            push_field(out, key, value);
        }
    }
    // a bullet without words still has to be a mapping
    if first || !body.is_empty() {
        push_blanks(out, if first { 0 } else { column });
        push_body(out, body, column)?;
    }
    Some(())
}

fn push_field(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    out.push_str(": ");
    scalar::push(out, &folded(value));
}

/// A paragraph; one of several lines as a block literal.
fn push_paragraph(out: &mut String, paragraph: &str, column: usize) -> Option<()> {
    let paragraph = fold_paragraph(paragraph);
    if !paragraph.contains('\n') {
        scalar::push(out, &paragraph);
        return Some(());
    }
    out.push_str("|-\n");
    for line in paragraph.split('\n') {
        if line.is_empty() || !scalar::is_printable(line) {
            return None;
        }
        push_blanks(out, column + 2);
        out.push_str(line);
        out.push('\n');
    }
    Some(())
}

fn push_blanks(out: &mut String, column: usize) {
    out.extend(std::iter::repeat_n(' ', column));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::yaml::text::{read_with_library, write_with_library};

    const HEAD: &str = "format: engross/1\ntitle: T\nlanguage: en\n";

    #[test]
    fn files_as_they_are_written_are_read_and_written_here() {
        for body in [
            "",
            "body: One paragraph.\n",
            "label: '2'\nbody:\n- Words; none\n- 甲方（“客户”）\n",
            "body:\n- number: '1.'\n  heading: Fees\n  body:\n  - number: '1.1'\n    body: It's due.\n  - body: []\n  - After.\n",
            "body:\n- number: '1'\n- heading: Next\n- |-\n  > a\n  > *b*\n- heading: '''a'''\n  id: '1'\n  body: |-\n    > c\n    > d\n",
        ] {
            let source = format!("{HEAD}{body}");
            let here = read(&source).expect("a file as it is written");
            assert_eq!(read_with_library(&source), Ok(here.clone()));
            assert_eq!(write(&here), Some(source.clone()));
            assert_eq!(write_with_library(&here), source);
        }
    }

    #[test]
    fn what_may_mean_something_else_is_left_to_the_library() {
        for body in [
            "colour: red\n",
            "title: U\n",
            "body: 5\n",
            "body: 1.5\n",
            "body: 0x1f\n",
            "body: true\n",
            "body: ~\n",
            "body: a\n  b\n",
            "body: a b # c\n",
            "body: 'a' # b'\n",
            "body: 'a'b'\n",
            "body: \"a\"\n",
            "body: &a b\n",
            "body: [a]\n",
            "body: a b: c\n",
            "body: a b:\n",
            "body: a b \n",
            "body: a b\r\n",
            "body: a b",
            "body: a\u{2028}b\n",
            "body:\n",
            "body:\n- - a b\n",
            "body:\n-\n",
            "body:\n- a b\n  - c d\n",
            "body:\n- |-\n  a\n   b\n",
            "body:\n- |-\n  a\n\n  b\n",
            "body:\n- |-\n  a\n",
            "body:\n- number: '1'\n  number: '2'\n",
            "body:\n- number: null\n",
            "body:\n- number: '1'\n   heading: x\n",
            "body:\n  - a b\n",
        ] {
            assert_eq!(read(&format!("{HEAD}{body}")), None, "{body}");
        }
        let deep: String = (0..=MAX_DEPTH).map(|n| format!("{:1$}- body:\n", "", n * 2)).collect();
        let blanks = " ".repeat(MAX_DEPTH * 2 + 2);
        assert_eq!(read(&format!("{HEAD}body:\n{deep}{blanks}- a b\n")), None);
    }

    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            "[-#:&*|>'\" 1.a甲（]{0,8}",
            "[0-9.+eExX_~-]{0,6}",
            "(null|Null|true|False|y|n|yes|No|on|OFF|inf|nan|Infinity|\\.nan|~|[a-e.]{1,3})",
            "\\PC{0,8}",
            "[ a甲\\n|>*]{0,10}",
            "[\u{7f}-\u{a1}\u{2027}-\u{202a}\u{feff}\u{fffd}-\u{10000}a ]{0,4}",
        ]
    }

    fn body() -> impl Strategy<Value = Vec<Item>> {
        let leaf = prop::collection::vec(line().prop_map(Item::Paragraph), 0..3);
        leaf.prop_recursive(3, 12, 3, |inner| {
            let field = || prop::option::of(line());
            let clause = (field(), field(), field(), inner)
                .prop_map(|(number, heading, id, body)| Item::Clause(Clause { number, heading, id, body }));
            prop::collection::vec(prop_oneof![line().prop_map(Item::Paragraph), clause], 0..4)
        })
    }

    proptest! {
        #[test]
        fn both_ways_agree(title in line(), label in prop::option::of(line()), body in body()) {
            let text = Text { title, language: "en".into(), label, updated: None, body };
            let library = write_with_library(&text);
            if let Some(here) = write(&text) {
                prop_assert_eq!(&here, &library);
            }
            if let Some(here) = read(&library) {
                prop_assert_eq!(Ok(here), read_with_library(&library));
            }
        }

        #[test]
        fn any_lines_are_read_alike(
            lines in prop::collection::vec("(  ){0,2}(- )?(number: |heading: |body:|body: |)[-'#:a1.|甲 ]{0,5}", 0..6),
        ) {
            let source = format!("{HEAD}body:\n{}\n", lines.join("\n"));
            if let Some(here) = read(&source) {
                prop_assert_eq!(Ok(here), read_with_library(&source));
            }
        }
    }
}
