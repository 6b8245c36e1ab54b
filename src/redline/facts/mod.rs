//! Segments → the facts that differ: periods, dates, amounts, percentages, counts, bounds of them, words of obligation
//! and negation, parties and defined terms.
//!
//! A character that is not seen, or that looks like a letter of another script in the middle of a word, is a fact
//! too: a reader cannot see it, so it is told by its code point. A paragraph that came or went whole is told as such:
//! of what stands in it only quantities are facts, and nothing if it only went to another place.
//!
//! - `pair`: which old one became which new one; `definitions`: the terms that a clause defines (`company`: for what; `openings`: without quotes); `lexicon`: those of a whole text; `naming`: what became of them;
//!   `instead`: a party or a number in words in the place of another.

use std::collections::HashSet;

use super::Fact;
use super::edit::{Edit, Side};
use super::fold::typographic;
use super::quantity::{Measure, measure_in};
use super::token::{Class, Token};
use super::vocabulary::korean;
use context::in_context;
use instead::{instead, is_number};
use naming::defined;
use pair::{cancelled, is_spelling, once, pair, replaced, without_others};
use unseen::unseen;

mod bracket;
mod company;
mod context;
mod definitions;
mod instead;
mod lexicon;
mod naming;
mod openings;
mod pair;
mod unseen;
mod whole;

pub(super) use lexicon::Lexicon;
pub(super) use openings::subject;

/// The facts that differ between two own texts, whose captions are so long, and between which these are the edits. The
/// same value in another dress
/// (`三十日`, `30日`) is no difference. Cost: linear in the texts.
pub(super) fn facts<'t>(
    (old, old_caption): (&str, usize),
    (new, new_caption): (&str, usize),
    edits: &[Edit<'t>],
    lexicon: &Lexicon<'_>,
) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    let (gone, come) = elsewhere(edits);
    let nowhere = HashSet::new();
    for edit in edits.iter().filter(|e| !is_typographic(e)) {
        let (named, terms) = named(edit, lexicon);
        // a caption names what the words below it oblige to
        let caption = edit.old.range.end <= old_caption && edit.new.range.end <= new_caption;
        let side = |side: &Side<'_>, other: &Side<'_>, elsewhere: &HashSet<String>, language: &str| {
            let mut all = Vec::new();
            for (at, token) in side.tokens_but(if edit.whole { elsewhere } else { &nowhere }) {
                if matches!(token.class, Class::Word | Class::Space) && is_plain(token.text) {
                    continue;
                }
                if edit.replaces_few && is_cited(token, other) {
                    continue;
                }
                let fact = found(token, edit, terms, language).and_then(|f| in_context(f, token, (side.text, at)));
                all.extend(fact.filter(|f| !(caption && matches!(f.kind, "obligation" | "negation"))));
                all.extend(unseen(token).map(|c| of("character", format!("U+{:04X}", c as u32), None)));
            }
            all
        };
        let told = out.len();
        if !(edit.replaces_few && is_number(edit)) {
            let (old, new) = lexicon.languages();
            pair(side(&edit.old, &edit.new, &come, old), side(&edit.new, &edit.old, &gone, new), &mut out);
        }
        let known = terms || out[told..].iter().any(|f| f.kind == "party");
        out.extend(named);
        if !known && edit.replaces_few {
            out.extend(instead(edit).or_else(|| edit.word_by_word().iter().find_map(renamed)));
        }
    }
    let out = cancelled(out);
    let mut all = defined(old, new, lexicon);
    let out = without_others(out, &all);
    let told: HashSet<&Fact> = out.iter().collect();
    all.retain(|f| !told.contains(f));
    drop(told);
    all.extend(out);
    all.retain(|f| !is_spelling(f));
    once(replaced(all))
}

/// Whether an edit changes only how words are written: `non- exclusive`, `good will`, `GOODWILL`, `on-line`.
fn is_typographic(edit: &Edit<'_>) -> bool {
    let (old, new) = (edit.old.own(), edit.new.own());
    // 1 5 is not 15
    let figures = || old.contains(char::is_numeric);
    let letters = |text: &str| text.split([' ', '\n', '-']).collect::<String>().to_lowercase();
    edit.replaces_few && (typographic(old) == typographic(new) || !figures() && letters(old) == letters(new))
}

/// Whether the other side has the number as that of a reference: 101, § 101.
fn is_cited(token: Token<'_>, other: &Side<'_>) -> bool {
    let cites = |t: &Token<'_>| t.class == Class::Reference && t.text.ends_with(token.text);
    token.class == Class::Count && other.tokens.iter().any(cites)
}

/// The lines that were struck whole, and those that were inserted whole; none where nothing can have moved.
fn elsewhere(edits: &[Edit<'_>]) -> (HashSet<String>, HashSet<String>) {
    let whole = || edits.iter().filter(|e| e.whole);
    if whole().all(|e| e.old.range.is_empty()) || whole().all(|e| e.new.range.is_empty()) {
        return Default::default();
    }
    let lines = |side: for<'e, 't> fn(&'e Edit<'t>) -> &'e Side<'t>| {
        whole().flat_map(|e| side(e).lines()).map(typographic).collect()
    };
    (lines(|e| &e.old), lines(|e| &e.new))
}

/// So many words more than the terms may be exchanged with them.
const BESIDE: usize = 2;

/// A defined term in whose place another one stands; and whether terms stand there at all: where a party stands in the
/// place of a thing, or a thing in that of a party, other words are said.
fn named(edit: &Edit<'_>, lexicon: &Lexicon<'_>) -> (Option<Fact>, bool) {
    let both = || Some((lexicon.earlier().over(&edit.old)?, lexicon.later().over(&edit.new)?));
    let Some(((old, party), (new, another))) = { edit.replaces_few }.then(both).flatten() else { return (None, false) };
    // a term among many other words took the place of nothing
    let words = |text: &str| text.split_whitespace().count();
    let lone = |term: &str, side: &Side<'_>| words(side.own()) <= words(term) + BESIDE;
    if !(lone(old, &edit.old) && lone(new, &edit.new)) || typographic(old) == typographic(new) {
        return (None, false);
    }
    let kind = if party { "party" } else { "term" };
    let fact = || Fact { kind, old: Some(old.to_owned()), new: Some(new.to_owned()), old_value: None, new_value: None };
    ((party == another).then(fact), true)
}

/// A party or a term in the place of another, where a word took the place of a word.
fn renamed(word: &Edit<'_>) -> Option<Fact> {
    instead(word).filter(|f| f.kind == "party")
}

fn found(token: Token<'_>, edit: &Edit<'_>, named: bool, language: &str) -> Option<Fact> {
    let kind = match token.class {
        Class::Period => "period",
        Class::Date => "date",
        Class::Amount => "amount",
        Class::Percentage => "percentage",
        Class::Count if edit.whole && !token.text.contains(char::is_alphabetic) => return None,
        Class::Count => "count",
        Class::Bound if edit.replaces_few => "bound",
        Class::Obligation if !edit.whole => "obligation",
        Class::Negation if !edit.whole => "negation",
        Class::Party if !named && edit.replaces_few => "party",
        _ => return None,
    };
    let printed = if token.class == Class::Party { korean::called(token.text) } else { token.text };
    Some(of(kind, printed.to_owned(), measure_in(language, token.class, token.text)))
}

/// What stands on one side, as if it were the old one.
fn of(kind: &'static str, printed: String, old_value: Option<Measure>) -> Fact {
    Fact { kind, old: Some(printed), new: None, old_value, new_value: None }
}

/// Whether a token is a word of ASCII letters, a blank, or a Chinese or Japanese character, as most are.
fn is_plain(token: &str) -> bool {
    match token.as_bytes() {
        [b' '] | [0xe4..=0xe9, _, _] => true,
        bytes => bytes.iter().all(u8::is_ascii_alphabetic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::edit::edits;
    use crate::redline::words::segments;

    fn check(old: &str, new: &str) -> Vec<(&'static str, Option<String>, Option<String>)> {
        measured("", old, new).into_iter().map(|f| (f.kind, f.old, f.new)).collect()
    }

    fn measured(language: &str, old: &str, new: &str) -> Vec<Fact> {
        let text = |p: &str| crate::model::text::Text {
            language: language.to_owned(),
            body: vec![crate::model::text::Item::Paragraph(p.to_owned())],
            ..Default::default()
        };
        let (x, y) = (text(old), text(new));
        let (a, b) = crate::redline::tree::Tree::both(&x, &y);
        let words = segments(old, new);
        let edits = edits((old, &words.old), (new, &words.new), words.start, &words.segments);
        facts((old, 0), (new, 0), &edits, &Lexicon::new(&a, &b))
    }

    fn some(s: &str) -> Option<String> {
        Some(s.to_owned())
    }

    #[test]
    fn the_language_tells_yen_from_yuan() {
        for (language, unit) in [("ja", "JPY"), ("zh-CN", "CNY")] {
            let facts = measured(language, "￥800", "￥900");
            assert_eq!(facts[0].old_value.as_ref().map(|m| m.unit.as_str()), Some(unit), "{language}");
        }
    }

    #[test]
    fn facts_are_told_in_vietnamese_and_korean() {
        assert_eq!(
            check(
                "Khách trả 20 triệu đồng trong 10 ngày làm việc, từ 1 tháng 3 năm 2024.",
                "Khách phải trả 25 triệu đồng trong mười lăm ngày, từ 2 tháng 3 năm 2024."
            ),
            [
                ("obligation", None, some("phải")),
                ("amount", some("20 triệu đồng"), some("25 triệu đồng")),
                ("period", some("10 ngày làm việc"), some("mười lăm ngày")),
                ("date", some("1 tháng 3 năm 2024"), some("2 tháng 3 năm 2024")),
            ]
        );
        assert_eq!(check("갑은 이를 검사한다.", "공급자는 이를 검사한다."), [("party", some("갑"), some("공급자"))]);
        assert_eq!(check("每月五日付款", "每月十日付款"), [("date", some("五日"), some("十日"))]);
    }

    #[test]
    fn facts_are_old_and_new() {
        assert_eq!(check("应在三十日内付款", "应在十五日内付款"), [("period", some("三十日"), some("十五日"))]);
        assert_eq!(check("乙方可以转让", "乙方不得转让"), [("obligation", some("可以"), some("不得"))]);
        assert_eq!(check("You may assign", "You may not assign"), [("negation", None, some("not"))]);
        assert_eq!(check("WE CHARGE", "WE DON’T CHARGE"), [("negation", None, some("DON’T"))]);
        assert_eq!(check("give notice by post and by fax", "give notice (1) by post and (2) by fax"), []);
        assert_eq!(
            check("shall pay US$100 in 30 days", "may pay US$200 in 45 days"),
            [
                ("obligation", some("shall"), some("may")),
                ("amount", some("US$100"), some("US$200")),
                ("period", some("30 days"), some("45 days"))
            ]
        );
        for (old, new, a, b) in [
            ("由承租方承担", "由使用人承担", "承租方", "使用人"),
            ("交至甲方所在地", "交至出租方所在地", "甲方", "出租方"),
            ("the Provider's consent", "the Host's consent", "Provider", "Host"),
            ("Der Auftragnehmer haftet", "Der Dienstleister haftet", "Auftragnehmer", "Dienstleister"),
            ("甲は、支払う", "乙は、支払う", "甲", "乙"),
            ("고객은 지급한다", "회사는 지급한다", "고객", "회사"),
        ] {
            assert_eq!(check(old, new), [("party", some(a), some(b))], "{old}");
        }
        assert_eq!(check("the Company Policy applies", "the Security Policy applies"), []);
        assert_eq!(check("It is his", "It is his will, as far as permitted by law"), []);
        assert_eq!(check("%% mill % version 1.1 % of it", "%% mill % version 1.2 % of it")[0].0, "count");
        assert_eq!(check("at 12 Mill Street, Ghent", "at 14 Mill Street, Ghent"), []);
        assert_eq!(check("Die Nutzer zahlen", "Den Nutzern obliegt die Zahlung"), []);
        assert_eq!(check("Fees:\nPay now.", "Fees:\n2\\. Pay now."), []);
        assert_eq!(check("双方应当协商", "双方应当磋商"), []);
        assert_eq!(check("汇入账户", "汇入帐户"), []);
        assert_eq!(check("會員不得要求退款", "會員得要求退款"), [("obligation", some("不得"), some("得"))]);
        assert_eq!(check("所得款项", "取得款项"), []);
        assert_eq!(check("由二人签署", "由三人签署"), [("count", some("二人"), some("三人"))]);
        assert_eq!(check("in two copies", "in three copies"), [("count", some("two"), some("three"))]);
        assert_eq!(check("위탁할 수 없다", "위탁할 수 있다"), [("obligation", some("수 없다"), some("수 있다"))]);
        assert_eq!(check("在三十日内", "在30日内"), []);
        assert_eq!(check("лодки моряка", "лодки мoряка"), [("character", None, some("U+006F"))]);
        assert_eq!(check("No puede ceder.", "Puede ceder."), [("negation", some("No"), None)]);
        assert_eq!(check("the seller", "the s\u{435}ller"), [("character", None, some("U+0435"))]);
        assert_eq!(
            check("at most EUR 500,000", "at most EUR 5OO,000")[..2],
            [("amount", some("EUR 500,000"), None), ("character", None, some("U+004F"))]
        );
        assert_eq!(check("for at least two years", "for no less than two years"), []);
        assert_eq!(check("within thirty (30) days", "within thirty (45) days").len(), 1);
        assert_eq!(check("under 17 Code 101 and on", "under 17 Code § 101 and on"), []);
        assert_eq!(check("a non-binding offer", "a non- binding offer"), []);
        assert_eq!(check("loss of good will or data", "loss of goodwill or data"), []);
        assert_eq!(check("a non exclusive right", "a non-exclusive right"), []);
        assert_eq!(check("in boxes 1-5 there", "in boxes 15 there").len(), 2);
        assert_eq!(
            check(
                "“You” means the user. “Sail Kit” means a sail.\nShip the Sail Kit now.",
                "“You” means the user. “Sail Kit” means a sail.\nShip Your kit now."
            ),
            []
        );
        assert_eq!(check("(the “Act”) applies", "(the ‘Act’) applies"), []);
        assert_eq!(check("the first law (the “Act”) applies", "the first law (“the Act”) applies"), []);
        assert_eq!(check("“Fee” means a sum", "Under “Fee” a sum is understood"), []);
        assert_eq!(check("in 12 copies", "in twenty copies"), [("count", some("12"), some("twenty"))]);
        assert_eq!(check("يجوز للعضو", "يحق للعضو"), [("obligation", some("يجوز"), some("يحق"))]);
        for (old, new, a, b) in [
            ("gives at least two weeks", "gives at most two weeks", "at least", "at most"),
            ("由不少于三人组成", "由不超过三人组成", "不少于", "不超过"),
            ("beträgt mindestens 5 km", "beträgt höchstens 5 km", "mindestens", "höchstens"),
            ("dure au moins un an", "dure au plus un an", "au moins", "au plus"),
            ("30日以上の", "30日未満の", "以上", "未満"),
            ("삼 년 이상", "삼 년 이하", "이상", "이하"),
        ] {
            assert_eq!(check(old, new), [("bound", some(a), some(b))], "{old}");
        }
        assert_eq!(check("the Provider's own", "the Provider’s own"), []);
        assert_eq!(check("pay 10", "pay \u{202e}10"), [("character", None, some("U+202E"))]);
    }
}
