//! Vowel signs and accents that are drawn as glyphs of their own, higher or lower than the line → put to their letters.

use unicode_normalization::char::is_combining_mark;

use super::page::{Glyph, Run};
use crate::marks::is_right_to_left;

/// Puts each mark to the letter drawn before it; of letters that are read from right to left, which a page draws
/// backwards, to the one drawn behind it.
pub(super) fn seat(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if !glyphs.iter().any(is_mark) {
        return glyphs;
    }
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.into_iter().peekable();
    while let Some(glyph) = rest.next() {
        let is_mark = is_mark(&glyph);
        if is_mark
            && let Some(letter) = rest.peek_mut()
            && letter.run.text.contains(is_right_to_left)
            && belongs(&glyph.run, &letter.run)
        {
            letter.run.text.insert_str(0, &glyph.run.text);
            continue;
        }
        if is_mark
            && let Some(letter) = out.last_mut()
            && letter.run.text.ends_with(|c: char| c.is_alphabetic() && !is_right_to_left(c))
            && belongs(&glyph.run, &letter.run)
        {
            letter.run.text.push_str(&glyph.run.text);
            letter.run.end = letter.run.end.max(glyph.run.end);
            continue;
        }
        out.push(glyph);
    }
    out
}

fn is_mark(glyph: &Glyph) -> bool {
    !glyph.run.text.is_empty() && glyph.run.text.chars().all(is_combining_mark)
}

/// Whether a mark stands above or below a letter.
fn belongs(mark: &Run, letter: &Run) -> bool {
    let reach = 0.4 * letter.size;
    let beside = mark.x.1 >= letter.x.0 - reach && mark.x.0 <= letter.x.1 + reach;
    beside && (mark.y - letter.y).abs() < letter.size && (mark.size - letter.size).abs() < 0.3 * letter.size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_goes_to_its_letter() {
        let glyph = |text: &str, x: (f32, f32), y: f32| {
            let run = Run { text: text.to_owned(), x, end: x.1, y, size: 10.0, ..Run::default() };
            Glyph { run, ..Glyph::default() }
        };
        let texts = |glyphs| seat(glyphs).into_iter().map(|g| g.run.text).collect::<Vec<_>>();
        let arabic =
            vec![glyph("ا", (0.0, 3.0), 100.0), glyph("\u{64b}", (3.0, 3.0), 98.0), glyph("م", (3.5, 9.0), 100.0)];
        assert_eq!(texts(arabic), ["ا", "\u{64b}م"]);
        let thai =
            vec![glyph("ก", (0.0, 6.0), 100.0), glyph("\u{e49}", (6.0, 6.0), 98.5), glyph("า", (6.0, 10.0), 100.0)];
        assert_eq!(texts(thai), ["ก\u{e49}", "า"]);
        let far = vec![glyph("e", (0.0, 6.0), 100.0), glyph("\u{301}", (60.0, 60.0), 100.0)];
        assert_eq!(texts(far), ["e", "\u{301}"]);
    }
}
