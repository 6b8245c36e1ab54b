//! What a series of numbers tells: which lines begin something, which are captions, where captions that were moved
//! belong, and where a list ends.

use super::read;
use super::world::numbers;
use engross::model::text::{Clause, Item};

fn clauses(text: &str) -> Vec<Clause> {
    fn walk(body: &[Item], out: &mut Vec<Clause>) {
        for item in body {
            if let Item::Clause(clause) = item {
                out.push(clause.clone());
                walk(&clause.body, out);
            }
        }
    }
    let mut out = Vec::new();
    read(text).iter().for_each(|d| walk(&d.text.body, &mut out));
    out
}

fn captions(text: &str) -> Vec<String> {
    clauses(text).into_iter().filter_map(|c| c.heading).collect()
}

#[test]
fn items_that_hold_nothing_are_no_captions() {
    let text = "등대 안내\n\n제1조(이용)\n\n① 등대는 다음의 일을 합니다. 밤에는 더 많습니다.\n\n1. 불 켜기: 해 질 녘\n\n2. 배 부르기\n\n가. 작은 배\n\n나. 큰 배\n\n3. 안개 알리기\n\n② 낮에는 쉽니다.\n";
    assert_eq!(captions(text), ["(이용)"]);
    assert_eq!(numbers(text), "제1조 > {① > {1. | 2. > {가. | 나.} | 3.} | ②}");
    let text = "灯塔须知\n\n一、用品\n\n参观者应当自备。\n\n1. 手电\n\n2. 雨衣\n\n二、费用\n\n参观免费。\n";
    assert_eq!(captions(text), ["用品", "费用"]);
}

#[test]
fn a_list_begins_behind_a_full_line() {
    let text = "Hausordnung des Leuchtturms\n\n1. Der Turm wird geschlossen, sobald der Wärter es für gut hält,\nund zwar auch dann, wenn die Gäste noch auf der Treppe sind oder\na) der Nebel aus der Bucht steigt und der Hafen nicht zu sehen\nist,\nb) der Sturm die Läden losreißt.\n2. Der Turm wird am Morgen wieder geöffnet, sobald der Wärter es\nfür gut hält und der Himmel klar ist.\n";
    assert_eq!(numbers(text), "1. > {a) | b)} | 2.");
}

#[test]
fn what_speaks_of_a_list_stands_behind_it() {
    let text = "燈塔保險條款\n\n第一條 因下列事由所致者，不予理賠：\n\n一、 風浪。\n\n二、 霧。\n\n前項第二款之霧，於領港在船時不適用之。\n\n第二條 本條款自公布日施行。\n";
    let found = clauses(text);
    assert_eq!(found[0].body.len(), 4, "{found:?}");
    assert_eq!(found[2].body.len(), 1);
}

#[test]
fn a_question_follows_an_item_without_a_stop() {
    let text = "About the Lamp\n\nWhat may I bring?\n\nYou may bring what you can carry up the stairs, such as:\n\n• a coat\n\n• a small lantern\n\nWhen does the tower close?\n\nThe tower closes at dusk, and a bell is rung a quarter of an hour before that.\n";
    assert_eq!(captions(text), ["What may I bring?", "When does the tower close?"]);
}

#[test]
fn captions_at_the_end_of_the_only_page_are_put_back() {
    let text = "Turmordnung\nStand: 1. Mai 2021\n1. Der Turm steht allen offen, die ihn bei Tage besteigen wollen.\n2. Nachts bleibt er geschlossen.\nDer Wärter wohnt im Turm und hält die Treppe frei von Eis und Schnee.\n1. Eine Karte kostet zwei Kronen und gilt für den Tag, an dem sie gekauft wird.\n2. Kinder zahlen nichts.\nA. Zugang\nI. Öffnung\nII. Wärter\nB. Karten\n";
    assert_eq!(numbers(text), "A. > {I. > {1. | 2.} | II.} | B. > {1. | 2.}");
}

#[test]
fn the_title_at_the_edge_of_a_page_is_furniture() {
    let body = "1. Der Turm steht allen offen, die ihn bei Tage besteigen wollen.\n2. Nachts bleibt er geschlossen, auch wenn der Mond scheint.\n3. Der Wärter wohnt im Turm und hält die Treppe frei von Eis.\n4. Eine Karte kostet zwei Kronen.\n5. Kinder zahlen nichts.\n6. Hunde warten unten.\n7. Der Garten ist den Gästen verschlossen.\n";
    for (head, foot) in [("", "Ordnung des Turms am Hafen\n"), ("Ordnung des Turms am Hafen\n", ""), ("", "1\n")] {
        for title in ["Ordnung des Turms am Hafen\n", "Ordnung des Turms\nam Hafen\n"] {
            let text = format!("{head}{title}{body}{foot}\u{c}");
            let found = read(&text);
            assert_eq!(found[0].text.title, "Ordnung des Turms am Hafen", "{text}");
            assert_eq!(found[0].text.body.len(), 7, "{text}");
            let last = clauses(&text).pop().and_then(|c| c.body.into_iter().next());
            assert_eq!(last, Some(Item::Paragraph("Der Garten ist den Gästen verschlossen.".to_owned())), "{text}");
        }
    }
}

#[test]
fn captions_that_stay_are_not_moved() {
    let text = "등대 규칙\n시행일: 2022년 3월 1일\n제1조(목적)\n이 규칙은 등대를 찾는 사람이 지킬 것을 정한다.\n제2조(출입)\n등대에는 낮에만 들어갈 수 있다. 밤에는 등대지기가 문을 잠근다.\n제3조(불)\n불에는 누구도 손대지 못한다.\n제4조(책임)\n유리를 깬 사람은 그 값을 물어야 한다.\n제5조(안개)\n안개가 낀 날에는 종을 친다.\n부칙\n\u{c}이 규칙은 삼월 일일부터 시행한다.\n";
    assert_eq!(captions(text).last().map(String::as_str), Some("부칙"));
}

#[test]
fn a_number_that_misses_its_caption_misses_one() {
    let text = "Rules of the Tower\nLast updated: 2022-03-01\nIn these rules a lamp is what burns at the top of the tower, and nothing else that burns there:\n(a) a candle is none;\n(b) a fire is none.\n(1) The tower is open from nine in the morning until dusk.\n(2) The keeper may close it at any time when the weather is foul.\n(1) A ticket costs two crowns and is good for one day only.\n(2) Children pay nothing, and leave their shoes below.\n(1) Whoever breaks a pane pays for it before leaving the island.\n(2) Whoever breaks the lamp does not leave it.\nPART A THE TOWER\n1. DEFINITIONS\n2. OPENING\nPART B VISITORS\n3. TICKETS\n4. DAMAGE\n";
    let wanted = "PART A > {1. > {(a) | (b)} | 2. > {(1) | (2)}} | PART B > {3. > {(1) | (2)} | 4. > {(1) | (2)}}";
    assert_eq!(numbers(text), wanted);
}

#[test]
fn articles_whose_paragraphs_count_from_the_second() {
    let text = "灯台規則\n最終更新日：2022年3月1日\nこの規則は、灯台を訪れる者が守るべきことを定めるものとする。\n２　この規則に定めのないことは、守りが決める。\n灯台には、昼のあいだに限り入ることができる。ただし、次の各号に掲げる者は入れない。\n一　犬を連れた者\n二　酒を飲んだ者\n灯りには、だれも触れてはならない。\n２　触れた者は、直ちに立ち去らなければならない。\n第１章 総則\n第１条（目的）\n第２章 見学\n第２条（入場）\n第３条（灯り）\n\u{c}";
    assert_eq!(numbers(text), "第１章 > {第１条 > {２}} | 第２章 > {第２条 > {一 | 二} | 第３条 > {２}}");
}

#[test]
fn marks_and_characters_that_extraction_cut_off() {
    let text = "灯塔规则\n第一章 总\n则\n第一条 灯塔昼夜有人看守，看守人住在塔里，来访的人先敲门，门上写着“请敲门”\n，然后等候。\n第二章 参\n观\n第二条 每天参观的人不超过二十名。\n";
    let found = clauses(text);
    let said = |at: usize| match found[at].body.first() {
        Some(Item::Paragraph(p)) => p.clone(),
        _ => String::new(),
    };
    assert_eq!(captions(text), ["总则", "参观"]);
    assert!(said(1).ends_with("“请敲门”，然后等候。"), "{found:?}");
}

#[test]
fn questions_stand_above_what_they_ask_for() {
    let text = "Questions about the Tower\nLast updated: 2022-03-01\nThe tower is a white house of stone with a lamp on it, built by the village for its boats.\nPress the bell beside the gate, click the latch and follow the path that leads up the hill.\nHalf an hour at most, since others wait below and the stair is narrow for two.\nWhat is the tower?\nHow do I get there?\nHow long may I stay?\n\u{c}";
    let found = clauses(text);
    let first =
        |at: usize| matches!(&found[at].body[0], Item::Paragraph(p) if p.starts_with(["The", "Press", "Half"][at]));
    assert!(found.len() == 3 && (0..3).all(first), "{found:?}");
}

#[test]
fn sections_have_captions_through_all_articles() {
    let text = "Bylaws of the Quay\n\nARTICLE I BOATS\n\nSection 1.01. Size. A boat is no longer than its berth.\n\nSection 1.02. Name and Port. A boat shows both on its stern.\n\nARTICLE II RAFTS\n\nSection 2.01. Weight. A raft carries no horses.\n";
    assert_eq!(captions(text), ["BOATS", "Size.", "Name and Port.", "RAFTS", "Weight."]);
}

#[test]
fn a_sentence_goes_on_in_its_list_and_behind_it() {
    let text = "Fährordnung\n\n§ 1 Fahrgeld\n\n(1) Das Fahrgeld beträgt je Stunde\n\na) am Tag zwei Kronen und\n\nb) in der Nacht drei Kronen\n\nfür jeden, der an Bord ist.\n\n(2) Zur Fahrt gehören auch\n\n1. die Zeit des Anlegens,\n\n2. die Zeit des Ablegens.\n";
    let found = clauses(text);
    assert_eq!(captions(text), ["Fahrgeld"]);
    assert_eq!(numbers(text), "§ 1 > {(1) > {a) | b)} | (2) > {1. | 2.}}");
    assert!(matches!(found[1].body.last(), Some(Item::Paragraph(p)) if p.starts_with("für jeden")), "{found:?}");
}

#[test]
fn captions_of_articles_may_have_a_stop() {
    let text = "Condiciones del muelle\n\nArtículo 1.º Objeto del muelle.\n\nEl muelle sirve a los barcos de la villa.\n\nArtículo 2.º Barcos en viaje.\n\n1. Los barcos pagan dos coronas.\n\n2. Las balsas no pagan.\n\nArtículo 3.º Noche y día.\n\nDe noche se cierra.\n";
    assert_eq!(captions(text), ["Objeto del muelle.", "Barcos en viaje.", "Noche y día."]);
    let text = "Reglas del faro\n\nArtículo 1.º Se prohíbe fumar.\n\nArtículo 2.º Se prohíbe correr.\n\nArtículo 3.º El farero cierra la puerta.\n";
    assert!(captions(text).is_empty());
}

/// The heading of each clause, with the first words of its first text.
fn captioned(text: &str) -> Vec<String> {
    let first = |c: &Clause| match c.body.first() {
        Some(Item::Paragraph(p)) => p.split(' ').take(3).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    clauses(text).iter().filter_map(|c| c.heading.as_ref().map(|h| format!("{h}: {}", first(c)))).collect()
}

#[test]
fn a_caption_without_a_number_has_the_text_before_the_first_number() {
    let text = "Lamp Licence\n\nLast updated: 2024-03-01\n\nWhoever lights a lamp of the harbour accepts the rules of this licence, whatever the weather in the bay may be.\n\na. \"Lamp\" means a light that burns oil.\n\nb. \"Wick\" means what burns in it.\n\nThe lamps may be lit by all who live at the pier.\n\nLicence\n\n1. Words\n\n2. Use\n\n The host may end the licence on any day of the year, and says so at the door.\n";
    assert_eq!(captioned(text), ["Licence: Whoever lights a", "Words: ", "Use: The lamps may"]);
}

#[test]
fn no_caption_stands_behind_what_goes_on_in_the_next_page() {
    let text = "Lamp Rules\n\nLast updated: 2024-03-01\n\nThe lamps of the harbour are lit at dusk by the keeper, and by nobody\n\nelse.\n\nWhoever brings the oil is paid two crowns for each can that the keeper\n\nOne\n\nTwo\n\n finds to be full when it is weighed at the scales beside the house.\n\nThe wicks are cut on the first day of each month, and the old ones burnt.\n\nThree\n";
    assert_eq!(captioned(text), ["One: The lamps of", "Two: Whoever brings the", "Three: The wicks are"]);
}

#[test]
fn definitions_are_not_parted() {
    let text = "Lamp Rules\n\nLast updated: 2024-03-01\n\n“Lamp” means a light that burns the oil of whales and of no other beast.\n\n“Keeper” means whoever cares for the lamps, their wicks and their oil.\n\n“Wick” means a cord of cotton that draws the oil of the lamp.\n\nEach lamp is lit at dusk.\n\n1. Words\n\n2. Keeper and Wick\n";
    assert_eq!(captioned(text), ["Words: “Lamp” means a", "Keeper and Wick: Each lamp is"]);
}
