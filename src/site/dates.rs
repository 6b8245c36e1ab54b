//! A time as written in `versions.yaml` → as a reader of the page's language reads it.
//!
//! Times are shown in the offset in which they were written: the digest covers what is shown.

use serde::Serialize;

use super::words::{Lexicon, fill};

/// A time, for a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Date {
    /// As written, RFC 3339: the `datetime` of a `<time>`.
    pub iso: String,
    /// `2024年1月29日`, `29 January 2024`
    pub day: String,
    /// With hour, minute and offset: `2024年1月29日 00:00（UTC+08:00）`
    pub moment: String,
    /// `2024-01-29`
    pub short: String,
}

/// Reads a time; what is no time is shown as it is.
pub(super) fn date(written: &str, words: &Lexicon) -> Date {
    let parts = || {
        let civil: jiff::civil::Date = written.get(..10)?.parse().ok()?;
        let clock = written.get(11..16)?;
        let offset = match written.get(19..)? {
            "Z" | "z" => "+00:00",
            rest => rest.get(rest.find(['+', '-'])?..)?,
        };
        Some((civil, clock, offset))
    };
    let Some((civil, clock, offset)) = parts() else {
        let same = || written.to_owned();
        return Date { iso: same(), day: same(), moment: same(), short: same() };
    };
    let word = |key: &str| words.get(key).map_or("", String::as_str);
    let month = word("months").split(' ').nth(civil.month().unsigned_abs().into()).unwrap_or("");
    let [y, m, d] = [civil.year().to_string(), civil.month().to_string(), civil.day().to_string()];
    let day = fill(word("date"), &[("y", &y), ("m", &m), ("d", &d), ("month", month)]);
    let moment = fill(word("moment"), &[("day", &day), ("clock", clock), ("offset", offset)]);
    Date { iso: written.to_owned(), day, moment, short: civil.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_shown_in_its_own_offset() {
        let words: Lexicon = [
            ("date", "{d} {month} {y}"),
            ("moment", "{day}, {clock} UTC{offset}"),
            ("months", "_ January February March April May June July August September October November December"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into();
        let d = date("2023-12-29T11:33:01.5+08:00", &words);
        assert_eq!((d.day.as_str(), d.moment.as_str()), ("29 December 2023", "29 December 2023, 11:33 UTC+08:00"));
        assert_eq!(date("2024-01-01T00:00:00Z", &words).moment, "1 January 2024, 00:00 UTC+00:00");
        assert_eq!(date("soon", &words).day, "soon");
    }
}
