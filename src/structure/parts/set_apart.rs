//! Lines without a number that are set so as to caption what follows, or as captions are and are none.

use std::ops::Range;

use super::captions::whole_strong;
use super::{Part, PartForm};
use crate::model::label::{Form, Label, Unit};
use crate::source::{Block, BlockKind};
use crate::structure::caption::{self, announces, can_be_caption, ends_sentence};
use crate::structure::outline;

/// A line by itself that is strong as a whole, between a sentence and a text that is not, captions that text; two such
/// lines are a caption and the first one below it.
pub(super) fn strong_lines(parts: &mut [Part]) {
    let colons = (0..parts.len()).filter(|at| has_colon(parts, *at)).nth(1).is_some();
    let mut at = 0;
    while at < parts.len() {
        let captions = (1..=2).find(|n| captions_text(parts, at..at + n, colons));
        for part in &mut parts[at..at + captions.unwrap_or(0)] {
            part.form = PartForm::Heading(0);
        }
        at += captions.unwrap_or(1);
    }
}

/// The levels of headings of which one is a passage: the format sets text as headings, and so every sentence of them.
pub(super) fn levels_of_text(blocks: &[Block]) -> u64 {
    let of = |block: &Block| match block.kind {
        BlockKind::Heading(level) if caption::is_passage(&block.text) => 1 << (level & 63),
        _ => 0,
    };
    blocks.iter().map(of).fold(0, |levels, level| levels | level)
}

/// `（目的）` in a line by itself above `第一条　…`: the caption of the article, as Japanese statutes set it.
pub(super) fn above_articles(parts: &mut Vec<Part>) {
    let article = |p: &Part| {
        let running = p.form == PartForm::Running && !p.text.is_empty();
        running && p.label().is_some_and(|l| l.unit == Unit::Article) && !p.text.starts_with(['（', '【', '〔'])
    };
    for at in 1..parts.len() {
        let [above, part] = &mut parts[at - 1..=at] else { continue };
        let captions = above.form == PartForm::Running && above.number.is_none() && is_bracketed(&above.text);
        if captions && article(part) {
            part.heading = Some(whole_strong(&above.text));
            part.line = above.line;
            above.text.clear();
        }
    }
    parts.retain(Part::says);
}

/// `附則　本規約は…` behind articles: the caption of what comes last and its text in one line.
pub(super) fn final_provisions(parts: &mut [Part]) {
    let of_article = |p: &Part| p.label().is_some_and(|label| label.unit == Unit::Article);
    let Some(first) = parts.iter().position(of_article) else { return };
    for part in parts[first..].iter_mut().filter(|p| p.form == PartForm::Running && p.number.is_none()) {
        let wide = part.text.starts_with(caption::is_wide);
        let Some(end) = caption::head(&part.text).find(char::is_whitespace).filter(|_| wide) else { continue };
        let (caption, rest) = part.text.split_at(end);
        if outline::ends_all(caption) && ends_sentence(rest) {
            part.form = PartForm::Heading(0);
            part.heading = Some(caption.to_owned());
            part.text = rest.trim_start().to_owned();
        }
    }
}

/// Whether a line is a few words in brackets and no more.
fn is_bracketed(text: &str) -> bool {
    let bare = text.trim_matches('*');
    let inner = bare.strip_prefix(['（', '【', '〔']).and_then(|text| text.strip_suffix(['）', '】', '〕']));
    inner.is_some_and(|inner| {
        !caption::is_wider(inner, 20) && inner.chars().all(|c| c.is_alphabetic() || matches!(c, '・' | '、'))
    })
}

/// `**Fees:**` in a line by itself above a sentence: where there are several, no lead-in to what is listed below it.
fn has_colon(parts: &[Part], at: usize) -> bool {
    const COLONS: [char; 2] = [':', '：'];
    let open = |p: &Part| p.form == PartForm::Running && p.number.is_none();
    let part = &parts[at];
    let name = part.text.trim_matches('*').trim_end_matches(COLONS).trim_end_matches('*');
    let says = |p: &Part| ends_sentence(&p.text) && !p.text.ends_with([';', '；', ':', '：']);
    open(part)
        && part.text.trim_end_matches('*').ends_with(COLONS)
        && caption::is_strong(part.text.trim_end_matches(COLONS))
        && can_be_caption(name)
        && !caption::is_wider(name, 20)
        && !name.starts_with(char::is_lowercase)
        && parts.get(at + 1).is_some_and(|below| {
            open(below)
                && says(below)
                && !caption::is_strong(&below.text)
                && !below.text.starts_with(char::is_lowercase)
        })
}

/// Whether strong lines stand so that they caption what is behind them; `colons`: those that end with a colon as well.
fn captions_text(parts: &[Part], lines: Range<usize>, colons: bool) -> bool {
    if colons && lines.len() == 1 && has_colon(parts, lines.start) {
        let before = lines.start.checked_sub(1).map(|at| &parts[at].text);
        return before.is_none_or(|before| !announces(before));
    }
    let strong = |p: &Part| p.form == PartForm::Running && p.number.is_none() && caption::is_strong(&p.text);
    let says = |p: &Part| ends_sentence(&p.text) || announces(&p.text) || p.number.is_some();
    // a sentence in capitals is a warning
    let warns = |text: &str| text.trim_end_matches('*').ends_with('.') && text.split(' ').count() > 6;
    let can_be = |p: &Part| strong(p) && can_be_caption(&p.text) && !warns(&p.text);
    let Some(behind) = parts.get(lines.end).filter(|_| parts[lines.clone()].iter().all(can_be)) else { return false };
    let begins = lines.start.checked_sub(1).is_none_or(|at| {
        let before = &parts[at];
        let heads = before.number.is_some() || matches!(before.form, PartForm::Heading(_));
        !announces(&before.text) && (heads || ends_sentence(&before.text) || before.form == PartForm::Whole)
    });
    begins
        && (!caption::is_strong(&behind.text) || behind.number.is_some())
        && (behind.form == PartForm::Whole || !matches!(behind.form, PartForm::Heading(_)) && says(behind))
}

/// `01` in a line by itself above a strong line: the number of that caption, where such numbers count on from one.
pub(super) fn numbers_above(parts: &mut [Part]) {
    let number = |p: &Part| {
        let open = p.form == PartForm::Running && p.number.is_none();
        let digits = p.text.trim_matches('*');
        let few = (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        (open && few).then(|| Label::read(digits).map(|label| (digits.to_owned(), label))).flatten()
    };
    let captions = |p: &Part| {
        let set = caption::is_strong(&p.text) && p.form == PartForm::Running || matches!(p.form, PartForm::Heading(_));
        set && p.number.is_none() && can_be_caption(&p.text)
    };
    let found = parts.windows(2).enumerate().filter(|(_, two)| captions(&two[1]));
    let found: Vec<_> = found.filter_map(|(at, two)| Some((at, number(&two[0])?))).collect();
    let counts = found.iter().zip(1..).all(|((_, (_, label)), n)| label.last() == n && label.form == Form::Decimal);
    for (at, number) in found.iter().filter(|_| counts && found.len() > 1) {
        parts[*at].text.clear();
        parts[at + 1].number = Some(number.clone());
        parts[at + 1].line = parts[*at].line;
    }
}
