//! How wide the lines of a text are set: what tells a wrapped line from the end of a paragraph.
//!
//! `extent`: how wide a text is; `face`: how wide its letters are; `widths`: at which widths the lines of a text are broken.
//!
//! Widths count in half em: a CJK character is 2, any other 1.

mod extent;
mod face;
mod widths;

use std::cell::LazyCell;

use super::Line;
use crate::marks::{self, is_hangul};
use crate::structure::bullets::bullet;
use crate::structure::caption::{ends_sentence, numbered};
pub(super) use extent::{Extent, first_piece, width};
pub(super) use face::{Face, set};
use widths::{KINDS, Kind, common_width, hung, kind, set_in, set_width, widest, widest_that_goes_on};

/// The measure of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// How wide its letters are.
    face: Face,
    /// The width at which lines are broken; none: every line is a paragraph.
    pub(super) full: Option<usize>,
    /// The same for lines of wide characters only: they end where half a character would still fit.
    solid: Option<usize>,
    /// The kinds of numbers whose lines are set narrower than the page, each with its width.
    hung: [Option<(Kind, usize)>; KINDS],
    /// Widths at which lines of wide characters are broken that are set in.
    set_in: [Option<usize>; KINDS],
    /// By how much a line that was wrapped may fall short of it: letters of a printed page are of unlike width.
    pub(super) slack: usize,
    /// Whether paragraphs hold several sentences more often than they follow one another without a number: then a
    /// full line that ends a sentence goes on, else it ends its paragraph.
    pub(super) sentences_run_on: bool,
    /// Whether words are broken anywhere, without a hyphen.
    pub(super) breaks_words: bool,
    /// Whether a blank line ends a paragraph (else one stands behind every line and means nothing).
    pub(super) blank_ends: bool,
    /// Whether the lines of what is numbered are set in as its first is, or further: then one that is not is no more of it.
    pub(super) items_hang: bool,
    /// Whether it takes a blank line to end one: then a line that is about full goes on in the next, whatever that
    /// looks like.
    pub(super) blank_parts: bool,
}

/// By how much a line of words may fall short of the measure where it was wrapped: some are set narrower.
pub(super) const RAGGED: usize = 12;

/// By how much lines fall short that are broken between words, and that are broken between wide characters.
const WORD: usize = 16;
const CHARACTER: usize = 3;

impl Measure {
    /// The width of a text.
    pub(super) fn width(&self, text: &str) -> usize {
        self.face.width(text)
    }

    /// The width of what cannot be broken at the start of a line.
    pub(super) fn piece(&self, text: &str) -> usize {
        self.face.piece(text, self.breaks_words)
    }

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

    /// Whether a line so wide is full at a width at which lines are broken that are set in.
    pub(super) fn fills_set_in(&self, width: usize, piece: usize) -> bool {
        self.set_in.iter().flatten().any(|full| width <= *full && width + piece > *full)
    }

    /// Estimates the measure from all lines, and measures them in their face.
    pub(super) fn of(lines: &mut [Line]) -> Measure {
        let blanks = lines.iter().filter(|l| l.blank).count();
        let wide = lines.iter().filter(|l| l.extent.wide).count() * 2 > lines.len();
        let face = if wide { Face::Even } else { Face::of(lines) };
        if face == Face::Set {
            lines.iter_mut().for_each(|l| l.width = l.width.saturating_sub(l.extent.width) + face.width(&l.text));
        }
        let mut widths: Vec<usize> = lines.iter().filter(|l| !l.is_url()).map(set_width).collect();
        widths.sort_unstable();
        // Korean is wide, and broken between words
        // asked for in few texts
        let korean = LazyCell::new(|| lines.iter().filter(|l| l.text.contains(is_hangul)).count() * 2 > lines.len());
        let words = || widest(&widths).or_else(|| widest_that_goes_on(lines, WORD)).filter(|_| *korean);
        let full = match wide {
            true => common_width(&widths).or_else(words).or_else(|| widest_that_goes_on(lines, CHARACTER)),
            false => widest(&widths).or_else(|| widest_that_goes_on(lines, WORD)),
        };
        let mut solid: Vec<usize> = lines.iter().filter(|l| l.extent.solid).map(set_width).collect();
        solid.sort_unstable();
        let solid =
            full.filter(|_| wide && solid.len() >= 12).and_then(|f| common_width(&solid).filter(|s| s + 2 >= f));
        let breaks_words = !wide && full.is_some_and(|m| breaks_words(lines, m));
        let blank_ends = blanks * 10 < lines.len() * 8;
        Measure {
            face,
            full,
            solid,
            hung: full.filter(|_| wide).map_or([None; KINDS], |full| hung(lines, full)),
            set_in: full.filter(|_| wide).map_or([None; KINDS], |full| set_in(lines, full)),
            slack: full.map_or(0, |full| slack(lines, full, face)),
            sentences_run_on: run_on(lines, full),
            breaks_words,
            items_hang: items_hang(lines),
            blank_ends,
            blank_parts: blank_ends
                && blanks * 16 > lines.len()
                && (!wide || *korean)
                && full.is_some_and(|m| blank_parts(lines, m, face)),
        }
    }
}

/// Compares the lines of numbered sentences that go on at least as far in as they begin with those that do not.
fn items_hang(lines: &[Line]) -> bool {
    let within = |pair: &&[Line]| {
        let [first, next] = pair else { return false };
        let set_in = first.indent > 0 || next.indent > 0;
        set_in
            && first.label.is_some()
            && next.label.is_none()
            && first.page == next.page
            && !ends_sentence(&first.text)
    };
    let (mut all, mut set_in) = (0, 0);
    for pair in lines.windows(2).filter(within) {
        all += 1;
        set_in += usize::from(pair[1].indent >= pair[0].indent);
    }
    set_in > 2 && set_in * 5 > all * 4
}

/// Compares the sentences that end within a line with the lines that certainly end a paragraph before another
/// without a number.
fn run_on(lines: &[Line], full: Option<usize>) -> bool {
    let Some(full) = full else { return false };
    let stops = ['。', '.', '？', '?'];
    let ends = lines.windows(2).filter(|pair| {
        pair[0].width + 8 < full && pair[1].width * 2 > full && pair[1].label.is_none() && pair[0].text.ends_with(stops)
    });
    // where many run on, the first lines tell
    let (mut within, ends) = (0, ends.count());
    lines.iter().any(|line| {
        within += sentences_within(&line.text);
        within > ends
    })
}

/// How many sentences end before the end of a line: with a wide stop, or with another and a blank.
fn sentences_within(line: &str) -> usize {
    let wide = |a: u8, b: u8, c: u8| (a == 0xe3) & (b == 0x80) & (c == 0x82) | (a == 0xef) & (b == 0xbc) & (c == 0x9f);
    let ends = marks::count_threes(line, |a, b, c| wide(a, b, c) | ((a == b'.') | (a == b'?')) & (b == b' '));
    ends - usize::from(line.ends_with(['。', '？']))
}

/// By how much the lines fall short that were wrapped, since the next goes on in small letters or, in Korean, since no
/// sentence ends: nine of ten by no more than this. Chinese and Japanese lines are broken anywhere.
fn slack(lines: &[Line], full: usize, face: Face) -> usize {
    let korean = |line: &Line, next: &Line| {
        let hangul = |c: Option<char>| c.is_some_and(is_hangul);
        hangul(line.text.chars().next_back()) && hangul(next.text.chars().next()) && !next.blank
    };
    let wrapped = lines.windows(2).filter(|pair| {
        let [line, next] = pair else { return false };
        let goes_on = next.text.starts_with(char::is_lowercase) || korean(line, next);
        goes_on && line.width * 2 > full && next.label.is_none()
    });
    let mut short: Vec<usize> =
        wrapped.map(|pair| full.saturating_sub(pair[0].width + 1 + face.piece(&pair[1].text, false))).collect();
    short.sort_unstable();
    if short.len() < 20 { 0 } else { short[short.len() * 9 / 10].min(full / 6) }
}

/// Whether a line goes on in small letters in the next.
fn goes_on_small(pair: &[Line]) -> bool {
    let [line, next] = pair else { return false };
    let letters = |line: &Line| line.text.ends_with(|c: char| c.is_alphanumeric() || c == ',');
    next.text.starts_with(char::is_lowercase) && letters(line) && next.label.is_none()
}

/// Whether hardly a line ends with room left but before a blank line or a number.
fn blank_parts(lines: &[Line], full: usize, face: Face) -> bool {
    let (mut joints, mut short) = (0, 0);
    for pair in lines.windows(2).filter(|p| !p[1].blank && p[0].page == p[1].page) {
        if pair[1].label.is_none() && bullet(&pair[1].text).is_none() {
            joints += 1;
            short += usize::from(pair[0].width + face.piece(&pair[1].text, false) + RAGGED < full);
        }
    }
    joints >= 8 && short * 8 <= joints
}

/// Whether nearly every long line is exactly full: then words were broken where the line ended, if the lines were not
/// made so with blanks between words.
fn breaks_words(lines: &[Line], measure: usize) -> bool {
    let long = lines.iter().filter(|l| l.width + 12 >= measure && !l.is_url()).count();
    let exact = || lines.iter().filter(|l| l.width + 1 >= measure && !l.is_url());
    let padded = exact().filter(|l| l.text.contains("  ")).count();
    let exact = exact().count();
    long >= 5 && exact * 10 >= long * 8 && padded * 2 < exact
}
