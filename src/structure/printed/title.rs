//! Titles: where an agreement begins, its category, label and time of update; what belongs to none.
//!
//! A line that prints a time of update follows a title; a category can precede it. Where they stand at the end of
//! their page, they were moved there from its beginning.

use super::measure::{Measure, width};
use super::{Page, Paragraph, Role, is_always_caption};
use crate::model::diagnostic::Diagnostic;
use crate::structure::caption::{breaks_off, can_be_caption, ends_sentence, loosely_numbered, numbered};
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
    if found {
        by_name(pages, notes);
    } else if let Some(page) = pages.iter_mut().find(|p| !p.body.is_empty()) {
        leading(page, notes);
    }
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
fn wrapped_title(paragraphs: &mut [Paragraph], title: usize, notes: &mut Vec<Diagnostic>) {
    let first = std::mem::take(&mut paragraphs[title - 1].text);
    let from = paragraphs[title - 1].lines.0;
    let second = &mut paragraphs[title];
    let blank = if first.ends_with(|c: char| c.is_ascii()) { " " } else { "" };
    second.text = format!("{first}{blank}{}", second.text);
    second.lines.0 = from;
    let (line, text) = (paragraphs[title].lines.0, paragraphs[title].text.clone());
    notes.push(Diagnostic::warning("title-guessed", line, format!("two lines were taken for one title: `{text}`")));
}

fn is_title_line(p: &Paragraph) -> bool {
    matches!(p.role, Role::Body | Role::Caption)
        && p.breaks.len() <= 1
        && (can_be_caption(&p.text) || (!ends_sentence(&p.text) && width(&p.text) <= 120))
        && numbered(&p.text).is_none()
        && loosely_numbered(&p.text).is_none()
        && meta::updated(&p.text).is_none()
}

/// Moves the parts of a title from the end of a page to its beginning.
fn to_front(page: &mut Page, notes: &mut Vec<Diagnostic>) {
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

/// A title without a time: alone at the head of a page, named like an agreement, and the numbers begin anew.
fn by_name(pages: &mut [Page], notes: &mut Vec<Diagnostic>) {
    for page in &mut pages[1..] {
        let Some(first) = page.body.first() else { continue };
        let begins = page.body[1..].iter().find_map(|p| numbered(&p.text)).is_some_and(|n| n.label.last() == 1);
        let another = page
            .body
            .get(1)
            .is_some_and(|p| p.role == Role::Body && ends_sentence(&p.text) && numbered(&p.text).is_none());
        if first.role == Role::Body
            && is_title_line(first)
            && first.breaks.is_empty()
            && is_name(&first.text)
            && begins
            && another
        {
            let (line, text) = (first.lines.0, first.text.clone());
            notes.push(Diagnostic::warning(
                "title-guessed",
                line,
                format!("`{text}` was taken for the title of another agreement"),
            ));
            page.body[0].role = Role::Meta("title");
        }
    }
}

/// Whether a text ends as the names of agreements do: `…服务协议（试行）`, `Harbour Terms`.
pub(in crate::structure) fn is_name(text: &str) -> bool {
    const NAMES: [&str; 38] = [
        "修正案",
        "license",
        "licence",
        "协议",
        "合同",
        "条款",
        "政策",
        "规则",
        "声明",
        "办法",
        "规定",
        "条例",
        "章程",
        "细则",
        "须知",
        "规范",
        "守则",
        "准则",
        "公约",
        "说明",
        "指引",
        "規約",
        "규약",
        "약관",
        "방침",
        "ポリシー",
        "agreement",
        "addendum",
        "notice",
        "statement",
        "bedingungen",
        "datenschutzerklärung",
        "terms",
        "policy",
        "contract",
        "terms of service",
        "terms of use",
        "conditions",
    ];
    let bracket = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')']));
    let lower = text[..bracket.unwrap_or(text.len())].trim_end().to_lowercase();
    NAMES.iter().any(|name| lower.ends_with(name))
}

/// No time anywhere: the first line of all is the title, or a category and the second is.
fn leading(page: &mut Page, notes: &mut Vec<Diagnostic>) {
    let single = |p: &Paragraph| p.breaks.is_empty() && is_title_line(p) && can_be_caption(&p.text);
    let mut lines = page.body.iter().take(8).take_while(|p| single(p)).count();
    let mut at = 0;
    while at + 1 < lines && at < 2 {
        if is_first_half(&page.body[at].text, &page.body[at + 1].text) {
            wrapped_title(&mut page.body, at + 1, notes);
            page.body.remove(at);
            lines -= 1;
        } else {
            at += 1;
        }
    }
    // a date says something of what stands above it, and is no title itself
    let dated = |p: Option<&Paragraph>| p.is_some_and(|p| meta::is_dated(&p.text));
    let bracketed = page.body.first().is_some_and(|p| p.text.starts_with('【'));
    let is_edition = |p: Option<&Paragraph>| p.is_some_and(|p| meta::edition(&p.text).is_some());
    // of two lines the first is a category, unless only it is a name, or the second no title
    let second = |p: &Paragraph| {
        let named = is_name(&p.text) || !is_name(&page.body[0].text);
        let asks = p.text.ends_with(['？', '?']);
        named && !asks && !is_always_caption(&p.text) && !meta::begins_dated(&p.text)
    };
    let may_be = |p: Option<&Paragraph>| p.is_some_and(second) && !is_edition(p) && !dated(p);
    let title = match lines {
        2 if page.body.len() > 2 && may_be(page.body.get(1)) => 1,
        n if n > 0 && page.body.len() > 1 => 0,
        _ => return,
    };
    if bracketed {
        return;
    }
    let (line, text) = (page.body[title].lines.0, page.body[title].text.clone());
    page.body[title].role = Role::Meta("title");
    if title == 1 {
        page.body[0].role = Role::Meta("category");
    }
    if is_edition(page.body.get(title + 1)) {
        page.body[title + 1].role = Role::Meta("label");
    }
    notes.push(Diagnostic::warning("title-guessed", line, format!("`{text}` was taken for the title")));
}

/// Whether a title goes on in the next line: `General Conditions of`, `关于仓库的`; before a word in small letters; or
/// before less than it says itself, which no category does.
fn is_first_half(first: &str, second: &str) -> bool {
    let leads = breaks_off(first) || first.ends_with(['的', '和', '与', '及', '、']);
    let less = width(first) > width(second) && first.contains(' ') && !is_name(first) && !is_name(second);
    let title = |line: &str| {
        let other = meta::edition(line).is_some() || meta::is_dated(line) || is_always_caption(line);
        line.starts_with(char::is_uppercase) && !other
    };
    let goes_on = leads || second.starts_with(char::is_lowercase) || less && title(first) && title(second);
    goes_on && meta::edition(first).is_none()
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
