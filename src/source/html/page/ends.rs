//! The head and the foot of a page that says nowhere which of its parts is the agreement: a menu first, and last whose
//! page it is.

use scraper::ElementRef;

use super::furniture::{holds_headings, is_furniture, leave_out_whole};
use super::{Part, Seen};
use crate::digest::fold;
use crate::model::label;
use crate::source::printed::ends_sentence;

/// Leaves out what the root begins and ends with, where that is the page's.
pub(super) fn leave_out<'a>(root: &Seen<'a>, all: usize, part: &mut Part<'a>) {
    let shown = |child: &&Seen<'_>| child.text > 0 && !is_furniture(child, all);
    let mut seen = root;
    while let Some(first) = seen.children.iter().find(shown).filter(|first| !says(seen, first, true)) {
        if is_menu(first, 3) {
            leave_out_whole(first, part);
            break;
        }
        seen = first;
    }
    seen = root;
    while let Some(last) = seen.children.iter().rfind(shown).filter(|last| !says(seen, last, false)) {
        if is_foot(last, all) || is_menu(last, 2) && last.text > last.linked {
            return leave_out_whole(last, part);
        }
        seen = last;
    }
}

/// Whether there is text right in an element before, or behind, one of its children.
fn says(around: &Seen<'_>, child: &Seen<'_>, before: bool) -> bool {
    let texts = around.element.children().filter(|node| (node.id() < child.element.id()) == before);
    texts.filter_map(|node| node.value().as_text()).any(|text| !text.trim().is_empty())
}

/// Whether an element holds links to other pages and no other word: bars stand between them.
fn is_menu(seen: &Seen<'_>, least: usize) -> bool {
    if holds_headings(seen) || (seen.text - seen.linked) > seen.linked {
        return false;
    }
    let links = || seen.element.descendent_elements().filter(|e| e.value().name() == "a");
    let leads_away = |a: ElementRef<'_>| a.value().attr("href").is_some_and(|target| !target.contains('#'));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    links().count() >= least
        && links().all(leads_away)
        && seen.element.text().map(letters).sum::<usize>() == links().flat_map(|a| a.text()).map(letters).sum::<usize>()
}

/// More characters than the foot of a page has that holds nothing else.
const FOOT: usize = 300;

/// Whether an element is short and says whose the page is.
fn is_foot(seen: &Seen<'_>, all: usize) -> bool {
    const SAYS: [&str; 4] = ["©", "ICP备", "公网安备", "사업자등록번호"];
    const BEGINS: [&str; 3] = ["版权所有", "版權所有", "Copyright"];
    let holds = matches!(seen.element.value().name(), "div" | "section" | "table" | "tbody" | "tr" | "td" | "center");
    holds && seen.text <= FOOT && seen.text * 4 <= all && !holds_headings(seen) && {
        let text = fold(&seen.element.text().collect::<String>());
        let owned = BEGINS.iter().any(|words| text.starts_with(words)) && !ends_sentence(&text);
        // a clause can speak of the sign
        (owned || SAYS.iter().any(|words| text.contains(words))) && label::scan(&text).is_none()
    }
}
