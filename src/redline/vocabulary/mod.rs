//! A word of letters → what it does in the sentences of agreements, in several languages at once.
//!
//! Tables, no rules: [`words`] for scripts that part their words, [`speech`] for those that do not (and for Korean,
//! whose words carry their grammar at their ends), [`naming`] for
//! how texts give names. Without a choice of language, since a text may quote another.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::quick::Quick;

mod naming;
mod speech;
mod words;

pub(super) use naming::{CALLED, COMPANIES, MEANS, QUOTES};
pub(super) use speech::{korean, may_begin_spoken, spoken};
use words::{CURRENCIES, FRACTIONS, MONTHS, NEGATIONS, NUMBERS, OBLIGATIONS, PARTIES, REFERENCES, SUBDIVISIONS};

/// What a word does; several things at once (`may`).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Role {
    /// `thirty`: its value.
    pub(super) number: Option<u64>,
    /// `January`: 1.
    pub(super) month: Option<usize>,
    /// `thirds`, behind a number: the 3 by which it is divided.
    pub(super) fraction: Option<u64>,
    /// `Section`: a number behind it names a part of a text.
    pub(super) reference: bool,
    /// `Abs.`: goes on with a reference (`§ 5 Abs. 2`).
    pub(super) subdivision: bool,
    /// `USD`, or `US` before a `$`.
    pub(super) currency: bool,
    /// `shall`
    pub(super) obligation: bool,
    /// `not`
    pub(super) negation: bool,
    /// `Seller`, `we`: a party is called so.
    pub(super) party: bool,
}

impl Role {
    /// Whether a quantity can begin with the word.
    pub(super) fn begins_quantity(&self) -> bool {
        self.number.is_some() || self.month.is_some() || self.reference || self.currency
    }
}

/// The role of a word, whatever its case.
pub(super) fn role(word: &str) -> Option<&'static Role> {
    if word.len() > LONGEST {
        None
    } else if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        role_of_ascii(word.as_bytes())
    } else {
        ROLES.all.get(word.to_lowercase().as_str())
    }
}

/// The same of a word of ASCII letters.
pub(super) fn role_of_ascii(word: &[u8]) -> Option<&'static Role> {
    let roles = &*ROLES;
    if word.len() > LONGEST || roles.lengths[beginning(word)] & 1 << word.len() == 0 {
        return None;
    }
    let small = word.iter().all(u8::is_ascii_lowercase);
    let word = str::from_utf8(word).ok()?;
    if small { roles.all.get(word) } else { roles.all.get(word.to_ascii_lowercase().as_str()) }
}

/// The role of the word at the start of a text, and its length.
pub(super) fn leading(s: &str) -> Option<(&'static Role, usize)> {
    // no word of ours is longer: of what is, the end is not sought
    let near = &s[..s.floor_char_boundary(LONGEST + 1)];
    let len = near.find(|c: char| !c.is_alphabetic()).unwrap_or(near.len());
    role(&near[..len]).map(|role| (role, len))
}

const LONGEST: usize = 24;

/// The words of the tables.
struct Roles {
    all: HashMap<&'static str, Role, Quick>,
    /// For each [`beginning`], the lengths that words with it have: most words are none of ours, and are told so by it.
    lengths: [u32; 1 << 10],
}

/// The first two letters, whatever their case, as a number.
fn beginning(word: &[u8]) -> usize {
    word.iter().take(2).fold(0, |all, b| all << 5 | usize::from(b & 0x1f))
}

static ROLES: LazyLock<Roles> = LazyLock::new(|| {
    let mut roles: HashMap<&'static str, Role, Quick> = HashMap::default();
    for (word, value) in NUMBERS {
        roles.entry(word).or_default().number = Some(*value);
    }
    for (word, parts) in FRACTIONS {
        roles.entry(word).or_default().fraction = Some(*parts);
    }
    for (month, names) in MONTHS.iter().enumerate() {
        for name in *names {
            roles.entry(name).or_default().month = Some(month + 1);
        }
    }
    REFERENCES.iter().for_each(|w| roles.entry(w).or_default().reference = true);
    CURRENCIES.iter().for_each(|w| roles.entry(w).or_default().currency = true);
    OBLIGATIONS.iter().for_each(|w| roles.entry(w).or_default().obligation = true);
    SUBDIVISIONS.iter().for_each(|w| roles.entry(w).or_default().subdivision = true);
    PARTIES.iter().for_each(|w| roles.entry(w).or_default().party = true);
    NEGATIONS.iter().for_each(|w| roles.entry(w).or_default().negation = true);
    let mut lengths = [0; 1 << 10];
    for word in roles.keys().filter(|w| w.is_ascii()) {
        lengths[beginning(word.as_bytes())] |= 1 << word.len();
    }
    Roles { all: roles, lengths }
});
