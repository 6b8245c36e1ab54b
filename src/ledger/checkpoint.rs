//! C2SP checkpoints (<https://c2sp.org/tlog-checkpoint>): origin, size and root of a tree ⇄ the text of a signed note.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::merkle::Hash;
use super::note::{NoteError, Signer, Verifier};

/// The head of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: String,
    /// How many entries it holds.
    pub size: u64,
    /// The root of its tree.
    pub root: Hash,
}

/// Why bytes are no checkpoint, or not one of this log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note around it.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text in it.
    #[error("no checkpoint: expected the lines origin, size and root")]
    Form,
    /// A checkpoint of another log.
    #[error("a checkpoint of `{found}`: expected `{expected}`")]
    Origin {
        /// The log that was asked about.
        expected: String,
        /// The log that it is of.
        found: String,
    },
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root))
    }

    /// The signed checkpoint.
    pub fn sign(&self, signer: &Signer) -> String {
        let text = self.text();
        signer.verifier().note(&text, &signer.sign_text(&text))
    }

    /// Reads a signed checkpoint of the log whose key this is.
    pub fn open(note: &str, verifier: &Verifier) -> Result<Self, CheckpointError> {
        let checkpoint = Self::read(verifier.open(note)?)?;
        if checkpoint.origin == verifier.name() {
            return Ok(checkpoint);
        }
        Err(CheckpointError::Origin { expected: verifier.name().to_owned(), found: checkpoint.origin })
    }

    /// Reads the text of a checkpoint. Extension lines are allowed and not kept.
    pub fn read(text: &str) -> Result<Self, CheckpointError> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointError::Form)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(CheckpointError::Form);
        };
        if origin.is_empty() || lines.any(str::is_empty) {
            return Err(CheckpointError::Form);
        }
        let root = BASE64.decode(root).ok().and_then(|r| r.try_into().ok()).ok_or(CheckpointError::Form)?;
        Ok(Checkpoint { origin: origin.to_owned(), size: decimal(size).ok_or(CheckpointError::Form)?, root })
    }
}

/// A number in ASCII decimal without sign and leading zeroes.
pub(super) fn decimal(s: &str) -> Option<u64> {
    let plain = s.bytes().all(|b| b.is_ascii_digit()) && (s == "0" || !s.starts_with('0'));
    if plain { s.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkpoints_round_trip() {
        let signer = Signer::new("example.com/log", &[7; 32]).expect("key");
        let checkpoint = Checkpoint { origin: "example.com/log".into(), size: 20_852_163, root: [3; 32] };
        let note = checkpoint.sign(&signer);
        assert_eq!(Checkpoint::open(&note, &signer.verifier()), Ok(checkpoint.clone()));
        let foreign = Checkpoint { origin: "example.com/other".into(), ..checkpoint };
        let opened = Checkpoint::open(&foreign.sign(&signer), &signer.verifier());
        assert!(matches!(opened, Err(CheckpointError::Origin { .. })));
    }

    #[test]
    fn forms_are_strict() {
        let root = BASE64.encode([3; 32]);
        assert!(Checkpoint::read(&format!("log\n0\n{root}\nextension\n")).is_ok());
        for text in [
            format!("log\n01\n{root}\n"),
            format!("log\n+1\n{root}\n"),
            format!("\n1\n{root}\n"),
            format!("log\n1\n{root}"),
            format!("log\n1\n{root}\n\n"),
            "log\n1\nAAAA\n".to_owned(),
            "log\n1\n".to_owned(),
        ] {
            assert!(Checkpoint::read(&text).is_err(), "{text}");
        }
    }
}
