//! Borderline JSON: texts that the grammar admits and that readers nevertheless disagree on.

use std::collections::HashSet;

use serde_json::Value;
use syncproof_api::json;

/// Whether readers disagree on a text that was read as `value`: duplicate names, numbers beyond a double, characters that are null.
pub(crate) fn is_borderline(text: &str, value: &Value) -> bool {
    is_unusual(value) || repeats_a_name(text)
}

/// Whether readers disagree on a text that cannot be read here: half of a surrogate pair, or nesting beyond [`json::MAX_DEPTH`].
pub(crate) fn is_readable_to_some(text: &str) -> bool {
    let whole = without_lone_surrogates(text);
    match json::parse(&whole) {
        Ok(_) => whole != text,
        Err(error) => error.to_string().starts_with("recursion limit exceeded"),
    }
}

fn is_unusual(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.to_string().parse::<f64>().is_ok_and(f64::is_infinite),
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(is_unusual),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || is_unusual(value)),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Whether an object of this well-formed JSON text has a name twice.
fn repeats_a_name(text: &str) -> bool {
    let mut objects: Vec<HashSet<String>> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '"']) {
        let found = &rest[at..];
        match found.as_bytes()[0] {
            b'{' => objects.push(HashSet::new()),
            b'}' => drop(objects.pop()),
            _ => {
                let (string, after) = found.split_at(string_length(found));
                rest = after;
                let is_name = after.trim_start().starts_with(':');
                if is_name
                    && let (Some(names), Ok(name)) = (objects.last_mut(), serde_json::from_str(string))
                    && !names.insert(name)
                {
                    return true;
                }
                continue;
            }
        }
        rest = &found[1..];
    }
    false
}

/// The length of the JSON string that `text` starts with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return at + 1,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    text.len()
}

/// The text, every escape of half a surrogate pair replaced by that of the replacement character.
fn without_lone_surrogates(text: &str) -> String {
    let unit = |text: &str| u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        whole.push_str(&rest[..at]);
        let found = &rest[at..];
        let follower = found.get(6..).and_then(unit);
        let (length, replace) = match (unit(found), follower) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (12, false),
            (Some(0xd800..=0xdfff), _) => (6, true),
            (Some(_), _) => (6, false),
            // A backslash and whatever it escapes; at the end of a broken text it stands alone.
            (None, _) => (1 + found[1..].chars().next().map_or(0, char::len_utf8), false),
        };
        whole.push_str(if replace { "\\ufffd" } else { &found[..length] });
        rest = &found[length..];
    }
    whole.push_str(rest);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn borderline(text: &str) -> bool {
        is_borderline(text, &json::parse(text).unwrap())
    }

    #[test]
    fn names_are_repeated_within_one_object_only() {
        for text in [
            r#"{"a":1,"a":2}"#,
            r#"{"b":{},"a":1,"a":2}"#,
            r#"{"x":{"a":1 , "b":"\"", "a":2}}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"[{"":1,"":2}]"#,
        ] {
            assert!(borderline(text), "{text}");
        }
        for text in [
            r#"{"a":{"a":1},"b":["a","a"]}"#,
            r#"{"b":{"a":1},"a":2}"#,
            r#"{"a":"a","b":"{\"b\":1,\"b\":2}"}"#,
            r#"[{"a":1},{"a":1}]"#,
        ] {
            assert!(!borderline(text), "{text}");
        }
    }

    #[test]
    fn numbers_beyond_a_double_and_null_characters_are_borderline() {
        assert!(borderline("[1e400]") && borderline(r#"{"a":"\u0000"}"#) && borderline(r#"{"\u0000":1}"#));
        assert!(!borderline("[1e308,1e-400,123456789012345678901234567890]"));
    }

    #[test]
    fn half_a_surrogate_pair_and_deep_nesting_are_readable_to_some() {
        for text in
            [r#"{"v":"\ud83d"}"#, r#""\ude00x""#, r#""\ud83d\n""#, &format!("{}{}", "[".repeat(500), "]".repeat(500))]
        {
            assert!(is_readable_to_some(text), "{text}");
        }
        for text in [r#""\ud83d\ude00""#, "not json", r#"{"v":"\ud83d""#, "\"\\", r#""\\ud83d""#, "{}"] {
            assert!(!is_readable_to_some(text), "{text}");
        }
    }
}
