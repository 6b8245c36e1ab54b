//! Words that were divided at the end of a line → which of their hyphens belong to the line and not to the word.
//!
//! `infor-` `mation` and `non-` `exclusive` look alike. What decides is the text itself: whether the word stands
//! elsewhere in one piece or with its hyphen; then which sign the text divides with, where that is not the one of its
//! compounds (a typesetter's U+2010 or soft hyphen); then whether the text divides words at all.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::diagnostic::Diagnostic;

/// A line of some paragraph whose last character is a hyphen that only divides a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Divided {
    /// Which of the paragraphs.
    pub(crate) paragraph: usize,
    /// Which of its lines.
    pub(crate) line: usize,
    /// Whether the word stands elsewhere in one piece.
    pub(crate) seen: bool,
}

/// Whether a character is one that a line may end with within a word.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

/// Whether a line ends within a word that the next line goes on with, hyphen or compound: no blank stands there.
/// Not so where the hyphen stands for a part that is left out (`Kauf-` `und Mietverträge`).
pub(crate) fn goes_on_within_word(line: &str, next: &str) -> bool {
    Parts::of(line, next).is_some_and(|parts| !parts.are_linked())
}

/// Words that link a part of a compound to the next one; shorter ones are syllables of other languages.
const LINKING: [&str; 11] = ["and", "or", "und", "oder", "bzw", "sowie", "och", "eller", "oraz", "или", "либо"];

/// The hyphens that only divide words, in paragraphs given by their lines.
pub(crate) fn divided<S: AsRef<str>>(paragraphs: &[Vec<S>]) -> Vec<Divided> {
    let mut places = Vec::new();
    for (paragraph, lines) in paragraphs.iter().enumerate() {
        for (line, pair) in lines.windows(2).enumerate() {
            let [this, next] = [pair[0].as_ref(), pair[1].as_ref()];
            if let Some(parts) = Parts::of(this, next)
                && !parts.are_linked()
                && parts.may_be_one()
                && !ends_in_address(this)
            {
                places.push((Divided { paragraph, line, seen: false }, parts));
            }
        }
    }
    if places.is_empty() {
        return Vec::new();
    }
    let evidence = Evidence::of(paragraphs, places.iter().map(|(_, parts)| parts));
    let verdicts: Vec<Option<bool>> = places.iter().map(|(_, parts)| evidence.verdict(parts)).collect();
    let divides = evidence.divides(&verdicts);
    let judged = places.iter().zip(&verdicts).filter_map(|((place, parts), verdict)| {
        let divided = verdict.unwrap_or_else(|| match parts.hyphen {
            '-' if evidence.has_own_sign => false,
            '-' => divides && !(evidence.stands_alone(parts.head) && evidence.stands_alone(parts.tail)),
            _ => evidence.has_own_sign || divides,
        });
        divided.then_some(Divided { seen: *verdict == Some(true), ..*place })
    });
    judged.collect()
}

/// The word that a line ends within, as a message quotes it.
pub(crate) fn word(line: &str, next: &str) -> String {
    let head = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let tail = next.split(char::is_whitespace).next().unwrap_or_default();
    format!("{head}{tail}").replace('`', "")
}

/// Says which hyphens were left out: for each whether the word stands elsewhere, its line, and the word.
pub(crate) fn tell(found: &[(bool, u32, String)], notes: &mut Vec<Diagnostic>) {
    for seen in [true, false] {
        let mut alike = found.iter().filter(|(s, ..)| *s == seen);
        let Some((_, line, word)) = alike.next() else { continue };
        let count = 1 + alike.count();
        let message = |what| {
            format!("{count} characters were left out: hyphens at the ends of lines that {what}, first in `{word}`")
        };
        notes.push(match seen {
            true => Diagnostic::note("hyphen-dropped", *line, message("only divide words that stand elsewhere whole")),
            false => Diagnostic::warning("hyphen-guessed", *line, message("seem only to divide words")),
        });
    }
}

/// Whether a line ends within an address, whose hyphens are its own.
fn ends_in_address(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains("://") || word.contains("www.") || word.contains('@')
}

/// A word at a line's end and what goes on with it.
#[derive(Clone, Copy, Debug)]
struct Parts<'t> {
    /// The letters before the hyphen, back to the hyphen before it.
    head: &'t str,
    hyphen: char,
    /// The letters at the start of the next line.
    tail: &'t str,
}

impl<'t> Parts<'t> {
    fn of(line: &'t str, next: &'t str) -> Option<Self> {
        let hyphen = line.chars().next_back().filter(|c| is_hyphen(*c))?;
        let head = line[..line.len() - hyphen.len_utf8()].rsplit(|c: char| !is_letter(c)).next()?;
        let tail = next.split(|c: char| !is_letter(c)).next()?;
        (!head.is_empty() && !tail.is_empty()).then_some(Parts { head, hyphen, tail })
    }

    /// Whether the hyphen stands for a part that is left out.
    fn are_linked(&self) -> bool {
        self.hyphen == '-' && LINKING.contains(&self.tail)
    }

    /// Whether both parts are words of letters that are written alike: small ones, or capitals only.
    fn may_be_one(&self) -> bool {
        let capitals = |part: &str| part.chars().all(char::is_uppercase);
        let letters = |part: &str| part.chars().all(|c| is_letter(c) && !c.is_numeric());
        let small = self.tail.starts_with(|c: char| !c.is_uppercase());
        letters(self.head) && letters(self.tail) && (small || capitals(self.head) && capitals(self.tail))
    }

    /// The word, had its hyphen only divided it.
    fn joined(&self) -> String {
        format!("{}{}", self.head, self.tail).to_lowercase()
    }

    /// The word, were it a compound.
    fn compound(&self) -> String {
        format!("{}-{}", self.head, self.tail).to_lowercase()
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

/// What the lines show of some words, hyphens at their ends set aside.
struct Evidence {
    /// How often a word stands there; a compound with `-` between its parts.
    seen: HashMap<String, usize>,
    /// How many compounds there are, each hyphen counted.
    compounds: usize,
    /// How many words are divided, as far as the form of their parts tells.
    candidates: usize,
    /// Whether the sign at the ends of lines is another than that of compounds.
    has_own_sign: bool,
}

impl Evidence {
    fn of<'p, S: AsRef<str>>(paragraphs: &[Vec<S>], asked: impl Iterator<Item = &'p Parts<'p>>) -> Self {
        let mut evidence = Evidence { seen: HashMap::new(), compounds: 0, candidates: 0, has_own_sign: false };
        for parts in asked {
            let keys = [parts.joined(), parts.compound(), parts.head.to_lowercase(), parts.tail.to_lowercase()];
            evidence.seen.extend(keys.map(|key| (key, 0)));
            evidence.candidates += 1;
            evidence.has_own_sign |= parts.hyphen != '-';
        }
        for lines in paragraphs {
            let mut within = false;
            for line in lines {
                let line = line.as_ref();
                let mut words = line.split_whitespace();
                // the rest of a divided word is no word
                if within {
                    words.next();
                }
                words.for_each(|word| evidence.add(word));
                within = line.ends_with(is_hyphen);
            }
        }
        evidence
    }

    fn add(&mut self, word: &str) {
        let word = word.trim_matches(|c: char| !is_letter(c));
        let small = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let word = if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        if !word.contains(is_hyphen) {
            return self.count(&word);
        }
        self.has_own_sign &= !word.contains('\u{2010}');
        let mut before = "";
        for part in word.split(is_hyphen) {
            let part = part.trim_matches(|c: char| !is_letter(c));
            self.count(part);
            if !before.is_empty() && !part.is_empty() {
                self.compounds += 1;
                self.count(&format!("{before}-{part}"));
            }
            before = part;
        }
    }

    fn count(&mut self, word: &str) {
        if let Some(seen) = self.seen.get_mut(word) {
            *seen += 1;
        }
    }

    /// What other places say of a word: that it is one, or a compound.
    fn verdict(&self, parts: &Parts<'_>) -> Option<bool> {
        let times = |word: String| self.seen.get(&word).copied().unwrap_or(0);
        let (joined, compound) = (times(parts.joined()), times(parts.compound()));
        (joined + compound > 0).then_some(joined >= compound)
    }

    /// Whether the text divides words: those that other places decide, else that more hyphens stand at the ends of lines
    /// than compounds that were broken there would leave.
    fn divides(&self, verdicts: &[Option<bool>]) -> bool {
        let count = |divided| verdicts.iter().filter(|v| **v == Some(divided)).count();
        let (divided, compounds) = (count(true), count(false));
        let many = self.candidates >= 3 && self.candidates * 3 > self.compounds;
        divided > compounds || divided == compounds && many
    }

    fn stands_alone(&self, word: &str) -> bool {
        self.seen.get(&word.to_lowercase()).is_some_and(|n| *n > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines at whose ends a hyphen is left out; blanks part the lines of one paragraph at `|`.
    fn of(text: &str) -> Vec<String> {
        let lines: Vec<&str> = text.split('|').collect();
        let found = divided(std::slice::from_ref(&lines));
        found.iter().map(|d| lines[d.line].rsplit(' ').next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn the_text_tells_a_divided_word_from_a_compound() {
        let words = "The informa-|tion is third-|party data. Information of a third-party is inform-|ation.";
        assert_eq!(of(words), ["informa-", "inform-"]);
        // nothing tells, and one hyphen shows no habit
        assert!(of("We grant a non-|exclusive licence.").is_empty());
        // two words of the text make a compound
        assert_eq!(
            of("Notices are no-|tices. The cross and the border: a cross-|border no-|tice, Notices."),
            ["no-", "no-"]
        );
        assert_eq!(of("L’appli-|cation. De l’application."), ["L’appli-"]);
        assert_eq!(of("DIE HAF-|TUNG der Haftung"), ["HAF-"]);
        assert_eq!(of("Die Kün-|digung, eine Kündigung. Im Kauf-|und Mietrecht."), ["Kün-"]);
        assert_eq!(of("A no-|tice, a Notice at http://www.har-|bour.example, the Harbour."), ["no-"]);
    }

    #[test]
    fn a_sign_of_its_own_decides() {
        assert_eq!(of("A tech\u{2010}|nology for non-|exclusive use."), ["tech\u{2010}"]);
        assert_eq!(of("A tech\u{ad}|nology"), ["tech\u{ad}"]);
        // here compounds have it too
        assert!(of("A self\u{2010}made tool, non\u{2010}|exclusive").is_empty());
    }

    #[test]
    fn a_line_that_ends_within_a_word_has_no_blank_behind_it() {
        for (line, next) in [("Schleswig-", "Holstein"), ("COVID-", "19"), ("third-", "party"), ("2019-", "08")] {
            assert!(goes_on_within_word(line, next), "{line} {next}");
        }
        for (line, next) in
            [("Kauf- ", "Vertrag"), ("Kauf-", "und Mietrecht"), ("-", "Kauf"), ("a -", "b"), ("ends", "here")]
        {
            assert!(!goes_on_within_word(line, next), "{line} {next}");
        }
    }
}
