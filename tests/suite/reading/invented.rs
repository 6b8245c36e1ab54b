//! Invented agreements and laws: trees whose right reading is known because they were made here.

use engross::model::text::{Clause, Item, Text};

/// A small generator of numbers: the same seed gives the same text on every machine.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// What kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 第一条, 1.1, （1）
    ChineseTerms,
    /// 第一条, 1.1 with captions, 1.1.1
    ChineseThreeLevels,
    /// 第一章, 第一条 through the text, （一）
    ChineseLaw,
    /// 1. Captions, 1.1, (a)
    EnglishTerms,
    /// Article I, Section 1, (i)
    EnglishArticles,
}

pub(super) const KINDS: [Kind; 5] =
    [Kind::ChineseTerms, Kind::ChineseThreeLevels, Kind::ChineseLaw, Kind::EnglishTerms, Kind::EnglishArticles];

impl Kind {
    pub(super) fn is_chinese(self) -> bool {
        !matches!(self, Kind::EnglishTerms | Kind::EnglishArticles)
    }
}

const WHO: [&str; 10] = [
    "仓库管理人",
    "寄存的一方",
    "本站",
    "灯塔书店",
    "承运的船队",
    "会员及其家属",
    "您",
    "收货人",
    "值守人员",
    "任何第三人",
];
const WHEN: [&str; 8] = [
    "在入库之前",
    "每逢月末",
    "遇有台风预警时",
    "自签收之日起7日内",
    "于开放时间内",
    "在合理的期限里",
    "经提前通知",
    "必要时",
];
const DOES: [&str; 12] = [
    "应当核对箱数并在清单上签名",
    "可以要求查看温度记录",
    "不得将钥匙转交给他人",
    "须支付保管费以及2.5元的搬运费",
    "有权拒绝接收潮湿的纸箱",
    "应妥善安放易碎的器皿",
    "可以委托邻近的仓库代为保管",
    "承担由此发生的往返运费",
    "将保存登记簿不少于3年",
    "需要重新填写《入库登记表》",
    "可更换标签（含条码）",
    "负责把“易碎”字样贴在箱面",
];
const WHY: [&str; 6] = [
    "以免货物受潮",
    "但双方另有书面约定的除外",
    "并把结果告知对方",
    "费用由提出的一方负担",
    "具体办法另行公布",
    "否则视为同意现状",
];
const CAPTIONS: [&str; 16] = [
    "总述",
    "接收与清点",
    "存放",
    "价格与结算",
    "门禁的交接",
    "霉变与虫害",
    "提取的手续",
    "投保",
    "责任的限度",
    "函件",
    "期限的延长",
    "临时的闭馆",
    "档案",
    "争议的处理",
    "承租的权利",
    "附带的内容",
];
const WHO_EN: [&str; 8] = [
    "the keeper",
    "the depositor",
    "the reading room",
    "each member",
    "the carrier",
    "any visitor to the archive",
    "the buyer",
    "the lighthouse",
];
const DOES_EN: [&str; 10] = [
    "shall count the crates and sign the list",
    "may inspect the temperature log at any time",
    "must not hand the key to anyone else",
    "shall pay the storage fee of 2.5 crowns per day",
    "may refuse crates that arrive wet",
    "shall label every fragile item by hand",
    "may entrust the goods to a neighbouring warehouse",
    "bears the cost of carriage in both directions",
    "shall keep the register for no less than three years",
    "may replace the labels, including the bar codes",
];
const WHY_EN: [&str; 6] = [
    "unless the parties have agreed otherwise in writing",
    "so that the goods remain dry",
    "and shall tell the other party the result",
    "at the expense of the party who asked for it",
    "provided that notice was given in due time",
    "failing which the current state is accepted",
];
const CAPTIONS_EN: [&str; 14] = [
    "Definitions",
    "Receipt of Goods",
    "Storage",
    "Fees and Payment",
    "Keys",
    "Damp and Pests",
    "Collection",
    "Insurance",
    "Limits of Liability",
    "Notices",
    "Renewal",
    "Closure",
    "The Register",
    "Disputes",
];

fn sentence(dice: &mut Dice, stop: &str) -> String {
    let mut s = String::new();
    for n in 0..=dice.below(3) {
        if n > 0 {
            s.push('，');
        }
        s.push_str(dice.pick(&WHEN));
        s.push('，');
        s.push_str(dice.pick(&WHO));
        s.push_str(dice.pick(&DOES));
        if dice.below(2) == 0 {
            s.push('，');
            s.push_str(dice.pick(&WHY));
        }
    }
    s.push_str(stop);
    s
}

fn sentence_en(dice: &mut Dice, stop: &str) -> String {
    let mut s = String::new();
    for n in 0..=dice.below(2) {
        if n > 0 {
            s.push_str(", and ");
        }
        s.push_str(&format!("{} {}", dice.pick(&WHO_EN), dice.pick(&DOES_EN)));
        if dice.below(2) == 0 {
            s.push_str(&format!(" {}", dice.pick(&WHY_EN)));
        }
    }
    s.push_str(stop);
    let first = s.remove(0).to_ascii_uppercase();
    s.insert(0, first);
    s
}

fn paragraph(dice: &mut Dice, chinese: bool) -> Item {
    let sentences = 1 + dice.below(3);
    let all: Vec<String> =
        (0..sentences).map(|_| if chinese { sentence(dice, "。") } else { sentence_en(dice, ".") }).collect();
    Item::Paragraph(all.join(if chinese { "" } else { " " }))
}

fn clause(number: String, heading: Option<&str>, body: Vec<Item>) -> Item {
    Item::Clause(Clause { number: Some(number), heading: heading.map(str::to_owned), id: None, body })
}

/// A list with its lead-in; sometimes what follows it.
fn list(dice: &mut Dice, chinese: bool, number: fn(usize) -> String, body: &mut Vec<Item>) {
    body.push(Item::Paragraph(if chinese {
        sentence(dice, "，包括下列各项：")
    } else {
        sentence_en(dice, ", including:")
    }));
    let items = 2 + dice.below(10);
    for i in 1..=items {
        let stop = match (chinese, i == items) {
            (true, true) => "。",
            (true, false) => "；",
            (false, true) => ".",
            (false, false) => ";",
        };
        let text = if chinese { sentence(dice, stop) } else { sentence_en(dice, stop) };
        body.push(clause(number(i), None, vec![Item::Paragraph(text)]));
    }
    if dice.below(3) == 0 {
        body.push(paragraph(dice, chinese));
    }
}

fn han(n: usize) -> String {
    engross::model::numeral::han_written(n as u32).unwrap()
}

/// Makes a text of a kind.
pub(super) fn text(kind: Kind, seed: u64) -> Text {
    let mut dice = Dice::new(seed);
    let dice = &mut dice;
    let chinese = kind.is_chinese();
    let mut body = Vec::new();
    if kind != Kind::ChineseLaw {
        body.extend((0..1 + dice.below(3)).map(|_| paragraph(dice, chinese)));
    }
    let parts = 3 + dice.below(9);
    let mut article = 0;
    for part in 1..=parts {
        body.push(match kind {
            Kind::ChineseTerms => {
                let inner =
                    (1..=1 + dice.below(6)).map(|n| leaf(dice, chinese, format!("{part}.{n}"), |i| format!("（{i}）")));
                let inner = inner.collect();
                clause(format!("第{}条", han(part)), Some(dice.pick(&CAPTIONS)), inner)
            }
            Kind::ChineseThreeLevels => {
                let sections = (1..=1 + dice.below(3)).map(|n| {
                    let inner = (1..=1 + dice.below(5))
                        .map(|m| leaf(dice, chinese, format!("{part}.{n}.{m}"), |i| format!("（{i}）")));
                    let inner = inner.collect();
                    clause(format!("{part}.{n}"), Some(dice.pick(&CAPTIONS)), inner)
                });
                let sections = sections.collect();
                clause(format!("第{}条", han(part)), Some(dice.pick(&CAPTIONS)), sections)
            }
            Kind::ChineseLaw => {
                // nothing but its words says with which article a moved chapter begins
                let caption = CAPTIONS[part % CAPTIONS.len()];
                let inner = (0..1 + dice.below(6)).map(|n| {
                    article += 1;
                    let mut leaf =
                        leaf(dice, chinese, format!("第{}条", han(article)), |i| format!("（{}）", han(i)));
                    if let (0, Item::Clause(c)) = (n, &mut leaf) {
                        c.body.insert(0, Item::Paragraph(format!("本章规定{caption}。")));
                    }
                    leaf
                });
                let inner = inner.collect();
                clause(format!("第{}章", han(part)), Some(caption), inner)
            }
            Kind::EnglishTerms => {
                let inner = (1..=1 + dice.below(6)).map(|n| {
                    leaf(dice, chinese, format!("{part}.{n}"), |i| format!("({})", (b'a' + i as u8 - 1) as char))
                });
                let inner = inner.collect();
                clause(format!("{part}."), Some(dice.pick(&CAPTIONS_EN)), inner)
            }
            Kind::EnglishArticles => {
                let roman = engross::model::numeral::roman_upper(part as u32).unwrap();
                let lower =
                    |i: usize| format!("({})", engross::model::numeral::roman_upper(i as u32).unwrap().to_lowercase());
                let inner =
                    (1..=1 + dice.below(4)).map(|n| leaf(dice, chinese, format!("Section {n}."), lower)).collect();
                clause(format!("Article {roman}"), Some(dice.pick(&CAPTIONS_EN)), inner)
            }
        });
    }
    let (title, language) =
        if chinese { ("灯塔仓储服务协议", "zh-CN") } else { ("Lighthouse Storage Agreement", "en") };
    let updated = Some(format!("2022-03-04T05:06:07{}", if chinese { "+08:00" } else { "Z" }));
    Text { title: title.to_owned(), language: language.to_owned(), label: None, updated, body }
}

fn leaf(dice: &mut Dice, chinese: bool, number: String, item: fn(usize) -> String) -> Item {
    let mut body = vec![paragraph(dice, chinese)];
    if dice.below(4) == 0 {
        body.push(paragraph(dice, chinese));
    }
    for _ in 0..[0, 0, 0, 1, 1, 2][dice.below(6)] {
        list(dice, chinese, item, &mut body);
    }
    clause(number, None, body)
}
