//! The start of a text that begins with digits → what they are other than a number: a time of day, the number of an act,
//! digits among letters that look like them.

use super::figure::{blank, first_of, number, value_of};

/// 17:30, 5:30 p.m., 下午三时, 午後5時30分, 오후 7시: a time of day, its length and the time in hours and minutes.
pub(super) fn clock(s: &str) -> Option<(usize, String)> {
    if s.starts_with(|c: char| c.is_ascii_digit()) { of_the_clock(s).or_else(|| hours(s)) } else { hours(s) }
}

/// 下午三时, 17時30分: the hours and minutes of Chinese, Japanese and Korean.
fn hours(s: &str) -> Option<(usize, String)> {
    const HALVES: [(&str, u32); 9] = [
        ("上午", 0),
        ("下午", 12),
        ("午前", 0),
        ("午後", 12),
        ("午后", 12),
        ("中午", 12),
        ("오전", 0),
        ("오후", 12),
        ("정오", 12),
    ];
    let length = |s: &str| Some(blank(s) + number(&s[blank(s)..])?);
    let value = |s: &str| value_of(s)?.parse::<u32>().ok();
    let half = HALVES.iter().find(|(word, _)| s.starts_with(word));
    let mut at = half.map_or(0, |(word, _)| word.len());
    let len = length(&s[at..])?;
    let unit = s[at + len..]
        .chars()
        .next()
        .filter(|c| matches!(c, '时' | '時' | '시') || matches!(c, '点' | '點') && half.is_some())?;
    let hour = value(&s[at..at + len]).filter(|hour| *hour <= 24)?;
    // 一时 may be for a time
    let vague = half.is_none() && s.starts_with('一');
    at += len + unit.len_utf8();
    // 24時間, 3시간 are hours, 三时段 no time
    if vague || s[at..].starts_with(['間', '간', '间', '段', '点', '點', '期', '限', '候', '效', '점']) {
        return None;
    }
    let len = length(&s[at..]).filter(|len| s[at + len..].starts_with(['分', '분']));
    let minutes = len.and_then(|len| Some((len, value(&s[at..at + len])?))).filter(|(_, minutes)| *minutes < 60);
    at += minutes.map_or(0, |(len, _)| len + "分".len());
    let hour = if hour < 12 { hour + half.map_or(0, |(_, more)| *more) } else { hour };
    Some((at, format!("{hour:02}:{:02}", minutes.map_or(0, |(_, minutes)| minutes))))
}

fn of_the_clock(s: &str) -> Option<(usize, String)> {
    let two = |s: &str| s.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let len = Some(two(s)).filter(|len| (1..=2).contains(len))?;
    let hour: u32 = s[..len].parse().ok().filter(|hour| *hour <= 24)?;
    let minutes = s[len..].strip_prefix(':').filter(|rest| two(rest) == 2).and_then(|rest| rest[..2].parse().ok());
    let minutes: Option<u32> = minutes.filter(|minutes| *minutes < 60);
    let behind = &s[len + minutes.map_or(0, |_| ":00".len())..];
    let gap = blank(behind);
    let half = first_of(&["a.m.", "p.m.", "am", "pm", "AM", "PM", "Uhr", "o'clock", "o’clock"], &behind[gap..]);
    // 5 am Montag is no hour
    let half = half.filter(|h| !behind[gap + h.len()..].starts_with(char::is_alphanumeric));
    let half = half.filter(|h| minutes.is_some() || *h != "am" || gap == 0);
    if minutes.is_none() && half.is_none() {
        return None;
    }
    let hour = match half.map(|h| h.as_bytes()[0]) {
        Some(b'p' | b'P') if hour < 12 => hour + 12,
        Some(b'a' | b'A') if hour == 12 => 0,
        _ => hour,
    };
    let len = s.len() - behind.len() + half.map_or(0, |h| gap + h.len());
    Some((len, format!("{hour:02}:{:02}", minutes.unwrap_or(0))))
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
