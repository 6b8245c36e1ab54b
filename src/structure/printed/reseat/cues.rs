//! Words by which a text shows what kind of caption stands above it.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::lower;
use super::words::{Run, runs};
use crate::structure::caption::{is_wide, loosely_numbered, numbered};

/// A caption as its words are looked at.
pub(super) struct Caption {
    /// In lower case, without its number.
    words: String,
    /// The least that a text must begin with of it to be about the same.
    topic: usize,
    is_question: bool,
    /// Its runs of characters, in the order of their numbers.
    runs: Vec<Run>,
    /// How texts begin below captions of its name.
    openers: &'static [&'static str],
    /// Words of what is asked for: a time, a way, a place.
    wanted: &'static [&'static str],
}

impl Caption {
    pub(super) fn of(caption: &str) -> Caption {
        let rest = unnumbered(caption);
        let mut words = String::new();
        lower(rest.chars(), |c| words.push(c));
        let standing = STANDING.iter().find(|(names, _)| names.iter().any(|n| words.contains(n)));
        Caption {
            topic: if words.contains(is_wide) { 2 } else { 5 },
            is_question: words.ends_with(['？', '?']),
            runs: runs(&rest),
            openers: standing.map_or(&[], |(_, openers)| openers),
            wanted: asked(&words),
            words,
        }
    }
}

/// The runs of characters in a caption, in the order of their numbers.
pub(super) fn runs_of_caption(caption: &str) -> Vec<Run> {
    runs(&unnumbered(caption))
}

fn unnumbered(caption: &str) -> Cow<'_, str> {
    numbered(caption).or_else(|| loosely_numbered(caption)).map_or(caption.into(), |n| n.rest)
}

/// Words of what a caption asks for.
fn asked(caption: &str) -> &'static [&'static str] {
    let asks = |(words, _): &&(&[&str], _)| words.iter().any(|w| caption.contains(w));
    WANTED.iter().find(asks).map_or(&[], |(_, wanted)| wanted)
}

/// The beginning of a text as its words are looked at.
pub(super) struct Head {
    /// In lower case.
    words: String,
    /// The runs of characters in what it defines or describes.
    defined: Vec<Run>,
    answers: bool,
    /// What it says for any caption.
    score: i64,
}

impl Head {
    pub(super) fn of(text: &str) -> Head {
        let mut words = String::with_capacity(text.len().min(3 * 80));
        lower(text.chars().take(80), |c| words.push(c));
        // the first bytes tell most apart
        let first = words.bytes().next();
        let begins = |list: &[&str]| list.iter().any(|w| w.bytes().next() == first && words.starts_with(w));
        let back = if begins(&BACK) { -15 } else { 0 };
        let of_itself = if speaks_of_itself(&words) { 15 } else { 0 };
        let defined = runs(defined(&words).unwrap_or_default());
        Head { answers: begins(&ANSWERS), score: back + of_itself, defined, words }
    }
}

fn speaks_of_itself(words: &str) -> bool {
    THIS.iter().zip(OF_ITSELF).any(|(this, (_, parts))| {
        let mut found = this.find_iter(words.as_bytes()).map(|at| &words[at + this.needle().len()..]);
        found.any(|behind| parts.iter().any(|part| behind.starts_with(part)))
    })
}

/// What the first clause of a text defines or describes: what stands before `是` or `means`.
fn defined(words: &str) -> Option<&str> {
    let clause = words.split_once(['；', '。', ';', '.', ':', '：']).map_or(words, |(clause, _)| clause);
    let at = SAYS_WHAT_IS.iter().filter_map(|w| w.find(clause.as_bytes())).min()?;
    let subject = clause[..at].trim_end_matches(['，', ',']);
    let asks = clause[at..].starts_with("是否");
    (!asks && !subject.contains(['，', ',']) && subject.chars().count() <= 24).then_some(subject)
}

/// What the caption and the beginning of the text below it say to one another.
pub(super) fn fits(caption: &Caption, head: &Head) -> i64 {
    let mut score = head.score;
    if caption.is_question && head.answers {
        score += 15;
    }
    let pairs = caption.words.chars().zip(head.words.chars());
    let topic = pairs.take_while(|(a, b)| a == b && a.is_alphanumeric()).count();
    if topic >= caption.topic {
        score += 12 + 4 * topic.min(6) as i64;
    }
    if caption.runs.iter().any(|run| head.defined.binary_search(run).is_ok()) {
        score += 18;
    }
    if caption.openers.iter().any(|w| head.words.contains(w)) {
        score += 25;
    }
    if caption.wanted.iter().any(|w| head.words.contains(w)) {
        score += 18;
    }
    score
}

/// With these a text goes on from what stands before it.
const BACK: [&str; 24] = [
    "前款",
    "前项",
    "前述",
    "上述",
    "此外",
    "另外",
    "同时",
    "其中",
    "但是",
    "但，",
    "除此之外",
    "该等",
    "因此",
    "此时",
    "however",
    "such ",
    "these ",
    "the foregoing",
    "in addition",
    "additionally",
    "furthermore",
    "diese",
    "en outre",
    "además",
];

static THIS: LazyLock<Vec<Finder<'static>>> =
    LazyLock::new(|| OF_ITSELF.iter().map(|(this, _)| Finder::new(this)).collect());
static SAYS_WHAT_IS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| DEFINES.iter().map(Finder::new).collect());

/// With these a chapter speaks of itself: it does so where it begins.
const OF_ITSELF: [(&str, &[&str]); 5] = [
    ("本", &["章规定", "章所", "节规定", "节所", "部分所", "部分规定"]),
    ("this ", &["section", "chapter", "part "]),
    ("in diesem ", &["abschnitt"]),
    ("la présente ", &["section"]),
    ("el presente ", &["capítulo"]),
];

/// Before these stands what a text defines or describes.
const DEFINES: [&str; 6] = ["是", "指", "为", " is ", " means", " refers to"];

/// With these a question is answered.
const ANSWERS: [&str; 27] = [
    "会。",
    "不会",
    "可以",
    "不可以",
    "不能",
    "能。",
    "是的",
    "不是",
    "否",
    "有。",
    "没有。",
    "没有，",
    "不需要",
    "需要",
    "不用",
    "由您",
    "归您",
    "随时可以",
    "目前",
    "yes",
    "no,",
    "no.",
    "はい",
    "いいえ",
    "네",
    "ja,",
    "oui",
];

/// Captions that stand in many agreements and laws, and how the text below them begins.
const STANDING: [(&[&str], &[&str]); 10] = [
    (&["目的", "宗旨", "依据", "依據"], &["为", "為", "制定", "訂定", "定める"]),
    (&["总则", "總則", "総則", "총칙"], &["为了", "为规范", "根据", "制定"]),
    (&["附则", "附則", "부칙"], &["施行", "用语", "生效", "参照", "下列"]),
    (&["法律责任", "罚则", "违约责任"], &["违反", "不履行", "处罚", "罚款", "承担", "责任"]),
    (&["定义", "释义", "术语", "名词", "名称"], &["是指", "含义", "定义", "名称", "术语"]),
    (&["争议", "管辖", "适用法律", "法律适用"], &["争议", "诉讼", "仲裁", "法律"]),
    (&["definition", "interpretation", "begriff"], &["mean", "defined", "following terms", "bedeut"]),
    (&["governing law", "jurisdiction", "dispute"], &["governed by", "laws of", "court", "arbitrat"]),
    (&["通知", "送达"], &["通知", "送达"]),
    (&["联系", "contact"], &["联系", "邮件", "电话", "contact", "疑问"]),
];

/// Words with which captions ask, and what the answers name.
const WANTED: [(&[&str], &[&str]); 5] = [
    (
        &[
            "多久",
            "何时",
            "什么时候",
            "几天",
            "多长时间",
            "how long",
            "when ",
            "wann",
            "wie lange",
            "quand",
            "cuándo",
            "いつ",
        ],
        &[
            "分钟",
            "小时",
            "天",
            "日内",
            "日前",
            "每日",
            "个月",
            "年内",
            "minute",
            "hour",
            "day",
            "week",
            "month",
            "tag",
            "jour",
            "día",
            "日以内",
            "時間",
        ],
    ),
    (
        &["多少钱", "多少", "收费", "how much", "cost", "wie viel", "combien", "cuánto", "いくら"],
        &["元", "免费", "费用", "price", "fee", "free", "pay", "euro", "kostenlos", "gratuit", "gratis", "円", "無料"],
    ),
    (
        &["怎样", "如何", "怎么", "how do", "how can", "how to", "wie kann", "comment", "cómo", "どのように"],
        &[
            "点击",
            "选择",
            "进入",
            "打开",
            "步骤",
            "登录",
            "通过",
            "click",
            "select",
            "open ",
            "tap ",
            "visit",
            "follow",
            "klicken",
            "cliquez",
            "haga clic",
            "タップ",
        ],
    ),
    (
        &["为什么", "为何", "why ", "warum", "pourquoi", "por qué", "なぜ"],
        &["因为", "由于", "为了", "以便", "because", "so that", "in order", "weil", "parce", "porque", "ため"],
    ),
    (
        &["哪些", "什么信息", "which ", "welche", "quels", "quelles", "cuáles"],
        &["包括", "如下", "下列", "以下", "includ", "following", "folgende", "suivant", "siguiente"],
    ),
];
