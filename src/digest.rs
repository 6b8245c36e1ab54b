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
use sha2::block_api::compress256;
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
    if text.trim().len() < text.len() {
        return false;
    }
    if is_plainly_folded(text.as_bytes()) {
        return true;
    }
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() && (blank || c != ' ') {
            return false;
        }
        blank = c == ' ';
    }
    true
}

/// Whether no bytes between the first and the last look as if white space were not folded.
fn is_plainly_folded(bytes: &[u8]) -> bool {
    let blanks = |a: u8, b: u8| a.max(b).saturating_sub(b' ').min(b.saturating_sub(b'\r'));
    // of ASCII fewer questions are asked
    if bytes.is_ascii() {
        return never(bytes, |a, b, _| blanks(a, b));
    }
    never(bytes, |a, b, c| {
        // U+0085 and U+00A0 with a few beside them
        let latin = (a ^ 0xc2) | (b & 0x1a);
        // U+1680 and a few; of the general punctuation all but dashes and quotation marks; U+3000
        let ogham = (a ^ 0xe1) | (c ^ 0x80);
        let general = (a ^ 0xe2) | (b & 0x3e) | 0x0f_u8.saturating_sub(c.wrapping_sub(0x90));
        let ideographic = (a ^ 0xe3) | (b ^ 0x80) | (c ^ 0x80);
        blanks(a, b).min(latin).min(ogham).min(general).min(ideographic)
    })
}

/// Whether no three bytes in a row are answered 0, a yes. All are asked and the least answer counts: so, without a
/// branch, 16 places are looked at at once, and those at the end a second time rather than one by one.
fn never(bytes: &[u8], ask: impl Fn(u8, u8, u8) -> u8) -> bool {
    let least = |bytes: &[u8]| {
        let behind = |n: usize| bytes.get(n..).unwrap_or_default();
        let threes = bytes.iter().zip(behind(1)).zip(behind(2));
        threes.fold(u8::MAX, |least, ((a, b), c)| least.min(ask(*a, *b, *c)))
    };
    let Some(last) = bytes.last_chunk::<18>() else { return least(bytes) > 0 };
    let stretches = (bytes.len() - 2) / 16;
    least(&bytes[..16 * stretches + 2]).min(least(last)) > 0
}

/// `utf8(s)` of a paragraph: each line folded, the lines kept (a table, a quotation).
pub fn fold_paragraph(s: &str) -> Cow<'_, str> {
    if is_folded(s) {
        return s.into();
    }
    let lines: Vec<_> = s.trim().split('\n').map(folded).collect();
    lines.join("\n").into()
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
    let mut message = Vec::with_capacity(p.len() + 72);
    paragraph_message(&mut message, p);
    Digest(take(&mut message, 0))
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
    let mut message = Vec::new();
    field(&mut message, c.heading.as_deref().unwrap_or_default());
    own_paragraphs(&c.body).for_each(|p| message.extend_from_slice(&paragraph(p).0));
    bytes(&message)
}

/// The digest of a text.
pub fn text(t: &Text) -> Digest {
    let mut message = vec![0x02];
    for value in [FORMAT, &t.language, &t.title, t.label.as_deref().unwrap_or_default()] {
        field(&mut message, value);
    }
    body(&mut message, &t.body, true);
    bytes(&message)
}

/// The digest of a version's record; its own `digest` does not enter.
pub fn version(slug: &Slug, v: &Version) -> Digest {
    let mut message = vec![0x03];
    for value in [FORMAT, slug.as_str(), v.version.as_str(), v.label.as_deref().unwrap_or_default()] {
        field(&mut message, value);
    }
    message.extend((v.texts.len() as u64).to_be_bytes());
    for (language, digest) in &v.texts {
        field(&mut message, language);
        message.extend(digest.0);
    }
    let summary = v.summary.as_deref().unwrap_or_default();
    for value in [&v.prevailing, &v.published, &v.effective, v.level.as_str(), summary] {
        field(&mut message, value);
    }
    message.extend(v.parent.map_or([0; 32], |d| d.0));
    bytes(&message)
}

/// Appends the parts' digests. A clause's own message stands behind the one it belongs to until its digest takes its
/// place: all share one buffer.
fn body(message: &mut Vec<u8>, items: &[Item], printed: bool) {
    for item in items {
        let start = message.len();
        match item {
            Item::Paragraph(p) => paragraph_message(message, p),
            Item::Clause(c) => clause_message(message, c, printed),
        }
        let digest = take(message, start);
        message.extend_from_slice(&digest);
    }
}

fn paragraph_message(message: &mut Vec<u8>, p: &str) {
    message.push(0x00);
    message.extend_from_slice(fold_paragraph(p).as_bytes());
}

fn clause_message(message: &mut Vec<u8>, c: &Clause, printed: bool) {
    message.push(0x01);
    for value in [&c.number, &c.heading] {
        field(message, value.as_deref().filter(|_| printed).unwrap_or_default());
    }
    body(message, &c.body, printed);
}

/// SHA-256 of the end of a buffer, which is taken away. The message lies there whole, so that it can be padded in its
/// place and all its blocks gone through at once; most have three or fewer, and the beginning and ending of each turn
/// would cost a sixth of the time.
fn take(buffer: &mut Vec<u8>, start: usize) -> [u8; 32] {
    // FIPS 180-4, 5.3.3 and 5.1.1
    let mut state =
        [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19_u32];
    let bits = 8 * (buffer.len() - start) as u64;
    buffer.push(0x80);
    buffer.resize(start + (buffer.len() - start + 8).next_multiple_of(64) - 8, 0);
    buffer.extend_from_slice(&bits.to_be_bytes());
    compress256(&mut state, buffer[start..].as_chunks().0);
    buffer.truncate(start);
    let mut digest = [0; 32];
    for (bytes, word) in digest.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

fn hash_clause(c: &Clause, printed: bool) -> Digest {
    let mut message = Vec::new();
    clause_message(&mut message, c, printed);
    bytes(&message)
}

fn field(message: &mut Vec<u8>, value: &str) {
    let value = folded(value);
    message.extend_from_slice(&(value.len() as u64).to_be_bytes());
    message.extend_from_slice(value.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_padded_as_sha_256_pads_it() {
        for len in 0..300_u16 {
            let message: Vec<u8> = (0..len).map(|n| n.to_be_bytes()[1]).collect();
            let mut buffer = [b"before", message.as_slice()].concat();
            assert_eq!(take(&mut buffer, 6), sha256(&[&message]), "{len}");
            assert_eq!(buffer, b"before");
        }
    }

    #[test]
    fn every_blank_but_single_ones_is_to_be_folded() {
        // no blank lies beyond the first plane
        for c in (0..0x1_0000).filter_map(char::from_u32).filter(|c| *c != ' ') {
            let long = "a".repeat(63);
            for text in
                [format!("a{c}b"), format!("a{c}"), format!("{long}{c}甲"), format!("{long}{c}"), format!("{c}{long}")]
            {
                assert_eq!(is_folded(&text), !c.is_whitespace(), "{text:?}");
            }
        }
        assert!(is_folded("a b") && !is_folded("a  b") && !is_folded(" a") && !is_folded("a "));
        assert!(!is_folded(&format!("{}  a", "a".repeat(63))) && !is_folded(&format!("{} ", "a".repeat(63))));
    }
}
