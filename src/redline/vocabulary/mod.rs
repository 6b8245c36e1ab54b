//! A word of letters → what it does in the sentences of agreements, in several languages at once.
//!
//! Tables, no rules: [`words`] for scripts that part their words, found by [`roles`] in a [`table`]; [`speech`] for those
//! that do not, of which [`starts`] tells how they begin, [`korean`] for words that carry their grammar at their ends,
//! [`naming`] for how texts give names, [`bounds`] for words that bound a number, [`streets`] for those beside the
//! number of a house; and [`mod@compound`], how the parts of a number in words add up. Without a choice of language,
//! since a text may quote another.

mod bounds;
mod compound;
pub(super) mod korean;
mod naming;
mod roles;
mod speech;
mod starts;
pub(super) mod streets;
mod table;
mod words;

use super::spelling::eight;
pub(super) use bounds::bound;
use compound::LONGEST_NUMBER;
pub(super) use compound::{Sum, compound, counted, joined};
pub(super) use naming::{CALLED, COMPANIES, MEANS, QUOTES};
pub(super) use roles::of_letters;
pub(super) use speech::{may_begin_spoken, spoken};
pub(super) use starts::may_be_spoken;

/// What a word does; several things at once (`may`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Role {
    /// `thirty`: its value.
    pub(super) number: Option<u64>,
    /// `fünftausend`: a number whose value [`compound()`] tells.
    pub(super) compound: bool,
    /// `dreimonatig`: a number that is joined to its unit, both as [`counted()`] tells.
    pub(super) counted: bool,
    /// `triennale`: so many years.
    pub(super) years: Option<u64>,
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
    /// `at`, of `at least`
    pub(super) bound: bool,
    /// `shall`
    pub(super) obligation: bool,
    /// `podrá`: obliges or allows at the start of a sentence too.
    pub(super) obliges_anywhere: bool,
    /// `not`
    pub(super) negation: bool,
    /// `Seller`, `we`: a party is called so.
    pub(super) party: bool,
}

impl Role {
    /// What a word does that does nothing.
    const NONE: Role = Role {
        number: None,
        compound: false,
        counted: false,
        years: None,
        month: None,
        fraction: None,
        reference: false,
        subdivision: false,
        currency: false,
        obligation: false,
        obliges_anywhere: false,
        negation: false,
        party: false,
        bound: false,
    };

    /// Whether the word obliges or allows; with a capital, many a one is a month or a name (`May`).
    pub(super) fn obliges(&self, capital: bool) -> bool {
        self.obligation && !capital || self.obliges_anywhere
    }

    /// Whether the word is a number.
    pub(super) fn is_number(&self) -> bool {
        self.number.is_some() || self.compound
    }

    /// Whether the word is a number and its unit.
    pub(super) fn has_unit(&self) -> bool {
        self.counted || self.years.is_some()
    }

    /// Whether a quantity can begin with the word.
    pub(super) fn begins_quantity(&self) -> bool {
        let half = self.fraction == Some(2);
        self.is_number()
            || self.has_unit()
            || self.month.is_some()
            || self.reference
            || self.currency
            || self.bound
            || half
    }
}

/// The role of a word, whatever its case.
pub(super) fn role(word: &str) -> Option<&'static Role> {
    if word.len() > LONGEST_NUMBER || !may_have_role(word) {
        None
    } else if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        of_letters(eight(word.as_bytes(), 0).0, word.as_bytes())
    } else {
        roles::of_lower(&word.to_lowercase())
    }
}

/// Whether a word of ours can stand at the start of a text: each begins with a letter of one byte or two.
fn may_have_role(s: &str) -> bool {
    s.as_bytes().first().is_some_and(|b| matches!(b, b'A'..=b'Z' | b'a'..=b'z' | 0xc3..=0xdf))
}

/// A number and its unit in the one word at the start of a text (`/3`: a part of so many), and the length of it.
pub(super) fn with_unit(s: &str) -> Option<(u64, &'static str, usize)> {
    let (role, len) = leading(s)?;
    let (value, unit) = match role.years {
        Some(years) => (years, "year"),
        None if role.counted => counted(&s[..len].to_lowercase())?,
        None => return None,
    };
    Some((value, unit, len))
}

/// The role of the word at the start of a text, and its length.
pub(super) fn leading(s: &str) -> Option<(&'static Role, usize)> {
    if !may_have_role(s) {
        return None;
    }
    // no word of ours is longer: of what is, the end is not sought
    let near = &s[..s.floor_char_boundary(LONGEST_NUMBER + 1)];
    let len = near.find(|c: char| !c.is_alphabetic()).unwrap_or(near.len());
    role(&near[..len]).map(|role| (role, len))
}
