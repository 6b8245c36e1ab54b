//! Words of obligation, negation and parties of scripts without blanks, and of Korean.

use super::super::token::Class;

/// `수 있다`, `수 없으며`: that one may or may not; the length to the end of the second word.
pub(in crate::redline) fn korean_leave(rest: &str) -> Option<usize> {
    let second = rest.strip_prefix("수 ").filter(|s| s.starts_with(['있', '없']))?;
    let end = second.find(|c: char| !matches!(c, '\u{ac00}'..='\u{d7a3}')).unwrap_or(second.len());
    Some(rest.len() - second.len() + end)
}

/// Whether a word of [`spoken`] begins with the character.
pub(in crate::redline) const fn may_begin_spoken(c: char) -> bool {
    matches!(c, 'な' | 'て' | 'も' | 'こ' | 'べ' | 'で' | 'ま' | '应' | '應' | '必' | '须' | '須' | '需' | '不' | '可')
        || matches!(c, '有' | '无' | '無' | '禁' | '严' | '嚴' | '允' | '没' | '沒' | '未' | '非' | '勿' | '毋' | '准')
        || matches!(c, '甲' | '乙' | '丙' | '丁' | '我' | '您' | '你' | '当' | '弊')
}

/// A word of obligation, negation or a party at the start of `rest`, in a script without blanks, the longest of those
/// that fit; `before` is the character before it.
pub(in crate::redline) fn spoken(rest: &str, before: Option<char>) -> Option<(Class, usize)> {
    // each of the words begins with a character of three bytes
    let first = rest.as_bytes().first_chunk::<3>();
    let begins = |w: &&&str| w.as_bytes().first_chunk() == first && rest.starts_with(**w);
    if let Some(word) = PLAIN.iter().find(begins) {
        return Some((Class::Word, word.len()));
    }
    let found = |words: &[&str]| words.iter().find(begins).map(|w| w.len());
    let alone = |(word, not_before, not_behind): &&(&str, &str, &str)| {
        rest.strip_prefix(*word).is_some_and(|more| {
            !before.is_some_and(|b| not_before.contains(b)) && !more.starts_with(|c: char| not_behind.contains(c))
        })
    };
    let longest = |class| {
        let words: &[&str] = match class {
            Class::Obligation => &OBLIGATION,
            Class::Negation => &NEGATION,
            _ => &PARTY,
        };
        found(words).map(|n| (class, n))
    };
    longest(Class::Obligation)
        .or_else(|| ALONE.iter().find(alone).map(|(word, ..)| (Class::Obligation, word.len())))
        .or_else(|| longest(Class::Negation))
        .or_else(|| longest(Class::Party))
        .or_else(|| is_letter_of_party(rest).then_some((Class::Party, 3)))
}

/// Whether a party is called 甲 or 乙 alone: 甲は, 甲、乙双方.
fn is_letter_of_party(rest: &str) -> bool {
    let behind = rest.strip_prefix(['甲', '乙', '丙', '丁']).and_then(|more| more.chars().next());
    behind.is_some_and(|c| "はがのにをともへ及又並若、".contains(c))
}

/// What a Korean word says, which carries it in its stem or at its end: `지급하여야`, `아니한다`.
pub(in crate::redline) fn korean(word: &str) -> Option<Class> {
    let called = |party: &str| word.strip_prefix(party).is_some_and(|end| KOREAN_CASES.contains(&end));
    if KOREAN_PARTY.iter().any(|party| called(party)) {
        Some(Class::Party)
    } else if KOREAN_NEGATION.iter().any(|stem| word.starts_with(stem)) {
        Some(Class::Negation)
    } else if KOREAN_OBLIGATION.iter().any(|end| word.ends_with(end)) || word.starts_with("금지") {
        Some(Class::Obligation)
    } else if KOREAN_NEGATION_END.iter().any(|end| word.ends_with(end)) {
        Some(Class::Negation)
    } else {
        None
    }
}

/// Words that only look as if they denied or allowed something.
const PLAIN: [&str; 53] = [
    "未成年",
    "未来",
    "未來",
    "不动产",
    "不動產",
    "不動産",
    "不可抗力",
    "不正当",
    "不当",
    "不當",
    "不良",
    "不仅",
    "不僅",
    "不同",
    "不断",
    "不论",
    "不論",
    "不特定",
    "不正",
    "不測",
    "不服",
    "不審",
    "不備",
    "不明",
    "不法",
    "不慎",
    "不但",
    "不管",
    "不限",
    "不定期",
    "无论",
    "無論",
    "无线",
    "無線",
    "无形",
    "無形",
    "无锡",
    "无障碍",
    "非常",
    "非法",
    "非营利",
    "非公开",
    "非金融",
    "非银行",
    "可能",
    "可行",
    "可靠",
    "可视",
    "可见",
    "可持续",
    "でない限り",
    "ないし",
    "なくな",
];

/// Words that oblige, allow or forbid; the longest first where one begins another.
const OBLIGATION: [&str; 53] = [
    "なければなりません",
    "なければならない",
    "なければならず",
    "てはなりません",
    "てはならない",
    "ではならない",
    "べきである",
    "べきもの",
    "ものとします",
    "ことができません",
    "ことができない",
    "ことができます",
    "ことができる",
    "ものとする",
    "应当",
    "應當",
    "应该",
    "應該",
    "应予",
    "应将",
    "必须",
    "必須",
    "不得",
    "不应",
    "不應",
    "不可以",
    "不可",
    "不能",
    "可以",
    "有权",
    "有權",
    "无权",
    "無權",
    "无需",
    "無需",
    "无须",
    "無須",
    "不必",
    "不需",
    "禁止",
    "严禁",
    "嚴禁",
    "有义务",
    "有義務",
    "没有义务",
    "没有权利",
    "不允许",
    "不允許",
    "允许",
    "允許",
    "准许",
    "需要",
    "須",
];

/// Characters that oblige or allow where they stand alone, with the characters before and behind them that make
/// another word of them (相应, 应用).
const ALONE: [(&str, &str, &str); 5] = [
    ("应", "相供反响对适效感呼顺", "用急收付税缴聘邀对变战酬届诉纳"),
    ("應", "相供反響對適效感呼順", "用急收付稅繳聘邀對變戰酬屆訴納"),
    ("须", "", "知"),
    ("需", "必所急", "求量要"),
    ("可", "许認认許宁寧", "能行靠视見见抗持信疑口乐"),
];

/// Words that deny; the longest first where one begins another.
const NEGATION: [&str; 14] =
    ["没有", "沒有", "ません", "ない", "なく", "不", "未", "无", "無", "非", "勿", "毋", "没", "沒"];

/// What parties are called.
const PARTY: [&str; 15] = [
    "甲方",
    "乙方",
    "丙方",
    "丁方",
    "我们",
    "我們",
    "我方",
    "您",
    "你方",
    "你们",
    "当社",
    "弊社",
    "当方",
    "甲及び乙",
    "我司",
];

const KOREAN_PARTY: [&str; 18] = [
    "고객",
    "회원",
    "이용자",
    "사용자",
    "회사",
    "당사",
    "판매자",
    "구매자",
    "매도인",
    "매수인",
    "임대인",
    "임차인",
    "공급자",
    "도급인",
    "수급인",
    "당사자",
    "갑",
    "을",
];
/// What stands behind a noun, by what it does in its sentence.
const KOREAN_CASES: [&str; 13] = ["", "은", "는", "이", "가", "을", "를", "의", "에게", "와", "과", "로", "으로"];
const KOREAN_NEGATION: [&str; 5] = ["아니", "않", "못하", "못한", "없"];
const KOREAN_NEGATION_END: [&str; 3] = ["않는다", "않으며", "않은"];
const KOREAN_OBLIGATION: [&str; 6] = ["하여야", "해야", "되어야", "어야", "의무가", "권리가"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_words_are_looked_for() {
        let begins = |w: &&str| w.chars().next().is_some_and(may_begin_spoken);
        assert!(PLAIN.iter().chain(&OBLIGATION).chain(&NEGATION).chain(&PARTY).all(begins));
        assert!(ALONE.iter().all(|(w, ..)| begins(w)));
    }

    #[test]
    fn the_longest_word_is_found() {
        for (rest, before, class, word) in [
            ("不可抗力", None, Class::Word, "不可抗力"),
            ("不可转让", None, Class::Obligation, "不可"),
            ("应在三日内", Some('方'), Class::Obligation, "应"),
            ("未成年人", None, Class::Word, "未成年"),
            ("未经同意", None, Class::Negation, "未"),
            ("没有义务", None, Class::Obligation, "没有义务"),
            ("ことができない。", None, Class::Obligation, "ことができない"),
            ("乙方", None, Class::Party, "乙方"),
        ] {
            assert_eq!(spoken(rest, before), Some((class, word.len())), "{rest}");
        }
        for (rest, before) in [("应的措施", Some('相')), ("应用程序", None), ("需求", None)] {
            assert_eq!(spoken(rest, before), None, "{rest}");
        }
        assert_eq!(korean("지급하여야"), Some(Class::Obligation));
        assert_eq!(korean("아니한다"), Some(Class::Negation));
        assert_eq!(korean("회사는"), Some(Class::Party));
        assert_eq!(korean("회사채는"), None);
        assert_eq!(korean_leave("수 없으며, 이를"), Some("수 없으며".len()));
        assert_eq!(spoken("甲は", None), Some((Class::Party, 3)));
        assert_eq!(spoken("甲板", None), None);
    }
}
