//! A redline → HTML: accessible, fit for print and for readers who see no colours, everything escaped.
//!
//! [`page`] is a whole page, [`changes`] the list in it for a page of one's own, [`segments`] the words of one change.
//! In [`Layout::SideBySide`] the old words stand to the left of the new ones, on a narrow screen above them.
//! Struck words stand in `<del>`, inserted ones in `<ins>`; inline marks of a segment's text become elements that
//! never cross the edge of an edit.

use super::Names;
use super::say::Tongue;
use super::summary::sentence;
use crate::redline::{Change, Kind, Op, Redline, Segment};
use escape::{escape, escape_into};
use words::write_segments;

mod escape;
mod words;

pub use words::segments;

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
    let head = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
         <p class=\"addresses\"><del>{}</del> <ins>{}</ins></p>\n<p>{}</p>\n",
        escape(language),
        escape(&names.old.address),
        escape(&names.new.address),
        escape(&sentence(redline, tongue)),
    );
    let words = redline.changes.iter().filter(|c| all || !c.kinds.is_empty()).flat_map(|c| &c.segments);
    let mut out = String::with_capacity(2 * head.len() + words.map(|s| s.text.len() + 64).sum::<usize>());
    out.push_str(&head);
    write_changes(&mut out, redline, tongue, layout, all);
    out.push_str("</main>\n</body>\n</html>\n");
    out
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
.stale{border:1px solid;padding:.4rem 1.6rem}\n\
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
    let mut out = String::new();
    write_changes(&mut out, redline, Tongue::of(language), layout, all);
    out
}

fn write_changes(out: &mut String, redline: &Redline, tongue: Tongue, layout: Layout, all: bool) {
    if let Some(coarse) = &redline.coarse {
        out.push_str(&format!("<p class=\"coarse\">{}</p>\n", escape(coarse)));
    }
    if !redline.stale.is_empty() {
        out.push_str("<ul class=\"stale\">\n");
        for stale in &redline.stale {
            out.push_str(&format!("<li>{}</li>\n", escape(&tongue.astray(stale))));
        }
        out.push_str("</ul>\n");
    }
    for change in redline.changes.iter().filter(|c| all || !c.kinds.is_empty()) {
        section(out, change, tongue, layout);
    }
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
                write_segments(out, change.words());
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
