//! The start of a text → a number with the word that says what it numbers: `第十二条之一`, `附件一`, `제1조의2`,
//! `Article IV`, `§ 3a`, `Schedule 1`, `2 kap.`; or an ordinal in capitals, which needs no word: `SEGUNDA.-`.
//!
//! Invariant: the word stands in the tables of [`super::words`]; which language it is in does not matter.

use std::borrow::Cow;

use super::figure::{self, blank, colon, letter_suffix, narrow, number};
use super::words::{ADVERBS, ANNEXES, FOLLOWING, LONGEST, ORDINAL_ENDS, ORDINALS, SPELLED, TENS, WESTERN};
use super::{Enclosure, Form, Label, Unit};
use crate::marks::is_east_asian;

/// Reads a number with a word before it or around it.
pub(super) fn scan(s: &str) -> Option<(Label, usize)> {
    let asian = || ordinal(s).or_else(|| annex(s)).or_else(|| bracketed(s));
    if s.starts_with(|c: char| c.is_ascii_digit()) {
        return followed(s);
    }
    let western = || western(s).or_else(|| alone(s));
    match s.bytes().next()? {
        b'A'..=b'Z' => western(),
        b'\0'..=b'\x7f' => None,
        // from U+3000 on no other word stands before its number
        0xe3..=0xef => asian(),
        _ => asian().or_else(western),
    }
}

/// `【第二条】价格`.
fn bracketed(s: &str) -> Option<(Label, usize)> {
    let inner = s.strip_prefix('【')?;
    let (label, end) = ordinal(inner)?;
    inner[end..].starts_with('】').then(|| (label, '【'.len_utf8() + end + '】'.len_utf8()))
}

impl Unit {
    /// What a word for it in another case or number numbers: `статьёй`, `artykule`, `clausole`.
    pub fn of_form(word: &str) -> Option<Unit> {
        let word = word.to_lowercase();
        let (stem, _) = word.split_at(word.char_indices().nth(STEM - 1).map(|(at, c)| at + c.len_utf8())?);
        let shared = |form: &str| form.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
        let ends = |form: &str, shared: usize| [form, &*word].iter().all(|w| w.chars().count() - shared <= ENDING);
        let forms = WESTERN.iter().flat_map(|(unit, words)| words.iter().map(move |form| (*unit, *form)));
        let alike = forms.filter(|(_, form)| form.starts_with(stem)).map(|(unit, form)| (shared(form), unit, form));
        alike
            .filter(|(shared, _, form)| ends(form, *shared))
            .max_by_key(|(shared, ..)| *shared)
            .map(|(_, unit, _)| unit)
    }
}

/// Forms of one word share so many letters at least, and differ in so many at their ends at most.
const STEM: usize = 4;
const ENDING: usize = 3;

/// A number between a first character and the unit: 第…条, 제…조.
fn ordinal(s: &str) -> Option<(Label, usize)> {
    let first = s.chars().next().filter(|c| matches!(c, '第' | '제'))?;
    let mut at = first.len_utf8();
    at += blank(&s[at..]);
    let hangul = |s: &str| (first == '제').then(|| figure::spelled_in_hangul(s)).flatten();
    let spelled = hangul(&s[at..]);
    let (form, value, n) = spelled.or_else(|| number(&s[at..]))?;
    at += n;
    // 제일 편한 배: `the most comfortable boat`
    at += if spelled.is_some() { 0 } else { blank(&s[at..]) };
    let (word, unit) = ORDINALS.iter().find(|(word, _)| s[at..].starts_with(word))?;
    at += word.len();
    let mut inserted = Vec::new();
    while let Some(mark) = s[at..].chars().next().filter(|c| matches!(c, '之' | 'の' | '의')) {
        let behind = &s[at + mark.len_utf8()..];
        let Some((_, v, n)) = hangul(behind).or_else(|| number(behind)) else { break };
        inserted.push(v);
        at += mark.len_utf8() + n;
    }
    // 제일조합: the name of a company
    if spelled.is_some() && s[at..].starts_with(char::is_alphabetic) {
        return None;
    }
    // 제2조의 회비를: a sentence that begins with a reference
    if first == '제' && PARTICLES.iter().any(|particle| s[at..].starts_with(particle)) {
        return None;
    }
    at += colon(&s[at..]);
    let label = Label { unit: *unit, form, enclosure: Enclosure::Word, values: vec![value], inserted };
    Some((label, at))
}

/// What joins a reference of Korean to its sentence.
const PARTICLES: [&str; 14] =
    ["의 ", "를 ", "을 ", "에 ", "은 ", "는 ", "이 ", "가 ", "와 ", "과 ", "에서", "부터", "까지", "내지"];

/// A number behind a word for an annex.
fn annex(s: &str) -> Option<(Label, usize)> {
    let head = ANNEXES.iter().find(|w| s.starts_with(**w))?;
    let mut at = head.len();
    at += blank(&s[at..]);
    let (form, value, n) = number(&s[at..])?;
    at += n;
    at += colon(&s[at..]);
    let label =
        Label { unit: Unit::Annex, form, enclosure: Enclosure::Word, values: vec![value], inserted: Vec::new() };
    Some((label, at))
}

/// A number before its word: `3 §`, `2 a §`, `1 kap.`
fn followed(s: &str) -> Option<(Label, usize)> {
    let (form, value, mut at) = number(s)?;
    let (inserted, n) = letter_suffix(s[at..].trim_start_matches(' '), form);
    at += if n > 0 { s[at..].len() - s[at..].trim_start_matches(' ').len() + n } else { 0 };
    at += usize::from(s[at..].starts_with('.'));
    // `1-modda`
    at += s[at..].len() - s[at..].trim_start_matches([' ', '\u{a0}', '-']).len();
    // `1.1` has no word
    if !s[at..].starts_with(|c: char| c == '§' || c.is_alphabetic() && !is_east_asian(c)) {
        return None;
    }
    let is = |s: &str, word: &str| s.eq_ignore_ascii_case(word) || !word.is_ascii() && lower(s) == word;
    let starts = |word: &str| s.get(at..at + word.len()).is_some_and(|s| is(s, word));
    let (word, unit) = FOLLOWING.iter().find(|(word, _)| starts(word))?;
    at += word.len();
    if s[at..].starts_with(|c: char| c.is_alphanumeric() || c == '§') {
        return None;
    }
    at += usize::from(s[at..].starts_with('.'));
    let label = Label { unit: *unit, form, enclosure: Enclosure::Word, values: vec![value], inserted };
    Some((label, at))
}

/// A number behind a word of letters, or `§`.
fn western(s: &str) -> Option<(Label, usize)> {
    let (unit, mut at) = if let Some(rest) = s.strip_prefix('§') {
        (Unit::Article, s.len() - rest.trim_start_matches('§').len())
    } else {
        // a heading's word begins with a capital, where there are such: `section 3 applies` is a sentence
        if !s.starts_with(|c: char| c.is_uppercase() || is_caseless(c)) {
            return None;
        }
        let mut head = s.char_indices().take(LONGEST + 1);
        let is_part = |c: char| c.is_alphabetic() || is_caseless(c);
        let end = head.find(|(_, c)| !is_part(*c)).map_or(s.len(), |(i, _)| i);
        let end = if s[end..].starts_with('.') { end + 1 } else { end };
        if end > LONGEST {
            return None;
        }
        // `Phụ lục 2`
        let two = || s[end..].strip_prefix(' ').and_then(|rest| rest.find(' ')).map(|second| end + 1 + second);
        let is_one = |end: &usize| may_be_western(&s[..*end]) && western_unit(&s[..*end]).is_some();
        let end = match s.starts_with(|c: char| c.is_ascii()) && !s[..end].is_ascii() {
            true => two().filter(is_one).unwrap_or(end),
            false => end,
        };
        let word = &s[..end];
        if !may_be_western(word) || !s[end..].starts_with(char::is_whitespace) && !word.ends_with('.') {
            return None;
        }
        (western_unit(word)?, end)
    };
    at += blank(&s[at..]);
    // `Annex No. 2`, `Приложение № 2`
    let sign = ["№", "No.", "no.", "Nr.", "nr.", "n.º", "nº", "n°"].into_iter().find(|sign| s[at..].starts_with(sign));
    at += sign.map_or(0, |sign| sign.len() + blank(&s[at + sign.len()..]));
    let (form, value, n) = western_number(&s[at..]).or_else(|| in_brackets(&s[at..]))?;
    at += n;
    // `Ek Hükümler`: the beginning of a word is no letter
    if form != Form::Decimal && s[at..].starts_with(|c: char| c.is_alphabetic() && !is_east_asian(c)) {
        return None;
    }
    let mut values = vec![value];
    while form == Form::Decimal && s[at..].starts_with('.') {
        let Some((Form::Decimal, v, n)) = number(&s[at + 1..]) else { break };
        values.push(v);
        at += 1 + n;
    }
    let (inserted, n) = letter_suffix(s[at..].trim_start_matches(' '), form);
    if n > 0 {
        let gap = s[at..].len() - s[at..].trim_start_matches(' ').len();
        at += gap + n;
    }
    let mut inserted: Vec<u32> = inserted;
    // `Article 3 bis`, but not `Artikel 3 bis Artikel 5` nor `Artikel 3 bis zum …`
    let put_in = || figure::between(&s[at..]).filter(|(_, len)| names_part(s[at + len..].trim_start()));
    if let Some((v, n)) = (form == Form::Decimal && inserted.is_empty()).then(put_in).flatten() {
        inserted.push(v);
        at += n;
    }
    // `Article 3-1`
    if let Some((Form::Decimal, v, n)) = s[at..].strip_prefix('-').and_then(number).filter(|_| form == Form::Decimal)
        && s[at + 1 + n..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ':'))
    {
        inserted.push(v);
        at += 1 + n;
    }
    // the dot of `Article 1.` belongs to the label's surroundings
    at += if s[at..].starts_with('.') { 1 } else { colon(&s[at..]) };
    let label = Label { unit, form, enclosure: Enclosure::Word, values, inserted };
    Some((label, at))
}

/// Whether what stands behind a number can be the name of its part: no word of a sentence, and no other number.
fn names_part(s: &str) -> bool {
    let Some(first) = s.chars().next() else { return true };
    (!first.is_alphabetic() || first.is_uppercase() || is_caseless(first)) && western(s).is_none()
}

/// What a word of [`WESTERN`] numbers.
fn western_unit(word: &str) -> Option<Unit> {
    let word = lower(word);
    WESTERN.iter().find(|(_, words)| words.iter().any(|x| x.eq_ignore_ascii_case(&word))).map(|(unit, _)| *unit)
}

/// Whether a character is one of the scripts without capitals that part their words by blanks, or of Thai, Lao and Khmer.
fn is_caseless(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{65f}' | '\u{66e}'..='\u{6d5}' | '\u{900}'..='\u{965}' | '\u{970}'..='\u{97f}' | '\u{e01}'..='\u{e4e}')
        || matches!(c, '\u{980}'..='\u{9e3}' | '\u{b80}'..='\u{be3}' | '\u{e81}'..='\u{ece}' | '\u{10d0}'..='\u{10ff}')
        || matches!(c, '\u{1780}'..='\u{17d3}')
}

/// Whether one of [`WESTERN`] has the length and the first letter of a word. Most words are none of them.
fn may_be_western(word: &str) -> bool {
    word.len() <= LONGEST
        && word
            .bytes()
            .next()
            .is_none_or(|first| !first.is_ascii() || LENGTHS[usize::from(first & 31)] & 1 << word.len() > 0)
}

/// By the first letter: the lengths of the words of [`WESTERN`] that begin with it, a bit each.
static LENGTHS: [u32; 32] = {
    let mut lengths = [0; 32];
    let (mut unit, mut at) = (0, 0);
    while unit < WESTERN.len() {
        if at == WESTERN[unit].1.len() {
            (unit, at) = (unit + 1, 0);
        } else {
            let word = WESTERN[unit].1[at].as_bytes();
            lengths[(word[0] & 31) as usize] |= 1 << word.len();
            at += 1;
        }
    }
    lengths
};

/// A word in lower case, but for ASCII, whose case its readers ignore.
fn lower(word: &str) -> Cow<'_, str> {
    if word.is_ascii() { word.into() } else { word.to_lowercase().into() }
}

/// `SEGUNDA.- PRECIO`, `PRIMERA: Objeto`, `Segunda.- Precio`: an ordinal is a number by itself, with a dash or in capitals.
fn alone(s: &str) -> Option<(Label, usize)> {
    if !s.starts_with(char::is_uppercase) {
        return adverb(s);
    }
    let dashed = |s: &str| [".-", ".–", ".—"].iter().any(|stop| s.starts_with(stop));
    let word = || s.find(|c: char| !c.is_alphabetic()).is_some_and(|end| dashed(&s[end..]));
    if !s.chars().take(2).all(char::is_uppercase) && !word() {
        return None;
    }
    let (value, end) = spelled(s)?;
    let stop = [".-", ".–", ".—", ".", ":"].into_iter().find(|stop| s[end..].starts_with(stop))?;
    let at = end + stop.len();
    let capitals = s[..end].chars().count() > 4 && !s[..end].contains(char::is_lowercase);
    let parted = s[at..].chars().next().is_none_or(char::is_whitespace);
    ((capitals || dashed(&s[end..])) && parted).then(|| (itself(value), at))
}

/// `ثانياً: السعر`.
fn adverb(s: &str) -> Option<(Label, usize)> {
    let end = s.find(|c| !('\u{621}'..='\u{652}').contains(&c)).filter(|end| (1..=LONGEST).contains(end))?;
    let bare = |c: char| if c == 'أ' { 'ا' } else { c };
    let word: String = s[..end].chars().filter(|c| *c < '\u{64b}').map(bare).collect();
    let value = narrow(ADVERBS.iter().position(|adverb| **adverb == *word)? as u64 + 1)?;
    let at = end + blank(&s[end..]);
    let stop = [".-", ":", "-", "–", "."].into_iter().find(|stop| s[at..].starts_with(stop))?;
    Some((itself(value), at + stop.len()))
}

/// The label of a number that is a word and stands by itself.
fn itself(value: u32) -> Label {
    let (form, enclosure) = (Form::Decimal, Enclosure::Word);
    Label { unit: Unit::Article, form, enclosure, values: vec![value], inserted: Vec::new() }
}

/// A number that is spelled out, with its length.
fn spelled(s: &str) -> Option<(u32, usize)> {
    let end = s.find(|c: char| !c.is_alphanumeric()).unwrap_or(s.len());
    if !(3..=LONGEST).contains(&end) {
        return None;
    }
    let word = s[..end].to_lowercase();
    let one = |word: &str| {
        let at = SPELLED.iter().position(|words| words.iter().any(|w| w.eq_ignore_ascii_case(word)))?;
        narrow(at as u64 + 1)
    };
    let tens = TENS.iter().find_map(|(ten, value)| Some((*value, word.strip_prefix(ten)?)));
    let Some((value, behind)) = tens else { return Some((one(&word)?, end)) };
    if !behind.is_empty() {
        return Some((value + one(behind).filter(|n| *n < 10)?, end));
    }
    // `décima primera`
    let next = s[end..].strip_prefix(' ').unwrap_or_default();
    let next = &next[..next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len())];
    let ones = (3..=LONGEST).contains(&next.len()).then(|| one(&next.to_lowercase())).flatten().filter(|n| *n < 10);
    Some(ones.map_or((value, end), |n| (value + n, end + 1 + next.len())))
}

/// `(2)` after a word.
fn in_brackets(s: &str) -> Option<(Form, u32, usize)> {
    let (form, value, n) = number(s.strip_prefix('(')?)?;
    s[1 + n..].starts_with(')').then_some((form, value, n + 2))
}

/// `IV`, `4`, `1er`, `1º`, `A` after a word; `One` … `Ten` too.
fn western_number(s: &str) -> Option<(Form, u32, usize)> {
    if let Some((value, n)) = spelled(s) {
        return Some((Form::Decimal, value, n));
    }
    // `Chapitre Ier`
    let first = ["Ier", "IER", "Ire", "IRE", "Ière"].iter().find(|first| s.starts_with(**first));
    if let Some(first) = first.filter(|first| !s[first.len()..].starts_with(char::is_alphanumeric)) {
        return Some((Form::UpperRoman, 1, first.len()));
    }
    let (form, value, n) = number(s)?;
    let ordinal = ORDINAL_ENDS.iter().find(|o| s[n..].starts_with(**o));
    match ordinal {
        Some(o) if !s[n + o.len()..].starts_with(char::is_alphanumeric) => Some((form, value, n + o.len())),
        _ => Some((form, value, n)),
    }
}
