//! Titles without a time of update: guessed, and said to be.

use super::measure::width;
use super::title::{is_title_line, to_front, wrapped_title};
use super::{Page, Paragraph, Role, is_always_caption};
use crate::model::diagnostic::Diagnostic;
use crate::structure::caption::{breaks_off, can_be_caption, ends_sentence, numbered};
use crate::structure::meta;

/// Marks titles that no time follows; `timed`: where others have one, a text without may begin another agreement.
pub(super) fn find(pages: &mut [Page], timed: bool, notes: &mut Vec<Diagnostic>) {
    if timed {
        by_name(pages, notes);
        return;
    }
    let led = pages.iter_mut().find(|p| !p.body.is_empty()).is_some_and(|page| leading(page, notes));
    if !led {
        moved(pages, notes);
    }
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
fn leading(page: &mut Page, notes: &mut Vec<Diagnostic>) -> bool {
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
        _ => return false,
    };
    if bracketed {
        return false;
    }
    let (line, text) = (page.body[title].lines.0, page.body[title].text.clone());
    page.body[title].role = Role::Meta("title");
    if title == 1 {
        page.body[0].role = Role::Meta("category");
    }
    if is_edition(page.body.get(title + 1)) {
        page.body[title + 1].role = Role::Meta("label");
    }
    notes.push(guessed(line, &text));
    true
}

/// No time anywhere, and the first page begins with what it says: the title was moved to its end, and stands before the
/// other captions there. It is named like an agreement, or is the only caption without a number.
fn moved(pages: &mut [Page], notes: &mut Vec<Diagnostic>) {
    let Some(at) = pages.iter().position(|p| !p.body.is_empty()) else { return };
    let own = |p: &&Paragraph| is_title_line(p) && can_be_caption(&p.text) && !p.text.ends_with(['？', '?']);
    let tails = || pages.iter().flat_map(|p| &p.tail);
    // a caption of the page can stand last in its place
    let from = pages[at].tail.iter().take_while(|p| p.has_number()).count();
    let own = |p: &&Paragraph| own(p) && !is_always_caption(&p.text);
    let text = |i: usize| pages[at].tail[i].text.as_str();
    let title = match pages[at].tail[from..].iter().take_while(own).count() {
        0 => return,
        2 if is_name(text(from + 1)) || !is_name(text(from)) => from + 1,
        _ => from,
    };
    let only = tails().filter(|p| !p.has_number()).count() == title - from + 1
        && pages.iter().flat_map(|p| p.body.iter().chain(&p.tail)).any(Paragraph::has_number);
    if !is_name(text(title)) && !only || is_title_line(&pages[at].body[0]) && can_be_caption(&pages[at].body[0].text) {
        return;
    }
    let page = &mut pages[at];
    page.tail[title].role = Role::Meta("title");
    if title > from {
        page.tail[from].role = Role::Meta("category");
    }
    notes.push(guessed(page.tail[title].lines.0, &page.tail[title].text));
    to_front(page, notes);
}

fn guessed(line: u32, text: &str) -> Diagnostic {
    Diagnostic::warning("title-guessed", line, format!("`{text}` was taken for the title"))
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
