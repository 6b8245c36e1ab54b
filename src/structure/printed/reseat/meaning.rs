//! What the words of a page say about the places of captions.
//!
//! A caption's words are likelier in the text below it than elsewhere, and so are those of its theme ([`themes`]): each of
//! them that a paragraph has speaks for the caption by how much likelier, rare words more than common ones (a naive Bayes
//! of two subjects, the caption's and the text's). Where the paragraphs before and behind a place share few words, a subject ends.

use std::cell::OnceCell;
use std::ops::Deref;

use super::words::{Run, Words, runs, runs_of};
use super::{cues, themes};
use crate::structure::printed::Paragraph;

/// How many points a unit of the logarithm of a likelihood counts.
const POINTS: f64 = 12.0;

/// How likely a word of the caption stands in a paragraph below it, and in the first such paragraph.
const BELOW: f64 = 0.4;
const FIRST: f64 = 0.2;

/// How likely a word of the caption's theme stands in a paragraph below it, how many times such words count, and how much
/// they say at most: that a paragraph is of the theme or not.
const OF_THEME: f64 = 0.3;
const THEME: f64 = 3.0;
const MOST: f64 = 1.5;

/// What a paragraph costs that stands below no caption at all; an introduction has a few.
const BARE: i64 = 7;

/// Paragraphs on either side of a place that are compared.
const BESIDE: usize = 2;

/// The words of a page's paragraphs.
pub(super) struct Meaning<'w> {
    words: &'w Words,
    /// Of the end of the page before, of the page, of the beginning of the next.
    paragraphs: Vec<Said<&'w [Run]>>,
    /// The same of their first sentences, from when they are asked for.
    openings: Vec<Opening<'w>>,
    /// Where the page begins and ends.
    from: usize,
    to: usize,
}

/// What a caption says: its own words, and those of its theme that the text has.
#[derive(Default)]
pub(super) struct Topic {
    own: Vec<Run>,
    theme: Vec<Run>,
}

impl Topic {
    pub(super) fn of(caption: &str, words: &Words) -> Topic {
        let own = cues::runs_of_caption(caption);
        let theme = themes::beside(&own, |run| words.has(run));
        Topic { own, theme }
    }

    /// What another caption does not say.
    fn without(&self, other: &Topic) -> Topic {
        let left = |runs: &[Run], other: &[Run]| {
            runs.iter().filter(|run| other.binary_search(run).is_err()).copied().collect()
        };
        Topic { own: left(&self.own, &other.own), theme: left(&self.theme, &other.theme) }
    }
}

/// The runs of a text, each with the bit that its number names: most texts lack most words of a theme.
struct Said<R> {
    runs: R,
    bits: [u64; 4],
}

impl<R: Deref<Target = [Run]>> Said<R> {
    fn of(runs: R) -> Self {
        let mut bits = [0; 4];
        for run in runs.iter() {
            bits[*run as usize / 64 % 4] |= 1 << (run % 64);
        }
        Said { runs, bits }
    }

    fn has(&self, run: Run) -> bool {
        self.bits[run as usize / 64 % 4] & 1 << (run % 64) != 0 && self.runs.binary_search(&run).is_ok()
    }
}

/// A paragraph, and the runs of its first sentence from when they are asked for.
type Opening<'w> = (&'w str, OnceCell<Said<Vec<Run>>>);

/// Words with what they weigh, in the order of their numbers.
type Weights = Vec<(Run, f64)>;

impl<'w> Meaning<'w> {
    pub(super) fn of(
        words: &'w Words,
        before: &'w [Paragraph],
        body: &'w [Paragraph],
        follows: Option<&'w Paragraph>,
    ) -> Meaning<'w> {
        let all = || before.iter().chain(body).chain(follows);
        let paragraphs: Vec<_> = all().map(|p| Said::of(runs_of(p))).collect();
        let openings = all().map(|p| (&*p.text, OnceCell::new())).collect();
        Meaning { words, paragraphs, openings, from: before.len(), to: before.len() + body.len() }
    }

    /// For each place of the page, and the one behind it: how much the text there speaks of the caption, and no
    /// longer of the one before.
    pub(super) fn begins(&self, caption: &Topic, before: &Topic) -> Vec<i64> {
        let before = before.without(caption);
        let texts = self.paragraphs[self.from..].iter().zip(&self.openings[self.from..]);
        let score = |(whole, (text, own)): (&Said<&[Run]>, &Opening<'_>)| {
            let opening = own.get_or_init(|| Said::of(runs(opening(text))));
            let score = 0.4 * self.likelihood(caption, whole, FIRST) + 0.6 * self.likelihood(caption, opening, FIRST);
            points(0.7 * score - 0.3 * self.likelihood(&before, opening, FIRST))
        };
        let mut out: Vec<i64> = texts.map(score).collect();
        out.resize(self.to - self.from + 1, 0);
        out
    }

    /// For each place of the page, and the one behind it: how much all paragraphs before it speak of the caption.
    pub(super) fn held(&self, caption: &Topic) -> Vec<i64> {
        let mut sum = 0.0;
        let mut out = vec![0];
        for text in &self.paragraphs[self.from..self.to] {
            sum += self.likelihood(caption, text, BELOW);
            out.push(points(sum));
        }
        out
    }

    /// The same where no caption holds them.
    pub(super) fn held_by_none(&self) -> Vec<i64> {
        (0..=self.to - self.from).map(|n| n.min(4) as i64 * -BARE).collect()
    }

    /// By how much the words of a caption that a text has are likelier below it than elsewhere, as a logarithm.
    fn likelihood(&self, topic: &Topic, text: &Said<impl Deref<Target = [Run]>>, below: f64) -> f64 {
        self.likelier(&topic.own, text, below) + (THEME * self.likelier(&topic.theme, text, OF_THEME)).min(MOST)
    }

    fn likelier(&self, caption: &[Run], text: &Said<impl Deref<Target = [Run]>>, below: f64) -> f64 {
        let shared = caption.iter().filter(|run| text.has(**run));
        let odds = |share: f64| share / (1.0 - share);
        let word = |run: &Run| (odds(below) / odds(self.words.share(*run))).ln().max(0.0);
        // the words of a long caption are not independent of one another
        shared.map(word).sum::<f64>() / (caption.len().max(1) as f64).sqrt()
    }

    /// For each place of the page, and the one behind it: how much more than usual its two sides share.
    pub(super) fn cohesion(&self) -> Vec<i64> {
        // of each paragraph the words that are not common, with what they weigh
        let weighed = |said: &Said<&[Run]>| -> Weights {
            let mut out = Vec::with_capacity(said.runs.len());
            out.extend(said.runs.iter().filter_map(|run| self.words.weight(*run).map(|weight| (*run, weight))));
            out
        };
        let all: Vec<Weights> = self.paragraphs.iter().map(weighed).collect();
        let first: Vec<Side> = (0..BESIDE).map(|at| Side::of(&all[..at.min(all.len())])).collect();
        let sides: Vec<Side> = (0..=all.len()).map(|at| Side::of(&all[at..(at + BESIDE).min(all.len())])).collect();
        let before = |at: usize| at.checked_sub(BESIDE).map_or_else(|| &first[at], |at| &sides[at]);
        let shared: Vec<f64> = (self.from..=self.to).map(|at| before(at).shares(&sides[at])).collect();
        let mean = shared.iter().sum::<f64>() / shared.len() as f64;
        shared.into_iter().map(|s| points(4.0 * (s - mean))).collect()
    }
}

/// The paragraphs on one side of a place.
struct Side {
    /// Their words; one that stands in two paragraphs weighs twice as much.
    words: Weights,
    /// The square of their length.
    length: f64,
}

impl Side {
    fn of(paragraphs: &[Weights]) -> Side {
        let mut words: Weights = Vec::new();
        for paragraph in paragraphs {
            let mut old = std::mem::take(&mut words).into_iter().peekable();
            words.reserve(old.len() + paragraph.len());
            for (run, weight) in paragraph {
                while let Some(before) = old.next_if(|(other, _)| other < run) {
                    words.push(before);
                }
                let same = old.next_if(|(other, _)| other == run).map_or(0.0, |(_, weight)| weight);
                words.push((*run, same + weight));
            }
            words.extend(old);
        }
        let length = words.iter().map(|(_, w)| w * w).sum();
        Side { words, length }
    }

    /// The cosine of both sides, rare words counting more.
    fn shares(&self, other: &Side) -> f64 {
        let both = self.length * other.length;
        if both == 0.0 {
            return 0.0;
        }
        let mut product = 0.0;
        let mut others = other.words.iter().peekable();
        for (run, weight) in &self.words {
            while others.next_if(|(other, _)| other < run).is_some() {}
            if let Some((_, other)) = others.next_if(|(other, _)| other == run) {
                product += weight * other;
            }
        }
        product / both.sqrt()
    }
}

/// The first sentence: what a paragraph is about stands there.
fn opening(text: &str) -> &str {
    let stops = |c: char| matches!(c, '。' | '；' | '.' | '?' | '？' | ';');
    let end = text.char_indices().enumerate().find(|(n, (_, c))| *n == 80 || stops(*c));
    &text[..end.map_or(text.len(), |(_, (at, _))| at)]
}

fn points(likelihood: f64) -> i64 {
    (POINTS * likelihood) as i64
}

#[cfg(test)]
mod tests {
    use crate::structure::printed::heads::tests::headings;

    #[test]
    fn a_caption_stands_above_what_its_theme_speaks_of() {
        let page = [
            " Rules of the Boat House",
            "Whoever rows tells the house a name and a town.",
            "The house keeps a list of the guests who row, and shows it to nobody.",
            "A broken oar is paid for by whoever broke it, but not where the loss came of a storm.",
            "The house pays for nothing that falls overboard.",
            "Whoever is not content may go to the court of the port.",
            "Personal Data",
            "Liability",
            "Governing Law",
            " The port of the house is the old one.",
        ];
        let expected = ["Personal Data", "Liability", "Governing Law"].map(|heading| (heading.to_owned(), 2));
        assert_eq!(headings(&page.join("\n\n")), expected);
    }
}
