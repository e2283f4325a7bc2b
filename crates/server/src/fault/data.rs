//! What becomes of Data.

use serde_json::{Number, Value, json};
use syncproof_api::{Request, Response, json as exact};

use super::{
    Row, Stage,
    Twist::{After, Before, Instead, Limits},
    row,
    tools::{R, V, error, rewrite, send, sent, show_as, updates},
};

/// Changes Data that are JSON before they are stored.
fn distort(request: &mut Request, change: impl Fn(Value) -> Value) {
    rewrite(request, "Data", |data| {
        exact::parse(data).map_or_else(|_| data.to_owned(), |value| change(value).to_string())
    });
}

/// Changes every value within a value, from the innermost outwards.
fn everywhere(value: Value, change: &impl Fn(Value) -> Value) -> Value {
    let value = match value {
        Value::Array(values) => values.into_iter().map(|value| everywhere(value, change)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, everywhere(value, change))).collect())
        }
        value => value,
    };
    change(value)
}

fn texts(value: Value, change: impl Fn(&str) -> String) -> Value {
    everywhere(value, &|value| match value {
        Value::String(text) => Value::String(change(&text)),
        value => value,
    })
}

fn numbers(value: Value, change: impl Fn(f64) -> Value) -> Value {
    everywhere(value, &|value| match &value {
        Value::Number(number) => number.to_string().parse().map_or(value.clone(), &change),
        _ => value,
    })
}

/// Writes new fields over old ones and keeps the others.
fn merge(stage: &mut Stage<'_>, mut request: Request, resources: &[R]) -> Response {
    if updates(&request, resources)
        && let Some(Value::Object(new)) = sent(&request, "Data").and_then(|data| exact::parse(data).ok())
        && let Some(Value::Object(mut old)) = stage.look(&request).body.and_then(|body| body.get("data").cloned())
    {
        old.extend(new);
        send(&mut request, "Data", Value::Object(old).to_string());
    }
    stage.ask(&request)
}

/// Takes Data that have any size, but those that have the wrong one by this count.
fn refuse_larger(request: &Request, response: &mut Response, limit: usize, count: impl Fn(&str) -> usize) {
    if response.is_success() && sent(request, "Data").is_some_and(|data| count(data) > limit) {
        *response = error(413, 54301, "too large");
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "document-merged",
        "document.update.replace",
        "an update merges data into those of a Document",
        Instead(|stage, q| merge(stage, q, &[R::Document])),
    ),
    row(
        "map-item-merged",
        "map-item.update.replace",
        "an update merges data into those of a Map Item",
        Instead(|stage, q| merge(stage, q, &[R::MapItem])),
    ),
    row(
        "list-item-merged",
        "list-item.update.replace",
        "an update merges data into those of a List Item",
        Instead(|stage, q| merge(stage, q, &[R::ListItem])),
    ),
    row(
        "data-reset-by-update",
        "document.update.partial",
        "an update without Data empties the data",
        Before(|q| {
            if updates(q, &[R::Document, R::ListItem, R::MapItem]) && sent(q, "Data").is_none() {
                send(q, "Data", "{}");
            }
        }),
    ),
    row(
        "data-default-null",
        "document.create.default-data",
        "a Document without Data has null",
        After(|q, a| {
            if sent(q, "Data").is_none() && q.operation.verb == V::Create {
                show_as(q, a, R::Document, "data", |_| Value::Null);
            }
        }),
    ),
    row(
        "integers-rounded",
        "document.data.numbers",
        "integers are kept to seven digits",
        Before(|q| {
            distort(q, |data| {
                numbers(data, |number| {
                    #[expect(clippy::cast_possible_truncation, reason = "that is the fault")]
                    let short = number as f32;
                    Number::from_f64(f64::from(short)).map_or(Value::Null, Value::Number)
                })
            });
        }),
    ),
    row(
        "numbers-as-integers",
        "document.data.numbers",
        "numbers lose their fraction",
        Before(|q| {
            distort(q, |data| {
                numbers(data, |number| exact::parse(&format!("{:.0}", number.trunc())).unwrap_or_default())
            });
        }),
    ),
    row(
        "numbers-as-text",
        "document.data.values",
        "numbers become texts",
        Before(|q| {
            distort(q, |data| {
                everywhere(data, &|value| if value.is_number() { Value::String(value.to_string()) } else { value })
            });
        }),
    ),
    row(
        "unicode-mangled",
        "document.data.text",
        "characters beyond the basic plane become question marks",
        Before(|q| distort(q, |data| texts(data, |text| text.replace(|c: char| c > '\u{ffff}', "?")))),
    ),
    row(
        "latin1-mangled",
        "map-item.data.text",
        "characters beyond ASCII become two",
        Before(|q| {
            distort(q, |data| texts(data, |text| text.bytes().map(char::from).collect()));
        }),
    ),
    row(
        "texts-trimmed",
        "document.data.text",
        "spaces around texts are lost",
        Before(|q| distort(q, |data| texts(data, |text| text.trim().to_owned()))),
    ),
    row(
        "nulls-dropped",
        "document.data.values",
        "fields that are null are lost",
        Before(|q| {
            distort(q, |data| {
                everywhere(data, &|value| match value {
                    Value::Object(mut fields) => {
                        fields.retain(|_, value| !value.is_null());
                        Value::Object(fields)
                    }
                    value => value,
                })
            });
        }),
    ),
    row(
        "empty-dropped",
        "document.data.values",
        "arrays and texts that are empty become null",
        Before(|q| {
            distort(q, |data| {
                everywhere(data, &|value| {
                    if value == json!([]) || value == json!("") { Value::Null } else { value }
                })
            });
        }),
    ),
    row(
        "arrays-sorted",
        "document.data.values",
        "arrays lose their order",
        Before(|q| {
            distort(q, |data| {
                everywhere(data, &|value| match value {
                    Value::Array(mut values) => {
                        values.sort_by_key(ToString::to_string);
                        Value::Array(values)
                    }
                    value => value,
                })
            });
        }),
    ),
    row(
        "names-of-fields-snake",
        "document.data.values",
        "names of fields are written in lower case",
        Before(|q| {
            distort(q, |data| {
                everywhere(data, &|value| match value {
                    Value::Object(fields) => {
                        Value::Object(fields.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect())
                    }
                    value => value,
                })
            });
        }),
    ),
    row(
        "nesting-cut",
        "document.data.values",
        "what lies deeper than two levels is lost",
        Before(|q| distort(q, |data| cut(data, 2))),
    ),
    row(
        "not-json-as-text",
        "document.data.not-json",
        "Data that are not JSON are stored as a text",
        Before(|q| {
            rewrite(q, "Data", |data| {
                if exact::parse(data).is_err() { Value::String(data.to_owned()).to_string() } else { data.to_owned() }
            });
        }),
    ),
    row(
        "null-as-empty",
        "document.data.null",
        "Data that are null are taken as empty",
        Before(|q| rewrite(q, "Data", |data| if data == "null" { "{}".to_owned() } else { data.to_owned() })),
    ),
    row(
        "item-without-data",
        "map-item.create.data-required",
        "an item without Data gets an empty object",
        Before(|q| {
            if matches!(q.operation.resource, R::MapItem | R::ListItem)
                && q.operation.verb == V::Create
                && sent(q, "Data").is_none()
            {
                send(q, "Data", "{}");
            }
        }),
    ),
    row(
        "message-without-data",
        "stream-message.data.required",
        "a message without Data is published empty",
        Before(|q| {
            if q.operation.resource == R::StreamMessage && sent(q, "Data").is_none() {
                send(q, "Data", "{}");
            }
        }),
    ),
    row(
        "data-up-to-16000",
        "document.data.size-exact",
        "the limit of Data is 16000 bytes",
        Limits(|l| l.data_bytes = 16_000),
    ),
    row(
        "data-up-to-16385",
        "document.data.size-refused",
        "the limit of Data is one byte off",
        Limits(|l| l.data_bytes = 16_385),
    ),
    row(
        "data-up-to-16383",
        "map-item.data.size-exact",
        "Data of exactly 16 KiB are refused",
        Limits(|l| l.data_bytes = 16_383),
    ),
    row(
        "data-up-to-8192",
        "document.data.size-accepted",
        "the limit of Data is 8 KiB",
        Limits(|l| l.data_bytes = 8_192),
    ),
    row(
        "data-unbounded",
        "document.data.size-refused",
        "Data are as large as one likes",
        Limits(|l| l.data_bytes = usize::MAX),
    ),
    row(
        "messages-up-to-4095",
        "stream-message.data.size-exact",
        "messages of exactly 4 KiB are refused",
        Limits(|l| l.message_bytes = 4_095),
    ),
    row(
        "messages-up-to-16384",
        "stream-message.data.size-refused",
        "messages have the limit of Documents",
        Limits(|l| l.message_bytes = 16_384),
    ),
    row(
        "data-in-characters",
        "document.data.size-refused",
        "the size of Data is counted in characters",
        Instead(|stage, q| {
            let few = sent(&q, "Data").is_some_and(|data| data.len() > 16_384 && data.chars().count() <= 16_384);
            let answer = stage.ask(&q);
            if !few || answer.is_success() {
                return answer;
            }
            let mut shorter = q.clone();
            send(&mut shorter, "Data", "{}");
            stage.ask(&shorter)
        }),
    ),
    row(
        "data-counted-encoded",
        "map-item.data.size-accepted",
        "the size of Data is counted as they are encoded in the form",
        After(|q, a| {
            refuse_larger(q, a, 16_384, |data| syncproof_api::form::encode(&[("Data", data)]).len());
        }),
    ),
];

/// What lies deeper than so many levels becomes null.
fn cut(value: Value, levels: usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if levels == 0 => Value::Null,
        Value::Array(values) => values.into_iter().map(|value| cut(value, levels - 1)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, cut(value, levels - 1))).collect())
        }
        value => value,
    }
}
