//! The site's own words, in the language of the page.
//!
//! A table of data (`templates/words.yaml`): a key, then the word by language. A language is looked up as it is
//! (`zh-CN`), then by its first part (`zh`), then in English; so every key gives a word.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::SiteError;
use crate::yaml;

/// The table.
#[derive(Debug)]
pub(super) struct Words {
    table: BTreeMap<String, BTreeMap<String, String>>,
    /// The lexicons asked for so far.
    lexicons: Mutex<BTreeMap<String, Arc<Lexicon>>>,
}

/// The words of one language: what templates see as `w`.
pub type Lexicon = BTreeMap<String, String>;

impl Words {
    /// Reads the table; words that `own` lacks are those of the built-in table.
    pub(super) fn read(built_in: &str, own: &str) -> Result<Words, SiteError> {
        let mut table = read(built_in)?;
        for (key, words) in read(own)? {
            table.entry(key).or_default().extend(words);
        }
        Ok(Words { table, lexicons: Mutex::default() })
    }

    /// Every word in one language.
    pub(super) fn lexicon(&self, language: &str) -> Arc<Lexicon> {
        let mut known = self.lexicons.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(language) {
            Some(lexicon) => lexicon.clone(),
            None => known.entry(language.to_owned()).or_insert(Arc::new(self.collect(language))).clone(),
        }
    }

    fn collect(&self, language: &str) -> Lexicon {
        let word = |words: &BTreeMap<String, String>| {
            let found = find(words, language).or_else(|| words.get("en")).or_else(|| words.values().next());
            found.cloned().unwrap_or_default()
        };
        self.table.iter().map(|(key, words)| (key.clone(), word(words))).collect()
    }

    /// A language's name in that language; an unknown one is named by its tag.
    pub(super) fn autonym(&self, language: &str) -> String {
        let name = self.table.get("language").and_then(|words| find(words, language));
        name.map_or_else(|| language.to_owned(), Clone::clone)
    }

    /// A language's name in the language `by`.
    pub(super) fn language(&self, language: &str, by: &str) -> String {
        let key = |tag: &str| format!("language_{tag}");
        let words = self.table.get(&key(language)).or_else(|| self.table.get(&key(primary(language))));
        let name = words.and_then(|words| find(words, by).or_else(|| words.get("en")));
        name.map_or_else(|| language.to_owned(), Clone::clone)
    }
}

fn find<'w>(words: &'w BTreeMap<String, String>, language: &str) -> Option<&'w String> {
    words.get(language).or_else(|| words.get(primary(language)))
}

fn read(source: &str) -> Result<BTreeMap<String, BTreeMap<String, String>>, SiteError> {
    yaml::read_words(source).map_err(|e| SiteError::Template {
        file: "words.yaml".to_owned(),
        line: e.line,
        column: e.column,
        message: e.message,
    })
}

/// The first part of a language tag: `zh` of `zh-CN`.
pub(super) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// `rtl` or `ltr`, by the script that a language is written in.
pub(super) fn direction(language: &str) -> &'static str {
    let script = language.split('-').nth(1).filter(|part| part.len() == 4);
    let right_to_left = match script {
        Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo"),
        None => matches!(primary(language), "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb"),
    };
    if right_to_left { "rtl" } else { "ltr" }
}

/// Fills the `{name}` places of a word.
pub(super) fn fill(word: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('}').map_or(rest.len(), |end| end + 1);
        let name = rest[..end].trim_matches(['{', '}']);
        match places.iter().find(|(place, _)| *place == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}
