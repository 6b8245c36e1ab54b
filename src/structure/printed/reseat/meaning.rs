//! What the words of a page say about the places of captions.
//!
//! A caption and the text below it share rare runs of characters: pairs of CJK characters, the beginnings of words.
//! Rare is what few paragraphs of the page have.

use std::collections::{HashMap, HashSet};

use crate::structure::caption::{is_wide, loosely_numbered, numbered};
use crate::structure::printed::Paragraph;

/// What a caption shares with a paragraph at most.
pub(super) const WHOLE: i64 = 60;

/// What two paragraphs share at most.
pub(super) const COHESION: i64 = 20;

/// Which paragraphs have which runs of characters.
pub(super) struct Meaning {
    places: HashMap<Gram, Vec<(u32, u8)>>,
    paragraphs: usize,
}

type Gram = [char; 4];

impl Meaning {
    pub(super) fn of<'p>(body: impl Iterator<Item = &'p Paragraph>) -> Meaning {
        let mut places: HashMap<Gram, Vec<(u32, u8)>> = HashMap::new();
        let mut paragraphs = 0;
        for (i, p) in body.enumerate() {
            paragraphs = i + 1;
            // what a paragraph is about stands at its beginning
            let text: String = p.text.chars().take(240).collect();
            let head = text.find(['。', '；', '.', '?', '？']).unwrap_or(text.len());
            let early: HashSet<Gram> = grams(&text[..head]).collect();
            let all: HashSet<Gram> = grams(&text).collect();
            for gram in all {
                let weight = if early.contains(&gram) { 3 } else { 1 };
                places.entry(gram).or_default().push((i as u32, weight));
            }
        }
        Meaning { places, paragraphs }
    }

    /// What each paragraph shares with the one before it, 0 to [`COHESION`]: little where another subject begins.
    pub(super) fn cohesion(&self) -> Vec<i64> {
        let mut out = vec![0.0f64; self.paragraphs];
        let mut rare: Vec<_> = self.places.iter().filter(|(_, at)| (2..=3).contains(&at.len())).collect();
        rare.sort_unstable();
        for (_, at) in rare {
            for pair in at.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0) {
                out[pair[1].0 as usize] += self.rarity(at.len());
            }
        }
        out.into_iter().map(|s| COHESION.min(s as i64)).collect()
    }

    fn rarity(&self, places: usize) -> f64 {
        ((self.paragraphs as f64 + 1.0) / (places as f64 + 0.5)).ln().max(0.1)
    }

    /// How much of a caption each of the first `n` paragraphs and the one behind them share, 0 to [`WHOLE`]; rare
    /// runs count more.
    pub(super) fn shared(&self, caption: &str, n: usize) -> Vec<i64> {
        let text =
            numbered(caption).or_else(|| loosely_numbered(caption)).map_or_else(|| caption.to_owned(), |n| n.rest);
        let wanted: HashSet<Gram> = grams(&text).collect();
        let mut out = vec![0.0f64; n + 1];
        let mut total = 0.0;
        let mut wanted: Vec<Gram> = wanted.into_iter().collect();
        wanted.sort_unstable();
        for gram in wanted {
            let places = self.places.get(&gram).map_or(&[][..], Vec::as_slice);
            let rarity = self.rarity(places.len());
            total += rarity;
            for (at, weight) in places {
                out[*at as usize] += rarity * f64::from(*weight) / 3.0;
            }
        }
        out.into_iter().map(|s| (WHOLE as f64 * s / f64::max(total, 1.0)) as i64).collect()
    }
}

/// Pairs of CJK characters, and the beginnings of words.
fn grams(text: &str) -> impl Iterator<Item = Gram> {
    let chars: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut out: Vec<Gram> = Vec::new();
    for pair in chars.windows(2) {
        if pair.iter().all(|c| is_wide(*c) && c.is_alphanumeric()) {
            out.push([pair[0], pair[1], ' ', ' ']);
        }
    }
    for word in chars.split(|c| !c.is_alphanumeric() || is_wide(*c)).filter(|w| w.len() >= 4) {
        out.push([word[0], word[1], word[2], word[3]]);
    }
    out.into_iter()
}
