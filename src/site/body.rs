//! A text's clause tree → one piece of HTML and a table of contents.
//!
//! A heading at the top, or with a word for a number (`第一条`, `Article 4`), stands over its words; every other number
//! hangs in a column left of the words, as wide as the widest number among its siblings. Bullets are lists.
//! Nothing is reordered; nothing of the text is left out (see [`super::visible`]).

use std::collections::HashMap;

use serde::Serialize;

use super::anchors::Anchors;
use super::html;
use super::route::encode;
use crate::marks::{self, is_east_asian};
use crate::model::label::{Enclosure, Label};
use crate::model::path::Placed;
use crate::model::text::{Clause, Item, Text};

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TocLine {
    /// 0 at the top, 1 below.
    pub depth: usize,
    /// The fragment of the page, percent-encoded, without `#`.
    pub fragment: String,
    /// The printed number; may be empty.
    pub number: String,
    /// The heading, as HTML.
    pub heading_html: String,
}

/// When a clause was last changed, for the margin.
#[derive(Clone, Debug)]
pub(super) struct Note {
    /// What is shown: `2023-12`
    pub(super) label: String,
    /// What it means, for those who hear it: `last changed in version 2023-12`
    pub(super) title: String,
    /// The redline of that change.
    pub(super) href: String,
}

/// Notes by clause id.
pub(super) type Notes = HashMap<String, Note>;

/// The body as HTML, and its table of contents.
pub(super) fn body(text: &Text, placed: &[Placed<'_>], anchors: &Anchors, notes: &Notes) -> (String, Vec<TocLine>) {
    let mut writer = Writer { out: String::new(), toc: Vec::new(), placed, anchors, notes, next: 0 };
    writer.items(&text.body, 0, None);
    // two levels, unless that makes a table longer than a reader takes in
    let deep = if writer.toc.len() > 80 { 0 } else { 1 };
    writer.toc.retain(|line| line.depth <= deep);
    (writer.out, writer.toc)
}

struct Writer<'t> {
    out: String,
    toc: Vec<TocLine>,
    placed: &'t [Placed<'t>],
    anchors: &'t Anchors,
    notes: &'t Notes,
    /// The next clause, in reading order.
    next: usize,
}

impl<'t> Writer<'t> {
    /// A body. `lead` is a number that stands at the beginning of its first paragraph.
    fn items(&mut self, items: &[Item], depth: usize, mut lead: Option<String>) {
        let column = column(items);
        let mut list = false;
        for item in items {
            let bullet = matches!(item, Item::Clause(c) if c.number.is_none() && c.heading.is_none());
            if bullet != list {
                self.out.push_str(if bullet { "<ul class=\"bullets\">\n" } else { "</ul>\n" });
                list = bullet;
            }
            match item {
                Item::Paragraph(p) => html::paragraph(&mut self.out, p, &lead.take().unwrap_or_default()),
                Item::Clause(clause) => {
                    if let Some(number) = lead.take() {
                        self.out.push_str(&format!("<p>{}</p>\n", number.trim_end()));
                    }
                    self.clause(clause, depth, &column, bullet);
                }
            }
        }
        if list {
            self.out.push_str("</ul>\n");
        }
        if let Some(number) = lead {
            self.out.push_str(&format!("<p>{}</p>\n", number.trim_end()));
        }
    }

    fn clause(&mut self, clause: &Clause, depth: usize, column: &str, bullet: bool) {
        let at = self.next;
        self.next += 1;
        let anchor = self.anchors.own.get(at).cloned().unwrap_or_default();
        let fragment = encode(&anchor);
        let id = html::escape(&anchor);
        let worded = clause.number.as_deref().is_some_and(is_worded);
        let number = clause.number.as_deref().map(|n| {
            let n = html::escape(n);
            format!("<a class=\"number\" href=\"#{fragment}\">{n}</a>")
        });
        let aliases: String = match self.anchors.aliases.get(at) {
            Some(aliases) => aliases.iter().map(|a| format!("<span id=\"{}\"></span>", html::escape(a))).collect(),
            None => String::new(),
        };
        let note = self.placed.get(at).and_then(|p| self.notes.get(p.id())).map(margin).unwrap_or_default();
        if let Some(heading) = clause.heading.as_deref().filter(|_| depth <= 1) {
            self.toc.push(TocLine {
                depth,
                fragment: fragment.clone(),
                number: clause.number.clone().unwrap_or_default(),
                heading_html: html::inline_unlinked(heading),
            });
        }
        let heading = clause.heading.as_deref().map(html::inline);
        // h1 is the text's title
        let level = (depth + 2).min(6);
        match (number, heading) {
            (None, None) => {
                self.out.push_str(&format!("<li id=\"{id}\">{aliases}{note}"));
                self.items(&clause.body, depth + 1, None);
                self.out.push_str("</li>\n");
            }
            // the top of a text stands over its words, whatever its number looks like
            (number, Some(heading)) if worded || number.is_none() || depth == 0 => {
                // the number is the clause's link; a heading without one gets a sign for it
                let link = match number {
                    Some(_) => String::new(),
                    None => sign(&fragment, clause.heading.as_deref().unwrap_or_default()),
                };
                let number = number.map(|n| n + " ").unwrap_or_default();
                self.out.push_str(&format!("<section class=\"clause l{depth}\" id=\"{id}\">{aliases}{note}\n"));
                self.out.push_str(&format!("<h{level}>{number}{heading}{link}</h{level}>\n"));
                self.items(&clause.body, depth + 1, None);
                self.out.push_str("</section>\n");
            }
            (Some(number), None) if worded => {
                self.out.push_str(&format!("<div class=\"clause worded l{depth}\" id=\"{id}\">{aliases}{note}\n"));
                self.items(&clause.body, depth + 1, Some(number + " "));
                self.out.push_str("</div>\n");
            }
            (number, heading) => {
                let number = number.unwrap_or_default();
                let tag = if heading.is_some() { "section" } else { "div" };
                self.out.push_str(&format!("<{tag} class=\"clause hung {column} l{depth}\" id=\"{id}\">"));
                self.out.push_str(&format!("{number}<div class=\"words\">{aliases}{note}\n"));
                if let Some(heading) = heading {
                    self.out.push_str(&format!("<h{level}>{heading}</h{level}>\n"));
                }
                self.items(&clause.body, depth + 1, None);
                self.out.push_str(&format!("</div></{tag}>\n"));
            }
        }
        debug_assert!(!bullet || clause.number.is_none());
    }
}

fn sign(fragment: &str, heading: &str) -> String {
    let heading = html::escape(&marks::plain(heading));
    format!(" <a class=\"anchor\" data-site href=\"#{fragment}\" aria-label=\"{heading}\">#</a>")
}

fn margin(note: &Note) -> String {
    let [href, title, label] = [&note.href, &note.title, &note.label].map(|s| html::escape(s));
    format!("<a class=\"since\" data-site href=\"{href}\" title=\"{title}\">{label}</a>")
}

/// Whether a number has a word that makes it the beginning of a line rather than of a column: `第一条`, `Article 4`.
fn is_worded(number: &str) -> bool {
    Label::read(number).is_some_and(|label| label.enclosure == Enclosure::Word)
}

/// The class of the column that takes the widest number of a body's clauses: `n2` to `n8`, in ems.
fn column(items: &[Item]) -> String {
    let numbers = items.iter().filter_map(|item| match item {
        Item::Clause(clause) => clause.number.as_deref().filter(|n| !is_worded(n)),
        Item::Paragraph(_) => None,
    });
    // in hundredths of an em, with the gap between number and words
    let width = |n: &str| n.chars().map(|c| if is_east_asian(c) { 100 } else { 56 }).sum::<u32>() + 40;
    let widest = numbers.map(width).max().unwrap_or(0);
    format!("n{}", widest.div_ceil(100).clamp(2, 8))
}
