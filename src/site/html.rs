//! Marks → HTML that is safe wherever text may stand.
//!
//! Invariant: every tag in the result is written here; text only ever enters through [`escape`].

use crate::marks::{self, Align, Block, Span};

/// Text as HTML text or as a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}

/// The same, appended.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    // in strides, most of which hold nothing to escape
    let odd = |b: u8| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'');
    if !text.as_bytes().chunks(64).any(|stride| stride.iter().fold(false, |found, b| found | odd(*b))) {
        return out.push_str(text);
    }
    let mut done = 0;
    for (i, b) in text.bytes().enumerate() {
        let escaped = match b {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[done..i]);
        out.push_str(escaped);
        done = i + 1;
    }
    out.push_str(&text[done..]);
}

/// A line with inline marks: a heading, a cell.
pub(super) fn inline(source: &str) -> String {
    let mut out = String::new();
    spans(&mut out, &marks::parse(source));
    out
}

/// The same without links, for a place that is a link itself.
pub(super) fn inline_unlinked(source: &str) -> String {
    let mut out = String::new();
    spans(&mut out, &unlinked(marks::parse(source)));
    out
}

fn unlinked(list: Vec<Span>) -> Vec<Span> {
    let mut out = Vec::new();
    for span in list {
        match span {
            Span::Link { anchor, .. } => out.extend(unlinked(anchor)),
            Span::Strong(inner) => out.push(Span::Strong(unlinked(inner))),
            Span::Emphasis(inner) => out.push(Span::Emphasis(unlinked(inner))),
            Span::Underline(inner) => out.push(Span::Underline(unlinked(inner))),
            other => out.push(other),
        }
    }
    out
}

/// A paragraph: running text in `<p>` (with `lead`, which is HTML, in front), a table, a quotation.
pub(super) fn paragraph(out: &mut String, source: &str, lead: &str) {
    match marks::block(source) {
        Block::Running(running) => {
            out.push_str("<p>");
            out.push_str(lead);
            spans(out, &running);
            out.push_str("</p>\n");
        }
        Block::Table { align, head, rows } => {
            lead_alone(out, lead);
            table(out, &align, &head, &rows);
        }
        Block::Quote(paragraphs) => {
            lead_alone(out, lead);
            out.push_str("<blockquote>\n");
            for paragraph in &paragraphs {
                out.push_str("<p>");
                spans(out, paragraph);
                out.push_str("</p>\n");
            }
            out.push_str("</blockquote>\n");
        }
    }
}

/// Text of several blocks, as an editor writes a summary: paragraphs with blank lines between, lists with `- `.
pub(super) fn blocks(source: &str) -> String {
    let mut out = String::new();
    for block in source.trim().split("\n\n").map(str::trim).filter(|b| !b.is_empty()) {
        let items: Option<Vec<&str>> =
            block.lines().map(|l| l.trim().strip_prefix("- ").or_else(|| l.trim().strip_prefix("* "))).collect();
        match items {
            Some(items) => {
                out.push_str("<ul>\n");
                for item in items {
                    out.push_str(&format!("<li>{}</li>\n", inline(item)));
                }
                out.push_str("</ul>\n");
            }
            None => paragraph(&mut out, block, ""),
        }
    }
    out
}

fn lead_alone(out: &mut String, lead: &str) {
    if !lead.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", lead.trim_end()));
    }
}

fn table(out: &mut String, align: &[Align], head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) {
    out.push_str("<div class=\"scroll\" role=\"group\" tabindex=\"0\"><table>\n<thead>\n");
    row(out, "th scope=\"col\"", "th", align, head);
    out.push_str("</thead>\n<tbody>\n");
    for cells in rows {
        row(out, "td", "td", align, cells);
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn row(out: &mut String, open: &str, close: &str, align: &[Align], cells: &[Vec<Span>]) {
    out.push_str("<tr>");
    for (i, cell) in cells.iter().enumerate() {
        let class = match align.get(i) {
            Some(Align::Left) => " class=\"left\"",
            Some(Align::Center) => " class=\"center\"",
            Some(Align::Right) => " class=\"right\"",
            _ => "",
        };
        out.push_str(&format!("<{open}{class}>"));
        spans(out, cell);
        out.push_str(&format!("</{close}>"));
    }
    out.push_str("</tr>\n");
}

fn spans(out: &mut String, list: &[Span]) {
    for span in list {
        match span {
            Span::Text(text) => push_escaped(out, text),
            Span::Strong(inner) => wrap(out, "strong", inner),
            Span::Emphasis(inner) => wrap(out, "em", inner),
            Span::Underline(inner) => wrap(out, "u", inner),
            Span::Code(code) => {
                out.push_str("<code>");
                push_escaped(out, code);
                out.push_str("</code>");
            }
            Span::Link { target, anchor } => match address(target) {
                Some(href) => {
                    out.push_str(&format!("<a href=\"{}\">", escape(href)));
                    spans(out, anchor);
                    out.push_str("</a>");
                }
                None => spans(out, anchor),
            },
        }
    }
}

fn wrap(out: &mut String, tag: &str, inner: &[Span]) {
    out.push_str(&format!("<{tag}>"));
    spans(out, inner);
    out.push_str(&format!("</{tag}>"));
}

/// A link target that leads to a place: a web address, mail, telephone, or a clause of the page. Whatever else
/// (a script above all) is no link; its anchor is shown as text. So is a relative address: the text stands on pages at
/// several depths, in downloads and in other sites, and would lead elsewhere from each; the file keeps it, and its digest.
pub(super) fn address(target: &str) -> Option<&str> {
    let plain = |s: &str| !s.chars().any(|c| c.is_control() || c.is_whitespace());
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let good = match scheme.as_deref() {
        Some("http" | "https") => target[target.find(':')? + 1..].starts_with("//"),
        Some("mailto" | "tel") => true,
        _ => target.len() > 1 && target.starts_with('#'),
    };
    (good && plain(target)).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_elements_and_text_stays_text() {
        assert_eq!(
            inline("**付款<b>** <u>x</u> [a](https://a.example/?x=1&y) `<i>`"),
            "<strong>付款&lt;b&gt;</strong> <u>x</u> <a href=\"https://a.example/?x=1&amp;y\">a</a> <code>&lt;i&gt;</code>"
        );
    }

    #[test]
    fn only_addresses_are_links() {
        for bad in ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "//evil", "java\tscript:x"]
        {
            assert_eq!(inline(&format!("[a](<{bad}>)")), "a", "{bad}");
        }
        assert_eq!(inline("[a](#3.2)"), "<a href=\"#3.2\">a</a>");
    }

    #[test]
    fn summaries_have_paragraphs_and_lists() {
        assert_eq!(
            blocks("One.\n\n- a\n- **b**\n"),
            "<p>One.</p>\n<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>\n"
        );
    }
}
