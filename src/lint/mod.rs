//! What must not be published: characters that deceive, marks that are none, clauses that share an id.
//!
//! A finding names the clause and the place; nothing is stripped in silence.

use std::collections::HashSet;
use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::marks;
use crate::model::path::place;
use crate::model::text::{Text, own_paragraphs};
use crate::model::time;

/// Something in a text that an editor has to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The path of the clause; empty: the text's own title, label and paragraphs.
    pub path: String,
    /// What was found, and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "in the text itself: {}", self.message),
            path => write!(f, "in clause {path}: {}", self.message),
        }
    }
}

/// Every reason why a text must not be published, in reading order.
pub fn unsound(text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |path: &str, value: &str, prose: bool| {
        if let Some(message) = problem(value, prose) {
            findings.push(Finding { path: path.to_owned(), message });
        }
    };
    for value in [Some(&text.title), text.label.as_ref()].into_iter().flatten() {
        check("", value, false);
    }
    own_paragraphs(&text.body).for_each(|p| check("", p, true));
    let placed = place(text);
    for p in &placed {
        for value in [&p.clause.number, &p.clause.heading].into_iter().flatten() {
            check(&p.path, value, false);
        }
        own_paragraphs(&p.clause.body).for_each(|paragraph| check(&p.path, paragraph, true));
    }
    let whole = |message: String| Finding { path: String::new(), message };
    if text.title.trim().is_empty() {
        findings.push(whole("the title is empty".to_owned()));
    }
    if text.body.is_empty() {
        findings.push(whole("there is nothing but a title".to_owned()));
    }
    if let Some(updated) = text.updated.as_ref().filter(|time| time::moment(time).is_none()) {
        findings.push(whole(format!("`updated: {updated}` is no time: expected such as `2023-12-29T11:33:01+08:00`")));
    }
    let mut ids = HashSet::new();
    for p in &placed {
        if !ids.insert(p.id()) {
            let message = format!("the id `{}` belongs to another clause of this text too", p.id());
            findings.push(Finding { path: p.path.clone(), message });
        }
    }
    findings
}

fn problem(value: &str, prose: bool) -> Option<String> {
    if let Some(c) = value.chars().find(|c| is_forbidden(*c)) {
        if c == char::REPLACEMENT_CHARACTER {
            return Some("U+FFFD stands for a character that was lost: write that one".to_owned());
        }
        let name = if c.is_control() { "control character" } else { "bidirectional or invisible control" };
        return Some(format!("{name} U+{:04X}: remove it", c as u32));
    }
    if let Some((c, nfc)) = not_nfc(value) {
        return Some(format!("not in Unicode normal form C near `{c}`: write `{nfc}`"));
    }
    let html = if prose { marks::raw_html(value) } else { None };
    html.map(|tag| format!("raw HTML `{tag}`: expected CommonMark; write `\\{tag}` for the characters themselves"))
}

/// Control characters (but the line breaks of a table), bidirectional embeddings, overrides and isolates, interlinear
/// annotations, tags, and noncharacters.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}' | '\u{fffd}')
        || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// The first place that is not NFC: the word there, and the word in NFC.
fn not_nfc(value: &str) -> Option<(String, String)> {
    if unicode_normalization::is_nfc(value) {
        return None;
    }
    let word = value.split_whitespace().find(|word| !unicode_normalization::is_nfc(word)).unwrap_or(value);
    Some((word.to_owned(), word.nfc().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Clause, Item};

    fn findings(paragraph: &str) -> Vec<String> {
        let clause =
            Clause { number: Some("1.".into()), body: vec![Item::Paragraph(paragraph.into())], ..Clause::default() };
        let text = Text { title: "T".into(), body: vec![Item::Clause(clause)], ..Text::default() };
        unsound(&text).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn what_deceives_is_refused_by_name() {
        assert_eq!(findings("付款 **必须** <u>及时</u>，a < b"), [""; 0]);
        for (paragraph, part) in [
            ("a\u{202e}b", "U+202E"),
            ("a\u{7}b", "U+0007"),
            ("Cafe\u{301}", "normal form"),
            ("<script>x</script>", "raw HTML `<script>`"),
            ("<!-- x -->", "raw HTML"),
            ("see <https://x.example>", "raw HTML"),
        ] {
            assert!(findings(paragraph).concat().contains(part), "{paragraph:?}: {:?}", findings(paragraph));
        }
        assert_eq!(findings("`<b>` and \\<b>"), [""; 0]);
    }

    #[test]
    fn the_text_itself_says_something_at_a_time() {
        let empty = Text { title: "T".into(), updated: Some("yesterday".into()), ..Text::default() };
        let found: Vec<String> = unsound(&empty).iter().map(Finding::to_string).collect();
        assert!(found.len() == 2 && found[0].contains("nothing but") && found[1].contains("`updated: yesterday`"));
    }

    #[test]
    fn an_id_is_one_clause() {
        let clause = |number: &str, id: Option<&str>| {
            Item::Clause(Clause { number: Some(number.into()), id: id.map(Into::into), ..Clause::default() })
        };
        let body = vec![clause("1.", None), clause("2.", Some("1"))];
        let text = Text { title: "T".into(), body, ..Text::default() };
        assert_eq!(unsound(&text).len(), 1);
    }
}
