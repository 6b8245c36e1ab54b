//! What the page prints beside the text: running heads and feet, page numbers, tables of contents.

use std::collections::{HashMap, HashSet};

use super::{Line, contents, feet, number};
use crate::model::diagnostic::Diagnostic;
use crate::source::printed::{is_title_of_contents, page_number};
use crate::structure::caption::{can_be_caption, ends_sentence, numbered};
use crate::structure::meta::updated;

/// On how many pages a line must stand at the same edge to be a running head or foot.
const PAGES: usize = 3;

const PAGE_NUMBER: &str = "a page number";

/// Drops the furniture; each line that is dropped is said in a note.
pub(super) fn drop(lines: Vec<Line>, notes: &mut Vec<Diagnostic>) -> Vec<Line> {
    let mut why: Vec<Option<&'static str>> = vec![None; lines.len()];
    page_numbers(&lines, &mut why);
    let above_times = lines.windows(2).filter(|w| is_time(&w[1])).map(|w| &*w[0].text).collect();
    running(&lines, &above_times, &mut why);
    near_edges(&lines, &mut why);
    running(&lines, &above_times, &mut why);
    feet::mark(&lines, &mut why);
    titles(&lines, &mut why);
    stamps(&lines, &mut why);
    contents::mark(&lines, &mut why);
    let mut kept = Vec::with_capacity(lines.len());
    // a page number dropped from the head of a page leaves the page to the next line
    for (line, why) in lines.into_iter().zip(why) {
        match why {
            Some(what) => notes.push(Diagnostic::note(
                "furniture-dropped",
                line.no,
                format!("`{}` was dropped: {what}", line.text),
            )),
            None => kept.push(line),
        }
    }
    kept
}

/// `第 3 页`, `- 3 -`, `Page 3 of 9`; a number alone only where such numbers count up page by page.
fn page_numbers(lines: &[Line], why: &mut [Option<&'static str>]) {
    let mut alone: Vec<(usize, u32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match page_number(&line.text) {
            Some((_, true)) => why[at] = Some(PAGE_NUMBER),
            Some((n, false)) => alone.push((at, n)),
            None => {}
        }
    }
    let pages = lines.last().map_or(0, |l| l.page.max(1) as usize);
    let mut from = 0;
    while from < alone.len() {
        let mut to = from + 1;
        while to < alone.len()
            && alone[to].1 == alone[to - 1].1 + 1
            && (alone[to].0 > alone[to - 1].0 + 3 || at_edges(lines, alone[to - 1].0, alone[to].0))
        {
            to += 1;
        }
        // from the first page on, at the foot of each or at its head
        let each = to - from == pages && alone[from..to].iter().all(|(at, _)| at_edge(lines, *at));
        let each = each && (pages > 1 || is_first_number(lines, alone[from]));
        if to - from >= PAGES || each {
            alone[from..to].iter().for_each(|(at, _)| why[*at] = Some(PAGE_NUMBER));
        }
        from = to;
    }
}

/// Whether two lines stand at the edges of pages, one behind the other.
fn at_edges(lines: &[Line], one: usize, other: usize) -> bool {
    lines[one].page < lines[other].page && at_edge(lines, one) && at_edge(lines, other)
}

/// Whether a number stands at the foot of the only page, or at its head and not above what it numbers.
fn is_first_number(lines: &[Line], (at, n): (usize, u32)) -> bool {
    let begins = || lines.iter().filter_map(|l| numbered(&l.text)).any(|n| n.label.last() == 1);
    n == 1 && lines.len() > 2 * NEAR && (at + 1 == lines.len() || at == 0 && begins())
}

/// The title of the text, on one line or on two, at the edge of a page: above and below the text it is said again.
fn titles(lines: &[Line], why: &mut [Option<&'static str>]) {
    let kept: Vec<usize> = (0..lines.len()).filter(|at| why[*at].is_none()).collect();
    let is_edge = |i: usize| {
        let page = |i: usize| kept.get(i).map(|at| lines[*at].page);
        page(i) != page(i + 1) || i.checked_sub(1).is_none_or(|before| page(before) != page(i))
    };
    let bare = |at: &usize| -> String { lines[*at].text.chars().filter(|c| !c.is_whitespace()).collect() };
    let [first, rest @ ..] = kept.as_slice() else { return };
    if !can_be_caption(&lines[*first].text) || numbered(&lines[*first].text).is_some() {
        return;
    }
    let (one, next) = (bare(first), rest.iter().take(2).map(bare).collect::<String>());
    let two = format!("{one}{}", rest.first().map(bare).unwrap_or_default());
    // most lines are longer or begin otherwise
    let may_be = |line: &Line| line.text.len() <= two.len() + 16 && line.text.chars().next() == one.chars().next();
    let says = |at: &usize| may_be(&lines[*at]) && [&one, &two].contains(&&bare(at));
    let again: Vec<usize> = (1..kept.len()).filter(|i| says(&kept[*i])).collect();
    // where the title itself follows, the first line is what is said again
    let within = again.iter().any(|i| !is_edge(*i)) || next == one;
    let above = Some(0).filter(|_| within && lines.len() > 2 * NEAR);
    for i in again.into_iter().filter(|i| is_edge(*i)).chain(above) {
        why[kept[i]] = Some("it repeats the title at the edge of a page");
    }
}

/// Whether a line is the first or the last of its page.
fn at_edge(lines: &[Line], at: usize) -> bool {
    let page = |at: usize| lines.get(at).map(|l| l.page);
    page(at) != page(at + 1) || at.checked_sub(1).is_none_or(|before| page(before) != page(at))
}

/// A line that stands at the same edge of many pages, or of both where there are two, digits apart. `titles` are the
/// lines above times of update.
fn running(lines: &[Line], titles: &HashSet<&str>, why: &mut [Option<&'static str>]) {
    let pages = lines.last().map_or(0, |l| l.page as usize);
    let dropped = |why: &[Option<&str>]| why.iter().flatten().count();
    for _ in 0..3 {
        let before = dropped(why);
        let mut edges: HashMap<(bool, String), Vec<usize>> = HashMap::new();
        let numbered = |at: usize| why.get(at).is_some_and(|w| *w == Some(PAGE_NUMBER));
        // the address of what was printed stands beside the number of the page, others are those of links
        let printed = |at: usize| numbered(at + 1) || at.checked_sub(1).is_some_and(numbered);
        let told = |at: &usize| why[*at].is_none() && (!lines[*at].is_url() || printed(*at));
        let kept: Vec<usize> = (0..lines.len()).filter(told).collect();
        for (i, at) in kept.iter().enumerate() {
            let page = lines[*at].page;
            let first = i == 0 || lines[kept[i - 1]].page != page;
            let last = kept.get(i + 1).is_none_or(|next| lines[*next].page != page);
            if first != last && is_short(&lines[*at]) {
                edges.entry((first, shape(&lines[*at].text))).or_default().push(*at);
            }
        }
        for places in edges.into_values() {
            let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
            // on every page of a stretch, or on every other
            let stretch = (lines[*last].page - lines[*first].page + 1) as usize;
            // the title of the agreement above its other pages, and where it stands itself
            let is_itself = |at: usize| lines.get(at + 1).is_some_and(is_time);
            let title = |at: &usize| titles.contains(lines[*at].text.as_str());
            let again: Vec<usize> =
                places.iter().copied().filter(|at| !is_itself(*at) && !is_only_title(lines, *at)).collect();
            if places.len() < PAGES && again.iter().any(title) {
                again.into_iter().for_each(|at| why[at] = Some("it repeats the title at the edge of a page"));
                continue;
            }
            // the first page can be without, since it bears the title
            let titled = |at: usize| lines[at].page > lines[0].page && can_be_caption(&lines[at].text);
            let on_each = places.len() >= 2 && places.len() + usize::from(titled(*first)) == pages;
            if on_each || places.len() >= PAGES && places.len() * 5 >= stretch * 2 {
                again.into_iter().for_each(|at| why[at] = Some("it stands at the same edge of several pages"));
            }
        }
        // what is left has the same edges
        if dropped(why) == before {
            break;
        }
    }
}

/// How many lines from its edge a head or a foot can stand, where extraction put them in another order.
const NEAR: usize = 4;

/// Where every page has its number, a line that stands near the same edge of each is a head or a foot too; where it
/// comes twice near the edge of the first page, the first is the title.
fn near_edges(lines: &[Line], why: &mut [Option<&'static str>]) {
    let pages: Vec<&[Line]> = lines.chunk_by(|a, b| a.page == b.page).collect();
    let mut from = 0;
    let mut edges: Vec<[Vec<usize>; 2]> = Vec::new();
    for page in &pages {
        let own = from..from + page.len();
        from = own.end;
        let kept: Vec<usize> = own.clone().filter(|at| why[*at].is_none() && is_short(&lines[*at])).collect();
        if kept.len() < 2 * NEAR || own.into_iter().all(|at| why[at] != Some(PAGE_NUMBER)) {
            return;
        }
        edges.push([kept[..NEAR].to_vec(), kept[kept.len() - NEAR..].to_vec()]);
    }
    let [first, others @ ..] = edges.as_slice() else { return };
    if others.is_empty() {
        return;
    }
    for edge in [0, 1] {
        for (i, at) in first[edge].iter().enumerate() {
            let text = &lines[*at].text;
            let like = |other: &&usize| shape(&lines[**other].text) == shape(text);
            let again: Vec<usize> = others.iter().filter_map(|o| o[edge].iter().find(like).copied()).collect();
            if again.len() < others.len() || numbered(text).is_some() || ends_sentence(text) {
                continue;
            }
            let twice = first[edge][i + 1..].iter().find(like);
            let own = twice.copied().or(Some(*at).filter(|at| !is_only_title(lines, *at)));
            own.into_iter().chain(again).for_each(|at| why[at] = Some("it stands near the same edge of every page"));
        }
    }
}

/// A few words that stand once on each of many pages, wherever: a mark printed across the page.
fn stamps(lines: &[Line], why: &mut [Option<&'static str>]) {
    let pages = lines.chunk_by(|a, b| a.page == b.page).count();
    if pages < PAGES {
        return;
    }
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, l)| why[*at].is_none() && l.extent.width <= 40) {
        places.entry(&line.text).or_default().push(at);
    }
    for own in places.into_values().filter(|own| own.len() == pages) {
        let text = &lines[own[0]].text;
        let once = own.windows(2).all(|pair| lines[pair[0]].page != lines[pair[1]].page);
        if once && can_be_caption(text) && numbered(text).is_none() && !is_only_title(lines, own[0]) {
            own.into_iter().for_each(|at| why[at] = Some("it stands on every page"));
        }
    }
}

/// Whether a line is no longer than heads and feet are, the blanks between their parts set aside.
fn is_short(line: &Line) -> bool {
    line.extent.width <= 80
        || line.text.contains("   ") && line.text.split_whitespace().map(str::len).sum::<usize>() <= 160
}

/// Whether a line at the head of the first page is the only title there: no other stands among the next.
fn is_only_title(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let is_contents = |l: &Line| is_title_of_contents(&l.text);
    let unnumbered = |l: &Line| can_be_caption(&l.text) && number::taken(&l.text).is_none() && !is_contents(l);
    let mut next = lines[1..].iter().take(NEAR).take_while(|l| l.page == line.page);
    at == 0
        && can_be_caption(&line.text)
        && lines.get(1).is_some_and(|next| next.page == line.page && !unnumbered(next) && next.text != line.text)
        && !next.any(|l| unnumbered(l) && super::untimed::is_name(&l.text))
}

/// Whether a line is the time of update.
fn is_time(line: &Line) -> bool {
    line.text.len() <= 120 && updated(&line.text).is_some()
}

/// A line without its page number; a number at its beginning counts clauses, not pages, and every title has its own time.
fn shape(text: &str) -> String {
    if numbered(text).is_some() || updated(text).is_some() {
        return text.to_owned();
    }
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}
