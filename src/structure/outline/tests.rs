//! Small trees, each named by the rule that it shows.

mod pages;

use super::build;
use crate::model::text::Item;
use crate::source::{Block, BlockKind};
use crate::structure::parts;

fn write(body: &[Item], depth: usize, out: &mut String) {
    for item in body {
        let indent = "  ".repeat(depth);
        match item {
            Item::Paragraph(p) => out.push_str(&format!("{indent}{p}\n")),
            Item::Clause(c) => {
                let number = c.number.as_deref().unwrap_or("•");
                let heading = c.heading.as_ref().map(|h| format!(" [{h}]")).unwrap_or_default();
                out.push_str(&format!("{indent}{number}{heading}\n"));
                write(&c.body, depth + 1, out);
            }
        }
    }
}

/// Builds the tree of blocks: `# x` is a heading, `- x` an item, `1) - x` an item with that marker.
#[track_caller]
fn check(blocks: &[&str], expected: &[&str]) {
    let blocks = blocks.iter().enumerate().map(|(i, text)| {
        let unknown = text.starts_with('@');
        let level = text.bytes().take_while(|b| *b == b'#').count();
        let indent = text.bytes().take_while(|b| *b == b' ').count();
        let trimmed = text.trim_start();
        let (kind, text) = match trimmed.split_once("- ") {
            Some((marker, rest)) if marker.len() <= 4 && level == 0 => {
                let marker = Some(marker.trim().to_owned()).filter(|m| !m.is_empty());
                (BlockKind::Item { depth: (indent / 2) as u8, marker }, rest)
            }
            _ if unknown => (BlockKind::Heading(0), text[1..].trim()),
            _ if level > 0 => (BlockKind::Heading(level as u8), text[level..].trim()),
            _ if indent > 0 => (BlockKind::Continuation { depth: (indent / 2 - 1) as u8 }, trimmed),
            _ => (BlockKind::Paragraph, trimmed),
        };
        Block::new(i as u32 + 1, kind, text.to_owned())
    });
    let parts = parts::read(blocks.collect());
    let mut out = String::new();
    write(&build(parts, &mut Vec::new()), 0, &mut out);
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn decimals_stand_below_the_clause_with_their_beginning() {
    check(
        &["第一条 通则", "1.1 甲。", "1.2 乙。", "第二条 费用", "2.1 收取", "2.1.1 丙。", "2.1.2 丁。", "2.2 戊。"],
        &[
            "第一条 [通则]",
            "  1.1",
            "    甲。",
            "  1.2",
            "    乙。",
            "第二条 [费用]",
            "  2.1 [收取]",
            "    2.1.1",
            "      丙。",
            "    2.1.2",
            "      丁。",
            "  2.2",
            "    戊。",
        ],
    );
}

#[test]
fn articles_stand_beside_a_preamble() {
    check(
        &["@前言", "甲。", "第一条 乙。", "第二条 丙。"],
        &["• [前言]", "  甲。", "第一条", "  乙。", "第二条", "  丙。"],
    );
    check(
        &["@Preamble", "We met.", "1. One pays.", "2. All sign."],
        &["• [Preamble]", "  We met.", "1.", "  One pays.", "2.", "  All sign."],
    );
}

#[test]
fn two_runs_under_one_clause_and_what_follows_a_list() {
    check(
        &["3.1 费用如下：", "（1）甲；", "（2）乙。", "另有：", "（1）丙；", "（2）丁。", "以上为限。", "3.2 戊。"],
        &[
            "3.1",
            "  费用如下：",
            "  （1）",
            "    甲；",
            "  （2）",
            "    乙。",
            "  另有：",
            "  （1）",
            "    丙；",
            "  （2）",
            "    丁。",
            "  以上为限。",
            "3.2",
            "  戊。",
        ],
    );
}

#[test]
fn containers_hold_articles() {
    check(
        &[
            "第一编 总则",
            "第一章 目的",
            "第一条 为了安全，制定本法。",
            "第二章 适用",
            "第一节 范围",
            "第二条 适用于全国。",
            "另有规定的除外。",
            "第三条之一 有下列情形的：",
            "（一）甲；",
            "（二）乙。",
            "第二编 分则",
            "第三章 罚则",
        ],
        &[
            "第一编 [总则]",
            "  第一章 [目的]",
            "    第一条",
            "      为了安全，制定本法。",
            "  第二章 [适用]",
            "    第一节 [范围]",
            "      第二条",
            "        适用于全国。",
            "        另有规定的除外。",
            "      第三条之一",
            "        有下列情形的：",
            "        （一）",
            "          甲；",
            "        （二）",
            "          乙。",
            "第二编 [分则]",
            "  第三章 [罚则]",
        ],
    );
}

#[test]
fn articles_may_hold_sections() {
    check(
        &[
            "Article I Scope",
            "Section 1. This applies.",
            "Section 2. That does not.",
            "Article II Fees",
            "Section 1. Fees are due.",
        ],
        &[
            "Article I [Scope]",
            "  Section 1.",
            "    This applies.",
            "  Section 2.",
            "    That does not.",
            "Article II [Fees]",
            "  Section 1.",
            "    Fees are due.",
        ],
    );
}

#[test]
fn an_empty_heading_holds_the_first_that_follows_whatever_its_level() {
    check(
        &[
            "#### Section I - Berths",
            "### Chapter I",
            "##### Article 1",
            "Ten.",
            "### Chapter II",
            "##### Article 2",
            "Two.",
            "#### Section II - Fees",
            "### Chapter I",
            "##### Article 3",
            "None.",
        ],
        &[
            "Section I [Berths]",
            "  Chapter I",
            "    Article 1",
            "      Ten.",
            "  Chapter II",
            "    Article 2",
            "      Two.",
            "Section II [Fees]",
            "  Chapter I",
            "    Article 3",
            "      None.",
        ],
    );
}

#[test]
fn what_is_missing_between_plain_numbers_is_numbered_too() {
    check(
        &[
            "1 Berths",
            "1.1 Ten.",
            "2 Rights of guests. They may swim.",
            "3 Boats wait.",
            "4 Fees",
            "4.1 None.",
            "5 Law. Ours.",
            "6 Court. Here.",
        ],
        &[
            "1 [Berths]",
            "  1.1",
            "    Ten.",
            "2",
            "  Rights of guests. They may swim.",
            "3",
            "  Boats wait.",
            "4 [Fees]",
            "  4.1",
            "    None.",
            "5",
            "  Law. Ours.",
            "6",
            "  Court. Here.",
        ],
    );
}

#[test]
fn a_numbered_word_counts_on_whatever_its_level() {
    check(
        &["## Section 1: Berths", "### 1.1 Size", "Ten.", "### Section 2: Fees", "### 2.1 Rate", "None."],
        &["Section 1: [Berths]", "  1.1 [Size]", "    Ten.", "Section 2: [Fees]", "  2.1 [Rate]", "    None."],
    );
}

#[test]
fn letters_and_roman_numerals_by_their_neighbours() {
    check(
        &["1. The parties:", "(g) pay;", "(h) wait;", "(i) go:", "(i) far;", "(ii) away;", "(j) stop."],
        &[
            "1.",
            "  The parties:",
            "  (g)",
            "    pay;",
            "  (h)",
            "    wait;",
            "  (i)",
            "    go:",
            "    (i)",
            "      far;",
            "    (ii)",
            "      away;",
            "  (j)",
            "    stop.",
        ],
    );
}

#[test]
fn plain_numbers_are_numbers_where_their_children_follow() {
    check(
        &["1 Scope", "1.1 This applies.", "2 Fees", "2.1 Fees are due.", "24 hours pass."],
        &["1 [Scope]", "  1.1", "    This applies.", "2 [Fees]", "  2.1", "    Fees are due.", "    24 hours pass."],
    );
    // the number of a house begins no series
    check(
        &["Write to the keeper:", "60 Quay Street", "North Harbour"],
        &["Write to the keeper:", "60 Quay Street", "North Harbour"],
    );
}

#[test]
fn headings_of_the_format_and_lists() {
    check(
        &[
            "# 1. Scope",
            "Text.",
            "## 1.1 Place",
            "- a",
            "  - b",
            "  c",
            "- d",
            "After.",
            "# 2. Fees",
            "1.- one",
            "2.- two",
        ],
        &[
            "1. [Scope]",
            "  Text.",
            "  1.1 [Place]",
            "    •",
            "      a",
            "      •",
            "        b",
            "      c",
            "    •",
            "      d",
            "    After.",
            "2. [Fees]",
            "  1.",
            "    one",
            "  2.",
            "    two",
        ],
    );
}

#[test]
fn a_list_of_the_format_goes_on_in_a_series_of_the_text() {
    check(&["1.甲。", "2.- 乙。", "丙。", "3.丁。"], &["1.", "  甲。", "2.", "  乙。", "  丙。", "3.", "  丁。"]);
}

#[test]
fn further_paragraphs_of_an_item_are_numbered_where_their_series_goes_on() {
    check(
        &[
            "1. - The guest:",
            "  (a) pays for",
            "  (i) the berth;",
            "  (ii) the light;",
            "  (b) leaves clean.",
            "  The host counts the rest.",
            "2. - The rest is said in,",
            "  (1) above.",
        ],
        &[
            "1.",
            "  The guest:",
            "  (a)",
            "    pays for",
            "    (i)",
            "      the berth;",
            "    (ii)",
            "      the light;",
            "  (b)",
            "    leaves clean.",
            "  The host counts the rest.",
            "2.",
            "  The rest is said in,",
            "  (1) above.",
        ],
    );
}

#[test]
fn numbers_in_a_quotation_are_no_structure() {
    check(
        &["一、将第三条修改为：“第三条 甲应当付款。", "（一）一次付清；", "（二）分期。”", "二、删去第四条。"],
        &[
            "一、",
            "  将第三条修改为：“第三条 甲应当付款。",
            "  （一） 一次付清；",
            "  （二） 分期。”",
            "二、",
            "  删去第四条。",
        ],
    );
}

#[test]
fn an_unnumbered_caption_stands_beside_a_wider_series() {
    check(
        &["@ 重要提示", "1. 甲。", "2. 乙。", "一、关于本协议", "1.1 丙。", "（正文完）"],
        &[
            "• [重要提示]",
            "  1.",
            "    甲。",
            "  2.",
            "    乙。",
            "一、 [关于本协议]",
            "  1.1",
            "    丙。",
            "（正文完）",
        ],
    );
}

#[test]
fn a_preface_stands_beside_the_first_numbered_caption() {
    check(
        &["@导言", "欢迎光临。", "第一条 通则", "甲。", "第二条 费用", "乙。"],
        &["• [导言]", "  欢迎光临。", "第一条 [通则]", "  甲。", "第二条 [费用]", "  乙。"],
    );
    // where the numbers begin anew below each, the captions hold them
    check(
        &["@Hire", "All of it.", "1. Boats", "Ten of them are here.", "@Sale", "Some.", "1. Oars", "One at a time."],
        &[
            "• [Hire]",
            "  All of it.",
            "  1. [Boats]",
            "    Ten of them are here.",
            "• [Sale]",
            "  Some.",
            "  1. [Oars]",
            "    One at a time.",
        ],
    );
}

#[test]
fn circled_hangul_counts_items() {
    check(
        &["제3조(승선) 순서는 다음과 같다.", "㉠ 표 확인", "㉡ 승선", "제4조(하선) 배가 멈춘 뒤 내린다."],
        &[
            "제3조 [(승선)]",
            "  순서는 다음과 같다.",
            "  ㉠",
            "    표 확인",
            "  ㉡",
            "    승선",
            "제4조 [(하선)]",
            "  배가 멈춘 뒤 내린다.",
        ],
    );
}

#[test]
fn a_caption_between_two_numbers_is_part_of_the_first_or_holds_the_second() {
    check(
        &["1. Berths", "Ten of them.", "@Winter:", "All are dry then.", "2. Fees", "None at all."],
        &["1. [Berths]", "  Ten of them.", "  • [Winter:]", "    All are dry then.", "2. [Fees]", "  None at all."],
    );
    check(
        &["1. Berths", "Ten of them.", "@Money", "2. Fees", "None at all."],
        &["1. [Berths]", "  Ten of them.", "• [Money]", "  2. [Fees]", "    None at all."],
    );
}

#[test]
fn a_number_alone_before_a_heading_is_that_of_the_heading() {
    check(
        &["1.", "## Berths", "Ten of them.", "1.1", "All are dry."],
        &["1. [Berths]", "  Ten of them.", "  1.1", "    All are dry."],
    );
}

#[test]
fn the_second_paragraph_of_an_article_ends_the_items_of_the_first() {
    check(
        &[
            "第一条 船は、次のとおりとする。",
            "一　大きい船",
            "二　小さい船",
            "２　船は、清潔に保つ。",
            "第二条 帆は、白とする。",
        ],
        &[
            "第一条",
            "  船は、次のとおりとする。",
            "  一",
            "    大きい船",
            "  二",
            "    小さい船",
            "  ２",
            "    船は、清潔に保つ。",
            "第二条",
            "  帆は、白とする。",
        ],
    );
}

#[test]
fn the_inner_of_two_clauses_of_a_number_holds_the_decimals() {
    check(
        &[
            "ARTICLE I BERTHS",
            "1. Ten of them.",
            "1.1 All are dry.",
            "1.2 None is deep.",
            "2. Fees are due.",
            "2.1 In coins.",
        ],
        &[
            "ARTICLE I [BERTHS]",
            "  1.",
            "    Ten of them.",
            "    1.1",
            "      All are dry.",
            "    1.2",
            "      None is deep.",
            "  2.",
            "    Fees are due.",
            "    2.1",
            "      In coins.",
        ],
    );
}

#[test]
fn the_next_heading_of_a_series_stands_in_no_captioned_article_before_it() {
    check(
        &["## I. Berths", "### Art 1", "Ten of them.", "### Art 2 (repealed)", "## II. Fees", "### Art 3", "None."],
        &["I. [Berths]", "  Art 1", "    Ten of them.", "  Art 2 [(repealed)]", "II. [Fees]", "  Art 3", "    None."],
    );
}

#[test]
fn a_captioned_part_stands_in_no_item_of_a_list() {
    check(
        &["It has these parts:", "Exhibit A: Berths;", "Exhibit B: Fees;", "Section 1: GENERAL", "1.1 Ten berths."],
        &[
            "It has these parts:",
            "Exhibit A:",
            "  Berths;",
            "Exhibit B:",
            "  Fees;",
            "Section 1: [GENERAL]",
            "  1.1",
            "    Ten berths.",
        ],
    );
}

#[test]
fn an_article_of_the_same_number_as_its_chapter_holds_the_decimals() {
    check(
        &[
            "CHAPTER I - BERTHS",
            "ARTICLE 1. SCOPE",
            "1.1 Ten of them.",
            "1.2 All are dry.",
            "ARTICLE 2. FEES",
            "2.1 None.",
        ],
        &[
            "CHAPTER I [BERTHS]",
            "  ARTICLE 1. [SCOPE]",
            "    1.1",
            "      Ten of them.",
            "    1.2",
            "      All are dry.",
            "  ARTICLE 2. [FEES]",
            "    2.1",
            "      None.",
        ],
    );
}

#[test]
fn a_short_article_between_sentences_is_one() {
    check(
        &["제1조 배는 열 척이다.", "제2조 승객의 명부와 운임", "제3조 밤에는 쉰다.", "제4조 운임", "운임은 백 원이다."],
        &[
            "제1조",
            "  배는 열 척이다.",
            "제2조",
            "  승객의 명부와 운임",
            "제3조",
            "  밤에는 쉰다.",
            "제4조 [운임]",
            "  운임은 백 원이다.",
        ],
    );
}

#[test]
fn a_strong_line_by_itself_captions_the_text_below_it() {
    check(
        &["**Fees**", "Boats pay by the night.", "**Refunds**", "None are given:", "**never.**"],
        &["• [Fees]", "  Boats pay by the night.", "• [Refunds]", "  None are given:", "  **never.**"],
    );
    check(
        &["## Fees", "**Late payment**", "A tenth is added.", "## Refunds", "None."],
        &["• [Fees]", "  • [Late payment]", "    A tenth is added.", "• [Refunds]", "  None."],
    );
    check(&["Signed by", "**Anna Lind**", "**Berth 4**"], &["Signed by", "**Anna Lind**", "**Berth 4**"]);
}

#[test]
fn strong_lines_with_a_colon_caption_sentences_where_there_are_several() {
    check(
        &["**概要：**", "船を貸す。", "**Fees**:", "By the night.", "**Owners must:**", "• pay;", "• leave."],
        &["• [概要：]", "  船を貸す。", "• [Fees:]", "  By the night.", "  **Owners must:**", "  • pay;", "  • leave."],
    );
    check(&["**Note:**", "Ten berths.", "**Two:**", "and one"], &["**Note:**", "Ten berths.", "**Two:**", "and one"]);
}

#[test]
fn plain_numbers_below_articles_and_roman_ones_before_a_dash() {
    check(
        &["第1条（目的）桟橋の利用を定める。", "2 船主は従う。", "3 客も従う。", "第2条（料金）", "無料とする。"],
        &[
            "第1条 [（目的）]",
            "  桟橋の利用を定める。",
            "  2",
            "    船主は従う。",
            "  3",
            "    客も従う。",
            "第2条 [（料金）]",
            "  無料とする。",
        ],
    );
    check(
        &[
            "Art. 1º Pagam:",
            "I – os barcos;",
            "II – os visitantes.",
            "§ 1º Há um livro.",
            "Art. 2º Nada mais pagam.",
            "§ 1º Nem hoje.",
        ],
        &[
            "Art. 1º",
            "  Pagam:",
            "  I",
            "    os barcos;",
            "  II",
            "    os visitantes.",
            "  § 1º",
            "    Há um livro.",
            "Art. 2º",
            "  Nada mais pagam.",
            "  § 1º",
            "    Nem hoje.",
        ],
    );
    check(
        &["1收费", "1.1按夜收费。", "2退款", "2.1不退。"],
        &["1 [收费]", "  1.1", "    按夜收费。", "2 [退款]", "  2.1", "    不退。"],
    );
}

#[test]
fn the_last_item_of_a_list_captions_nothing_behind_the_list() {
    check(
        &[
            "## Article 1 (Use)",
            "1.- Orders: delivery",
            "2.- Figures: visits",
            "## Article 2 (Data)",
            "1.- Name",
            "2.- Time",
            "Write no more than that.",
        ],
        &[
            "Article 1 [(Use)]",
            "  1.",
            "    Orders: delivery",
            "  2.",
            "    Figures: visits",
            "Article 2 [(Data)]",
            "  1.",
            "    Name",
            "  2.",
            "    Time",
            "  Write no more than that.",
        ],
    );
}

#[test]
fn a_strong_item_is_a_caption_where_those_of_its_series_are() {
    check(
        &[
            "1. - **Fees.** They are due.",
            "2. - **Late payment fees.**",
            "- a tenth",
            "- a fifth",
            "3. - **Law.** Ours.",
        ],
        &[
            "1.",
            "  **Fees.** They are due.",
            "2. [Late payment fees.]",
            "  •",
            "    a tenth",
            "  •",
            "    a fifth",
            "3.",
            "  **Law.** Ours.",
        ],
    );
}

#[test]
fn bullets_below_a_strong_line_are_its_own() {
    check(
        &["1. - **Berths.**", "- A berth is let.", "- So is a buoy.", "2. - **Light**", "- By the day."],
        &[
            "1. [Berths.]",
            "  •",
            "    A berth is let.",
            "  •",
            "    So is a buoy.",
            "2. [Light]",
            "  •",
            "    By the day.",
        ],
    );
}

#[test]
fn bullets_that_a_numbered_item_announces_are_its_own() {
    check(
        &[
            "# 第1条 内容",
            "1.- 記録します。",
            "2.- 以下の機能を提供します。",
            "- 表示",
            "- 出力",
            "1.- 変更できます。",
            "- 通知",
        ],
        &[
            "第1条 [内容]",
            "  1.",
            "    記録します。",
            "  2.",
            "    以下の機能を提供します。",
            "    •",
            "      表示",
            "    •",
            "      出力",
            "  1.",
            "    変更できます。",
            "  •",
            "    通知",
        ],
    );
}

#[test]
fn a_quotation_of_one_line_is_one() {
    let block = |kind, text: &str| Block::new(1, kind, text.to_owned());
    let item = BlockKind::Item { depth: 0, marker: Some("1.".to_owned()) };
    let blocks = vec![
        block(item, "A"),
        block(BlockKind::Continuation { depth: 0 }, "> B"),
        block(BlockKind::Paragraph, "2. > 5 days are too many; the fee is then due."),
        block(BlockKind::Quote, "> C"),
    ];
    let mut out = String::new();
    write(&build(parts::read(blocks), &mut Vec::new()), 0, &mut out);
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        ["1.", "  A", "  > B", "2.", "  \\> 5 days are too many; the fee is then due.", "  > C"]
    );
}

#[test]
fn a_paragraph_before_the_next_item_is_part_of_the_item() {
    check(
        &["1. 船夫：", "（1）掌舵；", "夜间点灯。", "（2）收票。", "船夫住在岸上。"],
        &["1.", "  船夫：", "  （1）", "    掌舵；", "    夜间点灯。", "  （2）", "    收票。", "  船夫住在岸上。"],
    );
}

#[test]
fn a_translation_stands_with_what_it_translates() {
    check(
        &["1. 免票：", "(a) 幼童；", "small children;", "(b) 船夫。", "the ferryman."],
        &["1.", "  免票：", "  (a)", "    幼童；", "    small children;", "  (b)", "    船夫。", "    the ferryman."],
    );
}

#[test]
fn a_sentence_goes_on_behind_the_items_within_it() {
    check(
        &["1. Whoever,", "a) burns oil,", "b) rings the bell,", "pays twice."],
        &["1.", "  Whoever,", "  a)", "    burns oil,", "  b)", "    rings the bell,", "  pays twice."],
    );
}

#[test]
fn what_begins_in_small_letters_or_ends_a_list_captions_nothing() {
    check(
        &[
            "(1) We may refuse:",
            "1. if the berth is taken,",
            "2. where the guest",
            "a) is drunk or",
            "b) is late.",
            "(2) We say why.",
        ],
        &[
            "(1)",
            "  We may refuse:",
            "  1.",
            "    if the berth is taken,",
            "  2.",
            "    where the guest",
            "    a)",
            "      is drunk or",
            "    b)",
            "      is late.",
            "(2)",
            "  We say why.",
        ],
    );
}

#[test]
fn a_number_alone_is_that_of_the_text_behind_it() {
    check(&["1.", "Berths", "1.1", "We let berths."], &["1. [Berths]", "  1.1", "    We let berths."]);
}

#[test]
fn an_annex_stands_in_no_numbered_clause() {
    check(
        &["## 1. Berths", "1.1 We let berths.", "### Annex 1 Map", "The map."],
        &["1. [Berths]", "  1.1", "    We let berths.", "Annex 1 [Map]", "  The map."],
    );
}

#[test]
fn what_stands_before_the_next_item_belongs_to_the_item() {
    check(
        &[
            "# Berths",
            "1.1 - It is lent:",
            "  (a) - once;",
            "  (b) - in spring.",
            "The rest is kept.",
            "1.2 - It is let.",
            "We agree.",
        ],
        &[
            "• [Berths]",
            "  1.1",
            "    It is lent:",
            "    (a)",
            "      once;",
            "    (b)",
            "      in spring.",
            "    The rest is kept.",
            "  1.2",
            "    It is let.",
            "  We agree.",
        ],
    );
}

#[test]
fn two_strong_lines_above_a_text_are_captions() {
    check(
        &["A berth is given.", "**Fees**", "**Berths**", "They are due.", "**Signed**", "**Harbour**", "By"],
        &["A berth is given.", "• [Fees]", "• [Berths]", "  They are due.", "  **Signed**", "  **Harbour**", "  By"],
    );
}

#[test]
fn a_sentence_with_the_mark_of_a_note_is_no_caption() {
    check(&["1. A berth is lent.[^1]", "[^1] Once."], &["1.", "  A berth is lent.[^1\\]", "  [^1] Once."]);
    check(
        &["1. 다음 각 목의 물품을 가져올 것", "가. 기름", "나. 심지"],
        &["1.", "  다음 각 목의 물품을 가져올 것", "  가.", "    기름", "  나.", "    심지"],
    );
}

#[test]
fn a_strong_item_captions_the_text_below_its_list() {
    check(
        &["# Rules", "1. - **Berths**", "  a. - One boat each.", "2. - **Fees**", "They are due in spring."],
        &["• [Rules]", "  1. [Berths]", "    a.", "      One boat each.", "  2. [Fees]", "    They are due in spring."],
    );
    check(
        &[
            "1. - **Fees**",
            "We ask for fees.",
            "1.1 **Spring.**",
            "They are due.",
            "Late fees double.",
            "2. - **Crew**",
            "It signs.",
        ],
        &[
            "1. [Fees]",
            "  We ask for fees.",
            "  1.1 [Spring.]",
            "    They are due.",
            "    Late fees double.",
            "2. [Crew]",
            "  It signs.",
        ],
    );
}

#[test]
fn a_line_below_a_list_counts_on_from_the_text_before_it() {
    check(
        &["（一）出租人负责：", "1. - 修缮；", "2. - 看护。", "  （二）承租人付费。", "  （三）承租人退还钥匙。"],
        &[
            "（一）",
            "  出租人负责：",
            "  1.",
            "    修缮；",
            "  2.",
            "    看护。",
            "（二）",
            "  承租人付费。",
            "（三）",
            "  承租人退还钥匙。",
        ],
    );
}

#[test]
fn captions_of_a_list_that_numbers_each_item_one_hold_the_texts_behind_them() {
    check(
        &["1. - **Moorings**", "You tie up here.", "You pay there.", "1. - **Lights**", "You keep one lit."],
        &["1. [Moorings]", "  You tie up here.", "  You pay there.", "1. [Lights]", "  You keep one lit."],
    );
}

#[test]
fn a_preface_ends_at_a_caption_that_runs_into_its_text() {
    check(
        &[
            "@LAMP KIT",
            "These terms bind you.",
            "1. Use. You may light the lamps.",
            "2. FURTHER RIGHTS",
            "a. Lending",
            "You may.",
        ],
        &[
            "• [LAMP KIT]",
            "  These terms bind you.",
            "1.",
            "  Use. You may light the lamps.",
            "2. [FURTHER RIGHTS]",
            "  a. [Lending]",
            "    You may.",
        ],
    );
}

#[test]
fn numbers_begin_anew_below_a_caption_and_beside_a_finished_list() {
    check(
        &["1. Aim", "It lights.", "2. Lamps", "1. One burns oil.", "2. One burns gas.", "3. Law", "That of the port."],
        &[
            "1. [Aim]",
            "  It lights.",
            "2. [Lamps]",
            "  1.",
            "    One burns oil.",
            "  2.",
            "    One burns gas.",
            "3. [Law]",
            "  That of the port.",
        ],
    );
    check(
        &[
            "You bought:",
            "(i) a lamp; or",
            "(ii) a wick.",
            "1. TERMS",
            "A lamp is a light.",
            "2. LAW",
            "That of the port.",
        ],
        &[
            "You bought:",
            "(i)",
            "  a lamp; or",
            "(ii)",
            "  a wick.",
            "1. [TERMS]",
            "  A lamp is a light.",
            "2. [LAW]",
            "  That of the port.",
        ],
    );
}

#[test]
fn a_letter_that_counts_with_none_numbers_nothing() {
    check(
        &["(c) 2020 The Keepers", "1. One pays.", "v. 2, spring"],
        &["(c) 2020 The Keepers", "1.", "  One pays.", "  v. 2, spring"],
    );
    check(&["甲：", "(c) 乙；", "(d) 丙。"], &["甲：", "(c)", "  乙；", "(d)", "  丙。"]);
}

#[test]
fn a_quotation_opened_with_one_mark_is_closed_with_another() {
    check(
        &["“Lamp\" means a light.", "1. One pays.", "2. All sign."],
        &["“Lamp\" means a light.", "1.", "  One pays.", "2.", "  All sign."],
    );
}

#[test]
fn the_first_paragraph_of_an_article_says_its_number_as_the_second_does() {
    check(
        &[
            "## 第1条（係留）",
            "1 会員は、船を係留する。",
            "2 会員は、料金を払う。",
            "## 第2条（退会）",
            "会員は、退会する。",
        ],
        &[
            "第1条 [（係留）]",
            "  1",
            "    会員は、船を係留する。",
            "  2",
            "    会員は、料金を払う。",
            "第2条 [（退会）]",
            "  会員は、退会する。",
        ],
    );
}

#[test]
fn what_comes_last_is_captioned_in_its_line() {
    check(
        &["## 第1条（係留）", "船を係留する。", "1. 一隻とする。", "附則　本規約は、春から施行する。"],
        &[
            "第1条 [（係留）]",
            "  船を係留する。",
            "  1.",
            "    一隻とする。",
            "• [附則]",
            "  本規約は、春から施行する。",
        ],
    );
}
