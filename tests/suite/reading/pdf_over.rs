//! PDF: what lies over a page or in its layers: fields that are filled in, remarks, layers that are off.

use engross::{marks, source};

use super::pdf::{file, stream};

/// The text of a page with more in its dictionary and more objects (from the sixth), and the codes of what is told.
fn read(root: &str, page: &str, content: &str, more: &[&str]) -> (String, String) {
    let root = format!("<</Type/Catalog/Pages 2 0 R{root}>>");
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>\
        /Properties<</L 6 0 R>>/XObject<</X 7 0 R>>/ExtGState<</G 8 0 R>>>>{page}>>"
    );
    let content = stream("", content);
    let first = [root.as_str(), "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page, &content, FONT];
    let bytes = file(&[&first[..], more].concat());
    let source = source::read(&bytes, &source::Hint::default()).unwrap();
    let text: Vec<String> = source.blocks.iter().map(|b| marks::plain(&b.text)).collect();
    (text.join("|"), source.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>().join(" "))
}

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const LEASE: &str = "BT /F 16 Tf 72 700 Td (Lease of a Garden) Tj /F 12 Tf 0 -40 Td (1. The gate is kept shut.) Tj ET";

fn told(text: &str, codes: &str) -> (String, String) {
    (format!("Lease of a Garden|1. The gate is kept shut.{text}"), codes.to_owned())
}

#[test]
fn what_is_filled_in_stands_in_its_line() {
    let widget = |kind: &str| format!("/Annots[<</Subtype/Widget/Rect[220 618 320 634]{kind}>>]");
    let asked = format!("{LEASE} BT /F 12 Tf 72 620 Td (2. The tenant is named ) Tj 250 0 Td (of this town.) Tj ET");
    let line = |value: &str| told(&format!("|2. The tenant is named {value} of this town."), "field-read");
    assert_eq!(read("", &widget("/FT/Tx/V(Ida Moss)"), &asked, &[]), line("Ida Moss"));
    // as it is drawn, with a size and a line of its own
    let drawing = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 100 16]/Resources<</Font<</F 5 0 R>>>>",
        "/Tx BMC BT /F 11 Tf 2 4 Td (Ida M.) Tj ET EMC",
    );
    let drawn = widget("/FT/Tx/V(Ida Moss)/AP<</N 6 0 R>>");
    assert_eq!(read("", &drawn, &asked, &[&drawing]), line("Ida M."));
    // in place of the line that is printed for it
    let ruled = format!(
        "{LEASE} BT /F 12 Tf 72 620 Td (2. The tenant is named ______________ ) Tj 250 0 Td (of this town.) Tj ET"
    );
    assert_eq!(read("", &widget("/FT/Tx/V(Ida Moss)"), &ruled, &[]), line("Ida Moss"));
    assert_eq!(read("", &widget("/FT/Btn/AS/Yes"), &asked, &[]), line("☑"));
    // nothing is filled in, nothing is shown, nothing but a remark
    let empty = told("|2. The tenant is named|of this town.", "");
    assert_eq!(read("", &widget("/FT/Tx"), &asked, &[]).1, empty.1);
    assert_eq!(read("", &widget("/FT/Btn/AS/Off"), &asked, &[]).1, "");
    assert_eq!(read("", &widget("/FT/Tx/V(Ida Moss)/F 2"), &asked, &[]).1, "field-dropped");
    let remark = "/Annots[<</Subtype/Text/Rect[400 600 420 620]/Contents(Why?)>>]";
    assert_eq!(read("", remark, LEASE, &[]), told("", "field-dropped"));
}

#[test]
fn text_that_is_typed_over_a_page_is_text() {
    let drawing = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 300 16]/Resources<</Font<</F 5 0 R>>>>",
        "BT /F 12 Tf 2 4 Td (2. Dogs are welcome.) Tj ET",
    );
    let typed = "/Annots[<</Subtype/FreeText/Rect[70 616 370 632]/AP<</N 6 0 R>>>>]";
    assert_eq!(read("", typed, LEASE, &[&drawing]), told("|2. Dogs are welcome.", "field-read"));
    let callout = typed.replace("/Rect", "/IT/FreeTextCallout/Rect");
    assert_eq!(read("", &callout, LEASE, &[&drawing]), told("", "field-dropped"));
}

#[test]
fn layers_that_are_off_are_not_shown() {
    let layer = "<</Type/OCG/Name(Draft)>>";
    let content = format!("{LEASE} /OC /L BDC BT /F 12 Tf 72 620 Td (2. The fence is green.) Tj ET EMC");
    let shown = told("|2. The fence is green.", "");
    let hidden = told("", "hidden-dropped");
    let properties = |first: &str| format!("/OCProperties<</OCGs[6 0 R]/D<<{first}>>>>");
    assert_eq!(read(&properties("/ON[6 0 R]"), "", &content, &[layer]), shown);
    assert_eq!(read(&properties("/OFF[6 0 R]"), "", &content, &[layer]), hidden);
    assert_eq!(read(&properties("/BaseState/OFF"), "", &content, &[layer]), hidden);
    assert_eq!(read(&properties("/BaseState/OFF/ON[6 0 R]"), "", &content, &[layer]), shown);
    // a set of layers, and a form
    let set = "<</Type/OCMD/OCGs[9 0 R]/P/AllOff>>";
    let none = "null";
    let off = "/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]>>>>";
    assert_eq!(read(off, "", &content, &[set, none, none, layer]), shown);
    let form =
        stream("/Subtype/Form/BBox[0 0 612 792]/OC 9 0 R", "BT /F 12 Tf 72 620 Td (2. The fence is green.) Tj ET");
    assert_eq!(read(off, "", &format!("{LEASE} /X Do"), &[none, &form, none, layer]), hidden);
    assert_eq!(read("", "", &format!("{LEASE} /X Do"), &[none, &form, none, layer]), shown);
}

#[test]
fn a_form_is_drawn_in_the_paint_that_it_is_called_with() {
    let form = stream("/Subtype/Form/BBox[0 0 612 792]", "BT /F 12 Tf 72 620 Td (2. The fence is green.) Tj ET");
    let drawn = |before: &str| read("", "", &format!("{LEASE} q {before} /X Do Q"), &["null", &form, "<</ca 0>>"]);
    assert_eq!(drawn(""), told("|2. The fence is green.", ""));
    assert_eq!(drawn("1 g"), told("", "hidden-dropped"));
    assert_eq!(drawn("/G gs"), told("", "hidden-dropped"));
    // what can be looked through hides nothing
    let over =
        |more: &str| read("", "", &format!("{LEASE} {more} 0 g 60 650 500 30 re f"), &["null", "null", "<</ca .4>>"]);
    assert_eq!(over("/G gs"), told("", ""));
    assert_eq!(over("").1, "hidden-dropped");
}

#[test]
fn a_star_in_small_print_is_the_mark_of_a_note() {
    let line = |size: u8| format!("{LEASE} BT /F {size} Tf 72 630 Td (* but for the cat) Tj ET");
    assert_eq!(read("", "", &line(12), &[]).0, told("|but for the cat", "").0);
    assert_eq!(read("", "", &line(8), &[]).0, told("|* but for the cat", "").0);
}
