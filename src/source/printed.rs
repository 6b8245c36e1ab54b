//! What a printed line says by its shape: that it ends a sentence or breaks off, that it is the number of a page or
//! an entry of a table of contents.
//!
//! Used where lines are known, of PDF itself and of text extracted from it.

use crate::marks::is_east_asian;
use crate::model::label::{self, Enclosure, Label};

/// Whether a text ends a sentence or a part of one.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = without_notes(text).trim_end_matches(|c: char| {
        matches!(c, '”' | '’' | '"' | '）' | ')' | '】' | '」' | '』' | '》' | ']' | '*')
            || c.is_whitespace()
            || is_invisible(c)
    });
    text.ends_with(['。', '；', '：', '！', '？', '.', ';', ':', '!', '?', '…', '।', '؛', '؟', '·'])
        && !abbreviates(text)
}

/// A text without the marks of notes behind it: `[^2]`.
pub(crate) fn without_notes(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some((before, note)) = text.strip_suffix(']').and_then(|t| t.rsplit_once("[^"))
        && note.chars().all(char::is_alphanumeric)
    {
        text = before.trim_end_matches('\\');
    }
    text
}

/// Whether a text ends within an abbreviation: `wie z.`, `(e.g.`, `gem. Art.`
pub(crate) fn abbreviates(text: &str) -> bool {
    const SHORT: [&str; 24] = [
        "e.g.", "i.e.", "cf.", "vs.", "viz.", "nos.", "art.", "arts.", "sec.", "bzw.", "ggf.", "gem.", "vgl.", "inkl.",
        "insb.", "abs.", "nr.", "p.ej.", "núm.", "z.b.", "d.h.", "u.a.", "i.s.d.", "c.-à-d.",
    ];
    if !text.ends_with('.') {
        return false;
    }
    let parts = |c: char| c.is_whitespace() || matches!(c, '(' | '（');
    let last = last_word(text, parts);
    let is_letter = |word: &str| word.ends_with('.') && word.chars().nth(1) == Some('.');
    if !is_letter(last) {
        return is_one_of(last, &SHORT);
    }
    if names_code(text) {
        return true;
    }
    // `z. B.` is one abbreviation
    let before = last_word(text[..text.len() - last.len()].trim_end(), parts);
    let both = || is_letter(before) && is_one_of(&format!("{before}{last}"), &SHORT);
    last.starts_with(char::is_lowercase) && last.len() < text.len() || both()
}

/// Whether a text breaks off: its last word leads to another (`operated by`, `les conditions de`).
pub(crate) fn breaks_off(text: &str) -> bool {
    const LEADING: [&str; 126] = [
        "a", "an", "the", "of", "and", "or", "by", "to", "in", "on", "for", "with", "from", "at", "as", "that",
        "which", "any", "its", "our", "your", "their", "this", "these", "under", "between", "de", "du", "des", "la",
        "le", "les", "et", "ou", "un", "une", "à", "au", "aux", "en", "par", "pour", "sur", "der", "die", "das", "und",
        "oder", "von", "zu", "mit", "den", "dem", "el", "los", "las", "y", "con", "im", "am", "zum", "zur", "vom",
        "beim", "ins", "auf", "aus", "bei", "nach", "für", "über", "unter", "durch", "gegen", "ohne", "um", "ein",
        "eine", "einen", "einem", "einer", "eines", "dass", "sowie", "als", "wenn", "ob", "ihre", "ihrer", "unser",
        "unsere", "al", "del", "que", "por", "para", "una", "os", "da", "dos", "nos", "nas", "em", "com", "ao", "uma",
        "di", "della", "dei", "delle", "che", "il", "lo", "gli", "per", "nel", "alla", "van", "het", "een", "voor",
        "met", "door", "bij", "aan", "be",
    ];
    let last = || last_word(text, |c| c.is_whitespace() || matches!(c, '’' | '\''));
    // none of the words is one of an East Asian language
    !text.ends_with(is_east_asian) && is_one_of(last(), &LEADING) && text.contains(' ')
}

/// Whether the last word of a text is an auxiliary verb, so that a list says what it leads to: `The keeper may`.
pub(crate) fn awaits_verb(text: &str) -> bool {
    const AUXILIARY: [&str; 33] = [
        "may", "shall", "must", "will", "can", "should", "would", "is", "are", "darf", "dürfen", "muss", "müssen",
        "kann", "können", "soll", "sollen", "hat", "ist", "peut", "peuvent", "doit", "doivent", "puede", "pueden",
        "debe", "deben", "può", "possono", "deve", "devono", "pode", "podem",
    ];
    // `will` is a verb, `Will` captions what is inherited
    !text.ends_with(is_east_asian) && text.contains(' ') && AUXILIARY.contains(&last_word(text, char::is_whitespace))
}

/// Whether a character is drawn before the items of lists and nowhere else; symbol fonts have theirs in private places.
pub(crate) fn is_bullet(c: char) -> bool {
    const BULLETS: [char; 30] = [
        '•', '●', '○', '◦', '◉', '◎', '∙', '‣', '⁃', '■', '□', '▪', '▫', '◼', '◻', '◆', '◇', '❖', '▲', '△', '▶', '▷',
        '►', '➢', '➤', '★', '☆', '✓', '✔', '✦',
    ];
    !c.is_ascii() && (BULLETS.contains(&c) || matches!(c, '\u{f000}'..='\u{f0ff}'))
}

/// Whether the last word of a text asks for a number: `as described in Section`, `gemäß §`.
pub(crate) fn cites(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "section",
        "sections",
        "article",
        "articles",
        "clause",
        "clauses",
        "paragraph",
        "paragraphs",
        "schedule",
        "exhibit",
        "annex",
        "rule",
        "§",
        "§§",
        "artikel",
        "abschnitt",
        "ziffer",
        "absatz",
        "artículo",
        "artículos",
        "cláusula",
        "sección",
        "capítulo",
        "chapitre",
        "kapitel",
        "no",
    ];
    let last = || last_word(text, |c| matches!(c, ' ' | '-'));
    // a caption may end in one: `Final Section`
    let asks = || is_one_of(last(), &WORDS) || names_code(text);
    !text.ends_with(is_east_asian) && asks() && text.bytes().filter(|b| *b == b' ').nth(1).is_some()
}

/// `48 C.F.R.`, `17 U.S.C.`, `48 CFR`: a code of laws by the number of its title, which leads to a section.
fn names_code(text: &str) -> bool {
    let code = last_word(text, char::is_whitespace);
    let title = last_word(text[..text.len() - code.len()].trim_end(), char::is_whitespace);
    let letters = code.bytes().filter(|b| *b != b'.').count();
    (2..=4).contains(&letters)
        && code.bytes().all(|b| b.is_ascii_uppercase() || b == b'.')
        && !title.is_empty()
        && title.bytes().all(|b| b.is_ascii_digit())
}

/// No word of the lists here has so many characters.
const LONGEST: usize = 16;

/// What stands behind the last character that parts words; of a word longer than any that is looked for, its end.
fn last_word(text: &str, parts: impl Fn(char) -> bool) -> &str {
    let (mut from, mut count) = (text.len(), 0);
    for (i, c) in text.char_indices().rev() {
        if parts(c) || count > LONGEST {
            break;
        }
        (from, count) = (i, count + 1);
    }
    &text[from..]
}

/// Whether a word, whatever its case, stands in a list of words in lower case.
fn is_one_of(word: &str, list: &[&str]) -> bool {
    match word.is_ascii() {
        true => list.iter().any(|w| w.eq_ignore_ascii_case(word)),
        false => list.contains(&word.to_lowercase().as_str()),
    }
}

/// Whether a sentence counts up to the number in itself: `the keeper (i) counts, (ii) signs and`, `(iii)`.
pub(crate) fn enumerates(text: &str, label: &Label) -> bool {
    let before = label.last().checked_sub(1).filter(|_| label.values.len() == 1);
    let Some(before) = before.and_then(|n| label::written(label.form, n)) else { return false };
    let shapes = match label.enclosure {
        Enclosure::Full => [format!("({before})"), format!("（{before}）")],
        Enclosure::Half => [format!(" {before})"), format!("{before}）")],
        _ => return false,
    };
    shapes.iter().any(|shape| text.rfind(shape).is_some_and(|at| at > 0))
}

/// Whether a character takes up no room.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The number of a page, and whether words or dashes say that it is one.
pub(crate) fn page_number(text: &str) -> Option<(u32, bool)> {
    // no character has more than four bytes
    if text.len() > 4 * 24 || !text.bytes().any(|b| b.is_ascii_digit()) || text.chars().count() > 24 {
        return None;
    }
    // none of the shapes has more beside its numbers
    let is_seen = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    let beside = |c: &char| !c.is_ascii_digit() && is_seen(c);
    if text.chars().filter(beside).nth(8).is_some() {
        return None;
    }
    let squeezed: String = text.chars().filter(is_seen).collect::<String>().to_lowercase();
    let (number, rest) = |s: &str| -> Option<(u32, String)> {
        let from = s.find(|c: char| c.is_ascii_digit())?;
        let end = s[from..].find(|c: char| !c.is_ascii_digit()).map_or(s.len(), |n| from + n);
        let mut around = s[..from].to_owned();
        around.push('#');
        around.push_str(&s[end..].chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>());
        Some((s[from..end].parse().ok().filter(|n| *n < 10_000)?, around))
    }(&squeezed)?;
    if rest == "#" {
        return Some((number, false));
    }
    let rest = rest.trim_end_matches('0').to_owned();
    const SHAPES: [&str; 22] = [
        "第#页",
        "第#页共0页",
        "第#页/共0页",
        "第#页，共0页",
        "第#頁",
        "-#-",
        "–#–",
        "—#—",
        "page#",
        "page#of",
        "page#/",
        "p.#",
        "seite#",
        "seite#von",
        "page#sur",
        "página#",
        "página#de",
        "#ページ",
        "#/",
        "·#·",
        "|#",
        "#|",
    ];
    let squashed = rest.replace("00", "0").replace("00", "0");
    SHAPES.contains(&squashed.as_str()).then_some((number, true))
}

/// Whether a line is the title of a table of contents.
pub(crate) fn is_title_of_contents(text: &str) -> bool {
    const TITLES: [&str; 21] = [
        "目录",
        "目錄",
        "目次",
        "목차",
        "차례",
        "contents",
        "tableofcontents",
        "inhaltsverzeichnis",
        "inhalt",
        "índice",
        "indice",
        "содержание",
        "المحتويات",
        "sommaire",
        "tabledesmatières",
        "spistreści",
        "inhoud",
        "inhoudsopgave",
        "sumário",
        "оглавление",
        "contenido",
    ];
    // most lines are longer than a title is, with blanks between its letters, or begin otherwise
    let squeezed = || text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase);
    let first = |c: char| TITLES.iter().any(|title| title.starts_with(c));
    text.len() <= 60 && squeezed().next().is_some_and(first) && TITLES.iter().any(|title| title.chars().eq(squeezed()))
}

/// Dots that lead to a page number: `Fees ........ 4`.
pub(crate) fn leads_to_page(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_invisible(c));
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = text.len() - before.len();
    if number == 0 {
        return false;
    }
    let dots = before.trim_end();
    let run = dots
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '…' | '·' | '．' | '⋯' | ' '))
        .filter(|c| *c != ' ')
        .count();
    number <= 4 && (run >= 4 || (run >= 2 && dots.ends_with('…')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_by_their_shape() {
        for s in ["第 3 页", "第3页 共10页", "- 3 -", "Page 3 of 12", "3 / 10", "— 4 —"] {
            assert!(matches!(page_number(s), Some((_, true))), "{s}");
        }
        assert_eq!((page_number("7"), page_number("7\u{200b}")), (Some((7, false)), Some((7, false))));
        for s in ["第三页", "page 3 of the agreement", "3.1", "第3条"] {
            assert_eq!(page_number(s), None, "{s}");
        }
    }

    #[test]
    fn abbreviations_and_citations_go_on() {
        assert!(abbreviates("im Hafen (z. B.") && abbreviates("im Hafen, d. h.") && !abbreviates("im Block B."));
        for s in ["Werbung, wie z.", "lights (e.g.", "die Lampe bzw.", "nach Art."] {
            assert!(!ends_sentence(s), "{s}");
        }
        for s in ["The lamp is lit.", "vitamin C.", "甲方。"] {
            assert!(ends_sentence(s), "{s}");
        }
        assert!(cites("the fee named in Section") && cites("gemäß der §") && !cites("Final Section"));
    }

    #[test]
    fn entries_of_contents() {
        assert!(leads_to_page("Fees ........ 4") && leads_to_page("费用……12"));
        assert!(!leads_to_page("Fees 4") && !leads_to_page("See above..."));
    }
}
