//! Every digest, from canonical bytes that a stranger can recompute.
//!
//! Frozen: a digest is evidence. No file's bytes enter it, only values, so no change of a YAML or Markdown
//! library can change one. ‖ joins bytes; `raw(d)` is a digest's 32 bytes.
//!
//! | of | SHA-256 over |
//! | --- | --- |
//! | paragraph | `00` ‖ its words, white space folded |
//! | clause | `01` ‖ field(number) ‖ field(heading) ‖ raw(digest of each paragraph and clause in it, in order) |
//! | text | `02` ‖ field(`engross/1`) ‖ field(language) ‖ field(title) ‖ field(label) ‖ raw(digest of each part) |
//! | version | `03` ‖ field(`engross/1`) ‖ field of slug, name, label ‖ number of texts (8 bytes) ‖ field(language) ‖ raw(digest) of each text ‖ field of prevailing language, published, effective, level, summary ‖ raw(parent), or 32 zero bytes |
//!
//! `field(s)` is the length of `s` in bytes as 8 bytes, big-endian, then `s`; what is absent is empty. With the tools of
//! any Unix, for clause 2.1 of the sample that `engross init` makes:
//!
//! ```sh
//! hash() { sha256sum | cut -c 1-64; }
//! raw() { printf "$(printf %s "$1" | sed 's/../\\x&/g')"; }
//! field() { raw "$(printf %016x "$(printf %s "$1" | wc -c)")"; printf %s "$1"; }
//! p=$(printf '\0%s' 'Invoices are due within 30 days.' | hash)
//! { printf '\1'; field 2.1; field ''; raw "$p"; } | hash
//! ```
//!
//! `engross digest sample-terms#2.1` prints the same. `tests/recompute.py` does it for a whole workspace.

use std::borrow::Cow;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use crate::model::name::{Digest, Slug};
use crate::model::text::{Clause, Item, Text, own_paragraphs};
use crate::model::version::Version;

const FORMAT: &str = "engross/1";

/// `utf8(s)` of a single-line value: runs of White_Space become one blank, the ends are trimmed.
pub fn fold(s: &str) -> String {
    folded(s).into_owned()
}

/// The same as [`fold`], at no cost where white space is folded already.
pub(crate) fn folded(s: &str) -> Cow<'_, str> {
    if is_folded(s) {
        return s.into();
    }
    let mut out = String::with_capacity(s.len());
    for word in s.split(char::is_whitespace).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.into()
}

/// Whether white space is folded already: [`fold`] would change nothing.
pub(crate) fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return false;
    }
    // every place is asked every question: in strides, without a branch, many are looked at at once
    bytes.chunks(64).enumerate().all(|(n, stride)| {
        let (second, third) = (&bytes[n * 64 + 1..], bytes.get(n * 64 + 2..).unwrap_or_default());
        let mut found = false;
        for a in stride {
            found |= matches!(a, b'\t'..=b'\r');
        }
        for (a, b) in stride.iter().zip(second) {
            found |= (*a == b' ') & (*b == b' ') | (*a == 0xc2) & ((*b == 0x85) | (*b == 0xa0));
        }
        for ((a, b), c) in stride.iter().zip(second).zip(third) {
            let general = (*b == 0x80) & ((*c <= 0x8a) | (*c == 0xa8) | (*c == 0xa9) | (*c == 0xaf));
            found |= (*a == 0xe2) & (general | (*b == 0x81) & (*c == 0x9f));
            found |= (*a == 0xe3) & (*b == 0x80) & (*c == 0x80) | (*a == 0xe1) & (*b == 0x9a) & (*c == 0x80);
        }
        !found
    })
}

/// `utf8(s)` of a paragraph: each line folded, the lines kept (a table, a quotation).
pub fn fold_paragraph(s: &str) -> Cow<'_, str> {
    let s = s.trim();
    if s.contains('\n') {
        let lines: Vec<_> = s.split('\n').map(folded).collect();
        lines.join("\n").into()
    } else {
        folded(s)
    }
}

/// SHA-256 of bytes given in parts.
pub fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut h = Sha256::new();
    for part in parts {
        h.update(part);
    }
    h.finalize().into()
}

/// HMAC-SHA-256 (RFC 2104) under a 32-byte key.
pub fn hmac_sha256(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
    let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block);
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// The digest of bytes as they are: a file.
pub fn bytes(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// The digest of a paragraph.
pub fn paragraph(p: &str) -> Digest {
    let mut h = Sha256::new();
    h.update([0x00]);
    h.update(fold_paragraph(p).as_bytes());
    Digest(h.finalize().into())
}

/// The digest of a clause with its numbers and headings.
pub fn clause(c: &Clause) -> Digest {
    hash_clause(c, true)
}

/// The wording of a clause: its digest with every number and heading in it taken as empty.
pub fn wording(c: &Clause) -> Digest {
    hash_clause(c, false)
}

/// The own text of a clause: its heading and own paragraphs, without its number and its child clauses.
pub fn own(c: &Clause) -> Digest {
    let mut h = Sha256::new();
    field(&mut h, c.heading.as_deref().unwrap_or_default());
    for p in own_paragraphs(&c.body) {
        h.update(paragraph(p).0);
    }
    Digest(h.finalize().into())
}

/// The digest of a text.
pub fn text(t: &Text) -> Digest {
    let mut h = Sha256::new();
    h.update([0x02]);
    for value in [FORMAT, &t.language, &t.title, t.label.as_deref().unwrap_or_default()] {
        field(&mut h, value);
    }
    body(&mut h, &t.body, true);
    Digest(h.finalize().into())
}

/// The digest of a version's record; its own `digest` does not enter.
pub fn version(slug: &Slug, v: &Version) -> Digest {
    let mut h = Sha256::new();
    h.update([0x03]);
    for value in [FORMAT, slug.as_str(), v.version.as_str(), v.label.as_deref().unwrap_or_default()] {
        field(&mut h, value);
    }
    h.update((v.texts.len() as u64).to_be_bytes());
    for (language, digest) in &v.texts {
        field(&mut h, language);
        h.update(digest.0);
    }
    let summary = v.summary.as_deref().unwrap_or_default();
    for value in [&v.prevailing, &v.published, &v.effective, v.level.as_str(), summary] {
        field(&mut h, value);
    }
    h.update(v.parent.map_or([0; 32], |d| d.0));
    Digest(h.finalize().into())
}

fn hash_clause(c: &Clause, printed: bool) -> Digest {
    let mut h = Sha256::new();
    h.update([0x01]);
    for value in [&c.number, &c.heading] {
        field(&mut h, value.as_deref().filter(|_| printed).unwrap_or_default());
    }
    body(&mut h, &c.body, printed);
    Digest(h.finalize().into())
}

fn body(h: &mut Sha256, items: &[Item], printed: bool) {
    for item in items {
        let digest = match item {
            Item::Paragraph(p) => paragraph(p),
            Item::Clause(c) => hash_clause(c, printed),
        };
        h.update(digest.0);
    }
}

fn field(h: &mut Sha256, value: &str) {
    let value = folded(value);
    h.update((value.len() as u64).to_be_bytes());
    h.update(value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blank_but_single_ones_is_to_be_folded() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|c| *c != ' ') {
            for text in [format!("a{c}b"), format!("a{c}"), format!("{}{c}甲", "a".repeat(63))] {
                assert_eq!(is_folded(&text), !c.is_whitespace(), "{text:?}");
            }
        }
        assert!(is_folded("a b") && !is_folded("a  b") && !is_folded(" a") && !is_folded("a "));
        assert!(!is_folded(&format!("{}  a", "a".repeat(63))));
    }
}
