//! Words of obligation, negation and parties of scripts without blanks.

use std::sync::LazyLock;

use super::super::token::Class;
use super::bounds::spoken as spoken_bounds;

/// Whether a word of [`spoken`] begins with the character.
pub(in crate::redline) const fn may_begin_spoken(c: char) -> bool {
    matches!(c, 'な' | 'て' | 'も' | 'こ' | 'べ' | 'で' | 'ま' | '应' | '應' | '必' | '须' | '須' | '需' | '不' | '可')
        || matches!(c, '有' | '无' | '無' | '禁' | '严' | '嚴' | '允' | '没' | '沒' | '未' | '非' | '勿' | '毋' | '准')
        || matches!(c, '甲' | '乙' | '丙' | '丁' | '我' | '您' | '你' | '当' | '弊')
        || matches!(c, '出' | '承' | '买' | '買' | '卖' | '賣' | '売' | '贷' | '貸' | '借' | '委' | '受' | '转' | '轉')
        || matches!(c, '许' | '許' | '被' | '发' | '發' | '発' | '供' | '雇' | '賃' | '注' | '請' | '债' | '債' | '保')
        || matches!(c, '用' | '客' | '会' | '租' | '业' | '業')
        || matches!(c, '只' | '得' | '除' | '限' | '至' | '最' | '以' | '少' | '多' | '高' | '低' | '超')
}

/// A word of obligation, negation or a party at the start of `rest`, in a script without blanks, the longest of those
/// that fit; `before` is the character before it.
pub(in crate::redline) fn spoken(rest: &str, before: Option<char>) -> Option<(Class, usize)> {
    let first = start(rest)?;
    let words = &WORDS[WORDS.partition_point(|w| start(w.word) < Some(first))..];
    let fits = |w: &&Spoken| {
        rest.strip_prefix(w.word).is_some_and(|more| {
            !before.is_some_and(|b| w.not_before.contains(b)) && !more.starts_with(|c: char| w.not_behind.contains(c))
        })
    };
    let found = words.iter().take_while(|w| start(w.word) == Some(first)).find(fits);
    let letter = || is_letter_of_party(rest).then_some((Class::Party, 3));
    found.map(|w| (w.class, w.word.len())).or_else(letter)
}

/// Whether a party is called 甲 or 乙 alone: 甲は, 甲、乙双方.
fn is_letter_of_party(rest: &str) -> bool {
    let behind = rest.strip_prefix(['甲', '乙', '丙', '丁']).and_then(|more| more.chars().next());
    behind.is_some_and(|c| "はがのにをともへ及又並若、".contains(c))
}

/// A word with the characters before and behind it that make another word of it.
struct Spoken {
    word: &'static str,
    class: Class,
    not_before: &'static str,
    not_behind: &'static str,
}

/// The words by how they begin, and of those that begin alike the one first that is tried first.
static WORDS: LazyLock<Vec<Spoken>> = LazyLock::new(|| {
    let of = |class| move |word: &&'static str| Spoken { word, class, not_before: "", not_behind: "" };
    let alone = |(word, not_before, not_behind)| Spoken { word, class: Class::Obligation, not_before, not_behind };
    let mut words: Vec<Spoken> = PLAIN.iter().map(of(Class::Word)).collect();
    words.extend(spoken_bounds().map(|word| Spoken { word, class: Class::Bound, not_before: "", not_behind: "" }));
    words.extend(OBLIGATION.iter().map(of(Class::Obligation)).chain(ALONE.map(alone)));
    words.extend(NEGATION.iter().map(of(Class::Negation)).chain(PARTY.iter().map(of(Class::Party))));
    words.extend(nouns());
    words.sort_by_key(|w| start(w.word));
    words
});

/// The words of [`PARTY_NOUNS`].
fn nouns() -> impl Iterator<Item = Spoken> {
    let party = |not_behind| move |word| Spoken { word, class: Class::Party, not_before: "", not_behind };
    PARTY_NOUNS.iter().flat_map(move |(words, not_behind)| words.split(' ').map(party(*not_behind)))
}

/// The first three bytes: with a character of so many each of the words begins.
fn start(s: &str) -> Option<&[u8; 3]> {
    s.as_bytes().first_chunk()
}

/// Words that only look as if they denied or allowed something.
pub(super) const PLAIN: [&str; 53] = [
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
pub(super) const OBLIGATION: [&str; 53] = [
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
    "只能",
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
    "須",
];

/// Characters that oblige or allow by themselves, and what before and behind makes another word of them (相应, 应用).
pub(super) const ALONE: [(&str, &str, &str); 7] = [
    ("得", BEFORE_GET, "到了很知失利票出分益"),
    // 根据业务需要
    ("需要", "务務营營作活际際展理产產殊藏有的因之所急", ""),
    ("应", "相供反响对适效感呼顺", "用急收付税缴聘邀对变战酬届诉纳"),
    ("應", "相供反響對適效感呼順", "用急收付稅繳聘邀對變戰酬屆訴納"),
    ("须", "", "知"),
    ("需", "必所急", "求量要"),
    ("可", "许認认許宁寧", "能行靠视見见抗持信疑口乐"),
];

/// 取得, 获得
const BEFORE_GET: &str = "取获獲所不赢贏难難值懂觉覺使記记免显顯求征徵博只致购購换換变變做办辦晓曉省收查说說舍捨来來心";

/// Words that deny or take out; the longest first where one begins another.
pub(super) const NEGATION: [&str; 20] = [
    "除外",
    "除く",
    "除き",
    "除いて",
    "限りでない",
    "限りではない",
    "没有",
    "沒有",
    "ません",
    "ない",
    "なく",
    "不",
    "未",
    "无",
    "無",
    "非",
    "勿",
    "毋",
    "没",
    "沒",
];

/// What parties are called.
pub(super) const PARTY: [&str; 18] = [
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
    "甲又は乙",
    "甲または乙",
    "甲および乙",
    "我司",
];

/// What parties are called by what they do, with the characters behind them that make another word of them.
pub(super) const PARTY_NOUNS: [(&str, &str); 7] = [
    (
        "出租方 出租人 出卖人 出賣人 出让方 出让人 承租方 承租人 承包方 承包人 承揽人 承运人 租客 业主 業主 賃貸人 賃借人",
        "",
    ),
    ("买方 买受人 買方 買主 卖方 賣方 売主 贷款人 貸主 借款人 借主 转让方 转让人 轉讓人 受让方 受让人 受益人", ""),
    (
        "委托方 委托人 委託者 委託人 委任者 受托方 受托人 受託者 受託人 受注者 受任者 注文者 請負人 雇主 雇员 被保险人",
        "",
    ),
    (
        "许可方 被许可方 許諾者 发包方 发包人 發包人 発注者 供方 供应商 供货方 需方 债权人 债务人 債権者 債務者 債務人 保证人 保証人",
        "",
    ),
    ("用户 用戶", "名数數界端体"),
    ("客户 客戶", "端群"),
    ("会员", "费制"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoken_words_are_looked_for() {
        let begins = |w: &&str| w.chars().next().is_some_and(may_begin_spoken);
        assert!(PLAIN.iter().chain(&OBLIGATION).chain(&NEGATION).chain(&PARTY).all(begins));
        assert!(ALONE.iter().all(|(w, ..)| begins(w)) && nouns().all(|noun| begins(&noun.word)));
        assert!(WORDS.iter().all(|w| super::super::may_be_spoken(format!("{}方甲", w.word).as_bytes())));
    }

    #[test]
    fn the_longest_word_is_found() {
        for (rest, before, class, word) in [
            ("不可抗力", None, Class::Word, "不可抗力"),
            ("不可转让", None, Class::Obligation, "不可"),
            ("应在三日内", Some('方'), Class::Obligation, "应"),
            ("需要支付", Some('方'), Class::Obligation, "需要"),
            ("未成年人", None, Class::Word, "未成年"),
            ("未经同意", None, Class::Negation, "未"),
            ("没有义务", None, Class::Obligation, "没有义务"),
            ("ことができない。", None, Class::Obligation, "ことができない"),
            ("乙方", None, Class::Party, "乙方"),
            ("受託者が", None, Class::Party, "受託者"),
        ] {
            assert_eq!(spoken(rest, before), Some((class, word.len())), "{rest}");
        }
        for (rest, before) in
            [("应的措施", Some('相')), ("应用程序", None), ("需求", None), ("需要调整", Some('务')), ("用户名", None)]
        {
            assert_eq!(spoken(rest, before), None, "{rest}");
        }
        assert_eq!(spoken("甲は", None), Some((Class::Party, 3)));
        assert_eq!(spoken("甲板", None), None);
    }
}
