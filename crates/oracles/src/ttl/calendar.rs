//! Dates by counting days, year by year of 400.

/// How a point in milliseconds since 1970 is written, to the second; none outside of the years that have four digits.
pub(super) fn written(millis: i64) -> Option<String> {
    let seconds = millis.div_euclid(1000);
    let (mut day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // From 1 January 2000, which begins a cycle of 400 years.
    day -= 10_957;
    let mut year = 2000 + 400 * day.div_euclid(146_097);
    day = day.rem_euclid(146_097);
    while day >= days_in_year(year) {
        day -= days_in_year(year);
        year += 1;
    }
    let february = if days_in_year(year) == 366 { 29 } else { 28 };
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if day < days {
            break;
        }
        day -= days;
        month += 1;
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let text = format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", day + 1);
    // The last day of the last year is cut short, so that it is one everywhere on earth.
    (-62_167_219_200_000..253_402_207_200_000).contains(&millis).then_some(text)
}

const fn days_in_year(year: i64) -> i64 {
    if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { 366 } else { 365 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_are_known() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_438_286_400, "2015-07-30T20:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (253_402_207_199, "9999-12-30T21:59:59Z"),
        ] {
            assert_eq!(written(seconds * 1000).as_deref(), Some(text));
        }
        assert_eq!((written(i64::MAX), written(i64::MIN)), (None, None));
    }
}
