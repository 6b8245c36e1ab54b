//! Own text → tokens, the smallest parts that a redline strikes or inserts.
//!
//! A token is a word of letters, a Chinese character, a blank, a mark of punctuation, an inline mark of
//! [`crate::marks`] whole, or a quantity whole: a number with its unit, an amount, a date, a percentage, a period,
//! a reference to an article ([`super::quantity`]). Combining characters stay with their base. Invariant: the
//! tokens joined are the text.

use super::fold::{combines, hidden, is_alphanumeric};
use super::quantity;
use super::vocabulary;
use crate::marks::is_east_asian;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A word of letters, a Chinese character.
    Word,
    /// White space within a line.
    Space,
    /// A line break: the next paragraph.
    Break,
    /// Punctuation and symbols.
    Punctuation,
    /// `**`, `<u>`, `[`, `](target)`: a mark, not a text.
    Mark,
    /// A character that is not seen but can change what is read.
    Hidden,
    /// `三十日`, `30 days`
    Period,
    /// `2024年1月1日`, `1 January 2024`
    Date,
    /// `人民币5万元`, `US$1,000.00`
    Amount,
    /// `百分之十五`, `15%`
    Percentage,
    /// `三次`, `42`
    Count,
    /// `第十二条之一`, `Section 4.2(a)`, `3.2.6`
    Reference,
    /// `应当`, `不得`, `shall`, `may`
    Obligation,
    /// `不`, `not`
    Negation,
    /// `甲方`, `Seller`, `we`
    Party,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The text.
    pub text: &'t str,
    /// What it is.
    pub class: Class,
}

/// Cuts a text into tokens.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(text.len() / 3);
    let mut rest = text;
    let mut before = None;
    let mut anchors = 0usize;
    while let Some(c) = rest.chars().next() {
        if let Some((class, len)) = common(rest.as_bytes(), before) {
            let (text, more) = rest.split_at(len);
            before = rest.as_bytes().get(len - 1).map(|b| char::from(*b));
            rest = more;
            out.push(Token { text, class });
            continue;
        }
        let (class, len) = next(rest, c, before, &mut anchors);
        let (text, more) = rest.split_at(len);
        before = text.chars().next_back();
        rest = more;
        let class = if class == Class::Period && is_day(text) && follows_date(&out) { Class::Date } else { class };
        out.push(Token { text, class });
    }
    out
}

/// What most tokens are, at little cost: one blank, or a word of ASCII letters that begins no quantity.
#[inline]
fn common(rest: &[u8], before: Option<char>) -> Option<(Class, usize)> {
    let first = *rest.first()?;
    if first == b' ' {
        let alone = rest.get(1).is_none_or(|b| b.is_ascii_graphic());
        return alone.then_some((Class::Space, 1));
    }
    if !first.is_ascii_alphabetic() || before.is_some_and(|b| !b.is_ascii() || b.is_ascii_alphanumeric()) {
        return None;
    }
    let len = rest.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len());
    let ends = rest.get(len).is_none_or(|b| b.is_ascii() && !matches!(b, b'\'' | b'-' | b'$' | b'0'..=b'9'));
    let word = str::from_utf8(&rest[..len]).ok().filter(|w| ends && !matches!(*w, "http" | "https" | "www"))?;
    match vocabulary::role(word) {
        None => Some((Class::Word, len)),
        Some(role) if role.begins_quantity() => None,
        Some(_) => Some((said(word), len)),
    }
}

/// `3日`, which after a date is a day of its month: 10月1日、2日、3日.
fn is_day(text: &str) -> bool {
    text.strip_suffix('日')
        .is_some_and(|n| n.chars().count() <= 3 && !n.ends_with(|c: char| "个個作交然历业業".contains(c)))
}

fn follows_date(before: &[Token<'_>]) -> bool {
    let mut back = before.iter().rev();
    let joined =
        back.next().is_some_and(|t| matches!(t.text, "、" | "至" | "和" | "及" | "到" | "与" | "—" | "-" | "~" | "～"));
    joined && back.next().is_some_and(|t| t.class == Class::Date)
}

fn next(rest: &str, c: char, before: Option<char>, anchors: &mut usize) -> (Class, usize) {
    if c == '\n' {
        *anchors = 0;
        return (Class::Break, 1);
    }
    if c.is_whitespace() {
        return (Class::Space, rest.find(|c: char| !c.is_whitespace() || c == '\n').unwrap_or(rest.len()));
    }
    if let Some(len) = mark(rest, c, anchors) {
        return (Class::Mark, len);
    }
    if hidden(c) {
        return (Class::Hidden, c.len_utf8());
    }
    let within = before.is_some_and(|b| !is_east_asian(b) && b.is_alphanumeric());
    if (!within || !c.is_ascii_alphanumeric())
        && let Some((class, len)) = quantity::scan(rest, before)
    {
        return (class, cluster(rest, len));
    }
    if vocabulary::may_begin_spoken(c)
        && let Some((class, len)) = vocabulary::spoken(rest, before)
    {
        return (class, len);
    }
    if is_word(c) {
        let len = word(rest);
        return (said(&rest[..len]), len);
    }
    if is_alphanumeric(c) {
        let katakana = |c: char| matches!(c, 'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ');
        let len = if katakana(c) { rest.find(|c| !katakana(c)).unwrap_or(rest.len()) } else { c.len_utf8() };
        return (Class::Word, cluster(rest, len));
    }
    // 。。 …… —— ... are one mark of punctuation
    let run = rest.len() - rest.trim_start_matches(c).len();
    let len = if matches!(c, '…' | '—' | '.' | '-' | '_' | '=') { run } else { c.len_utf8() };
    (Class::Punctuation, cluster(rest, len))
}

/// Letters of scripts that write words.
fn is_word(c: char) -> bool {
    // the table of letters is asked last: it is slow for Chinese characters
    c.is_ascii_alphabetic()
        || !c.is_ascii()
            && (!is_east_asian(c) || matches!(c, '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}'))
            && !unspaced(c)
            && c.is_alphabetic()
}

/// Scripts that write no blanks between words: a token is a character with its marks.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

fn word(rest: &str) -> usize {
    if rest.starts_with(['h', 'w']) && ["http://", "https://", "www."].iter().any(|p| rest.starts_with(p)) {
        let end = rest
            .find(|c: char| c.is_whitespace() || is_east_asian(c) || matches!(c, '<' | '>' | '"' | ')' | ']' | '*'));
        return rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':']).len();
    }
    // most words are ASCII and end at a blank
    let mut end = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
    if rest.as_bytes().get(end).is_none_or(|b| b.is_ascii() && !matches!(b, b'\'' | b'-')) {
        return end;
    }
    let start = end;
    let mut chars = rest[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = matches!(c, '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '\u{200b}')
            && next.is_some_and(is_word);
        if !(is_word(c) || c.is_ascii_digit() || combines(c) || joins) {
            break;
        }
        end = start + i + c.len_utf8();
    }
    end
}

/// `len`, and what combines with the character before it.
fn cluster(rest: &str, len: usize) -> usize {
    if rest.as_bytes().get(len).is_none_or(u8::is_ascii) {
        return len;
    }
    let mut end = len;
    let mut joined = false;
    let flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let mut flags = rest[..len].chars().filter(|c| flag(*c)).count();
    for c in rest[len..].chars() {
        let combines = combines(c) || matches!(c, '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe00}'..='\u{fe0f}');
        let second = flag(c) && flags == 1;
        if !(combines || joined || second) {
            break;
        }
        flags += usize::from(second);
        joined = c == '\u{200d}';
        end += c.len_utf8();
    }
    end
}

/// The target of a link has at most so many characters.
const LONGEST_TARGET: usize = 4_096;

/// An inline mark at the start of `rest`.
fn mark(rest: &str, c: char, anchors: &mut usize) -> Option<usize> {
    match c {
        '\\' => rest[1..].chars().next().filter(char::is_ascii_punctuation).map(|_| 2),
        '*' => Some(rest.len() - rest.trim_start_matches('*').len()),
        '`' => {
            let fence = rest.len() - rest.trim_start_matches('`').len();
            let close = rest[fence..].find(&rest[..fence]).filter(|at| !rest[fence..fence + at].contains('\n'));
            Some(close.map_or(fence, |at| fence + at + fence))
        }
        '<' => ["<u>", "</u>"].iter().find(|m| rest.starts_with(**m)).map(|m| m.len()),
        '[' => {
            *anchors += 1;
            Some(1)
        }
        ']' if *anchors > 0 => {
            *anchors -= 1;
            if !rest.starts_with("](") {
                return Some(1);
            }
            let mut depth = 0usize;
            let line = rest.char_indices().skip(1).take_while(|(_, c)| *c != '\n').take(LONGEST_TARGET);
            let close = { line }.find(|(_, c)| {
                match c {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                depth == 0
            });
            Some(close.map_or(1, |(at, _)| at + 1))
        }
        '&' => {
            let end = rest.bytes().take(12).position(|b| b == b';')?;
            let name = &rest[1..end];
            (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')).then_some(end + 1)
        }
        _ => None,
    }
}

/// Whether a word of letters obliges, allows or denies.
fn said(word: &str) -> Class {
    let role = vocabulary::role(word);
    // `May` inside a sentence is a month or a name
    let small = word.starts_with(char::is_lowercase) || word.chars().all(char::is_uppercase);
    // n’est, l’un: the word behind an elided one is not looked at
    let elided = ["n'", "n’", "N'", "N’"].iter().any(|n| word.starts_with(n));
    if role.is_some_and(|r| r.obligation) && small {
        Class::Obligation
    } else if role.is_some_and(|r| r.negation) || elided || word.ends_with("n't") || word.ends_with("n’t") {
        Class::Negation
    } else if role.is_some_and(|r| r.party) {
        Class::Party
    } else if word.starts_with(|c| matches!(c, '\u{ac00}'..='\u{d7a3}')) {
        vocabulary::korean(word).unwrap_or(Class::Word)
    } else {
        Class::Word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(s: &str) -> String {
        let tokens = tokens(s);
        assert_eq!(tokens.iter().map(|t| t.text).collect::<String>(), s);
        tokens.iter().map(|t| t.text).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn quantities_stay_whole() {
        assert_eq!(cut("应在三十日内支付人民币5万元"), "应|在|三十日|内|支|付|人民币5万元");
        assert_eq!(cut("按百分之十五计收"), "按|百分之十五|计|收");
        assert_eq!(cut("自2024年1月1日起"), "自|2024年1月1日|起");
        assert!(tokens("10月1日、2日至3日").iter().all(|t| t.class != Class::Period));
        assert_eq!(cut("依第十二条之一办理"), "依|第十二条之一|办|理");
        assert_eq!(cut("within 30 days of notice"), "within| |30 days| |of| |notice");
        assert_eq!(cut("pay US$1,000.00, not more"), "pay| |US$1,000.00|,| |not| |more");
        assert_eq!(cut("see Section 4.2(a) below"), "see| |Section 4.2(a)| |below");
        assert_eq!(cut("see 3.2.6."), "see| |3.2.6|.");
    }

    #[test]
    fn marks_stay_whole() {
        assert_eq!(cut("**甲**见[规则](https://a.example/(1))。"), "**|甲|**|见|[|规|则|](https://a.example/(1))|。");
        assert_eq!(cut(r"2 \* 3 `a*b` <u>x</u>"), r"2| |\*| |3| |`a*b`| |<u>|x|</u>");
    }

    #[test]
    fn characters_stay_whole() {
        assert_eq!(cut("𠮷野e\u{301}t👨‍👩‍👧🇫🇷"), "𠮷|野|e\u{301}t|👨‍👩‍👧|🇫🇷");
        assert_eq!(cut("乙方不得转让"), "乙方|不得|转|让");
    }

    /// What is never cut, whatever stands around it.
    const WHOLE: [&str; 24] = [
        "三十日",
        "第十二条之一",
        "人民币5万元",
        "2024年1月1日",
        "百分之十五",
        "三分之二",
        "十二個月",
        "30日",
        "第十二条の二",
        "제3조의2",
        "3개월",
        "100만 원",
        "30 days",
        "thirty (30) days",
        "US$1,000.00",
        "Section 4.2(a)",
        "§ 5 Abs. 2",
        "1.000,00 €",
        "26 232,50 EUR",
        "sechs Monate",
        "trente jours",
        "15 de enero de 2024",
        "两千零二十四元",
        "𠮷",
    ];

    proptest::proptest! {
        #[test]
        fn what_is_whole_stays_whole(
            before in "[a-z甲、。，的在가 ]{0,6}[ 。]",
            which in 0..WHOLE.len(),
            behind in "[ 。，、；][a-z甲。的가 ]{0,6}",
        ) {
            let text = format!("{before}{}{behind}", WHOLE[which]);
            let at = before.len();
            let mut start = 0;
            for token in tokens(&text) {
                let end = start + token.text.len();
                proptest::prop_assert!(
                    end <= at || start >= at + WHOLE[which].len() || start <= at && end >= at + WHOLE[which].len(),
                    "{text}: {:?}", tokens(&text)
                );
                start = end;
            }
        }

        #[test]
        fn tokens_are_the_text(s in "\\PC{0,40}") {
            let joined: String = tokens(&s).iter().map(|t| t.text).collect();
            proptest::prop_assert_eq!(joined, s);
        }

        #[test]
        fn quantities_never_panic(s in "[0-9一十百万.,年月日条第之$元% a（()）\\[\\]*`<u>/&;\n-]{0,24}") {
            let joined: String = tokens(&s).iter().map(|t| t.text).collect();
            proptest::prop_assert_eq!(joined, s);
        }
    }
}
