//! JSON values: exact reading and an equality that asks whether two texts mean the same.

use serde_json::Value;

/// Nesting beyond this is refused by [`parse`]. The documents set no limit; this one is `serde_json`'s and keeps recursion harmless.
pub const MAX_DEPTH: usize = 127;

/// Reads one JSON text. Duplicate names: the last one counts.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

/// Whether two values mean the same: names in any order, numbers by value (`1.0` is `1`, `1e2` is `100`), exactly and without rounding.
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Decimal::parse(&a.to_string()) == Decimal::parse(&b.to_string()),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        _ => a == b,
    }
}

/// A decimal number in one normal form: no leading or trailing zero digits, so that equal numbers are equal values.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: Exponent,
}

/// Where the decimal point stands. An exponent too large for `i64` is kept as its text.
#[derive(Debug, PartialEq, Eq)]
enum Exponent {
    Small(i64),
    Huge(String),
}

impl Decimal {
    fn parse(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0').trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: Exponent::Small(0) };
        }
        let trailing = all.len() - all.trim_end_matches('0').len();
        let shift = i64::try_from(trailing).unwrap_or(i64::MAX) - i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        let exponent = match exponent.parse::<i64>().ok().and_then(|e| e.checked_add(shift)) {
            Some(value) => Exponent::Small(value),
            None => Exponent::Huge(format!("{exponent}{shift:+}")),
        };
        Self { negative, digits, exponent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        equal(&parse(a).unwrap(), &parse(b).unwrap())
    }

    #[test]
    fn numbers_are_equal_by_value() {
        for (a, b) in [("1", "1.0"), ("100", "1e2"), ("0", "-0"), ("0.10", "1E-1"), ("1e999999", "10e999998")] {
            assert!(same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn numbers_are_not_rounded() {
        for (a, b) in [
            ("9007199254740993", "9007199254740992"),
            ("0.1", "0.10000000000000001"),
            ("1", "-1"),
            ("1e99999999999999999999", "1e99999999999999999998"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn order_of_names_is_no_difference_but_of_elements_it_is() {
        assert!(same(r#"{"a":1,"b":[1,2]}"#, r#"{"b":[1,2],"a":1}"#));
        assert!(!same("[1,2]", "[2,1]"));
        assert!(!same(r#"{"a":1}"#, r#"{"a":1,"b":null}"#));
        assert!(!same("1", "\"1\""));
    }

    #[test]
    fn digits_of_a_number_survive_reading_and_writing() {
        let text = r#"{"n":12345678901234567890.0123456789e-3}"#;
        assert_eq!(parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        assert!(parse(&nested(MAX_DEPTH + 1)).is_err());
    }
}
