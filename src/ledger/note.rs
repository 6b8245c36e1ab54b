//! C2SP signed notes (<https://c2sp.org/signed-note>) with Ed25519: a text ⇄ the text with signature lines.
//!
//! Keys have the written forms of Go's `sumdb/note`: a verifier is `NAME+HASH+BASE64`, a signer
//! `PRIVATE+KEY+NAME+HASH+BASE64`.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::digest::sha256;

/// The byte that says Ed25519.
const ED25519: u8 = 1;

/// The largest note that is read, in bytes; more than 16 post-quantum signatures fit.
pub const MAX_BYTES: usize = 1 << 20;

/// Why a note or a key was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// No text, a blank line and signature lines.
    #[error("no signed note: {0}")]
    Form(&'static str),
    /// A key in no form that is known.
    #[error("no key of a signed note: {0}")]
    Key(&'static str),
    /// None of its signatures is by the key.
    #[error("not signed by the key `{0}`")]
    Unsigned(String),
    /// The signature by the key is wrong.
    #[error("the signature by the key `{0}` is wrong")]
    Signature(String),
}

/// A key that signs.
#[derive(Clone)]
pub struct Signer {
    name: String,
    key: SigningKey,
}

/// The public half: it verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

/// A note whose signatures have not been looked at: text and signature lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    /// The text with its last line break.
    pub text: &'a str,
    signatures: Vec<(&'a str, [u8; 4], Vec<u8>)>,
}

impl Signer {
    /// A signer from its name and 32 random bytes.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        Ok(Signer { name: name.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The public half.
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// The signature alone, of a text that ends with a line break.
    pub fn sign_text(&self, text: &str) -> [u8; 64] {
        self.key.sign(text.as_bytes()).to_bytes()
    }

    /// The written form, to be kept secret.
    pub fn secret(&self) -> String {
        let Verifier { name, .. } = &self.verifier();
        let key = [&[ED25519][..], self.key.as_bytes()].concat();
        format!("PRIVATE+KEY+{name}+{:08x}+{}", self.verifier().hash(), BASE64.encode(key))
    }
}

impl Verifier {
    /// The name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key's hash, which is also in each of its signatures.
    pub fn hash(&self) -> u32 {
        let hash = sha256(&[self.name.as_bytes(), &[b'\n', ED25519], self.key.as_bytes()]);
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    /// Whether the signature is of this text by this key.
    pub fn verify(&self, text: &str, signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.key.verify_strict(text.as_bytes(), &signature).is_ok()
    }

    /// The signed note of a text and this key's signature of it.
    pub fn note(&self, text: &str, signature: &[u8; 64]) -> String {
        let signature = [&self.hash().to_be_bytes()[..], signature].concat();
        format!("{text}\n— {} {}\n", self.name, BASE64.encode(signature))
    }

    /// The text of a note that this key has signed. Signatures of other keys are not looked at.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, NoteError> {
        let note = Note::read(note)?;
        let hash = self.hash().to_be_bytes();
        let mut mine = note.signatures.iter().filter(|(name, id, _)| *name == self.name && *id == hash).peekable();
        if mine.peek().is_none() {
            return Err(NoteError::Unsigned(self.name.clone()));
        }
        if mine.all(|(_, _, signature)| self.verify(note.text, signature)) {
            Ok(note.text)
        } else {
            Err(NoteError::Signature(self.name.clone()))
        }
    }
}

impl<'a> Note<'a> {
    /// Reads the form of a note; says nothing about its signatures.
    pub fn read(note: &'a str) -> Result<Self, NoteError> {
        if note.len() > MAX_BYTES {
            return Err(NoteError::Form("expected at most 1 MiB"));
        }
        if note.bytes().any(|b| b < b' ' && b != b'\n') {
            return Err(NoteError::Form("expected no control characters but line feeds"));
        }
        let blank = note.rfind("\n\n").ok_or(NoteError::Form("expected a blank line before the signatures"))?;
        let (text, lines) = (&note[..=blank], &note[blank + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Form("expected a line feed at the end"))?;
        let signatures = lines.split('\n').map(signature_line).collect::<Result<Vec<_>, _>>()?;
        Ok(Note { text, signatures })
    }
}

fn signature_line(line: &str) -> Result<(&str, [u8; 4], Vec<u8>), NoteError> {
    let bad = NoteError::Form("expected signature lines of the form `— NAME BASE64`");
    let (name, signature) = line.strip_prefix("— ").and_then(|l| l.split_once(' ')).ok_or(bad.clone())?;
    check_name(name).map_err(|_| bad.clone())?;
    let bytes = BASE64.decode(signature).map_err(|_| bad.clone())?;
    match bytes.split_first_chunk::<4>() {
        Some((id, signature)) if !signature.is_empty() => Ok((name, *id, signature.to_vec())),
        _ => Err(bad),
    }
}

fn check_name(name: &str) -> Result<(), NoteError> {
    if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+') {
        return Err(NoteError::Key("expected a name without blanks and `+`"));
    }
    Ok(())
}

/// `HASH+BASE64`, checked against the name; returns the 32 bytes.
fn key_bytes(hash: &str, key: &str) -> Result<(u32, [u8; 32]), NoteError> {
    let hash = (hash.len() == 8).then(|| u32::from_str_radix(hash, 16).ok()).flatten();
    let hash = hash.ok_or(NoteError::Key("expected 8 hexadecimal digits of its hash"))?;
    let bytes = BASE64.decode(key).map_err(|_| NoteError::Key("expected base64"))?;
    match bytes.split_first() {
        Some((&ED25519, key)) => {
            let key = key.try_into().map_err(|_| NoteError::Key("expected 32 bytes"))?;
            Ok((hash, key))
        }
        _ => Err(NoteError::Key("expected an Ed25519 key")),
    }
}

impl FromStr for Verifier {
    type Err = NoteError;
    fn from_str(s: &str) -> Result<Self, NoteError> {
        let mut parts = s.trim_end().splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key("expected `NAME+HASH+BASE64`"));
        };
        check_name(name)?;
        let (hash, key) = key_bytes(hash, key)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::Key("expected a point of the curve"))?;
        let verifier = Verifier { name: name.to_owned(), key };
        if verifier.hash() == hash { Ok(verifier) } else { Err(NoteError::Key("its hash does not fit")) }
    }
}

impl FromStr for Signer {
    type Err = NoteError;
    fn from_str(s: &str) -> Result<Self, NoteError> {
        let form = NoteError::Key("expected `PRIVATE+KEY+NAME+HASH+BASE64`");
        let mut parts = s.trim_end().strip_prefix("PRIVATE+KEY+").ok_or(form.clone())?.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(form);
        };
        let (hash, seed) = key_bytes(hash, key)?;
        let signer = Signer::new(name, &seed)?;
        if signer.verifier().hash() == hash { Ok(signer) } else { Err(NoteError::Key("its hash does not fit")) }
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519][..], self.key.as_bytes()].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.hash(), BASE64.encode(key))
    }
}

impl fmt::Debug for Signer {
    /// Never the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.verifier())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // the example of Go's sumdb/note, public since 2019
    const GO_PUBLIC: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn a_note_of_another_implementation_opens() {
        let verifier: Verifier = GO_PUBLIC.parse().expect("key");
        assert_eq!(verifier.to_string(), GO_PUBLIC);
        assert!(verifier.open(GO_NOTE).expect("signed").ends_with("problem is.\n"));
        let changed = GO_NOTE.replacen("think", "thank", 1);
        assert_eq!(verifier.open(&changed), Err(NoteError::Signature("PeterNeumann".into())));
    }

    #[test]
    fn keys_and_notes_round_trip() {
        let signer = Signer::new("example.com/log", &[7; 32]).expect("key");
        let verifier = signer.verifier();
        assert_eq!(signer.secret().parse::<Signer>().expect("secret").verifier(), verifier);
        let text = "a\n\nb\n";
        let note = verifier.note(text, &signer.sign_text(text));
        assert_eq!(verifier.open(&note), Ok(text));
        let other = Signer::new("example.com/log", &[8; 32]).expect("key").verifier();
        assert_eq!(other.open(&note), Err(NoteError::Unsigned("example.com/log".into())));
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            let opened = String::from_utf8(bytes).is_ok_and(|n| verifier.open(&n).is_ok());
            assert!(!opened, "byte {at}");
        }
        assert!(Signer::new("a b", &[7; 32]).is_err());
        assert!(!format!("{signer:?}").contains("PRIVATE"));
    }
}
