//! Statuses, codes and words of refusals.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use syncproof_api::{
    Condition, Response,
    profile::{Codes, Rule},
};

use super::{
    DOCUMENTED, Row,
    Twist::{Chosen, Refused, Rules},
    Ways, row, row_in,
};

/// Answers another code: one of the set, or any.
fn code(rule: &mut Rule, pick: impl Fn(&BTreeSet<i64>) -> Option<i64>, any: i64) {
    rule.sends_code = match &rule.codes {
        Codes::Any => any,
        Codes::OneOf(codes) => pick(codes).unwrap_or(rule.sends_code),
    };
}

/// Changes the body of an error.
fn in_error(response: &mut Response, change: impl Fn(&mut serde_json::Map<String, Value>)) {
    if response.status >= 400
        && let Some(body) = response.body.as_mut().and_then(Value::as_object_mut)
    {
        change(body);
    }
}

/// One condition is answered with another status.
fn sends(condition: Condition, rule: &mut Rule, wanted: Condition, status: u16) {
    if condition == wanted {
        rule.sends_status = status;
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "codes-highest",
        "decision 1: accepted codes; any where the profile says any",
        "refusals carry the highest code that is accepted",
        Rules(|_, rule| code(rule, |codes| codes.last().copied(), 99_999)),
    ),
    row(
        "codes-lowest",
        "decision 1: accepted codes; any where the profile says any",
        "refusals carry the lowest code that is accepted, the platform's own where it is in the set",
        Rules(|_, rule| code(rule, |codes| codes.first().copied(), 1)),
    ),
    row(
        "codes-of-status",
        "decision 1: any code is accepted where the profile says any",
        "where any code will do, it is the status with 20 before it",
        Rules(|_, rule| {
            let status = i64::from(rule.sends_status);
            code(rule, |_| None, 20_000 + status);
        }),
    ),
    row_in(
        DOCUMENTED,
        "data-too-large-as-400",
        "decision 1: Data over its limit, 413 or 400",
        "Data that are too large are answered 400",
        Rules(|condition, rule| sends(condition, rule, Condition::DataTooLarge, 400)),
    ),
    row_in(
        DOCUMENTED,
        "no-index-as-404",
        "decision 1 and profiles: another 4xx where noted; invalid-list-index is 400 or 404",
        "what is no index is answered 404",
        Rules(|condition, rule| sends(condition, rule, Condition::InvalidListIndex, 404)),
    ),
    row(
        "no-revision-as-412",
        "profiles, invalid-if-match: 400 or 412",
        "an If-Match that is no revision is answered 412",
        Rules(|condition, rule| sends(condition, rule, Condition::InvalidIfMatch, 412)),
    ),
    row(
        "malformed-as-415",
        "profiles, malformed-request: 400, 415 or 422",
        "what cannot be decoded is answered 415",
        Rules(|condition, rule| sends(condition, rule, Condition::MalformedRequest, 415)),
    ),
    row(
        "malformed-as-422",
        "profiles, malformed-request: 400, 415 or 422",
        "what cannot be decoded is answered 422",
        Rules(|condition, rule| sends(condition, rule, Condition::MalformedRequest, 422)),
    ),
    row(
        "huge-bodies-as-400",
        "profiles, body-too-large: 413 or 400",
        "a body far too large is answered 400",
        Rules(|condition, rule| sends(condition, rule, Condition::BodyTooLarge, 400)),
    ),
    row(
        "methods-as-404",
        "facts 18.3: 405 or 404 for undefined methods; profiles, method-not-allowed",
        "a method that is not documented is answered 404",
        Rules(|condition, rule| sends(condition, rule, Condition::MethodNotAllowed, 404)),
    ),
    row_in(
        DOCUMENTED,
        "last-mistake-named",
        "facts 18.2: which code wins when a request has several faults; profile twilio says what is no index",
        "of several mistakes the last is named instead of the first",
        Chosen(Ways {
            named: |reasons| {
                // A revision in good form is none that cannot be one, and writing a permission needs none to be there.
                let names_little =
                    |reason: &Condition| matches!(reason, Condition::InvalidIfMatch | Condition::PermissionNotFound);
                reasons.iter().rposition(|reason| !names_little(reason)).unwrap_or_default()
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "messages-empty",
        "decision 1: message texts are never asserted",
        "messages of errors are empty",
        Refused(|a| in_error(a, |body| drop(body.insert("message".to_owned(), json!(""))))),
    ),
    row(
        "messages-long",
        "decision 1: message texts are never asserted",
        "messages of errors are long, of many lines, quotes and scripts",
        Refused(|a| {
            let text =
                "Sorry, \"this\" did not work:\r\n\t<b>Möglicherweise</b> später 鍵 \u{1f600} \\ {}\n".repeat(50);
            in_error(a, |body| drop(body.insert("message".to_owned(), json!(text))));
        }),
    ),
    row(
        "errors-with-details",
        "facts 5.1: optional details; decision 2: extra JSON fields",
        "errors have details and more fields",
        Refused(|a| {
            in_error(a, |body| {
                body.insert("details".to_owned(), json!({ "field": null, "code": 1, "list": [{ "status": 200 }] }));
                body.insert("user_error".to_owned(), json!(true));
                body.insert("request_id".to_owned(), json!("RQ0"));
            });
        }),
    ),
    row(
        "more-info-elsewhere",
        "decision 1: more_info is a URL",
        "more_info leads to other pages",
        Refused(|a| {
            in_error(a, |body| drop(body.insert("more_info".to_owned(), json!("http://127.0.0.1/help?lang=en#top"))));
        }),
    ),
];
