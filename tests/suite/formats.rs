//! Real files of every format: each is read or refused by name, and no character is lost.

use std::path::{Path, PathBuf};

use engross::digest;
use engross::marks;
use engross::model::text::{Clause, Text};
use engross::source::pdf::PdfError;
use engross::source::{self, Hint, Source, SourceError};
use engross::structure::{self, Document};

use super::shared;

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, out);
        } else if !matches!(path.extension().and_then(|e| e.to_str()), Some("json" | "tsv")) {
            out.push(path);
        }
    }
}

pub(super) fn corpora(test: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    if let Some(folder) = shared::folder(test) {
        files(&folder.join("corpora"), &mut out);
    }
    out
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(path: &Path) -> Result<Source, SourceError> {
    let bytes = std::fs::read(path).unwrap();
    source::read(&bytes, &Hint { name: path.to_str(), ..Hint::default() })
}

fn documents(path: &Path) -> Vec<Document> {
    structure::documents(read(path).unwrap())
}

/// Every clause of a text in reading order.
fn clauses(text: &Text) -> Vec<&Clause> {
    text.clauses().map(|(_, clause)| clause).collect()
}

/// Letters and digits, whatever stands between them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the characters stand in `all` in their order.
fn stand_in(letters: &str, all: &str) -> Result<(), String> {
    let mut rest = all.chars();
    let missing = letters.char_indices().find(|(_, c)| !rest.any(|r| r == *c));
    missing.map_or(Ok(()), |(at, _)| Err(letters[at..].chars().take(40).collect()))
}

fn shown(source: &Source) -> String {
    source.blocks.iter().map(|b| letters(&marks::plain(&b.text))).collect()
}

#[test]
fn every_file_is_read_or_refused_by_name() {
    for path in corpora("every_file_is_read_or_refused_by_name") {
        match read(&path) {
            Ok(source) => {
                let documents = structure::documents(source);
                assert!(!documents.is_empty(), "{}", path.display());
                assert!(documents.iter().all(|d| !d.text.body.is_empty()), "{}", path.display());
            }
            Err(SourceError::Unsupported(what)) => assert!(what.contains("e-Gov"), "{}: {what}", path.display()),
            Err(SourceError::Pdf(PdfError::Garbled { .. })) => {
                assert!(name(&path).contains("garbled"), "{}", path.display());
            }
            Err(SourceError::NoText(why)) => {
                assert!(name(&path).starts_with("23-"), "{}: {why}", path.display());
                assert!(why.contains("script"), "{why}");
            }
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
}

#[test]
fn a_file_is_recognised_by_its_content() {
    let Some(folder) = shared::folder("a_file_is_recognised_by_its_content") else { return };
    let typed = documents(&folder.join("corpora/structures/20-zh-game-eula-docx.docx"));
    let pasted = documents(&folder.join("corpora/structures/22-zh-game-eula-docx-named-html.html"));
    // one of the two marks a caption without a number as strong, and the other does not
    let numbered = |text| clauses(text).into_iter().filter(|c| c.number.is_some()).count();
    assert_eq!(numbered(&typed[0].text), numbered(&pasted[0].text));
}

/// In the laws every article at the start of a line is a clause, in this order.
#[test]
fn every_article_of_a_law_is_a_clause() {
    for path in corpora("every_article_of_a_law_is_a_clause").iter().filter(|p| name(p).ends_with(".md")) {
        let text = std::fs::read_to_string(path).unwrap();
        let article = |line: &str| {
            let line = line.trim_start_matches(['#', ' ', '*', '\u{3000}']);
            let end = line.strip_prefix('第')?.find('条')? + "第条".len();
            let number = &line[..end];
            let digits = number.trim_start_matches('第').trim_end_matches('条');
            let free = line[end..].chars().next().is_none_or(char::is_whitespace);
            (free && digits.chars().all(|c| "一二三四五六七八九十百千零〇".contains(c))).then(|| number.to_owned())
        };
        let expected: Vec<String> = text.lines().filter_map(article).collect();
        if expected.len() < 5 {
            continue;
        }
        let documents = documents(path);
        let found: Vec<String> = documents
            .iter()
            .flat_map(|d| clauses(&d.text))
            .filter_map(|c| c.number.clone().filter(|n| n.starts_with('第') && n.ends_with('条')))
            .collect();
        assert_eq!(found, expected, "{}", path.display());
    }
}

/// Whether nothing is missing but tables of contents, of which the diagnostics say how long they were.
fn without_contents(witness: &str, source: &Source) -> bool {
    let contents = source.diagnostics.iter().filter(|d| d.code == "contents-dropped");
    let declared: usize = contents.filter_map(|d| d.message.split(' ').next()?.parse::<usize>().ok()).sum();
    let shown = shown(source);
    stand_in(&shown, witness).is_ok() && witness.chars().count() <= shown.chars().count() + declared
}

#[test]
fn markdown_loses_no_character() {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    for path in corpora("markdown_loses_no_character").iter().filter(|p| name(p).ends_with(".md")) {
        let text = std::fs::read_to_string(path).unwrap();
        let body = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).map_or(text.as_str(), |(_, b)| b);
        let mut witness = String::new();
        let mut html = 0;
        for event in Parser::new_ext(body, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::HtmlBlock) => html += 1,
                Event::End(TagEnd::HtmlBlock) => html -= 1,
                Event::Text(t) | Event::Code(t) if html == 0 => witness.push_str(&letters(&t)),
                _ => {}
            }
        }
        let source = read(path).unwrap();
        if let Err(lost) = stand_in(&witness, &shown(&source)) {
            // printed lines under the name of Markdown are no Markdown
            let lines: String = text.lines().map(letters).collect();
            let printed = stand_in(&lines, &shown(&source)).is_ok();
            assert!(printed || without_contents(&witness, &source), "{}: lost {lost}", path.display());
        }
    }
}

#[test]
fn the_same_agreement_in_two_formats_has_the_same_clauses() {
    let Some(folder) = shared::folder("the_same_agreement_in_two_formats_has_the_same_clauses") else { return };
    let at = |name: &str| documents(&folder.join("corpora").join(name)).remove(0).text;
    for side in ["old", "new"] {
        let markdown = at(&format!("revisions/60-de-finya-md/{side}.md"));
        let html = at(&format!("revisions/61-de-finya-html/{side}.html"));
        let wordings = |text: &Text| clauses(text).iter().map(|c| digest::wording(c)).collect::<Vec<_>>();
        let (markdown, html) = (wordings(&markdown), wordings(&html));
        let same = markdown.iter().filter(|wording| html.contains(wording)).count();
        assert!(same * 100 >= 97 * markdown.len().max(html.len()), "{side}: {same} of {}", markdown.len());
    }
    let docx = at("structures/24-zh-campus-terms-docx.docx");
    let html = at("structures/25-zh-campus-terms-html.html");
    let outline = |text: &Text| {
        text.clauses()
            .map(|(depth, c)| (depth, c.number.clone(), c.heading.as_deref().map(marks::plain)))
            .collect::<Vec<_>>()
    };
    assert_eq!(outline(&docx), outline(&html));
}

/// However a page is dressed, the agreement in it is the same to the digest.
#[test]
fn a_page_and_the_same_page_in_other_dress_have_one_digest() {
    let plain = "<title>x</title><h1>Boat Hire Terms</h1><h2>1. Boats</h2>\
        <p>The hirer <b>shall return</b> each boat by <i>dusk</i>, see <a href='https://boats.example/tides'>tides</a>.</p>\
        <ol type=a><li>oars,</li><li>one anchor, and<ul><li>its rope</li></ul></li></ol>\
        <h2>2. Fees</h2><table><tr><td>Day</td><td>Crowns</td></tr><tr><td>Sunday</td><td>12</td></tr></table>\
        <p>Fees are due in advance.</p>";
    let dressed = "<!DOCTYPE html><html lang=en><head><base href='https://boats.example/'><title>Terms | Boats</title>\
        <style>/* page */ .w7 { font-weight: 700 } em.d{font-style:italic} .n{list-style-type:lower-alpha}</style>\
        <script>track('<p>no</p>')</script></head><body class=home>\
        <header class=top><a href=/>Boats</a> <button>Menu</button></header>\
        <nav><ul><li><a href=/hire>Hire</a></li><li><a href=/fees>Fees</a></li></ul></nav>\
        <div class='cookie-consent' role=dialog><p>This site stores biscuits.</p><button>Fine</button></div>\
        <div id=root><div class=grid><div class=col>\n  <h1 style='font-weight:bold'><span>Boat Hire\n Terms</span></h1>\
        <section><h2><a id=boats></a>1. Boats</h2>\n<p>The hirer <span class='w7 ink'>shall re\u{ad}turn</span>\n  each boat by\
        <em class=d> dusk</em>, see <a href='/tides' target=_blank>tides</a>.</p>\n<ol class=n>\n <li><p>oars,</p></li>\
        <li><div>one anchor, and</div><ul>\n<li><span>its rope</span></li></ul></li></ol></section><hr>\
        <div><h2>2. Fees</h2><div class=scroll><table class=t><thead><tr><th>Day</th><th>Crowns</th></tr></thead>\
        <tbody><tr><td><p>Sunday</p></td><td> 12 </td></tr></tbody></table></div><div>Fees are due in advance.</div></div>\
        </div></div></div><aside class=sidebar>Rent a tent too.</aside><footer>Boats Ltd<br><a href=/imprint>Imprint</a></footer>\
        <script src=x.js></script></body></html>";
    let text = |html: &str| {
        let hint = Hint { name: Some("terms.html"), ..Hint::default() };
        structure::documents(source::read(html.as_bytes(), &hint).unwrap()).remove(0).text
    };
    let (plain, dressed) = (text(plain), text(dressed));
    assert_eq!(plain, dressed);
    assert_eq!(digest::text(&plain), digest::text(&dressed));
    assert_eq!(
        clauses(&plain).iter().filter_map(|c| c.number.as_deref()).collect::<Vec<_>>(),
        ["1.", "a.", "b.", "2."]
    );
}

/// What is not text, or too much of it, is refused at once with its place.
#[test]
fn hostile_input_is_refused_within_a_second() {
    let hint = Hint { name: Some("a.md"), ..Hint::default() };
    let begun = std::time::Instant::now();
    for text in [
        ">".repeat(100_000),
        format!("# a\n{}", "> ".repeat(100_000)),
        "- ".repeat(100_000) + "a",
        "<div>".repeat(100_000),
        format!("# a\n\n{}", "<div>".repeat(100_000)),
    ] {
        let found = source::read(text.as_bytes(), &hint);
        assert!(matches!(found, Err(SourceError::TooDeep { .. })), "{}", &text[..20]);
    }
    for text in [
        "[".repeat(50_000),
        "**a ".repeat(50_000),
        "# a\n".to_owned() + &"*a _b ".repeat(50_000),
        "|".repeat(50_000),
        format!("<!doctype html>{}", "<b x=1><p>".repeat(50_000)),
    ] {
        let _ = source::read(text.as_bytes(), &hint).map(structure::documents);
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?} unoptimised", begun.elapsed());
}
