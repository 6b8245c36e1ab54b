//! What the lines of an extracted text show by where they break, begin and end.

use super::{read, rows};

/// The paths of the clauses, in order.
fn paths(text: &str) -> Vec<String> {
    rows(&read(text)[0].text).into_iter().skip(1).map(|(path, ..)| path).collect()
}

#[test]
fn a_page_begins_within_a_line() {
    let page = |n: usize| {
        format!(
            "{n}. Pigeons\n{n}.1 Whoever keeps pigeons in the loft feeds them in the morning and\nin the evening, and counts \
             them.\n{n}.2 A pigeon that stays out is waited for."
        )
    };
    let text = format!("Rules of the Loft\n{}", (1..=4).map(page).collect::<Vec<_>>().join("\u{c}"));
    let expected: Vec<String> =
        (1..=4).flat_map(|n| [format!("/{n}."), format!("/{n}./{n}.1"), format!("/{n}./{n}.2")]).collect();
    assert_eq!(paths(&text), expected);
}

#[test]
fn plain_numbers_alone_stand_above_those_that_count_below_them() {
    let clause = |n: usize| {
        format!(
            "{n}\nPigeons\n\n{n}.1\nWhoever keeps pigeons in the loft feeds them in the morning and\nin the evening, and counts \
             them.\n\n{n}.2\nA pigeon that stays out is waited for.\n\n"
        )
    };
    let text = format!("Rules of the Loft\n\n{}", (1..=5).map(clause).collect::<String>());
    let expected: Vec<String> =
        (1..=5).flat_map(|n| [format!("/{n}"), format!("/{n}/{n}.1"), format!("/{n}/{n}.2")]).collect();
    assert_eq!(paths(&text), expected);
}

#[test]
fn hyphens_number_what_stands_below_a_chapter() {
    let clause = |n: usize| {
        format!(
            "{n}. 鳩舎\n\n{n}-1 次の者は、鳩舎に入ることができる：\n\n① 飼い主；\n\n② 係員。\n\n{n}-2 本規約は、鳩舎に掲げる。\n\n"
        )
    };
    let text = format!("鳩舎利用規約\n\n{}", (1..=3).map(clause).collect::<String>());
    let expected: Vec<String> = (1..=3)
        .flat_map(|n| {
            let inner = format!("/{n}./{n}-1");
            [format!("/{n}."), inner.clone(), format!("{inner}/①"), format!("{inner}/②"), format!("/{n}./{n}-2")]
        })
        .collect();
    assert_eq!(paths(&text), expected);
}

#[test]
fn a_line_further_out_than_an_item_is_no_more_of_it() {
    let clause = |n: usize| {
        format!(
            "{n}. Pigeons\n\nPigeons are kept by members of the club. Whoever keeps them does what follows, each\nday. The \
             weather does not matter:\n    (1) feeds them in the morning. The bell of the church must not have rung before\n    \
             that;\n    (2) counts them. Whoever counts writes down how many there are in the loft now.\nPigeons that stay out \
             are waited for. The lamps of the street have to be lit then,\nand the door has to be open.\n\n"
        )
    };
    let text = format!("Rules of the Loft\n\n{}", (1..=5).map(clause).collect::<String>());
    for (path, _, own) in rows(&read(&text)[0].text).into_iter().skip(1) {
        assert_eq!(own.contains("waited"), !path.ends_with(')'), "{path}: {own}");
    }
}

#[test]
fn a_sentence_that_ends_its_page_captions_nothing() {
    let said = "the pigeons of the loft are fed by whoever keeps them, in the morning and";
    let mut text = String::from("Rules of the Loft\n1. Pigeons\n");
    for n in 1..=6 {
        text.push_str(&format!("1.{n} Nobody is let in at night: {}\n{said}\nin the evening.\n", &said[..44]));
    }
    text.push_str(
        "1.7 Whoever looks for a pigeon asks for a lamp, and with it goes along all\n“Row of Nests”, the “Old Stairs” or one \
         “Similar Part” of rooms\n1\n\u{c}notwithstanding the hour, and comes back.\n2. Lamps\n2.1 Lamps are put out.\n2\n",
    );
    assert_eq!(paths(&text).len(), 10, "{:#?}", paths(&text));
}

#[test]
fn captions_that_a_bracket_closes_go_back_above_what_counts_below_them() {
    let clause = |n: usize| {
        format!(
            "{n}.1) Pigeons are fed in the morning and in the evening.\n\na) Whoever feeds them;\n\nb) counts them.\n\n"
        )
    };
    let body: String = (1..=3).map(clause).collect();
    let text = format!("Rules of the Loft\n\nLast updated: 4 March 2023\n\n{body}1) Feed\n\n2) Count\n\n3) Lamps\n");
    let of =
        |n: usize| [format!("/{n})"), format!("/{n})/{n}.1)"), format!("/{n})/{n}.1)/a)"), format!("/{n})/{n}.1)/b)")];
    assert_eq!(paths(&text), (1..=3).flat_map(of).collect::<Vec<_>>());
}

#[test]
fn a_clause_can_begin_with_the_letter_of_the_list_in_it() {
    let text = "Rules of the Loft\n\nSection 1. Pigeons\n\n(a) Nobody feeds pigeons (a) at night; (b) in the rain; or (c) by \
                hand.\n\n(b) Pigeons are counted.\n";
    assert_eq!(paths(text), ["/Section1.", "/Section1./(a)", "/Section1./(b)"]);
}

#[test]
fn a_head_can_stand_on_all_pages_but_the_first() {
    let page = |n: usize| {
        let head = if n > 1 { "Club of Pigeon Keepers\n" } else { "" };
        format!(
            "{head}{n}. Pigeons\n{n}.1 Whoever keeps pigeons in the loft feeds them in the morning and\nin the evening, and \
             counts them.\n{n}.2 A pigeon that stays out is waited for."
        )
    };
    let text = format!("Rules of the Loft\n{}", (1..=3).map(page).collect::<Vec<_>>().join("\n\u{c}"));
    let own: String = rows(&read(&text)[0].text).into_iter().map(|(_, heading, own)| heading + &own).collect();
    assert!(own.contains("waited") && !own.contains("Keepers"), "{own}");
}

#[test]
fn blank_lines_part_the_paragraphs_of_korean() {
    let article = |n: usize| {
        format!(
            "제{n}조 비둘기 돌보기\n\n① 비둘기를 기르는 회원은 아침마다 모이를 주고\n비둘기장(공동)에서 그 수를 헤아려 장부에 \
             적는다.\n\n② 밤에는 아무도 비둘기장에 들어가지 아니하며 등불을 켠\n관리인(야간)만이 문을 열 수 있다.\n\n"
        )
    };
    let text = format!("비둘기장 이용약관\n\n{}", (1..=6).map(article).collect::<String>());
    let found = rows(&read(&text)[0].text);
    let first: Vec<_> = found.iter().filter(|(path, ..)| path.ends_with('①')).collect();
    assert_eq!(first.len(), 6);
    assert!(first.iter().all(|(_, heading, own)| heading.is_empty() && own.ends_with("적는다.")), "{first:#?}");
}
