//! Titles that were moved, repeated or that nothing dates, and what stands at the edges of pages.

use super::{read, rows};

fn titles(text: &str) -> Vec<String> {
    read(text).into_iter().map(|d| d.text.title).collect()
}

fn said(text: &str, code: &str) -> usize {
    read(text).iter().flat_map(|d| &d.diagnostics).filter(|d| d.code == code).count()
}

#[test]
fn a_title_at_the_end_of_its_page_needs_no_time() {
    let text = " 欢迎来到磨坊。\n\n第一条 粮食\n\n1.1 粮食按斗计算。\n\n1.2 湿粮不收。\n\n磨坊类\n\n磨坊用户协议\n 第二条 费用\n\n2.1 费用先付。\n";
    let document = &read(text)[0];
    assert_eq!((document.text.title.as_str(), document.category.as_deref()), ("磨坊用户协议", Some("磨坊类")));
    assert_eq!(rows(&document.text).len(), 6);
    // the only caption without a number, though it is named like no agreement
    let text = " 1 Grain\n\n1.1 Grain is counted by the sack.\n\n1.2 Wet grain is refused.\n\nUsing the Old Mill\n 2 Fees\n\n2.1 Fees are due at once.\n";
    assert_eq!(titles(text), ["Using the Old Mill"]);
    assert_eq!((said(text, "title-guessed"), said(text, "heading-moved")), (1, 1));
}

#[test]
fn times_at_the_ends_of_pages_are_those_of_their_titles() {
    let agreement = |name: &str, day: u32| {
        format!(
            " Welcome to the mill.\n\n1. Grain is counted.\n\n2. Sacks are lent.\n\n{name}\n\nLast updated: {day} May 2021\n"
        )
    };
    let text: String = [("Grain Rules", 3), ("Sack Rules", 4), ("Fee Rules", 5)].map(|(n, d)| agreement(n, d)).concat();
    assert_eq!(titles(&text), ["Grain Rules", "Sack Rules", "Fee Rules"]);
}

#[test]
fn a_title_that_was_moved_is_not_the_rest_of_a_sentence() {
    let filler = "1.1 Wer Korn zur Mühle bringt, zählt die Säcke gemeinsam mit dem Müller und unterschreibt das Buch,\n\nbevor er geht.\n\n";
    let text = format!(
        " Artikel 1 Korn\n\n{}1.2 Nasses Korn wird nicht gemahlen. Fehlen Säcke, so ersetzt der Müller dem Bauern sofort\n\nMühlenordnung\n\nStand: 2. Mai 2020\n den vollen Preis.\n\n1.3 Das Korn bleibt Eigentum des Bauern.\n",
        filler.repeat(5)
    );
    let document = &read(&text)[0];
    assert_eq!(document.text.title, "Mühlenordnung");
    assert!(rows(&document.text).iter().any(|(_, _, own)| own.ends_with("sofortdenvollenPreis.")));
}

#[test]
fn the_edges_of_short_pages_are_dropped() {
    let rules = |from: usize, to: usize| {
        (from..to)
            .map(|n| format!("{n}. Sack {n} is weighed, and its weight is written into the book.\n"))
            .collect::<String>()
    };
    let text =
        format!("Mill Rules\n{}1\n\x0cMill Rules\n{}2\n\x0cMill Rules\n10. No more.\n3\n", rules(1, 9), rules(9, 10));
    let found = rows(&read(&text)[0].text);
    assert_eq!(found.len(), 11);
    assert!(found.iter().all(|(_, _, own)| own.is_empty() || own.ends_with('.')), "{found:?}");
    // the number of the only page
    let found = rows(&read(&format!("Mill Rules\n{}1\n", rules(1, 12)))[0].text);
    assert!(found.iter().all(|(_, _, own)| own.is_empty() || own.ends_with("book.")), "{found:?}");
}

#[test]
fn a_bare_number_captions_and_is_no_title() {
    let clauses = "1 Grain\n1.1 Grain is counted by the sack.\n1.2 Wet grain is refused.\n1.3 Sacks are lent.\n1.4 Sacks are returned.\n1.5 Nobody smokes.\n1.6 Cats are welcome.\n1.7 Dogs are not.\n";
    let text = format!("On Using the Mill\n{clauses}1\n\x0cOn Using the Mill\n2 Fees\n2.1 Fees are due at once.\n2\n");
    assert_eq!(titles(&text), ["On Using the Mill"]);
    assert_eq!(read(clauses)[0].text.title, "");
}

#[test]
fn contents_have_a_title_in_many_languages() {
    for title in ["Spis treści", "Inhoudsopgave", "Sumário", "Оглавление"] {
        let text = format!(
            "Mill Rules\n{title}\n1. Grain ........ 1\n2. Fees ........ 2\n1. Grain\nIt is counted.\n2. Fees\nThey are due.\n"
        );
        assert_eq!(rows(&read(&text)[0].text).len(), 3, "{title}");
    }
}

#[test]
fn lines_of_a_text_that_is_mostly_lists_are_joined() {
    let mut text = "Mill Rules\n\n".to_owned();
    for n in 1..6 {
        text.push_str(&format!("{n}. Grain\n\n(a) rye;\n\n(b) oats;\n\n(c) wheat;\n\n(d) barley.\n\n(e) millet.\n\n"));
        text.push_str(
            "Whoever brings grain to the mill counts the sacks together with the miller, and both of them sign\n\n",
        );
        text.push_str("the book.\n\n");
    }
    let document = &read(&text)[0];
    assert!(!format!("{:?}", document.text.body).contains("\"the book.\""));
}

#[test]
fn a_clause_that_breaks_off_leads_to_its_list() {
    let text = "Mühlenordnung\n\n1. Korn\n\n1.1 Die Annahme kann verweigert werden, wenn der Bauer\n\na) nasses Korn bringt;\n\nb) die Säcke nicht zählt.\n\n1.2 Säcke werden geliehen.\n";
    let found = rows(&read(text)[0].text);
    assert!(found.iter().any(|(path, heading, own)| path.ends_with("1.1") && heading.is_empty() && !own.is_empty()));
}

#[test]
fn captions_at_the_beginning_of_their_page_go_to_their_places() {
    let text = " Mill Rules\n\nArticle 1 Grain\n\nArticle 2 Sacks\n\n1.1 Grain is counted by the sack.\n\n1.2 Wet grain is refused.\n\n2.1 Sacks are lent.\n Article 3 Fees\n\n2.2 Sacks are returned.\n\n3.1 Fees are due at once.\n";
    let document = &read(text)[0];
    let found: Vec<String> = rows(&document.text).into_iter().map(|(path, _, _)| path).collect();
    let wanted = ["", "/Article1", "/Article1/1.1", "/Article1/1.2", "/Article2", "/Article2/2.1", "/Article2/2.2"];
    assert_eq!(found[..7], wanted);
    assert!(document.diagnostics.iter().any(|d| d.code == "heading-moved" && d.message.contains("at the beginning")));
    // entries that come again are a table of contents
    let text = " Mill Rules\n\nArticle 1 Grain\n\nArticle 2 Sacks\n\nArticle 3 Fees\n\nArticle 1 Grain\n\n1.1 Grain is counted.\n\nArticle 2 Sacks\n\n2.1 Sacks are lent.\n Article 3 Fees\n\n3.1 Fees are due at once.\n";
    assert_eq!(said(text, "heading-moved"), 0);
    // names in a list
    let text = " Mill Rules\n\nWe keep the names of those who bring grain, as the law of the mill has it:\n 1. Miller\n\n2. Baker\n\n3. Carter\n\nNobody else is named, whoever asks for it.\n";
    assert_eq!(said(text, "heading-moved"), 0);
}
