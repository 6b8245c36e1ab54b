//! Words by which a text shows what kind of caption stands above it.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::lower;
use super::phrases::{ANSWERS, BACK, CLOSES, DEFINES, INTRODUCES, OF_ITSELF, STANDING, WANTED};
use super::words::{Run, runs};
use crate::structure::caption::is_wide;
use crate::structure::printed::number;

/// A caption as its words are looked at.
pub(super) struct Caption {
    /// In lower case, without its number.
    words: String,
    /// The least that a text must begin with of it to be about the same.
    topic: usize,
    is_question: bool,
    /// Its runs of characters, in the order of their numbers.
    runs: Vec<Run>,
    /// How texts begin below captions of its name.
    openers: &'static [&'static str],
    /// Words of what is asked for: a time, a way, a place.
    wanted: &'static [&'static str],
}

impl Caption {
    pub(super) fn of(caption: &str) -> Caption {
        let rest = unnumbered(caption);
        let mut words = String::new();
        lower(rest.chars(), |c| words.push(c));
        let standing = STANDING.iter().find(|(names, _)| names.iter().any(|n| words.contains(n)));
        Caption {
            topic: if words.contains(is_wide) { 2 } else { 5 },
            is_question: words.ends_with(['？', '?']),
            runs: runs(&rest),
            openers: standing.map_or(&[], |(_, openers)| openers),
            wanted: asked(&words),
            words,
        }
    }
}

/// The runs of characters in a caption, in the order of their numbers.
pub(super) fn runs_of_caption(caption: &str) -> Vec<Run> {
    runs(&unnumbered(caption))
}

fn unnumbered(caption: &str) -> Cow<'_, str> {
    number::taken(caption).map_or(caption.into(), |n| n.rest)
}

/// Words of what a caption asks for.
fn asked(caption: &str) -> &'static [&'static str] {
    let asks = |(words, _): &&(&[&str], _)| words.iter().any(|w| caption.contains(w));
    WANTED.iter().find(asks).map_or(&[], |(_, wanted)| wanted)
}

/// The beginning of a text as its words are looked at.
pub(super) struct Head {
    /// In lower case.
    words: String,
    /// The runs of characters in what it defines or describes.
    defined: Vec<Run>,
    answers: bool,
    /// What it says for any caption.
    score: i64,
}

impl Head {
    pub(super) fn of(text: &str) -> Head {
        let mut words = String::with_capacity(text.len().min(3 * 80));
        lower(text.chars().take(80), |c| words.push(c));
        // the first bytes tell most apart
        let first = words.bytes().next();
        let begins = |list: &[&str]| list.iter().any(|w| w.bytes().next() == first && words.starts_with(w));
        let back = if begins(&BACK) { -15 } else { 0 };
        let of_itself = if speaks_of_itself(&words) { 15 } else { 0 };
        let defined = runs(defined(&words).unwrap_or_default());
        Head { answers: begins(&ANSWERS), score: back + of_itself, defined, words }
    }
}

/// Whether a paragraph begins as those do that introduce an agreement.
pub(super) fn introduces(text: &str) -> bool {
    let mut words = String::new();
    lower(text.chars().take(40), |c| words.push(c));
    INTRODUCES.iter().any(|w| words.starts_with(w))
}

/// Whether a caption is that of the last provisions: it does not hold the first numbers.
pub(super) fn closes(caption: &str) -> bool {
    let caption = unnumbered(caption);
    let mut words = String::new();
    lower(caption.chars().take(40), |c| words.push(c));
    CLOSES.contains(&words.as_str())
}

fn speaks_of_itself(words: &str) -> bool {
    THIS.iter().zip(OF_ITSELF).any(|(this, (_, parts))| {
        let mut found = this.find_iter(words.as_bytes()).map(|at| &words[at + this.needle().len()..]);
        found.any(|behind| parts.iter().any(|part| behind.starts_with(part)))
    })
}

/// What the first clause of a text defines or describes: what stands before `是` or `means`.
fn defined(words: &str) -> Option<&str> {
    let clause = words.split_once(['；', '。', ';', '.', ':', '：']).map_or(words, |(clause, _)| clause);
    let at = SAYS_WHAT_IS.iter().filter_map(|w| w.find(clause.as_bytes())).min()?;
    let subject = clause[..at].trim_end_matches(['，', ',']);
    let asks = clause[at..].starts_with("是否");
    (!asks && !subject.contains(['，', ',']) && subject.chars().count() <= 24).then_some(subject)
}

/// What the caption and the beginning of the text below it say to one another.
pub(super) fn fits(caption: &Caption, head: &Head) -> i64 {
    let mut score = head.score;
    if caption.is_question && head.answers {
        score += 15;
    }
    let pairs = caption.words.chars().zip(head.words.chars());
    let topic = pairs.take_while(|(a, b)| a == b && a.is_alphanumeric()).count();
    if topic >= caption.topic {
        score += 12 + 4 * topic.min(6) as i64;
    }
    if caption.runs.iter().any(|run| head.defined.binary_search(run).is_ok()) {
        score += 18;
    }
    if caption.openers.iter().any(|w| head.words.contains(w)) {
        score += 25;
    }
    if caption.wanted.iter().any(|w| head.words.contains(w)) {
        score += 18;
    }
    score
}

/// Whether two paragraphs are of one list though no number says so: each begins with what it defines, or the second
/// begins no sentence.
pub(super) fn go_together(first: &str, second: &str) -> bool {
    let defines = |text: &str| text.starts_with(['“', '"', '«', '„', '「', '『']);
    defines(first) && defines(second) || second.starts_with(char::is_lowercase)
}

static THIS: LazyLock<Vec<Finder<'static>>> =
    LazyLock::new(|| OF_ITSELF.iter().map(|(this, _)| Finder::new(this)).collect());
static SAYS_WHAT_IS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| DEFINES.iter().map(Finder::new).collect());
