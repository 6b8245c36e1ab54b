//! The differences and the profile → the level of a version and the moment from which it is in force.

use super::PublishError;
use crate::model::agreement::Profile;
use crate::model::plural::plural;
use crate::model::time::{self, Timestamp};
use crate::model::version::Level;
use crate::redline::{self, Kind, Nature, Redline};
use crate::workspace::Workspace;

/// The level that the differences ask for, and why.
pub(super) fn propose(redline: &Redline) -> (Level, String) {
    let count = |f: &dyn Fn(&redline::Change) -> bool| redline.changes.iter().filter(|c| f(c)).count();
    let of_clauses = |c: &&redline::Change| c.old.as_ref().or(c.new.as_ref()).is_some_and(|side| !side.path.is_empty());
    let substance = redline.changes.iter().filter(of_clauses).filter(|c| c.is_substance()).count();
    if substance > 0 {
        return (Level::Material, format!("substance of {}", plural(substance, "clause")));
    }
    let stale = redline.stale.len();
    if stale > 0 {
        return (Level::Material, format!("{} that did not follow a renumbering", plural(stale, "cross-reference")));
    }
    let any = |c: &redline::Change, kinds: &[Kind]| kinds.iter().any(|k| c.is(*k));
    let divided = count(&|c| any(c, &[Kind::Split, Kind::Merged]));
    let moved = count(&|c| any(c, &[Kind::Moved, Kind::Renumbered, Kind::Split, Kind::Merged]));
    let reference = count(&|c| c.nature == Some(Nature::Reference));
    if moved + reference > 0 {
        let how = if divided > 0 { "moved, renumbered, divided or joined" } else { "moved or renumbered" };
        let why = format!("{} {how}, {} that follow", plural(moved, "clause"), plural(reference, "cross-reference"));
        return (Level::Minor, why);
    }
    (Level::Correction, "only typography and markup differ".to_owned())
}

/// When a version takes effect that is published then: as asked, or as soon as the notice period allows it if it waits.
pub(super) fn effective(
    ws: &Workspace,
    published: &str,
    asked: Option<&str>,
    profile: &Profile,
    waits: bool,
) -> Result<String, PublishError> {
    let zone = ws.zone();
    let moment = |s: &str| time::moment(s).ok_or_else(|| PublishError::Time(s.to_owned()));
    let start = moment(published)?;
    let days = if waits { profile.notice_days } else { 0 };
    let earliest: Timestamp =
        time::days_later(start, days, &zone).ok_or_else(|| PublishError::Time(published.to_owned()))?;
    let Some(asked) = asked else {
        return Ok(if days == 0 { published.to_owned() } else { time::write(earliest, &zone) });
    };
    let at = moment(asked)?;
    if at < start {
        return Err(PublishError::EffectiveFirst { effective: asked.to_owned(), published: published.to_owned() });
    }
    if at < earliest {
        let earliest = time::write(earliest, &zone);
        return Err(PublishError::NoticePeriod { effective: asked.to_owned(), days, earliest });
    }
    Ok(asked.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Clause, Item, Text};

    fn text(clauses: &[&[&str]]) -> Text {
        let clause = |(at, paragraphs): (usize, &&[&str])| {
            let body = paragraphs.iter().map(|p| Item::Paragraph((*p).to_owned())).collect();
            Item::Clause(Clause { number: Some(format!("{}.", at + 1)), body, ..Default::default() })
        };
        Text { body: clauses.iter().enumerate().map(clause).collect(), ..Default::default() }
    }

    #[test]
    fn what_was_only_divided_is_minor() {
        let kiln = "The kiln is lit on the first dry day of the month and nobody leaves it until it is cold again.";
        let clay = "Clay is dug behind the church, and every pit is filled with stones before the winter.";
        let (one, two) = (text(&[&[kiln, clay]]), text(&[&[kiln], &[clay]]));
        let why = "2 clauses moved, renumbered, divided or joined, 0 cross-references that follow";
        assert_eq!(propose(&redline::redline(&one, &two)), (Level::Minor, why.to_owned()));
        let other = clay.replace("winter", "summer");
        assert_eq!(propose(&redline::redline(&one, &text(&[&[kiln], &[&other]]))).0, Level::Material);
    }
}
