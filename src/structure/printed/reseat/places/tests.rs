use crate::model::text::Item;
use crate::structure::documents;

/// The numbers of a text's clauses, each with those below it.
fn outline(page: &[&str]) -> Vec<String> {
    fn numbers(body: &[Item], depth: usize, out: &mut Vec<String>) {
        for item in body {
            if let Item::Clause(clause) = item {
                out.push(format!("{}{}", "-".repeat(depth), clause.number.as_deref().unwrap_or("?")));
                numbers(&clause.body, depth + 1, out);
            }
        }
    }
    let mut out = Vec::new();
    numbers(&documents(crate::source::text::read(&page.join("\n\n")))[0].text.body, 0, &mut out);
    out
}

#[test]
fn captions_before_an_annex_are_placed_though_its_numbers_begin_anew() {
    let page = [
        " Rules of the Boat House",
        "2.1 Oars hang in the rack by the door.",
        "3.1 Lamps are lit by the host at dusk.",
        "1.1 A boat is whatever floats and has a keel.",
        "1.2 A lamp is whatever burns oil.",
        "2. Oars",
        "3. Lamps",
        "Annex A: Words of the House",
        "1. Definitions",
        " 2. The words of the house are those of the port.",
    ];
    let expected = ["2.", "-2.1", "3.", "-3.1", "Annex A:", "-1.", "--1.1", "--1.2", "-2."];
    assert_eq!(outline(&page), expected);
}

#[test]
fn a_number_that_was_there_before_is_of_another_series() {
    let page = [
        " Rules of the Boat House",
        "1. House",
        "1. Boats",
        "Boats are washed every spring by whoever rowed them.",
        "2. Lamps",
        "Lamps are lit by the host at dusk.",
        " Broken lamps are paid for by whoever broke them.",
        "1. Ships come into the port by day, and ring the bell.",
        "2. Ships leave the port by night, and ring no bell.",
        "2. Harbour",
        " 3. Ships that stay are moored by the quay.",
    ];
    let expected = ["1.", "1.", "2.", "2.", "-1.", "-2.", "-3."];
    assert_eq!(outline(&page), expected);
}

#[test]
fn a_caption_does_not_stand_where_numbers_like_its_own_count_on() {
    let page = [
        " Rules of the Boat House",
        "1. House",
        "1. Doors are shut at night by whoever leaves last.",
        "2. Lamps are lit by the host at dusk.",
        " 3. Oars hang in racks, and whoever breaks oars or racks pays.",
        "4. The gate is shut at noon.",
        "Oars and racks are oiled.",
        "2. Oars and Racks",
        " Carts stay outside.",
    ];
    assert_eq!(outline(&page), ["1.", "1.", "2.", "3.", "4.", "2."]);
}
