//! Points in time as the API writes them.

use jiff::{Timestamp as Instant, civil, fmt::strtime, tz::TimeZone};

/// A point in time, in milliseconds since 1970-01-01T00:00:00Z. On the wire it has seconds precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// ISO 8601 in UTC with seconds precision, the one form the samples show. A zero stands for a digit.
const FORM: &[u8] = b"0000-00-00T00:00:00Z";

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This point moved by `seconds`, which may be negative; stops at the ends of the range.
    #[must_use]
    pub const fn plus_secs(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Reads the wire form `YYYY-MM-DDTHH:MM:SSZ`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let fits = |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
        if bytes.len() != FORM.len() || !bytes.iter().zip(FORM).all(fits) {
            return None;
        }
        let number =
            |from: usize, to: usize| bytes[from..to].iter().fold(0i16, |n, digit| n * 10 + i16::from(digit - b'0'));
        let small = |from: usize| i8::try_from(number(from, from + 2)).ok();
        let date = civil::DateTime::new(number(0, 4), small(5)?, small(8)?, small(11)?, small(14)?, small(17)?, 0);
        Some(Self(TimeZone::UTC.to_timestamp(date.ok()?).ok()?.as_millisecond()))
    }

    /// Reads the date of an HTTP header in the form that servers have to send (RFC 9110, 5.6.7); `None` for anything else.
    pub fn parse_http(text: &str) -> Option<Self> {
        let bare = text.strip_suffix(" GMT")?;
        let instant = strtime::parse("%a, %d %b %Y %H:%M:%S", bare).ok()?.to_datetime().ok()?;
        Some(Self(instant.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond()))
    }

    /// The wire form. Points outside the years 0 to 9999 are written as the nearest that is inside.
    pub fn to_wire(self) -> String {
        let year_0 = -62_167_219_200;
        let year_9999 = 253_402_207_199;
        let instant = Instant::from_second(self.as_secs().clamp(year_0, year_9999)).unwrap_or(Instant::UNIX_EPOCH);
        // Whole seconds are written without a fraction.
        instant.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_wire_form() {
        let text = "2015-07-30T20:00:00Z";
        let at = Timestamp::parse(text).unwrap();
        assert_eq!(at.as_secs(), 1_438_286_400);
        assert_eq!(at.to_wire(), text);
    }

    #[test]
    fn milliseconds_are_cut_not_rounded() {
        assert_eq!(Timestamp::from_millis(1_999).to_wire(), "1970-01-01T00:00:01Z");
        assert_eq!(Timestamp::from_millis(-1).to_wire(), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "2015-07-30T20:00:00.000Z",
            "2015-07-30 20:00:00Z",
            "2015-07-30T20:00:00+00:00",
            "2015-13-30T20:00:00Z",
            "",
        ] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn reads_the_date_of_an_http_header() {
        let at = Timestamp::parse_http("Thu, 30 Jul 2015 20:00:00 GMT").unwrap();
        assert_eq!(at.as_secs(), 1_438_286_400);
        for text in ["", "Thu, 30 Jul 2015 20:00:00", "Thu, 30 Jul 2015 20:00:00 CET", "2015-07-30T20:00:00Z", " GMT"] {
            assert_eq!(Timestamp::parse_http(text), None, "{text}");
        }
    }

    #[test]
    fn extreme_points_are_written_without_panic() {
        assert_eq!(Timestamp::from_millis(i64::MAX).plus_secs(i64::MAX).to_wire(), "9999-12-30T21:59:59Z");
        assert!(!Timestamp::from_millis(i64::MIN).to_wire().is_empty());
    }
}
