//! A reference and the words around it → whether it names a part of another text: `§ 437 BGB`, `Article 6 of the
//! Regulation`, `《民法典》第五条`.
//!
//! In doubt it does: what is told of a reference is told of those that surely speak of their own text.

use super::join::joins;
use super::token::{Class, Token};
use super::tree::Node;

/// The list or range of references in which a token stands: its first token and its last.
pub(super) fn run(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let reach = |all: &mut dyn Iterator<Item = usize>| {
        all.take_while(|i| goes_on(&tokens[*i])).filter(|i| refers(&tokens[*i])).last().unwrap_or(at)
    };
    (reach(&mut (0..=at).rev()), reach(&mut (at..tokens.len())))
}

/// Whether a list of references can go on with the token.
pub(super) fn goes_on(token: &Token<'_>) -> bool {
    refers(token) || joins(token)
}

fn refers(token: &Token<'_>) -> bool {
    matches!(token.class, Class::Reference | Class::Count)
}

/// Whether the references in a range of a text name parts of another one; `text` is the text's own node, with its title.
pub(super) fn is_outside(own: &str, (start, end): (usize, usize), text: &Node<'_>) -> bool {
    let (before, reference, after) = (&own[..start], &own[start..end], &own[end..]);
    let before = before.rsplit('\n').next().unwrap_or_default();
    if reference.starts_with(['第', '제', '附', '別', '별']) {
        return behind_an_act(before.trim_end());
    }
    let loud = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let shouts = loud(reference) && !reference.contains(char::is_lowercase);
    let previous = last_word(before.trim_end_matches([' ', '\u{a0}']));
    // Gardens Act 1922, section 3
    let named = last_word(before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | ',')));
    let next = after.strip_prefix([' ', '\u{a0}']).unwrap_or_default();
    let word = next.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
    let ends = previous.ends_with([',', ';', ':', ')', '”', '"']);
    let act = !ends && loud(previous) || ACTS.contains(&named);
    if !shouts && (act || loud(word)) {
        return true;
    }
    match word.to_lowercase() {
        word if OF.contains(&&*word) => !speaks_of_itself(&next[word.len()..], text.heading.unwrap_or_default()),
        word => ["закон", "кодекс", "luật"].iter().any(|act| word.starts_with(act)),
    }
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or_default()
}

/// What an act is called right before its article: `Civil Code § 1542`.
const ACTS: [&str; 9] = ["Code", "Act", "Law", "Regulation", "Directive", "Statute", "Rules", "Gesetz", "loi"];

/// What joins an article to the text that it is of.
const OF: [&str; 23] = [
    "of", "des", "der", "dem", "von", "vom", "du", "de", "del", "della", "dello", "dell", "delle", "dei", "degli",
    "da", "do", "das", "dos", "van", "uit", "من", "của",
];

/// Whether what an article is of is the text that speaks: `this Agreement`, `dieser Satzung`, a word of its title.
fn speaks_of_itself(of: &str, title: &str) -> bool {
    let mut words = of.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let Some(noun) = words.by_ref().take(3).find(|word| !ARTICLES.contains(&&**word)) else { return false };
    let stem = |word: &str| word.chars().take(5).collect::<String>();
    THIS.iter().any(|this| noun.starts_with(this))
        || OURS.iter().any(|ours| noun.starts_with(ours))
        || title
            .to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.len() > 3 && stem(word) == stem(&noun))
}

const ARTICLES: [&str; 8] = ["the", "la", "le", "l", "les", "los", "las", "de"];

/// How words begin that point to the text itself.
const THIS: [&str; 15] = [
    "this",
    "these",
    "here",
    "diese",
    "vorliegend",
    "présent",
    "ce",
    "este",
    "esta",
    "esto",
    "presente",
    "quest",
    "deze",
    "настоящ",
    "هذ",
];

/// How words begin that a text calls itself by.
const OURS: [&str; 12] = [
    "agreement",
    "contract",
    "terms",
    "vertrag",
    "satzung",
    "vereinbarung",
    "contrat",
    "contratt",
    "statut",
    "estatut",
    "overeenkomst",
    "العقد",
];

/// Whether the name of an act stands at the end: `《民法典》`, `公司法`, `「민법」`, but not `本法`, `이 법`.
fn behind_an_act(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else { return false };
    let name = before.rsplit(|c: char| c.is_whitespace() || "，。、；：（(".contains(c)).next().unwrap_or_default();
    let own =
        ["本", "此", "这", "該", "该", "この"].iter().any(|this| name.contains(this)) || before.ends_with("이 법");
    match last {
        '》' | '」' | '』' => true,
        '법' | '령' | '률' | '칙' => !own,
        _ => "法律例则則典令".contains(last) && !own,
    }
}
