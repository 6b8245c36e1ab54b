//! How a command line names a text or a clause: `terms`, `terms@2024-01#3.2`, a path.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::name::{Slug, VersionName};

/// An address: which text, and optionally which clause of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The text.
    pub text: Target,
    /// The clause's id or path, behind `#`.
    pub clause: Option<String>,
}

/// Which text an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// `service-agreement`: the version in force.
    InForce(Slug),
    /// `service-agreement@2023-12`: a published version or a draft; a language may follow: `@2023-12.en`.
    Version(Slug, VersionName),
    /// `service-agreement@sha256:5f1c…`: a text or version by a unique beginning of its digest, 8 digits or more.
    Digest(Slug, String),
    /// A path to a text or to a file that `parse` reads.
    File(PathBuf),
    /// `-`
    Stdin,
}

/// Why an address was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// A digest's beginning is too short or no hexadecimal.
    #[error("`{0}` is no digest prefix: expected 8 to 64 hexadecimal digits after `sha256:`")]
    Digest(String),
    /// A name in it is none.
    #[error(transparent)]
    Name(#[from] super::name::NameError),
    /// Nothing there.
    #[error("an address is empty: expected `slug`, `slug@version`, a file or `-`")]
    Empty,
}

impl FromStr for Address {
    type Err = AddressError;

    /// Whatever has a path separator, a dot behind its last separator, or is no slug, is a file; `./name` says so always.
    fn from_str(s: &str) -> Result<Self, AddressError> {
        let (whole, clause) = match s.split_once('#') {
            Some((t, c)) if !c.is_empty() => (t, Some(c.to_owned())),
            Some((t, _)) => (t, None),
            None => (s, None),
        };
        let text = match whole.split_once('@') {
            _ if whole.is_empty() => return Err(AddressError::Empty),
            _ if whole == "-" => Target::Stdin,
            Some((slug, version)) if slug.parse::<Slug>().is_ok() => {
                let slug = slug.parse()?;
                match version.strip_prefix("sha256:") {
                    Some(hex) => {
                        let hex = hex.to_ascii_lowercase();
                        if !(8..=64).contains(&hex.len()) || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
                            return Err(AddressError::Digest(hex));
                        }
                        Target::Digest(slug, hex)
                    }
                    None => Target::Version(slug, version.parse()?),
                }
            }
            _ => match whole.parse::<Slug>() {
                Ok(slug) => Target::InForce(slug),
                Err(_) => Target::File(PathBuf::from(whole)),
            },
        };
        Ok(Address { text, clause })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Target::InForce(slug) => write!(f, "{slug}")?,
            Target::Version(slug, version) => write!(f, "{slug}@{version}")?,
            Target::Digest(slug, hex) => write!(f, "{slug}@sha256:{hex}")?,
            Target::File(path) => write!(f, "{}", path.display())?,
            Target::Stdin => f.write_str("-")?,
        }
        match &self.clause {
            Some(clause) => write!(f, "#{clause}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for s in [
            "service-agreement",
            "service-agreement@2023-12",
            "a@sha256:5f1c0a0b",
            "a.yaml",
            "x/y.md",
            "-",
            "a#3.2.6/1",
        ] {
            assert_eq!(s.parse::<Address>().expect(s).to_string(), s);
        }
        assert!(matches!("a.yaml".parse::<Address>().expect("file").text, Target::File(_)));
        assert!("a@sha256:5f".parse::<Address>().is_err());
        assert!("".parse::<Address>().is_err());
    }
}
