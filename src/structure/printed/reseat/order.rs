//! What speaks for each place of each caption → the best order-keeping places of all.

/// What it costs that a text stands between a caption and the first within it.
const LEAD_IN: i64 = 30;

/// Less than this between two places does not tell them apart.
const NEAR: i64 = 12;

/// Whether a caption stands directly below the one before it.
#[derive(Clone, Copy)]
pub(super) enum Below {
    /// It is the first within it.
    Directly,
    /// It may be: the one before has no number, and no other holds numbers.
    Perhaps,
    No,
}

/// Where a caption stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The paragraph before which it stands.
    pub(super) at: usize,
    /// Whether the numbers decide it.
    pub(super) sure: bool,
    /// Before which paragraph it could stand nearly as well.
    pub(super) or: Option<usize>,
}

/// A caption at every place.
pub(super) struct Step {
    /// What speaks for the place, the places of the other captions set aside, and whether it is the number.
    pub(super) scores: Vec<(i64, bool)>,
    /// The same with the best places of all captions before it, and the place of the one before it.
    pub(super) best: Vec<(i64, usize)>,
}

/// The best places with the captions before. What `missed` says for a place is counted once.
pub(super) fn best(scores: &[(i64, bool)], missed: &[i64], last: Option<&Step>, below: Below) -> Vec<(i64, usize)> {
    // the best place of the caption before, strictly before this one
    let mut top = (i64::MIN / 2, 0);
    let at = |(p, (score, _)): (usize, &(i64, bool))| {
        let Some(last) = last else { return (*score, 0) };
        let here = last.best[p].0;
        let again = here - missed[p];
        let (same, apart) = match below {
            Below::Directly => (again, top.0 - LEAD_IN),
            Below::Perhaps => (again - LEAD_IN, top.0),
            Below::No => (again - 200, top.0),
        };
        let (total, from) = if same > apart { (same, p) } else { (apart, top.1) };
        if here > top.0 {
            top = (here, p);
        }
        (total + score, from)
    };
    scores.iter().enumerate().map(at).collect()
}

/// The places of the best sequence, from the last caption back.
pub(super) fn trace(steps: &[Step]) -> Vec<Place> {
    let mut out = Vec::with_capacity(steps.len());
    let mut behind = None;
    for step in steps.iter().rev() {
        // of equal places the last: nothing is moved without a reason
        let last = step.best.iter().enumerate().max_by_key(|(p, (total, _))| (*total, *p)).map_or(0, |(p, _)| p);
        let at = behind.map_or(last, |(from, _)| from);
        let (from, until) = (step.best[at].1, behind.map_or(step.best.len(), |(_, place)| place));
        let score = step.scores[at].0;
        let others = (from..until).filter(|p| *p != at && step.scores[*p].0 + NEAR > score);
        out.push(Place { at, sure: step.scores[at].1, or: others.max_by_key(|p| step.scores[*p].0) });
        behind = Some((from, at));
    }
    out.reverse();
    out
}
