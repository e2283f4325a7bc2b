//! Permissions.

use serde_json::{Value, json};
use syncproof_api::{Address, ChildKind, Request, Response};

use super::{
    Row, Stage,
    Twist::{After, Before, Instead, Limits},
    row,
    tools::{R, V, as_text, drop_field, error, send, sent, show_as, shown},
};

const ALL: [R; 3] = [R::DocumentPermission, R::ListPermission, R::MapPermission];

fn concerns(request: &Request) -> bool {
    ALL.contains(&request.operation.resource)
}

fn on_all(request: &Request, response: &mut Response, change: impl Fn(&mut serde_json::Map<String, Value>)) {
    for resource in &ALL {
        shown(request, response, *resource, &change);
    }
}

/// Flags that are set stay set.
fn only_grants(stage: &mut Stage<'_>, mut request: Request) -> Response {
    if concerns(&request)
        && request.operation.verb == V::Update
        && let Some(before) = stage.look(&request).body
    {
        for (parameter, field) in [("Read", "read"), ("Write", "write"), ("Manage", "manage")] {
            if before.get(field) == Some(&json!(true)) {
                send(&mut request, parameter, "true");
            }
        }
    }
    stage.ask(&request)
}

pub(super) const ROWS: &[Row] = &[
    row(
        "permission-flags-as-text",
        "permission.fields",
        "flags are texts",
        After(|q, a| {
            for field in ["read", "write", "manage"] {
                for resource in &ALL {
                    show_as(q, a, *resource, field, as_text);
                }
            }
        }),
    ),
    row(
        "permission-manage-ignored",
        "permission.update.combinations",
        "Manage is not looked at",
        Before(|q| {
            if concerns(q) && sent(q, "Manage").is_some() {
                send(q, "Manage", "false");
            }
        }),
    ),
    row(
        "permission-read-and-write-swapped",
        "permission.update.combinations",
        "read and write are mixed up",
        After(|q, a| {
            on_all(q, a, |fields| {
                let (read, write) =
                    (fields.get("read").cloned().unwrap_or_default(), fields.get("write").cloned().unwrap_or_default());
                fields.insert("read".to_owned(), write);
                fields.insert("write".to_owned(), read);
            });
        }),
    ),
    row(
        "permission-manage-implies",
        "permission.update.combinations",
        "who may manage may read and write",
        Before(|q| {
            if concerns(q) && sent(q, "Manage") == Some("true") {
                send(q, "Read", "true");
                send(q, "Write", "true");
            }
        }),
    ),
    row("permission-only-grants", "permission.update.replaces", "a flag that is set stays set", Instead(only_grants)),
    row(
        "permission-needs-creation",
        "permission.update.grants",
        "a permission that is not there cannot be written",
        Instead(|stage, q| {
            if concerns(&q)
                && q.operation.verb == V::Update
                && !stage.look(&q).is_success()
                && stage.ask_in_vain(&q).is_success()
            {
                return error(404, 54354, "no such permission");
            }
            stage.ask(&q)
        }),
    ),
    row(
        "permission-not-deleted",
        "permission.delete.revokes",
        "deleting a permission does nothing",
        Instead(
            |stage, q| {
                if concerns(&q) && q.operation.verb == V::Delete { stage.ask_in_vain(&q) } else { stage.ask(&q) }
            },
        ),
    ),
    row(
        "permission-identity-missing",
        "permission.fields",
        "a permission does not say whose it is",
        After(|q, a| {
            for r in &ALL {
                drop_field(q, a, *r, "identity");
            }
        }),
    ),
    row(
        "permission-identity-lower-case",
        "permission.identity.characters",
        "identities are shown in lower case",
        After(|q, a| {
            for resource in ALL {
                show_as(q, a, resource, "identity", |identity| super::tools::text(identity, str::to_lowercase));
            }
        }),
    ),
    row(
        "permission-parent-missing",
        "permission.fields",
        "a permission does not say what it is for",
        After(|q, a| {
            on_all(q, a, |fields| {
                for field in ["document_sid", "list_sid", "map_sid"] {
                    fields.shift_remove(field);
                }
            });
        }),
    ),
    row(
        "permission-parent-as-asked",
        "permission.address.by-name",
        "a permission names its object as it was addressed",
        After(|q, a| {
            if let Address::Child { object, .. } | Address::Children { object, .. } = &q.address {
                on_all(q, a, |fields| {
                    for field in ["document_sid", "list_sid", "map_sid"] {
                        if fields.contains_key(field) {
                            fields.insert(field.to_owned(), json!(object));
                        }
                    }
                });
            }
        }),
    ),
    row(
        "permissions-by-sid-only",
        "permission.address.by-name",
        "permissions are not found by the name of their object",
        Before(|q| {
            if let Address::Child { object, child: ChildKind::Permission, .. }
            | Address::Children { object, child: ChildKind::Permission, .. } = &mut q.address
                && !syncproof_api::sid::is_sid_shaped(object)
            {
                object.push_str("-is-no-sid");
            }
        }),
    ),
    row(
        "permission-flag-any",
        "permission.update.flags-boolean",
        "a flag that is neither is taken for false",
        Before(|q| {
            if concerns(q) {
                for flag in ["Read", "Write", "Manage"] {
                    if sent(q, flag).is_some_and(|value| value != "true") {
                        send(q, flag, "false");
                    }
                }
            }
        }),
    ),
    row(
        "identities-up-to-255",
        "permission.identity.length",
        "identities have 255 characters at most",
        Limits(|l| l.identity_length = 255),
    ),
    row(
        "identities-unbounded",
        "permission.identity.too-long",
        "identities are as long as one likes",
        Limits(|l| l.identity_length = usize::MAX),
    ),
    row(
        "permissions-of-list-listed-empty",
        "permission.list.complete",
        "permissions are not listed",
        After(|q, a| {
            if concerns(q) {
                super::tools::entries(q, a, Vec::clear);
            }
        }),
    ),
];
