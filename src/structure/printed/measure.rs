//! How wide the lines of a text are set: what tells a wrapped line from the end of a paragraph.
//!
//! Widths count in half em: a CJK character is 2, any other 1.

use super::Line;
use crate::marks::{self, is_hangul};
use crate::model::label::{Enclosure, Label, Unit};
use crate::structure::bullets::bullet;
use crate::structure::caption::{is_common, is_invisible, is_wide, label_of, numbered, plain_width};

/// What the characters of a text say of how it is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    /// The width in half em.
    pub(super) width: usize,
    /// Whether any character is wide, and whether all are.
    pub(super) wide: bool,
    pub(super) solid: bool,
}

impl Extent {
    pub(super) fn of(text: &str) -> Extent {
        if let Some((narrow, wide)) = plain_width(text) {
            return Extent { width: narrow + 2 * wide, wide: wide > 0, solid: narrow == 0 };
        }
        let mut extent = Extent { width: 0, wide: false, solid: true };
        let mut common = 0;
        for c in text.chars() {
            if is_wide(c) {
                extent.width += 2;
                extent.wide = true;
            } else if is_common(c) {
                common += 1;
            } else {
                extent.width += usize::from(!is_invisible(c));
                extent.solid = false;
            }
        }
        extent.width += if extent.wide { 2 * common } else { common };
        extent
    }
}

/// The width in half em.
pub(super) fn width(s: &str) -> usize {
    Extent::of(s).width
}

/// The measure of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// The width at which lines are broken; none: every line is a paragraph.
    pub(super) full: Option<usize>,
    /// The same for lines of wide characters only: they end where half a character would still fit.
    solid: Option<usize>,
    /// The kinds of numbers whose lines are set narrower than the page, each with its width.
    hung: [Option<(Kind, usize)>; KINDS],
    /// By how much a line that was wrapped may fall short of it: letters of a printed page are of unlike width.
    pub(super) slack: usize,
    /// Whether paragraphs hold several sentences more often than they follow one another without a number: then a
    /// full line that ends a sentence goes on, else it ends its paragraph.
    pub(super) sentences_run_on: bool,
    /// Whether words are broken anywhere, without a hyphen.
    pub(super) breaks_words: bool,
    /// Whether a blank line ends a paragraph (else one stands behind every line and means nothing).
    pub(super) blank_ends: bool,
    /// Whether it takes a blank line to end one: then a line that is about full goes on in the next, whatever that
    /// looks like.
    pub(super) blank_parts: bool,
}

/// A kind of numbers: the unit, what stands around it, and of how many parts it is.
type Kind = (Unit, Enclosure, usize);

/// How many kinds are told apart.
const KINDS: usize = 6;

/// By how much a line of words may fall short of the measure where it was wrapped: some are set narrower.
pub(super) const RAGGED: usize = 12;

impl Measure {
    /// The width at which a line with this text is full.
    pub(super) fn of_line(&self, solid: bool) -> Option<usize> {
        if solid { self.solid.or(self.full) } else { self.full }
    }

    /// The width at which the lines of a numbered paragraph are full where they are set in: its first one, or those that
    /// hang below its text.
    pub(super) fn of_hung(&self, text: &str, first: bool) -> Option<usize> {
        self.hung[0]?;
        let number = numbered(text)?;
        let (_, width) = self.hung.iter().flatten().find(|(own, _)| *own == kind(&number.label))?;
        Some(if first { *width } else { width.saturating_sub(Extent::of(&number.printed).width + 1) })
    }

    /// Estimates the measure from all lines.
    pub(super) fn of(lines: &[Line]) -> Measure {
        let blanks = lines.iter().filter(|l| l.blank).count();
        let wide = lines.iter().filter(|l| l.extent.wide).count() * 2 > lines.len();
        let mut widths: Vec<usize> = lines.iter().filter(|l| !l.is_url()).map(set_width).collect();
        widths.sort_unstable();
        // Korean is wide, and broken between words
        let words = || {
            widest(&widths).filter(|_| lines.iter().filter(|l| l.text.contains(is_hangul)).count() * 2 > lines.len())
        };
        let full = if wide { common_width(&widths).or_else(words) } else { widest(&widths) };
        let mut solid: Vec<usize> = lines.iter().filter(|l| l.extent.solid).map(set_width).collect();
        solid.sort_unstable();
        let solid =
            full.filter(|_| wide && solid.len() >= 12).and_then(|f| common_width(&solid).filter(|s| s + 2 >= f));
        let breaks_words = !wide && full.is_some_and(|m| breaks_words(lines, m));
        let blank_ends = blanks * 10 < lines.len() * 8;
        Measure {
            full,
            solid,
            hung: full.filter(|_| wide).map_or([None; KINDS], |full| hung(lines, full)),
            slack: full.map_or(0, |full| slack(lines, full)),
            sentences_run_on: run_on(lines, full),
            breaks_words,
            blank_ends,
            blank_parts: blank_ends
                && blanks * 16 > lines.len()
                && !wide
                && full.is_some_and(|m| blank_parts(lines, m)),
        }
    }
}

/// The width without punctuation at the end: it may hang over the measure.
fn set_width(line: &Line) -> usize {
    let hangs = line.text.ends_with(['，', '。', '、', '；', '：', '）', '》', '”', '！', '？']);
    if hangs { line.width.saturating_sub(2) } else { line.width }
}

fn kind(label: &Label) -> Kind {
    (label.unit, label.enclosure, label.values.len())
}

/// The kinds of numbers whose lines are narrower than the page, with the width that many of them have.
fn hung(lines: &[Line], full: usize) -> [Option<(Kind, usize)>; KINDS] {
    let mut widths: Vec<(Kind, Vec<usize>)> = Vec::new();
    for line in lines {
        let Some(kind) = label_of(&line.text).map(|label| kind(&label)) else { continue };
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

/// Compares the sentences that end within a line with the lines that certainly end a paragraph before another
/// without a number.
fn run_on(lines: &[Line], full: Option<usize>) -> bool {
    let Some(full) = full else { return false };
    let stops = ['。', '.', '？', '?'];
    let within: usize = lines.iter().map(|l| sentences_within(&l.text)).sum();
    let ends = lines.windows(2).filter(|pair| {
        pair[0].text.ends_with(stops)
            && pair[0].width + 8 < full
            && pair[1].width * 2 > full
            && numbered(&pair[1].text).is_none()
    });
    within > ends.count()
}

/// How many sentences end before the end of a line: with a wide stop, or with another and a blank.
fn sentences_within(line: &str) -> usize {
    let wide = |a: u8, b: u8, c: u8| (a == 0xe3) & (b == 0x80) & (c == 0x82) | (a == 0xef) & (b == 0xbc) & (c == 0x9f);
    let ends = marks::count_threes(line, |a, b, c| wide(a, b, c) | ((a == b'.') | (a == b'?')) & (b == b' '));
    ends - usize::from(line.ends_with(['。', '？']))
}

/// Of CJK text, set solid: the greatest width that many lines have.
fn common_width(widths: &[usize]) -> Option<usize> {
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
fn widest(widths: &[usize]) -> Option<usize> {
    let ninety = *widths.get(widths.len() * 9 / 10)?;
    let top = widths[..widths.partition_point(|w| *w <= ninety + ninety / 8)].last().copied()?;
    let near = widths.len() - widths.partition_point(|w| *w + 16 < top);
    ((40..=200).contains(&top) && near >= 3 && near * 5 >= widths.len()).then_some(top)
}

/// By how much the lines fall short that were wrapped, since the next goes on in small letters or, in Korean, since no
/// sentence ends: nine of ten by no more than this. Chinese and Japanese lines are broken anywhere.
fn slack(lines: &[Line], full: usize) -> usize {
    let korean = |line: &Line, next: &Line| {
        let hangul = |c: Option<char>| c.is_some_and(is_hangul);
        hangul(line.text.chars().next_back()) && hangul(next.text.chars().next()) && !next.blank
    };
    let wrapped = lines.windows(2).filter(|pair| {
        let [line, next] = pair else { return false };
        let goes_on = next.text.starts_with(char::is_lowercase) || korean(line, next);
        goes_on && line.width * 2 > full && numbered(&next.text).is_none()
    });
    let mut short: Vec<usize> =
        wrapped.map(|pair| full.saturating_sub(pair[0].width + 1 + first_piece(&pair[1].text, false))).collect();
    short.sort_unstable();
    if short.len() < 20 { 0 } else { short[short.len() * 9 / 10].min(full / 6) }
}

/// Whether hardly a line ends with room left but before a blank line or a number.
fn blank_parts(lines: &[Line], full: usize) -> bool {
    let (mut joints, mut short) = (0, 0);
    for pair in lines.windows(2).filter(|p| !p[1].blank && p[0].page == p[1].page) {
        if numbered(&pair[1].text).is_none() && bullet(&pair[1].text).is_none() {
            joints += 1;
            short += usize::from(pair[0].width + first_piece(&pair[1].text, false) + RAGGED < full);
        }
    }
    joints >= 8 && short * 8 <= joints
}

/// Whether nearly every long line is exactly full: then words were broken where the line ended.
fn breaks_words(lines: &[Line], measure: usize) -> bool {
    let long = lines.iter().filter(|l| l.width + 12 >= measure && !l.is_url()).count();
    let exact = lines.iter().filter(|l| l.width + 1 >= measure && !l.is_url()).count();
    long >= 5 && exact * 10 >= long * 8
}

/// The width of what cannot be broken at the start of a line: a word, or a character with the punctuation that may
/// not begin a line.
pub(super) fn first_piece(s: &str, breaks_words: bool) -> usize {
    let wide = s.chars().find(|c| !is_common(*c)).is_some_and(is_wide);
    let mut out = 0;
    let (mut held, mut in_word) = (false, false);
    for c in s.chars().take_while(|c| !c.is_whitespace()) {
        let opening = matches!(c, '（' | '(' | '《' | '“' | '‘' | '【' | '「' | '『' | '〈' | '[' | '〔');
        let closing =
            matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | ')' | '》' | '”' | '’' | '】')
                || matches!(c, '」' | '』' | '〉' | ']' | '〕' | '…');
        let letter = (!is_wide(c) || is_hangul(c)) && !opening && !closing && c != '—';
        let goes_on = closing || (in_word && letter && !breaks_words);
        if held && !goes_on {
            break;
        }
        in_word = letter;
        out += if is_wide(c) || is_common(c) && wide { 2 } else { 1 };
        held |= !opening;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_hold_together() {
        for (s, w) in
            [("服务", 2), ("同。为", 4), ("（甲）", 6), ("agreement is", 9), ("12个", 2), ("”或者", 2), ("", 0)]
        {
            assert_eq!(first_piece(s, false), w, "{s}");
        }
        assert_eq!(first_piece("agreement", true), 1);
    }

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
