//! What stands before a name in brackets → what is named: a company, or the words of a phrase.

use crate::marks::is_east_asian;
use crate::redline::vocabulary::COMPANIES;

/// A phrase of Chinese or Japanese characters before a name has at most so many.
const PHRASE: usize = 30;

/// The form of a company stands in so many bytes behind what it is called for short.
const NAME: usize = 48;

/// Whether the last words before a name, a [`phrase`], are those of a company.
pub(super) fn is_company(last: &str) -> bool {
    let mut before = None;
    last.char_indices().any(|(at, c)| {
        let starts = before.replace(c).is_none_or(|b| !b.is_alphanumeric());
        let first = last.as_bytes()[at];
        if !COMPANY_BEGINS[usize::from(first)] {
            return false;
        }
        let east = is_east_asian(c);
        let forms = COMPANIES.iter().filter(|form| form.as_bytes().first() == Some(&first));
        (east || starts)
            && forms.filter_map(|form| last[at..].strip_prefix(form)).any(|behind| match east {
                true => behind.chars().count() <= 4 || at < 12,
                false => !behind.starts_with(char::is_alphanumeric),
            })
    })
}

/// The company of whose name the term is the beginning, however much is said of it before the bracket:
/// `Acme Boats, Inc., a company with offices at 3 Quay Street (“Acme”)`.
pub(super) fn company_called<'t>(term: &str, thing: &'t str) -> Option<&'t str> {
    if !term.starts_with(char::is_uppercase) {
        return None;
    }
    let at = thing.rfind(term).filter(|at| !thing[..*at].ends_with(char::is_alphanumeric))?;
    let name = &thing[at..];
    let near = &name[..name.floor_char_boundary(term.len() + NAME)];
    let ends = near.match_indices([' ', ',']).filter_map(|(blank, _)| {
        let behind = near[blank + 1..].trim_start();
        let is_form = |f: &&&str| behind.strip_prefix(**f).is_some_and(|b| !b.starts_with(char::is_alphanumeric));
        let form = COMPANIES.iter().filter(is_form).map(|form| form.len()).max()?;
        Some(near.len() - behind.len() + form)
    });
    let name = &near[..ends.min()?];
    // what a sentence or a bracket parts from the form has another name
    let parted = name.contains(['(', ')', '"', '“', ';', ':']) || name.contains(". ");
    (!parted && name.len() > term.len()).then_some(name)
}

/// For each byte whether the form of a company begins with it.
static COMPANY_BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut i = 0;
    while i < COMPANIES.len() {
        begins[COMPANIES[i].as_bytes()[0] as usize] = true;
        i += 1;
    }
    begins
};

/// The name of a company at the end of a text: words with capitals and what joins them.
pub(super) fn company_name(thing: &str) -> &str {
    if thing.ends_with(is_east_asian) {
        let words = phrase(thing);
        // 本合同由…公司: what joins the name to its sentence is no part of it
        let join = words.rfind(['由', '与', '與', '是', '为', '為', '系', '即']);
        return join.map_or(words, |at| words[at..].trim_start_matches(|c: char| "由与與是为為系即".contains(c)));
    }
    let mut start = thing.len();
    for word in thing.rsplit(' ') {
        let joins = matches!(word, "&" | "of" | "de" | "du" | "la" | "und" | "y" | "et" | "");
        if !joins && !word.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '(' | '“' | '"')) {
            // 当サイトはAcme Inc.: the name begins where the other script ends
            let latin = word.rfind(is_east_asian).map_or("", |at| word[at..].trim_start_matches(is_east_asian));
            start = start.saturating_sub(latin.len() + usize::from(!latin.is_empty()));
            break;
        }
        start = start.saturating_sub(word.len() + usize::from(start < thing.len()));
        if !joins && matches!(word, "The" | "Between" | "By") {
            break;
        }
    }
    thing[start..].trim_start().trim_start_matches("of ").trim()
}

/// The words behind the last mark of punctuation, at most a dozen.
pub(super) fn phrase(thing: &str) -> &str {
    let thing = thing.trim_end();
    let inner = thing.trim_end_matches([',', ';', '，', '、']);
    let stop = |(at, c): &(usize, char)| {
        matches!(c, '，' | '。' | '；' | '：' | ';' | ':' | '\n' | '！' | '？')
            || matches!(c, '.' | ',') && {
                // Acme Co., Ltd.
                let behind = inner[at + 1..].trim_start();
                let company = COMPANIES.iter().any(|form| behind.starts_with(form));
                !company && inner[at + 1..].starts_with(' ') && !COMPANIES.iter().any(|f| inner[..at + 1].ends_with(f))
            }
    };
    let at = inner.char_indices().rev().find(stop).map_or(0, |(at, c)| at + c.len_utf8());
    let words = inner[at..].trim_start();
    let words = match words.rmatch_indices(' ').nth(11) {
        Some((at, _)) => &words[at + 1..],
        None => words,
    };
    match words.char_indices().rev().nth(PHRASE) {
        Some((at, _)) if words.ends_with(is_east_asian) => &words[at..],
        _ => words,
    }
}
