//! A printed number, understood: `第十二条之一`, `（三）`, `1.2.3`, `(iv)`, `Article IV`, `§ 3a`, `제1조`.
//!
//! [`scan`] reads a label at the start of a line; what a label *means* in its place (is `i.` a letter
//! or a Roman one? is `1. 通知` a heading or a sentence?) is decided where the neighbours are known.

use super::numeral;

/// What a label calls the part that it numbers, from the widest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// 编, Book, Livre, Libro, Buch
    Book,
    /// 分编, Part, Teil, Partie, Título, 제n편
    Part,
    /// 章, Chapter, Kapitel, Chapitre, Capítulo, 제n장
    Chapter,
    /// 节, Section (below a chapter), Abschnitt, 제n절
    Section,
    /// 附件, 附录, Schedule, Annex, Appendix, Exhibit, Anlage, Annexe, 별표
    Annex,
    /// 条, Article, Art., §, 제n조
    Article,
    /// Whereas (1), Recital 1
    Recital,
    /// 款, 第二款 as a printed label; Absatz
    Paragraph,
    /// 项, Nr.
    Item,
    /// A number without a word: `1.`, `（一）`, `(a)`
    Bare,
}

/// The script of the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// 1, 1.2.3
    Decimal,
    /// 一, 十二
    Han,
    /// a, b
    Lower,
    /// A, B
    Upper,
    /// i, ii
    LowerRoman,
    /// I, II
    UpperRoman,
    /// ① and its like
    Enclosed,
    /// イ, ロ, ハ
    Kana,
    /// 가, 나
    Hangul,
}

/// What stands around a bare number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Enclosure {
    /// `1.2`, `3 `: nothing
    None,
    /// `1.`, `1．`
    Dot,
    /// `一、`, `1、`
    Comma,
    /// `1)`, `1）`
    Half,
    /// `(1)`, `（1）`, also `〔1〕` and `[1]`
    Full,
    /// `第…条`, `Article …`: a word
    Word,
}

/// A label, read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// What it numbers.
    pub unit: Unit,
    /// The script of its number.
    pub form: Form,
    /// What stands around it.
    pub enclosure: Enclosure,
    /// Its value, outermost first: `3.2.6` is `[3, 2, 6]`, `（三）` is `[3]`.
    pub values: Vec<u32>,
    /// Numbers put in between: `第十二条之一` is `[12]` with `[1]`; `§ 3a` is `[3]` with `[1]`.
    pub inserted: Vec<u32>,
}

impl Label {
    /// Reads a label that is the whole string.
    pub fn read(s: &str) -> Option<Label> {
        let s = s.trim();
        let (label, len) = scan(s).or_else(|| scan_plain_number(s))?;
        s[len..].trim().is_empty().then_some(label)
    }

    /// Its own number: the last value.
    pub fn last(&self) -> u32 {
        self.values.last().copied().unwrap_or(0)
    }

    /// Whether `other` counts on from `self` in the same series: the same kind, and one more.
    pub fn is_followed_by(&self, other: &Label) -> bool {
        self.is_like(other)
            && self.values.len() == other.values.len()
            && self.values[..self.values.len() - 1] == other.values[..other.values.len() - 1]
            && match (self.inserted.as_slice(), other.inserted.as_slice()) {
                (_, []) => other.last() == self.last() + 1,
                ([], [n]) => other.last() == self.last() && *n == 1,
                ([m], [n]) => other.last() == self.last() && *n == m + 1,
                _ => false,
            }
    }

    /// Whether both are of one kind: unit, script and surroundings.
    pub fn is_like(&self, other: &Label) -> bool {
        (self.unit, self.form, self.enclosure) == (other.unit, other.form, other.enclosure)
    }

    /// The other reading of a letter that is a Roman numeral too (`i`, `v`, `c`): letters ⇄ Roman.
    pub fn otherwise(&self) -> Option<Label> {
        let n = self.last();
        let (form, value) = match self.form {
            Form::LowerRoman | Form::UpperRoman => {
                let s = numeral::roman_upper(n)?;
                let mut chars = s.chars();
                let (c, None) = (chars.next()?, chars.next()) else {
                    return None;
                };
                let form = if self.form == Form::LowerRoman { Form::Lower } else { Form::Upper };
                (form, c as u32 - 'A' as u32 + 1)
            }
            Form::Lower | Form::Upper if n <= 26 => {
                let c = char::from_u32('A' as u32 + n - 1)?;
                let form = if self.form == Form::Lower { Form::LowerRoman } else { Form::UpperRoman };
                (form, numeral::roman(&c.to_string())?)
            }
            _ => return None,
        };
        Some(Label { form, values: vec![value], ..self.clone() })
    }
}

/// Reads the label at the start of `s`; returns it with its length in bytes, surroundings included,
/// white space behind it not.
///
/// A bare decimal without anything around it (`3 `, `2023年`) is a label only when it has two parts or
/// more (`1.1`); `1.` and `1、` are.
pub fn scan(s: &str) -> Option<(Label, usize)> {
    word(s).or_else(|| enclosed_char(s)).or_else(|| parenthesised(s)).or_else(|| bare(s))
}

/// Reads a bare decimal with nothing around it (`3`, `12 Fees`): a number of at most three digits with a blank or
/// the end behind it. [`scan`] does not: whether it is a label only its neighbours can tell.
pub fn scan_plain_number(s: &str) -> Option<(Label, usize)> {
    let end = s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    let value = s[..end].parse().ok().filter(|_| end <= 3)?;
    let ends = s[end..].chars().next().is_none_or(char::is_whitespace);
    let label = Label {
        unit: Unit::Bare,
        form: Form::Decimal,
        enclosure: Enclosure::None,
        values: vec![value],
        inserted: Vec::new(),
    };
    ends.then_some((label, end))
}

/// Writes a number as items of lists are numbered: `3`, `三`, `c`, `iii`; `None` where the script has no such number.
pub fn written(form: Form, n: u32) -> Option<String> {
    let letter = |first: char| char::from_u32(first as u32 + n.checked_sub(1)?).filter(|_| n <= 26).map(String::from);
    match form {
        Form::Decimal => Some(n.to_string()),
        Form::Han => numeral::han_written(n),
        Form::Lower => letter('a'),
        Form::Upper => letter('A'),
        Form::LowerRoman => numeral::roman_upper(n).map(|s| s.to_lowercase()),
        Form::UpperRoman => numeral::roman_upper(n),
        Form::Enclosed | Form::Kana | Form::Hangul => None,
    }
}

/// A number at the start of `s` in any script, with its length in bytes.
fn number(s: &str) -> Option<(Form, u32, usize)> {
    let c = s.chars().next()?;
    let run = |f: fn(char) -> bool| s.find(|c| !f(c)).unwrap_or(s.len());
    if c.is_ascii_digit() || ('０'..='９').contains(&c) {
        let n = run(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        return Some((Form::Decimal, narrow(numeral::han(&s[..n])?)?, n));
    }
    if numeral::is_han(c) {
        let n = run(numeral::is_han);
        return Some((Form::Han, narrow(numeral::han(&s[..n])?)?, n));
    }
    if let Some(v) = numeral::roman(&s[..c.len_utf8()]).filter(|_| !c.is_ascii()) {
        let form = if c.is_uppercase() { Form::UpperRoman } else { Form::LowerRoman };
        return Some((form, v, c.len_utf8()));
    }
    if c.is_ascii_alphabetic() {
        let n = run(|c| c.is_ascii_alphabetic());
        let word = &s[..n];
        let lower = c.is_ascii_lowercase();
        if n == 1 && !matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X') {
            let form = if lower { Form::Lower } else { Form::Upper };
            return Some((form, u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1, 1));
        }
        if let Some(v) = numeral::roman(word) {
            let form = if lower { Form::LowerRoman } else { Form::UpperRoman };
            return Some((form, v, n));
        }
        // aa, bb, cc: the letters after z
        let first = c.to_ascii_lowercase();
        if n == 2 && word.bytes().all(|b| b == word.as_bytes()[0]) {
            let form = if lower { Form::Lower } else { Form::Upper };
            return Some((form, 26 + u32::from(first) - u32::from('a') + 1, n));
        }
        return None;
    }
    const KANA: &str = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
    if let Some(i) = KANA.chars().position(|k| k == c) {
        return Some((Form::Kana, narrow(i as u64 + 1)?, c.len_utf8()));
    }
    const HANGUL: &str = "가나다라마바사아자차카타파하";
    if let Some(i) = HANGUL.chars().position(|k| k == c) {
        return Some((Form::Hangul, narrow(i as u64 + 1)?, c.len_utf8()));
    }
    None
}

/// A label's value is a small number; a year or an amount is none.
fn narrow(n: u64) -> Option<u32> {
    u32::try_from(n).ok().filter(|n| *n < 10_000)
}

fn blank(s: &str) -> usize {
    s.find(|c: char| !c.is_whitespace()).unwrap_or(s.len())
}

fn enclosed_char(s: &str) -> Option<(Label, usize)> {
    let c = s.chars().next()?;
    let n = numeral::enclosed(c)?;
    let label = Label {
        unit: Unit::Bare,
        form: Form::Enclosed,
        enclosure: Enclosure::None,
        values: vec![n],
        inserted: Vec::new(),
    };
    Some((label, c.len_utf8()))
}

fn parenthesised(s: &str) -> Option<(Label, usize)> {
    let open = s.chars().next()?;
    if !matches!(open, '(' | '（' | '〔' | '[' | '［') {
        return None;
    }
    let mut at = open.len_utf8();
    at += blank(&s[at..]);
    let (form, value, n) = number(&s[at..])?;
    at += n;
    let (inserted, n) = letter_suffix(&s[at..], form);
    at += n;
    at += blank(&s[at..]);
    let close = s[at..].chars().next()?;
    if !matches!(close, ')' | '）' | '〕' | ']' | '］') {
        return None;
    }
    at += close.len_utf8();
    // `[1](url)` is a link, `[1]` alone a label
    if open == '[' && s[at..].starts_with('(') {
        return None;
    }
    let label = Label { unit: Unit::Bare, form, enclosure: Enclosure::Full, values: vec![value], inserted };
    Some((label, at))
}

/// `3a` after a decimal: an inserted number.
fn letter_suffix(s: &str, form: Form) -> (Vec<u32>, usize) {
    let mut chars = s.chars();
    match (form, chars.next(), chars.next()) {
        (Form::Decimal, Some(c), next) if c.is_ascii_lowercase() && !next.is_some_and(|n| n.is_alphanumeric()) => {
            (vec![u32::from(c) - u32::from('a') + 1], 1)
        }
        _ => (Vec::new(), 0),
    }
}

fn bare(s: &str) -> Option<(Label, usize)> {
    let (form, first, mut at) = number(s)?;
    let mut values = vec![first];
    if form == Form::Decimal {
        // 1.2.3, also with full-width or ideographic dots; a part is at most three digits
        loop {
            let rest = &s[at..];
            let Some(dot) = rest.chars().next().filter(|c| matches!(c, '.' | '．')) else { break };
            let Some((Form::Decimal, v, n)) = number(&rest[dot.len_utf8()..]) else { break };
            if n > 3 {
                return None;
            }
            values.push(v);
            at += dot.len_utf8() + n;
        }
    }
    let (inserted, n) = letter_suffix(&s[at..], form);
    at += n;
    let enclosure = match s[at..].chars().next() {
        Some(c @ ('.' | '．')) => {
            at += c.len_utf8();
            Enclosure::Dot
        }
        Some(c @ ('、' | '､')) => {
            at += c.len_utf8();
            Enclosure::Comma
        }
        Some(c @ (')' | '）')) => {
            at += c.len_utf8();
            Enclosure::Half
        }
        _ if values.len() > 1 && inserted.is_empty() => Enclosure::None,
        _ => return None,
    };
    // `e.g.`, `U.S.`, `3.5%`, `v.`: a letter needs a blank behind its dot, a decimal must not be an amount
    let next = s[at..].chars().next();
    let latin = matches!(form, Form::Lower | Form::Upper | Form::LowerRoman | Form::UpperRoman);
    let parted = next.is_none_or(|c| c.is_whitespace() || crate::marks::is_east_asian(c));
    if latin && !parted && enclosure != Enclosure::Comma {
        return None;
    }
    // a year (`2023.12.29`) and an amount (`3.5 per cent`, `2.5元`) number nothing
    if form == Form::Decimal && (first >= 1000 || values.len() == 2 && is_amount(&s[at..])) {
        return None;
    }
    if form == Form::Decimal && next.is_some_and(|c| matches!(c, '%' | '％' | '‰' | ':' | '：') || c.is_ascii_digit())
    {
        return None;
    }
    let label = Label { unit: Unit::Bare, form, enclosure, values, inserted };
    Some((label, at))
}

/// Whether a decimal with this behind it is an amount.
fn is_amount(rest: &str) -> bool {
    const TOUCHING: [&str; 12] =
        ["元", "万元", "亿元", "倍", "千米", "公里", "千克", "公斤", "吨", "个百分点", "万人", "平方米"];
    const WORDS: [&str; 14] = [
        "per cent",
        "percent",
        "million",
        "billion",
        "times",
        "prozent",
        "pour cent",
        "por ciento",
        "euros",
        "euro",
        "eur",
        "usd",
        "km",
        "kg",
    ];
    let word = rest.trim_start_matches(' ');
    let ends = |w: &str| !word[w.len()..].starts_with(char::is_alphanumeric);
    let starts = |w: &str| word.get(..w.len()).is_some_and(|s| s.eq_ignore_ascii_case(w)) && ends(w);
    TOUCHING.iter().any(|w| rest.starts_with(w)) || WORDS.iter().any(|w| starts(w))
}

/// `第十二条之一`, `附件一`, `제1조의2`, `Article IV`, `§ 3a`, `Schedule 1`.
fn word(s: &str) -> Option<(Label, usize)> {
    ordinal(s).or_else(|| annex(s)).or_else(|| western(s))
}

fn ordinal(s: &str) -> Option<(Label, usize)> {
    let first = s.chars().next().filter(|c| matches!(c, '第' | '제'))?;
    let mut at = first.len_utf8();
    at += blank(&s[at..]);
    let (form, value, n) = number(&s[at..])?;
    at += n;
    at += blank(&s[at..]);
    let (unit, n) = [
        ("分编", Unit::Part),
        ("編", Unit::Book),
        ("编", Unit::Book),
        ("部分", Unit::Part),
        ("章", Unit::Chapter),
        ("节", Unit::Section),
        ("節", Unit::Section),
        ("条", Unit::Article),
        ("條", Unit::Article),
        ("款", Unit::Paragraph),
        ("项", Unit::Item),
        ("項", Unit::Item),
        ("号", Unit::Item),
        ("편", Unit::Book),
        ("장", Unit::Chapter),
        ("절", Unit::Section),
        ("관", Unit::Part),
        ("조", Unit::Article),
        ("항", Unit::Paragraph),
    ]
    .into_iter()
    .find_map(|(w, unit)| s[at..].starts_with(w).then_some((unit, w.len())))?;
    at += n;
    let mut inserted = Vec::new();
    while let Some(mark) = s[at..].chars().next().filter(|c| matches!(c, '之' | 'の' | '의')) {
        let Some((_, v, n)) = number(&s[at + mark.len_utf8()..]) else { break };
        inserted.push(v);
        at += mark.len_utf8() + n;
    }
    let label = Label { unit, form, enclosure: Enclosure::Word, values: vec![value], inserted };
    Some((label, at))
}

fn annex(s: &str) -> Option<(Label, usize)> {
    let head = ["附件", "附录", "附表", "附錄", "別表", "별표", "부록"].into_iter().find(|w| s.starts_with(w))?;
    let mut at = head.len();
    at += blank(&s[at..]);
    let (form, value, n) = number(&s[at..])?;
    at += n;
    let label =
        Label { unit: Unit::Annex, form, enclosure: Enclosure::Word, values: vec![value], inserted: Vec::new() };
    Some((label, at))
}

fn western(s: &str) -> Option<(Label, usize)> {
    const WORDS: [(&str, Unit); 44] = [
        ("article", Unit::Article),
        ("articles", Unit::Article),
        ("artículo", Unit::Article),
        ("articulo", Unit::Article),
        ("artikel", Unit::Article),
        ("articolo", Unit::Article),
        ("artigo", Unit::Article),
        ("art.", Unit::Article),
        ("art", Unit::Article),
        ("clause", Unit::Article),
        ("section", Unit::Section),
        ("sec.", Unit::Section),
        ("sección", Unit::Section),
        ("seccion", Unit::Section),
        ("abschnitt", Unit::Section),
        ("part", Unit::Part),
        ("teil", Unit::Part),
        ("partie", Unit::Part),
        ("título", Unit::Part),
        ("titulo", Unit::Part),
        ("titre", Unit::Part),
        ("title", Unit::Part),
        ("book", Unit::Book),
        ("livre", Unit::Book),
        ("libro", Unit::Book),
        ("buch", Unit::Book),
        ("chapter", Unit::Chapter),
        ("kapitel", Unit::Chapter),
        ("chapitre", Unit::Chapter),
        ("capítulo", Unit::Chapter),
        ("capitulo", Unit::Chapter),
        ("schedule", Unit::Annex),
        ("annex", Unit::Annex),
        ("annexe", Unit::Annex),
        ("anexo", Unit::Annex),
        ("anhang", Unit::Annex),
        ("anlage", Unit::Annex),
        ("appendix", Unit::Annex),
        ("exhibit", Unit::Annex),
        ("attachment", Unit::Annex),
        ("recital", Unit::Recital),
        ("absatz", Unit::Paragraph),
        ("nr.", Unit::Item),
        ("nummer", Unit::Item),
    ];
    let (unit, mut at) = if let Some(rest) = s.strip_prefix('§') {
        (Unit::Article, s.len() - rest.trim_start_matches('§').len())
    } else {
        let end = s.find(|c: char| !c.is_alphabetic()).unwrap_or(s.len());
        let end = if s[end..].starts_with('.') { end + 1 } else { end };
        let found = |w: &str| WORDS.iter().find(|(x, _)| w == *x).map(|(_, u)| *u);
        let word = s[..end].to_lowercase();
        let unit = found(&word)?;
        // a heading's word begins with a capital: `section 3 applies` is a sentence
        if !s.starts_with(char::is_uppercase) || !s[end..].starts_with(char::is_whitespace) && !word.ends_with('.') {
            return None;
        }
        (unit, end)
    };
    at += blank(&s[at..]);
    let (form, value, n) = western_number(&s[at..])?;
    at += n;
    let mut values = vec![value];
    while form == Form::Decimal && s[at..].starts_with('.') {
        let Some((Form::Decimal, v, n)) = number(&s[at + 1..]) else { break };
        values.push(v);
        at += 1 + n;
    }
    let (inserted, n) = letter_suffix(s[at..].trim_start_matches(' '), form);
    if n > 0 {
        let gap = s[at..].len() - s[at..].trim_start_matches(' ').len();
        at += gap + n;
    }
    let inserted = inserted.into_iter().collect();
    // the dot or colon of `Article 1.` and `Section 2:` belongs to the label's surroundings
    if let Some(c) = s[at..].chars().next().filter(|c| matches!(c, '.' | ':' | '：')) {
        at += c.len_utf8();
    }
    let label = Label { unit, form, enclosure: Enclosure::Word, values, inserted };
    Some((label, at))
}

/// `IV`, `4`, `1er`, `1º`, `A` after a word; `One` … `Ten` too.
fn western_number(s: &str) -> Option<(Form, u32, usize)> {
    let end = s.find(|c: char| !c.is_alphanumeric()).unwrap_or(s.len());
    let spelled = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let word = s[..end].to_lowercase();
    if let Some(i) = spelled.iter().position(|w| *w == word) {
        return Some((Form::Decimal, narrow(i as u64 + 1)?, end));
    }
    let (form, value, n) = number(s)?;
    let ordinal = ["er", "re", "º", "ª", "°", "st", "nd", "rd", "th", "o"].into_iter().find(|o| s[n..].starts_with(o));
    match ordinal {
        Some(o) if !s[n + o.len()..].starts_with(char::is_alphanumeric) => Some((form, value, n + o.len())),
        _ => Some((form, value, n)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(s: &str, unit: Unit, values: &[u32], inserted: &[u32], rest: &str) {
        let (label, n) = scan(s).unwrap_or_else(|| panic!("no label in {s}"));
        assert_eq!(
            (label.unit, label.values.as_slice(), label.inserted.as_slice(), &s[n..]),
            (unit, values, inserted, rest),
            "{s}"
        );
    }

    #[test]
    fn labels_of_the_world() {
        check("第十二条之一 通知", Unit::Article, &[12], &[1], " 通知");
        check("第二章总则", Unit::Chapter, &[2], &[], "总则");
        check("一、总则", Unit::Bare, &[1], &[], "总则");
        check("（十一）其他", Unit::Bare, &[11], &[], "其他");
        check("15.1考虑到", Unit::Bare, &[15, 1], &[], "考虑到");
        check("4.7.1利用", Unit::Bare, &[4, 7, 1], &[], "利用");
        check("①首先", Unit::Bare, &[1], &[], "首先");
        check("A.甲方", Unit::Bare, &[1], &[], "甲方");
        check("b）乙方", Unit::Bare, &[2], &[], "乙方");
        check("(iv) notice", Unit::Bare, &[4], &[], " notice");
        check("(a) notice", Unit::Bare, &[1], &[], " notice");
        check("Article IV Notices", Unit::Article, &[4], &[], " Notices");
        check("Section 4.2 Fees", Unit::Section, &[4, 2], &[], " Fees");
        check("§ 3a Abnahme", Unit::Article, &[3], &[1], " Abnahme");
        check("제1조의2(목적)", Unit::Article, &[1], &[2], "(목적)");
        check("第三条の二", Unit::Article, &[3], &[2], "");
        check("Article 1er Objet", Unit::Article, &[1], &[], " Objet");
        check("附件一 价目", Unit::Annex, &[1], &[], " 价目");
        check("Schedule A: Fees", Unit::Annex, &[1], &[], " Fees");
    }

    #[test]
    fn not_labels() {
        for s in [
            "2023.12.29",
            "2023. ",
            "3.5 per cent of",
            "2.5元的费用",
            "3.5 Million people",
            "2023年",
            "3.5%",
            "e.g. this",
            "section 3 applies",
            "百分之五",
            "[1](x)",
            "",
            "10:30",
            "U.S. law",
        ] {
            assert_eq!(scan(s), None, "{s}");
        }
    }

    #[test]
    fn letters_and_roman() {
        let i = Label::read("(i)").expect("label");
        assert_eq!(i.form, Form::LowerRoman);
        let letter = i.otherwise().expect("a letter too");
        assert_eq!((letter.form, letter.last()), (Form::Lower, 9));
        assert_eq!(letter.otherwise().expect("and back"), i);
    }
}
