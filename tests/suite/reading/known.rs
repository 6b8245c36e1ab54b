//! Real extracted texts with their known readings, in the shared folder.

use std::path::Path;

use super::{Row, read, right, rows, squeeze};
use crate::shared;

fn truth(path: &Path) -> (String, Vec<Row>, serde_json::Value) {
    let value: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let title = squeeze(value["title"].as_str().unwrap());
    let mut out = Vec::new();
    walk(&value["body"], "", title.clone(), &mut out);
    (title, out, value)
}

fn walk(body: &serde_json::Value, path: &str, heading: String, out: &mut Vec<Row>) {
    let at = out.len();
    out.push((path.to_owned(), heading, String::new()));
    let single = [body.clone()];
    let mut own = String::new();
    for item in body.as_array().map_or(&single[..], Vec::as_slice) {
        match item.as_str() {
            Some(p) => own.push_str(&squeeze(p)),
            None if item.is_null() => {}
            None => {
                let heading = item["heading"].as_str().map(squeeze).unwrap_or_default();
                let key = item["number"].as_str().map_or_else(|| format!("#{heading}"), squeeze);
                walk(&item["body"], &format!("{path}/{key}"), heading, out);
            }
        }
    }
    out[at].2 = own;
}

/// Counts the clauses right in all texts of files against their readings; a file's reading has its title.
fn score(texts: &[std::path::PathBuf], readings: &[std::path::PathBuf]) -> (usize, usize) {
    let documents: Vec<_> = texts.iter().flat_map(|p| read(&std::fs::read_to_string(p).unwrap())).collect();
    let (mut good, mut all) = (0, 0);
    for path in readings {
        let (title, wanted, value) = truth(path);
        let document = documents.iter().find(|d| squeeze(&d.text.title) == title);
        let document = document.unwrap_or_else(|| panic!("no document for {}", path.display()));
        let found = rows(&document.text);
        good += right(&wanted, &found);
        all += wanted.len();
        let time = value["updated"].as_str();
        assert_eq!(document.text.updated.as_deref(), time, "{}", path.display());
        if let Some(label) = value["label"].as_str() {
            assert_eq!(document.text.label.as_deref(), Some(label), "{}", path.display());
        }
    }
    (good, all)
}

fn files(folder: &Path, extension: &str) -> Vec<std::path::PathBuf> {
    let mut out: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    out.retain(|p| p.extension().is_some_and(|e| e == extension) && p.file_stem().is_some_and(|s| s != "digests"));
    out.sort();
    out
}

#[test]
fn the_seeds_have_their_known_readings() {
    let Some(shared) = shared::folder("the_seeds_have_their_known_readings") else { return };
    let (good, all) = score(&files(&shared.join("seeds"), "txt"), &files(&shared.join("truth"), "json"));
    assert_eq!(good, all, "clauses right");
}

#[test]
fn extracted_laws_and_terms_have_their_known_readings() {
    let Some(shared) = shared::folder("extracted_laws_and_terms_have_their_known_readings") else { return };
    let folder = shared.join("corpora/pdf-text");
    let (good, all) = score(&files(&folder, "txt"), &files(&folder, "json"));
    assert!(good * 1000 >= all * 995, "{good} of {all} clauses right");
}

#[test]
fn the_seeds_hold_seven_agreements() {
    let Some(shared) = shared::folder("the_seeds_hold_seven_agreements") else { return };
    let documents: Vec<_> =
        files(&shared.join("seeds"), "txt").iter().flat_map(|p| read(&std::fs::read_to_string(p).unwrap())).collect();
    assert_eq!(documents.len(), 7);
    assert!(
        documents.iter().all(|d| !d.text.title.is_empty() && d.text.updated.is_some() && d.text.language == "zh-CN")
    );
}
