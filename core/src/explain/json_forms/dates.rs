//! Newtonsoft's dates: unless told otherwise, it parses every text that looks like one, and writes it anew.

use std::borrow::Cow;

/// What becomes of a text where the machine's time zone is UTC: fractions of a second lose their zeros, and times with an offset
/// are converted. Hour 24 and `/Date(…)/`, which nobody sends, are left as they are.
pub(super) fn rewritten(text: &str) -> Cow<'_, str> {
    match Time::parse(text) {
        Some(time) => Cow::Owned(time.written()),
        None => Cow::Borrowed(text),
    }
}

/// ISO 8601 as Newtonsoft knows it: `yyyy-MM-ddTHH:mm:ss`, up to seven digits of a second's fraction, then nothing, `Z` or an offset.
struct Time<'a> {
    /// Since 1 January of year 0, in the zone in which it was written.
    minutes: i64,
    seconds: &'a str,
    fraction: &'a str,
    zone: Zone,
}

enum Zone {
    None,
    Utc,
    /// In minutes.
    Offset(i64),
}

const DAY: i64 = 24 * 60;

impl<'a> Time<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (date, rest) = text.split_once('T')?;
        let (year, month_day) = date.split_at_checked(4)?;
        let (month, day) = month_day.strip_prefix('-')?.split_once('-')?;
        let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        let (hour, rest) = rest.split_at_checked(2)?;
        let (minute, rest) = rest.strip_prefix(':')?.split_at_checked(2)?;
        let (seconds, rest) = rest.strip_prefix(':')?.split_at_checked(2)?;
        let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
        let valid = year >= 1
            && (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && number(seconds, 2)? < 60;
        let (fraction, zone) = match rest.strip_prefix('.') {
            Some(rest) => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                rest.split_at_checked(digits).filter(|_| (1..=7).contains(&digits))?
            }
            None => ("", rest),
        };
        let minutes = days_before(year, month, day) * DAY + hour * 60 + minute;
        let zone = Zone::parse(zone)?;
        valid.then_some(Self { minutes, seconds, fraction: fraction.trim_end_matches('0'), zone })
    }

    fn written(&self) -> String {
        let (minutes, zone) = match self.zone {
            Zone::None => (self.minutes, ""),
            Zone::Utc => (self.minutes, "Z"),
            Zone::Offset(offset) => (self.minutes - offset, "+00:00"),
        };
        let (year, month, day) = date_of(minutes.div_euclid(DAY));
        let (hour, minute) = (minutes.rem_euclid(DAY) / 60, minutes.rem_euclid(60));
        let (point, seconds, fraction) =
            (if self.fraction.is_empty() { "" } else { "." }, self.seconds, self.fraction);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{seconds}{point}{fraction}{zone}")
    }
}

impl Zone {
    /// The hours may stand alone, and the colon be left out.
    fn parse(text: &str) -> Option<Self> {
        let sign = match text {
            "" => return Some(Self::None),
            "Z" | "z" => return Some(Self::Utc),
            _ if text.starts_with('+') => 1,
            _ if text.starts_with('-') => -1,
            _ => return None,
        };
        let (hours, rest) = text.get(1..)?.split_at_checked(2)?;
        let minutes = match rest.strip_prefix(':').unwrap_or(rest) {
            "" if rest.is_empty() => 0,
            minutes => number(minutes, 2)?,
        };
        Some(Self::Offset(sign * (number(hours, 2)? * 60 + minutes)))
    }
}

fn number(digits: &str, length: usize) -> Option<i64> {
    let valid = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| valid)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let before = year - 1;
    let leap_days = before / 4 - before / 100 + before / 400;
    before * 365 + leap_days + (1..month).map(|month| days_in(year, month)).sum::<i64>() + day - 1
}

/// The reverse.
fn date_of(days: i64) -> (i64, i64, i64) {
    let mut year = days * 400 / 146_097;
    while days_before(year + 1, 1, 1) <= days {
        year += 1;
    }
    let mut month = 12;
    while days_before(year, month, 1) > days {
        month -= 1;
    }
    (year, month, days - days_before(year, month, 1) + 1)
}
