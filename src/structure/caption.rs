//! A block's text → whether it is a caption.
//!
//! What cannot be told from the block alone (does the line caption what follows?) is told from its neighbours by
//! [`crate::structure::parts`].

use memchr::memchr3;

use super::meta;
pub(super) use super::numbered::{Numbered, head, is_dashed, is_item_label, label_of, loosely_numbered, numbered};
use crate::marks;
pub(super) use crate::marks::is_common;
use crate::source::printed::without_notes;
pub(super) use crate::source::printed::{abbreviates, awaits_verb, breaks_off, cites, ends_sentence, is_invisible};

/// Whether a text can be a caption by itself: words, few, in one line, and no sentence.
pub(super) fn can_be_caption(text: &str) -> bool {
    // what is no mark at the end of the text is the end of what is shown
    const ENDS: [char; 15] = ['。', '；', '：', '，', '、', '！', ':', ',', '!', '…', '—', '।', '؛', '،', '·'];
    if text.ends_with(ENDS) {
        return false;
    }
    // marks add little to what is shown, but for the targets of links
    if text.len() > 4 * 80 + 80 && memchr3(b'[', b'<', b'&', text.as_bytes()).is_none() {
        return false;
    }
    let plain = marks::shown(text);
    let plain = without_notes(plain.trim());
    let Some(last) = plain.chars().next_back() else { return false };
    if ENDS.contains(&last) || last == ';' || !plain.contains(char::is_alphabetic) {
        return false;
    }
    // an address is none; no character has more than four bytes
    if is_url(plain)
        || plain.len() > 4 * 80
        || is_wider(plain, 40)
        || plain.contains('\n')
        || plain.contains("___")
        || names_owner(plain)
        || meta::is_date_of(plain)
    {
        return false;
    }
    if matches!(last, '？' | '?') {
        return true;
    }
    if plain.contains('。') || plain.contains('；') || is_thai(last) && (is_wider(plain, 20) || plain.contains(' ')) {
        return false;
    }
    if last == '.' {
        return is_title_case(plain) || is_strong(text) && is_mostly_cased(plain);
    }
    // a sentence of a western language without its stop is longer than a caption
    plain.split_whitespace().count() <= 14 && !awaits_verb(plain) && !leaves_open(plain)
}

/// Whether what is set as a heading is what is said, set so for its size or its number: a long sentence, or several.
pub(super) fn is_passage(text: &str) -> bool {
    let inner = |text: &str| text.char_indices().rev().skip(1).any(|(at, c)| c == '。' || text[at..].starts_with(". "));
    is_wider(text, 30) && ends_sentence(text) && {
        let text = marks::shown(text);
        is_wider(&text, 50) || is_wider(&text, 30) && inner(&text)
    }
}

/// Whether a text is the address of a link and nothing else.
pub(super) fn is_url(s: &str) -> bool {
    (s.starts_with("https://") || s.starts_with("http://") || s.starts_with("mailto:"))
        && !s.contains(char::is_whitespace)
        && s.is_ascii()
}

/// Whether what is set as a heading says something: a sentence, and no question or title.
pub(super) fn is_statement(text: &str) -> bool {
    ends_sentence(text) && !text.ends_with(['?', '？']) && !can_be_caption(text)
}

/// Whether a character is of Thai or its neighbours, where blanks part sentences and not words.
fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
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
    let bare = |w: &str| SMALL.contains(&w.trim_end_matches(|c: char| !c.is_alphabetic()));
    let (mut count, mut long) = (0, false);
    let cased = s.split_whitespace().filter(|w| w.starts_with(char::is_alphabetic)).all(|w| {
        count += 1;
        long |= w.chars().nth(2).is_some();
        count <= 10 && (w.starts_with(char::is_uppercase) || count > 1 && bare(w))
    });
    cased && long
}

/// Whether a text is strong or underlined as a whole, its stop set aside.
pub(super) fn is_strong(text: &str) -> bool {
    [("**", "**"), ("<u>", "</u>")].iter().any(|(begin, end)| {
        let inner = text.strip_prefix(begin).map(|inner| inner.trim().trim_end_matches('.'));
        inner.is_some_and(|inner| inner.find(end).is_some_and(|at| at > 0 && at + end.len() == inner.len()))
    })
}

/// `Modification of these Terms.`: most words of weight begin with a capital.
pub(super) fn is_mostly_cased(s: &str) -> bool {
    let words: Vec<&str> = s.split_whitespace().filter(|w| w.chars().count() > 3).collect();
    let cased = words.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
    words.len() <= 8 && s.starts_with(char::is_uppercase) && cased * 2 > words.len()
}

/// Whether a text announces what follows it: it ends with a colon, or its last words name what is next, as those of
/// Japanese and Korean statutes do.
pub(super) fn announces(text: &str) -> bool {
    let text = text.trim_end_matches(['*', ' ']);
    text.ends_with(['：', ':', '︰'])
        || text.ends_with("——")
        || text.ends_with(":—")
        || text.ends_with("ต่อไปนี้")
        || awaits_verb(text)
        || leaves_open(text)
        || names_next(text)
}

/// Whether a text ends within a clause that says when, of which it has no more than who: a list says the rest.
/// `The berth may be let, if the owner`, `…, wenn der Antragsteller`
fn leaves_open(text: &str) -> bool {
    const WHEN: [&str; 22] = [
        "if",
        "where",
        "when",
        "unless",
        "wenn",
        "falls",
        "sofern",
        "soweit",
        "lorsque",
        "si",
        "cuando",
        "quando",
        "se",
        "qualora",
        "wanneer",
        "indien",
        "als",
        "jeżeli",
        "jeśli",
        "gdy",
        "если",
        "когда",
    ];
    let comma = memchr::memrchr_iter(b',', text.as_bytes()).find(|at| text[at + 1..].starts_with(' '));
    let Some(comma) = comma else { return false };
    let mut words = text[comma + 1..].split_whitespace();
    text[..comma].contains(' ') && words.next().is_some_and(|w| WHEN.contains(&w)) && (1..=3).contains(&words.count())
}

/// `次に掲げる事項を届け出る。`, `다음 각 호와 같다.`
fn names_next(text: &str) -> bool {
    // `次の日` is no list
    const OTHER: [char; 6] = ['日', '月', '年', '週', '回', '営'];
    const NEXT: [&str; 11] = [
        "次に掲げる",
        "次の各号",
        "次のとおり",
        "以下の",
        "以下を含む",
        "以下に",
        "下記の",
        "다음 각 호",
        "다음 각 목",
        "다음과 같",
        "다음의 ",
    ];
    let last = &text[text.floor_char_boundary(text.len().saturating_sub(120))..];
    // kana or Hangul
    let told = |a: u8, b: u8, _: u8| (a == 0xe3) & (b == 0x81) | (0xea..=0xed).contains(&a);
    // an item of a list has no stop
    let said = || text.ends_with(['。', '.']) || NEXT[7..9].iter().any(|words| last.contains(words));
    // `次の書類を提出する。`
    let next = || last.rsplit_once("次の").is_some_and(|(_, behind)| !behind.starts_with(OTHER));
    marks::count_threes(last, told) > 0 && said() && (NEXT.iter().any(|words| last.contains(words)) || next())
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
    fn captions_and_sentences() {
        for s in ["通则", "服务的开通与变更", "数据由谁控制？", "Fees and Payment", "Fees and Payment.", "DEFINITIONS"]
        {
            assert!(can_be_caption(s), "{s}");
        }
        for s in ["本条款自公布之日起施行。", "包括下列各项：", "We may change the fees.", "5\u{200b}", "12 / 3", ""]
        {
            assert!(!can_be_caption(s), "{s}");
        }
    }
}
