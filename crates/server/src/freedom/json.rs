//! How JSON is written.

use std::fmt::Write as _;

use serde_json::{Map, Number, Value, json};
use syncproof_api::json as reading;

use super::{
    Row,
    Twist::{After, Before, Wire as OnTheWire},
    Wire, row,
    tools::rewrite,
};

/// The same value, the names of all objects in reverse.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.iter().rev().map(|(name, value)| (name.clone(), reversed(value))).collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(reversed).collect()),
        value => value.clone(),
    }
}

/// The same value, the names of all objects in the order of their text, as some stores keep them.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
            fields.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(fields.into_iter().map(|(name, value)| (name, sorted(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        value => value,
    }
}

/// The same value with its numbers as a double holds them.
fn as_doubles(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let double = number.to_string().parse::<f64>().ok().and_then(Number::from_f64);
            Value::Number(double.unwrap_or(number))
        }
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, as_doubles(value))).collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(as_doubles).collect()),
        value => value,
    }
}

/// JSON in ASCII alone, slashes escaped too.
fn escaped(value: &Value) -> String {
    let mut out = String::new();
    for c in value.to_string().chars() {
        match c {
            '/' => out.push_str("\\/"),
            c if c.is_ascii() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "\\u{unit:04X}");
                }
            }
        }
    }
    out
}

/// JSON with all the white space that it may have.
fn spaced(value: &Value) -> String {
    let pretty = serde_json::to_string_pretty(value).unwrap_or_else(|_| value.to_string());
    format!("\r\n\t {}\r\n\r\n", pretty.replace('\n', "\r\n"))
}

/// More fields than are documented, of names that mean something elsewhere. Below `data` all is the client's.
fn with_more_fields(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.iter_mut().filter(|(name, _)| *name != "data").for_each(|(_, value)| with_more_fields(value));
            let more =
                [("_version", json!(2)), ("etag", json!(null)), ("tags", json!([{ "sid": "XX" }])), ("", json!({}))];
            fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
        }
        Value::Array(values) => values.iter_mut().for_each(with_more_fields),
        _ => {}
    }
}

/// Takes Data for the same in other words. What cannot be read is left for others to complain about.
fn data_as(data: &str, change: impl Fn(Value) -> Value) -> String {
    reading::parse(data).map_or_else(|_| data.to_owned(), |value| change(value).to_string())
}

pub(super) const ROWS: &[Row] = &[
    row(
        "json-spaced",
        "decision 2: JSON whitespace",
        "answers are indented, with white space around",
        OnTheWire(Wire { json: spaced, ..Wire::PLAIN }),
    ),
    row(
        "json-escaped",
        "RFC 8259, 7: any character may be escaped",
        "answers are ASCII: other characters and slashes are escaped",
        OnTheWire(Wire { json: escaped, ..Wire::PLAIN }),
    ),
    row(
        "json-reversed",
        "decision 2: JSON key order; facts 2",
        "the fields of all objects come in reverse order, those of data too",
        OnTheWire(Wire { json: |value| reversed(value).to_string(), ..Wire::PLAIN }),
    ),
    row(
        "json-more-fields",
        "decision 2: extra JSON fields",
        "objects, pages and their meta, links and errors have more fields",
        After(|_, a| {
            if let Some(body) = &mut a.body {
                with_more_fields(body);
            }
        }),
    ),
    row(
        "json-links-everywhere",
        "decision 2: extra JSON fields",
        "items, permissions and messages have links too, and every object its type",
        After(|q, a| {
            let add = |fields: &mut Map<String, Value>| {
                fields.entry("links").or_insert_with(|| json!({ "parent": "https://sync.example.test/v1/Services" }));
                fields.insert("type".to_owned(), json!("sync"));
            };
            super::tools::shown(q, a, q.operation.resource, add);
        }),
    ),
    row(
        "data-sorted",
        "facts 18.20: key order of data",
        "the fields of data are kept in the order of their names",
        Before(|q| rewrite(q, "Data", |data| data_as(data, sorted))),
    ),
    row(
        "data-numbers-as-doubles",
        "facts 18.20: number precision; RFC 8259, 6",
        "numbers in data are kept as doubles and written anew, 1 as 1.0",
        Before(|q| rewrite(q, "Data", |data| data_as(data, as_doubles))),
    ),
];
