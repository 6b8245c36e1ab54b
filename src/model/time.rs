//! Moments and days: what a person writes, what a file holds.
//!
//! A file holds RFC 3339 with an offset, and a digest covers it as written; comparisons are made on moments.

use jiff::tz::{TimeZone, TimeZoneDatabase};
pub use jiff::{Timestamp, ToSpan, civil::Date};

/// Why a time was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// No date and no time.
    #[error("`{0}` is no time: expected `2024-01-29`, `2024-01-29 08:00` or `2024-01-29T08:00:00+08:00`")]
    Form(String),
    /// No zone of that name.
    #[error("`{0}` is no time zone: expected an IANA name such as `Asia/Shanghai`")]
    Zone(String),
}

/// The zone of an IANA name, from the list that is built in: those of machines differ.
pub fn zone(name: &str) -> Result<TimeZone, TimeError> {
    TimeZoneDatabase::bundled().get(name).map_err(|_| TimeError::Zone(name.to_owned()))
}

/// The moment of a time as files hold it; `None` where it has no offset or is no time.
pub fn moment(written: &str) -> Option<Timestamp> {
    written.parse().ok()
}

/// Reads what a person writes: a date (its first moment), a local time, or RFC 3339, in the zone where it names none.
/// Returns it as a file holds it.
pub fn read(s: &str, zone: &TimeZone) -> Result<String, TimeError> {
    let s = s.trim();
    let bad = || TimeError::Form(s.to_owned());
    if moment(s).is_some() {
        return Ok(s.to_owned());
    }
    let civil = s
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| s.parse::<Date>().map(|day| day.at(0, 0, 0, 0)))
        .map_err(|_| bad())?;
    let moment = civil.to_zoned(zone.clone()).map_err(|_| bad())?.timestamp();
    Ok(write(moment, zone))
}

/// The same clock time with the offset that the zone has then, of a time whose offset was only assumed.
pub fn at_home(assumed: &str, zone: &TimeZone) -> String {
    let clock = assumed.get(..19).unwrap_or(assumed);
    read(clock, zone).unwrap_or_else(|_| assumed.to_owned())
}

/// Writes a moment as a file holds it: to the second that has begun, with the zone's offset.
pub fn write(moment: Timestamp, zone: &TimeZone) -> String {
    let offset = zone.to_offset(moment);
    let second = jiff::TimestampRound::new().smallest(jiff::Unit::Second).mode(jiff::RoundMode::Floor);
    let whole = moment.round(second).unwrap_or(moment);
    whole.display_with_offset(offset).to_string()
}

/// The moment, some days later by the calendar of the zone; `None` past the end of time.
pub fn days_later(moment: Timestamp, days: u32, zone: &TimeZone) -> Option<Timestamp> {
    let zoned = moment.to_zoned(zone.clone());
    zoned.checked_add(i64::from(days).days()).ok().map(|z| z.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_less_than_files_hold() {
        let zone = zone("Asia/Shanghai").expect("bundled zones");
        for (written, held) in [
            ("2024-01-29", "2024-01-29T00:00:00+08:00"),
            ("2024-01-29 08:30", "2024-01-29T08:30:00+08:00"),
            ("2024-01-29T08:30:00Z", "2024-01-29T08:30:00Z"),
        ] {
            assert_eq!(read(written, &zone).as_deref(), Ok(held));
        }
        assert!(read("29.1.2024", &zone).is_err());
        let start = moment("2024-01-31T00:00:00+08:00").expect("a time");
        assert_eq!(write(days_later(start, 30, &zone).expect("in range"), &zone), "2024-03-01T00:00:00+08:00");
    }
}
