//! Identities with a text form of their own, parsed once at the edge: [`Slug`], [`VersionName`], [`Digest`].

use std::fmt;
use std::str::FromStr;

/// Why a name was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// A slug is letters, digits and hyphens of any script, in lower case, beginning with a letter or digit.
    #[error("`{0}` is no slug: expected lower-case letters, digits and single hyphens, such as `service-agreement`")]
    Slug(String),
    /// A version is letters, digits, dots and hyphens.
    #[error("`{0}` is no version name: expected letters, digits, `.`, `_` and `-`, such as `2023-12`")]
    Version(String),
    /// A digest is `sha256:` and 64 hexadecimal digits.
    #[error("`{0}` is no digest: expected `sha256:` and 64 lower-case hexadecimal digits")]
    Digest(String),
    /// SHA-256 of a file is 64 hexadecimal digits.
    #[error("`{0}` is no SHA-256: expected 64 lower-case hexadecimal digits")]
    Sha256(String),
}

macro_rules! string_form {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let s = std::borrow::Cow::<'de, str>::deserialize(d)?;
                s.parse().map_err(serde::de::Error::custom)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}

/// The name of an agreement: a folder under `agreements/`, a part of its pages' addresses.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slug(String);

/// The name of a version: a file's stem, `2023-12`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionName(String);

/// SHA-256 of canonical bytes ([`crate::digest`]), written `sha256:<64 hex>`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Slug {
    /// The slug as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl VersionName {
    /// The name as a string.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = NameError;
    fn from_str(s: &str) -> Result<Self, NameError> {
        let good = !s.is_empty()
            && s.len() <= 100
            && s.chars().all(|c| c == '-' || c.is_alphanumeric() && !c.is_uppercase())
            && !s.starts_with('-')
            && !s.ends_with('-')
            && !s.contains("--");
        if good { Ok(Slug(s.to_owned())) } else { Err(NameError::Slug(s.to_owned())) }
    }
}

impl FromStr for VersionName {
    type Err = NameError;
    fn from_str(s: &str) -> Result<Self, NameError> {
        let good = s.len() <= 100
            && s.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
            && s.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !s.ends_with('.')
            && !RESERVED.contains(&s);
        if good { Ok(VersionName(s.to_owned())) } else { Err(NameError::Version(s.to_owned())) }
    }
}

/// Stems of the files that stand beside the texts of an agreement.
const RESERVED: [&str; 3] = ["agreement", "versions", "source"];

impl FromStr for Digest {
    type Err = NameError;
    fn from_str(s: &str) -> Result<Self, NameError> {
        let bad = || NameError::Digest(s.to_owned());
        let hex = s.strip_prefix("sha256:").ok_or_else(bad)?;
        let lower_hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if hex.len() != 64 || !hex.bytes().all(lower_hex) {
            return Err(bad());
        }
        let mut raw = [0; 32];
        let digit = |b: u8| if b.is_ascii_digit() { b - b'0' } else { b - b'a' + 10 };
        for (byte, pair) in raw.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = digit(pair[0]) << 4 | digit(pair[1]);
        }
        Ok(Digest(raw))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for VersionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        write_hex(f, &self.0)
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| digits(*b)).map(char::from).collect()
}

/// 32 bytes in lower-case hexadecimal.
pub(super) fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8; 32]) -> fmt::Result {
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        pair.copy_from_slice(&digits(*byte));
    }
    f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

fn digits(byte: u8) -> [u8; 2] {
    let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
    [digit(byte >> 4), digit(byte & 15)]
}

string_form!(Slug);
string_form!(VersionName);
string_form!(Digest);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_refuse() {
        assert!("service-agreement".parse::<Slug>().is_ok());
        for s in ["", "-a", "A", "a--b", "../x", "a/b"] {
            assert!(s.parse::<Slug>().is_err(), "{s}");
        }
        for s in ["", "..", "a/b", "versions", "x."] {
            assert!(s.parse::<VersionName>().is_err(), "{s}");
        }
        let d = format!("sha256:{}", "0f".repeat(32));
        assert_eq!(d.parse::<Digest>().expect("digest").to_string(), d);
        assert!(d.to_uppercase().parse::<Digest>().is_err());
    }
}
