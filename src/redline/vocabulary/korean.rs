//! Korean words, which carry at their ends what they do → whether they oblige, deny or name a party.

use crate::marks::is_hangul;
use crate::redline::token::Class;

/// `수 있다`, `수 없으며`: that one may or may not; the length to the end of the second word.
pub(in crate::redline) fn leave(rest: &str) -> Option<usize> {
    let second = rest.strip_prefix("수 ").filter(|s| s.starts_with(['있', '없']))?;
    let end = second.find(|c| !is_hangul(c)).unwrap_or(second.len());
    Some(rest.len() - second.len() + end)
}

/// What a Korean word says, which carries it in its stem or at its end: `지급하여야`, `아니한다`.
pub(in crate::redline) fn says(word: &str) -> Option<Class> {
    let called = |party: &str| word.strip_prefix(party).is_some_and(|end| CASES.contains(&end));
    if PARTY.split(' ').any(called) {
        Some(Class::Party)
    } else if BOUND.iter().any(|bound| word.strip_prefix(bound).is_some_and(|end| CASES.contains(&end))) {
        Some(Class::Bound)
    } else if NEGATION.iter().any(|stem| word.starts_with(stem)) {
        Some(Class::Negation)
    } else if OBLIGATION.iter().any(|end| word.ends_with(end)) || word.starts_with("금지") {
        Some(Class::Obligation)
    } else if NEGATION_END.iter().any(|end| word.ends_with(end)) {
        Some(Class::Negation)
    } else {
        None
    }
}

/// What is called so, without what the word ends with in its sentence: `공급자` of `공급자는`, `갑` of `갑이`.
pub(in crate::redline) fn called(word: &str) -> &str {
    let stems = || CASES.iter().filter_map(|end| word.strip_suffix(end));
    let known = |stem: &&str| PARTY.split(' ').any(|party| party == *stem);
    let someone = |stem: &&str| stem.chars().count() > 1 && stem.ends_with(SOMEONE);
    stems().find(known).or_else(|| stems().rfind(someone)).unwrap_or(word)
}

/// Whether a word, whatever it does, may be what a party is called: `대여자는`.
pub(in crate::redline) fn may_be_party(word: &str) -> bool {
    let someone = |noun: &str| noun.chars().count() > 1 && noun.ends_with(SOMEONE);
    word.chars().all(is_hangul) && CASES.iter().filter_map(|end| word.strip_suffix(end)).any(someone)
}

/// How a noun ends that says who does something.
const SOMEONE: [char; 6] = ['자', '인', '사', '주', '측', '원'];

/// What parties are called.
const PARTY: &str =
    "고객 회원 이용자 사용자 회사 당사 판매자 구매자 매도인 매수인 임대인 임차인 공급자 도급인 수급인 당사자 갑 을";

/// What bounds a number.
const BOUND: [&str; 8] = ["이상", "이하", "미만", "초과", "이내", "최소", "최대", "적어도"];

/// What stands behind a noun, by what it does in its sentence.
const CASES: [&str; 14] = ["", "인", "은", "는", "이", "가", "을", "를", "의", "에게", "와", "과", "로", "으로"];

/// How words that deny begin and end, and how those end that oblige.
const NEGATION: [&str; 6] = ["아니", "않", "못하", "못한", "없", "제외"];
const NEGATION_END: [&str; 3] = ["않는다", "않으며", "않은"];
const OBLIGATION: [&str; 6] = ["하여야", "해야", "되어야", "어야", "의무가", "권리가"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_stems_tell() {
        assert_eq!(says("지급하여야"), Some(Class::Obligation));
        assert_eq!(says("아니한다"), Some(Class::Negation));
        assert_eq!(says("회사는"), Some(Class::Party));
        assert_eq!(says("회사채는"), None);
        assert!(may_be_party("대여자이") && may_be_party("운송사") && !may_be_party("기간은"));
        assert_eq!(["갑이", "공급자는", "대여자에게", "기간은"].map(called), ["갑", "공급자", "대여자", "기간은"]);
        assert_eq!(leave("수 없으며, 이를"), Some("수 없으며".len()));
    }
}
