//! The inside of a paragraph: one block of CommonMark ⇄ spans.
//!
//! - `paragraph`: a paragraph ⇄ a [`Block`]; `reading`: running text → spans, with `emphasis`; `writing`: spans →
//!   running text, with `escaping`; `character`: which characters can be marks; `cutting`: a part of spans.
//!
//! A paragraph is running text with inline marks, or a GFM table, or a quotation ([`Block`]). Inline marks are
//! `**strong**` (what the law requires to be brought to the reader's notice), `*emphasis*`, `` `code` ``,
//! `<u>underline</u>` and `[anchor](target)`; a backslash makes the ASCII punctuation behind it literal. No other
//! HTML is a mark: it stays text.
//!
//! Emphasis follows CommonMark's delimiter runs with one difference, that of the CJK-friendly amendment: a
//! Chinese, Japanese or Korean character or punctuation mark beside a run never stops it from opening or closing,
//! so `**“乙方”应当付款。**甲方…` is emphasis.
//!
//! [`write()`] is the inverse of [`parse`]: spans that were read, written and read again are the same spans, but for
//! emphasis that touches special notice (held by a property test).

use std::borrow::Cow;

mod character;
mod cutting;
mod emphasis;
mod escaping;
mod paragraph;
mod reading;
mod writing;

pub(crate) use character::{count, count_threes, holds, is_common, joins_lines};
pub use character::{has_special, is_east_asian, is_hangul, is_punctuation, is_right_to_left, is_special};
pub(crate) use cutting::{drop_front, keep_front};
pub(crate) use escaping::begins_block;
pub use escaping::{escape, escape_into, escape_start};
pub use paragraph::{block, write_block};
pub(crate) use reading::strong_start;
pub use reading::{parse, raw_html};
pub use writing::{write, write_code, write_target, write_within};

/// A paragraph, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Running(Vec<Span>),
    /// A GFM table: the head, then the rows, cells as spans; every row has as many cells as the head.
    Table {
        /// Alignment of each column.
        align: Vec<Align>,
        /// The cells of the head.
        head: Vec<Vec<Span>>,
        /// The cells of the rows.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A quotation, paragraph by paragraph.
    Quote(Vec<Vec<Span>>),
}

/// The alignment of a table's column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// As the page sets it.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A run of text under one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Text, unescaped.
    Text(String),
    /// `**…**`: special notice.
    Strong(Vec<Span>),
    /// `*…*`
    Emphasis(Vec<Span>),
    /// `<u>…</u>`
    Underline(Vec<Span>),
    /// `` `…` ``
    Code(String),
    /// `[…](target)`
    Link {
        /// Where it leads.
        target: String,
        /// What is shown.
        anchor: Vec<Span>,
    },
}

/// The text that a reader sees: no marks, no link targets, escapes undone. Lines of a table or quotation stay lines.
pub fn plain(paragraph: &str) -> String {
    shown(paragraph).into_owned()
}

/// The same as [`plain`], at no cost where there are no marks.
pub fn shown(paragraph: &str) -> Cow<'_, str> {
    let mark = |b: u8| matches!(b, b'*' | b'_' | b'`' | b'<' | b'[' | b'\\' | b'|' | b'>' | b'&');
    if !holds(paragraph, mark) {
        return paragraph.into();
    }
    if let Some((inside, rest)) = strong_start(paragraph).filter(|(_, rest)| !holds(rest, mark)) {
        return if rest.is_empty() { inside.into() } else { [inside, rest].concat().into() };
    }
    let row = |cells: &[Vec<Span>]| cells.iter().map(|c| text_of(c)).collect::<Vec<_>>().join(" | ");
    match block(paragraph) {
        Block::Running(spans) => text_of(&spans),
        Block::Table { head, rows, .. } => {
            std::iter::once(&head).chain(&rows).map(|r| row(r)).collect::<Vec<_>>().join("\n")
        }
        Block::Quote(paragraphs) => paragraphs.iter().map(|p| text_of(p)).collect::<Vec<_>>().join("\n"),
    }
    .into()
}

/// The text of spans, without their marks.
pub fn text_of(spans: &[Span]) -> String {
    let mut out = String::new();
    write_text(spans, &mut out);
    out
}

fn write_text(spans: &[Span], out: &mut String) {
    for span in spans {
        match span {
            Span::Text(t) | Span::Code(t) => out.push_str(t),
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner) => write_text(inner, out),
            Span::Link { anchor, .. } => write_text(anchor, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_read_as_text() {
        for s in [
            "# no heading",
            "- no item",
            "1. no item",
            "12) x",
            "a*b*c",
            "**",
            "\\",
            "\\*",
            "[a](b)",
            "a [b] c",
            "<u>x</u>",
            "&amp;",
            "~~x~~",
            "`x`",
            "_x_",
            "x_y",
            "> q",
            "| a |",
            "==",
            "100%",
            "*",
            "a\\b",
            "[",
            "]",
            "](",
            "<",
        ] {
            assert_eq!(text_of(&parse(&escape(s))), s, "{s} as {}", escape(s));
            assert!(parse(&escape(s)).iter().all(|span| matches!(span, Span::Text(_))), "{s}");
        }
    }

    #[test]
    fn hostile_marks_take_bounded_time_and_depth() {
        for s in ["**a ", "*a _b", "[", "[a](", "<u>", "`a``", "_", "a** ", "![a](b", "&", "**“"] {
            let many = s.repeat(100_000);
            assert!(write(&parse(&many)).len() >= many.len() / 2);
        }
        parse(&format!("{}a{}", "**a ".repeat(50_000), " a**".repeat(50_000)));
    }

    proptest::proptest! {
        #[test]
        fn spans_are_read_back_as_they_were_written(s in "[a*_\\[\\]()<>u/`~&;#1. 甲。“-]{0,24}") {
            let spans = parse(s.trim());
            let again = parse(&write(&spans));
            proptest::prop_assert_eq!(text_of(&again), text_of(&spans));
            // what is written once more stays as it is
            proptest::prop_assert_eq!(write(&parse(&write(&again))), write(&again));
            let touching = |spans: &[Span]| write(spans).contains("**") && format!("{spans:?}").contains("Emphasis");
            proptest::prop_assert!(again == spans || touching(&again) || touching(&spans));
        }

        #[test]
        fn escaping_keeps_every_text(s in "[a*_\\[\\]()<>u/`~&;#1. 甲。“-]{0,24}") {
            let s = s.trim();
            proptest::prop_assert_eq!(plain(&escape(s)), s);
        }

        #[test]
        fn reading_never_panics(s in "\\PC{0,40}") {
            let _ = (plain(&s), block(&s));
        }
    }
}
