//! The proof that a page shows its text: what a reader sees of the page holds the text, character by character.
//!
//! Both sides are read to the same form: words of the text in reading order, one blank between blocks. The page's
//! side is taken from the finished HTML, whatever template made it, without the parts marked `data-site` (the
//! site's own words inside the text: notes in the margin).

use crate::marks::{self, Block, Span};
use crate::model::text::{Item, Text};

/// Checks that `page` shows title, label and body of `text`; otherwise says what was expected and what was found.
pub(super) fn check(page: &str, text: &Text) -> Result<(), (String, String)> {
    let seen = seen(page);
    let title = fold(&text.title);
    let label = fold(text.label.as_deref().unwrap_or_default());
    for wanted in [title, label] {
        if !seen.contains(&wanted) {
            return Err((wanted, String::new()));
        }
    }
    let wanted = wanted(text);
    if seen.contains(&wanted) { Ok(()) } else { Err(difference(&wanted, &seen)) }
}

/// The body of a text as its reader sees it.
fn wanted(text: &Text) -> String {
    let mut out = String::new();
    items(&mut out, &text.body);
    fold(&out)
}

fn items(out: &mut String, body: &[Item]) {
    for item in body {
        match item {
            Item::Paragraph(p) => paragraph(out, p),
            Item::Clause(clause) => {
                block(out, clause.number.as_deref().unwrap_or_default());
                if let Some(heading) = &clause.heading {
                    block(out, &marks::text_of(&marks::parse(heading)));
                }
                items(out, &clause.body);
            }
        }
    }
}

fn paragraph(out: &mut String, source: &str) {
    let mut each = |cells: &[Vec<Span>]| cells.iter().for_each(|cell| block(out, &marks::text_of(cell)));
    match marks::block(source) {
        Block::Running(spans) => each(&[spans]),
        Block::Table { head, rows, .. } => {
            each(&head);
            rows.iter().for_each(|row| each(row));
        }
        Block::Quote(paragraphs) => each(&paragraphs),
    }
}

fn block(out: &mut String, text: &str) {
    out.push_str(text);
    out.push(' ');
}

fn fold(s: &str) -> String {
    crate::digest::fold(s)
}

/// What a reader sees of a page: text between tags, a blank for every tag that is not inline.
fn seen(page: &str) -> String {
    let page = page.find("<body").map_or(page, |at| &page[at..]);
    let mut out = String::with_capacity(page.len() / 2);
    let mut rest = page;
    // the element of the site's own that is being passed over, and how many of its name are open
    let mut own: Option<(String, usize)> = None;
    while let Some(at) = rest.find('<') {
        if own.is_none() {
            unescape(&mut out, &rest[..at]);
        }
        rest = &rest[at..];
        let end = tag_end(rest);
        let tag = &rest[1..end.saturating_sub(1).max(1)];
        rest = &rest[end..];
        let (closing, inside) = tag.strip_prefix('/').map_or((false, tag), |t| (true, t));
        let name = inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("").to_ascii_lowercase();
        match &mut own {
            Some((open, depth)) if *open == name => *depth = if closing { *depth - 1 } else { *depth + 1 },
            None if !closing && inside.contains(" data-site") => own = Some((name.clone(), 1)),
            _ => {}
        }
        if own.as_ref().is_some_and(|(_, depth)| *depth == 0) {
            own = None;
        }
        if !INLINE.contains(&name.as_str()) {
            out.push(' ');
        }
    }
    unescape(&mut out, rest);
    fold(&out)
}

/// Elements that stand inside a line.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "span", "strong", "time", "u", "wbr"];

/// The length of the tag at the start of `s`; quotes may hold `>`.
fn tag_end(s: &str) -> usize {
    let mut quote = None;
    for (i, b) in s.bytes().enumerate() {
        match (quote, b) {
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(q), b) if q == b => quote = None,
            (None, b'>') => return i + 1,
            _ => {}
        }
    }
    s.len()
}

fn unescape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [
            ("&amp;", '&'),
            ("&lt;", '<'),
            ("&gt;", '>'),
            ("&quot;", '"'),
            ("&#39;", '\''),
            ("&#x27;", '\''),
            ("&#123;", '{'),
            ("&#125;", '}'),
        ];
        match known.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, c)) => {
                out.push(*c);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

/// The first place where the page does not go on as the text does.
fn difference(wanted: &str, seen: &str) -> (String, String) {
    // the longest beginning of the text that the page holds, and where
    let ends: Vec<usize> = wanted.char_indices().map(|(i, _)| i).collect();
    let held = ends.partition_point(|end| seen.contains(&wanted[..*end]));
    let low = ends.get(held.saturating_sub(1)).copied().unwrap_or(0);
    let place = seen.find(&wanted[..low]).unwrap_or(0);
    let excerpt = |s: &str| s.chars().take(40).collect::<String>();
    let back = wanted[..low].char_indices().rev().nth(9).map_or(0, |(i, _)| i);
    (excerpt(&wanted[back..]), excerpt(seen.get(place + back..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(paragraph: &str) -> Text {
        Text { title: "T".into(), body: vec![Item::Paragraph(paragraph.into())], ..Text::default() }
    }

    #[test]
    fn the_page_shows_the_text() {
        let page = "<body><h1>T</h1><p>pay <strong>3&lt;5</strong> days\n now<a data-site href='x>y'>note</a></p>";
        assert_eq!(check(page, &text("pay **3<5** days now")), Ok(()));
        let (wanted, found) = check(page, &text("pay **3<6** days now")).unwrap_err();
        assert!(wanted.contains("3<6 days") && found.contains("3<5 days"), "{wanted} / {found}");
        assert!(check("<body><p>pay 3&lt;5 days now", &text("pay 3<5 days now")).is_err(), "the title is missing");
    }
}
