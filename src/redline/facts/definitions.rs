//! Own text → the terms that it defines, each with its meaning, and the parties that it names.
//!
//! Three ways of naming, in every language of the tables of [`crate::redline::vocabulary`]: a quoted term and a verb
//! (`“Fees” means …`, `“费用”是指……`), a name in brackets behind the thing (`Acme Ltd. (the “Seller”)`,
//! `某公司（以下简称“甲方”）`), and a line that begins with what a party is called (`甲方：某公司`).

use std::borrow::Cow;

use memchr::memchr_iter;

use super::bracket::{is_other_name, named};
use super::company::{company_called, company_name, is_company, phrase};
use super::openings::bare;
use crate::marks;
use crate::redline::quantity::first_of;
use crate::redline::token::{Class, tokens_while};
use crate::redline::vocabulary::{MEANS, QUOTES, role};

/// A term has at most so many characters.
const LONGEST: usize = 48;

/// What is named stands in so many bytes before its name.
const NEAR: usize = 512;

/// A term and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) term: String,
    /// The words that say what it means, or the name of the party.
    pub(super) meaning: String,
    /// Whether it is what a party is called.
    pub(super) party: bool,
}

/// The terms that an own text defines, in reading order.
pub(super) fn definitions(own: &str) -> Vec<Definition> {
    let mut out: Vec<Definition> = Vec::new();
    let own = &*typewritten(own);
    let mut from = 0;
    // of the lines only those in which something can be defined
    while let Some((at, _)) = next(own, from, |c| opens(c) || matches!(c, ':' | '：')) {
        let start = own[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = own[at..].find('\n').map_or(own.len(), |end| at + end);
        let line = &own[start..end];
        let quotes = next(line, at - start, opens).is_some();
        if quotes || may_be_labelled(line) {
            let line = marks::shown(line);
            out.extend(labelled(&line));
            if quotes {
                quoted(&line, &mut out);
            }
        }
        from = end;
    }
    out.extend(bare(own));
    out
}

/// With quotes for what stands for them, line by line: \`\`Work''.
fn typewritten(own: &str) -> Cow<'_, str> {
    let bytes = own.as_bytes();
    if !memchr_iter(b'\'', bytes).any(|at| bytes.get(at + 1) == Some(&b'\'')) {
        return own.into();
    }
    let line = |line: &str| match line.contains("''") {
        true => line.replace("\\`\\`", "“").replace("``", "“").replace("''", "”"),
        false => line.to_owned(),
    };
    own.split('\n').map(line).collect::<Vec<_>>().join("\n").into()
}

/// Whether the line, its marks not read yet, can begin with what a party is called: with one word or two before a colon,
/// a bracket, or a mark that may stand for either.
fn may_be_labelled(line: &str) -> bool {
    let (mut words, mut blank) = (0, true);
    for b in line.bytes() {
        match b {
            b':' | b'(' | b'`' | b'&' | 0xef => break,
            b' ' => blank = true,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xdf | 0xe4..=0xed if blank => {
                (words, blank) = (words + 1, false);
                if words == 3 {
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}

/// The next quote or colon that is such, from a place on.
fn next(text: &str, from: usize, is: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut found = hinted(text, from);
    while let Some((at, c)) = found.filter(|(_, c)| !is(*c)) {
        found = hinted(text, at + c.len_utf8());
    }
    found
}

/// The next character that can be a quote or a colon, from a place on.
fn hinted(text: &str, from: usize) -> Option<(usize, char)> {
    // by the first and the third byte, without branches, so that many are looked at at once
    let hint = |b: u8, third: u8| {
        ((b == b'"') | (b == b':') | (b == 0xc2))
            | ((b == 0xe2) & (third & !6 == 0x98))
            | ((b == 0xe3) & (third & !2 == 0x8c))
            | ((b == 0xef) & ((third == 0x82) | (third == 0x9a)))
    };
    let bytes = &text.as_bytes()[from..];
    let thirds = bytes.get(2..).unwrap_or_default();
    let strides = bytes.as_chunks::<16>().0.iter().zip(thirds.as_chunks::<16>().0);
    let hints = |(here, thirds): &(&[u8; 16], &[u8; 16])| -> u8 {
        here.iter().zip(*thirds).map(|(b, third)| u8::from(hint(*b, *third))).sum()
    };
    let mut at = 16 * strides.take_while(|stride| hints(stride) == 0).count();
    loop {
        at += bytes[at..].iter().position(|b| matches!(b, b'"' | b':' | 0xc2 | 0xe2 | 0xe3 | 0xef))?;
        if hint(bytes[at], thirds.get(at).copied().unwrap_or_default()) {
            return text[from + at..].chars().next().map(|c| (from + at, c));
        }
        at += 1;
    }
}

fn opens(c: char) -> bool {
    QUOTES.iter().any(|(open, _)| *open == c)
}

/// `甲方（买方）：某公司`, `Seller: Acme Ltd.`
fn labelled(line: &str) -> Option<Definition> {
    let (at, _) = next(line, 0, |c| matches!(c, ':' | '：'))?;
    let name = line[at..].trim_start_matches([':', '：']).trim();
    let label = line[..at].trim();
    let bare = label.split(['(', '（']).next().unwrap_or(label).trim();
    let party = bare.chars().count() <= 24 && is_party_word(bare) && bare.split(' ').count() <= 2;
    (party && !name.is_empty()).then(|| Definition { term: bare.to_owned(), meaning: name.to_owned(), party: true })
}

fn quoted(line: &str, out: &mut Vec<Definition>) {
    let mut from = 0;
    // the term whose meaning goes on, and where it began
    let mut open_ended: Option<(usize, usize)> = None;
    while let Some((open, start, end, next)) = quotation(line, from) {
        from = next;
        let term = line[start..end].trim().trim_end_matches([',', '.', '，', '。']);
        let length = term.chars().take(LONGEST + 1).count();
        if !(1..=LONGEST).contains(&length) || !term.contains(char::is_alphanumeric) {
            continue;
        }
        let (before, behind) = (&line[..open], line[next..].trim_start_matches([' ', '\u{a0}', ',', '，']));
        let other = is_other_name(before);
        let behind = if other { behind.trim_start_matches([')', ' ', ',']) } else { behind };
        if let Some(verb) = first_of(&MEANS, behind) {
            let meaning = behind[verb.len()..].trim_start_matches([' ', ':', '：', '，', '、', ',']);
            // a meaning goes as far as the next term
            if let Some((at, from)) = open_ended.replace((out.len(), line.len() - meaning.len())) {
                let meaning = line.get(from..open).unwrap_or_default();
                out[at].meaning = meaning.trim_end_matches([' ', ';', ',', '；', '，', '、']).to_owned();
            }
            out.push(Definition { term: term.to_owned(), party: is_party_word(term), meaning: String::new() });
        } else if other {
            continue;
        } else if let Some(thing) = named(before[before.ceil_char_boundary(open.saturating_sub(NEAR))..].trim_end()) {
            let words = phrase(thing);
            let company = if is_company(words) { Some(company_name(thing)) } else { company_called(term, thing) };
            let meaning = company.unwrap_or(words);
            let party = company.is_some() || is_party_word(term);
            out.push(Definition { term: term.to_owned(), meaning: meaning.to_owned(), party });
        }
    }
    if let Some((at, from)) = open_ended {
        out[at].meaning = line[from..].trim_end().to_owned();
    }
}

/// The next quotation: where it opens, where its inside starts and ends, and what is behind it.
pub(super) fn quotation(line: &str, mut from: usize) -> Option<(usize, usize, usize, usize)> {
    loop {
        let (open, c) = next(line, from, opens)?;
        let start = open + c.len_utf8();
        // of single ones many are apostrophes: a quotation between them is short
        let single = matches!(c, '‘' | '‚');
        let end = if single { line.floor_char_boundary(start + 2 * LONGEST) } else { line.len() };
        let mut closes = QUOTES.iter().filter(|(o, _)| *o == c).map(|(_, close)| *close);
        let first = closes.next()?;
        let closes = [first, closes.next().unwrap_or(first), closes.next().unwrap_or(first)];
        let Some(length) = line[start..end].find(closes) else {
            if !single {
                return None;
            }
            from = start;
            continue;
        };
        let end = start + length;
        let close = line[end..].chars().next()?;
        // an inch and, further on, “the term”
        if (c, close) == ('"', '”') && line[start..end].contains('“') {
            from = start;
            continue;
        }
        return Some((open, start, end, end + close.len_utf8()));
    }
}

/// Whether a party is called so: the term itself, or its last word.
pub(super) fn is_party_word(term: &str) -> bool {
    // one token tells
    let first = || tokens_while(term, |_| false);
    let whole = || matches!(first().as_slice(), [only] if only.class == Class::Party && only.text.len() == term.len());
    let last = || term.rsplit([' ', '\u{a0}', '’', '\'']).next().and_then(role).is_some_and(|r| r.party);
    last() || whole() || matches!(term, "甲" | "乙" | "丙" | "丁" | "갑" | "을" | "회사" | "会社" | "公司" | "平台")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(own: &str) -> Vec<(String, String, bool)> {
        definitions(own).into_iter().map(|d| (d.term, d.meaning, d.party)).collect()
    }

    #[test]
    fn terms_and_parties_are_found() {
        for (own, term, meaning, party) in [
            ("“Fees” means all sums due.", "Fees", "all sums due.", false),
            ("“费用”是指全部应付款项。", "费用", "全部应付款项。", false),
            ("本合同由青山贸易有限公司（以下简称“甲方”）订立", "甲方", "青山贸易有限公司", true),
            ("青山贸易有限公司，以下简称“卖方”。", "卖方", "青山贸易有限公司", true),
            ("甲方（出租方）：青山贸易有限公司", "甲方", "青山贸易有限公司", true),
            ("This is made by Blue Hill Co., Ltd. (the “Seller”).", "Seller", "Blue Hill Co., Ltd.", true),
            (
                "by Blue Hill, Inc., a company with its seat at 3 Quay, Ghent (\"Blue Hill\") and",
                "Blue Hill",
                "Blue Hill, Inc.",
                true,
            ),
            ("of Blue Hill. Acme Inc. pays at once, on demand (“Blue Hill”)", "Blue Hill", "on demand", false),
            ("we offer hosting (the \"Service\")", "Service", "we offer hosting", false),
            ("Die Bergblick GmbH (nachfolgend „Anbieter“ genannt)", "Anbieter", "Die Bergblick GmbH", true),
            ("La société Colline SAS (ci-après « le Vendeur »)", "le Vendeur", "Colline SAS", true),
            ("Colina S.L. (en adelante, \"el Vendedor\")", "el Vendedor", "Colina S.L.", true),
            ("青山株式会社（以下「甲」という。）は", "甲", "青山株式会社", true),
            ("「本サービス」とは、配信をいう。", "本サービス", "配信をいう。", false),
            ("‘Kosten’ betekent alle bedragen.", "Kosten", "alle bedragen.", false),
            ("„Koszty” oznacza wszystkie kwoty.", "Koszty", "wszystkie kwoty.", false),
            ("«Плата» означает все суммы.", "Плата", "все суммы.", false),
            ("“Fees\" means all sums due.", "Fees", "all sums due.", false),
            ("„Entgelt\" bedeutet alle Beträge.", "Entgelt", "alle Beträge.", false),
            ("\"Fees'' means all sums due.", "Fees", "all sums due.", false),
            ("A 5\" pipe; “Fees” means all sums.", "Fees", "all sums.", false),
            ("\"Hosts\" mean: all machines.", "Hosts", "all machines.", false),
            ("\"Skipper\" (or \"Skippers\") means who steers.", "Skippers", "who steers.", false),
            ("주식회사 청산(이하 \"회사\"라 한다)", "회사", "주식회사 청산", true),
        ] {
            let all = found(own);
            assert_eq!(all.first(), Some(&(term.to_owned(), meaning.to_owned(), party)), "{own}: {all:?}");
        }
        for own in ["He said “no” to it.", "Note: see below", "价格：十元", "(i) the tenant pays \"in full\""]
        {
            assert_eq!(found(own), [], "{own}");
        }
        let all = found("“Fees” means all sums due; “Term” means one year.");
        let meanings: Vec<&str> = all.iter().map(|d| d.1.as_str()).collect();
        assert_eq!(meanings, ["all sums due", "one year."]);
        let all = found("Blue Hill Inc. (“Blue Hill”, “we”, “our”)");
        assert_eq!(all.iter().map(|d| d.0.as_str()).collect::<Vec<_>>(), ["Blue Hill", "we", "our"]);
        assert!(all.iter().all(|d| d.2 && d.1 == "Blue Hill Inc."));
    }
}
