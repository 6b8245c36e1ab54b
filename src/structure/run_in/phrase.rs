//! The first words of a text → whether they name what follows: `Fees.`, `Frais et taxes.`, and no sentence.

use crate::model::label::Label;
use crate::source::printed::{abbreviates, is_invisible};
use crate::structure::caption::is_title_case;

/// The longest caption, in bytes.
const LONGEST: usize = 120;

/// How many words a caption has in capitals, and without.
const CASED: usize = 10;
const SMALL: usize = 7;

/// The caption with which a text begins, with its stop, where words tell: marks at the start are passed over.
pub(in crate::structure) fn caption(text: &str) -> Option<&str> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '<' | 'u' | '>');
    let start = text.trim_start_matches(is_mark);
    if !start.starts_with(char::is_uppercase) {
        return None;
    }
    let stops = start.bytes().take(LONGEST).enumerate().filter(|(_, b)| *b == b'.').map(|(at, _)| at + 1);
    let (name, behind) = stops.map(|end| start.split_at(end)).find(|(name, behind)| ends(name, behind))?;
    let is_blank = |c: char| c.is_whitespace() || is_invisible(c) || is_mark(c);
    let behind = behind.trim_start_matches(is_blank);
    let says = behind.is_empty() || behind.starts_with(|c: char| c.is_uppercase() || "\"“„«".contains(c));
    (says && names(name)).then_some(name)
}

/// Whether a stop ends the words before it, and not one of them: `U.S. Users`, `Inc. and`.
fn ends(name: &str, behind: &str) -> bool {
    const SHORT: [&str; 10] = ["Inc.", "Ltd.", "Co.", "Corp.", "No.", "Nr.", "Dr.", "St.", "Mr.", "Ms."];
    let word = name.rsplit(char::is_whitespace).next().unwrap_or(name);
    let whole = word.len() > 2 && !word[..word.len() - 1].contains('.') && !SHORT.contains(&word);
    // the blank may be missing, but in a name with a point: `Example.Net`
    let small = || name.trim_end_matches('.').ends_with(char::is_lowercase);
    let word_behind = || behind.trim_start_matches(char::is_alphabetic).starts_with(' ');
    let parted = behind.is_empty()
        || behind.starts_with(char::is_whitespace)
        || behind.starts_with(['*', '_', '<'])
        || behind.starts_with(char::is_uppercase) && small() && word_behind();
    whole && parted && !abbreviates(name)
}

/// Whether words name something: they begin with capitals, or they are few and none is one of a sentence. A number
/// names nothing: `III.`
fn names(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let small = || count <= SMALL && !words.contains([',', ';', '(']) && !words.split_whitespace().any(is_of_sentence);
    !words.contains([':', '*', '<', '[', '\\'])
        && Label::read(words).is_none()
        && (count <= CASED && is_title_case(words) || small())
}

/// Whether a word is one that says something of another, as sentences have it and captions do not.
fn is_of_sentence(word: &str) -> bool {
    const WORDS: [&str; 94] = [
        "is", "are", "was", "be", "shall", "will", "may", "must", "can", "cannot", "has", "have", "do", "does", "we",
        "you", "he", "she", "it", "they", "this", "these", "pays", "means", "applies", "apply", "ist", "sind", "wird",
        "werden", "kann", "können", "darf", "dürfen", "muss", "müssen", "hat", "haben", "gilt", "gelten", "wir", "sie",
        "er", "est", "sont", "peut", "peuvent", "doit", "doivent", "ont", "sera", "seront", "nous", "vous", "il",
        "elle", "ils", "es", "son", "puede", "pueden", "debe", "deben", "será", "tiene", "tienen", "usted", "è",
        "sono", "può", "possono", "deve", "devono", "é", "são", "pode", "podem", "devem", "zijn", "kan", "kunnen",
        "mag", "mogen", "moet", "moeten", "wordt", "worden", "heeft", "jest", "są", "może", "är", "ska", "skal",
    ];
    let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
    WORDS.contains(&word) || WORDS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::caption;

    #[test]
    fn words_that_name_what_follows() {
        for (text, name) in [
            ("Fees. The guest pays.", "Fees."),
            ("Lamps, Oils and Wicks. The host pays.", "Lamps, Oils and Wicks."),
            ("U.S. Guests. They pay in crowns.", "U.S. Guests."),
            ("Use of lamps.Guests may light them.", "Use of lamps."),
            ("Zahlung der Gebühr. Der Gast zahlt.", "Zahlung der Gebühr."),
            ("Limites de la responsabilité. L’hôte paie.", "Limites de la responsabilité."),
            ("Fees.", "Fees."),
        ] {
            assert_eq!(caption(text), Some(name), "{text}");
        }
        for text in [
            "The guest pays. He signs.",
            "Der Gast zahlt nicht, wenn er reist. Der Wirt zahlt.",
            "Lamps.Example.Net is ours. We sell oil.",
            "III. Lamps",
            "L’hôte peut partir. Il paie.",
            "Fees. and more",
        ] {
            assert_eq!(caption(text), None, "{text}");
        }
    }
}
