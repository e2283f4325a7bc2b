//! When what has expired is gone, and how its date is rounded.

use serde_json::{Value, json};
use syncproof_api::{Request, Response, Timestamp};

use super::{
    Row, Stage,
    Twist::{After, Instead},
    row,
    tools::{V, rewrite, shown},
};

/// How much later than its date something is collected, in seconds.
const LATE: i64 = 120;

/// Times-to-live and dates beyond this, in seconds from now, are left alone: the longest that may be sent cannot be lengthened.
const FAR: i64 = 31_000_000;

/// Everything lives longer than its date says.
fn collected_late(stage: &mut Stage<'_>, mut request: Request) -> Response {
    for name in ["Ttl", "ItemTtl", "CollectionTtl"] {
        rewrite(&mut request, name, |ttl| match ttl.parse::<i64>() {
            Ok(seconds) if (1..FAR).contains(&seconds) && !ttl.starts_with('+') => (seconds + LATE).to_string(),
            _ => ttl.to_owned(),
        });
    }
    let mut answer = stage.ask(&request);
    let far = stage.now.plus_secs(FAR + LATE);
    shown(&request, &mut answer, request.operation.resource, |fields| {
        let expires = fields.get("date_expires").and_then(Value::as_str).and_then(Timestamp::parse);
        if let Some(at) = expires.filter(|at| *at < far) {
            fields.insert("date_expires".to_owned(), json!(at.plus_secs(-LATE).to_wire()));
        }
    });
    answer
}

pub(super) const ROWS: &[Row] = &[
    row(
        "expired-readable",
        "decision 2: how late an expired object disappears; facts 18.22",
        "what has expired is read and listed for a minute more, unless a write comes first",
        Instead(|stage, q| {
            let reads = matches!(q.operation.verb, V::Fetch | V::List);
            stage.ask_at(&q, if reads { -60 } else { 0 })
        }),
    ),
    row(
        "expired-listed",
        "facts 17.28: expired objects may still show in listings",
        "what has expired is listed for a minute more, though not found any more",
        Instead(|stage, q| stage.ask_at(&q, if q.operation.verb == V::List { -60 } else { 0 })),
    ),
    row(
        "expired-collected-late",
        "decision 2: how late an expired object disappears; facts 18.22",
        "what has expired is there for two minutes more, in all respects",
        Instead(collected_late),
    ),
    row(
        "expiry-rounded-up",
        "facts 18.23: rounding of date_expires",
        "date_expires is rounded up to the next second",
        After(|q, a| {
            shown(q, a, q.operation.resource, |fields| {
                let expires = fields.get("date_expires").and_then(Value::as_str).and_then(Timestamp::parse);
                if let Some(at) = expires {
                    fields.insert("date_expires".to_owned(), json!(at.plus_secs(1).to_wire()));
                }
            });
        }),
    ),
];
