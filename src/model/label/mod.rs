//! A printed number, understood: `第十二条之一`, `（三）`, `1.2.3`, `(iv)`, `Article IV`, `§ 3a`, `제1조`.
//!
//! - `bare`: numbers without a word; `worded`: numbers with one, by the tables of `words`; `figure`: the number itself.
//! - `common`: those that stand in two texts.
//!
//! [`scan`] reads a label at the start of a line; what a label *means* in its place (is `i.` a letter
//! or a Roman one? is `1. 通知` a heading or a sentence?) is decided where the neighbours are known.

mod bare;
mod common;
mod figure;
mod worded;
mod words;

use super::month::goes_on_with_day;
use super::numeral;

pub use bare::{behind_dash, parted_by_dash, scan_plain_number};
pub(crate) use common::Common;
pub use figure::{between, written};

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
    /// 条, Article, Art., §, 제n조, ข้อ
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
    /// 壹, 貳: as sums are written
    Formal,
    /// a, b
    Lower,
    /// A, B
    Upper,
    /// aa, bb: where they do not count on from z
    Doubled,
    /// i, ii
    LowerRoman,
    /// I, II
    UpperRoman,
    /// ① and its like
    Enclosed,
    /// イ, ロ, ハ
    Kana,
    /// ア, イ, ウ
    Gojuon,
    /// 가, 나
    Hangul,
    /// 甲, 乙
    Stem,
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

impl Label {
    /// Reads a label that is the whole string.
    pub fn read(s: &str) -> Option<Label> {
        let s = s.trim();
        // `イ` is a label only where nothing else stands
        let one = || s.chars().nth(1).is_none().then(|| format!("{s} "));
        let alone = || scan(&one()?).filter(|(label, _)| matches!(label.form, Form::Kana | Form::Gojuon));
        let (label, len) = scan(s).or_else(|| scan_plain_number(s)).or_else(alone)?;
        s.get(len..).unwrap_or_default().trim().is_empty().then_some(label)
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

    /// The other reading of a letter that is a Roman numeral too (`i`, `v`, `c`), letters ⇄ Roman, and of a syllable
    /// that stands in both orders of Japanese.
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
            Form::Kana | Form::Gojuon => figure::reordered(self.form, n)?,
            _ => return None,
        };
        Some(Label { form, values: vec![value], ..self.clone() })
    }
}

/// Reads the label at the start of `s`; returns it with its length in bytes, surroundings included,
/// white space behind it not.
///
/// A bare decimal without anything around it (`3 `, `2023年`) is a label only when it has two parts or
/// more (`1.1`); `1.` and `1、` are. `7. Juli 2009` is a day.
pub fn scan(s: &str) -> Option<(Label, usize)> {
    let found = s.starts_with(may_begin).then(|| worded::scan(s).or_else(|| bare::scan(s))).flatten();
    found.filter(|(_, end)| !is_day(&s[..*end], &s[*end..]))
}

/// Whether what looks like a number and its text is a date: `7.` before `Juli 2009: …`.
pub fn is_day(number: &str, text: &str) -> bool {
    let day = number.strip_suffix('.').and_then(|day| day.parse().ok());
    day.is_some_and(|day: u32| (1..=31).contains(&day)) && goes_on_with_day(text)
}

/// Whether a label can begin with a character. Most texts begin with another: the rest need not be looked at.
pub(crate) fn may_begin(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || matches!(c, '(' | '['),
        '第' | '附' | '別' => true,
        '\u{4e00}'..='\u{9fff}' => numeral::is_han(c) || figure::is_stem(c),
        _ => true,
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
    fn up_to_is_no_number_between_others() {
        for s in ["Artikel 2 bis 5 gelten", "Artikel 2 bis Artikel 5 gelten", "§ 2 bis zum Ende", "§§ 2 bis § 5 gelten"]
        {
            assert_eq!(scan(s).map(|(label, _)| (label.values, label.inserted)), Some((vec![2], vec![])), "{s}");
        }
    }

    #[test]
    fn a_day_is_no_label() {
        assert_eq!(scan("7. Juli 2009: neu"), None);
        assert_eq!(scan("31. марта 2020"), None);
        check("7. Juli und August", Unit::Bare, &[7], &[], " Juli und August");
        check("32. Juli 2009", Unit::Bare, &[32], &[], " Juli 2009");
    }

    #[test]
    fn what_word_processors_print_alone_is_a_label() {
        for (s, value) in [("3", 3), ("１２", 12), ("イ", 1), ("ロ", 2)] {
            assert_eq!(Label::read(s).map(|l| l.values), Some(vec![value]), "{s}");
        }
        assert_eq!([Label::read("１２３４"), Label::read("イロ"), Label::read("日")], [None, None, None]);
    }

    #[test]
    fn hyphens_join_the_parts_of_a_number_in_east_asia() {
        check("1-2 料金", Unit::Bare, &[1, 2], &[], " 料金");
        check("3-1-2．本サービス", Unit::Bare, &[3, 1, 2], &[], "本サービス");
        check("2-4. 회원은", Unit::Bare, &[2, 4], &[], " 회원은");
        check("1-3 WordPress のサイト", Unit::Bare, &[1, 3], &[], " WordPress のサイト");
        assert_eq!(Label::read("1-2").map(|l| l.values), Some(vec![1, 2]));
        for s in
            ["3-5 営業日以内に", "3-5 日以内", "2-3 Werktage", "24-7 Support", "10-20万元", "2-3 영업일", "2024-5 年度"]
        {
            assert_eq!(scan(s), None, "{s}");
        }
    }

    #[test]
    fn a_number_goes_on_behind_that_of_its_article_as_printed() {
        check("IV.2 Fees", Unit::Bare, &[4, 2], &[], " Fees");
        check("II.1.3. Fees", Unit::Bare, &[2, 1, 3], &[], " Fees");
        check("二.1 费用", Unit::Bare, &[2, 1], &[], " 费用");
        assert_eq!(scan("X.509 keys"), None);
    }

    #[test]
    fn words_are_known_in_other_forms() {
        for (word, unit) in [
            ("статьёй", Some(Unit::Article)),
            ("artykule", Some(Unit::Article)),
            ("rozdziale", Some(Unit::Chapter)),
            ("Clausole", Some(Unit::Article)),
            ("załącznikiem", Some(Unit::Annex)),
            ("pkt", None),
            ("Regel", None),
        ] {
            assert_eq!(Unit::of_form(word), unit, "{word}");
        }
    }

    #[test]
    fn labels_of_the_world() {
        check("第十二条之一 通知", Unit::Article, &[12], &[1], " 通知");
        check("第二章总则", Unit::Chapter, &[2], &[], "总则");
        check("Статья 2. Цены", Unit::Article, &[2], &[], " Цены");
        check("Приложение № 3 Цены", Unit::Annex, &[3], &[], " Цены");
        check("Hoofdstuk 2 Prijzen", Unit::Chapter, &[2], &[], " Prijzen");
        check("المادة (٢) الأسعار", Unit::Article, &[2], &[], " الأسعار");
        check("المادة الثانية: الأسعار", Unit::Article, &[2], &[], " الأسعار");
        check("CLÁUSULA SEGUNDA. PRECIO", Unit::Article, &[2], &[], " PRECIO");
        check("SÉPTIMA.- PRECIO", Unit::Article, &[7], &[], " PRECIO");
        check("DÉCIMA PRIMERA.- PRECIO", Unit::Article, &[11], &[], " PRECIO");
        check("DECIMOSEGUNDA. PRECIO", Unit::Article, &[12], &[], " PRECIO");
        check("Parágrafo único. O barco", Unit::Paragraph, &[1], &[], " O barco");
        check("στ) το φως", Unit::Bare, &[6], &[], " το φως");
        check("一、总则", Unit::Bare, &[1], &[], "总则");
        check("（十一）其他", Unit::Bare, &[11], &[], "其他");
        check("15.1考虑到", Unit::Bare, &[15, 1], &[], "考虑到");
        check("4.7.1利用", Unit::Bare, &[4, 7, 1], &[], "利用");
        check("①首先", Unit::Bare, &[1], &[], "首先");
        check("14、2024年5月", Unit::Bare, &[14], &[], "2024年5月");
        check("附件二：价目", Unit::Annex, &[2], &[], "价目");
        check("A.甲方", Unit::Bare, &[1], &[], "甲方");
        check("b）乙方", Unit::Bare, &[2], &[], "乙方");
        check("(iv) notice", Unit::Bare, &[4], &[], " notice");
        check("(a) notice", Unit::Bare, &[1], &[], " notice");
        check("Article IV Notices", Unit::Article, &[4], &[], " Notices");
        check("Section 4.2 Fees", Unit::Section, &[4, 2], &[], " Fees");
        check("§ 3a Abnahme", Unit::Article, &[3], &[1], " Abnahme");
        check("제1조의2(목적)", Unit::Article, &[1], &[2], "(목적)");
        check("第三条の二", Unit::Article, &[3], &[2], "");
        check("제십이조(목적)", Unit::Article, &[12], &[], "(목적)");
        check("三　氏名", Unit::Bare, &[3], &[], "　氏名");
        check("２　前項の規定", Unit::Bare, &[2], &[], "　前項の規定");
        check("Article 3-1 Objet", Unit::Article, &[3], &[1], " Objet");
        check("Article 2 bis – Delays", Unit::Article, &[2], &[1], " – Delays");
        check("Art. 12-ter Delays", Unit::Article, &[12], &[2], " Delays");
        check("Cláusula 2 bis. Mora", Unit::Article, &[2], &[1], " Mora");
        check("المادة 2 مكرر: التأخير", Unit::Article, &[2], &[1], " التأخير");
        check("Article 1er Objet", Unit::Article, &[1], &[], " Objet");
        check("Artículo 2.º Visitas", Unit::Article, &[2], &[], " Visitas");
        check("3.º De noche", Unit::Bare, &[3], &[], " De noche");
        check("附件一 价目", Unit::Annex, &[1], &[], " 价目");
        check("Schedule A: Fees", Unit::Annex, &[1], &[], " Fees");
        check("в) плата", Unit::Bare, &[3], &[], " плата");
        check("ΑΡΘΡΟ 2 Λύχνοι", Unit::Article, &[2], &[], " Λύχνοι");
        check("Άρθρο 2ο Λύχνοι", Unit::Article, &[2], &[], " Λύχνοι");
        check("Segunda.- Precio", Unit::Article, &[2], &[], " Precio");
        check("ثانياً: السعر", Unit::Article, &[2], &[], " السعر");
        check("ثانيا - السعر", Unit::Article, &[2], &[], " السعر");
        check("【第二条】价格", Unit::Article, &[2], &[], "价格");
        check("Stk. 2. Lamperne", Unit::Paragraph, &[2], &[], " Lamperne");
        check("Phụ lục 2 Đèn", Unit::Annex, &[2], &[], " Đèn");
        check("2-modda. Chiroqlar", Unit::Article, &[2], &[], " Chiroqlar");
        check("2. pielikums Lampas", Unit::Annex, &[2], &[], " Lampas");
        check("მუხლი 2. ნათურები", Unit::Article, &[2], &[], " ნათურები");
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
            "z. B. Werbung",
            "u. a. der Wirt",
            "제일 편한 배",
            "제일조합의 배",
            "제2조의 회비를 연체한 회원은",
            "제7조를 위반한 자에게는",
            "一同　集まる",
            "(30)] días",
            "(a), (b) and",
            "И. П. Петров",
            "다.",
            "5- to 10-day trips",
            "Ek Hükümler",
            "Anexo Índice",
            "Tạm-ứng-trước-một-khoản-tiền-thuê-thuyền 2 lần",
            "Phụ-lục-của-hợp-đồng-thuê-thuyền-ở-cảng 2",
            "Được thuê-thuyền-và-mái-chèo-ở-cảng-thành-phố 2",
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
        let i = Label::read("（イ）").expect("label");
        assert_eq!((i.last(), i.otherwise().expect("another order").last()), (1, 2));
    }
}
