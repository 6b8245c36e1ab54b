//! Titles: where an agreement begins, its category, label and time of update; what belongs to none.
//!
//! A line that prints a time of update follows a title; a category can precede it. Where they stand at the end of
//! their page, they were moved there from its beginning.

use super::measure::{Measure, width};
use super::{Page, Paragraph, Role, untimed};
use crate::model::diagnostic::Diagnostic;
use crate::structure::caption::{can_be_caption, ends_sentence, numbered};
use crate::structure::meta;

/// Marks the parts of titles; those at the end of a page go to its beginning.
pub(super) fn find(pages: &mut [Page], measure: Measure, notes: &mut Vec<Diagnostic>) {
    let mut found = false;
    for page in pages.iter_mut() {
        found |= mark(&mut page.body, measure, notes);
        if mark(&mut page.tail, measure, notes) {
            found = true;
            to_front(page, notes);
        }
    }
    untimed::find(pages, found, notes);
}

/// Marks title, category, time and label around each time of update.
fn mark(paragraphs: &mut [Paragraph], measure: Measure, notes: &mut Vec<Diagnostic>) -> bool {
    let mut found = false;
    for at in 0..paragraphs.len() {
        if paragraphs[at].breaks.is_empty() && meta::updated(&paragraphs[at].text).is_some() {
            let mut above = at;
            let label = above > 1 && meta::edition(&paragraphs[above - 1].text).is_some();
            if label {
                above -= 1;
            }
            if above == 0 || !is_title_line(&paragraphs[above - 1]) {
                continue;
            }
            found = true;
            paragraphs[at].role = Role::Meta("updated");
            if label {
                paragraphs[above].role = Role::Meta("label");
            }
            let title = above - 1;
            paragraphs[title].role = Role::Meta("title");
            if title > 0
                && is_title_line(&paragraphs[title - 1])
                && (title == 1
                    || ends_sentence(&paragraphs[title - 2].text)
                    || numbered(&paragraphs[title - 2].text).is_some())
            {
                let wide = measure.full.is_some_and(|full| width(&paragraphs[title - 1].text) * 2 > full);
                if wide {
                    wrapped_title(paragraphs, title, notes);
                } else {
                    paragraphs[title - 1].role = Role::Meta("category");
                }
            }
            if let Some(next) = paragraphs.get_mut(at + 1)
                && meta::edition(&next.text).is_some()
                && !label
            {
                next.role = Role::Meta("label");
            }
        }
    }
    found
}

/// A title on two lines: the first is too long for a category.
pub(super) fn wrapped_title(paragraphs: &mut [Paragraph], title: usize, notes: &mut Vec<Diagnostic>) {
    let first = std::mem::take(&mut paragraphs[title - 1].text);
    let from = paragraphs[title - 1].lines.0;
    let second = &mut paragraphs[title];
    let blank = if first.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
    second.text = format!("{first}{blank}{}", second.text);
    second.lines.0 = from;
    let (line, text) = (paragraphs[title].lines.0, paragraphs[title].text.clone());
    notes.push(Diagnostic::warning("title-guessed", line, format!("two lines were taken for one title: `{text}`")));
}

pub(super) fn is_title_line(p: &Paragraph) -> bool {
    matches!(p.role, Role::Body | Role::Caption)
        && p.breaks.len() <= 1
        && (can_be_caption(&p.text) || (!ends_sentence(&p.text) && width(&p.text) <= 120))
        && !p.has_number()
        && meta::updated(&p.text).is_none()
}

/// Moves the parts of a title from the end of a page to its beginning.
pub(super) fn to_front(page: &mut Page, notes: &mut Vec<Diagnostic>) {
    let (moved, stay): (Vec<_>, Vec<_>) = page.tail.drain(..).partition(|p| matches!(p.role, Role::Meta(_)));
    page.tail = stay;
    let before = page.body.first().map(|p| p.lines.0);
    for p in &moved {
        if let Some(before) = before {
            notes.push(Diagnostic::note(
                "heading-moved",
                p.lines.0,
                format!("`{}` was printed at the end of its page; it belongs before line {before}", p.text),
            ));
        }
    }
    page.body.splice(0..0, moved);
}

/// Takes away what stands before the first title: it belongs to no agreement. Each paragraph is said in a note.
pub(super) fn set_apart(mut paragraphs: Vec<Paragraph>, notes: &mut Vec<Diagnostic>) -> Vec<Paragraph> {
    paragraphs.retain(|p| !p.text.is_empty());
    let first = paragraphs.iter().position(|p| matches!(p.role, Role::Meta(_))).unwrap_or(0);
    for p in paragraphs.drain(..first) {
        notes.push(Diagnostic::note(
            "front-matter",
            p.lines.0,
            format!("`{}` stands before the first agreement and belongs to none", p.text),
        ));
    }
    // the title first, whatever order the page printed
    let mut at = 0;
    while at < paragraphs.len() {
        let end = at + paragraphs[at..].iter().take_while(|p| matches!(p.role, Role::Meta(_))).count();
        paragraphs[at..end].sort_by_key(|p| match p.role {
            Role::Meta("category") => 0,
            Role::Meta("title") => 1,
            _ => 2,
        });
        at = end.max(at + 1);
    }
    paragraphs
}
