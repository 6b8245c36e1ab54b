//! What must hold of every input, whatever a fuzzer makes of it.

use engross::model::text::Text;
use engross::source::{self, Hint, Source};
use engross::{structure, yaml};

/// Reads bytes as a file of this name, as far as texts; each text is written and read back.
pub fn read(bytes: &[u8], name: &str) {
    if let Ok(source) = source::read(bytes, &Hint { name: Some(name), ..Hint::default() }) {
        texts(source);
    }
}

/// The texts in a source: what is written reads back, and is written the same.
pub fn texts(source: Source) -> Vec<Text> {
    let texts: Vec<Text> = structure::documents(source).into_iter().map(|d| d.text).collect();
    for text in &texts {
        let written = yaml::write_text(text);
        let again = yaml::read_text(&written).unwrap_or_else(|error| panic!("{error:?}\n{written}"));
        assert_eq!(yaml::write_text(&again), written);
    }
    texts
}
