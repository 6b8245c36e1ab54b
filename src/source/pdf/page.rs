//! A page as its text stands on it: stretches of characters with their place and their look.
//!
//! This is what the reading of a file ends in and the layout begins with. It is plain data that can be sent from one
//! process to another: what is read from a hostile file is read elsewhere.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::rules::Uprights;
use super::unseen::Unseen;
use crate::marks::is_right_to_left;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its width and height in points.
    pub size: (f32, f32),
    /// The text, in the order in which the file draws it.
    pub runs: Vec<Run>,
    /// Thin lines: left, top, right, bottom.
    pub rules: Vec<[f32; 4]>,
    /// The targets of its links.
    pub links: Vec<String>,
    /// Whether its lines stand sideways or upside down, and it was turned to be read.
    pub turned: bool,
    /// Text that is set aslant or upright, such as a watermark: it is no part of the lines.
    pub aslant: String,
    /// Text that the page holds and does not show: it is no part of the lines.
    pub hidden: String,
    /// Whether its text stands unseen behind a picture of the page: a machine recognised it.
    pub recognised: bool,
    /// How much of the page pictures cover, from 0 to 1.
    pub pictures: f32,
    /// How many characters nobody names.
    pub nameless: usize,
    /// How many characters are read by the numbers of their glyphs, since no name says them.
    pub guessed: usize,
    /// Fields of a form that are filled in, and notes written over the page, that are not read.
    pub notes: usize,
    /// What is filled into fields and typed over the page, and read where it stands.
    pub filled: String,
}

/// Characters on one baseline, in one look, without a gap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The characters, blanks included.
    pub text: String,
    /// Where it begins and ends, from the left, without blanks around it.
    pub x: (f32, f32),
    /// The baseline, from the top.
    pub y: f32,
    /// The size of the font.
    pub size: f32,
    /// Whether the font says that it is bold.
    pub bold: bool,
    /// Whether the font says that it is italic.
    pub italic: bool,
    /// Whether a rule stands right below it.
    pub underline: bool,
    /// How thick its strokes are where the font is drawn and says nothing, in parts of the size; else 0.
    pub stroke: f32,
    /// The link that it belongs to, by its number.
    pub link: Option<u32>,
    /// Whether the file says that it is a running head or foot.
    pub furniture: bool,
    /// Where its last blank ends, while it is put together.
    #[serde(skip)]
    pub(super) end: f32,
}

impl Run {
    /// Half way from where it begins to where it ends.
    pub(super) fn middle(&self) -> f32 {
        (self.x.0 + self.x.1) / 2.0
    }
}

/// A character or a cluster of them as one glyph.
#[derive(Clone, Debug, Default)]
pub(super) struct Glyph {
    pub(super) run: Run,
    /// The area and the outline of a drawn glyph, in parts of the size.
    pub(super) ink: (f32, f32),
    /// The font that draws it and says nothing of its look.
    pub(super) drawn_by: Option<usize>,
    /// Whether it can be seen.
    pub(super) unseen: Unseen,
    /// How many glyphs were drawn before it.
    pub(super) serial: usize,
}

/// What one glyph stands for, in the order of the page: a ligature of letters that are read from right to left says
/// them in the order of reading.
pub(super) fn as_seen(said: String) -> String {
    if said.starts_with(is_right_to_left) { said.chars().rev().collect() } else { said }
}

/// Joins glyphs to runs.
///
/// A gap between two words without a blank glyph becomes a blank; a wide one ends the run, and so does one in which a
/// rule parts two cells.
pub(super) fn runs(mut glyphs: Vec<Glyph>, uprights: &Uprights) -> Vec<Run> {
    from_left(&mut glyphs);
    close_letters(&mut glyphs);
    let mut out: Vec<Run> = Vec::new();
    let (mut ink, mut font) = ((0.0, 0.0), None);
    let mut letter = f32::MIN;
    for Glyph { run: glyph, ink: own, drawn_by, .. } in glyphs {
        // programs that write a text twice, once unseen, go back for a blank: it parts nothing
        let back = |run: &Run| (run.y - glyph.y).abs() < 0.03 * run.size && (run.x.0..letter).contains(&glyph.middle());
        if is_blank(&glyph) && out.last().is_some_and(back) {
            continue;
        }
        if !is_blank(&glyph) {
            letter = glyph.x.0;
        }
        let joined = font == Some(drawn_by) && out.last_mut().is_some_and(|run| join(run, &glyph, uprights));
        font = Some(drawn_by);
        if joined {
            ink = (ink.0 + own.0, ink.1 + own.1);
        } else {
            ink = own;
            out.push(glyph);
        }
        if let Some(run) = out.last_mut()
            && ink.1 > 0.0
        {
            run.stroke = 2.0 * ink.0 / ink.1;
        }
    }
    struck_twice(out)
}

/// Puts the glyphs of a line in their order on the page where it has letters that are read from right to left, which programs
/// draw apart from the blanks and signs between them, and where its blanks, which are of another font, are drawn first.
fn from_left(glyphs: &mut Vec<Glyph>) {
    for line in glyphs.chunk_by_mut(|a, b| (a.run.y - b.run.y).abs() < 0.03 * a.run.size) {
        if line.iter().any(|g| g.run.text.contains(is_right_to_left)) || blanks_come_first(line) {
            line.sort_by(|a, b| a.run.x.0.total_cmp(&b.run.x.0));
            // a blank that is drawn over a letter parts nothing
            for at in 1..line.len() {
                let [before, blank] = &mut line[at - 1..=at] else { continue };
                if is_blank(&blank.run) && before.run.x.1 > blank.run.middle() {
                    blank.run.text.clear();
                }
            }
        }
    }
    glyphs.retain(|g| !g.run.text.is_empty());
}

/// Whether a line begins with blanks that stand between its letters.
fn blanks_come_first(line: &[Glyph]) -> bool {
    let seen = line.iter().position(|g| !is_blank(&g.run)).unwrap_or(line.len());
    let (blanks, letters) = line.split_at(seen);
    let Some(first) = letters.first() else { return false };
    blanks.iter().any(|b| b.run.x.0 > first.run.x.0) && letters.is_sorted_by(|a, b| a.run.x.0 <= b.run.x.0)
}

/// How many gaps that could be blanks follow one another where letters are set apart.
const LETTERS: usize = 4;

/// Letters that are set apart, as those of titles are, are still letters of one word: only a gap that is wider than
/// most of theirs stands for a blank.
fn close_letters(glyphs: &mut [Glyph]) {
    let seen = |g: &Glyph| !g.run.text.trim().is_empty();
    let gap = |a: &Glyph, b: &Glyph| b.run.x.0 - a.run.x.1.max(a.run.end);
    let apart = |a: &Glyph, b: &Glyph| {
        let beside =
            (a.run.y - b.run.y).abs() < 0.03 * a.run.size && (a.run.size - b.run.size).abs() < 0.02 * a.run.size;
        beside && (!seen(a) || !seen(b) || parted(&a.run, &b.run))
    };
    let mut from = 0;
    while from < glyphs.len() {
        let to = from + glyphs[from..].windows(2).take_while(|pair| apart(&pair[0], &pair[1])).count();
        let letters = |at: &usize| seen(&glyphs[*at]) && seen(&glyphs[*at + 1]);
        let mut gaps: Vec<f32> = (from..to).filter(letters).map(|at| gap(&glyphs[at], &glyphs[at + 1])).collect();
        if gaps.len() >= LETTERS {
            gaps.sort_by(f32::total_cmp);
            let usual = gaps[gaps.len() / 2];
            let within = |at: &usize| letters(at) && gap(&glyphs[*at], &glyphs[*at + 1]) < 1.6 * usual;
            let within: Vec<usize> = (from..to).filter(within).collect();
            within.into_iter().for_each(|at| glyphs[at].run.end = glyphs[at + 1].run.x.0);
        }
        from = to + 1;
    }
}

fn is_blank(glyph: &Run) -> bool {
    glyph.text.trim().is_empty()
}

fn join(run: &mut Run, glyph: &Run, uprights: &Uprights) -> bool {
    let size = run.size.max(1.0);
    let gap = glyph.x.0 - run.end;
    let look = |r: &Run| (r.bold, r.italic, r.underline, r.link, r.furniture);
    let alike = (run.size - glyph.size).abs() < 0.02 * size && (run.y - glyph.y).abs() < 0.03 * size;
    // characters as wide as high are set without gaps: a wide one parts columns
    let wide = [run.text.chars().next_back(), glyph.text.chars().next()];
    let most = if wide.iter().all(|c| c.is_some_and(crate::marks::is_east_asian)) { 0.4 } else { 0.5 };
    if !alike || look(run) != look(glyph) || !(-0.4 * size..=most * size).contains(&gap) {
        return false;
    }
    if gap > 0.0 && uprights.part(run.end, glyph.x.0, run.y - 0.3 * size) {
        return false;
    }
    if parted(run, glyph) {
        run.text.push(' ');
    }
    if !glyph.text.trim().is_empty() {
        if run.text.trim().is_empty() {
            run.x.0 = glyph.x.0;
        }
        run.x.1 = glyph.x.1.max(run.x.0);
    }
    run.text.push_str(&glyph.text);
    run.end = run.end.max(glyph.end);
    true
}

/// Whether a gap stands for a blank that no glyph draws. Between characters as wide as high it takes a wide one:
/// typesetting stretches lines there, and parts scripts.
pub(super) fn parted(before: &Run, after: &Run) -> bool {
    let (Some(a), Some(b)) = (before.text.chars().next_back(), after.text.chars().next()) else { return false };
    // quotation marks and dashes are as wide as the letters beside them
    let is_wide = |c: char| crate::marks::is_east_asian(c) && !crate::marks::is_common(c);
    let wide = is_wide(a) || is_wide(b);
    let enough = if wide { 0.8 } else { 0.12 };
    !a.is_whitespace()
        && !b.is_whitespace()
        && after.x.0 - before.x.1.max(before.end) > enough * before.size.min(after.size)
}

/// A text drawn twice at nearly the same place is drawn so to look bold, or to throw a shadow.
fn struck_twice(runs: Vec<Run>) -> Vec<Run> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let near =
            |other: &Run| (other.x.0 - run.x.0).abs() < 0.12 * run.size && (other.y - run.y).abs() < 0.12 * run.size;
        let places = places.entry(run.text.clone()).or_default();
        match places.iter().rev().take(64).copied().find(|at| near(&out[*at])) {
            Some(at) if !run.text.trim().is_empty() => out[at].bold = true,
            _ => {
                places.push(out.len());
                out.push(run);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: &str, x: f32) -> Glyph {
        let run = Run { text: text.to_owned(), x: (x, x + 5.0), end: x + 5.0, y: 100.0, size: 10.0, ..Run::default() };
        Glyph { run, ..Glyph::default() }
    }

    #[test]
    fn gaps_are_blanks_or_ends() {
        let texts = |glyphs| runs(glyphs, &Uprights::default()).into_iter().map(|r| r.text).collect::<Vec<_>>();
        assert_eq!(texts(vec![glyph("a", 0.0), glyph("b", 5.0), glyph("c", 13.0), glyph("d", 40.0)]), ["ab c", "d"]);
        assert_eq!(texts(vec![glyph("甲", 0.0), glyph("b", 8.0)]), ["甲b"]);
        let ruled = Uprights::of(&[[7.0, 80.0, 7.5, 120.0]]);
        assert_eq!(runs(vec![glyph("甲", 0.0), glyph("b", 8.0)], &ruled).len(), 2);
    }

    #[test]
    fn letters_that_are_set_apart_are_one_word() {
        let place = |i: usize| 8.0 * i as f32 + if i > 3 { 8.0 } else { 0.0 };
        let glyphs = "TideTables".chars().enumerate().map(|(i, c)| glyph(&c.to_string(), place(i))).collect();
        let found: Vec<String> = runs(glyphs, &Uprights::default()).into_iter().map(|r| r.text).collect();
        assert_eq!(found.join("|"), "Tide|Tables");
    }

    #[test]
    fn a_blank_over_a_letter_parts_nothing() {
        let glyphs = vec![glyph("r", 0.0), glyph(" ", 5.0), glyph("e", 10.0), glyph(" ", 6.0), glyph("a", 15.0)];
        assert_eq!(runs(glyphs, &Uprights::default())[0].text, "r ea");
    }

    #[test]
    fn what_is_read_from_the_right_is_put_in_order() {
        let glyphs = vec![glyph(")", 5.0), glyph("ب", 0.0), glyph("ا", 10.0)];
        assert_eq!(runs(glyphs, &Uprights::default())[0].text, "ب)ا");
    }

    #[test]
    fn a_text_struck_twice_is_bold() {
        let found = runs(vec![glyph("a", 0.0), glyph("b", 50.0), glyph("a", 0.4)], &Uprights::default());
        assert_eq!(found.iter().map(|r| (r.text.as_str(), r.bold)).collect::<Vec<_>>(), [("a", true), ("b", false)]);
    }
}
