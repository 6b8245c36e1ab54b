//! HTML in running text → marks; what no mark says is left out by name, its text is kept.

use std::ops::Range;

use pulldown_cmark::Event;

use super::writer::Writer;
use crate::marks;
use crate::source::html::is_element;

/// An HTML tag whose end comes later.
pub(super) struct OpenTag {
    pub(super) name: String,
    /// Where its mark stands, and how long it is.
    pub(super) mark: (usize, usize),
    /// What its end writes.
    pub(super) end: String,
}

impl Writer<'_, '_> {
    /// A tag; `next` is the event behind it.
    pub(super) fn html(&mut self, tag: &str, range: &Range<usize>, next: Option<&Event<'_>>) {
        let ends = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        let (mark, end) = match name.as_str() {
            "b" | "strong" => ("**", "**".to_owned()),
            "i" | "em" => ("*", "*".to_owned()),
            "u" | "ins" => ("<u>", "</u>".to_owned()),
            "br" => return self.end_line(range.end),
            "a" if ends => ("[", String::new()),
            "a" => match attribute(tag, "href") {
                Some(target) => {
                    let mut end = "](".to_owned();
                    marks::write_target(&mut end, &target);
                    ("[", end + ")")
                }
                None => return self.note("anchor-dropped", range.start, format!("`{tag}` was left out")),
            },
            "img" => {
                self.note(
                    "image-dropped",
                    range.start,
                    "an image was left out, its alternative text is kept".to_owned(),
                );
                return self.text(&attribute(tag, "alt").unwrap_or_default());
            }
            "" => return self.note("comment-dropped", range.start, format!("`{tag}` was left out")),
            name if !is_element(name) => {
                self.note("html-unknown", range.start, format!("`{tag}` is no HTML; kept as text"));
                return self.text(tag);
            }
            _ if ends => return,
            _ => return self.note("html-dropped", range.start, format!("`{tag}` was left out, its text is kept")),
        };
        if !ends {
            // white space stands outside of marks
            if let Some(Event::Text(text)) = next
                && text.starts_with(' ')
            {
                self.text(" ");
                self.trimmed = true;
            }
            self.mark(mark);
            self.tags.push(OpenTag { name, mark: (self.out.len() - mark.len(), mark.len()), end });
        } else if let Some(open) = self.tags.pop_if(|open| open.name == name) {
            self.flush();
            let blank = self.out.len() - self.out.trim_end_matches(' ').len();
            self.out.truncate(self.out.len() - blank);
            self.out.push_str(&open.end);
            self.out.push_str(if blank > 0 { " " } else { "" });
            self.literal = self.out.len();
        } else {
            self.note("html-dropped", range.start, format!("`{tag}` ends nothing and was left out"));
        }
    }
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(i, _)| i).find(|i| {
        lower[..*i].ends_with(|c: char| c.is_ascii_whitespace())
            && lower[i + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    Some(value.replace("&amp;", "&"))
}
