//! A text in two languages is two texts, however the page sets them.

use super::{Row, rows};
use crate::sandbox::Sandbox;
use engross::model::text::{Item, Text};
use engross::source::{self, Hint};
use engross::{structure, yaml};

/// The sample agreement in Chinese and in English.
fn sample() -> [Text; 2] {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/agreements/account-agreement/");
    ["2019-08.yaml", "2019-08.en.yaml"]
        .map(|file| yaml::read_text(&std::fs::read_to_string(format!("{folder}{file}")).unwrap()).unwrap())
}

/// What is printed of a text, paragraph by paragraph.
fn printed(text: &Text) -> Vec<String> {
    fn walk(body: &[Item], out: &mut Vec<String>) {
        for item in body {
            match item {
                Item::Paragraph(paragraph) => out.push(engross::marks::plain(paragraph)),
                Item::Clause(clause) => {
                    let mut body = clause.body.as_slice();
                    let number = clause.number.clone().unwrap_or_else(|| "•".to_owned());
                    let first = match (&clause.heading, body.split_first()) {
                        (Some(heading), _) => heading.clone(),
                        (None, Some((Item::Paragraph(first), rest))) => {
                            body = rest;
                            engross::marks::plain(first)
                        }
                        _ => String::new(),
                    };
                    out.push(format!("{number} {first}").trim().to_owned());
                    walk(body, out);
                }
            }
        }
    }
    let mut out = vec![text.title.clone()];
    walk(&text.body, &mut out);
    out
}

fn read(bytes: &str, name: &str) -> Vec<structure::Document> {
    let found = source::read(bytes.as_bytes(), &Hint { name: Some(name), ..Hint::default() });
    structure::documents(found.unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// A paragraph in lines of 84 half em: between words, and between wide characters before which a line may begin.
fn wrap(paragraph: &str) -> String {
    let (mut out, mut width) = (String::new(), 0);
    for word in paragraph.split_inclusive(|c: char| c == ' ' || !c.is_ascii()) {
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        let needed: usize = word.trim_end().chars().map(wide).sum();
        if width + needed > 84 && !word.starts_with(|c| "，。、；：）》”？！".contains(c)) {
            out.truncate(out.trim_end().len());
            out.push('\n');
            width = 0;
        }
        out.push_str(word);
        width += word.chars().map(wide).sum::<usize>();
    }
    out
}

/// The clauses of the documents, language by language.
fn told(documents: &[structure::Document]) -> Vec<(&str, bool, Vec<Row>)> {
    documents.iter().map(|d| (d.text.language.as_str(), d.is_translation, rows(&d.text))).collect()
}

#[test]
fn in_turn_behind_each_other_and_in_columns() {
    let texts = sample();
    let [zh, en] = texts.each_ref().map(printed);
    assert_eq!(zh.len(), en.len(), "the sample and its translation are set alike");
    let in_turn: Vec<String> = zh.iter().zip(&en).map(|(zh, en)| format!("{zh}\n\n{en}")).collect();
    let row = |(zh, en): (&String, &String)| format!("<tr><td><p>{zh}</p></td><td><p>{en}</p></td></tr>");
    let table = format!("<table>{}</table>", zh.iter().zip(&en).map(row).collect::<String>());
    let beside: Vec<String> = zh.iter().zip(&en).map(|(zh, en)| format!("{zh} {en}")).collect();
    // as extraction from a page writes it
    let wrapped: Vec<String> = zh.iter().zip(&en).flat_map(|(zh, en)| [wrap(zh), wrap(en)]).collect();
    let want = [("zh-CN", false, rows(&texts[0])), ("en", true, rows(&texts[1]))];
    for (source, name) in [
        (in_turn.join("\n\n"), "in-turn.txt"),
        (wrapped.join("\n"), "wrapped.txt"),
        (format!("{}\n\n{}", zh.join("\n\n"), en.join("\n\n")), "behind.txt"),
        (table, "table.html"),
        (beside.join("\n"), "beside.txt"),
        (format!("---\nlang: zh-CN\n---\n\n{}", in_turn.join("\n\n")), "front-matter.md"),
    ] {
        let documents = read(&source, name);
        for (found, want) in told(&documents).iter().zip(&want) {
            assert_eq!((found.0, found.1), (want.0, want.1), "{name}");
            let wrong: Vec<&Row> = want.2.iter().filter(|row| !found.2.contains(row)).collect();
            assert!(
                wrong.is_empty(),
                "{name}: {wrong:?}\n{:?}",
                found.2.iter().filter(|row| !want.2.contains(row)).collect::<Vec<_>>()
            );
        }
        assert_eq!(documents.len(), 2, "{name}");
        assert!(documents[0].diagnostics.iter().any(|d| d.code == "two-languages"), "{name}");
    }
}

#[test]
fn a_number_that_stands_once_is_of_both() {
    let texts = sample();
    let [zh, en] = texts.each_ref().map(printed);
    let own = |line: &str| line.split_once(' ').filter(|_| is_numbered(line)).map_or(line, |(_, own)| own).to_owned();
    let is_caption = |line: &String| line.starts_with('第');
    let en: Vec<String> =
        zh.iter().zip(&en).map(|(zh, en)| if is_caption(zh) { en.clone() } else { own(en) }).collect();
    let table = zh.iter().zip(&en).map(|(zh, en)| format!("<tr><td>{zh}</td><td>{en}</td></tr>"));
    let wrapped = zh.iter().zip(&en).flat_map(|(zh, en)| [wrap(zh), wrap(en)]).collect::<Vec<_>>().join("\n");
    for (source, name) in
        [(wrapped, "once.txt"), (format!("<table>{}</table>", table.collect::<String>()), "once.html")]
    {
        let documents = read(&source, name);
        let told = told(&documents);
        assert_eq!(told.iter().map(|t| (t.0, t.1)).collect::<Vec<_>>(), [("zh-CN", false), ("en", true)], "{name}");
        for (found, text) in told.iter().zip(&texts) {
            let want = rows(text);
            let said = |rows: &[Row]| rows.iter().map(|row| (row.1.clone(), row.2.clone())).collect::<Vec<_>>();
            assert_eq!(said(&found.2), said(&want), "{name}");
        }
    }
}

fn is_numbered(line: &str) -> bool {
    line.trim_start_matches('(').starts_with(|c: char| c.is_ascii_digit() || c == '•')
}

#[test]
fn both_go_into_one_agreement() {
    let sandbox = Sandbox::with_sample();
    let texts = sample();
    let [zh, en] = texts.each_ref().map(printed);
    sandbox.write("two.md", format!("# {}\n\n# {}\n", zh.join("\n\n"), en.join("\n\n")));
    let said = sandbox.done(&["import", "two.md", "--as", "account", "--version", "1"]);
    assert!(said.contains("agreements/account/1.yaml") && said.contains("agreements/account/1.en.yaml"), "{said}");
    assert!(sandbox.read("agreements/account/agreement.yaml").contains("prevailing: zh-CN"));
    sandbox.done(&["publish", "account", "1", "--published", "2026-01-01T00:00:00Z"]);
}
