//! A redline and its two texts → whether it says the truth, before anything is shown.

use super::{Op, Redline, Segment};
use crate::model::text::{Text, own_paragraphs};

/// A redline that does not give back its texts: a fault of engross, not of the texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A clause stands in no change or in several.
    #[error("the redline is wrong: clause {place} of the {side} text stands in {times} changes, expected 1")]
    Times {
        /// `old` or `new`.
        side: &'static str,
        /// The clause, by its [place](super::Side::place).
        place: usize,
        /// How often.
        times: usize,
    },
    /// The segments of a change are not the clause's own text.
    #[error("the redline is wrong: the segments of clause `{path}` do not give back the {side} text")]
    Words {
        /// `old` or `new`.
        side: &'static str,
        /// The clause.
        path: String,
    },
}

/// Holds a redline against its texts: every clause stands once, and the segments give back both sides.
pub fn check(redline: &Redline, old: &Text, new: &Text) -> Result<(), Fault> {
    side(redline, old, "old", Op::Insert)?;
    side(redline, new, "new", Op::Delete)
}

fn side(redline: &Redline, text: &Text, side: &'static str, other: Op) -> Result<(), Fault> {
    // the title stands before the label, the heading before the paragraphs
    let of_text = [Some(text.title.as_str()).filter(|t| !t.is_empty()), text.label.as_deref()];
    let of_clauses =
        text.clauses().map(|(_, c)| ([c.heading.as_deref().filter(|h| !h.is_empty()), None], c.body.as_slice()));
    let clauses: Vec<_> = std::iter::once((of_text, text.body.as_slice())).chain(of_clauses).collect();
    let mut times = vec![0usize; clauses.len()];
    for change in &redline.changes {
        let here = if other == Op::Insert { &change.old } else { &change.new };
        let Some(here) = here else { continue };
        let Some((first, body)) = clauses.get(here.place) else {
            return Err(Fault::Times { side, place: here.place, times: 1 });
        };
        times[here.place] += 1;
        let own = first.iter().copied().flatten().chain(own_paragraphs(body));
        if !gives_back(&change.segments, other, own) {
            return Err(Fault::Words { side, path: here.path.clone() });
        }
    }
    match times.iter().position(|n| *n != 1) {
        Some(place) => Err(Fault::Times { side, place, times: times[place] }),
        None => Ok(()),
    }
}

/// Whether the segments, but for those of the other side, are the paragraphs, joined by line breaks.
fn gives_back<'t>(segments: &[Segment], other: Op, paragraphs: impl Iterator<Item = &'t str>) -> bool {
    let mut here = segments.iter().filter(|s| s.op != other).map(|s| s.text.as_str());
    let mut shown = "";
    for (i, paragraph) in paragraphs.enumerate() {
        for mut expected in [if i == 0 { "" } else { "\n" }, paragraph] {
            while !expected.is_empty() {
                if shown.is_empty() {
                    match here.next() {
                        Some(next) => shown = next,
                        None => return false,
                    }
                }
                let len = expected.len().min(shown.len());
                if expected.as_bytes()[..len] != shown.as_bytes()[..len] {
                    return false;
                }
                // both are the same up to here, so a character that begins in one ends in the other
                let (Some(e), Some(s)) = (expected.get(len..), shown.get(len..)) else { return false };
                (expected, shown) = (e, s);
            }
        }
    }
    shown.is_empty() && here.all(str::is_empty)
}
