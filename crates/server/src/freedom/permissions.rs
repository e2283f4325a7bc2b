//! Permissions: none, and one of nothing.

use serde_json::Value;
use syncproof_api::{Condition, Response};

use super::{
    DOCUMENTED, Row,
    Twist::{Before, Chosen, Instead},
    Ways, row, row_in,
    tools::{V, entries, refused, send, sent},
};

fn grants_nothing(permission: &Value) -> bool {
    ["read", "write", "manage"].iter().all(|flag| permission.get(flag) == Some(&Value::Bool(false)))
}

fn concerns(request: &syncproof_api::Request) -> bool {
    request.operation.resource.page_key() == "permissions"
}

pub(super) const ROWS: &[Row] = &[
    row(
        "permission-of-nothing-is-none",
        "facts 17.26 and 18.26: a deleted permission behaves as all-false",
        "a permission with all flags false is not found and not listed",
        Instead(|stage, q| {
            let is_none = |answer: &Response| answer.is_success() && answer.body.as_ref().is_some_and(grants_nothing);
            if concerns(&q) && matches!(q.operation.verb, V::Fetch | V::Delete) && is_none(&stage.look(&q)) {
                return refused(stage, Condition::PermissionNotFound);
            }
            let mut answer = stage.ask(&q);
            if concerns(&q) {
                entries(&q, &mut answer, |entries| entries.retain(|entry| !grants_nothing(entry)));
            }
            answer
        }),
    ),
    row(
        "permission-deleted-is-of-nothing",
        "facts 17.26: deleting behaves as setting all flags to false",
        "a deleted permission stays, listed, with all flags false",
        Instead(|stage, q| {
            if !concerns(&q) || q.operation.verb != V::Delete || !stage.look(&q).is_success() {
                return stage.ask(&q);
            }
            let mut write = q.clone();
            write.operation.verb = V::Update;
            for flag in ["Read", "Write", "Manage"] {
                send(&mut write, flag, "false");
            }
            let answer = stage.ask(&write);
            if answer.is_success() { Response { status: 204, etag: None, body: None } } else { answer }
        }),
    ),
    row_in(
        DOCUMENTED,
        "permission-never-granted-is-of-nothing",
        "facts 18.26: a fetch for a never-granted identity, not found or all flags false; profile twilio says not found",
        "who was never granted anything has a permission with all flags false",
        Chosen(Ways {
            refuses: |condition, reference| reference && condition != Condition::PermissionNotFound,
            ..Ways::REFERENCE
        }),
    ),
    row(
        "permission-deleted-again",
        "facts 18.26: permissions that are not there; decision 2",
        "deleting a permission that is not there is answered 204",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            let missing = refused(stage, Condition::PermissionNotFound);
            if concerns(&q) && q.operation.verb == V::Delete && answer == missing {
                return Response { status: 204, etag: None, body: None };
            }
            answer
        }),
    ),
    row(
        "permission-flags-optional",
        "facts 17.25: all three flags are required, or false by default",
        "flags that are not sent are false",
        Before(|q| {
            if concerns(q) && q.operation.verb == V::Update {
                for flag in ["Read", "Write", "Manage"] {
                    if sent(q, flag).is_none() {
                        send(q, flag, "false");
                    }
                }
            }
        }),
    ),
];
