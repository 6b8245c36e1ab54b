//! Own text → tokens, the smallest parts that a redline strikes or inserts.
//!
//! A token is a word of letters, a Chinese character, a blank, a mark of punctuation, an inline mark of
//! [`crate::marks`] whole, or a quantity whole: a number with its unit, an amount, a date, a percentage, a period,
//! a reference to an article ([`super::quantity`]). Combining characters stay with their base. Invariant: the
//! tokens joined are the text.
//!
//! - `plain`: what most tokens are, told by a few bytes; `word`: words of letters, and what combines with a character;
//!   `mark`: inline marks; `behind`: what a token is by what stands before it.

use super::fold::{hidden, is_alphanumeric};
use super::quantity;
use super::vocabulary;
use crate::marks::is_east_asian;
use behind::{behind_month, counts, follows, is_day, lacks_unit};
use word::{cluster, is_word, said, word};

mod behind;
mod mark;
mod plain;
mod word;

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
    /// `at least`, `不超过`: bounds a number
    Bound,
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
    first_tokens(text, Vec::with_capacity(text.len() / 3), |_| true)
}

/// The tokens with which a text begins, up to and with the first behind which it need not go on.
pub(super) fn tokens_while<'t>(text: &'t str, goes_on: impl FnMut(&Token<'t>) -> bool) -> Vec<Token<'t>> {
    first_tokens(text, Vec::new(), goes_on)
}

fn first_tokens<'t>(
    text: &'t str,
    mut out: Vec<Token<'t>>,
    mut goes_on: impl FnMut(&Token<'t>) -> bool,
) -> Vec<Token<'t>> {
    let mut anchors = 0usize;
    let mut at = 0;
    while let Some(plain) = plain::token(text.as_bytes(), at) {
        let (class, len) = plain.unwrap_or_else(|| {
            let rest = &text[at..];
            let (class, len) = next(rest, text[..at].chars().next_back(), &mut anchors);
            match class {
                Class::Period
                    if is_day(&rest[..len])
                        && (follows(&out, |t| t.class == Class::Date) || behind_month(&text[..at])) =>
                {
                    (Class::Date, len)
                }
                Class::Word | Class::Count if counts(&rest[..len]) && follows(&out, lacks_unit) => {
                    (Class::Reference, len)
                }
                _ => (class, len),
            }
        });
        let token = Token { text: &text[at..at + len], class };
        out.push(token);
        at += len;
        if !goes_on(&token) {
            break;
        }
    }
    out
}

/// The length of the word at a place in a text, of ASCII letters, none before it or behind, that begins no quantity.
pub(super) fn plain_word(text: &[u8], at: usize) -> Option<usize> {
    plain::word(text, at).map(|(_, len)| len).filter(|len| *len > 0)
}

/// The token at the start of `rest`; `before` is the character before it.
fn next(rest: &str, before: Option<char>, anchors: &mut usize) -> (Class, usize) {
    let Some(c) = rest.chars().next() else { return (Class::Break, 0) };
    if c == '\n' {
        *anchors = 0;
        return (Class::Break, 1);
    }
    if c.is_whitespace() {
        return (Class::Space, rest.find(|c: char| !c.is_whitespace() || c == '\n').unwrap_or(rest.len()));
    }
    if let Some(len) = mark::mark(rest, c, anchors) {
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
        if let Some(len) = vocabulary::korean::leave(rest) {
            return (Class::Obligation, len);
        }
        let len = word(rest);
        let word = &rest[..len];
        return (said(word, vocabulary::role(word)), len);
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
        for month in ["每月5日前", "毎月５日まで", "매월 5일까지"] {
            assert!(tokens(month).iter().any(|t| t.class == Class::Date), "{month}");
        }
        assert_eq!(cut("依第十二条之一办理"), "依|第十二条之一|办|理");
        assert!(
            tokens("第三、四至第六条").iter().all(|t| matches!(t.text, "、" | "至") || t.class == Class::Reference)
        );
        assert_eq!(cut("within 30 days of notice"), "within| |30 days| |of| |notice");
        assert_eq!(cut("pay US$1,000.00, not more"), "pay| |US$1,000.00|,| |not| |more");
        assert_eq!(cut("see Section 4.2(a) below"), "see| |Section 4.2(a)| |below");
        assert_eq!(cut("see 3.2.6."), "see| |3.2.6|.");
        assert_eq!(cut("visé à l'article 7, qu’il"), "visé| |à| |l'|article 7|,| |qu’|il");
        assert_eq!(cut("dell’art. 1490"), "dell’|art. 1490");
        assert_eq!(cut("the party's own, don't"), "the| |party's| |own|,| |don't");
        assert_eq!(cut("위탁할 수 없다."), "위탁할| |수 없다|.");
        assert_eq!(
            cut("to j.doe@a.example, see https://a.example/b."),
            "to| |j.doe@a.example|,| |see| |https://a.example/b|."
        );
        assert_eq!(cut("(v1.0), v2. Then"), "(|v1.0|)|,| |v2|.| |Then");
        assert_eq!(cut("1 kg @ EUR 5; e.g. a@b"), "1| |kg| |@| |EUR 5|;| |e|.|g|.| |a|@|b");
    }

    #[test]
    fn cutting_ends_where_it_need_not_go_on() {
        let text = "Sections 4 and 5 apply within 30 days";
        let first = tokens_while(text, |t| t.class != Class::Word || t.text == "and");
        assert_eq!(first, tokens(text)[..first.len()]);
        assert_eq!(first.last().map(|t| t.text), Some("apply"));
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
            // behind `nr` and its like every number is a reference
            let word = before.rsplit(|c: char| !c.is_ascii_lowercase()).nth(1).unwrap_or_default();
            proptest::prop_assume!(vocabulary::role(word).is_none());
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
