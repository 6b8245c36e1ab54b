//! What a page prints beside the text: running heads and feet, page numbers, tables of contents.
//!
//! A head or a foot stands at the same height of several pages and says the same, digits apart; or the file says
//! that it is one.

use std::collections::HashMap;

use super::line::Line;
use crate::model::diagnostic::Diagnostic;
use crate::source::printed::{is_title_of_contents, leads_to_page, page_number};

/// Which part of a page, from its top and from its bottom, can hold heads and feet.
const EDGE: f32 = 0.16;
/// And which part, from the outermost lines of all pages: some print on paper that is larger than their page.
const OUTERMOST: f32 = 0.02;
/// How many lines a head or a foot has at most.
const DEEP: usize = 5;

/// Drops the furniture of all pages; each line that is dropped is said in a note. `heights` are those of the pages.
pub(super) fn drop(lines: Vec<Line>, heights: &[f32], notes: &mut Vec<Diagnostic>) -> Vec<Line> {
    let mut why: Vec<Option<&'static str>> = vec![None; lines.len()];
    let edges = edges(&lines, heights);
    said(&lines, &mut why);
    repeated(&lines, &edges, &mut why, heights.len());
    numbers(&lines, &edges, &mut why);
    titles(&lines, &edges, &mut why);
    contents(&lines, &mut why);
    let mut kept = Vec::with_capacity(lines.len());
    for (line, why) in lines.into_iter().zip(why) {
        match why {
            Some(what) => notes.push(Diagnostic::note(
                "furniture-dropped",
                line.no,
                format!("`{}` on page {} was dropped: {what}", line.text(), line.page),
            )),
            None => kept.push(line),
        }
    }
    kept
}

fn said(lines: &[Line], why: &mut [Option<&'static str>]) {
    for (line, why) in lines.iter().zip(why) {
        if line.runs.iter().all(|r| r.furniture) {
            *why = Some("the file says that it is a running head or foot");
        }
    }
}

/// The lines at the upper and the lower edge of each page.
fn edges(lines: &[Line], heights: &[f32]) -> Vec<(usize, bool)> {
    let mut out = Vec::new();
    let mut from = 0;
    let (first, last) = lines.iter().fold((f32::MAX, f32::MIN), |(a, b), l| (a.min(l.y), b.max(l.y)));
    while from < lines.len() {
        let page = lines[from].page;
        let to = from + lines[from..].iter().take_while(|l| l.page == page).count();
        let height = heights.get(page as usize - 1).copied().unwrap_or(800.0);
        let mut order: Vec<usize> = (from..to).collect();
        order.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
        let upper_end = (EDGE * height).max(first + OUTERMOST * height);
        let lower_end = ((1.0 - EDGE) * height).min(last - OUTERMOST * height);
        let upper = order.iter().take(DEEP).filter(|at| lines[**at].y < upper_end);
        let lower = order.iter().rev().take(DEEP).filter(|at| lines[**at].y > lower_end);
        out.extend(upper.map(|at| (*at, true)));
        out.extend(lower.map(|at| (*at, false)));
        from = to;
    }
    out
}

/// The same words at the same height of several pages.
fn repeated(lines: &[Line], edges: &[(usize, bool)], why: &mut [Option<&'static str>], pages: usize) {
    let mut places: HashMap<(bool, String), Vec<usize>> = HashMap::new();
    for (at, upper) in edges {
        places.entry((*upper, shape(&lines[*at].text()))).or_default().push(*at);
    }
    for mut own in places.into_values() {
        own.sort_unstable();
        // at nearly one height: pages can be of two kinds, left and right
        let near = |at: &usize| {
            let level = own.iter().filter(|o| (lines[**o].y - lines[*at].y).abs() < 4.0).count();
            level > 1 && level * 3 >= own.len()
        };
        let level: Vec<usize> = own.iter().filter(|at| near(at)).copied().collect();
        let mut on: Vec<u32> = level.iter().map(|at| lines[*at].page).collect();
        on.dedup();
        let (Some(first), Some(last)) = (on.first(), on.last()) else { continue };
        let stretch = (last - first + 1) as usize;
        if on.len() >= 3.min(pages.max(2)) && on.len() * 5 >= stretch * 2 {
            level.iter().for_each(|at| why[*at] = Some("it stands at the same height of several pages"));
        }
    }
}

/// The title, said again in smaller letters at the edge of a page.
fn titles(lines: &[Line], edges: &[(usize, bool)], why: &mut [Option<&'static str>]) {
    // what a line, or two, say: in how large letters at most
    let mut sizes: HashMap<String, f32> = HashMap::new();
    let mut say = |text: String, size: f32| {
        let most = sizes.entry(text).or_insert(size);
        *most = most.max(size);
    };
    let bare = |line: &Line| -> String { line.text().chars().filter(|c| !c.is_whitespace()).collect() };
    for (i, line) in lines.iter().enumerate() {
        let own = bare(line);
        if let Some(next) = lines.get(i + 1) {
            say(format!("{own}{}", bare(next)), line.size.min(next.size));
        }
        say(own, line.size);
    }
    for (at, _) in edges.iter().filter(|(at, _)| lines[*at].text().contains(char::is_alphabetic)) {
        let larger = |size: &f32| *size > 1.15 * lines[*at].size;
        if why[*at].is_none() && sizes.get(&bare(&lines[*at])).is_some_and(larger) {
            why[*at] = Some("it repeats the title at the edge of a page");
        }
    }
}

/// A line without its page number; a number at its beginning counts clauses.
fn shape(text: &str) -> String {
    if crate::model::label::scan(text).is_some() && page_number(text).is_none() {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '0' } else { c };
        if !(c == '0' && out.ends_with('0')) {
            out.push(c);
        }
    }
    out
}

/// `- 3 -`, `第 3 页`; a number alone at the edge where it is the page's own, or counts on from page to page.
fn numbers(lines: &[Line], edges: &[(usize, bool)], why: &mut [Option<&'static str>]) {
    let mut shifts: HashMap<i64, Vec<usize>> = HashMap::new();
    for (at, _) in edges {
        if why[*at].is_some() {
            continue;
        }
        match page_number(&lines[*at].text()) {
            Some((_, true)) => why[*at] = Some("a page number"),
            Some((n, false)) => shifts.entry(i64::from(n) - i64::from(lines[*at].page)).or_default().push(*at),
            None => {}
        }
    }
    for (shift, own) in shifts {
        if own.len() >= 2 || shift == 0 {
            own.iter().for_each(|at| why[*at] = Some("a page number"));
        }
    }
}

/// Three lines or more, one below another, that end in the number of a page; and the title above them.
fn contents(lines: &[Line], why: &mut [Option<&'static str>]) {
    let kept: Vec<usize> = (0..lines.len()).filter(|at| why[*at].is_none()).collect();
    let right = lines.iter().map(|l| l.x.1).fold(0.0, f32::max);
    let entry = |line: &Line| leads_to_page(&line.text()) || (line.x.1 > 0.9 * right && ends_in_number(line));
    let mut at = 0;
    while at < kept.len() {
        let mut end = at;
        let mut entries = 0;
        while end < kept.len() {
            if entry(&lines[kept[end]]) {
                entries += 1;
            } else if !(entries > 0 && kept.get(end + 1).is_some_and(|next| entry(&lines[*next]))) {
                // an entry on two lines has its number on the second
                break;
            }
            end += 1;
        }
        if entries >= 3 {
            let titled = at > 0 && is_title_of_contents(&lines[kept[at - 1]].text());
            let from = at - usize::from(titled);
            kept[from..end].iter().for_each(|at| why[*at] = Some("it belongs to a table of contents"));
        }
        at = end.max(at + 1);
    }
}

/// Whether a number stands alone behind a wide gap.
fn ends_in_number(line: &Line) -> bool {
    let seen: Vec<_> = line.runs.iter().filter(|r| !r.text.trim().is_empty()).collect();
    let [.., before, last] = seen.as_slice() else { return false };
    let number = last.text.trim();
    (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
        && last.x.0 - before.x.1 > 2.0 * line.size
        && before.text.chars().any(char::is_alphabetic)
}
