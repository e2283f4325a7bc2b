//! Durations as people write them.

use std::time::Duration;

/// The longest that means anything: a year.
const LONGEST: Duration = Duration::from_hours(365 * 24);

/// Reads `90`, `1.5` (seconds), `500ms`, `90s`, `5m`, `1h` or `2d`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let bad = || format!("'{text}' is not a time; write it like 90 (seconds), 500ms, 5m, 1h or 2d");
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let seconds = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86400.0,
        _ => return Err(bad()),
    };
    let number: f64 = number.parse().map_err(|_| bad())?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(duration) if !duration.is_zero() && duration <= LONGEST => Ok(duration),
        _ => Err("it must be more than 0 and at most a year".to_owned()),
    }
}

/// Likewise, or `0` for no time at all.
pub(super) fn duration_or_none(text: &str) -> Result<Duration, String> {
    if text == "0" { Ok(Duration::ZERO) } else { duration(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_seconds_or_have_a_unit() {
        for (text, milliseconds) in [
            ("90", 90_000),
            ("1.5", 1_500),
            ("0.5s", 500),
            ("500ms", 500),
            ("5m", 300_000),
            ("1h", 3_600_000),
            ("1.5h", 5_400_000),
            ("2d", 172_800_000),
        ] {
            assert_eq!(duration(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn no_time_at_all_is_a_duration_only_where_it_means_something() {
        assert_eq!(duration_or_none("0"), Ok(Duration::ZERO));
        assert_eq!(duration_or_none("2"), Ok(Duration::from_secs(2)));
        assert!(duration_or_none("-1").is_err() && duration("0").is_err());
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in ["", "x", "m", "NaN", "inf", "1e9", "5 m", "5min", "5M", "1h30m", "1w"] {
            let error = duration(text).unwrap_err();
            assert!(error.starts_with(&format!("'{text}' is not a time; write it like 90")), "{error}");
        }
        for text in ["0", "0ms", "-1", "-5m", "8761h", "0.0000000000001"] {
            assert_eq!(duration(text), Err("it must be more than 0 and at most a year".to_owned()), "{text}");
        }
    }
}
