//! A redline and its two texts → whether it says the truth, before anything is shown.

use std::collections::HashMap;

use super::tree::{own_text, own_text_of_text};
use super::{Op, Redline, Segment};
use crate::model::path::place;
use crate::model::text::Text;

/// A redline that does not give back its texts: a fault of engross, not of the texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A clause stands in no change or in several.
    #[error("the redline is wrong: clause `{path}` of the {side} text stands in {times} changes, expected 1")]
    Times {
        /// `old` or `new`.
        side: &'static str,
        /// The clause.
        path: String,
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
    let mut told: HashMap<&str, (usize, &[Segment])> = HashMap::new();
    for change in &redline.changes {
        let here = if other == Op::Insert { &change.old } else { &change.new };
        let Some(here) = here else { continue };
        told.entry(&here.path).or_insert((0, &change.segments)).0 += 1;
    }
    let mut expected = vec![(String::new(), own_text_of_text(text))];
    expected.extend(place(text).into_iter().map(|p| (p.path, own_text(p.clause))));
    for (path, own) in &expected {
        match told.remove(path.as_str()) {
            Some((1, segments)) if gives_back(segments, other, own) => {}
            Some((1, _)) => return Err(Fault::Words { side, path: path.clone() }),
            other => {
                return Err(Fault::Times { side, path: path.clone(), times: other.map_or(0, |(times, _)| times) });
            }
        }
    }
    match told.into_iter().map(|(path, (times, _))| (path, times)).min() {
        Some((path, times)) => Err(Fault::Times { side, path: path.to_owned(), times }),
        None => Ok(()),
    }
}

/// Whether the segments, but for those of the other side, are the text.
fn gives_back(segments: &[Segment], other: Op, own: &str) -> bool {
    let mut here = segments.iter().filter(|s| s.op != other);
    here.try_fold(own, |rest, s| rest.strip_prefix(s.text.as_str())) == Some("")
}
