//! A clause that stands whole at the start of another → pairs: one that goes on behind where it ended is that clause,
//! however much more it says.

use std::collections::HashMap;

use super::Aligner;
use crate::redline::tree::Tree;
use crate::redline::wording::Word;

/// So many words tell how a clause begins; a Chinese or Japanese character is half a word.
const TELLING: usize = 8;
/// So many of the words of the shorter are among those with which both begin, of a hundred.
const WHOLE: usize = 80;

impl Aligner<'_> {
    /// Pairs clauses without a pair of which one begins with the other, if no other of them begins so.
    pub(super) fn begun(&mut self) {
        if self.is_done() {
            return;
        }
        let told = |tree: &Tree<'_>, pairs: &[Option<usize>], barred: &[bool]| {
            let mut seen: HashMap<Vec<Word>, (usize, usize)> = HashMap::new();
            for i in (1..tree.nodes.len()).filter(|i| pairs[*i].is_none() && !barred[*i]) {
                if let Some(words) = opening(tree.words(i)) {
                    seen.entry(words.to_vec()).or_insert((0, i)).0 += 1;
                }
            }
            seen
        };
        let olds = told(self.old, &self.to_new, &self.barred_old);
        let news = told(self.new, &self.to_old, &self.barred_new);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (words, (times, o)) in olds {
            if let (1, Some((1, n))) = (times, news.get(&words)) {
                found.push((o, *n));
            }
        }
        found.sort_unstable();
        for (o, n) in found {
            let (a, b) = (self.old.words(o), self.new.words(n));
            let both = a.iter().zip(b).take_while(|(a, b)| a == b).count();
            if both * 100 >= a.len().min(b.len()) * WHOLE {
                self.pair(o, n);
            }
        }
    }
}

/// The words with which a clause begins, if they are enough to tell it.
fn opening(words: &[Word]) -> Option<&[Word]> {
    let mut halves = 0;
    let end = words.iter().position(|word| {
        halves += if word & 1 == 0 { 2 } else { 1 };
        halves >= 2 * TELLING
    });
    end.map(|end| &words[..=end])
}
