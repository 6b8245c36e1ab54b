//! Segments → edits: what was struck and inserted in one place, as it is read there.
//!
//! What stands beside an edit is needed to read it: the `2日` of `5月1日、2日` is a day of May. So the tokens are those
//! of the whole texts.

use std::collections::HashSet;
use std::ops::Range;

use super::fold::typographic;
use super::join::{ends_with_join, joins};
use super::token::{Class, Token, tokens};
use super::uncounted::counts_nothing;
use super::{Op, Segment};

/// An edit with more words than this on a side is a new sentence: what stands in it took nothing else's place.
const FEW: usize = 10;

/// In so many bytes before a number of a list its reference is looked for.
const MOST_LISTED: usize = 96;

/// What was struck and inserted between two equal runs.
#[derive(Debug)]
pub(super) struct Edit<'t> {
    pub(super) old: Side<'t>,
    pub(super) new: Side<'t>,
    /// Whole paragraphs came or went.
    pub(super) whole: bool,
    /// A few words took the place of a few others.
    pub(super) replaces_few: bool,
}

/// One side of an edit.
#[derive(Debug)]
pub(super) struct Side<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    /// What of it was struck or inserted.
    pub(super) range: Range<usize>,
    /// The tokens there; the first and the last may reach beyond.
    pub(super) tokens: &'t [Token<'t>],
    /// Where the first token stands.
    start: usize,
}

/// The edits from one text to another, each with its tokens, in reading order; the first tokens stand at `start`.
pub(super) fn edits<'t>(
    old: (&'t str, &'t [Token<'t>]),
    new: (&'t str, &'t [Token<'t>]),
    start: usize,
    segments: &[Segment],
) -> Vec<Edit<'t>> {
    let (mut olds, mut news) = (Cursor::new(old, start), Cursor::new(new, start));
    let mut out = Vec::new();
    for run in segments.chunk_by(|a, b| (a.op == Op::Equal) == (b.op == Op::Equal)) {
        let length = |op| run.iter().filter(|s| s.op == op).map(|s| s.text.len()).sum();
        if run[0].op == Op::Equal {
            olds.pass(length(Op::Equal));
            news.pass(length(Op::Equal));
        } else {
            out.push(Edit::new(olds.side(length(Op::Delete)), news.side(length(Op::Insert))));
        }
    }
    out
}

/// A place in a text and its tokens.
struct Cursor<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    at: usize,
    /// The first token that ends behind `at`, and where it stands.
    token: usize,
    start: usize,
}

impl<'t> Cursor<'t> {
    fn new((text, tokens): (&'t str, &'t [Token<'t>]), start: usize) -> Cursor<'t> {
        Cursor { text, tokens, at: 0, token: 0, start }
    }

    fn pass(&mut self, length: usize) {
        self.at += length;
        while let Some(token) = self.tokens.get(self.token).filter(|t| self.start + t.text.len() <= self.at) {
            self.start += token.text.len();
            self.token += 1;
        }
    }

    fn side(&mut self, length: usize) -> Side<'t> {
        let (first, start) = (self.token, self.start);
        let range = self.at..self.at + length;
        self.pass(length);
        let last = self.token + usize::from(self.start < range.end);
        let tokens = if range.is_empty() { &[] } else { &self.tokens[first..last] };
        Side { text: self.text, range, tokens, start }
    }
}

impl<'t> Edit<'t> {
    /// What was struck (`false`) and inserted (`true`).
    pub(super) fn sides(&self) -> [(bool, &Side<'t>); 2] {
        [(false, &self.old), (true, &self.new)]
    }

    /// Each word with the one in its place, where there are as many on both sides, parted by blanks.
    pub(super) fn word_by_word(&self) -> Vec<Edit<'t>> {
        let blanks = |side: &Side<'_>| side.tokens.iter().filter(|t| t.class == Class::Space).count();
        let several = blanks(&self.old);
        if several == 0 || several != blanks(&self.new) {
            return Vec::new();
        }
        let (olds, news) = (self.old.words(), self.new.words());
        if [olds.len(), news.len()] != [several + 1; 2] {
            return Vec::new();
        }
        olds.into_iter().zip(news).map(|(old, new)| Edit::new(old, new)).collect()
    }

    fn new(old: Side<'t>, new: Side<'t>) -> Edit<'t> {
        let (lone, other) = if old.range.is_empty() { (&new, &old) } else { (&old, &new) };
        let whole = other.range.is_empty() && lone.is_whole();
        let replaces_few = old.is_few() && new.is_few();
        Edit { old, new, whole, replaces_few }
    }
}

impl<'t> Side<'t> {
    /// Whether it is whole paragraphs of several.
    fn is_whole(&self) -> bool {
        let (before, behind) = (&self.text[..self.range.start], &self.text[self.range.end..]);
        let starts = before.is_empty() || before.ends_with('\n') || self.own().starts_with('\n');
        let ends = behind.is_empty() || behind.starts_with('\n') || self.own().ends_with('\n');
        // the only paragraph that there is did not come: it was written anew
        starts && ends && !(before.is_empty() && behind.is_empty())
    }

    /// Its tokens that are no blanks, each as a side of its own.
    fn words(&self) -> Vec<Side<'t>> {
        let mut start = self.start;
        let places = self.tokens.iter().enumerate().map(|(at, token)| {
            let here = start;
            start += token.text.len();
            (at, here..start)
        });
        let words = places.filter(|(at, _)| self.tokens[*at].class != Class::Space);
        words
            .map(|(at, range)| Side { text: self.text, start: range.start, range, tokens: &self.tokens[at..at + 1] })
            .collect()
    }

    fn is_few(&self) -> bool {
        let words = self.tokens.iter().filter(|t| !matches!(t.class, Class::Space | Class::Mark));
        (1..=FEW).contains(&words.take(FEW + 1).count())
    }

    /// What was struck or inserted.
    pub(super) fn own(&self) -> &'t str {
        &self.text[self.range.clone()]
    }

    /// The lines of what was struck or inserted.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'t str> {
        self.own().split('\n')
    }

    /// The tokens, each with its place in the text, but for those in lines that stand `elsewhere` and numbers that only
    /// count a line, name a clause or count nothing.
    pub(super) fn tokens_but(
        &self,
        elsewhere: &HashSet<String>,
    ) -> impl Iterator<Item = (usize, Token<'t>)> + use<'_, 't> {
        let mut at = self.range.start;
        let mut moved = Vec::new();
        for line in self.lines().filter(|_| !elsewhere.is_empty()) {
            if elsewhere.contains(&typographic(line)) {
                moved.push(at..at + line.len());
            }
            at += line.len() + 1;
        }
        let mut moved = moved.into_iter().peekable();
        let mut start = self.start;
        self.tokens.iter().filter_map(move |token| {
            let here = start;
            start += token.text.len();
            while moved.next_if(|line| line.end <= here).is_some() {}
            let count = token.class == Class::Count;
            let label = count
                && (self.counts_line(here..start)
                    || self.counts_item(here..start)
                    || counts_nothing(self.text, here..start)
                    || self.goes_on_with_reference(here));
            (!label && moved.peek().is_none_or(|line| line.start >= start)).then_some((here, *token))
        })
    }

    /// Whether a number stands in a list behind a reference: the 6 of clauses 5, 6 and 10.
    fn goes_on_with_reference(&self, number: usize) -> bool {
        let near = self.text.ceil_char_boundary(number.saturating_sub(MOST_LISTED));
        let list = &self.text[near..number];
        if !ends_with_join(list.trim_end()) {
            return false;
        }
        let mut joined = false;
        for token in tokens(list).iter().rev() {
            joined = match token.class {
                Class::Reference => return joined,
                Class::Count if joined => false,
                Class::Space | Class::Mark => joined,
                _ if joins(token) => true,
                _ => return false,
            };
        }
        false
    }

    /// Whether a number only counts an item within its line: `notices (1) by post and (2) by fax`.
    fn counts_item(&self, number: Range<usize>) -> bool {
        let short = number.len() <= 2 && self.text.as_bytes()[number.clone()].iter().all(u8::is_ascii_digit);
        let (before, behind) = (&self.text[..number.start], &self.text[number.end..]);
        short && before.ends_with(['(', '（']) && behind.starts_with([')', '）'])
    }

    /// Whether a number is a label at the start of its line: `2. `, `**3.** `.
    fn counts_line(&self, number: Range<usize>) -> bool {
        let before = self.text[..number.start].trim_end_matches([' ', '*', '_', '\\']);
        let behind = self.text[number.end..].trim_start_matches('\\');
        (before.is_empty() || before.ends_with('\n')) && behind.starts_with(['.', ')', '）', '、', '．'])
    }
}
