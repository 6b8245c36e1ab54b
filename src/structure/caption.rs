//! A block's text → its printed number, the text behind it, and whether that text is a caption.
//!
//! What cannot be told from the block alone (is `1 Fees` numbered? does the line caption what follows?) is told
//! from its neighbours by [`crate::structure::parts`].

use std::borrow::Cow;

use super::meta;
use crate::marks::{self, Span};
use crate::model::label::{self, Enclosure, Form, Label, Unit};
pub(super) use crate::source::printed::{abbreviates, breaks_off, cites, ends_sentence, is_invisible};

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
    let is_mark = |b: u8| matches!(b, b'*' | b'_' | b'`' | b'<' | b'[' | b'\\' | b'&');
    if !text.starts_with(|c| may_begin(c) || u8::try_from(c).is_ok_and(is_mark)) {
        return None;
    }
    let found = scan(text);
    if found.is_none() && !marks::holds(head(text), is_mark) {
        return None;
    }
    if !marks::holds(text, is_mark) {
        let (label, len) = found?;
        let rest = behind(&label, &text[len..]);
        let touching = rest.len() == text.len() - len;
        return (!is_reference(&label, rest, touching)).then(|| Numbered {
            printed: text[..len].trim().into(),
            label,
            rest: rest.into(),
        });
    }
    if !may_be_labelled(text, scan) {
        return None;
    }
    let mut spans = marks::parse(text);
    let plain = marks::text_of(&spans);
    let (label, len) = scan(&plain)?;
    let rest = behind(&label, &plain[len..]);
    let touching = rest.len() == plain.len() - len;
    if is_reference(&label, rest, touching) {
        return None;
    }
    drop_front(&mut spans, plain.len() - rest.len());
    Some(Numbered { printed: plain[..len].trim().to_owned().into(), label, rest: marks::write(&spans).into() })
}

/// What stands behind a number. In `Article 1 – Objet` the dash parts number and caption, as a blank does, and belongs to
/// neither.
fn behind<'t>(label: &Label, text: &'t str) -> &'t str {
    let rest = text.trim_start();
    let worded = || {
        let behind = rest.strip_prefix(['–', '—', '-']).filter(|_| label.enclosure == Enclosure::Word)?;
        let wide = behind.strip_prefix('—').filter(|_| rest.starts_with('—'));
        wide.or(Some(behind).filter(|b| b.starts_with(char::is_whitespace))).map(str::trim_start)
    };
    label::behind_dash(text).filter(|caption| can_be_caption(caption)).or_else(worded).unwrap_or(rest)
}

/// Whether a label can stand at the beginning of a text with marks: looked for without reading the marks, in the
/// first characters alone. Most texts have none.
fn may_be_labelled(text: &str, scan: fn(&str) -> Option<(Label, usize)>) -> bool {
    const LONGEST: usize = 48;
    let start: String = text.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '\\')).take(LONGEST).collect();
    // a link's target and a character reference hide what is shown
    let unclear = start.contains(['&', '[', '<']);
    unclear || scan(&start).is_some()
}

/// Removes so many bytes of visible text from the beginning.
fn drop_front(spans: &mut Vec<Span>, mut bytes: usize) {
    while bytes > 0 && !spans.is_empty() {
        let here = marks::text_of(&spans[..1]).len();
        if here <= bytes {
            spans.remove(0);
            bytes -= here;
            continue;
        }
        match &mut spans[0] {
            Span::Text(t) | Span::Code(t) => {
                t.drain(..bytes.min(t.len()));
            }
            Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner) => drop_front(inner, bytes),
            Span::Link { anchor, .. } => drop_front(anchor, bytes),
        }
        bytes = 0;
    }
}

/// Whether the number is part of a sentence: `第三条规定的期限`, `Section 4 applies`, `附件一中的`.
pub(super) fn is_reference(label: &Label, rest: &str, touching: bool) -> bool {
    if label.unit == Unit::Bare {
        // `5.2条约定的`, `(1)及(2)`
        const OF: [&str; 12] =
            ["条约定", "条规定", "条所", "条的", "条中", "条、", "条和", "款规定", "款约定", "项规定", "条或", "条及"];
        return touching && label.values.len() > 1 && OF.iter().any(|w| rest.starts_with(w));
    }
    let first = rest.chars().next();
    // `Article R 221-1` of another code
    if label.form == Form::Upper && first.is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    if first.is_some_and(|c| matches!(c, '、' | '，' | ',' | '；' | ';' | '。' | '”' | '》' | '/' | '）' | ')'))
    {
        return true;
    }
    // `Section 1.1 (Term); 1.2 (Payment)`
    if let Some((_, behind)) = rest.strip_prefix('(').and_then(|r| r.split_once(')'))
        && behind.starts_with([',', ';'])
    {
        return true;
    }
    // how a sentence goes on behind the number of a clause that it names, by the first character
    let after: &[&str] = match first {
        Some('规' | '约' | '規') => &["规定", "约定", "規定"],
        Some('所') => &["所称", "所列", "所述", "所指", "所定"],
        Some('和' | '与' | '至' | '到') => &["和第", "与第", "至第", "到第"],
        Some('或' | '及' | '以') => &["或第", "或者第", "及第", "及び", "以及第"],
        Some('的' | '第' | '前' | '后') => &["的", "第", "前款", "后款"],
        Some('中' | '之' | '等' | '项' | '款') => &["中的", "中所", "之规定", "等规定", "项规定", "款规定"],
        Some('又' | 'か' | 'の' | 'に') => &["又は", "から", "の規定", "に規定"],
        Some('의' | '에') => &["의 규정", "에 따"],
        _ => &[],
    };
    // `第一条 第二款…` with a blank is a number and a text; without one it is `第一条第二款`
    if (touching || !rest.starts_with('第')) && after.iter().any(|w| rest.starts_with(w)) {
        return touching || !rest.starts_with("约定");
    }
    // what follows looks for letters
    if first.is_some_and(marks::is_east_asian) {
        return false;
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    // `Artikel 72 Abs. 3 Satz 3`
    const PARTS: [&str; 8] = ["Abs", "Absatz", "Satz", "Nr", "Alinéa", "alinéa", "Buchst", "Unterabsatz"];
    if PARTS.contains(&word) {
        return true;
    }
    const VERBS: [&str; 34] = [
        "of", "and", "or", "to", "shall", "applies", "apply", "is", "are", "was", "will", "does", "has", "may", "must",
        "above", "below", "hereof", "herein", "sets", "above", "gilt", "findet", "des", "der", "und", "oder", "bis",
        "ist", "du", "de", "et", "del", "y",
    ];
    // a sentence about the section, or a caption in small letters
    first.is_some_and(char::is_lowercase) && (VERBS.contains(&word) || rest.contains(' ') && ends_sentence(rest))
}

/// Whether a text can be a caption by itself: short, one line, and no sentence.
pub(super) fn can_be_caption(text: &str) -> bool {
    // what is no mark at the end of the text is the end of what is shown
    let ends = |c: char| matches!(c, '。' | '；' | '：' | '，' | '、' | '！' | ':' | ',' | '!' | '…' | '—');
    if text.ends_with(ends) {
        return false;
    }
    let plain = marks::shown(text);
    let plain = plain.trim();
    let Some(last) = plain.chars().next_back() else { return false };
    if ends(last) || last == ';' {
        return false;
    }
    // no character has more than four bytes
    if plain.len() > 4 * 80
        || is_wider(plain, 40)
        || plain.contains('\n')
        || names_owner(plain)
        || meta::is_date_of(plain)
    {
        return false;
    }
    if matches!(last, '？' | '?') {
        return true;
    }
    if plain.contains('。') || plain.contains('；') {
        return false;
    }
    if last == '.' {
        return is_title_case(plain) || is_strong(text) && is_mostly_cased(plain);
    }
    // a sentence of a western language without its stop is longer than a caption
    plain.split_whitespace().count() <= 14
}

/// Whether a text captions what follows though it ends with a colon: `概要：`, `Summary:`, and no lead-in to a list.
pub(super) fn captions_with_colon(text: &str) -> bool {
    let Some(name) = text.strip_suffix([':', '：']) else { return false };
    const LEADING: [char; 11] = ['下', '如', '包', '应', '可', '是', '为', '您', '，', ',', '、'];
    let wide = name.contains(is_wide);
    (if wide { !is_wider(name, 6) } else { name.starts_with(char::is_uppercase) && name.split(' ').count() <= 3 })
        && !name.contains(LEADING)
        && can_be_caption(name)
        && numbered(name).is_none()
}

/// `Copyright (C) 2020 Lighthouse Press`, `© 2020 Lighthouse Press`: whose the text is.
fn names_owner(text: &str) -> bool {
    let (word, behind) = text.split_at_checked("copyright".len()).unwrap_or((text, ""));
    text.starts_with('©')
        || word.eq_ignore_ascii_case("copyright") && behind.trim_start().starts_with(['(', '©', '1', '2'])
}

/// Whether every word of weight begins with a capital: `Fees and Payment.`
pub(super) fn is_title_case(s: &str) -> bool {
    const SMALL: [&str; 22] = [
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "our", "per", "the", "to", "under",
        "via", "with", "your", "de", "und",
    ];
    let words: Vec<&str> = s.split_whitespace().filter(|w| w.starts_with(char::is_alphabetic)).take(11).collect();
    let bare = |w: &str| SMALL.contains(&w.trim_end_matches(|c: char| !c.is_alphabetic()));
    words.len() <= 10
        && words.first().is_some_and(|w| w.starts_with(char::is_uppercase))
        && words.iter().all(|w| w.starts_with(char::is_uppercase) || bare(w))
        && words.iter().any(|w| w.chars().count() > 2)
}

/// Whether a text is strong as a whole, its stop set aside.
fn is_strong(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    text.len() > 4 && text.starts_with("**") && text[2..].find("**") == Some(text.len() - 4)
}

/// `Modification of these Terms.`: most words of weight begin with a capital.
fn is_mostly_cased(s: &str) -> bool {
    let words: Vec<&str> = s.split_whitespace().filter(|w| w.chars().count() > 3).collect();
    let cased = words.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
    words.len() <= 8 && s.starts_with(char::is_uppercase) && cased * 2 > words.len()
}

/// Whether a text announces what follows it: it ends with a colon, or its last words name what is next, as those of
/// Japanese and Korean statutes do.
pub(super) fn announces(text: &str) -> bool {
    let text = text.trim_end_matches(['*', ' ']);
    text.ends_with(['：', ':', '︰']) || text.ends_with("——") || text.ends_with(":—") || names_next(text)
}

/// `次に掲げる事項を届け出る。`, `다음 각 호와 같다.`
fn names_next(text: &str) -> bool {
    const NEXT: [&str; 6] = ["次に掲げる", "次の各号", "次のとおり", "다음 각 호", "다음과 같", "다음의 "];
    let last = &text[text.floor_char_boundary(text.len().saturating_sub(120))..];
    text.ends_with(['。', '.']) && !last.is_ascii() && NEXT.iter().any(|words| last.contains(words))
}

/// A label that items of a list carry: `（1）`, `a)`, `①`, `(iv)`.
pub(super) fn is_item_label(label: &Label) -> bool {
    label.unit == Unit::Bare
        && (matches!(label.enclosure, Enclosure::Full | Enclosure::Half)
            || matches!(
                label.form,
                Form::Enclosed | Form::Lower | Form::LowerRoman | Form::Kana | Form::Gojuon | Form::Hangul
            ))
}

/// Whether a text is wider than so many em: a CJK character is 1, any other half.
pub(super) fn is_wider(text: &str, em: usize) -> bool {
    let halves = match plain_width(text) {
        Some((narrow, wide)) => narrow + 2 * wide,
        None => text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum(),
    };
    halves > 2 * em
}

/// How many characters of a text are narrow and how many are wide, told by their first bytes: from U+3000 on all but
/// the rarest are wide. `None` where characters stand between ASCII and those.
pub(super) fn plain_width(text: &str) -> Option<(usize, usize)> {
    let wide = marks::count(text.as_bytes(), |b| (0xe3..0xf0).contains(&b));
    let others = marks::count(text.as_bytes(), |b| b >= 0xc0) - wide;
    (others == 0).then(|| (text.len() - 3 * wide, wide))
}

/// Whether a character is as wide as it is high.
pub(super) fn is_wide(c: char) -> bool {
    match c {
        '\0'..'\u{1100}' => false,
        '\u{2e80}'..='\u{ffef}' | '\u{2460}'..='\u{24ff}' => true,
        c => !is_common(c) && marks::is_east_asian(c),
    }
}

/// Whether a character stands in western text too, and is as wide as the text around it.
pub(super) fn is_common(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bold_title_needs_no_capitals_throughout() {
        for s in ["**Change of these Terms**.", "**Lease, Sublease and other Uses.**"] {
            assert!(can_be_caption(s), "{s}");
        }
        for s in ["**All sales are final.**", "Change of these Terms.", "**Change** of **Terms these**."] {
            assert!(!can_be_caption(s), "{s}");
        }
    }

    #[test]
    fn the_name_of_an_owner_is_no_caption() {
        for s in ["Copyright (C) 2020 Lighthouse Press", "© 2020 Lighthouse Press", "COPYRIGHT 2020 Lighthouse"] {
            assert!(!can_be_caption(s), "{s}");
        }
        assert!(can_be_caption("Copyright") && can_be_caption("Copyright and Patents"));
    }

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
        for text in ["IV Visites", "4 - 5 jours", "A-Z"] {
            assert!(loosely_numbered(text).is_none_or(|n| n.rest != "5 jours" && n.rest != "Visites"), "{text}");
        }
        let n = numbered("第七条　收费").expect("number");
        assert_eq!((&*n.printed, &*n.rest), ("第七条", "收费"));
    }

    #[test]
    fn references_are_no_numbers() {
        for s in [
            "第三条规定的期限届满后",
            "第三条、第四条",
            "第三条第二款",
            "Section 4 of this agreement",
            "Article R 12-3 of the harbour code",
            "Article 3 shall apply",
            "Section 1.1 (Berths); 1.2 (Fees)",
        ] {
            assert_eq!(numbered(s), None, "{s}");
        }
        assert!(numbered("第三条 第二款的例外").is_some());
    }

    #[test]
    fn captions_and_sentences() {
        for s in ["通则", "服务的开通与变更", "数据由谁控制？", "Fees and Payment", "Fees and Payment.", "DEFINITIONS"]
        {
            assert!(can_be_caption(s), "{s}");
        }
        for s in ["本条款自公布之日起施行。", "包括下列各项：", "We may change the fees.", ""] {
            assert!(!can_be_caption(s), "{s}");
        }
    }
}
