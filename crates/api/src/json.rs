//! JSON values: exact reading and an equality that asks whether two texts mean the same.

mod reading;

use serde_json::Value;

/// Nesting beyond this is refused by [`parse`]. The documents set no limit; this one is `serde_json`'s and keeps recursion harmless.
pub const MAX_DEPTH: usize = 127;

/// Reads one JSON text. Duplicate names: the last one counts.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text).map(|reading::Whole(value)| value)
}

/// How large a JSON text is before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How deep arrays and objects are nested; 0 without any.
    pub depth: usize,
    /// No fewer than there are values (names are none); at most twice as many.
    pub values: usize,
}

/// How large a text is that begins as a JSON array or object does, in one pass and without memory of its own. `None` for other texts:
/// those are one value, or no JSON. What the text is in truth only [`parse`] tells.
pub fn size(text: &[u8]) -> Option<Size> {
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace())?;
    if !matches!(first, b'[' | b'{') {
        return None;
    }
    let (mut size, mut depth) = (Size { depth: 0, values: 1 }, 0_usize);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'[' | b'{' => {
                depth += 1;
                size.depth = size.depth.max(depth);
                // What it begins with.
                size.values += 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => size.values += 1,
            _ => {}
        }
    }
    Some(size)
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
    /// In decimal digits: a text may name any.
    exponent: String,
}

impl Decimal {
    fn parse(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0').trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: String::new() };
        }
        let trailing = all.len() - all.trim_end_matches('0').len();
        let shift = i64::try_from(trailing).unwrap_or(i64::MAX) - i64::try_from(fraction.len()).unwrap_or(i64::MAX);
        Self { negative, digits, exponent: sum(exponent, shift) }
    }
}

/// An integer of any size plus a small one, in decimal digits without leading zeros.
fn sum(large: &str, small: i64) -> String {
    if let Some(sum) = large.parse::<i64>().ok().and_then(|large| large.checked_add(small)) {
        return sum.to_string();
    }
    // So far from zero that adding never crosses it.
    let negative = large.starts_with('-');
    let mut digits = large.trim_start_matches(['-', '+']).trim_start_matches('0').as_bytes().to_vec();
    let mut carry = if negative { -small } else { small };
    for digit in digits.iter_mut().rev() {
        let value = i64::from(*digit - b'0') + carry;
        *digit = b'0' + u8::try_from(value.rem_euclid(10)).unwrap_or_default();
        carry = value.div_euclid(10);
    }
    let sign = if negative { "-" } else { "" };
    let whole = if carry > 0 { carry.to_string() } else { String::new() } + &String::from_utf8_lossy(&digits);
    format!("{sign}{}", whole.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        equal(&parse(a).unwrap(), &parse(b).unwrap())
    }

    #[test]
    fn numbers_are_equal_by_value() {
        for (a, b) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0", "-0"),
            ("0.10", "1E-1"),
            ("1e999999", "10e999998"),
            ("1e99999999999999999999", "10e99999999999999999998"),
            ("10e99999999999999999999", "1e100000000000000000000"),
            ("0.1e-99999999999999999999", "1e-100000000000000000000"),
            ("1e9223372036854775808", "10e9223372036854775807"),
            ("1e000099999999999999999999", "1e99999999999999999999"),
        ] {
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
            ("1e99999999999999999999", "1e-99999999999999999999"),
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
    fn a_name_that_serde_json_uses_for_itself_is_a_name() {
        for text in [
            r#"{"$serde_json::private::Number":"1"}"#,
            r#"{"\u0024serde_json::private::Number":{"a":1.50},"b":[null,true,"x"]}"#,
            r#"[{"$serde_json::private::Number":null}]"#,
        ] {
            let value = parse(text).unwrap();
            assert_eq!(value.to_string(), text.replace("\\u0024", "$"));
        }
    }

    #[test]
    fn size_counts_depth_and_values_outside_of_texts() {
        let sized = |text: &str| size(text.as_bytes()).map(|size| (size.depth, size.values));
        assert_eq!(sized("[1,2,3]"), Some((1, 4)));
        assert_eq!(sized(r#" {"a":[1,{"b":2}],"c":3}"#), Some((3, 6)));
        assert_eq!(sized(r#"["[[[,,,\"[[,\\",1]"#), Some((1, 3)));
        assert_eq!(sized("[]"), Some((1, 2)));
        assert_eq!(sized(&"[".repeat(100_000)), Some((100_000, 100_001)));
        assert_eq!(sized("]]]["), None);
        assert_eq!(sized("[]]]["), Some((1, 3)));
    }

    #[test]
    fn what_is_neither_array_nor_object_has_no_size() {
        for text in ["", " ", "1", "\"[\"", "<html>[[[[", "\0["] {
            assert_eq!(size(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(MAX_DEPTH)).is_ok());
        assert!(parse(&nested(MAX_DEPTH + 1)).is_err());
    }
}
