//! What a page holds and does not show: text without ink, white text where nothing is painted below it, text that is
//! painted over or smaller than any eye sees, and layers that are off.
//!
//! Behind the picture of a scanned page, text without ink is what a machine recognised in the picture.

use super::page::Glyph;

/// Whether a glyph cannot be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unseen {
    #[default]
    No,
    /// It is white.
    OnWhite,
    /// It is drawn without ink.
    Always,
    /// It is on a layer that is off.
    Off,
}

impl Unseen {
    /// Of a glyph in a text rendering mode (ISO 32000-1, 9.3.6), filled with white or not.
    pub(super) fn of(mode: i64, white: bool) -> Unseen {
        match mode {
            3 | 7 => Unseen::Always,
            _ if white => Unseen::OnWhite,
            _ => Unseen::No,
        }
    }
}

/// How many areas are kept: on more, white text counts as seen, and no more hide anything.
const GROUNDS: usize = 1_000;
const COVERS: usize = 300;

/// A glyph of so many points is not seen, on a page that has larger ones.
const TINY: f32 = 1.0;
const LARGE: f32 = 4.0;

/// What is painted on a page.
#[derive(Debug, Default)]
pub(super) struct Painted {
    /// Areas on which white can be seen, and whether there are more.
    grounds: Vec<[f32; 4]>,
    more: bool,
    /// Boxes that hide what is drawn before, and how many glyphs were.
    covers: Vec<([f32; 4], usize)>,
}

impl Painted {
    pub(super) fn ground(&mut self, area: [f32; 4]) {
        self.more |= self.grounds.len() == GROUNDS;
        if !self.more {
            self.grounds.push(area);
        }
    }

    pub(super) fn cover(&mut self, area: [f32; 4], drawn: usize) {
        if self.covers.len() < COVERS && drawn > 0 {
            self.covers.push((area, drawn));
        }
    }

    /// Whether what is white is seen there.
    fn shows_white(&self, glyph: &Glyph) -> bool {
        let (x, y) = (glyph.run.middle(), glyph.run.y - 0.3 * glyph.run.size);
        self.more || self.grounds.iter().any(|&[x0, y0, x1, y1]| (x0..=x1).contains(&x) && (y0..=y1).contains(&y))
    }

    /// Whether a box is painted over a glyph.
    fn hides(&self, glyph: &Glyph) -> bool {
        let run = &glyph.run;
        let over = |&([x0, y0, x1, y1], drawn): &([f32; 4], usize)| {
            glyph.serial < drawn
                && x0 <= run.x.0 + 0.1 * run.size
                && x1 >= run.x.1 - 0.1 * run.size
                && y0 <= run.y - 0.6 * run.size
                && y1 >= run.y - 0.05 * run.size
        };
        self.covers.iter().any(over)
    }
}

/// Takes the glyphs away that a page of this size does not show, and gives their text.
pub(super) fn take(glyphs: &mut Vec<Glyph>, painted: &Painted, size: (f32, f32), scanned: bool) -> String {
    let large = glyphs.iter().any(|g| g.run.size >= LARGE && !g.run.text.trim().is_empty());
    let beside = |g: &Glyph| g.run.x.1 < 0.0 || g.run.x.0 > size.0 || g.run.y < 0.0 || g.run.y > size.1 + g.run.size;
    let tiny = |g: &Glyph| large && g.run.size < TINY && g.run.x.1 - g.run.x.0 < TINY;
    let hidden = |g: &mut Glyph| {
        beside(g)
            || match g.unseen {
                Unseen::Off => true,
                Unseen::Always => !scanned,
                Unseen::OnWhite => !painted.shows_white(g),
                // a picture of the page can be laid over what was recognised in it
                Unseen::No => !scanned && (tiny(g) || painted.hides(g)),
            }
    };
    glyphs.extract_if(.., hidden).map(|g| g.run.text).collect()
}

/// Whether an operator sets white as the colour of what is filled. One number of a colour space that it does not name
/// says nothing.
pub(super) fn is_white(operator: &[u8], paint: &[f64]) -> bool {
    match (operator, paint) {
        (b"g", [_]) | (b"rg" | b"sc" | b"scn", [_, _, _]) => paint.iter().all(|c| *c >= 0.99),
        (b"k" | b"sc" | b"scn", [_, _, _, _]) => paint.iter().all(|c| *c <= 0.01),
        _ => false,
    }
}
