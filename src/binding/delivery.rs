//! When an announcement counts as delivered, and whether that was in time.
//!
//! | channel | delivered |
//! | --- | --- |
//! | courier | when signed for |
//! | page | at once |
//! | e-mail, SMS, in the application, by the system | when sent |
//! | registered mail | on the third day after posting, at the same time of day |
//!
//! A delivery that falls on a public holiday counts from the beginning of the next working day; Saturdays and Sundays
//! are no working days. Days are days of the publisher's zone.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use super::rules::Calendar;
use crate::model::event::Channel;
use crate::model::instant::Instant;

impl Calendar {
    /// When an announcement counts as delivered that was sent at a time; a courier's, that was signed for then.
    pub fn delivered(&self, channel: Channel, sent: Instant) -> Instant {
        let zoned = sent.timestamp().to_zoned(self.zone.clone());
        let arrived = match channel {
            Channel::Post => zoned.checked_add(3.days()).unwrap_or(zoned),
            Channel::Page | Channel::Email | Channel::Sms | Channel::App | Channel::System | Channel::Courier => zoned,
        };
        let day = arrived.date();
        let counted = match self.holidays.contains(&day).then(|| self.next_working_day(day)).flatten() {
            Some(working) => working.to_zoned(self.zone.clone()).map(|z| z.timestamp()).ok(),
            None => Some(arrived.timestamp()),
        };
        counted.and_then(|t| Instant::new(t).ok()).unwrap_or(sent)
    }

    /// The last moment at which a delivery is still so many days before an effective date.
    pub fn deadline(&self, effective: Instant, days: u32) -> Instant {
        let zoned = effective.timestamp().to_zoned(self.zone.clone());
        let before = zoned.checked_sub(i64::from(days).days()).ok();
        before.and_then(|z| Instant::new(z.timestamp()).ok()).unwrap_or(effective)
    }

    fn next_working_day(&self, day: Date) -> Option<Date> {
        // holidays are a finite list, so the search ends; a week of weekends cannot be
        let is_working =
            |d: &Date| !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.holidays.contains(d);
        std::iter::successors(day.tomorrow().ok(), |d| d.tomorrow().ok()).find(is_working)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(zone: &str) -> Calendar {
        let zone = crate::model::time::zone(zone).expect("zone");
        let holidays = ["2024-05-01", "2024-05-02", "2024-05-03"].iter().map(|d| d.parse().expect("date")).collect();
        Calendar { zone, holidays }
    }

    fn at(s: &str) -> Instant {
        s.parse().expect("time")
    }

    #[test]
    fn channels_have_their_rules() {
        let calendar = calendar("Asia/Shanghai");
        for (channel, sent, delivered) in [
            (Channel::Page, "2024-04-26T10:00:00+08:00", "2024-04-26T10:00:00+08:00"),
            (Channel::Email, "2024-04-26T23:59:59+08:00", "2024-04-26T23:59:59+08:00"),
            (Channel::Courier, "2024-04-26T10:00:00+08:00", "2024-04-26T10:00:00+08:00"),
            (Channel::Post, "2024-04-26T10:00:00+08:00", "2024-04-29T10:00:00+08:00"),
            // month end of a leap year
            (Channel::Post, "2024-02-27T10:00:00+08:00", "2024-03-01T10:00:00+08:00"),
            // the third day is a holiday, the days after it too, then a weekend
            (Channel::Post, "2024-04-29T10:00:00+08:00", "2024-05-06T00:00:00+08:00"),
            (Channel::Email, "2024-05-01T00:00:00+08:00", "2024-05-06T00:00:00+08:00"),
            // a Saturday is no holiday
            (Channel::Email, "2024-05-04T12:00:00+08:00", "2024-05-04T12:00:00+08:00"),
            // still the day before in Shanghai's sense, a holiday only in UTC's
            (Channel::Email, "2024-05-03T16:00:00Z", "2024-05-03T16:00:00Z"),
            (Channel::Email, "2024-04-30T16:00:00Z", "2024-05-05T16:00:00Z"),
        ] {
            assert_eq!(calendar.delivered(channel, at(sent)), at(delivered), "{channel:?} {sent}");
        }
    }

    #[test]
    fn deadlines_count_calendar_days_of_the_zone() {
        let calendar = calendar("Europe/Berlin");
        let deadline = |s, days| calendar.deadline(at(s), days);
        // the clock goes forward on 2024-03-31: thirty days are not 720 hours
        assert_eq!(deadline("2024-04-15T00:00:00+02:00", 30), at("2024-03-16T00:00:00+01:00"));
        assert_eq!(deadline("2024-03-01T00:00:00+01:00", 7), at("2024-02-23T00:00:00+01:00"));
        assert_eq!(deadline("2024-03-01T00:00:00+01:00", 0), at("2024-03-01T00:00:00+01:00"));
    }
}
