//! The proof that a page shows its text: what a reader sees of the page holds the text, character by character.
//!
//! Both sides are read to the same form: words of the text in reading order, one blank between blocks. The page's
//! side is taken from the finished HTML, whatever template made it, without the parts marked `data-site` (the
//! site's own words in and around the text: notes in the margin, particulars of the version).

use memchr::{memchr2, memmem};

use crate::digest;
use crate::marks::{self, Block, Span};
use crate::model::text::{Item, Text};

/// What a page of a text must show.
pub(super) struct Shown {
    title: String,
    label: String,
    body: String,
}

impl Shown {
    /// What the pages of `text` must show.
    pub(super) fn of(text: &Text) -> Shown {
        let mut body = Folded::default();
        items(&mut body, &text.body);
        let label = text.label.as_deref().unwrap_or_default();
        Shown { title: digest::fold(&text.title), label: digest::fold(label), body: body.words }
    }

    /// Checks that `page` shows it; otherwise says what was expected and what was found.
    pub(super) fn check(&self, page: &str) -> Result<(), (String, String)> {
        let seen = seen(page);
        let holds = |wanted: &str| memmem::find(seen.as_bytes(), wanted.as_bytes()).is_some();
        for wanted in [&self.title, &self.label] {
            if !holds(wanted) {
                return Err((wanted.clone(), String::new()));
            }
        }
        if holds(&self.body) { Ok(()) } else { Err(difference(&self.body, &seen)) }
    }
}

fn items(out: &mut Folded, body: &[Item]) {
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

fn paragraph(out: &mut Folded, source: &str) {
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

fn block(out: &mut Folded, text: &str) {
    out.push(text);
    out.blank();
}

/// Words with one blank where white space stood, written piece by piece.
#[derive(Default)]
struct Folded {
    words: String,
    /// White space stands before what comes next.
    apart: bool,
}

impl Folded {
    fn blank(&mut self) {
        self.apart = true;
    }

    fn push(&mut self, text: &str) {
        if digest::is_folded(text) {
            return self.word(text);
        }
        for (i, word) in text.split(char::is_whitespace).enumerate() {
            self.apart |= i > 0;
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if std::mem::take(&mut self.apart) && !self.words.is_empty() {
            self.words.push(' ');
        }
        self.words.push_str(word);
    }
}

/// What a reader sees of a page: text between tags, a blank for every tag that is not inline.
fn seen(page: &str) -> String {
    let page = page.find("<body").map_or(page, |at| &page[at..]);
    let mut out = Folded { words: String::with_capacity(page.len() / 2), apart: false };
    let mut rest = page;
    // the element of the site's own that is being passed over, and how many of its name are open
    let mut own: Option<(&str, usize)> = None;
    while let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) {
        let shown = own.is_none();
        if shown {
            out.push(&rest[..at]);
        }
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (character, length) = referred(rest);
            if shown {
                out.push(character);
            }
            rest = &rest[length..];
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[1..end.saturating_sub(1).max(1)];
        rest = &rest[end..];
        let (closing, inside) = tag.strip_prefix('/').map_or((false, tag), |t| (true, t));
        let name = inside.find(|c: char| c.is_ascii_whitespace() || c == '/').map_or(inside, |end| &inside[..end]);
        let attributes = &inside.as_bytes()[name.len()..];
        match &mut own {
            Some((open, depth)) if open.eq_ignore_ascii_case(name) => {
                *depth = if closing { *depth - 1 } else { *depth + 1 };
            }
            None if !closing && attributes.split(|b| *b == b' ').any(|part| part.starts_with(OWN)) => {
                own = Some((name, 1));
            }
            _ => {}
        }
        if own.as_ref().is_some_and(|(_, depth)| *depth == 0) {
            own = None;
        }
        if !is_inline(name) {
            out.blank();
        }
    }
    out.push(rest);
    out.words
}

/// The attribute of the site's own words.
const OWN: &[u8] = b"data-site";

/// Whether an element stands inside a line.
fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 14] =
        ["a", "abbr", "b", "bdi", "code", "del", "em", "i", "ins", "span", "strong", "time", "u", "wbr"];
    INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name))
}

/// The length of the tag at the start of `s`; quotes may hold `>`.
fn tag_end(s: &str) -> usize {
    // nearly always the first `>`, with every quote before it closed
    let close = s.find('>').map_or(s.len(), |at| at + 1);
    let count = |quote: u8| s.as_bytes()[..close].iter().filter(|b| **b == quote).count();
    if count(b'\'') == 0 && count(b'"') % 2 == 0 {
        return close;
    }
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

/// The character that the reference at the start of `s` stands for, and the length of the reference: of those that pages
/// are written with. Any other `&` stands for itself.
fn referred(s: &str) -> (&'static str, usize) {
    const KNOWN: [(&str, &str); 8] = [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#123;", "{"),
        ("&#125;", "}"),
    ];
    let known = KNOWN.iter().find(|(reference, _)| s.starts_with(reference));
    known.map_or(("&", 1), |(reference, character)| (character, reference.len()))
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
        assert_eq!(Shown::of(&text("pay **3<5** days now")).check(page), Ok(()));
        let (wanted, found) = Shown::of(&text("pay **3<6** days now")).check(page).unwrap_err();
        assert!(wanted.contains("3<6 days") && found.contains("3<5 days"), "{wanted} / {found}");
        assert!(
            Shown::of(&text("pay 3<5 days now")).check("<body><p>pay 3&lt;5 days now").is_err(),
            "the title is missing"
        );
    }

    proptest::proptest! {
        #[test]
        fn pieces_are_folded_as_their_whole(pieces in proptest::collection::vec("[ \\n\u{3000}\u{85}a甲é]{0,5}", 0..8)) {
            let mut folded = Folded::default();
            pieces.iter().for_each(|piece| folded.push(piece));
            proptest::prop_assert_eq!(folded.words, digest::fold(&pieces.concat()));
        }
    }
}
