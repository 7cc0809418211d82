//! Which timestamp may have been signed in place of the header's, and what an authentic message's age says.

use std::time::Duration;

use x509_cert::der::DateTime;

use super::Certainty;
use super::causes::Cause;
use super::change::Change;
use crate::scheme::{Freshness, Unit};

/// How many steps of its unit a second reading of the clock may be away from the first.
const NEIGHBOURS_SECONDS: i64 = 5;
const NEIGHBOURS_MILLISECONDS: i64 = 300;

/// A timestamp that may have been signed.
pub(super) struct TimeChange {
    pub(super) change: Change,
    pub(super) rank: u8,
    pub(super) text: Vec<u8>,
}

/// What is wrong with a header's timestamp at sight.
pub(super) fn defect(text: &[u8], unit: Unit) -> Option<Change> {
    let digits = text.iter().all(u8::is_ascii_digit);
    let other = other_unit(unit);
    match (digits, text.len()) {
        (true, length) if length == unit.digits() => None,
        (true, length) if length == other.digits() => Some(Change::new(
            Cause::TimestampUnit,
            format!(
                "the header's timestamp as it is, which counts {} where {} belong",
                other.name(),
                unit.name()
            ),
        )),
        _ => Some(Change::new(
            Cause::TimestampForm,
            format!("the header's timestamp as it is, which is not {} digits", unit.digits()),
        )),
    }
}

/// The timestamps that may have been signed instead of `header`, which the message carries.
pub(super) fn time_changes(header: &[u8], of_request: Option<&str>, unit: Unit) -> Vec<TimeChange> {
    let mut all = Vec::new();
    let mut add = |cause, rank, how: String, text: String| {
        if text.as_bytes() != header {
            all.push(TimeChange { change: Change::new(cause, how), rank, text: text.into_bytes() });
        }
    };
    if let Some(timestamp) = of_request {
        add(Cause::TimestampOfRequest, 1, "the request's timestamp".to_owned(), timestamp.to_owned());
    }
    let text = std::str::from_utf8(header).unwrap_or_default();
    if let Some(milliseconds) = unix_time(text) {
        let how = format!("the header's time of day as {} since 1970", unit.name());
        add(Cause::TimestampForm, 1, how, (milliseconds / unit.milliseconds()).to_string());
    }
    if let Some((whole, fraction)) = text.split_once(['.', ',']) {
        add(
            Cause::TimestampForm,
            1,
            "the header's timestamp without its fraction".to_owned(),
            whole.to_owned(),
        );
        add(
            Cause::TimestampForm,
            2,
            "the header's timestamp without its point".to_owned(),
            format!("{whole}{fraction}"),
        );
    }
    let Some(value) = text.parse::<i64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
    else {
        return all;
    };
    let named = |unit: Unit| format!("the header's timestamp in {}", unit.name());
    match text.len() {
        13 => {
            let seconds = value / 1000;
            add(Cause::TimestampUnit, 1, named(Unit::Seconds), seconds.to_string());
            add(
                Cause::TimestampUnit,
                2,
                "the header's timestamp rounded to a whole second".to_owned(),
                (seconds * 1000).to_string(),
            );
        }
        10 => add(Cause::TimestampUnit, 1, named(Unit::Milliseconds), format!("{value}000")),
        _ => return all,
    }
    if text.len() != unit.digits() {
        return all;
    }
    let (most, name) = match unit {
        Unit::Seconds => (NEIGHBOURS_SECONDS, "s"),
        Unit::Milliseconds => (NEIGHBOURS_MILLISECONDS, "ms"),
    };
    for distance in 1..=most {
        for (signed, words) in
            [(value.saturating_sub(distance), "before"), (value.saturating_add(distance), "after")]
        {
            let rank = match distance {
                1 => 1,
                2..=5 => 2,
                _ => NEVER_PAIRED,
            };
            add(
                Cause::TimestampNotSigned,
                rank,
                format!("a timestamp {distance} {name} {words} the header's"),
                signed.to_string(),
            );
        }
    }
    all
}

/// The milliseconds since 1970 of a time such as `2024-04-05T19:34:38.901Z`.
fn unix_time(text: &str) -> Option<i64> {
    let (whole, fraction) = match text.strip_suffix('Z')?.split_once('.') {
        Some((whole, fraction)) => (whole, fraction.get(..3)?.parse().ok()?),
        None => (text.strip_suffix('Z')?, 0),
    };
    let seconds = format!("{whole}Z").parse::<DateTime>().ok()?.unix_duration().as_secs();
    i64::try_from(seconds).ok()?.checked_mul(1000)?.checked_add(fraction)
}

/// The rank of what is too seldom to be tried together with anything else.
pub(super) const NEVER_PAIRED: u8 = 4;

const fn other_unit(unit: Unit) -> Unit {
    match unit {
        Unit::Seconds => Unit::Milliseconds,
        Unit::Milliseconds => Unit::Seconds,
    }
}

/// What the age of an authentic message says, in milliseconds; positive for one from the past.
pub(super) fn off_by(age: i128, freshness: Freshness) -> (Change, Certainty) {
    let distance = age.abs();
    let quarters = (distance + QUARTER / 2) / QUARTER;
    let is_zone = (quarters % 4 == 0 && (4..=56).contains(&quarters)) || BROKEN_HOURS.contains(&quarters);
    if is_zone && (distance - quarters * QUARTER).abs() <= CLOSE {
        let side = if age > 0 { "behind" } else { "ahead of" };
        let (hours, minutes) = (quarters / 4, quarters % 4 * 15);
        let how =
            format!("its timestamp is {hours}:{minutes:02} h {side} this clock, as far as a time zone is");
        return (Change::new(Cause::TimeZone, how), Certainty::Likely);
    }
    let seconds = Duration::from_millis(u64::try_from(distance).unwrap_or(u64::MAX)).as_secs_f64();
    let words = |side: &str| {
        format!(
            "its timestamp is {seconds} s {side} this clock; the scheme allows {} s unless told otherwise",
            freshness.tolerance_seconds
        )
    };
    match age > 0 {
        true => (Change::new(Cause::ClockBehind, words("behind")), Certainty::Evident),
        false => (Change::new(Cause::ClockAhead, words("ahead of")), Certainty::Evident),
    }
}

/// The zones that are off by 3:30, 4:30, 5:30, 5:45, 6:30, 9:30, 10:30 and 12:45, in quarters of an hour.
const BROKEN_HOURS: [i128; 8] = [14, 18, 22, 23, 26, 38, 42, 51];
const QUARTER: i128 = 15 * 60 * 1000;
/// Clocks that are synchronised differ by less, and a message takes less to arrive.
const CLOSE: i128 = 60 * 1000;
