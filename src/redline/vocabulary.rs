//! A word of letters → what it does in the sentences of agreements, in several languages at once.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::quick::Quick;

/// What a word does; several things at once (`may`).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Role {
    /// `thirty`: its value.
    pub(super) number: Option<u64>,
    /// `January`: 1.
    pub(super) month: Option<usize>,
    /// `Section`: a number behind it names a part of a text.
    pub(super) reference: bool,
    /// `USD`, or `US` before a `$`.
    currency: bool,
    /// `shall`
    pub(super) obligation: bool,
    /// `not`
    pub(super) negation: bool,
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
        return None;
    }
    if word.is_ascii() && BEGINNINGS[beginning(word)] & 1 << word.len() == 0 {
        return None;
    }
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return ROLES.get(word);
    }
    ROLES.get(word.to_lowercase().as_str())
}

const LONGEST: usize = 16;

/// For each [`beginning`], the lengths that words with it have: most words are none of ours, and are told so by it.
static BEGINNINGS: LazyLock<[u32; 1 << 10]> = LazyLock::new(|| {
    let mut lengths = [0; 1 << 10];
    for word in ROLES.keys() {
        lengths[beginning(word)] |= 1 << word.len();
    }
    lengths
});

/// The first two letters, whatever their case, as a number.
fn beginning(word: &str) -> usize {
    word.bytes().take(2).fold(0, |all, b| all << 5 | usize::from(b & 0x1f))
}

static ROLES: LazyLock<HashMap<&'static str, Role, Quick>> = LazyLock::new(|| {
    let mut roles: HashMap<&'static str, Role, Quick> = HashMap::default();
    for (word, value) in NUMBERS {
        roles.entry(word).or_default().number = Some(*value);
    }
    for (month, names) in MONTHS.iter().enumerate() {
        for name in *names {
            roles.entry(name).or_default().month = Some(month + 1);
        }
    }
    REFERENCES.iter().for_each(|w| roles.entry(w).or_default().reference = true);
    CURRENCIES.iter().for_each(|w| roles.entry(w).or_default().currency = true);
    OBLIGATIONS.iter().for_each(|w| roles.entry(w).or_default().obligation = true);
    NEGATIONS.iter().for_each(|w| roles.entry(w).or_default().negation = true);
    roles
});

const NUMBERS: &[(&str, u64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
];

const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio"],
    &["february", "februar", "février", "febrero", "febbraio"],
    &["march", "märz", "mars", "marzo"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio"],
    &["june", "juni", "juin", "junio", "giugno"],
    &["july", "juli", "juillet", "julio", "luglio"],
    &["august", "août", "agosto"],
    &["september", "septembre", "septiembre", "settembre"],
    &["october", "oktober", "octobre", "octubre", "ottobre"],
    &["november", "novembre", "noviembre"],
    &["december", "dezember", "décembre", "diciembre", "dicembre"],
];

const REFERENCES: &[&str] = &[
    "article",
    "articles",
    "section",
    "sections",
    "clause",
    "clauses",
    "paragraph",
    "paragraphs",
    "subsection",
    "schedule",
    "schedules",
    "annex",
    "annexes",
    "appendix",
    "exhibit",
    "attachment",
    "part",
    "chapter",
    "recital",
    "item",
    "artikel",
    "abschnitt",
    "ziffer",
    "absatz",
    "kapitel",
    "anhang",
    "anlage",
    "abs",
    "nr",
    "art",
    "sec",
    "annexe",
    "chapitre",
    "artículo",
    "sección",
    "apartado",
    "cláusula",
    "anexo",
    "articolo",
    "point",
];

const CURRENCIES: &[&str] =
    &["rmb", "cny", "us", "usd", "eur", "gbp", "jpy", "chf", "hkd", "aud", "cad", "hk", "a", "c", "s", "r", "krw"];

const OBLIGATIONS: &[&str] = &[
    "must",
    "shall",
    "may",
    "should",
    "will",
    "can",
    "cannot",
    "ought",
    "obliged",
    "required",
    "entitled",
    "prohibited",
    "muss",
    "müssen",
    "darf",
    "dürfen",
    "soll",
    "sollen",
    "sollte",
    "kann",
    "können",
    "verpflichtet",
    "berechtigt",
    "doit",
    "doivent",
    "peut",
    "peuvent",
    "devra",
    "devront",
    "pourra",
    "pourront",
    "interdit",
    "debe",
    "deben",
    "deberá",
    "deberán",
    "puede",
    "pueden",
    "podrá",
    "podrán",
    "deve",
    "devono",
    "dovrà",
    "può",
    "possono",
    "moet",
    "moeten",
    "mag",
];

const NEGATIONS: &[&str] = &[
    "not", "no", "never", "neither", "nor", "none", "without", "unless", "except", "nicht", "kein", "keine", "keinen",
    "ohne", "ne", "pas", "aucun", "aucune", "sans", "non", "nunca", "sin", "niet", "geen",
];
