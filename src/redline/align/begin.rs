//! A clause that stands whole at the start of another → pairs: one that goes on behind where it ended is that clause,
//! however much more it says.

use super::{Aligner, once_in_both};
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
        let olds = (1..self.old.nodes.len()).filter(|o| self.to_new[*o].is_none() && !self.barred_old[*o]);
        let news = (1..self.new.nodes.len()).filter(|n| self.to_old[*n].is_none() && !self.barred_new[*n]);
        let found = once_in_both(
            olds.filter_map(|o| Some((opening(self.old.words(o))?, o))),
            news.filter_map(|n| Some((opening(self.new.words(n))?, n))),
        );
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
