//! Deletion: what stays, what goes, what comes back.

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, Operation, Parameter, Request, Response};

use super::{
    Row, Stage,
    Twist::{Before, Instead},
    row,
    stage::get,
    tools::{R, V, error, is, sent, with},
};

/// Says that it is deleted, and does nothing.
fn keep(stage: &mut Stage<'_>, request: &Request, resource: R) -> Response {
    if !is(request, resource, V::Delete) {
        return stage.ask(request);
    }
    stage.ask_in_vain(request)
}

/// The address of all that an object holds.
fn contents(address: &Address, child: ChildKind) -> Option<Address> {
    match address {
        Address::Object { service, kind, object } => {
            Some(Address::Children { service: service.clone(), kind: *kind, object: object.clone(), child })
        }
        _ => None,
    }
}

/// A named object that is made again has what the one before it had.
fn haunt(stage: &mut Stage<'_>, request: &Request, kind: ObjectKind, child: ChildKind) -> Response {
    if is(request, kind.resource(), V::Delete) {
        let body = stage.look(request).body;
        let name =
            body.and_then(|body| Some((body.get("service_sid")?.to_string(), body.get("unique_name")?.to_string())));
        let remains = contents(&request.address, child).map(|all| stage.everything(&get(request, all)));
        let answer = stage.ask(request);
        if let (204, Some(name), Some(remains)) = (answer.status, name, remains) {
            stage.memory.remains.insert(format!("{name:?} {kind:?}"), remains);
        }
        return answer;
    }
    let answer = stage.ask(request);
    if is(request, kind.resource(), V::Create)
        && answer.status == 201
        && let Some(body) = &answer.body
        && let (Some(service), Some(name), Some(sid)) =
            (body.get("service_sid"), body.get("unique_name"), body.get("sid").and_then(Value::as_str))
    {
        let remains = stage.memory.remains.remove(&format!("{:?} {kind:?}", (service.to_string(), name.to_string())));
        let service = service.as_str().unwrap_or_default().to_owned();
        for entry in remains.into_iter().flatten() {
            restore(
                stage,
                request,
                &Address::Object { service: service.clone(), kind, object: sid.to_owned() },
                child,
                &entry,
            );
        }
    }
    answer
}

/// Puts into an object what another had.
fn restore(stage: &mut Stage<'_>, request: &Request, object: &Address, child: ChildKind, entry: &Value) {
    let Some(all) = contents(object, child) else { return };
    let data = entry.get("data").map(ToString::to_string).unwrap_or_default();
    let key = entry.get("key").and_then(Value::as_str).unwrap_or_default();
    let identity = entry.get("identity").and_then(Value::as_str).unwrap_or_default();
    let (address, verb, params) = match (child, all.clone()) {
        (ChildKind::Permission, Address::Children { service, kind, object, child }) => (
            Address::Child { service, kind, object, child, id: identity.to_owned() },
            V::Update,
            vec![(Parameter::Read, "true"), (Parameter::Write, "true"), (Parameter::Manage, "true")],
        ),
        (_, all) if key.is_empty() => (all, V::Create, vec![(Parameter::Data, data.as_str())]),
        (_, all) => (all, V::Create, vec![(Parameter::Key, key), (Parameter::Data, data.as_str())]),
    };
    let operation = Operation { resource: address.resource(), verb };
    stage.ask(&Request { address, operation, if_match: None, ..with(request, &params) });
}

/// Deletes the parent together with an item.
fn with_parent(stage: &mut Stage<'_>, request: &Request) -> Response {
    let answer = stage.ask(request);
    if let (204, Address::Child { service, kind, object, child: ChildKind::Item, .. }) =
        (answer.status, &request.address)
    {
        let address = Address::Object { service: service.clone(), kind: *kind, object: object.clone() };
        let operation = Operation { resource: kind.resource(), verb: V::Delete };
        stage.ask(&Request { address, operation, if_match: None, ..request.clone() });
    }
    answer
}

pub(super) const ROWS: &[Row] = &[
    row(
        "document-not-deleted",
        "document.delete.gone",
        "deleting a Document does nothing",
        Instead(|stage, q| keep(stage, &q, R::Document)),
    ),
    row(
        "list-not-deleted",
        "list.delete.gone",
        "deleting a List does nothing",
        Instead(|stage, q| keep(stage, &q, R::List)),
    ),
    row(
        "list-item-not-deleted",
        "list-item.delete.gone",
        "deleting a List Item does nothing",
        Instead(|stage, q| keep(stage, &q, R::ListItem)),
    ),
    row(
        "map-not-deleted",
        "map.delete.gone",
        "deleting a Map does nothing",
        Instead(|stage, q| keep(stage, &q, R::Map)),
    ),
    row(
        "map-item-not-deleted",
        "map-item.delete.gone",
        "deleting a Map Item does nothing",
        Instead(|stage, q| keep(stage, &q, R::MapItem)),
    ),
    row(
        "stream-not-deleted",
        "stream.delete.gone",
        "deleting a Stream does nothing",
        Instead(|stage, q| keep(stage, &q, R::Stream)),
    ),
    row(
        "service-not-deleted",
        "service.delete.gone",
        "deleting a Service does nothing",
        Instead(|stage, q| keep(stage, &q, R::Service)),
    ),
    row(
        "item-deleted-with-map",
        "map-item.delete.map-stays",
        "with an item its Map or List goes",
        Instead(|stage, q| with_parent(stage, &q)),
    ),
    row(
        "delete-takes-all-items",
        "map-item.delete.gone",
        "deleting an item empties its Map",
        Instead(|stage, q| {
            let answer = stage.ask(&q);
            if let (204, Address::Child { service, kind: ObjectKind::Map, object, child: ChildKind::Item, .. }) =
                (answer.status, &q.address)
            {
                let all = Address::Children {
                    service: service.clone(),
                    kind: ObjectKind::Map,
                    object: object.clone(),
                    child: ChildKind::Item,
                };
                for entry in stage.everything(&get(&q, all)) {
                    let id = entry.get("key").and_then(Value::as_str).unwrap_or_default().to_owned();
                    let address = Address::Child {
                        service: service.clone(),
                        kind: ObjectKind::Map,
                        object: object.clone(),
                        child: ChildKind::Item,
                        id,
                    };
                    stage.ask(&Request { address, if_match: None, ..q.clone() });
                }
            }
            answer
        }),
    ),
    row(
        "map-haunted",
        "error.cascade.empty-again",
        "a Map that is made again has the items of the one before",
        Instead(|stage, q| haunt(stage, &q, ObjectKind::Map, ChildKind::Item)),
    ),
    row(
        "list-haunted",
        "error.cascade.empty-again",
        "a List that is made again has the items of the one before",
        Instead(|stage, q| haunt(stage, &q, ObjectKind::List, ChildKind::Item)),
    ),
    row(
        "permissions-haunt",
        "permission.object-deleted",
        "a Document that is made again has the permissions of the one before",
        Instead(|stage, q| haunt(stage, &q, ObjectKind::Document, ChildKind::Permission)),
    ),
    row(
        "name-stays-taken",
        "document.delete.name-reusable",
        "the name of what was deleted stays taken",
        Instead(|stage, q| {
            if let Address::Object { service, kind, .. } = &q.address
                && q.operation.verb == V::Delete
                && let Some(name) =
                    stage.look(&q).body.and_then(|body| body.get("unique_name")?.as_str().map(str::to_owned))
            {
                stage.memory.places.insert(format!("{service} {kind:?} {name}"), "gone".to_owned());
            }
            if let (Address::Objects { service, kind }, V::Create, Some(name)) =
                (&q.address, q.operation.verb, sent(&q, "UniqueName"))
                && stage.memory.places.contains_key(&format!("{service} {kind:?} {name}"))
            {
                return error(409, 54302, "taken");
            }
            stage.ask(&q)
        }),
    ),
    row(
        "key-stays-taken",
        "map-item.delete.key-reusable",
        "the key of what was deleted stays taken",
        Instead(|stage, q| {
            let path = match &q.address {
                Address::Children { .. } if is(&q, R::MapItem, V::Create) => {
                    format!("{}/{}", q.address.path(), sent(&q, "Key").unwrap_or_default())
                }
                Address::Child { id, .. } => {
                    q.address.path().rsplit_once('/').map(|(all, _)| format!("{all}/{id}")).unwrap_or_default()
                }
                _ => return stage.ask(&q),
            };
            if q.operation.verb == V::Create && stage.memory.places.contains_key(&path) {
                return error(409, 54208, "taken");
            }
            let answer = stage.ask(&q);
            if is(&q, R::MapItem, V::Delete) && answer.status == 204 {
                stage.memory.places.insert(path, "gone".to_owned());
            }
            answer
        }),
    ),
    row(
        "index-used-again",
        "list-item.index.not-reused",
        "the index of a deleted last item is given again",
        Instead(|stage, q| {
            let mut answer = stage.ask(&q);
            let Address::Children { .. } = &q.address else { return answer };
            if is(&q, R::ListItem, V::Create) && answer.status == 201 {
                let number = stage.everything(&q).len() as u64 - 1;
                if let Some(body) = answer.body.as_mut().and_then(Value::as_object_mut) {
                    body.insert("index".to_owned(), number.into());
                }
            }
            answer
        }),
    ),
    row(
        "index-is-position",
        "list-item.index.stable",
        "after a deletion the items behind it move up",
        Instead(|stage, q| {
            let Address::Child { service, kind: ObjectKind::List, object, child: ChildKind::Item, id } = &q.address
            else {
                return stage.ask(&q);
            };
            let all = Address::Children {
                service: service.clone(),
                kind: ObjectKind::List,
                object: object.clone(),
                child: ChildKind::Item,
            };
            let entries = stage.everything(&get(&q, all));
            let entry = id.parse::<usize>().ok().and_then(|at| entries.get(at));
            let index = entry.and_then(|entry| entry.get("index")).map(ToString::to_string);
            let mut q = q.clone();
            if let (Some(index), Address::Child { id, .. }) = (index, &mut q.address) {
                *id = index;
            }
            stage.ask(&q)
        }),
    ),
    row(
        "delete-by-post",
        "document.update.no-parameter",
        "an update without parameters deletes",
        Before(|q| {
            if is(q, R::Document, V::Update) && q.params.is_empty() {
                q.operation.verb = V::Delete;
            }
        }),
    ),
];
