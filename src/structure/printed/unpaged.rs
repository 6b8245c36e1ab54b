//! Text whose pages nothing marks → its pages, told by what stands on each of them and counts.
//!
//! Many extractors put page behind page without a form feed, so that heads and feet stand amid the text. Where a line
//! comes again and again, at about the same distance, and a number in it counts up by one, it is the head or the foot
//! of a page; what stands beside it in the same way belongs to it.

use std::collections::HashMap;

use super::Line;
use crate::source::printed::page_number;
use crate::structure::caption::numbered;

/// How many lines stand beside the number of a page at most, in its head or its foot.
const BESIDE: usize = 3;

/// How many bytes a page holds at most: 100 lines of 150.
const FULL: usize = 15_000;

/// Gives lines without pages their pages, where they show.
pub(super) fn paged(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.iter().any(|l| l.page > 0) {
        return lines;
    }
    let Some(places) = counted(&lines) else { return lines };
    let mut begins = breaks(&lines, &places).into_iter().peekable();
    let mut page = 1;
    for (at, line) in lines.iter_mut().enumerate() {
        while begins.next_if(|begin| *begin <= at).is_some() {
            page += u32::from(at > 0);
        }
        line.page = page;
    }
    lines
}

/// A line with a number in it: where it stands, and all its numbers.
type Place = (usize, Vec<u32>);

/// The lines that count the pages: those of the shape of which there are most.
fn counted(lines: &[Line]) -> Option<Vec<usize>> {
    let mut shapes: HashMap<String, Vec<Place>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let digits = || line.text.bytes().any(|b| b.is_ascii_digit());
        if line.text.len() <= 200 && digits() && (page_number(&line.text).is_some() || numbered(&line.text).is_none()) {
            let (shape, numbers) = shape(&line.text);
            shapes.entry(shape).or_default().push((at, numbers));
        }
    }
    let counts = |places: &Vec<Place>| counts_pages(lines, places);
    let places = shapes.into_values().filter(counts).max_by_key(|places| (places.len(), places[0].0))?;
    Some(places.into_iter().map(|(at, _)| at).collect())
}

/// Whether lines of one shape stand about as far apart as pages begin, and count up by one in one of their numbers.
fn counts_pages(lines: &[Line], places: &[Place]) -> bool {
    let [(_, first), .., (_, last)] = places else { return false };
    let is_certain = page_number(&lines[places[0].0].text).is_some_and(|(_, certain)| certain);
    let others = |but: usize| (0..first.len()).filter(move |i| *i != but);
    (0..first.len()).any(|column| {
        let up = |two: &[Place]| {
            two[1].1[column] == two[0].1[column] + 1 && others(column).all(|i| two[1].1[i] == two[0].1[i])
        };
        // `3/9`: how many pages there are stands beside it
        let total = || others(column).any(|i| last[i] == last[column]);
        (1..=2).contains(&first[column])
            && places.windows(2).all(up)
            && (places.len() > 3 || places.len() == 3 && is_certain || total())
    }) && are_even(places)
        && places.windows(2).all(|two| lines[two[0].0..two[1].0].iter().map(|l| l.text.len()).sum::<usize>() <= FULL)
}

/// Whether the distances from place to place are about the same; the last page may be shorter.
fn are_even(places: &[Place]) -> bool {
    let gaps: Vec<usize> = places.windows(2).map(|two| two[1].0 - two[0].0).collect();
    let [all @ .., last] = gaps.as_slice() else { return false };
    let widest = gaps.iter().max().copied().unwrap_or(0);
    *last > 1 && widest >= 12 && all.iter().all(|gap| gap * 3 > widest)
}

/// The lines with which pages begin: those that stand above the number as they do on the first page, or below those that
/// stand below it as they do on the last.
fn breaks(lines: &[Line], places: &[usize]) -> Vec<usize> {
    let (first, last) = (places[0], places[places.len() - 1]);
    let like =
        |a: usize, b: usize| lines.get(a).zip(lines.get(b)).is_some_and(|(a, b)| shape(&a.text) == shape(&b.text));
    if first <= BESIDE && lines.len() - last > BESIDE + 1 {
        let above = |at: usize| (1..=first).take_while(|i| like(at - i, first - i)).count();
        return places.iter().map(|at| at - above(*at)).collect();
    }
    let left = lines.len() - 1 - last;
    let below = |at: usize| (1..=left.min(BESIDE)).take_while(|i| like(at + i, last + i)).count();
    places.iter().map(|at| at + below(*at) + 1).collect()
}

/// A line without blanks and with `0` for each number, and those numbers.
fn shape(text: &str) -> (String, Vec<u32>) {
    let mut numbers = Vec::new();
    let mut shape = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let beside = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        if beside.len() < piece.len() {
            numbers.push(piece[..piece.len() - beside.len()].parse().unwrap_or(0));
            shape.push('0');
        }
        shape.extend(beside.chars().filter(|c| !c.is_whitespace()));
    }
    (shape, numbers)
}

#[cfg(test)]
mod tests {
    use crate::structure::documents;

    /// Three pages of a text, each with what stands above and below it.
    fn pages(head: &str, foot: &str) -> Vec<String> {
        let mut text = String::from("Harbour Rules\n");
        for (page, ship) in (1..).zip(["boat", "barge", "ferry"]) {
            text.push_str(head);
            for n in 1..=6 {
                let at = (page - 1) * 6 + n;
                text.push_str(&format!(
                    "{at}. The keeper of the harbour lights the lamps of pier {at} before it is dark,\n"
                ));
                text.push_str(&format!("and no {ship} may leave it.\n"));
            }
            text.push_str(&foot.replace('#', &page.to_string()));
        }
        let source = crate::source::text::read(&text);
        let words = |d: &crate::structure::Document| format!("{:?}", d.text);
        documents(source).iter().map(words).collect()
    }

    #[test]
    fn heads_and_feet_of_pages_that_nothing_marks_are_dropped() {
        let plain = pages("", "");
        assert_eq!(pages("", "Draft of May\nhttps://harbour.example/rules #/3\n"), plain);
        assert_eq!(pages("", "Harbour Office, page # / 3\n"), plain);
        // what does not count stays
        assert_ne!(pages("", "See pier 4 below\n"), plain);
    }
}
