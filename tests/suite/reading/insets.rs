//! Texts whose structure is in their left margin: terminals, mail and `pdftotext -layout` set them so.

use super::{read, rows};

/// The paths of the clauses, in order, with the first words that each says itself.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let documents = read(text);
    let found: Vec<String> = rows(&documents[0].text)
        .into_iter()
        .map(|(path, _, own)| format!("{path} {}", own.chars().take(8).collect::<String>()))
        .collect();
    assert_eq!(found[1..], *expected, "{found:#?}");
}

#[test]
fn lists_within_lists_are_numbered_alike() {
    check(
        "               Rules of the Ferry\n\n\
         1. Keepers\n\n  1.1. Duties\n\n   A keeper of the ferry\n    1. rows whoever asks to be rowed over to the other\n       \
         bank of the river;\n    2. counts the lamps in the evening and writes\n       down how many there are.\n       \
         Lamps that are lost are written down too.\n         1. A lamp is lost where nobody has seen it for\n            \
         as long as a week.\n         2. What is found again is struck out of the\n            book by whoever found it.\n    \
         3. keeps the rope dry.\n\n   All of this is done before the bell is rung.\n\n  1.2. Pay\n\n    1. A keeper is \
         paid on the last day of the month,\n       in coins.\n\n2. Passengers\n\n  2.1. Seats\n\n   Whoever is rowed over sits down.\n\n\
         A. Prices\n\n   A crossing costs two coins.\n",
        &[
            "/1. ",
            "/1./1.1. Akeepero",
            "/1./1.1./1. rowswhoe",
            "/1./1.1./2. countsth",
            "/1./1.1./2./1. Alampisl",
            "/1./1.1./2./2. Whatisfo",
            "/1./1.1./3. keepsthe",
            "/1./1.2. ",
            "/1./1.2./1. Akeeperi",
            "/2. ",
            "/2./2.1. Whoeveri",
            "/A. Acrossin",
        ],
    );
}

#[test]
fn a_paragraph_stands_in_what_stands_further_out() {
    let of = |behind: &str| {
        format!(
            "Rules of the Well\n\n1. Water\n\n   Water is drawn by day and by nobody but those who\n   live here.\n\n   a) A bucket is \
             let down slowly and drawn up by\n      two of them.\n   b) The cover is put back at once by whoever came\n      \
             last.\n\n{behind}Nobody drinks from the bucket.\n"
        )
    };
    let head = "/1. Waterisd";
    let (a, b) = ("/1./a) Abucketi", "/1./b) Thecover");
    check(&of("   "), &[head, a, b]);
    let documents = read(&of("      "));
    let own: Vec<String> = rows(&documents[0].text).into_iter().map(|(_, _, own)| own).collect();
    assert!(own[3].ends_with("Nobodydrinksfromthebucket."), "{own:#?}");
    let documents = read(&of("   "));
    assert!(rows(&documents[0].text)[1].2.ends_with("Nobodydrinksfromthebucket."));
}

#[test]
fn a_line_in_the_middle_or_a_first_line_set_in_says_nothing_of_depth() {
    check(
        "　　　　　　　　水井守则\n\n　　　　　　　　第一章　总则\n\n　　第一条　打水的人应当先排队，取水时不得把桶放进别人的井里去，\n也不得在井边洗衣服。\n\
         \n　　第二条　井盖用完以后应当立即盖好，由最后一个打水的人负责把它\n盖上并且检查一次。\n\n　　　　　　　　第二章　附则\n\n　　第三条　本守则自公布之日起施行。\n",
        &[
            "/第一章 ",
            "/第一章/第一条 打水的人应当先排",
            "/第一章/第二条 井盖用完以后应当",
            "/第二章 ",
            "/第二章/第三条 本守则自公布之日",
        ],
    );
}

#[test]
fn a_number_counts_on_whatever_the_margin_of_its_page() {
    // the margins of pages that are bound change sides
    check(
        "Rules of the Mill\n\n1. The wheel is stopped before anybody goes below it,\n   and the gate is shut.\n2. Sacks are \
         carried by two, and none of them stands\n   on the stairs.\n\u{c}     3. Flour is weighed twice before it is sold to \
         anybody\n        at all.\n     4. Mice are driven out every evening by the youngest\n        of the millers.\n",
        &["/1. Thewheel", "/2. Sacksare", "/3. Flourisw", "/4. Miceared"],
    );
}
