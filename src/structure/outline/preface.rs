//! What stands before the first numbered caption: `Important`, `导言`, with captions but without numbers.
//!
//! Printed text does not say how deep an unnumbered caption stands. One with a text of its own before the first
//! numbered caption is a preface beside it; where the numbers begin anew below other such captions, they hold them.

use crate::model::label::Label;
use crate::structure::parts::{Part, PartForm, same_series};

/// The part with which the preface ends, where there is one.
pub(super) fn end(parts: &[Part]) -> Option<usize> {
    let end = parts.iter().position(|p| begins(p).is_some())?;
    let series = begins(&parts[end])?;
    let captions = parts[..end].iter().filter(|p| is_unnumbered_caption(p)).count();
    let levels = parts.iter().any(|p| matches!(p.form, PartForm::Heading(level) if level > 0));
    if captions == 0 || levels || is_unnumbered_caption(&parts[end - 1]) {
        return None;
    }
    let later = parts[end + 1..].iter().skip_while(|p| !is_unnumbered_caption(p));
    let anew = later.filter_map(begins).any(|l| same_series(l, series));
    (!anew).then_some(end)
}

/// The number of the first caption of a series.
fn begins(part: &Part) -> Option<&Label> {
    let (_, label) = part.number.as_ref()?;
    (part.heading.is_some() && label.last() == 1 && label.values.len() == 1).then_some(label)
}

fn is_unnumbered_caption(part: &Part) -> bool {
    part.form == PartForm::Heading(0) && part.number.is_none()
}
