//! Nothing is lost: what a file shows stands in the texts that were read from it, or a diagnostic says that it was
//! left out. Invented documents of every format, and real ones.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};
use std::path::Path;

use engross::marks;
use engross::model::text::{Item, Text};
use engross::source::{self, Hint};
use engross::structure::{self, Document};
use proptest::prelude::*;

use super::formats;

/// A part of an invented document; what it is made of is the format's to say.
#[derive(Clone, Debug)]
enum Part {
    Words,
    Within(usize, Vec<Part>),
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let words = Just(Part::Words);
    let tree = words.prop_recursive(5, 40, 4, |inner| {
        (0usize..64, prop::collection::vec(inner, 0..4)).prop_map(|(kind, parts)| Part::Within(kind, parts))
    });
    prop::collection::vec(tree, 1..8)
}

/// Words that stand nowhere else: `q17z`.
struct Words(Vec<String>);

impl Words {
    fn next(&mut self) -> String {
        self.0.push(format!("q{}z", self.0.len()));
        self.0.last().unwrap().clone()
    }
}

/// Reads a file and expects every word in it, or in a diagnostic.
fn holds(bytes: &[u8], name: &str, words: &Words) -> Result<(), TestCaseError> {
    let source = match source::read(bytes, &Hint { name: Some(name), ..Hint::default() }) {
        Ok(source) => source,
        // too deep, too little: refused by name
        Err(_) => return Ok(()),
    };
    let documents = structure::documents(source);
    let all: String = documents.iter().map(letters_of).collect();
    let lost: usize = words.0.iter().filter(|word| !all.contains(word.as_str())).map(String::len).sum();
    let said = declared(&documents);
    let shown = String::from_utf8_lossy(bytes);
    prop_assert!(lost <= said, "{lost} characters are lost, {said} named, of\n{shown}\n{documents:#?}");
    Ok(())
}

/// All characters of a document.
fn letters_of(document: &Document) -> String {
    let Text { title, label, updated, body, .. } = &document.text;
    let mut out = format!("{title} {:?} {label:?} {updated:?}", document.category);
    fn walk(body: &[Item], out: &mut String) {
        for item in body {
            match item {
                Item::Paragraph(p) => out.push_str(&format!(" {}", marks::plain(p))),
                Item::Clause(c) => {
                    let heading = c.heading.as_deref().map(marks::plain);
                    let _ =
                        write!(out, " {} {} ", c.number.as_deref().unwrap_or_default(), heading.unwrap_or_default());
                    walk(&c.body, out);
                }
            }
        }
    }
    walk(body, &mut out);
    out
}

/// How many characters the diagnostics say were left out: the number that a message gives, else what it quotes.
fn declared(documents: &[Document]) -> usize {
    // of a line `Last updated: March 1, 2024` the time is kept, and the field says what the words before it say
    const BEFORE_A_TIME: usize = 24;
    let times = documents.iter().filter(|d| d.text.updated.is_some()).count() * BEFORE_A_TIME;
    let messages = documents.iter().flat_map(|d| &d.diagnostics);
    let quoted: usize = messages
        .map(|d| {
            let first = d.message.split(' ').next().and_then(|n| n.parse::<usize>().ok());
            let counted = first.filter(|_| d.message.contains("characters"));
            counted.unwrap_or_else(|| quoted_in(&d.message))
        })
        .sum();
    times + quoted
}

/// How long the quotations of a message are; what is quoted may begin with the mark of a quotation itself.
fn quoted_in(message: &str) -> usize {
    match (message.contains("``"), message.find('`'), message.rfind('`')) {
        (true, Some(first), Some(last)) => last - first,
        _ => message.split('`').skip(1).step_by(2).map(str::len).sum(),
    }
}

fn html(parts: &[Part], words: &mut Words, out: &mut String) {
    const TAGS: [&str; 46] = [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "th",
        "h1",
        "h3",
        "b",
        "i",
        "u",
        "a href=/x",
        "span",
        "blockquote",
        "details",
        "summary",
        "dl",
        "dt",
        "dd",
        "ruby",
        "rt",
        "pre",
        "q",
        "button",
        "svg",
        "section",
        "nav",
        "footer",
        "header",
        "del",
        "sup",
        "p hidden",
        "span style='display:none'",
        "div class=cookie",
        "select",
        "ol type=a start=3",
        "caption",
        "aside",
        "article",
        "main",
        "label",
        "td rowspan=2",
        "math",
    ];
    for part in parts {
        match part {
            Part::Words => {
                let _ = write!(out, "{} ", words.next());
            }
            Part::Within(kind, parts) => {
                let tag = TAGS[kind % TAGS.len()];
                let _ = write!(out, "<{tag}>");
                html(parts, words, out);
                let _ = writeln!(out, "</{}>", tag.split(' ').next().unwrap());
            }
        }
    }
}

fn markdown(parts: &[Part], depth: usize, words: &mut Words, out: &mut String) {
    for part in parts {
        match part {
            Part::Words => {
                let _ = write!(out, "{} ", words.next());
            }
            Part::Within(kind, parts) => {
                let (open, close) = [
                    ("\n\n", "\n\n"),
                    ("\n\n## ", "\n\n"),
                    ("\n- ", "\n"),
                    ("\n1. ", "\n"),
                    ("\n7) ", "\n"),
                    ("\n> ", "\n\n"),
                    ("**“", "”**"),
                    ("*", "*"),
                    ("<u>", "</u>"),
                    ("<b>", "</b>"),
                    ("[", "](https://x.example/)"),
                    ("![", "](p.png)"),
                    ("`", "`"),
                    ("\n\n| a | ", " |\n|---|---|\n| c | d |\n\n"),
                    ("\n\n```\n", "\n```\n\n"),
                    ("\n\n    ", "\n\n"),
                    ("\n\n<div>", "</div>\n\n"),
                    ("<span>", "</span>"),
                    ("\n\n[^1]: ", "\n\n"),
                    ("  \n", "\\\n"),
                    ("\n\n第一条 ", "\n（一）"),
                    ("~~", "~~"),
                    ("\n==", "\n---\n"),
                    ("<Firm> ", "&amp;"),
                ][kind % 24];
                out.push_str(&open.replace('\n', &format!("\n{}", "  ".repeat(depth))));
                markdown(parts, depth + usize::from(kind % 24 < 5), words, out);
                out.push_str(close);
            }
        }
    }
}

fn document_xml(parts: &[Part], in_run: bool, words: &mut Words, out: &mut String) {
    for part in parts {
        match part {
            Part::Words if in_run => {
                let _ = write!(out, "<w:r><w:t>{} </w:t></w:r>", words.next());
            }
            Part::Words => {
                let _ = write!(out, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", words.next());
            }
            Part::Within(kind, parts) if in_run => {
                let (open, close) = [
                    ("<w:hyperlink w:anchor=\"a\">", "</w:hyperlink>"),
                    ("<w:ins w:id=\"1\">", "</w:ins>"),
                    ("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>"),
                    ("<w:smartTag>", "</w:smartTag>"),
                    ("<w:fldSimple w:instr=\"REF x\">", "</w:fldSimple>"),
                    ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
                    ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
                    ("<w:r><w:ruby><w:rt>", "</w:rt></w:ruby></w:r>"),
                    ("<w:r><w:pict><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:pict></w:r>"),
                    ("<w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r>", "<w:r><w:tab/><w:br/></w:r>"),
                    ("<w:unheard>", "</w:unheard>"),
                ][kind % 11];
                out.push_str(open);
                document_xml(parts, true, words, out);
                out.push_str(close);
            }
            Part::Within(kind, parts) => {
                let (open, close, inline) = [
                    ("<w:p>", "</w:p>", true),
                    ("<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>", "</w:p>", true),
                    ("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>", "</w:p>", true),
                    ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", false),
                    ("<w:tbl><w:tr><w:tc>", "</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", false),
                    ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", false),
                    ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>", false),
                    ("<w:customXml>", "</w:customXml>", false),
                    ("<w:unheard>", "</w:unheard>", false),
                ][kind % 9];
                out.push_str(open);
                document_xml(parts, inline, words, out);
                out.push_str(close);
            }
        }
    }
}

fn docx(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    write!(zip, "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

fn lines(parts: &[Part], depth: usize, words: &mut Words, out: &mut String) {
    for part in parts {
        match part {
            Part::Words => {
                let _ = write!(out, "{}{}", words.next(), if depth.is_multiple_of(2) { " " } else { "" });
            }
            Part::Within(kind, parts) => {
                let open = [
                    "\n第一条 ",
                    "\n\n",
                    "\n1.1 ",
                    "\n（一）",
                    "\n",
                    "。\n",
                    "\n\u{c}",
                    "\n  ",
                    "\n(a) ",
                    "\n2. ",
                    "；\n\n",
                    "\n附件一 ",
                    "：\n",
                    "\nhttps://x.example/",
                    "\nArticle 2 ",
                ][kind % 15];
                out.push_str(open);
                lines(parts, depth + 1, words, out);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_a_page(parts in parts()) {
        let (mut words, mut page) = (Words(Vec::new()), String::from("<!doctype html>\n<h1>Terms</h1>"));
        html(&parts, &mut words, &mut page);
        holds(page.as_bytes(), "a.html", &words)?;
    }

    #[test]
    fn of_markdown(parts in parts()) {
        let (mut words, mut text) = (Words(Vec::new()), String::from("# Terms\n\n## One\n\n"));
        markdown(&parts, 0, &mut words, &mut text);
        holds(text.as_bytes(), "a.md", &words)?;
    }

    #[test]
    fn of_a_document(parts in parts()) {
        let (mut words, mut body) = (Words(Vec::new()), String::new());
        document_xml(&parts, false, &mut words, &mut body);
        holds(&docx(&body), "a.docx", &words)?;
    }

    #[test]
    fn of_printed_lines(parts in parts()) {
        let (mut words, mut text) = (Words(Vec::new()), String::from("Terms of Boats\n"));
        lines(&parts, 0, &mut words, &mut text);
        holds(text.as_bytes(), "a.txt", &words)?;
    }
}

#[test]
fn of_real_files() {
    for path in formats::corpora("of_real_files") {
        let bytes = std::fs::read(&path).unwrap();
        let Some(witness) = witness(&path, &bytes) else { continue };
        let name = path.to_str();
        let Ok(source) = source::read(&bytes, &Hint { name, ..Hint::default() }) else { continue };
        let documents = structure::documents(source);
        let mut left: BTreeMap<char, i64> = BTreeMap::new();
        witness.chars().filter(|c| !c.is_whitespace()).for_each(|c| *left.entry(c).or_default() += 1);
        for c in documents.iter().map(letters_of).collect::<String>().chars() {
            left.entry(c).and_modify(|n| *n -= 1);
        }
        left.retain(|_, n| *n > 0);
        let lost: i64 = left.values().sum();
        let said = declared(&documents);
        assert!(lost as usize <= said, "{}: {lost} characters are lost, {said} named: {left:?}", path.display());
    }
}

/// What a file shows, by another way than ours; none where there is no other.
fn witness(path: &Path, bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"PK") {
        let mut xml = String::new();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        zip.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
        let runs = xml.split("<w:t").skip(1).filter(|run| run.starts_with(['>', ' ']));
        let text: String = runs.filter_map(|run| run.split_once('>')?.1.split("</w:t>").next()).collect();
        return Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"));
    }
    match path.extension()?.to_str()? {
        "html" => {
            let page = scraper::Html::parse_document(std::str::from_utf8(bytes).ok()?);
            let silent = ["head", "script", "style", "noscript", "template", "iframe"];
            let shown = page.tree.nodes().filter(|node| {
                let mut above = node.ancestors().filter_map(scraper::ElementRef::wrap);
                !above.any(|e| silent.contains(&e.value().name()))
            });
            Some(shown.filter_map(|node| node.value().as_text().map(|t| t.to_string())).collect())
        }
        "txt" => Some(std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').to_owned()),
        _ => None,
    }
}
