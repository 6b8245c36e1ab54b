//! Trees of pages and files as people really write them, each named by the rule that it shows.

use super::check;

#[test]
fn captions_count_on_past_the_lists_below_them() {
    let tree = ["1. [Use]", "  1.", "    Row by day.", "  2.", "    Row in pairs.", "2. [Fees]", "  A crown an hour."];
    check(&["**1. Use**", "1. - Row by day.", "2. - Row in pairs.", "**2. Fees**", "A crown an hour."], &tree);
    check(
        &["**01. 총칙**", "**제1조 목적**", "배를 정한다.", "**02. 요금**", "**제2조 납부**", "미리 낸다."],
        &["01. [총칙]", "  제1조 [목적]", "    배를 정한다.", "02. [요금]", "  제2조 [납부]", "    미리 낸다."],
    );
}

#[test]
fn brackets_above_articles_are_their_captions() {
    check(
        &[
            "**（目的）**",
            "第一条　舟の貸出しを定める。",
            "（料金）",
            "第二条　料金は前払とする。",
            "（注）",
            "以上である。",
        ],
        &[
            "第一条 [（目的）]",
            "  舟の貸出しを定める。",
            "第二条 [（料金）]",
            "  料金は前払とする。",
            "  （注）",
            "  以上である。",
        ],
    );
}

#[test]
fn a_passage_set_as_a_heading_is_text() {
    let long =
        "凡借用本库船只的会员，均应当事先仔细阅读本守则；一经登记借用，即视为已经同意本守则的全部内容，并愿意遵守。";
    check(&[&format!("#### {long}"), "一、 借用", "1. 凭证借用。"], &[long, "一、 [借用]", "  1.", "    凭证借用。"]);
    check(&["## 1. Who may row and when?", "Members."], &["1. [Who may row and when?]", "  Members."]);
}

#[test]
fn parts_without_a_caption_hold_chapters() {
    check(
        &[
            "TITULO I",
            "CAPITULO I DE LOS BOTES",
            "Artículo 1. Hay botes.",
            "TITULO II",
            "CAPITULO I DE LOS REMOS",
            "Artículo 2. Hay remos.",
        ],
        &[
            "TITULO I",
            "  CAPITULO I [DE LOS BOTES]",
            "    Artículo 1.",
            "      Hay botes.",
            "TITULO II",
            "  CAPITULO I [DE LOS REMOS]",
            "    Artículo 2.",
            "      Hay remos.",
        ],
    );
}

#[test]
fn what_announces_the_clauses_stands_beside_them() {
    check(
        &[
            "WHEREAS:",
            "A. There are boats.",
            "B. There is a river.",
            "IT IS AGREED:",
            "**1. Boats**",
            "1.1 They are let.",
        ],
        &[
            "WHEREAS:",
            "A.",
            "  There are boats.",
            "B.",
            "  There is a river.",
            "IT IS AGREED:",
            "1. [Boats]",
            "  1.1",
            "    They are let.",
        ],
    );
}

#[test]
fn lines_set_apart_caption() {
    check(
        &["**01**", "**Boats**", "They are let.", "**02**", "**Oars**", "They are not."],
        &["01 [Boats]", "  They are let.", "02 [Oars]", "  They are not."],
    );
    check(&["**7**", "**Boats**", "They are let."], &["**7**", "**Boats**", "They are let."]);
    check(
        &["§ 1 Rücktritt", "<u>Folgen</u>", "Die Boote kommen zurück.", "<u>Frist</u>", "Sie ist kurz.", "§ 2 Ende"],
        &[
            "§ 1 [Rücktritt]",
            "  • [Folgen]",
            "    Die Boote kommen zurück.",
            "  • [Frist]",
            "    Sie ist kurz.",
            "§ 2 [Ende]",
        ],
    );
}

#[test]
fn captions_with_a_colon_stand_above_texts_throughout() {
    check(
        &["1- القوارب:", "تؤجر القوارب بالساعة.", "2- المجاديف:", "لا تؤجر المجاديف.", "3- التعديل:", "يجوز تعديلها."],
        &[
            "1 [القوارب:]",
            "  تؤجر القوارب بالساعة.",
            "2 [المجاديف:]",
            "  لا تؤجر المجاديف.",
            "3 [التعديل:]",
            "  يجوز تعديلها.",
        ],
    );
    let list = ["1. The keeper shall:", "open the boathouse;", "2. The guest shall:", "close it."];
    check(&list, &["1.", "  The keeper shall:", "  open the boathouse;", "2.", "  The guest shall:", "  close it."]);
}

#[test]
fn dates_and_items_among_texts_caption_nothing() {
    check(&["### Effective date: 4 March 2024", "We let boats."], &["Effective date: 4 March 2024", "We let boats."]);
    check(
        &["1. - You rowed with us", "2. - You asked for a boat", "  You may return it.", "3. - You paid"],
        &["1.", "  You rowed with us", "2.", "  You asked for a boat", "  You may return it.", "3.", "  You paid"],
    );
}

#[test]
fn lists_beside_each_other_hold_one_another() {
    let lists = [
        "1. - Oars.",
        "2. - Boats:",
        "a. - punts;",
        "b. - skiffs:",
        "i. - long;",
        "ii. - short;",
        "c. - rafts.",
        "3. - Fees.",
    ];
    let tree = [
        "1.",
        "  Oars.",
        "2.",
        "  Boats:",
        "  a.",
        "    punts;",
        "  b.",
        "    skiffs:",
        "    i.",
        "      long;",
        "    ii.",
        "      short;",
        "  c.",
        "    rafts.",
        "3.",
        "  Fees.",
    ];
    check(&lists, &tree);
    check(
        &["1. - **Oars**", "1.1. - They are let.", "2. - **Boats**", "2.1. - So are they."],
        &["1. [Oars]", "  1.1.", "    They are let.", "2. [Boats]", "  2.1.", "    So are they."],
    );
    check(
        &["제1조(목적) ① 다음의 목적을 위하여 배를 빌려준다.", "1. 회원 가입", "2. 대여", "② 목적을 알린다."],
        &[
            "제1조 [(목적)]",
            "  ①",
            "    다음의 목적을 위하여 배를 빌려준다.",
            "    1.",
            "      회원 가입",
            "    2.",
            "      대여",
            "  ②",
            "    목적을 알린다.",
        ],
    );
}
