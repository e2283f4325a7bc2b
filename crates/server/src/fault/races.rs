//! What goes wrong only when several ask at once: a check and a write that are two steps.

use serde_json::{Value, json};
use syncproof_api::{Operation, Parameter, Request, Response};

use super::{
    Look, Row, Stage,
    Twist::InTwoSteps,
    row,
    tools::{R, V, is, sent, unsend, updates, with},
};

const REVISED: [R; 3] = [R::Document, R::ListItem, R::MapItem];

fn answer(stage: &mut Stage<'_>, request: &Request) -> Look {
    Look::Answer(stage.ask(request))
}

/// Whether the request would be refused now; if not, it is done later.
fn check(stage: &mut Stage<'_>, request: &Request, concerns: bool) -> Look {
    if !concerns {
        return answer(stage, request);
    }
    let would_be = stage.ask_in_vain(request);
    if would_be.is_success() { Look::GoOn(0) } else { Look::Answer(would_be) }
}

/// Creates what has meanwhile been created, once more.
fn create_twice(stage: &mut Stage<'_>, request: &Request) -> Response {
    let answer = stage.ask(request);
    if answer.status != 409 {
        return answer;
    }
    let mut nameless = request.clone();
    unsend(&mut nameless, "UniqueName");
    let mut answer = stage.ask(&nameless);
    if let Some(body) = answer.body.as_mut().and_then(Value::as_object_mut) {
        body.insert("unique_name".to_owned(), json!(sent(request, "UniqueName")));
    }
    answer
}

/// Creates the item that has meanwhile been created: the later one wins, and both are told so.
fn create_item_twice(stage: &mut Stage<'_>, request: &Request) -> Response {
    let answer = stage.ask(request);
    let (409, Some(key)) = (answer.status, sent(request, "Key")) else { return answer };
    let syncproof_api::Address::Children { service, kind, object, child } = request.address.clone() else {
        return answer;
    };
    let address = syncproof_api::Address::Child { service, kind, object, child, id: key.to_owned() };
    let operation = Operation { resource: R::MapItem, verb: V::Update };
    let data = sent(request, "Data").unwrap_or("{}").to_owned();
    let update = Request { address, operation, ..with(request, &[(Parameter::Data, &data)]) };
    Response { status: 201, ..stage.ask(&update) }
}

/// How many items a List has.
fn count(stage: &mut Stage<'_>, request: &Request) -> u64 {
    stage.everything(request).len() as u64
}

/// Appends at the end that was seen; if another was quicker, the index is his and the item lost.
fn append(stage: &mut Stage<'_>, request: &Request, seen: u64) -> Response {
    let entries = stage.everything(request);
    if entries.len() as u64 == seen {
        return stage.ask(request);
    }
    let mut answer = stage.ask_in_vain(request);
    let taken = usize::try_from(seen).ok().and_then(|at| entries.get(at)?.get("index").cloned());
    if let (Some(index), Some(body)) = (taken, answer.body.as_mut().and_then(Value::as_object_mut)) {
        body.insert("index".to_owned(), index);
    }
    answer
}

/// Appends at the index that was to be the next; if another was quicker, both have it.
fn append_at_same_index(stage: &mut Stage<'_>, request: &Request, seen: u64) -> Response {
    let entries = stage.everything(request);
    let mut answer = stage.ask(request);
    let taken = usize::try_from(seen).ok().and_then(|at| entries.get(at)?.get("index").cloned());
    if let (Some(index), Some(body)) = (taken, answer.body.as_mut().and_then(Value::as_object_mut)) {
        body.insert("index".to_owned(), index);
    }
    answer
}

pub(super) const ROWS: &[Row] = &[
    row(
        "race-if-match",
        "race.update.one-winner",
        "If-Match is checked before, and not while, it is written",
        InTwoSteps {
            look: |stage, q| check(stage, q, q.if_match.is_some() && updates(q, &REVISED)),
            act: |stage, q, _| stage.ask(&Request { if_match: None, ..q }),
        },
    ),
    row(
        "race-unique-name",
        "race.create.unique-name",
        "whether a name is taken is checked before it is taken",
        InTwoSteps {
            look: |stage, q| check(stage, q, q.operation.verb == V::Create && sent(q, "UniqueName").is_some()),
            act: |stage, q, _| create_twice(stage, &q),
        },
    ),
    row(
        "race-key",
        "race.create.key",
        "whether a key is taken is checked before it is taken",
        InTwoSteps {
            look: |stage, q| check(stage, q, is(q, R::MapItem, V::Create)),
            act: |stage, q, _| create_item_twice(stage, &q),
        },
    ),
    row(
        "race-append-lost",
        "race.append.nothing-lost",
        "of items appended at once only one is kept",
        InTwoSteps {
            look: |stage, q| if is(q, R::ListItem, V::Create) { Look::GoOn(count(stage, q)) } else { answer(stage, q) },
            act: |stage, q, seen| append(stage, &q, seen),
        },
    ),
    row(
        "race-index-shared",
        "race.append.own-index",
        "items appended at once are told the same index",
        InTwoSteps {
            look: |stage, q| if is(q, R::ListItem, V::Create) { Look::GoOn(count(stage, q)) } else { answer(stage, q) },
            act: |stage, q, seen| append_at_same_index(stage, &q, seen),
        },
    ),
    row(
        "race-delete",
        "race.delete.one-winner",
        "several who delete at once are all told that it was they",
        InTwoSteps {
            look: |stage, q| check(stage, q, q.operation.verb == V::Delete),
            act: |stage, q, _| {
                stage.ask(&q);
                Response { status: 204, etag: None, body: None }
            },
        },
    ),
    row(
        "race-revision-shared",
        "race.update.unconditional",
        "updates at once get the same revision",
        InTwoSteps {
            look: |stage, q| {
                if !updates(q, &REVISED) {
                    return answer(stage, q);
                }
                let body = stage.look(q).body;
                let revision = body.and_then(|body| u64::from_str_radix(body.get("revision")?.as_str()?, 16).ok());
                revision.map_or_else(|| answer(stage, q), Look::GoOn)
            },
            act: |stage, q, revision| {
                let mut answer = stage.ask(&q);
                if let (true, Some(body)) = (answer.is_success(), answer.body.as_mut().and_then(Value::as_object_mut)) {
                    body.insert("revision".to_owned(), json!(format!("{:x}", revision + 1)));
                    answer.etag = Some(format!("\"{:x}\"", revision + 1));
                }
                answer
            },
        },
    ),
    row(
        "race-merge",
        "race.read.written-values",
        "a write first empties what is there",
        InTwoSteps {
            look: |stage, q| {
                if updates(q, &REVISED)
                    && q.if_match.is_none()
                    && sent(q, "Data").is_some()
                    && stage.ask_in_vain(q).is_success()
                {
                    let half = with(q, &[(Parameter::Data, "{}")]);
                    stage.ask(&half);
                    return Look::GoOn(0);
                }
                answer(stage, q)
            },
            act: |stage, q, _| stage.ask(&q),
        },
    ),
];
