//! A block's text → its printed number and the text behind it.
//!
//! What cannot be told from the block alone (is `1 Fees` numbered?) is told from its neighbours by
//! [`crate::structure::parts`].

use std::borrow::Cow;

use super::caption::can_be_caption;
use super::reference::is_reference;
use crate::marks;
use crate::model::label::{self, Enclosure, Form, Label, Unit};

/// A number taken off the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    /// As printed: `第一条`, `（1）`.
    pub(super) printed: Cow<'t, str>,
    /// As understood.
    pub(super) label: Label,
    /// The text behind it, with its marks.
    pub(super) rest: Cow<'t, str>,
}

impl Numbered<'_> {
    fn into_owned(self) -> Numbered<'static> {
        let Numbered { printed, label, rest } = self;
        Numbered { printed: printed.into_owned().into(), label, rest: rest.into_owned().into() }
    }
}

/// Takes the number off a text; `None` where there is none, or where it is a reference (`第三条规定的…`).
pub(super) fn numbered(text: &str) -> Option<Numbered<'_>> {
    take(text, label::may_begin, label::scan)
}

/// Takes off a bare number without any mark around it: `3 Fees`. Only neighbours can say that it is one.
pub(super) fn loosely_numbered(text: &str) -> Option<Numbered<'_>> {
    take(text, |c| c.is_ascii_digit() || c.is_ascii_uppercase(), label::scan_plain_number)
}

/// The number with which a text begins, without the text behind it: at a cost that does not grow with the text.
pub(super) fn label_of(text: &str) -> Option<Label> {
    numbered(head(text)).map(|n| n.label)
}

/// So much of a text as tells whether a number stands first, and whether it is a reference.
pub(super) fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(160)]
}

fn take(text: &str, may_begin: fn(char) -> bool, scan: fn(&str) -> Option<(Label, usize)>) -> Option<Numbered<'_>> {
    // what is shown begins as the text does, or behind a mark
    if !text.starts_with(|c| may_begin(c) || u8::try_from(c).is_ok_and(is_mark)) {
        return None;
    }
    if let Some(told) = strong(text, may_begin, scan) {
        return told;
    }
    match scan(text) {
        Some(found) if !marks::holds(seen(text, found.1), is_mark) => {
            return front(text, found, || marks::holds(text, is_mark));
        }
        None if !marks::holds(head(text), is_mark) => return None,
        _ => {}
    }
    // `1\. Scope`: in Markdown a backslash keeps it from being an item of a list
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && text[digits..].starts_with('\\') {
        let bare = [&text[..digits], &text[digits + 1..]].concat();
        if let Some(found) = scan(&bare).filter(|(_, len)| !marks::holds(seen(&bare, *len), is_mark)) {
            return front(&bare, found, || true).map(Numbered::into_owned);
        }
    }
    if !may_be_labelled(text, may_begin, scan) {
        return None;
    }
    by_spans(text, scan)
}

/// Takes off a number in a text of which all marks are read.
fn by_spans<'t>(text: &str, scan: fn(&str) -> Option<(Label, usize)>) -> Option<Numbered<'t>> {
    let mut spans = marks::parse(text);
    let plain = marks::text_of(&spans);
    let (label, len) = scan(&plain)?;
    let rest = behind(&label, &plain[len..]);
    let touching = rest.len() == plain.len() - len;
    if is_reference(&label, rest, touching) {
        return None;
    }
    marks::drop_front(&mut spans, plain.len() - rest.len());
    Some(Numbered { printed: plain[..len].trim().to_owned().into(), label, rest: marks::write(&spans).into() })
}

/// Whether a byte can begin a mark, or what stands for another character.
fn is_mark(b: u8) -> bool {
    matches!(b, b'*' | b'_' | b'`' | b'<' | b'[' | b'\\' | b'&')
}

/// Takes off the number of `**1.1 Fees** are due`, of which no mark but the first need be read; the outer none: more
/// of it has to be.
fn strong<'t>(
    text: &'t str,
    may_begin: fn(char) -> bool,
    scan: fn(&str) -> Option<(Label, usize)>,
) -> Option<Option<Numbered<'t>>> {
    let (inside, behind) = marks::strong_start(text)?;
    let near = &behind[..behind.floor_char_boundary(64)];
    if marks::holds(near, is_mark) {
        return None;
    }
    let shown = [inside, near].concat();
    let found = if inside.starts_with(may_begin) { scan(&shown) } else { None };
    let Some((label, len)) = found else { return Some(None) };
    let rest = shown[len..].trim_start();
    // what tells whether these are references or captions can stand further behind
    let unclear = |c: char| matches!(c, '–' | '—' | '-' | '(') || c.is_lowercase() && label.unit != Unit::Bare;
    if len > inside.len() || rest.is_empty() || rest.starts_with(unclear) {
        return None;
    }
    let from = shown.len() - rest.len();
    if is_reference(&label, rest, from == len) {
        return Some(None);
    }
    let rest = match inside.get(from..) {
        Some(left) if !left.is_empty() => format!("**{left}**{behind}"),
        _ => marks::escape_start(behind[from - inside.len()..].to_owned()),
    };
    Some(Some(Numbered { printed: shown[..len].trim().to_owned().into(), label, rest: rest.into() }))
}

/// So much of a text behind a number as tells whether it is a reference.
fn seen(text: &str, number: usize) -> &str {
    &text[..text.floor_char_boundary(number + 24)]
}

/// Takes off a number that stands before all marks of a text; `marked` says whether it has any.
fn front(text: &str, (label, len): (Label, usize), marked: impl FnOnce() -> bool) -> Option<Numbered<'_>> {
    let rest = behind(&label, &text[len..]);
    let touching = rest.len() == text.len() - len;
    if is_reference(&label, rest, touching) {
        return None;
    }
    // most texts begin as no other block does, whatever marks they hold
    let escapes = marks::begins_block(rest).is_some() && marked();
    let rest = if escapes { marks::escape_start(rest.to_owned()).into() } else { rest.into() };
    Some(Numbered { printed: text[..len].trim().into(), label, rest })
}

/// What stands behind a number. In `Article 1 – Objet` and `I – prix` the dash parts number and text, as a blank does,
/// and belongs to neither.
fn behind<'t>(label: &Label, text: &'t str) -> &'t str {
    let rest = text.trim_start();
    if !rest.starts_with(['–', '—', '-']) {
        return rest;
    }
    let worded = || {
        let behind = rest.strip_prefix(['–', '—', '-']).filter(|_| label.enclosure == Enclosure::Word)?;
        let wide = behind.strip_prefix('—').filter(|_| rest.starts_with('—'));
        wide.or(Some(behind).filter(|b| b.starts_with(char::is_whitespace))).map(str::trim_start)
    };
    // `I. — Les membres …`, `1.1 - The keeper …`
    let parts = || is_dashed(label) || label.enclosure == Enclosure::Dot || label.values.len() > 1;
    let sentence = || label::parted_by_dash(text).filter(|_| parts());
    label::behind_dash(text).filter(|caption| can_be_caption(caption)).or_else(worded).or_else(sentence).unwrap_or(rest)
}

/// A Roman number that nothing but a dash marks.
pub(super) fn is_dashed(label: &Label) -> bool {
    (label.form, label.enclosure) == (Form::UpperRoman, Enclosure::None)
}

/// Whether a label can stand at the beginning of a text with marks: looked for without reading the marks, in the
/// first characters alone. Most texts have none.
fn may_be_labelled(text: &str, may_begin: fn(char) -> bool, scan: fn(&str) -> Option<(Label, usize)>) -> bool {
    const MARKS: [char; 4] = ['*', '_', '`', '\\'];
    // a link's target and a character reference hide what is shown
    let is_unclear = |b: u8| (b == b'&') | (b == b'[') | (b == b'<');
    let start = head(text).trim_start_matches(MARKS);
    start.starts_with(|c| may_begin(c) || u8::try_from(c).is_ok_and(is_unclear))
        && (marks::holds(start, is_unclear) || scan(&start.replace(MARKS, "")).is_some())
}

/// A label that items of a list carry: `（1）`, `a)`, `①`, `(iv)`; `1.1)` counts clauses.
pub(super) fn is_item_label(label: &Label) -> bool {
    label.unit == Unit::Bare
        && label.values.len() == 1
        && (matches!(label.enclosure, Enclosure::Full | Enclosure::Half)
            || (label.form, label.enclosure) == (Form::Han, Enclosure::None)
            || matches!(
                label.form,
                Form::Enclosed
                    | Form::Lower
                    | Form::Doubled
                    | Form::LowerRoman
                    | Form::Kana
                    | Form::Gojuon
                    | Form::Hangul
            ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_off_with_their_marks_kept() {
        let n = numbered("**1.1 Fees** are [due](https://x.example) now").expect("number");
        assert_eq!((&*n.printed, &*n.rest), ("1.1", "**Fees** are [due](https://x.example) now"));
        let n = numbered(r"(1) a \* b").expect("number");
        assert_eq!((&*n.printed, &*n.rest), ("(1)", r"a \* b"));
        let n = numbered("ARTICLE 4 – Visites").expect("number");
        assert_eq!((&*n.printed, &*n.rest), ("ARTICLE 4", "Visites"));
        for (text, printed, rest) in [
            ("ARTICLE 4 : VISITES", "ARTICLE 4 :", "VISITES"),
            ("第七条：收费", "第七条：", "收费"),
            ("第七条——收费", "第七条", "收费"),
            ("4. - Visites", "4.", "Visites"),
            ("4.1 - The keeper lights the lamps.", "4.1", "The keeper lights the lamps."),
        ] {
            let n = numbered(text).expect("number");
            assert_eq!((&*n.printed, &*n.rest), (printed, rest));
        }
        for (text, printed) in
            [("4 – Visites", "4"), ("4 : Visites", "4 :"), ("IV - Visites", "IV"), ("B – Visites", "B")]
        {
            let n = loosely_numbered(text).expect("number");
            assert_eq!((&*n.printed, &*n.rest), (printed, "Visites"));
        }
        assert_eq!(loosely_numbered("3收费").expect("number").rest, "收费");
        let n = loosely_numbered("II - de door der haven;").expect("number");
        assert_eq!((&*n.printed, &*n.rest), ("II", "de door der haven;"));
        for text in ["IV Visites", "4 - 5 jours", "A-Z", "3个月内", "30日"] {
            assert!(loosely_numbered(text).is_none_or(|n| n.rest != "5 jours" && n.rest != "Visites"), "{text}");
        }
        let n = numbered("第七条　收费").expect("number");
        assert_eq!((&*n.printed, &*n.rest), ("第七条", "收费"));
    }

    #[test]
    fn a_strong_start_tells_the_same() {
        for inside in
            ["1.", "1.1 Fees", "1.1 Fees.", "Article 2", "Article 2 Fees", "第二条", "（二）收费", "Fees", "i"]
        {
            for behind in [
                "",
                " are due",
                "：*第三条*的费用",
                " and [so](a)",
                ". Due",
                " 第三条",
                "、第三条",
                "收费 *x*",
                " (b), c",
            ] {
                let text = format!("**{inside}**{behind}");
                let quick = strong(&text, label::may_begin, label::scan);
                assert!(quick.is_none_or(|quick| quick == by_spans(&text, label::scan)), "{text}");
            }
        }
        assert!(strong("**1.1 Fees** are [due](a)", label::may_begin, label::scan).is_none());
    }
}
