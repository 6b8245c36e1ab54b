//! A moment in time as evidence keeps it: UTC, milliseconds, one written form.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::tz::TimeZone;

use super::time::{self, TimeError};

/// A moment, written RFC 3339 in UTC with milliseconds: `2024-01-29T00:00:00.000Z`. Finer parts are cut off.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(jiff::Timestamp);

/// Why a time was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InstantError {
    /// Not RFC 3339.
    #[error("`{0}` is no time: expected RFC 3339 with an offset, such as `2024-01-29T00:00:00+08:00`")]
    Form(String),
    /// RFC 3339 has four digits for the year.
    #[error("`{0}` is no time of the years 1 to 9999")]
    Range(String),
    /// Not what a person writes either.
    #[error(transparent)]
    Time(#[from] TimeError),
}

/// 0001-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z in milliseconds of Unix time.
const YEARS: RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

impl Instant {
    /// The moment of a timestamp, cut to the millisecond; out of the years 0001 to 9999: an error.
    pub fn new(timestamp: jiff::Timestamp) -> Result<Self, InstantError> {
        let ms = timestamp.as_millisecond();
        let cut = jiff::Timestamp::from_millisecond(ms).ok().filter(|_| YEARS.contains(&ms));
        cut.map(Instant).ok_or_else(|| InstantError::Range(timestamp.to_string()))
    }

    /// The moment as a timestamp.
    pub fn timestamp(self) -> jiff::Timestamp {
        self.0
    }

    /// Reads RFC 3339, or a civil time or date (its first moment) of a zone.
    pub fn read_in(s: &str, zone: &TimeZone) -> Result<Self, InstantError> {
        time::read(s, zone)?.parse()
    }
}

impl FromStr for Instant {
    type Err = InstantError;
    fn from_str(s: &str) -> Result<Self, InstantError> {
        let timestamp = s.parse::<jiff::Timestamp>().map_err(|_| InstantError::Form(s.to_owned()))?;
        Instant::new(timestamp)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({self})")
    }
}

impl serde::Serialize for Instant {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_written_form() {
        let at: Instant = "2024-01-29T00:00:00+08:00".parse().expect("time");
        assert_eq!(at.to_string(), "2024-01-28T16:00:00.000Z");
        assert_eq!(at.to_string().parse::<Instant>().expect("again"), at);
        let cut: Instant = "2024-01-29T00:00:00.123999Z".parse().expect("time");
        assert_eq!(cut.to_string(), "2024-01-29T00:00:00.123Z");
        for edge in ["0001-01-01T00:00:00.000Z", "9999-12-30T21:59:59.999Z"] {
            assert_eq!(edge.parse::<Instant>().expect(edge).to_string(), edge);
        }
        assert!("0000-12-31T23:59:59.999Z".parse::<Instant>().is_err());
        assert!("2024-01-29".parse::<Instant>().is_err());
        assert!("-000001-01-01T00:00:00Z".parse::<Instant>().is_err());
    }

    #[test]
    fn civil_times_are_read_in_a_zone() {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        for s in ["2024-01-29", "2024-01-29T00:00", "2024-01-29 00:00:00"] {
            assert_eq!(Instant::read_in(s, &zone).expect(s).to_string(), "2024-01-28T16:00:00.000Z");
        }
        assert!(Instant::read_in("tomorrow", &zone).is_err());
    }
}
