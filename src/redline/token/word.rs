//! The start of a text → a word of letters, what it says, and what combines with a character.

use super::Class;
use crate::marks::{is_east_asian, is_hangul};
use crate::redline::fold::combines;
use crate::redline::vocabulary::{self, Role};

/// Letters of scripts that write words.
pub(super) fn is_word(c: char) -> bool {
    // the table of letters is asked last: it is slow for Chinese characters
    c.is_ascii_alphabetic()
        || !c.is_ascii()
            && (!is_east_asian(c) || matches!(c, '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}'))
            && !unspaced(c)
            && c.is_alphabetic()
}

/// Scripts that write no blanks between words: a token is a character with its marks.
fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

pub(super) fn word(rest: &str) -> usize {
    if rest.starts_with(['h', 'w']) && ["http://", "https://", "www."].iter().any(|p| rest.starts_with(p)) {
        let end = rest
            .find(|c: char| c.is_whitespace() || is_east_asian(c) || matches!(c, '<' | '>' | '"' | ')' | ']' | '*'));
        return rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':']).len();
    }
    let end = letters(rest);
    let end = end + version(&rest[..end], &rest[end..]);
    end + mailbox(&rest[end..])
}

/// `.0.2` behind `v1`: the length.
fn version(word: &str, behind: &str) -> usize {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    if !word.strip_prefix(['v', 'V']).is_some_and(|n| !n.is_empty() && digits(n) == n.len()) {
        return 0;
    }
    let mut end = 0;
    while let Some(more) = behind[end..].strip_prefix('.').map(digits).filter(|n| *n > 0) {
        end += 1 + more;
    }
    end
}

/// What follows the first word of an address: `@a.example`, `.doe@a.example`; the length.
fn mailbox(s: &str) -> usize {
    if !s.starts_with(['@', '.', '_', '+']) {
        return 0;
    }
    let len = |s: &str| s.find(|c: char| !(c.is_ascii_alphanumeric() || "._+-".contains(c))).unwrap_or(s.len());
    let local = len(s);
    let Some(host) = s[local..].strip_prefix('@') else { return 0 };
    let host = host[..len(host)].trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    if host.contains('.') { local + 1 + host.len() } else { 0 }
}

fn letters(rest: &str) -> usize {
    // most words are ASCII and end at a blank
    let mut end = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
    if rest.as_bytes().get(end).is_none_or(|b| b.is_ascii() && !matches!(b, b'\'' | b'-')) {
        return end;
    }
    let start = end;
    let mut chars = rest[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let next_letter = next.is_some_and(is_word);
        if matches!(c, '\'' | '’') && next_letter && is_elided(&rest[..start + i]) {
            return start + i + c.len_utf8();
        }
        let joins = matches!(c, '\'' | '’' | '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' | '\u{200b}') && next_letter;
        if !(is_word(c) || c.is_ascii_digit() || combines(c) || joins) {
            break;
        }
        end = start + i + c.len_utf8();
    }
    end
}

/// Whether what stands before an apostrophe is a word of its own that lost its last letter: l’article, dell’art. 3.
fn is_elided(word: &str) -> bool {
    const WORDS: [&str; 17] = [
        "l", "d", "n", "s", "c", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "dell", "all", "nell", "sull",
        "dall",
    ];
    WORDS.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// `len`, and what combines with the character before it.
pub(super) fn cluster(rest: &str, len: usize) -> usize {
    if rest.as_bytes().get(len).is_none_or(u8::is_ascii) {
        return len;
    }
    let mut end = len;
    let mut joined = false;
    let flag = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
    let mut flags = rest[..len].chars().filter(|c| flag(*c)).count();
    for c in rest[len..].chars() {
        let combines = combines(c) || matches!(c, '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe00}'..='\u{fe0f}');
        let second = flag(c) && flags == 1;
        if !(combines || joined || second) {
            break;
        }
        flags += usize::from(second);
        joined = c == '\u{200d}';
        end += c.len_utf8();
    }
    end
}

/// Whether a word of letters obliges, allows or denies.
pub(super) fn said(word: &str, role: Option<&Role>) -> Class {
    // `May` inside a sentence is a month or a name
    let small = !word.starts_with(char::is_uppercase) || word.chars().all(char::is_uppercase);
    // n’est, l’un: the word behind an elided one is not looked at
    let elided = ["n'", "n’", "N'", "N’"].iter().any(|n| word.starts_with(n));
    let not = ["n't", "n’t", "N'T", "N’T"].iter().any(|not| word.ends_with(not));
    if role.is_some_and(|r| r.obliges(!small)) {
        Class::Obligation
    } else if role.is_some_and(|r| r.negation) || elided || not {
        Class::Negation
    } else if role.is_some_and(|r| r.party) {
        Class::Party
    } else if word.starts_with(is_hangul) {
        vocabulary::korean::says(word).unwrap_or(Class::Word)
    } else {
        Class::Word
    }
}
