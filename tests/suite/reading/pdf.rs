//! PDF: what stands on the page comes back as clauses; what is hostile or no text is refused by name.

use std::collections::HashMap;
use std::path::Path;

use engross::digest;
use engross::marks;
use engross::model::path::{self, Placed};
use engross::model::text::{Clause, Item, Text};
use engross::source::pdf::{self, PdfError};
use engross::{source, structure};

use super::super::shared;

fn texts(path: &Path) -> Vec<Text> {
    let bytes = std::fs::read(path).unwrap();
    let hint = source::Hint { name: path.to_str(), ..source::Hint::default() };
    let source = source::read(&bytes, &hint).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    structure::documents(source).into_iter().map(|document| document.text).collect()
}

fn text(path: &Path) -> Text {
    texts(path).remove(0)
}

/// Agreements of our own, printed by a browser, an office program, a typesetter and a library of reports: the text of their source.
#[test]
fn what_was_printed_is_what_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf");
    for (printed, source) in [
        ("lease-en-chromium.pdf", "lease-en.html"),
        ("lease-en-weasyprint.pdf", "lease-en.html"),
        ("lease-zh-reportlab.pdf", "lease-zh.html"),
        // the title above the page too, and items so far in that one stands in the middle
        ("rules-en-chromium.pdf", "rules-en.html"),
        // words divided by a sign of its own, bullets that are drawn, a paragraph over the page behind a list
        ("notice-en-chromium.pdf", "notice-en.html"),
        ("notice-en-weasyprint.pdf", "notice-en.html"),
        // vowel signs as glyphs of their own, blanks and brackets drawn before the letters
        ("notice-ar-chromium.pdf", "notice-ar.html"),
        ("notice-ar-libreoffice.pdf", "notice-ar.html"),
        // notes at the foot of the page, their marks raised by the layout or by the font
        ("berths-zh-libreoffice.pdf", "berths-zh.md"),
        ("berths-en-weasyprint.pdf", "berths-en.md"),
        // two languages beside each other, over the page
        ("ferry-de-en-chromium.pdf", "ferry-de-en.html"),
        ("ferry-de-en-weasyprint.pdf", "ferry-de-en.html"),
    ] {
        let (found, wanted) = (texts(&folder.join(printed)), texts(&folder.join(source)));
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found.body, wanted.body, "{printed}");
            assert_eq!((&found.title, &found.language), (&wanted.title, &wanted.language), "{printed}");
        }
        assert_eq!(found.len(), wanted.len(), "{printed}");
    }
}

/// Where the Markdown of the pair has lost what the PDF shows: clauses (and all below them) that the two cannot share.
const LOST: [(&str, &str); 17] = [
    ("1.1", "a table of definitions, cell by cell"),
    ("1.2", "a table of definitions, cell by cell"),
    ("2.1", "the end of that table stands below the next caption"),
    ("3.1", "the PDF links a part of an address that is printed in two"),
    ("3.2", "a full line that ends a sentence ends the paragraph too"),
    ("3.4", "a paragraph cut in two by the end of a page"),
    ("5.1", "a table of prices, cell by cell"),
    ("5/pack-of-25-pollens", "a cell of a table as a caption"),
    ("5.2", "a table of prices, cell by cell"),
    ("5.3", "a table of what is paid for, and lists without their bullets"),
    ("5.4", "a paragraph cut in two by the end of a page"),
    ("5.6", "a line that begins with a citation is cut off from its sentence"),
    ("6.1", "a page number and an item cut in two by the end of a page"),
    ("9.3", "an item cut in two by the end of a page"),
    ("10.1", "a caption of fifteen words that nothing marks as one"),
    ("10.2", "a caption of eighteen words that nothing marks as one"),
    ("10.3", "an item cut in two by the end of a page"),
];

/// A PDF, and the text that others extracted from it as Markdown, by the digest of each clause's wording. The
/// extraction lost emphasis everywhere, so it is left out of both; what it lost in single clauses is named above.
#[test]
fn a_pdf_and_its_markdown_give_the_same_clauses() {
    let Some(folder) = shared::folder("a_pdf_and_its_markdown_give_the_same_clauses") else { return };
    let revisions = folder.join("corpora/revisions");
    for version in ["old", "new"] {
        let markdown = text(&revisions.join(format!("16-en-fruitz-md/{version}.md")));
        let pdf = text(&revisions.join(format!("17-en-fruitz-pdf/{version}.pdf")));
        let mut found: HashMap<_, usize> = HashMap::new();
        pdf.clauses().for_each(|(_, c)| *found.entry(digest::wording(&unmarked(c))).or_default() += 1);
        let (mut all, mut alike, mut lost) = (0, 0, 0);
        for Placed { path, clause, .. } in path::place(&markdown) {
            let same = found.get_mut(&digest::wording(&unmarked(clause))).filter(|n| **n > 0).map(|n| *n -= 1);
            let reason = LOST.iter().find(|(place, _)| touches(&path, place));
            match (same, reason) {
                (None, Some(_)) => lost += 1,
                (None, None) => eprintln!("{version}: {path} is read in another way"),
                (Some(()), _) => alike += 1,
            }
            all += 1;
        }
        eprintln!("{version}: {alike} of {} clauses alike, {lost} more lost what the PDF shows", all - lost);
        assert!(
            alike * 100 >= (all - lost) * 97 && alike * 100 >= all * 60,
            "{version}: {alike} of {all}, {lost} lost"
        );
    }
}

/// Whether a path is the place, lies below it, or holds it.
fn touches(path: &str, place: &str) -> bool {
    let (outer, inner) = if path.len() < place.len() { (path, place) } else { (place, path) };
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
}

/// A clause without emphasis.
fn unmarked(clause: &Clause) -> Clause {
    let body = clause.body.iter().map(|item| match item {
        Item::Paragraph(p) => Item::Paragraph(marks::plain(p).replace("**", "")),
        Item::Clause(c) => Item::Clause(unmarked(c)),
    });
    Clause { body: body.collect(), ..clause.clone() }
}

/// A file of one page with this content.
fn one_page(content: &str) -> Vec<u8> {
    one_page_in("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", content)
}

/// A file of one page with this content, in this font.
fn one_page_in(font: &str, content: &str) -> Vec<u8> {
    file(&[
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        &stream("", content),
        font,
    ])
}

/// A stream with this content, and more in its dictionary.
pub(super) fn stream(more: &str, content: &str) -> String {
    format!("<</Length {}{more}>>\nstream\n{content}\nendstream", content.len())
}

/// A file of these objects, the first of which is its root.
pub(super) fn file(objects: &[&str]) -> Vec<u8> {
    let mut out = "%PDF-1.7\n".to_owned();
    let mut offsets = String::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
    }
    let (at, count) = (out.len(), objects.len() + 1);
    out.push_str(&format!(
        "xref\n0 {count}\n0000000000 65535 f \n{offsets}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    ));
    out.into_bytes()
}

const LEASE: &str = "BT /F 12 Tf 72 700 Td (Lease Agreement) Tj 0 -30 Td (1. The tenant pays each month.) Tj ET";

#[test]
fn a_page_is_read_and_what_is_damaged_is_refused_by_name() {
    let whole = one_page(LEASE);
    assert!(pdf::read(&whole).is_ok());
    let refused = |bytes: &[u8]| pdf::pages(bytes).and_then(pdf::blocks).expect_err("refused");
    assert_eq!(refused(&whole[..whole.len() - 40]), PdfError::Truncated);
    assert_eq!(refused(&whole[..300]), PdfError::Truncated);
    assert!(matches!(refused(b"%PDF-1.7\n%%EOF"), PdfError::Damaged(_)));
    let text = String::from_utf8(whole).unwrap();
    let counts = refused(text.replace("/Count 1", "/Count 7").as_bytes());
    assert!(matches!(&counts, PdfError::Damaged(why) if why.contains("7 pages")), "{counts}");
    // a table of objects that is wrong is made anew
    assert!(pdf::read(text.replace("startxref\n", "startxref\n9").as_bytes()).is_ok());
    assert_eq!(refused(&one_page("")), PdfError::NoText);
    let picture = "612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    assert_eq!(refused(&one_page(picture)), PdfError::Scanned { page: 1 });
}

#[test]
fn what_a_page_does_not_show_is_no_part_of_its_text() {
    let read = |content: &str| {
        let source = source::read(&one_page(content), &source::Hint::default()).unwrap();
        let text: Vec<String> = source.blocks.iter().map(|b| marks::plain(&b.text)).collect();
        let codes: Vec<&str> = source.diagnostics.iter().map(|d| d.code).collect();
        (text.join("|"), codes.join(" "))
    };
    let hidden = "BT /F 12 Tf 72 640 Td (2. The tenant pays twice.) Tj ET";
    let told = ("Lease Agreement|1. The tenant pays each month.".to_owned(), "hidden-dropped".to_owned());
    // without ink, in white on the page, beside the page
    for (set, then) in [("3 Tr", hidden), ("1 1 1 rg", hidden), ("0 0 0 0 k", hidden)] {
        assert_eq!(read(&format!("{LEASE} q {set} {then} Q")), told, "{set}");
    }
    assert_eq!(read(&format!("{LEASE} BT /F 12 Tf 900 640 Td (2. The tenant pays twice.) Tj ET")), told);
    // smaller than any eye sees, without density, painted over; a bar elsewhere shows nothing white here
    assert_eq!(read(&format!("{LEASE} BT /F .5 Tf 72 640 Td (2. The tenant pays twice.) Tj ET")), told);
    assert_eq!(read(&format!("{LEASE} {hidden} 0 g 60 630 500 30 re h f")), told);
    assert_eq!(read(&format!("{LEASE} 0 g 50 30 400 30 re h f q 1 g {hidden} Q")), told);
    // white on a dark bar, and black again behind white, are seen
    let seen = "Lease Agreement|1. The tenant pays each month.|2. The tenant pays twice.";
    assert_eq!(read(&format!("{LEASE} 0 g 50 630 400 30 re f q 1 g {hidden} Q")).0, seen);
    assert_eq!(
        read(&format!("{LEASE} 1 1 1 rg 50 630 400 30 re f 0 0 0 rg {hidden}")),
        (seen.to_owned(), String::new())
    );
    // behind the picture of a page they were recognised from it
    let picture = "q 612 0 0 792 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q";
    let scanned = read(&format!("{picture} 3 Tr {LEASE} {hidden}"));
    assert_eq!(scanned, (seen.to_owned(), "text-recognised".to_owned()));
}

#[test]
fn a_font_that_is_not_in_the_file_is_as_wide_as_readers_know_it() {
    // Helvetica says no widths: `Ill` is 722 thousandths of its size wide, `M` 833
    let content = "BT /F 10 Tf 72 700 Td (Ill) Tj 7.22 0 Td (iquid M) Tj 31.1 0 Td (oney of the tenant) Tj ET";
    let pages = pdf::pages(&one_page(content)).unwrap();
    assert_eq!(pages[0].runs.iter().map(|r| r.text.as_str()).collect::<Vec<_>>(), ["Illiquid Money of the tenant"]);
}

#[test]
fn what_a_code_stands_for_is_known_from_its_character_collection() {
    let read = |encoding: &str, codes: &str| {
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/STSong/Encoding/{encoding}/DescendantFonts[<</Type/Font\
             /Subtype/CIDFontType0/BaseFont/STSong/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>]>>"
        );
        let content = format!("BT /F 12 Tf 72 700 Td <{codes}> Tj ET");
        pdf::pages(&one_page_in(&font, &content)).unwrap()[0].runs[0].text.clone()
    };
    assert_eq!(read("GBK-EUC-H", "D7E2C1DE"), "租赁");
    assert_eq!(read("UniGB-UCS2-H", "79DF8D41"), "租赁");
    assert_eq!(read("Identity-H", "123F0A27"), "租赁");
}

#[test]
fn a_page_whose_lines_stand_sideways_is_turned() {
    let line = "The harbour master counts the boats at noon. ";
    for turn in ["0 1 -1 0 100 90 Tm", "0 -1 1 0 500 700 Tm", "-1 0 0 -1 500 90 Tm"] {
        let content = format!("BT /F 11 Tf {turn} (1. {line}) Tj 0 -14 Td (2. {line}) Tj 0 -14 Td (3. {line}) Tj ET");
        let page = pdf::pages(&one_page(&content)).unwrap().remove(0);
        let lines: Vec<_> = page.runs.iter().map(|r| r.text.trim()).collect();
        assert_eq!(lines, [1, 2, 3].map(|n| format!("{n}. {}", line.trim())), "{turn}");
        assert!(page.turned && page.runs.is_sorted_by(|a, b| a.y < b.y));
    }
    // a remark up the edge of a page is none of its lines
    let edge = "BT /F 9 Tf 0 1 -1 0 30 90 Tm (Printed by the harbour office) Tj ET";
    let page = pdf::pages(&one_page(&format!("{LEASE} {edge}"))).unwrap().remove(0);
    assert!(!page.turned && page.aslant.starts_with("Printed"));
}

/// A font as dvips makes it: bitmaps named by their codes, here without the drawings.
#[test]
fn glyphs_named_by_their_codes_are_read_as_their_program_meant_them() {
    let font = |names: &str| {
        format!(
            "<</Type/Font/Subtype/Type3/FontMatrix[0.01 0 0 0.01 0 0]/FontBBox[0 0 9 9]/FirstChar 12/LastChar 120\
             /Widths[{}]/CharProcs<<>>/Encoding<</Differences[{names}]>>>>",
            "50 ".repeat(109)
        )
    };
    let content = "BT /F 10 Tf 72 700 Td (\\014lling \\\\barrels\") Tj ET";
    let read = |names: &str| pdf::pages(&one_page_in(&font(names), content)).unwrap().remove(0);
    let tex =
        read("12/a12 32/a32/.notdef/a34 92/a92 97/a97/a98 101/a101 103/a103 105/a105 108/a108 110/a110 114/a114/a115");
    assert_eq!((tex.runs[0].text.as_str(), tex.guessed), ("filling “barrels”", 16));
    let other =
        read("12/g12 32/g32/.notdef/g34 92/g92 97/g97/g98 101/g101 103/g103 105/g105 108/g108 110/g110 114/g114/g115");
    assert_eq!((other.runs[0].text.as_str(), other.nameless), ("lling \\barrels\"", 1));
    // subsets of Chinese characters have such names too, and use all codes alike
    let names: String = (0..256).map(|code| format!("{code}/a{code} ")).collect();
    let codes: String = (0..256u32).map(|i| format!("{:02x}", i * 167 % 256)).collect();
    let pages = pdf::pages(&one_page_in(&font(&names), &format!("BT /F 10 Tf 72 700 Td <{codes}> Tj ET"))).unwrap();
    assert!(matches!(pdf::blocks(pages), Err(PdfError::Garbled { page: 1, .. })));
    // a font of which any glyph has a number of its own says nothing
    assert_eq!(read("12/a12 32/a32/a33 97/a1").nameless, 16);
}

/// A browser frames each cell of `<table border=1>` by itself: between two frames is no column.
#[test]
fn cells_with_frames_of_their_own_stand_beside_each_other() {
    let mut content = "BT /F 12 Tf 60 740 Td (Harbour Fees) Tj ET\n".to_owned();
    for (row, cells) in [("Vessel", "Fee"), ("Dinghy", "three coins a day"), ("Barge", "nine")].iter().enumerate() {
        let y = 680 - 24 * row;
        for (x, cell) in [(60, cells.0), (223, cells.1)] {
            content.push_str(&format!("{x} {y} 160 20 re S BT /F 10 Tf {} {} Td ({cell}) Tj ET\n", x + 4, y + 6));
        }
    }
    let source = source::read(&one_page(&content), &source::Hint::default()).unwrap();
    let text = structure::documents(source).remove(0).text;
    let table = "| Vessel | Fee |\n| --- | --- |\n| Dinghy | three coins a day |\n| Barge | nine |";
    assert_eq!(text.body.last(), Some(&Item::Paragraph(table.to_owned())));
}

#[test]
fn what_a_page_asks_for_is_bounded() {
    let refused = |content: &str| pdf::pages(&one_page(content)).and_then(pdf::blocks).expect_err("refused");
    let glyphs = format!("BT /F 1 Tf {} ET", "(aaaaaaaaaaaaaaaaaaaa) Tj ".repeat(6_000));
    assert!(matches!(refused(&glyphs), PdfError::TooMuch(_)));
    // a glyph larger than any number is not seen, and what is read can be said
    let vast = format!("q {} BT /F 9 Tf 0 0 Td (a) Tj ET Q", "100000 0 0 100000 0 0 cm ".repeat(8));
    let pages = pdf::pages(&one_page(&format!("{vast} {LEASE}"))).unwrap();
    assert!(serde_json::from_str::<Vec<pdf::page::Page>>(&serde_json::to_string(&pages).unwrap()).is_ok());
    assert_eq!(pages[0].nameless, 1);
    // deep nesting ends the content and not the program
    assert_eq!(refused(&"[".repeat(200_000)), PdfError::NoText);
    assert_eq!(refused(&format!("/A {} BDC", "<</A".repeat(100_000))), PdfError::NoText);
    assert!(pdf::read(&one_page(&format!("{}{LEASE}", "q ".repeat(100_000)))).is_ok());
}

proptest::proptest! {
    #[test]
    fn nothing_panics(content in "(BT|ET|/F 9 Tf|/F -1e30 Tf|\\(ab c\\) Tj|\\[\\(a\\) -900 \\(b\\)\\] TJ|1 0 0 1 9 700 Tm|0 1 -1 0 9 9 Tm|0 -12 Td|q|Q|99 99 m|1 1 l|S|9 9 99 1 re|f|/Artifact <</Type/Pagination>> BDC|/S <</ActualText\\(x\\)>> BDC|EMC| |\n){0,40}") {
        let _ = pdf::read(&one_page(&content));
    }

    #[test]
    fn bytes_changed_anywhere_are_no_panic(at in 0usize..700, byte in 0u8..=255) {
        let mut bytes = one_page(LEASE);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = pdf::read(&bytes);
    }
}
