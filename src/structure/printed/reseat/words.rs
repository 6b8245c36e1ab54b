//! The words of a text: runs of characters by which a caption and what it captions know one another.
//!
//! A run is a pair of CJK characters or the beginning of a word; those that any subject has are left out. Runs are
//! numbers here, so that counting them is cheap; where two share one, both look more common than they are.

use std::sync::LazyLock;

use crate::structure::caption::is_wide;
use crate::structure::printed::Paragraph;

/// The number of a run of characters.
pub(in crate::structure::printed) type Run = u32;

/// How common each run is in a text.
pub(super) struct Words {
    /// In how many paragraphs a run stands, and the last of them.
    counts: Vec<(u32, u32)>,
    paragraphs: u32,
    /// What a run weighs, by the number of paragraphs in which it stands, up to those that are common.
    weights: Vec<f64>,
}

/// From this share of paragraphs on a run is common.
const COMMON_SHARE: f64 = 0.3;

impl Words {
    pub(super) fn of<'p>(paragraphs: impl Iterator<Item = &'p Paragraph> + Clone) -> Words {
        let bytes: usize = paragraphs.clone().map(|p| p.text.len()).sum();
        let slots = (bytes / 2).next_power_of_two().clamp(1 << 10, 1 << 18);
        let mut words = Words { counts: vec![(0, 0); slots], paragraphs: 0, weights: Vec::new() };
        for p in paragraphs {
            words.paragraphs += 1;
            for run in runs_of(p) {
                let slot = words.slot(*run);
                let (count, last) = &mut words.counts[slot];
                if *last != words.paragraphs {
                    (*count, *last) = (*count + 1, words.paragraphs);
                }
            }
        }
        let shares = (0..words.paragraphs).map(|count| words.share_of(count));
        words.weights = shares.take_while(|share| *share < COMMON_SHARE).map(|share| -share.ln()).collect();
        words
    }

    /// The share of paragraphs in which a run stands; never 0 and never 1.
    pub(super) fn share(&self, run: Run) -> f64 {
        self.share_of(self.counts[self.slot(run)].0)
    }

    /// Whether a run stands in the text and is not common in it.
    pub(super) fn has(&self, run: Run) -> bool {
        let count = self.counts[self.slot(run)].0 as usize;
        (1..self.weights.len()).contains(&count)
    }

    /// What a run weighs, the rarer the more; none of those that are common.
    pub(super) fn weight(&self, run: Run) -> Option<f64> {
        self.weights.get(self.counts[self.slot(run)].0 as usize).copied()
    }

    fn share_of(&self, count: u32) -> f64 {
        (f64::from(count) + 0.5) / (f64::from(self.paragraphs) + 2.0)
    }

    fn slot(&self, run: Run) -> usize {
        run as usize & (self.counts.len() - 1)
    }
}

/// The runs of a paragraph, read once.
pub(super) fn runs_of(p: &Paragraph) -> &[Run] {
    p.runs.get_or_init(|| runs(&p.text))
}

/// The runs of a text, each once, in the order of their numbers.
pub(super) fn runs(text: &str) -> Vec<Run> {
    // of words in letters fewer
    let mut out = Vec::with_capacity(text.len() / 3);
    each_run(text, |run| out.push(run));
    out.sort_unstable();
    out.dedup();
    out.shrink_to_fit();
    out
}

fn each_run(text: &str, mut found: impl FnMut(Run)) {
    let (particles, common) = (&*PARTICLES, &*COMMON);
    let mut pair: Option<char> = None;
    let mut word = Word::default();
    for c in text.chars() {
        // the tables of letters are slow, and most characters are told without them
        let telling = match c {
            '\0'..='\x7f' if c.is_ascii_alphabetic() => {
                word.push(c.to_ascii_lowercase());
                pair = None;
                continue;
            }
            '\u{4e00}'..='\u{9fa5}' => !particles.contains(c),
            '\0'..='\x7f' | '，' | '。' | '、' | '；' | '：' | '（' | '）' | '“' | '”' => false,
            _ if is_wide(c) => c.is_alphanumeric() && !particles.contains(c),
            _ if c.is_alphabetic() => {
                word.push(c.to_lowercase().next().unwrap_or(c));
                pair = None;
                continue;
            }
            _ => false,
        };
        word.take().filter(|run| common.binary_search(run).is_err()).into_iter().for_each(&mut found);
        if let (Some(first), true) = (pair, telling) {
            found(finished(mixed(mixed(0, first), c)));
        }
        pair = Some(c).filter(|_| telling);
    }
    word.take().filter(|run| common.binary_search(run).is_err()).into_iter().for_each(&mut found);
}

/// The word that is being read.
#[derive(Default)]
struct Word {
    start: u32,
    letters: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        if self.letters < 5 {
            self.start = mixed(self.start, c);
        }
        self.letters += 1;
    }

    /// The number of the word's beginning, if it is long enough to say something; the next word can be read.
    fn take(&mut self) -> Option<Run> {
        let Word { start, letters } = std::mem::take(self);
        (letters >= 4).then(|| finished(start))
    }
}

/// A further character of a run.
fn mixed(run: u32, c: char) -> u32 {
    (run.rotate_left(5) ^ c as u32).wrapping_mul(0x9e37_79b1)
}

fn finished(run: u32) -> Run {
    run ^ (run >> 15)
}

/// A set of Chinese characters: a bit for each, by its place behind the first.
struct Characters([u64; 0x5200 / 64]);

impl Characters {
    fn place(c: char) -> Option<(usize, u64)> {
        let place = (c as usize).checked_sub(0x4e00)?;
        Some((place / 64, 1 << (place % 64)))
    }

    fn contains(&self, c: char) -> bool {
        Self::place(c).is_some_and(|(word, bit)| self.0.get(word).is_some_and(|bits| bits & bit != 0))
    }
}

/// Characters that stand in texts of any subject.
static PARTICLES: LazyLock<Characters> = LazyLock::new(|| {
    let mut all = Characters([0; 0x5200 / 64]);
    let particles = "的了是在和与及或有为对等其之吗呢么哪如何谁您我们你把被将到从于以也都还就可能会不要后前时";
    for (word, bit) in particles.chars().filter_map(Characters::place) {
        all.0[word] |= bit;
    }
    all
});

/// The numbers of [`ANYWHERE`], in order.
static COMMON: LazyLock<Vec<Run>> = LazyLock::new(|| {
    let mut all: Vec<Run> = ANYWHERE.iter().map(|word| finished(word.chars().fold(0, mixed))).collect();
    all.sort_unstable();
    all
});

/// The beginnings of words that stand in texts of any subject.
const ANYWHERE: [&str; 44] = [
    "what", "when", "where", "which", "does", "your", "yours", "with", "have", "this", "that", "will", "from", "about",
    "their", "there", "these", "those", "they", "them", "than", "then", "such", "into", "onto", "some", "other",
    "been", "being", "were", "would", "shoul", "could", "must", "shall", "also", "only", "very", "more", "most",
    "each", "every", "here", "while",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_pairs_and_the_beginnings_of_words() {
        assert_eq!(runs("逾期费用").len(), 3);
        assert_eq!(runs("您的费用"), runs("费用"));
        assert_eq!(runs("Delivery delivers what"), runs("DELIVERIES"));
        assert!(runs("a fee of 12").is_empty());
    }

    #[test]
    fn the_share_counts_paragraphs() {
        let paragraph = |text: &str| Paragraph { text: text.to_owned(), ..Paragraph::default() };
        let words = Words::of(["费用费用", "费用", "船只"].map(paragraph).iter());
        let share = |text: &str| words.share(runs(text)[0]);
        assert!(share("费用") > share("船只") && share("船只") > share("灯塔"));
    }
}
