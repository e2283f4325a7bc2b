//! The parameter `Data`.

use serde_json::Value;
use syncproof_api::Condition;

/// What `Data` means, if it is sent. `invalid` is what to say of `null`.
pub(super) fn read(text: Option<&str>, limit: usize, invalid: Condition) -> Result<Option<Value>, Condition> {
    let Some(text) = text else { return Ok(None) };
    let value: Value = serde_json::from_str(text).map_err(|_| Condition::DataNotJson)?;
    if value.is_null() {
        return Err(invalid);
    }
    if text.len() > limit && compact(&value) > limit {
        return Err(Condition::DataTooLarge);
    }
    Ok(Some(value))
}

/// What `Data` means where it cannot be left out. To leave it empty is the same as to leave it out.
pub(super) fn required(text: Option<&str>, limit: usize, invalid: Condition) -> Result<Value, Condition> {
    read(text.filter(|text| !text.is_empty()), limit, invalid)?.ok_or(invalid)
}

/// How many bytes of UTF-8 a value takes if it is written without any white space.
fn compact(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(true) => 4,
        Value::Bool(false) => 5,
        Value::Number(number) => number.to_string().len(),
        Value::String(text) => quoted(text),
        Value::Array(elements) => around(elements.iter().map(compact)),
        Value::Object(members) => around(members.iter().map(|(name, value)| quoted(name) + 1 + compact(value))),
    }
}

/// Two brackets and the commas between parts of these lengths.
fn around(parts: impl ExactSizeIterator<Item = usize>) -> usize {
    let commas = parts.len().saturating_sub(1);
    2 + commas + parts.sum::<usize>()
}

/// Two quotes and the characters between them, escaped where JSON demands it, in the shortest way.
fn quoted(text: &str) -> usize {
    let length = |c| match c {
        '"' | '\\' | '\n' | '\r' | '\t' | '\u{8}' | '\u{c}' => 2,
        '\0'..='\u{1f}' => "\\u0000".len(),
        c => c.len_utf8(),
    };
    2 + text.chars().map(length).sum::<usize>()
}
