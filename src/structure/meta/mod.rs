//! Lines around a title → the label of the edition and the time of the last update.

mod update;

use super::caption;
use super::date::{date, is_month, time};
use crate::marks;
use crate::model::month::month;

/// A line of more bytes says more than a time.
const LONG: usize = 160;

/// A time of update, as a line prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Updated {
    /// Date and time of day.
    clock: String,
    /// The offset from UTC; none: it is that of the place of publication.
    offset: Option<String>,
}

impl Updated {
    /// In RFC 3339; `home` is the offset of the place of publication: `+08:00`, `Z`.
    pub(super) fn at(&self, home: &str) -> String {
        format!("{}{}", self.clock, self.offset.as_deref().unwrap_or(home))
    }

    /// Whether it names no offset.
    pub(super) fn is_local(&self) -> bool {
        self.offset.is_none()
    }
}

/// The time that a line prints (`最近更新时间：2024-03-05 09:30:00`, `Last updated: March 1, 2024`); `None` for any other
/// line.
pub(super) fn updated(line: &str) -> Option<Updated> {
    let begins = |c: char| match c.is_ascii() {
        true => update::FIRST.contains(&c.to_ascii_lowercase()),
        false => c.to_lowercase().all(|c| update::FIRST.contains(&c)),
    };
    let is_blank = |c: char| c.is_whitespace() || caption::is_invisible(c);
    const AROUND: [char; 10] = ['*', '_', '（', '）', '(', ')', '[', ']', '【', '】'];
    // behind what was updated, and a colon: few lines end as times do
    let ends = |c: char| c.is_ascii_digit() || matches!(c, '日' | '일' | '号' | 'm' | 'M' | 'z' | 'Z');
    let dated =
        || line.trim_end_matches(is_blank).trim_end_matches(AROUND).ends_with(ends) && line.contains([':', '：']);
    let begun = || line.chars().find(|c| !is_blank(*c) && !AROUND.contains(c)).is_some_and(begins);
    // most lines are longer, begin as none of the words does, or hold no digit
    if line.len() > LONG || !begun() && !dated() || !may_be_dated(line) {
        return None;
    }
    let line = line.trim_matches(is_blank).trim_matches(AROUND).trim();
    let lower = line.to_lowercase();
    let rest = update::behind(&lower)?;
    let rest = rest.trim_start_matches([':', '：', ' ', '\u{3000}', '*', '_', '–', '—', '-']);
    let rest =
        ["on ", "am ", "le ", "il ", "op ", "em ", "vom "].iter().find_map(|on| rest.strip_prefix(on)).unwrap_or(rest);
    let (date, rest) = date(rest)?;
    let rest = rest.trim_start_matches([',', ' ']);
    let (time, offset) = time(rest.strip_prefix("at ").unwrap_or(rest).trim().trim_end_matches(['.', 'г']))?;
    Some(Updated { clock: format!("{date}T{time}"), offset })
}

/// Whether a line has a digit, or the word for a year behind digits that are words: all dates have one.
fn may_be_dated(line: &str) -> bool {
    marks::holds(line, |b| b.is_ascii_digit()) || line.contains('年')
}

/// What a line says beside each other: `Effective: 1 May 2024 | Last updated: 3 May 2024`, `版本号：V2.1 更新日期：2022年3月1日`,
/// where each part is a date of something or an edition; else the line.
pub(super) fn beside_each_other(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split(['·', '|', '｜', '•']).map(|part| part.trim_end_matches('\\').trim()).collect();
    if parts.len() > 1 && parts.iter().all(|part| says_one(part)) {
        return parts;
    }
    if line.len() <= LONG { parted_by_blanks(line) } else { None }.unwrap_or_else(|| vec![line])
}

/// The same of parts with nothing but a blank between them: the shortest that says something, and what the rest says.
fn parted_by_blanks(line: &str) -> Option<Vec<&str>> {
    let blanks = || line.char_indices().filter(|(_, c)| c.is_whitespace());
    let parted = || {
        blanks().find_map(|(at, _)| {
            let (part, rest) = (&line[..at], line[at..].trim_start());
            let rest = says_one(part).then(|| parted_by_blanks(rest)).flatten()?;
            Some([vec![part], rest].concat())
        })
    };
    if updated(line).is_some() || edition(line).is_some() {
        return Some(vec![line]);
    }
    parted().or_else(|| says_one(line).then(|| vec![line]))
}

/// Whether a text is a date of something, or an edition.
fn says_one(part: &str) -> bool {
    let plain = marks::shown(part);
    // a mark that spans several parts is in none of them
    !plain.contains("**") && (updated(&plain).is_some() || edition(&plain).is_some() || is_dated(&plain))
}

/// Whether a line is a date, or says that of something and no more: `Version Effective Date: 4 May 2016`, `Stand: Mai 2016`.
pub(super) fn is_date_of(line: &str) -> bool {
    let is_day = |said: &str| date(said).is_some_and(|(_, rest)| rest.is_empty());
    may_be_dated(line)
        && match line.rsplit_once([':', '：']).map(|(_, behind)| behind.trim().to_lowercase()) {
            Some(behind) => is_day(&behind) || is_month(&behind),
            None => is_day(&line.trim().to_lowercase()),
        }
}

/// Whether a line begins with a date, as the note of its passing below the name of a law does.
pub(super) fn begins_dated(line: &str) -> bool {
    date(&line.trim_start_matches(['（', '(']).to_lowercase()).is_some()
}

/// Whether a line is a date with a few words around it: `Effective Date: 27 July 2023`, `2024年1月1日改定`.
pub(super) fn is_dated(line: &str) -> bool {
    const WORDS: usize = 24;
    if !may_be_dated(line) {
        return false;
    }
    let lower = line.to_lowercase();
    let begins =
        |at: &usize| !lower[..*at].ends_with(char::is_alphanumeric) || !lower[*at..].starts_with(char::is_alphabetic);
    let rest = lower.char_indices().map(|(at, _)| at).filter(begins).find_map(|at| Some((at, date(&lower[at..])?.1)));
    rest.is_some_and(|(at, rest)| lower[..at].chars().chain(rest.chars()).count() <= WORDS)
}

/// The label that a line is as a whole: `2023年12月版`, `December 2023 edition`, `V2.1`, `Version 3.0`,
/// `Version 3, 29 June 2007`, `版本号：V1.2`.
pub(super) fn edition(line: &str) -> Option<&str> {
    let line = line.trim();
    let inner = line.trim_matches(['（', '）', '(', ')', '【', '】', '[', ']']).trim();
    if inner.is_empty() || inner.chars().count() > 32 {
        return None;
    }
    let starts_with_digit = inner.starts_with(|c: char| c.is_ascii_digit() || "一二〇".contains(c));
    if starts_with_digit && ["版", "版本", "修订版", "修订", "修正"].iter().any(|w| inner.ends_with(w)) {
        return Some(inner);
    }
    let lower = inner.to_ascii_lowercase();
    // December 2023 edition
    let words: Vec<&str> = lower.split_whitespace().collect();
    let year = |w: &&str| w.len() == 4 && w.starts_with(['1', '2']) && w.bytes().all(|b| b.is_ascii_digit());
    if let [before @ .., "edition" | "version" | "revision"] = words.as_slice()
        && before.len() <= 3
        && before.iter().any(year)
    {
        return Some(inner);
    }
    let rest = ["版本号", "版本", "version", "ver.", "ver", "v"].iter().find_map(|w| lower.strip_prefix(w))?;
    let rest = rest.trim_start_matches([':', '：', ' ', '.']);
    let rest = rest.strip_prefix('v').unwrap_or(rest);
    let (number, behind) = rest.split_once([',', ' ']).unwrap_or((rest, ""));
    let numeric = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && behind.split([',', ' ', '.']).all(|w| w.bytes().all(|b| b.is_ascii_digit()) || month(w).is_some());
    numeric.then(|| match inner.split_once([':', '：']) {
        Some((_, after)) => after.trim(),
        None => inner,
    })
}

/// The label at the end of a title: `…协议V1.0`.
pub(super) fn edition_in_title(title: &str) -> Option<&str> {
    let at = title.rfind(['V', 'v'])?;
    let before = title[..at].chars().next_back()?;
    let number = &title[at + 1..];
    let numeric =
        number.starts_with(|c: char| c.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (numeric && !before.is_ascii_alphanumeric()).then(|| &title[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_update() {
        for (line, time) in [
            ("最近更新时间：2024-03-05 09:30:00", "2024-03-05T09:30:00Z"),
            ("更新日期：2024年3月1日", "2024-03-01T00:00:00Z"),
            ("Last updated: March 1, 2024", "2024-03-01T00:00:00Z"),
            ("Last Updated on 1 March 2024", "2024-03-01T00:00:00Z"),
            ("**Last modified:** Dec. 2nd, 2020", "2020-12-02T00:00:00Z"),
            ("Zuletzt aktualisiert am 3. März 2021", "2021-03-03T00:00:00Z"),
            ("Last update: 16/02/2024", "2024-02-16T00:00:00Z"),
            ("Dernière mise à jour : 1er janvier 2022", "2022-01-01T00:00:00Z"),
            ("Stand: 7. Mai 2014", "2014-05-07T00:00:00Z"),
            ("最後更新日期：2024年3月1日", "2024-03-01T00:00:00Z"),
            ("上次修改时间：2024-03-01", "2024-03-01T00:00:00Z"),
            ("变更日期：2024-03-01", "2024-03-01T00:00:00Z"),
            ("Ostatnia aktualizacja: 1 maja 2024", "2024-05-01T00:00:00Z"),
            ("Stand 01.05.2018", "2018-05-01T00:00:00Z"),
            ("Ultimo aggiornamento: 3 giugno 2021", "2021-06-03T00:00:00Z"),
            ("Data da última atualização: 1º de março de 2020", "2020-03-01T00:00:00Z"),
            ("Laatst bijgewerkt op 3 mei 2021", "2021-05-03T00:00:00Z"),
            ("更新日期：【2022】年【11】月【13】日", "2022-11-13T00:00:00Z"),
            ("Дата обновления: 1 июля 2026", "2026-07-01T00:00:00Z"),
            ("最終更新日：2026年7月1日", "2026-07-01T00:00:00Z"),
            ("Aggiornato al 1 luglio 2026", "2026-07-01T00:00:00Z"),
            ("Last updated — 3 May 2024", "2024-05-03T00:00:00Z"),
            ("최종 개정: 2026년 8월 8일", "2026-08-08T00:00:00Z"),
            ("Дата последнего обновления: 1 января 2024 г.", "2024-01-01T00:00:00Z"),
            ("Last updated: 2024-05-03T11:33:01.250+08:00", "2024-05-03T11:33:01+08:00"),
            ("更新时间：2024年5月3日9时30分", "2024-05-03T09:30:00Z"),
            ("Last updated: 2024-05-03T11:33Z", "2024-05-03T11:33:00Z"),
            ("最近更新时间：2024-05-03 11:33 (UTC+8)", "2024-05-03T11:33:00+08:00"),
            ("Last updated: May 3, 2024, 12:05 a.m.", "2024-05-03T00:05:00Z"),
            ("本政策最近更新日期：2024年5月3日", "2024-05-03T00:00:00Z"),
            ("《灯塔用户协议》最近一次修订时间：2024-05-03", "2024-05-03T00:00:00Z"),
            ("本規約の最終更新日：令和6年5月3日", "2024-05-03T00:00:00Z"),
            ("更新日期：二〇二四年五月三日", "2024-05-03T00:00:00Z"),
            ("Lighthouse terms last updated: 3 May 2024", "2024-05-03T00:00:00Z"),
            ("본 약관 개정일자: 2024년 5월 3일", "2024-05-03T00:00:00Z"),
            ("Last updated: May 3, 2024 1:05 PM GMT-0330", "2024-05-03T13:05:00-03:30"),
        ] {
            assert_eq!(updated(line).map(|time| time.at("Z")).as_deref(), Some(time), "{line}");
        }
        for line in [
            "最近更新时间",
            "Last updated: soon",
            "更新时间：2023-13-01",
            "2023-12-29",
            "更新：2024-03-01",
            "变更2024-03-01",
            "Last updated: March 1, 2024 by us",
            "This outdated: March 1, 2024",
            "如有更新，更新日期：2024-03-01",
            "Last updated: March 1, 2024 at 25:10",
            "Last updated: 2024-03-01 10:00 in our office",
        ] {
            assert_eq!(updated(line), None, "{line}");
        }
    }

    #[test]
    fn what_a_line_says_beside_each_other() {
        let lines = ["生效日期：2024年5月1日 · 最近更新：2024年5月3日", "**Effective:** 1 May 2024 \\| Version 2.1"];
        let parts =
            [["生效日期：2024年5月1日", "最近更新：2024年5月3日"], ["**Effective:** 1 May 2024", "Version 2.1"]];
        assert_eq!(lines.map(beside_each_other), parts);
        assert_eq!(beside_each_other("Home | Terms"), ["Home | Terms"]);
        let blanks = "版本号：V2.1　更新日期：2022年3月1日　生效日期：2022年4月1日";
        assert_eq!(beside_each_other(blanks), ["版本号：V2.1", "更新日期：2022年3月1日", "生效日期：2022年4月1日"]);
        let blanks = "Version 2.1 Effective: 1 May 2024 Last updated: 3 May 2024";
        assert_eq!(beside_each_other(blanks), ["Version 2.1", "Effective: 1 May 2024", "Last updated: 3 May 2024"]);
        for whole in
            ["Version 2.1, 4 May 2016", "Last updated: May 3, 2024, 12:05 a.m.", "最近更新时间：2024-03-05 09:30:00"]
        {
            assert_eq!(beside_each_other(whole), [whole]);
        }
    }

    #[test]
    fn lines_that_are_dates() {
        for line in [
            "Effective Date: July 27, 2023",
            "En vigueur au 1er mars 2022",
            "2024年1月1日改定",
            "시행일: 2024년 1월 1일",
        ] {
            assert!(is_dated(line), "{line}");
        }
        for line in ["Lighthouse Rules 2024", "灯塔书店借阅协议", "We sent the notice of 1 March 2022 to every reader"]
        {
            assert!(!is_dated(line), "{line}");
        }
    }

    #[test]
    fn what_a_line_says_the_date_of() {
        for line in
            ["Effective: 4 May 2016", "Stand: Mai 2016", "生效时间：2016年5月", "Vigencia: mayo de 2016", "4.5.2016"]
        {
            assert!(is_date_of(line), "{line}");
        }
        for line in ["May 2016", "Fees: 2016", "Stand: Mai", "Effective: 4 May 2016 and later", "生效：5月"] {
            assert!(!is_date_of(line), "{line}");
        }
    }

    #[test]
    fn a_date_that_can_be_read_in_two_ways_is_not_read() {
        assert_eq!(updated("Last updated: 03/04/2024"), None);
    }

    #[test]
    fn editions() {
        assert_eq!(edition("2023年12月版"), Some("2023年12月版"));
        assert_eq!(edition("（2021年修订）"), Some("2021年修订"));
        assert_eq!(edition("Version 3.0"), Some("Version 3.0"));
        assert_eq!(edition("Version 2.1, 4 May 2016"), Some("Version 2.1, 4 May 2016"));
        assert_eq!(edition("Version 2 of the terms"), None);
        assert_eq!(edition("December 2023 edition"), Some("December 2023 edition"));
        assert_eq!(edition("版本号：V1.2"), Some("V1.2"));
        assert_eq!(edition("version of the text"), None);
        assert_eq!(edition_in_title("仓储用户协议V1.0"), Some("V1.0"));
        assert_eq!(edition_in_title("TV3"), None);
    }
}
