//! The parameter `Data`.

use serde_json::Value;
use syncproof_api::Condition;

use super::faults::Faults;

/// What `Data` means, if it is sent. `invalid` is what to say of `null`.
pub(super) fn read(faults: &mut Faults, text: Option<&str>, limit: usize, invalid: Condition) -> Option<Value> {
    let text = text?;
    match serde_json::from_str(text) {
        Ok(Value::Null) => faults.open(invalid),
        Ok(value) if text.len() <= limit || compact(&value) <= limit => return Some(value),
        Err(_) if text.is_empty() => faults.open(Condition::DataNotJson),
        // Of what is too large and no JSON either, it is said that it is too large.
        Err(_) if text.len() <= limit => faults.demanded(Condition::DataNotJson),
        _ => faults.demanded(Condition::DataTooLarge),
    }
    None
}

/// What `Data` means where it cannot be left out. To leave it empty is the same as to leave it out.
pub(super) fn required(faults: &mut Faults, text: Option<&str>, limit: usize, invalid: Condition) -> Option<Value> {
    let text = text.filter(|text| !text.is_empty());
    if text.is_none() {
        faults.demanded(invalid);
    }
    read(faults, text, limit, invalid)
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
