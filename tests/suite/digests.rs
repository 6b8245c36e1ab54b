//! Digests are frozen: every vector is reproduced. `tests/recompute.py` computed them from the definition alone.

use engross::digest;
use engross::model::name::{Digest, Slug};
use engross::model::text::{Clause, Item, Text};
use engross::model::version::Version;
use serde_json::Value;

use crate::shared;

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn body(value: &Value) -> Vec<Item> {
    let item = |v: &Value| match v {
        Value::String(p) => Item::Paragraph(p.clone()),
        other => Item::Clause(clause(other)),
    };
    value.as_array().map(|items| items.iter().map(item).collect()).unwrap_or_default()
}

fn clause(v: &Value) -> Clause {
    Clause { number: string(&v["number"]), heading: string(&v["heading"]), id: None, body: body(&v["body"]) }
}

fn text(v: &Value) -> Text {
    Text {
        title: string(&v["title"]).unwrap(),
        language: string(&v["language"]).unwrap(),
        label: string(&v["label"]),
        updated: None,
        body: body(&v["body"]),
    }
}

fn version(v: &Value) -> (Slug, Version) {
    let mut record = v.clone();
    let slug = record["slug"].as_str().unwrap().parse().unwrap();
    let fields = record.as_object_mut().unwrap();
    fields.remove("slug");
    fields.entry("digest").or_insert_with(|| Digest([0; 32]).to_string().into());
    (slug, serde_json::from_value(record).unwrap())
}

#[test]
fn frozen_vectors() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("../vectors/digests.json")).unwrap();
    assert_eq!(cases.len(), 16);
    for case in &cases {
        let input = &case["input"];
        let found = match case["kind"].as_str().unwrap() {
            "paragraph" => digest::paragraph(input.as_str().unwrap()),
            "clause" => digest::clause(&clause(input)),
            "wording" => digest::wording(&clause(input)),
            "text" => digest::text(&text(input)),
            "version" => {
                let (slug, version) = version(input);
                digest::version(&slug, &version)
            }
            kind => panic!("{kind}"),
        };
        assert_eq!(found.to_string(), case["digest"].as_str().unwrap(), "{}", case["name"]);
    }
}

#[test]
fn digests_of_another_implementation() {
    let Some(shared) = shared::folder("digests_of_another_implementation") else { return };
    let file = std::fs::read_to_string(shared.join("truth/digests.json")).unwrap();
    let truth: Value = serde_json::from_str(&file).unwrap();
    let same = |found: Digest, want: &Value| assert_eq!(found.to_string(), want.as_str().unwrap());
    let mut count = 0;
    for case in truth["paragraphs"].as_array().unwrap() {
        same(digest::paragraph(case["text"].as_str().unwrap()), &case["digest"]);
        count += 1;
    }
    for case in truth["clauses"].as_array().unwrap() {
        same(digest::clause(&clause(&case["clause"])), &case["digest"]);
        same(digest::wording(&clause(&case["clause"])), &case["wording"]);
        count += 2;
    }
    for case in truth["texts"].as_array().unwrap() {
        same(digest::text(&text(&case["text"])), &case["digest"]);
        count += 1;
    }
    for case in truth["versions"].as_array().unwrap() {
        let mut record = case["record"].clone();
        record["slug"] = case["slug"].clone();
        let (slug, version) = version(&record);
        same(digest::version(&slug, &version), &case["record"]["digest"]);
        count += 1;
    }
    assert!(count >= 16, "{count} digests in the truth");
}
