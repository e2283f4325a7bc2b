//! Names, keys and addresses.

use serde_json::{Value, json};
use syncproof_api::{Address, Operation, Parameter, Request, Response, sid::is_sid_shaped};

use super::{
    Row, Stage,
    Twist::{After, Before, Instead, Limits},
    row,
    stage::get,
    tools::{R, V, crash, error, is, rewrite, send, sent, unsend, with},
};

/// Names are not looked up: only SIDs are found.
fn sids_only(request: &mut Request, resources: &[R]) {
    if let Address::Object { object, kind, .. }
    | Address::Child { object, kind, .. }
    | Address::Children { object, kind, .. } = &mut request.address
        && resources.contains(&kind.resource())
        && !is_sid_shaped(object)
    {
        object.push_str("-is-no-sid");
    }
}

/// Creates although the name is taken: without a name, that is then shown.
fn take_again(stage: &mut Stage<'_>, request: &Request, resource: R) -> Response {
    let answer = stage.ask(request);
    let name = sent(request, "UniqueName").map(str::to_owned);
    if !is(request, resource, V::Create) || answer.status != 409 {
        return answer;
    }
    let mut nameless = request.clone();
    unsend(&mut nameless, "UniqueName");
    let mut answer = stage.ask(&nameless);
    if let Some(body) = answer.body.as_mut().and_then(Value::as_object_mut) {
        body.insert("unique_name".to_owned(), json!(name));
    }
    answer
}

/// The address of what a request wants to create under a name or key.
fn address_of_new(request: &Request) -> Option<Address> {
    Some(match &request.address {
        Address::Objects { service, kind } => {
            Address::Object { service: service.clone(), kind: *kind, object: sent(request, "UniqueName")?.to_owned() }
        }
        Address::Children { service, kind, object, child } => Address::Child {
            service: service.clone(),
            kind: *kind,
            object: object.clone(),
            child: *child,
            id: sent(request, "Key")?.to_owned(),
        },
        _ => return None,
    })
}

/// Creating what is there overwrites it.
fn overwrite(stage: &mut Stage<'_>, request: &Request, resource: R) -> Response {
    let answer = stage.ask(request);
    if !is(request, resource, V::Create) || answer.status != 409 {
        return answer;
    }
    let Some(address) = address_of_new(request) else { return answer };
    let data = sent(request, "Data").unwrap_or("{}").to_owned();
    let operation = Operation { resource, verb: V::Update };
    let update = Request { address, operation, ..with(request, &[(Parameter::Data, &data)]) };
    Response { status: 201, ..stage.ask(&update) }
}

/// Creating what is there is answered with what is there.
fn find_again(stage: &mut Stage<'_>, request: &Request) -> Response {
    let answer = stage.ask(request);
    match address_of_new(request) {
        Some(address) if answer.status == 409 => stage.ask(&get(request, address)),
        _ => answer,
    }
}

/// Updating what is not there creates it.
fn create_instead(stage: &mut Stage<'_>, request: &Request, resource: R) -> Response {
    let answer = stage.ask(request);
    if !is(request, resource, V::Update) || answer.status != 404 {
        return answer;
    }
    let data = sent(request, "Data").unwrap_or("{}").to_owned();
    let operation = Operation { resource, verb: V::Create };
    let (address, params) = match &request.address {
        Address::Object { service, kind, object } => (
            Address::Objects { service: service.clone(), kind: *kind },
            vec![(Parameter::UniqueName, object.as_str()), (Parameter::Data, data.as_str())],
        ),
        Address::Child { service, kind, object, child, id } => (
            Address::Children { service: service.clone(), kind: *kind, object: object.clone(), child: *child },
            vec![(Parameter::Key, id.as_str()), (Parameter::Data, data.as_str())],
        ),
        _ => return answer,
    };
    let create = Request { address, operation, if_match: None, ..with(request, &params) };
    let created = stage.ask(&create);
    if created.status == 201 { Response { status: 200, ..created } } else { answer }
}

/// Names and keys as they would be in lower case, wherever they stand.
fn lower(request: &mut Request) {
    rewrite(request, "Key", str::to_lowercase);
    if let Address::Child { id, .. } = &mut request.address {
        *id = id.to_lowercase();
    }
}

fn lower_name(request: &mut Request) {
    rewrite(request, "UniqueName", |name| if is_sid_shaped(name) { name.to_owned() } else { name.to_lowercase() });
}

pub(super) fn ascii(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()
}

/// Cuts names short, wherever they stand.
fn cut(request: &mut Request) {
    let shorter = |name: &str| name.chars().take(255).collect::<String>();
    rewrite(request, "UniqueName", shorter);
    if let Address::Object { object, .. } = &mut request.address {
        *object = shorter(object);
    }
}

/// Refuses to delete what is addressed by its name.
fn keep_what_is_named(request: &mut Request) {
    if request.operation.verb == V::Delete && matches!(request.address, Address::Object { .. }) {
        sids_only(request, &[R::Document, R::List, R::Map, R::Stream]);
    }
}

pub(super) const ROWS: &[Row] = &[
    row(
        "document-by-sid-only",
        "document.address.by-name",
        "a Document is not found by its name",
        Before(|q| sids_only(q, &[R::Document])),
    ),
    row(
        "list-by-sid-only",
        "list.address.by-name",
        "a List is not found by its name",
        Before(|q| sids_only(q, &[R::List])),
    ),
    row(
        "map-by-sid-only",
        "map.address.by-name",
        "a Map is not found by its name",
        Before(|q| sids_only(q, &[R::Map])),
    ),
    row(
        "stream-by-sid-only",
        "stream.address.by-name",
        "a Stream is not found by its name",
        Before(|q| sids_only(q, &[R::Stream])),
    ),
    row(
        "not-deleted-by-name",
        "document.address.by-name",
        "nothing is deleted by its name",
        Before(keep_what_is_named),
    ),
    row("names-cut", "document.unique-name.length", "names are cut to 255 characters", Before(cut)),
    row(
        "document-name-twice",
        "document.unique-name.taken",
        "two Documents may have one name",
        Instead(|stage, q| take_again(stage, &q, R::Document)),
    ),
    row(
        "list-name-twice",
        "list.unique-name.taken",
        "two Lists may have one name",
        Instead(|stage, q| take_again(stage, &q, R::List)),
    ),
    row(
        "map-name-twice",
        "map.unique-name.taken",
        "two Maps may have one name",
        Instead(|stage, q| take_again(stage, &q, R::Map)),
    ),
    row(
        "stream-name-twice",
        "stream.unique-name.taken",
        "two Streams may have one name",
        Instead(|stage, q| take_again(stage, &q, R::Stream)),
    ),
    row(
        "document-created-over",
        "document.unique-name.taken",
        "creating a Document under a name that is taken overwrites",
        Instead(|stage, q| overwrite(stage, &q, R::Document)),
    ),
    row(
        "item-created-over",
        "map-item.create.key-taken",
        "creating an item under a key that is taken overwrites",
        Instead(|stage, q| overwrite(stage, &q, R::MapItem)),
    ),
    row(
        "created-again-as-found",
        "map-item.create.key-taken",
        "creating what is there is answered 200 and what is there",
        Instead(|stage, q| find_again(stage, &q)),
    ),
    row(
        "document-updated-into-being",
        "document.update.no-upsert",
        "updating a Document that is not there creates it",
        Instead(|stage, q| create_instead(stage, &q, R::Document)),
    ),
    row(
        "item-updated-into-being",
        "map-item.update.no-upsert",
        "updating an item that is not there creates it",
        Instead(|stage, q| create_instead(stage, &q, R::MapItem)),
    ),
    row(
        "names-up-to-256",
        "document.unique-name.length",
        "names have 256 characters at most",
        Limits(|l| l.name_length = 256),
    ),
    row(
        "names-up-to-319",
        "map.unique-name.length",
        "names have 319 characters at most",
        Limits(|l| l.name_length = 319),
    ),
    row(
        "names-up-to-321",
        "document.unique-name.too-long",
        "names have 321 characters",
        Limits(|l| l.name_length = 321),
    ),
    row(
        "names-unbounded",
        "map.unique-name.too-long",
        "names are as long as one likes",
        Limits(|l| l.name_length = usize::MAX),
    ),
    row("keys-up-to-256", "map-item.key.length", "keys have 256 characters at most", Limits(|l| l.key_length = 256)),
    row("keys-up-to-321", "map-item.key.too-long", "keys have 321 characters", Limits(|l| l.key_length = 321)),
    row(
        "names-in-bytes",
        "document.unique-name.length-in-characters",
        "the length of a name is counted in bytes",
        After(|q, a| {
            if a.is_success() && sent(q, "UniqueName").is_some_and(|name| name.len() > 320) {
                *a = error(400, 54302, "too long");
            }
        }),
    ),
    row(
        "keys-in-bytes",
        "map-item.key.length-in-characters",
        "the length of a key is counted in bytes",
        After(|q, a| {
            if a.is_success() && sent(q, "Key").is_some_and(|key| key.len() > 320) {
                *a = error(400, 54209, "too long");
            }
        }),
    ),
    row(
        "name-like-a-sid",
        "document.unique-name.looks-like-a-sid",
        "a name may look like a SID",
        Before(|q| {
            rewrite(q, "UniqueName", |name| if is_sid_shaped(name) { format!("{name}.") } else { name.to_owned() });
        }),
    ),
    row(
        "name-empty",
        "map.unique-name.empty",
        "an empty name is taken as none",
        Before(|q| {
            if sent(q, "UniqueName") == Some("") {
                unsend(q, "UniqueName");
            }
        }),
    ),
    row(
        "key-empty",
        "map-item.create.key-required",
        "an item without a key gets one",
        Before(|q| {
            if is(q, R::MapItem, V::Create) && sent(q, "Key").is_none_or(str::is_empty) {
                send(q, "Key", "undefined");
            }
        }),
    ),
    row("names-lower-case", "document.unique-name.characters", "names lose their case", Before(lower_name)),
    row("keys-lower-case", "map-item.key.case", "keys that differ in case only are one", Before(lower)),
    row(
        "keys-ascii",
        "map-item.key.characters",
        "characters beyond ASCII become question marks in keys",
        Before(|q| rewrite(q, "Key", ascii)),
    ),
    row(
        "names-ascii",
        "document.unique-name.characters",
        "characters beyond ASCII become question marks in names",
        Before(|q| rewrite(q, "UniqueName", ascii)),
    ),
    row(
        "crash-name-beyond-bmp",
        "document.unique-name.characters",
        "a character beyond the basic plane in a name or key is answered 500",
        After(|q, a| {
            let beyond = |text: &str| text.chars().any(|c| c > '\u{ffff}');
            if sent(q, "UniqueName").is_some_and(beyond) || sent(q, "Key").is_some_and(beyond) {
                *a = crash();
            }
        }),
    ),
    row(
        "plus-is-space-in-paths",
        "map-item.key.punctuation",
        "a plus sign in a path is read as a space",
        Before(|q| {
            if let Address::Child { id, .. } = &mut q.address {
                *id = id.replace('+', " ");
            }
        }),
    ),
    row(
        "key-unique-in-service",
        "map-item.create.key-per-map",
        "a key can be taken once in all Maps together",
        Instead(|stage, q| once(stage, &q, "Key", service(&q))),
    ),
    row(
        "name-unique-in-account",
        "isolation.service.names",
        "a name can be taken once in all Services together",
        Instead(|stage, q| once(stage, &q, "UniqueName", q.account.as_str())),
    ),
];

/// Creates, unless this value of a parameter was used elsewhere within the scope.
fn once(stage: &mut Stage<'_>, request: &Request, parameter: &str, scope: &str) -> Response {
    let here = request.address.path();
    let used = sent(request, parameter).map(|value| format!("{scope} {} {value}", request.operation.resource));
    let Some(used) = used.filter(|_| request.operation.verb == V::Create) else { return stage.ask(request) };
    if stage.memory.places.get(&used).is_some_and(|place| *place != here) {
        return error(409, 54301, "taken");
    }
    let answer = stage.ask(request);
    if answer.status == 201 {
        stage.memory.places.insert(used, here);
    }
    answer
}

fn service(request: &Request) -> &str {
    match &request.address {
        Address::Services => "",
        Address::Service { service }
        | Address::Objects { service, .. }
        | Address::Object { service, .. }
        | Address::Children { service, .. }
        | Address::Child { service, .. } => service,
    }
}
