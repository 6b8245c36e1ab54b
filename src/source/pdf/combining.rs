//! Vowel signs and accents that are drawn as glyphs of their own, higher or lower than the line → put to their letters.
//!
//! Fonts of vowel signs have combining characters for them. TeX's first fonts have accents that stand by themselves
//! (`¨`), and set them over their letters: there the place tells.

use unicode_normalization::char::{compose, is_combining_mark};

use super::page::{Glyph, Run};
use crate::marks::is_right_to_left;

/// Puts each mark to the letter drawn before it; of letters that are read from right to left, which a page draws
/// backwards, to the one drawn behind it.
pub(super) fn seat(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let glyphs = accented(glyphs);
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

/// Joins accents that stand by themselves to the letters that they are set over, before or behind them in the file.
fn accented(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if !glyphs.iter().any(|g| accent(g).is_some()) {
        return glyphs;
    }
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.into_iter().peekable();
    while let Some(glyph) = rest.next() {
        if let Some(mark) = accent(&glyph)
            && (rest.peek_mut().is_some_and(|letter| set_over(&glyph.run, mark, &mut letter.run))
                || out.last_mut().is_some_and(|letter| set_over(&glyph.run, mark, &mut letter.run)))
        {
            continue;
        }
        out.push(glyph);
    }
    out
}

/// The combining character of an accent that stands by itself.
fn accent(glyph: &Glyph) -> Option<char> {
    Some(match glyph.run.text.as_str() {
        "`" => '\u{300}',
        "´" => '\u{301}',
        "ˆ" | "^" => '\u{302}',
        "˜" | "~" => '\u{303}',
        "¯" => '\u{304}',
        "˘" => '\u{306}',
        "˙" => '\u{307}',
        "¨" => '\u{308}',
        "˚" => '\u{30a}',
        "˝" => '\u{30b}',
        "ˇ" => '\u{30c}',
        "¸" => '\u{327}',
        "˛" => '\u{328}',
        _ => return None,
    })
}

/// Puts an accent to a letter where it is set over it and there is such a letter.
fn set_over(accent: &Run, mark: char, letter: &mut Run) -> bool {
    let over = (letter.x.0..letter.x.1).contains(&accent.middle()) && (accent.y - letter.y).abs() < 0.6 * letter.size;
    let mut chars = letter.text.chars();
    let (Some(base), None) = (chars.next().filter(|_| over), chars.next()) else { return false };
    let base = match base {
        'ı' => 'i',
        'ȷ' => 'j',
        base => base,
    };
    let whole = compose(base, mark);
    if let Some(whole) = whole {
        letter.text = whole.to_string();
    }
    whole.is_some()
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
    fn an_accent_set_over_a_letter_is_part_of_it() {
        let glyph = |text: &str, x: f32, width: f32, y: f32| {
            let run = Run { text: text.to_owned(), x: (x, x + width), end: x + width, y, size: 10.0, ..Run::default() };
            Glyph { run, ..Glyph::default() }
        };
        let text = |glyphs| seat(glyphs).into_iter().map(|g| g.run.text).collect::<String>();
        let before = vec![glyph("f", 0.0, 3.0, 100.0), glyph("¨", 3.2, 5.0, 100.0), glyph("u", 3.0, 5.4, 100.0)];
        assert_eq!(text(before), "fü");
        let capital = vec![glyph("´", 1.0, 5.0, 97.6), glyph("E", 0.0, 6.8, 100.0), glyph("t", 6.8, 3.0, 100.0)];
        assert_eq!(text(capital), "Ét");
        assert_eq!(text(vec![glyph("´", 0.0, 3.0, 100.0), glyph("ı", 0.2, 2.8, 100.0)]), "í");
        assert_eq!(text(vec![glyph("e", 0.0, 4.4, 100.0), glyph("˛", 0.6, 4.0, 100.0)]), "ę");
        // beside letters it stands for itself
        let alone = vec![glyph("x", 0.0, 5.0, 100.0), glyph("^", 5.0, 5.0, 100.0), glyph("e", 10.0, 5.0, 100.0)];
        assert_eq!(text(alone), "x^e");
    }

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
