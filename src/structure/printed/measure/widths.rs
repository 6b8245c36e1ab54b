//! The widths at which the lines of a text are broken: that of the page, and narrower ones.

use super::Line;
use crate::model::label::{Enclosure, Label, Unit};
use crate::structure::caption::ends_sentence;

/// A kind of numbers: the unit, what stands around it, and of how many parts it is.
pub(super) type Kind = (Unit, Enclosure, usize);

/// How many kinds are told apart.
pub(super) const KINDS: usize = 6;

/// Of CJK text, set solid: the greatest width that many lines have.
pub(super) fn common_width(widths: &[usize]) -> Option<usize> {
    let count = |from: usize, to: usize| widths.partition_point(|w| *w <= to) - widths.partition_point(|w| *w < from);
    let mut top = *widths.last()?;
    // short lines, as those of lists and tables are, tell nothing
    let enough = (count(top / 2, top) / 12).max(3);
    while top >= 20 {
        let (here, near, above) = (count(top, top), count(top.saturating_sub(1), top), count(top + 1, usize::MAX));
        if near >= enough && here * 4 >= near && above * 3 <= near {
            return Some(top);
        }
        // the next width that occurs
        let below = widths.partition_point(|w| *w < top);
        top = *widths[..below].last()?;
    }
    // several widths, since lists are set in: the widest that a good part of the lines come near to
    let mut tops = widths.iter().rev().copied().filter(|top| (50..=140).contains(top));
    let set = |top: &usize| {
        let (near, long, above) = (count(top - 2, *top), count(top / 2, *top), count(top + 1, usize::MAX));
        near >= 8 && near * 6 >= long && above * 6 <= near
    };
    if let Some(top) = tops.find(set) {
        return Some(top);
    }
    // few long lines: the widest of them, if two or more are alike
    let top = *widths.last()?;
    (top >= 50 && widths.len() <= 60 && count(top.saturating_sub(3), top) >= 2 && top <= 140).then_some(top)
}

/// Of text with words: the widest line that is no outlier, if many lines come near to it.
pub(super) fn widest(widths: &[usize]) -> Option<usize> {
    let ninety = *widths.get(widths.len() * 9 / 10)?;
    let top = widths[..widths.partition_point(|w| *w <= ninety + ninety / 8)].last().copied()?;
    let near = widths.len() - widths.partition_point(|w| *w + 16 < top);
    ((40..=200).contains(&top) && near >= 3 && near * 5 >= widths.len()).then_some(top)
}

/// Of a text of which most lines are captions and items of lists: the widest line, if several come near to it, by no more
/// than `ragged`, and most of those go on, ending no sentence, in a line without a number.
pub(super) fn widest_that_goes_on(lines: &[Line], ragged: usize) -> Option<usize> {
    let told =
        |pair: &&[Line]| pair[0].page == pair[1].page && !ends_sentence(&pair[0].text) && pair[1].label.is_none();
    let top =
        lines.windows(2).filter(told).map(|pair| set_width(&pair[0])).max().filter(|top| (60..=140).contains(top))?;
    let near = || lines.windows(2).filter(|pair| set_width(&pair[0]) + ragged >= top && !pair[0].is_url());
    let goes_on = near().filter(told).count();
    let wider = lines.iter().filter(|line| set_width(line) > top + 2 && !line.is_url()).count();
    (goes_on >= 4 && goes_on * 2 >= near().count() && wider * 6 <= goes_on).then_some(top)
}

/// The width without punctuation at the end: it may hang over the measure.
pub(super) fn set_width(line: &Line) -> usize {
    let hangs = line.text.ends_with(['，', '。', '、', '；', '：', '）', '》', '”', '！', '？']);
    if hangs { line.width.saturating_sub(2) } else { line.width }
}

pub(super) fn kind(label: &Label) -> Kind {
    (label.unit, label.enclosure, label.values.len())
}

/// The kinds of numbers whose lines are narrower than the page, with the width that many of them have.
pub(super) fn hung(lines: &[Line], full: usize) -> [Option<(Kind, usize)>; KINDS] {
    let mut widths: Vec<(Kind, Vec<usize>)> = Vec::new();
    for line in lines {
        let Some(kind) = line.label.as_ref().map(kind) else { continue };
        match widths.iter_mut().find(|(k, _)| *k == kind) {
            Some((_, widths)) => widths.push(set_width(line)),
            None => widths.push((kind, vec![set_width(line)])),
        }
    }
    let narrow = |(kind, mut widths): (Kind, Vec<usize>)| {
        widths.sort_unstable();
        // captions of one width are no lines that were broken
        let broken = |width: &usize| widths.len() >= 6 && width + 1 < full && width * 2 > full;
        Some((kind, common_width(&widths).filter(broken)?))
    };
    let mut narrow = widths.into_iter().filter_map(narrow);
    std::array::from_fn(|_| narrow.next())
}

/// Widths that are narrower than the page, at which lines of wide characters end within a sentence, two that follow one
/// another alike.
pub(super) fn set_in(lines: &[Line], full: usize) -> [Option<usize>; KINDS] {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let (width, other) = (set_width(line), set_width(next));
        let narrow = width + 3 < full && width * 5 > full * 3 && width.abs_diff(other) <= 1;
        if narrow && line.extent.wide && !ends_sentence(&line.text) && next.label.is_none() {
            let wider = width.max(other);
            match found.iter_mut().find(|(w, _)| w.abs_diff(wider) <= 1) {
                Some((w, count)) => (*w, *count) = ((*w).max(wider), *count + 1),
                None => found.push((wider, 1)),
            }
        }
    }
    found.sort_unstable_by_key(|(width, count)| (std::cmp::Reverse(*count), *width));
    let mut widths = found.into_iter().filter(|(_, count)| *count > 1).map(|(width, _)| width);
    std::array::from_fn(|_| widths.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_the_width_that_many_lines_have() {
        let mut widths = vec![100; 30];
        widths.extend([102, 102, 60, 40, 8, 12]);
        widths.sort_unstable();
        assert_eq!(common_width(&widths), Some(100));
        assert_eq!(common_width(&[300, 20, 30, 40]), None);
        assert_eq!(widest(&[20, 66, 68, 69, 70, 71, 72]), Some(72));
        assert_eq!(widest(&[30, 30, 40, 600, 900]), None);
    }
}
