//! Emphasis that is never closed → emphasis that ends with its paragraph, as whoever wrote it meant.
//!
//! A browser opens it again in each paragraph behind it, within all that was left open before: hundreds of paragraphs
//! so nest hundreds deep. Elements that are closed where they should be stay as they are, within one block.

use super::scan::{attributes, name_length};

/// So much emphasis around the same words says nothing more.
const NESTED: usize = 16;

/// Closes emphasis at the begin and the end of every block, and leaves out its end tags that end nothing.
pub(super) fn close(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let ends = rest[at..].starts_with("</");
        let begin = at + if ends { 2 } else { 1 };
        let behind = begin + name_length(&rest[begin..]);
        let name = &rest[begin..behind];
        let Some((_, end)) = attributes(&rest[behind..]).filter(|_| !name.is_empty()) else {
            out.push('<');
            rest = &rest[at + 1..];
            continue;
        };
        let tag = &rest[at..behind + end];
        rest = &rest[behind + end..];
        let shown = match (is_emphasis(name), ends) {
            (true, false) => {
                open.push(name);
                open.len() <= NESTED || open.pop().is_none()
            }
            (true, true) => {
                let last = open.iter().rposition(|o| o.eq_ignore_ascii_case(name));
                last.map(|last| open.remove(last)).is_some()
            }
            (false, _) => {
                if !is_within_line(name) {
                    open.drain(..).rev().for_each(|name| out.extend(["</", name, ">"]));
                }
                true
            }
        };
        out.push_str(if shown { tag } else { "" });
    }
    out + rest
}

/// What a browser opens again in the next paragraph.
pub(super) const EMPHASIS: [&str; 13] =
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

fn is_emphasis(name: &str) -> bool {
    EMPHASIS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn is_within_line(name: &str) -> bool {
    const NAMES: [&str; 12] = ["a", "abbr", "br", "img", "input", "label", "mark", "span", "sub", "sup", "time", "wbr"];
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::close;
    use crate::source::html::read;

    #[test]
    fn emphasis_ends_with_its_paragraph() {
        assert_eq!(close("<p><b>1. Oars</p><p>two</b> <I>each</i>"), "<p><b>1. Oars</b></p><p>two <I>each</i>");
        assert_eq!(close("<p><b><i>a</b> c < d</i></p>"), "<p><b><i>a</b> c < d</i></p>");
        assert!(close(&"<b>".repeat(1000)).len() <= 3 * super::NESTED);
    }

    #[test]
    fn a_page_that_never_closes_its_captions_is_read() {
        let page: String =
            (1..=300).map(|n| format!("<p><b>{n}. Day</p>\n<p><font color={n}>Boats are let.</p>\n")).collect();
        let source = read(&page).expect("a page");
        assert_eq!(source.blocks.len(), 600);
        assert_eq!(source.blocks[599].text, "Boats are let.");
        assert!(source.diagnostics.iter().any(|d| d.code == "tag-unclosed"));
    }
}
