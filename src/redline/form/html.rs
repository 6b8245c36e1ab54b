//! A redline → HTML: accessible, fit for print and for readers who see no colours, everything escaped.
//!
//! [`page`] is a whole page, [`changes`] the list in it for a page of one's own, [`segments`] the words of one change.
//! In [`Layout::SideBySide`] the old words stand to the left of the new ones, on a narrow screen above them.
//! Struck words stand in `<del>`, inserted ones in `<ins>`; inline marks of a segment's text become elements that
//! never cross the edge of an edit.

use super::Names;
use super::say::{Tongue, code_point};
use super::summary::sentence;
use crate::marks::has_special;
use crate::redline::{Change, Class, Kind, Op, Redline, Segment, hidden, tokens};

/// How the words of a change are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Struck and inserted words in one text.
    #[default]
    Inline,
    /// The old text beside the new one.
    SideBySide,
}

/// A complete page.
pub fn page(redline: &Redline, names: &Names, layout: Layout, all: bool) -> String {
    let tongue = Tongue::of(&names.language);
    let language = if names.language.is_empty() { "en" } else { &names.language };
    let title = escape(&crate::marks::plain(&names.new.title));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p class=\"addresses\"><del>{}</del> <ins>{}</ins></p>\n<p>{}</p>\n{}</main>\n</body>\n</html>\n",
        escape(language),
        escape(&names.old.address),
        escape(&names.new.address),
        escape(&sentence(redline, tongue)),
        changes(redline, &names.language, layout, all),
    )
}

/// The style sheet that [`page`] uses.
pub const STYLE: &str = "\
body{font:1rem/1.7 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0}\n\
main{max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}\n\
ins{background:#d7ebff;color:#00325e;text-decoration:underline;text-decoration-thickness:.12em}\n\
del{background:#ffe3cf;color:#6b2500;text-decoration:line-through}\n\
section{border-top:1px solid #ccc;padding:.6rem 0}\n\
section h2{font-size:1rem;margin:0}\n\
.kinds{font-weight:normal;font-size:.85rem;color:#555}\n\
.facts{font-size:.85rem;color:#333;margin:.2rem 0;padding-left:1.2rem}\n\
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:1rem}\n\
.pair p{margin:.4rem 0}\n\
main:has(.pair){max-width:80rem}\n\
.hidden{outline:1px solid;font-size:.8em}\n\
.unchanged{color:#555}\n\
@media print{ins{background:none;font-weight:bold}del{background:none}section{break-inside:avoid}}\n\
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}ins{background:#06305c;color:#d7ebff}\
del{background:#5c2200;color:#ffe3cf}.kinds,.unchanged{color:#aaa}.facts{color:#ccc}}\n";

/// The changes, each a section.
pub fn changes(redline: &Redline, language: &str, layout: Layout, all: bool) -> String {
    let tongue = Tongue::of(language);
    let mut out = String::new();
    if let Some(coarse) = &redline.coarse {
        out.push_str(&format!("<p class=\"coarse\">{}</p>\n", escape(coarse)));
    }
    for change in redline.changes.iter().filter(|c| all || !c.kinds.is_empty()) {
        section(&mut out, change, tongue, layout);
    }
    out
}

fn section(out: &mut String, change: &Change, tongue: Tongue, layout: Layout) {
    let class = if change.kinds.is_empty() { "unchanged" } else { "changed" };
    out.extend(["<section class=\"", class, "\">\n<h2>"]);
    escape_into(out, &tongue.named(change));
    if !change.kinds.is_empty() {
        out.push_str(" <span class=\"kinds\">");
        escape_into(out, &tongue.happened(change));
        out.push_str("</span>");
    }
    out.push_str("</h2>\n");
    if !change.with.is_empty() {
        let with = tongue.say("with", "另见");
        out.push_str(&format!("<p class=\"kinds\">{with} {}</p>\n", escape(&change.with.join(", "))));
    }
    let only_named = change.old.is_some() && change.new.is_some() && !change.is(Kind::Amended);
    if !only_named || change.kinds.is_empty() {
        match layout {
            Layout::Inline => {
                out.push_str("<p>");
                write_segments(out, &change.segments);
                out.push_str("</p>\n");
            }
            Layout::SideBySide => {
                let side = |other| {
                    let kept: Vec<Segment> = change.segments.iter().filter(|s| s.op != other).cloned().collect();
                    segments(&kept)
                };
                let (old, new) = (side(Op::Insert), side(Op::Delete));
                out.push_str(&format!("<div class=\"pair\">\n<p>{old}</p>\n<p>{new}</p>\n</div>\n"));
            }
        }
    }
    if !change.facts.is_empty() {
        out.push_str("<ul class=\"facts\">\n");
        for f in &change.facts {
            let side = |s: &Option<String>| s.as_deref().map_or("∅".to_owned(), escape);
            let about = escape(&tongue.about(f));
            out.push_str(&format!("<li>{about}: {} → {}</li>\n", side(&f.old), side(&f.new)));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

/// The words of a change: `<del>`, `<ins>` and the inline marks; a line break is `<br>`.
///
/// Marks that were struck or inserted alone are seen by their effect on the words behind them; the target of a
/// link that changed is shown.
pub fn segments(segments: &[Segment]) -> String {
    let mut out = String::with_capacity(segments.iter().map(|s| s.text.len() + 16).sum());
    write_segments(&mut out, segments);
    out
}

fn write_segments(out: &mut String, segments: &[Segment]) {
    let (mut old, mut new) = (Marks::default(), Marks::default());
    for s in segments {
        let (start, end) = match s.op {
            Op::Equal => ("", ""),
            Op::Delete => ("<del>", "</del>"),
            Op::Insert => ("<ins>", "</ins>"),
        };
        let before = out.len();
        out.push_str(start);
        let inside = out.len();
        write(out, s, &mut old, &mut new);
        if out.len() == inside {
            out.truncate(before);
        } else {
            out.push_str(end);
        }
    }
}

/// Writes the words of a segment, and turns the marks of the sides on which it stands: they end with the line.
fn write(out: &mut String, s: &Segment, old: &mut Marks, new: &mut Marks) {
    for (i, line) in s.text.split('\n').enumerate() {
        if i > 0 {
            (*old, *new) = (Marks::default(), Marks::default());
            out.push_str("<br>\n");
        }
        write_line(out, line, s.op, old, new);
    }
}

fn write_line(out: &mut String, line: &str, op: Op, old: &mut Marks, new: &mut Marks) {
    // the marks whose elements are open
    let mut open = Marks::default();
    let side = |old: &Marks, new: &Marks| if op == Op::Delete { *old } else { *new };
    if !line.is_empty() && !has_special(line) {
        open.change(side(old, new), out);
        escape_into(out, line);
        return open.change(Marks::default(), out);
    }
    for token in tokens(line) {
        if token.class == Class::Mark && !is_text(token.text) {
            if op != Op::Insert {
                old.turn(token.text);
            }
            if op != Op::Delete {
                new.turn(token.text);
            }
            if let (Some(target), true) = (target(token.text), op != Op::Equal) {
                open.change(Marks::default(), out);
                out.push_str(&format!(" <span class=\"target\">({})</span>", escape(target)));
            }
        } else {
            open.change(side(old, new), out);
            let text = token.text.strip_prefix('\\').filter(|t| !t.is_empty() && token.class == Class::Mark);
            write_text(out, text.unwrap_or(token.text), token.class);
        }
    }
    open.change(Marks::default(), out);
}

/// Which marks hold.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Marks {
    strong: bool,
    emphasis: bool,
    underline: bool,
}

impl Marks {
    fn turn(&mut self, mark: &str) {
        match mark {
            "<u>" => self.underline = true,
            "</u>" => self.underline = false,
            _ if mark.starts_with('*') => {
                self.strong ^= mark.len() & 2 != 0;
                self.emphasis ^= mark.len() & 1 != 0;
            }
            _ => {}
        }
    }

    /// Ends the elements of these marks, and begins those of others, but for those that go on.
    fn change(&mut self, to: Marks, out: &mut String) {
        if *self == to {
            return;
        }
        let on = |m: Marks| [(m.strong, "strong"), (m.emphasis, "em"), (m.underline, "u")];
        let (before, behind) = (on(*self), on(to));
        let kept = before.iter().zip(&behind).take_while(|(a, b)| a == b).count();
        for (_, tag) in before[kept..].iter().rev().filter(|(on, _)| *on) {
            out.extend(["</", tag, ">"]);
        }
        for (_, tag) in behind[kept..].iter().filter(|(on, _)| *on) {
            out.extend(["<", tag, ">"]);
        }
        *self = to;
    }
}

/// Escapes, entities and code are marks that stand for text.
fn is_text(mark: &str) -> bool {
    mark.starts_with(['\\', '&', '`'])
}

fn target(mark: &str) -> Option<&str> {
    mark.strip_prefix("](").and_then(|t| t.strip_suffix(')'))
}

fn write_text(out: &mut String, text: &str, class: Class) {
    if class == Class::Mark && text.starts_with('&') {
        escape_into(out, &crate::marks::plain(text));
    } else if class == Class::Mark && text.starts_with('`') && text.len() > 1 {
        out.push_str("<code>");
        escape_into(out, text.trim_matches('`'));
        out.push_str("</code>");
    } else {
        escape_into(out, text);
    }
}

/// Text as text; characters that are not seen but can change what is read, by their code points.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

fn escape_into(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        // in strides, which are looked through many bytes at a time
        let stride = &bytes[at..bytes.len().min(at + 64)];
        if !stride.iter().fold(false, |found, b| found | is_told(*b)) {
            at += stride.len();
            continue;
        }
        for i in (at..at + stride.len()).filter(|i| is_told(bytes[*i])) {
            let escaped = match bytes[i] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => {
                    if let Some(c) = text[i..].chars().next().filter(|c| hidden(*c)) {
                        out.push_str(&text[done..i]);
                        out.push_str(&format!("<span class=\"hidden\">{}</span>", code_point(c)));
                        done = i + c.len_utf8();
                    }
                    continue;
                }
            };
            out.push_str(&text[done..i]);
            out.push_str(escaped);
            done = i + 1;
        }
        at += stride.len();
    }
    out.push_str(&text[done..]);
}

/// Whether the byte is escaped, or a character that [`hidden`] tells may begin with it.
fn is_told(b: u8) -> bool {
    matches!(b, b'&' | b'<' | b'>' | b'"' | b'\'' | 0..b' ' | 0x7f)
        || matches!(b, 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xe3 | 0xef | 0xf3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(op: Op, text: &str) -> Segment {
        Segment { op, text: text.to_owned() }
    }

    #[test]
    fn marks_never_cross_an_edit() {
        let html = segments(&[
            s(Op::Equal, "甲**乙"),
            s(Op::Delete, "丙**"),
            s(Op::Insert, "丁<u>戊</u>**"),
            s(Op::Equal, "<script> & \\*"),
        ]);
        assert_eq!(
            html,
            "甲<strong>乙</strong><del><strong>丙</strong></del><ins><strong>丁<u>戊</u></strong></ins>&lt;script&gt; &amp; *"
        );
    }

    #[test]
    fn unseen_characters_are_told() {
        for c in ('\0'..=char::MAX).filter(|c| hidden(*c)) {
            assert!(is_told(c.to_string().as_bytes()[0]), "{c:?}");
        }
        assert!(segments(&[s(Op::Insert, "a\u{202e}b")]).contains("U+202E"));
    }
}
