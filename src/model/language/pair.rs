//! A text → the two languages that it is in, if it can be in two.

use std::collections::HashSet;

use super::{Letters, WORDS, function_words, head};

/// How many characters of a text are looked at at either end, to see whether there are two languages.
const ENDS: usize = 1_000;

/// The two languages of a text, by its scripts or by its function words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pair {
    /// Those of two scripts.
    Scripts([Script; 2]),
    /// Two languages of the Latin script, by their place in [`WORDS`].
    Words([usize; 2]),
}

/// What an East Asian letter says takes so many letters of other scripts.
pub(crate) const ASIAN: usize = 3;

/// A script, for telling two languages of a text apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Asian,
    Latin,
    Cyrillic,
    Arabic,
    Other,
}

impl Script {
    /// The script of a letter.
    pub(crate) fn of(c: char) -> Option<Script> {
        match c {
            'A'..='Z' | 'a'..='z' | 'À'..='ɏ' | 'Ạ'..='ỹ' => Some(Script::Latin),
            _ if !c.is_alphabetic() => None,
            '\u{3040}'..='\u{9fff}' | '가'..='힣' => Some(Script::Asian),
            '\u{400}'..='\u{4ff}' => Some(Script::Cyrillic),
            '\u{600}'..='\u{6ff}' => Some(Script::Arabic),
            _ => Some(Script::Other),
        }
    }
}

impl Pair {
    /// The two languages that a text can be in, if it can be in two: each has a fourth of it at least.
    pub(crate) fn of<'t>(texts: impl DoubleEndedIterator<Item = &'t str> + Clone) -> Option<Pair> {
        // a second language can stand behind all of the first
        let mut sample = head(texts.clone(), ENDS);
        sample.extend(head(texts.rev(), ENDS));
        let count = Letters::of(&sample);
        let mut scripts = [
            (ASIAN * (count.han + count.kana + count.hangul), Script::Asian),
            (count.latin, Script::Latin),
            (count.cyrillic, Script::Cyrillic),
            (count.arabic, Script::Arabic),
            (count.other.iter().map(|(_, count)| *count).sum(), Script::Other),
        ];
        scripts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let second = |a: usize, b: usize| b > 0 && b * 3 >= a;
        if second(scripts[0].0, scripts[1].0) {
            return Some(Pair::Scripts([scripts[0].1, scripts[1].1]));
        }
        if scripts[0].1 != Script::Latin {
            return None;
        }
        let count = function_words(&sample);
        let mut words: Vec<usize> = (0..WORDS.len()).collect();
        words.sort_by_key(|i| std::cmp::Reverse(count[*i]));
        let rest = words[1..].iter().take_while(|i| second(count[words[0]], count[**i]));
        { rest }.find(|i| speaks(&sample, **i, words[0])).map(|i| Pair::Words([words[0], *i]))
    }

    /// How much of a text is in each of the two.
    pub(crate) fn weigh(&self, text: &str) -> [usize; 2] {
        match self {
            Pair::Scripts(scripts) => scripts.map(|script| {
                let letters = letters(text).filter(|(_, _, own)| *own == script).count();
                if script != Script::Asian {
                    return letters;
                }
                ASIAN * (letters + text.chars().filter(|c| is_east_asian_mark(*c)).count())
            }),
            Pair::Words(words) => {
                let count = function_words(&[text]);
                words.map(|i| count[i])
            }
        }
    }
}

/// The letters of a text, each with its place in bytes and its script; an address is in no language.
pub(crate) fn letters(text: &str) -> impl Iterator<Item = (usize, char, Script)> + '_ {
    let ends = |c: char| !c.is_ascii_graphic() || matches!(c, ')' | ']' | '>');
    let mut address = 0;
    text.char_indices().filter_map(move |(at, c)| {
        if at >= address && ["http://", "https://", "www."].iter().any(|start| text[at..].starts_with(start)) {
            address = at + text[at..].find(ends).unwrap_or(text.len() - at);
        }
        Script::of(c).filter(|_| at >= address).map(|script| (at, c, script))
    })
}

/// Whether a character is punctuation as East Asian texts have it: `API、SDK 和 CLI；` is one.
fn is_east_asian_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{301f}' | '！' | '（' | '）' | '，' | '：' | '；' | '？')
}

/// So many function words of a language are not met by chance: `se` and `na` are words of Portuguese and of Czech.
const DIFFERENT: usize = 3;

/// Whether several different function words of a language of [`WORDS`] stand in a text, none of them a word of the other.
fn speaks(sample: &[&str], language: usize, other: usize) -> bool {
    let own = |word: &str| WORDS[language].1.contains(&word) && !WORDS[other].1.contains(&word);
    let words = sample.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic())).map(str::to_lowercase);
    words.filter(|word| own(word)).collect::<HashSet<String>>().len() >= DIFFERENT
}

/// Whether two texts are in two languages, as [`detect`](super::detect) names them: two ways to write Chinese are one.
pub(crate) fn differ(a: &str, b: &str) -> bool {
    a != "und" && b != "und" && a.get(..2) != b.get(..2)
}
