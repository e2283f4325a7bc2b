//! Values of parameters, weighted: most are such as people send, some are at the limits, few are wrong.

use std::borrow::Cow;

use syncproof_api::{Operation, Parameter as P, Resource, Verb};

use crate::Value;

/// Unique names. The first ones are plain; those further back, which are drawn less often, are at the limits or odd.
pub(crate) const NAMES: [&str; 8] = ["a", "b", "c", "d", "A", "e f", "g/h", "é"];

/// Keys of Map Items, likewise. Sorted by code point, by UTF-16 and without regard to letter case they stand in different orders.
pub(crate) const KEYS: [&str; 16] =
    ["a", "b", "c", "d", "e", "bb", "B", "e f", "g/h", "é", "1", "10", "2", "😀", "\u{ffee}", "a.b"];

/// Identities of permissions.
pub(crate) const IDENTITIES: [&str; 8] = ["i", "j", "k", "l m", "n/o", "é", "I", "l+m"];

/// Indexes in paths and in `From`, beside those that there are.
pub(crate) const INDEXES: [&str; 12] =
    ["0", "1", "2", "3", "7", "01", "+1", "x", "-1", "1.0", "18446744073709551615", "99999999999999999999"];

const DATA: [&str; 24] = [
    "{}",
    "null",
    "",
    "[1]",
    "nope",
    "{\"a\":1,\"a\":2}",
    "5",
    "\"text\"",
    "{\"fieldName\":[2,1],\"t\":\" a \"}",
    "{\"n\":1e400}",
    "{\"n\":-0}",
    "{\"n\":1.0}",
    "{\"n\":0.1e1}",
    "{\"n\":12345678901234567890123}",
    " {\"n\" : 1} ",
    "{\"s\":\"\\ud83d\"}",
    "{\"s\":\"\\ud83d\\ude00\"}",
    "{\"s\":\"\\u0000\"}",
    "{\"é\":\"漢\"}",
    "{\"b\":null,\"a\":{\"c\":[null,{}]}}",
    "{\"n\":1",
    "{'n':1}",
    "{\"n\":01}",
    "[[[[[[[[]]]]]]]]",
];

/// Sizes of Data in bytes, around the documented limits of a message (4 KiB) and of all other Data (16 KiB).
const SIZES: [usize; 6] = [4_095, 4_096, 4_097, 16_383, 16_384, 16_385];

const TTLS: [&str; 8] = ["0", "1", "2", "5", "10", "60", "3600", "31536000"];

const ODD_TTLS: [&str; 12] =
    ["", "-1", "31536001", "x", "007", "+5", "1.0", " 5", "1e3", "99999999999999999999", "0x10", "٣"];

/// The value that byte gives to a parameter of an operation.
pub(crate) fn value(parameter: P, operation: Operation, byte: u8) -> Value {
    let optional = usize::from(byte);
    match parameter {
        P::Data => data(byte, operation),
        P::UniqueName => match optional {
            0..=95 => Value::Absent,
            96..=239 => pick(&NAMES, optional - 96),
            240..=242 => text("x".repeat(320)),
            243..=244 => text("x".repeat(321)),
            245..=246 => text("é".repeat(320)),
            247..=249 => text("ET0123456789abcdef0123456789abcdef"),
            250..=252 => text("ET0123456789ABCDEF0123456789ABCDEF"),
            _ => text(""),
        },
        P::Key => match optional {
            0..=229 => pick(&KEYS, optional),
            230..=235 => text("k".repeat(320)),
            236..=238 => text("k".repeat(321)),
            239..=240 => text("é".repeat(320)),
            241..=247 => text(""),
            _ => Value::Absent,
        },
        P::Ttl | P::ItemTtl | P::CollectionTtl => match optional {
            0..=159 => Value::Absent,
            160..=239 => pick(&TTLS, optional),
            _ => pick(&ODD_TTLS, optional - 240),
        },
        P::Order => of(&["asc", "desc", "desc", "desc"], &["", "DESC", "ASC", "up"], optional),
        P::Bounds => of(&["inclusive", "exclusive"], &["", "Inclusive", "both"], optional),
        P::From => match optional {
            0..=127 => Value::Absent,
            128..=207 => Value::Present(byte),
            _ if operation.resource == Resource::ListItem => pick(&INDEXES, optional - 208),
            _ => pick(&KEYS, optional - 208),
        },
        P::PageSize => {
            of(&["1", "2", "3", "1", "2", "50", "100", "1000"], &["0", "", "101", "1001", "-1", "x", "010"], optional)
        }
        P::Page => of_few(&["0", "1", "2", ""], &["x", "-1"], optional),
        P::PageToken => match optional {
            0..=207 => Value::Absent,
            208..=239 => Value::Token,
            240..=247 => Value::SpoiltToken(byte),
            _ => pick(&["", "x", "PT00", "PT0", "0"], optional),
        },
        P::Read | P::Write | P::Manage => match optional {
            0..=243 => pick(&["true", "false"], optional),
            244..=249 => pick(&["TRUE", "1", "", "maybe", "False"], optional),
            _ => Value::Absent,
        },
        P::FriendlyName => match optional {
            0..=127 => Value::Absent,
            128..=247 => pick(&["one", "two", "a & b", ""], optional),
            248..=249 => text("n".repeat(255)),
            250..=251 => text("é".repeat(255)),
            _ => text("n".repeat(256)),
        },
        P::WebhookUrl => match optional {
            250 => text(format!("https://example.com/{}", "x".repeat(492))),
            251 => text(format!("https://example.com/{}", "x".repeat(493))),
            _ => of_few(
                &["https://example.com/", "http://example.com:8443", "http://127.0.0.1:1/a?b", ""],
                &["nope", "ftp://x/"],
                optional,
            ),
        },
        P::AclEnabled
        | P::ReachabilityWebhooksEnabled
        | P::ReachabilityDebouncingEnabled
        | P::WebhooksFromRestEnabled => of_few(&["true", "false"], &["TRUE", "1", "", "no"], optional),
        P::ReachabilityDebouncingWindow => {
            of_few(&["1000", "5000", "30000", "1000"], &["999", "30001", "x", "", "-1"], optional)
        }
    }
}

/// What the first byte of a table of weights stands for: half the time nothing, else mostly a good one.
fn of(good: &'static [&'static str], odd: &'static [&'static str], byte: usize) -> Value {
    match byte {
        0..=127 => Value::Absent,
        128..=239 => pick(good, byte),
        _ => pick(odd, byte - 240),
    }
}

/// The same where too many would be too much: an operation has several of these.
fn of_few(good: &'static [&'static str], odd: &'static [&'static str], byte: usize) -> Value {
    match byte {
        0..=191 => Value::Absent,
        192..=249 => pick(good, byte),
        _ => pick(odd, byte - 250),
    }
}

fn data(byte: u8, operation: Operation) -> Value {
    match byte {
        0..=175 => text(format!("{{\"n\":{}}}", byte % 8)),
        176..=215 if operation.verb == Verb::Update || operation.resource == Resource::Document => Value::Absent,
        176..=205 => text(format!("{{\"s\":\"{}\"}}", byte % 4)),
        206..=215 => Value::Absent,
        216..=239 => pick(&DATA, usize::from(byte - 216)),
        // Characters of two bytes, so many that there are too few of them and too many bytes.
        250 => text(format!("\"{}\"", "é".repeat(SIZES[2] / 2))),
        251 => text(format!("\"{}\"", "é".repeat(SIZES[5] / 2))),
        240..=249 => {
            let size = SIZES[usize::from(byte) % SIZES.len()];
            // Some as a text, some as an object: quotes and names count.
            if byte < 246 {
                text(format!("\"{}\"", "x".repeat(size - 2)))
            } else {
                text(format!("{{\"t\":\"{}\"}}", "x".repeat(size - 8)))
            }
        }
        252 => text(nested(126)),
        253 => text(nested(127)),
        254 => text(nested(128)),
        255 => text(format!("{{\"t\":\"{}\"}} ", "x".repeat(SIZES[4] - 8))),
    }
}

fn nested(levels: usize) -> String {
    format!("{}{}", "[".repeat(levels), "]".repeat(levels))
}

fn pick(table: &'static [&'static str], at: usize) -> Value {
    Value::Text(Cow::Borrowed(table[at % table.len()]))
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(Cow::Owned(text.into()))
}
