//! The captions at the end of a page: where they begin, and which lines are one caption.
//!
//! A short line without an end of sentence cannot be in the midst of a paragraph: the line would be full. At the end
//! of a page it is a caption, in its place or moved there, unless it ends an unfinished sentence.

use super::measure::Measure;
use super::reseat::{CAPTIONS, series};
use super::{Line, Paragraph, Role, number, reflow};
use crate::model::label::{Label, Unit};
use crate::structure::bullets::bullet;
use crate::structure::caption::{
    announces, breaks_off, can_be_caption, captions_with_colon, cites, ends_sentence, is_item_label, is_title_case,
    is_wide, label_of, numbered,
};
use crate::structure::{meta, outline};

/// At which line of a page the captions at its end begin. `next` is the line with which the next page begins.
pub(super) fn begin(lines: &[Line], next: Option<&str>, measure: Measure) -> usize {
    // a text ends with the name and the date of those who sign it
    let signed = |line: &Line| meta::is_dated(&line.text) && meta::updated(&line.text).is_none();
    if next.is_none() && lines.last().is_some_and(signed) {
        return lines.len();
    }
    let behind = |i: usize| match lines.get(i + 1) {
        Some(line) => Some(line.text.as_str()),
        // the page before the captions goes on in the next
        None => next.filter(|_| !i.checked_sub(1).is_some_and(|i| leads_to(&lines[i], next, measure))),
    };
    let run = |items: bool| {
        let mut from = lines.len();
        while let Some(i) = from.checked_sub(1)
            && (is_caption(&lines[i], behind(i), measure, items)
                || from < lines.len() && is_first_half(&lines[i..], measure))
        {
            from = i;
        }
        from
    };
    let mut from = run(true);
    if counted_on(&lines[..from], &lines[from..], next) {
        from = run(false);
    }
    // what a colon announces stands behind it, where the next page does not begin with it
    let announced = from.checked_sub(1).is_some_and(|i| announces(&lines[i].text))
        && !next.is_some_and(|n| bullet(n).is_some() || label_of(n).is_some_and(|l| is_item_label(&l)));
    while announced && lines.get(from).is_some_and(|line| !line.has_number()) {
        from += 1;
    }
    // the first of them may be the last line of the text
    while let Some(line) = lines.get(from) {
        let before = from.checked_sub(1).map(|i| &lines[i]);
        let captions = &lines[from + 1..lines.len().min(from + 1 + CAPTIONS)];
        if !ends_text(line, before, captions, next, measure) && !is_in_place(line, &lines[..from], captions) {
            break;
        }
        from += 1;
    }
    from
}

/// Whether a line before captions is the last of the text: its number comes behind theirs, it goes on on the next
/// page, or it is the end of a sentence that lacks its stop.
fn ends_text(line: &Line, before: Option<&Line>, captions: &[Line], next: Option<&str>, measure: Measure) -> bool {
    if meta::updated(&line.text).is_some() {
        return false;
    }
    let counts_behind = |own: &Label| {
        let beside = captions.first().and_then(|l| l.label.as_ref());
        // below an annex numbers begin anew
        let before_annex = |l: &&Label| own.unit == Unit::Annex || l.unit != Unit::Annex;
        let later: Vec<&Label> = captions.iter().filter_map(|l| l.label.as_ref()).take_while(before_annex).collect();
        let holds = |l: &Label| l.unit == Unit::Annex || series::contains(l);
        let within = |l: &&Label| own.values.len() > 1 && !holds(l) && l.values < own.values;
        // `5.` before `3.`; before `1.` a series may begin anew, but not right below it
        let next = later.iter().find(|l| series::same_kind(l, own)).filter(|l| l.values < own.values);
        let before = next.is_some_and(|l| l.last() > 1 || beside == Some(*l));
        // an annex before a clause that counts on
        let annexed = own.unit == Unit::Annex && later.first().is_some_and(|l| l.unit != own.unit && l.last() > 1);
        later.iter().any(within) || before || annexed
    };
    // the first of a list that a colon announces, and of no series of captions
    let listed = |own: &Label| {
        let mut later = captions.iter().filter_map(|l| l.label.as_ref());
        own.unit == Unit::Bare
            && own.last() == 1
            && before.is_some_and(|before| announces(&before.text))
            && !later.any(|l| series::same_kind(l, own))
    };
    if line.label.as_ref().is_some_and(|own| counts_behind(own) || !captions.is_empty() && listed(own)) {
        return true;
    }
    let goes_on = |line: &Line| leads_to(line, next, measure);
    // a sentence of which the one line is on this page falls short of its measure by a word
    let begun = || {
        let half = measure.full.is_some_and(|full| line.width * 2 > full);
        half && next.is_some_and(|n| n.starts_with(char::is_lowercase))
            && numbered(&line.text).is_some_and(|n| !n.rest.contains(is_wide) && !is_title_case(&n.rest))
    };
    let follows = before.is_some_and(|before| reflow::is_open(before, line, measure));
    // it has no room for what it leads to, and the line before had none for it
    let within = || follows && !line.has_number() && goes_on(line);
    let last = if captions.is_empty() { begun() || within() } else { goes_on(line) };
    if last && !(line.has_number() && before.is_some_and(goes_on)) {
        return true;
    }
    if captions_with_colon(&line.text) && before.is_some_and(|before| !ends_sentence(&before.text)) {
        return true;
    }
    let continues = line.text.starts_with(char::is_lowercase) || line.text.contains(['，', '；']);
    let next_is_new = next.is_none_or(|n| numbered(n).is_some());
    !line.has_number() && follows && (continues || next_is_new)
}

/// Whether a caption counts on from those that stand in their places on the page, and only wider ones were moved.
fn is_in_place(line: &Line, body: &[Line], captions: &[Line]) -> bool {
    let Some(own) = line.label.as_ref().filter(|own| own.unit == Unit::Article) else { return false };
    let moved = captions.first().and_then(|l| l.label.as_ref()).is_some_and(series::contains);
    let counts_on = |l: &&Line| l.label.as_ref().is_some_and(|l| l.is_followed_by(own));
    let captions = |l: &Line| numbered(&l.text).is_some_and(|n| can_be_caption(&n.rest));
    moved && body.iter().rev().filter(counts_on).any(captions)
}

/// Whether a line was wrapped within a sentence that goes on on the next page.
fn leads_to(line: &Line, next: Option<&str>, measure: Measure) -> bool {
    next.is_some_and(|next| next.starts_with(char::is_lowercase) && !has_room(line, next, measure))
}

/// Whether a line has room for the first piece of what stands behind it.
fn has_room(line: &Line, next: &str, measure: Measure) -> bool {
    let needed = line.width + 1 + measure.piece(next) + measure.slack;
    measure.full.is_none_or(|full| needed <= full)
}

/// The captions, those on two lines joined.
pub(super) fn captions(lines: Vec<Line>, measure: Measure) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut rest = lines.into_iter().peekable();
    while let Some(line) = rest.next() {
        let second = rest.next_if(|next| is_first_half(&[line.clone(), next.clone()], measure));
        let mut caption = Paragraph { role: Role::Caption, ..Paragraph::from(line) };
        if let Some(second) = second {
            caption.join(second, measure);
        }
        out.push(caption);
    }
    out
}

/// Whether a numbered line has no room for the unnumbered line behind it, and both are one caption: no sentence ends
/// within it, and what stands behind it is no title above its time.
fn is_first_half(lines: &[Line], measure: Measure) -> bool {
    let [first, second, ..] = lines else { return false };
    let Some(full) = measure.full else { return false };
    let blank = usize::from(!second.text.starts_with(is_wide));
    first.has_number()
        && !first.text.contains(['。', '；'])
        && !numbered(&first.text).is_some_and(|n| n.rest.contains(". "))
        && lines.get(2).is_none_or(|third| meta::updated(&third.text).is_none())
        && !second.has_number()
        && !first.label.as_ref().is_some_and(is_item_label)
        && !ends_sentence(&first.text)
        && first.width + blank + measure.piece(&second.text) > full
        && first.width + second.width <= 120
        && meta::updated(&second.text).is_none()
        && can_be_caption(&second.text)
        && !ends_sentence(&second.text)
}

/// Whether captions numbered as items are (`（二）费用`) are the items of a list on the page.
fn counted_on(body: &[Line], captions: &[Line], next: Option<&str>) -> bool {
    // below a caption that was moved they are captions too
    let numbers = captions.iter().map_while(|l| l.label.as_ref());
    let items: Vec<&Label> = numbers.take_while(|l| is_item_label(l)).collect();
    let listed = |l: &Line| l.label.as_ref().is_some_and(|l| items.iter().any(|item| series::same_kind(item, l)));
    // what a colon announces begins with the first, and the next page does not begin with it
    let first = items.first().is_some_and(|l| l.last() == 1)
        && !next.and_then(label_of).is_some_and(|l| l.last() == 1 && is_item_label(&l));
    let announced = first && body.last().is_some_and(|l| announces(&l.text));
    let within = body.last().is_some_and(|l| reflow::ends_item(&l.text))
        && body.iter().rev().find_map(|l| l.label.as_ref()).is_none_or(|l| !is_item_label(l));
    !items.is_empty() && (announced || within || body.iter().any(listed))
}

/// Whether a text is of a script without capitals that parts words by blanks, or of Thai: capitals say nothing there.
fn is_caseless(text: &str) -> bool {
    let letter = text.chars().find(|c| c.is_alphabetic());
    letter.is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())
}

/// Whether a line can be a caption; `items`: even one that is numbered as the items of lists are.
fn is_caption(line: &Line, behind: Option<&str>, measure: Measure, items: bool) -> bool {
    if outline::is_end_mark(&line.text) || meta::edition(&line.text).is_some() {
        return false;
    }
    if meta::updated(&line.text).is_some() {
        return true;
    }
    let number = line.number();
    let item = number.as_ref().is_some_and(|n| n.rest.is_empty() || !items && is_item_label(&n.label));
    if item || bullet(&line.text).is_some() {
        return false;
    }
    if captions_with_colon(&line.text) {
        return behind.is_some_and(|next| bullet(next).is_none() && !label_of(next).is_some_and(|l| is_item_label(&l)));
    }
    if !can_be_caption(&line.text) {
        return false;
    }
    let full = measure.full.unwrap_or(usize::MAX / 16);
    let short = line.width * 10 <= full * 9;
    // a line without room for what stands behind it goes on in it
    let room = |next: &str| has_room(line, next, measure);
    let small = |next: &str| next.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '（'));
    let cased = line.text.contains(is_wide) || is_title_case(&line.text) || is_caseless(&line.text);
    if cites(&line.text) && behind.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    if let Some(number) = number {
        let cased = !line.text.contains(is_wide) && is_title_case(&number.rest);
        let next_counts = |next: &str| number::taken(next).is_some();
        // a caption in capitals does not go on in small letters
        let capitals = cased && number.rest == number.rest.to_uppercase();
        if capitals && behind.is_none_or(|next| next_counts(next) || next != next.to_uppercase()) {
            return true;
        }
        // a sentence goes on where its line has no room for the next piece, and where its last word leads to another
        let goes_on = behind.is_some_and(|next| !room(next) && (small(next) || !next_counts(next)));
        if goes_on || !cased && breaks_off(&line.text) {
            return false;
        }
        // a caption can fill its line where another follows
        return short || cased && behind.is_some_and(next_counts);
    }
    let goes_on = behind.is_some_and(|next| (small(next) || !cased) && !room(next));
    let sentence = line.text.contains(". ") && !cased || ends_sentence(&line.text) && !line.text.ends_with(['?', '？']);
    // a sentence begun on the line before goes on in small letters
    short && !goes_on && !sentence && !breaks_off(&line.text) && !line.text.starts_with(char::is_lowercase)
}
