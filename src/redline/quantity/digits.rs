//! The start of a text that begins with digits → what they are other than a number: a time of day, the number of an act,
//! digits among letters that look like them.

use super::figure::{blank, first_of};

/// 17:30, 5:30 p.m.: a time of day, its length and the time in hours and minutes.
pub(super) fn clock(s: &str) -> Option<(usize, String)> {
    let colon = s.bytes().take(3).position(|b| b == b':').filter(|at| *at > 0)?;
    let (hour, rest) = (&s[..colon], &s[colon + 1..]);
    let minute = rest.get(..2)?;
    let (hour, minutes): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let behind = &rest[2..];
    if hour > 24 || minutes > 59 || behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let gap = blank(behind);
    let half = first_of(&["a.m.", "p.m.", "am", "pm", "AM", "PM"], &behind[gap..]);
    let half = half.filter(|h| !behind[gap + h.len()..].starts_with(char::is_alphanumeric));
    let hour = match half.map(|h| h.starts_with(['p', 'P'])) {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    let len = s.len() - behind.len() + half.map_or(0, |h| gap + h.len());
    Some((len, format!("{hour:02}:{minutes:02}")))
}

/// `/679` behind the year of an act, `2016/679`: the length.
pub(super) fn act(s: &str) -> Option<usize> {
    let number = s.strip_prefix('/')?;
    let len = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let ends = !number[len..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    (len > 0 && ends).then_some(1 + len)
}

/// `OO,000` behind a digit: letters that look like digits, and what goes on with them; the length.
pub(super) fn mistaken(s: &str) -> Option<usize> {
    let like = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    let word = s.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(s.len());
    let fits = s.starts_with(like) && s[..word].chars().all(|c| like(c) || c.is_ascii_digit());
    let group = |s: &str| s.strip_prefix([',', '.']).filter(|r| r.starts_with(|c: char| c.is_ascii_digit())).is_some();
    let mut end = word;
    while group(&s[end..]) {
        let rest = &s[end + 1..];
        end += 1 + rest.find(|c: char| !c.is_ascii_digit() && !like(c)).unwrap_or(rest.len());
    }
    fits.then_some(end)
}
