//! What stands before the first clause under captions of its own: `Important`, `导言`, `Preamble`.
//!
//! A preamble is known by its name: what is numbered behind its text stands beside it. Other captions without a
//! number are a preface where the first numbered caption follows their text; printed text does not say how deep they
//! stand, and where the numbers begin anew below other such captions, they hold them.

use crate::model::label::Label;
use crate::structure::caption::is_item_label;
use crate::structure::parts::{Part, PartForm, same_series};
use crate::structure::run_in;

/// The part before which the preface ends, where there is one.
pub(super) fn end(parts: &[Part]) -> Option<usize> {
    preamble(parts).or_else(|| captions(parts))
}

/// The first number behind the text of a preamble.
fn preamble(parts: &[Part]) -> Option<usize> {
    let text = 1 + parts.iter().position(is_preamble)?;
    let counts = |p: &Part| p.number.as_ref().is_some_and(|(_, label)| !is_item_label(label));
    let end = text + parts[text..].iter().position(|p| p.heading.is_some() || counts(p))?;
    (end > text && counts(&parts[end])).then_some(end)
}

/// The first numbered caption behind captions without a number.
fn captions(parts: &[Part]) -> Option<usize> {
    let end = parts.iter().position(|p| begins(p).is_some())?;
    let series = begins(&parts[end])?;
    let captions = parts[..end].iter().filter(|p| is_unnumbered_caption(p)).count();
    let levels = parts.iter().any(|p| matches!(p.form, PartForm::Heading(level) if level > 0));
    if captions == 0 || levels || is_unnumbered_caption(&parts[end - 1]) {
        return None;
    }
    let mut later = parts[end + 1..].iter().skip_while(|p| !is_unnumbered_caption(p)).peekable();
    // a list below the first of several captions
    if parts[end].heading.is_none() && later.peek().is_some() {
        return None;
    }
    let anew = later.filter_map(begins).any(|l| same_series(l, series));
    (!anew).then_some(end)
}

/// The number of the first caption of a series, 0 or 1; it may run into its text.
fn begins(part: &Part) -> Option<&Label> {
    let (_, label) = part.number.as_ref()?;
    let runs_in = || !is_item_label(label) && run_in::phrase::caption(&part.text).is_some();
    (label.last() <= 1 && label.values.len() == 1 && (part.heading.is_some() || runs_in())).then_some(label)
}

fn is_unnumbered_caption(part: &Part) -> bool {
    part.form == PartForm::Heading(0) && part.number.is_none()
}

fn is_preamble(part: &Part) -> bool {
    part.number.is_none() && part.heading.as_deref().is_some_and(names_preamble)
}

/// Whether a caption is the name of a preamble.
pub(in crate::structure) fn names_preamble(caption: &str) -> bool {
    const NAMES: [&str; 9] = ["preamble", "präambel", "préambule", "preámbulo", "序言", "前言", "引言", "導言", "导言"];
    NAMES.contains(&caption.trim_matches(['*', ':', '：', '.', ' ']).to_lowercase().as_str())
}
