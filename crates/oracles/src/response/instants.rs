//! Dates of bodies and headers, against a reading by hand.

use syncproof_api::Timestamp;

use super::script::Said;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Of the day that the Unix epoch began with, first.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// Every header, and every piece of a body between quotes, is read as a date or refused in both forms.
pub(super) fn check(answer: &Said) -> Result<(), String> {
    let body = String::from_utf8_lossy(&answer.body);
    let headers = answer.headers.iter().map(|(_, value)| value.as_str());
    headers.chain(body.split('"').take(64)).filter(|text| (20..=29).contains(&text.len())).try_for_each(judge)
}

pub(super) fn judge(text: &str) -> Result<(), String> {
    for (read, by_hand) in [(Timestamp::parse(text), wire(text)), (Timestamp::parse_http(text), http(text))] {
        if by_hand != Reading::Unsettled && Reading::of(read) != by_hand {
            return Err(format!("'{text}' is read as {read:?}, by hand as {by_hand:?}"));
        }
    }
    match Timestamp::parse(text) {
        Some(at) if wire(text) != Reading::Unsettled && at.to_wire() != text => {
            Err(format!("'{text}' is read and written as '{}'", at.to_wire()))
        }
        _ => Ok(()),
    }
}

/// What a text is by hand.
#[derive(Debug, PartialEq, Eq)]
enum Reading {
    /// A point in time, in seconds since the epoch.
    At(i64),
    None,
    /// A leap second, a year of other than four digits, or spaces: nothing depends on it.
    Unsettled,
}

impl Reading {
    fn of(read: Option<Timestamp>) -> Self {
        read.map_or(Self::None, |at| Self::At(at.as_secs()))
    }
}

/// `2015-07-30T20:00:00Z`
fn wire(text: &str) -> Reading {
    let b = text.as_bytes();
    let signs = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':'), (19, b'Z')];
    if b.len() != 20 {
        return Reading::None;
    }
    if !text.is_ascii() || signs.iter().any(|(at, sign)| b[*at] != *sign) || number(&b[..4]).is_none() {
        return Reading::Unsettled;
    }
    let parts = [&b[..4], &b[5..7], &b[8..10], &b[11..13], &b[14..16], &b[17..19]].map(number);
    let [Some(year), Some(month), Some(day), Some(hour), Some(minute), Some(second)] = parts else {
        return Reading::Unsettled;
    };
    instant([year, month, day, hour, minute, second])
}

/// `Thu, 30 Jul 2015 20:00:00 GMT`
fn http(text: &str) -> Reading {
    let b = text.as_bytes();
    let signs = [(3, b','), (4, b' '), (7, b' '), (11, b' '), (16, b' '), (19, b':'), (22, b':')];
    let form = b.len() == 29 && text.is_ascii() && text.ends_with(" GMT");
    if !form || signs.iter().any(|(at, sign)| b[*at] != *sign) {
        return Reading::Unsettled;
    }
    let month = (1..).zip(MONTHS).find(|(_, name)| name.as_bytes() == &b[8..11]).map(|(number, _)| number);
    let parts =
        [number(&b[12..16]), month, number(&b[5..7]), number(&b[17..19]), number(&b[20..22]), number(&b[23..25])];
    let [Some(year), Some(month), Some(day), Some(hour), Some(minute), Some(second)] = parts else {
        return Reading::Unsettled;
    };
    match instant([year, month, day, hour, minute, second]) {
        Reading::At(at) => {
            let weekday = WEEKDAYS[usize::try_from(at.div_euclid(86_400).rem_euclid(7)).unwrap_or_default()];
            // Nothing depends on the name of the day, but a wrong one is no date.
            if weekday.as_bytes() == &b[..3] { Reading::At(at) } else { Reading::Unsettled }
        }
        other => other,
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

fn instant([year, month, day, hour, minute, second]: [i64; 6]) -> Reading {
    let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i64::from(leaps),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return Reading::None,
    };
    if second == 60 {
        return Reading::Unsettled;
    }
    if day < 1 || day > length || hour > 23 || minute > 59 || second > 59 {
        return Reading::None;
    }
    // Day by day would do; month by month is faster. Years before the first one are counted from the year 0.
    let leap_days = |year: i64| (year + 3).div_euclid(4) - (year + 99).div_euclid(100) + (year + 399).div_euclid(400);
    let before: i64 = (1..month)
        .map(|m| match m {
            2 => 28 + i64::from(leaps),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        })
        .sum();
    let days = year * 365 + leap_days(year) + before + day - 1 - 719_528;
    Reading::At(((days * 24 + hour) * 60 + minute) * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_by_hand() {
        assert_eq!(wire("2015-07-30T20:00:00Z"), Reading::At(1_438_286_400));
        assert_eq!(wire("1969-12-31T23:59:59Z"), Reading::At(-1));
        assert_eq!(wire("2000-02-29T00:00:00Z"), Reading::At(951_782_400));
        assert_eq!(wire("1900-02-29T00:00:00Z"), Reading::None);
        assert_eq!(http("Thu, 30 Jul 2015 20:00:00 GMT"), Reading::At(1_438_286_400));
        assert_eq!(http("Thu, 31 Jun 2015 20:00:00 GMT"), Reading::None);
    }

    #[test]
    fn both_readings_agree() {
        for text in
            ["2015-07-30T20:00:00Z", "0000-01-01T00:00:00Z", "2015-13-30T20:00:00Z", "Thu, 30 Jul 2015 20:00:00 GMT"]
        {
            assert_eq!(judge(text), Ok(()));
        }
    }
}
