//! What holds of every sequence of requests: the answers of the model are well formed, refusals change nothing, an observer accepts them all
//! and rejects them once they are tampered with, and a walk over pages misses nothing.

mod support;

use std::collections::{BTreeSet, HashMap, HashSet};

use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::{Value, json};
use support::{Api, body, entries, foreign::Foreign, profiles, steps};
use syncproof_api::{Operation, Resource, Response, Verb};

/// So many cases, or fewer where `PROPTEST_CASES` says so: mutation testing runs them hundreds of times.
fn config(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    let at_most = std::env::var_os("PROPTEST_CASES").map_or(cases, |_| default.cases);
    ProptestConfig { cases: cases.min(at_most), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn what_invoke_answers_observe_accepts(profile in profiles(), steps in steps(40)) {
        let (mut api, mut observer) = (Api::new(profile), Api::new(profile));
        for step in &steps {
            let request = api.request(step);
            let response = api.invoke(&request);
            let judged = observer.model.observe(&request, &response, api.now);
            prop_assert!(judged.is_ok(), "{}\n{request:?}\n{response:?}", judged.unwrap_err());
        }
    }

    #[test]
    fn an_observer_with_another_clock_accepts_it_too(steps in steps(40), behind in 0..=1i64) {
        let (mut api, mut observer) = (Api::new("documented"), Api::new("documented"));
        for step in &steps {
            let request = api.request(step);
            let response = api.invoke(&request);
            let judged = observer.model.observe(&request, &response, api.now.plus_secs(-behind));
            prop_assert!(judged.is_ok(), "{}\n{request:?}\n{response:?}", judged.unwrap_err());
        }
    }

    #[test]
    fn a_right_service_that_chooses_otherwise_is_accepted(profile in profiles(), steps in steps(40), seed: u64) {
        let (mut api, mut observer, mut foreign) = (Api::new(profile), Api::new(profile), Foreign::new(seed));
        for step in &steps {
            let request = api.request(step);
            let response = foreign.answer(&mut api.model, &request, api.now);
            api.remember(&request, &response);
            let judged = observer.model.observe(&request, &response, api.now);
            prop_assert!(judged.is_ok(), "{}\n{request:?}\n{response:?}", judged.unwrap_err());
        }
    }

    #[test]
    fn every_answer_is_well_formed_and_a_refusal_changes_nothing(profile in profiles(), steps in steps(25)) {
        let mut api = Api::new(profile);
        for step in &steps {
            let request = api.request(step);
            let before = api.dump();
            let response = api.invoke(&request);
            prop_assert!(is_well_formed(request.operation.verb, &response), "{request:?}\n{response:?}");
            if !response.is_success() || matches!(request.operation.verb, Verb::Fetch | Verb::List) {
                prop_assert_eq!(before, api.dump(), "{:?}\n{:?}", request, response);
            }
        }
    }
}

const RESOURCES: [Resource; 11] = [
    Resource::Service,
    Resource::Document,
    Resource::DocumentPermission,
    Resource::List,
    Resource::ListItem,
    Resource::ListPermission,
    Resource::Map,
    Resource::MapItem,
    Resource::MapPermission,
    Resource::Stream,
    Resource::StreamMessage,
];

#[test]
fn random_steps_reach_every_operation() {
    let mut runner = TestRunner::deterministic();
    let mut reached = HashSet::new();
    for _ in 0..200 {
        let mut api = Api::new("documented");
        for step in steps(40).new_tree(&mut runner).unwrap().current() {
            let request = api.request(&step);
            if api.invoke(&request).is_success() {
                reached.insert(request.operation);
            }
        }
    }
    for resource in RESOURCES {
        for verb in [Verb::Create, Verb::List, Verb::Fetch, Verb::Update, Verb::Delete] {
            let operation = Operation { resource, verb };
            assert_eq!(reached.contains(&operation), operation.exists(), "{operation}");
        }
    }
}

fn is_well_formed(verb: Verb, response: &Response) -> bool {
    let success = match verb {
        Verb::Create => 201,
        Verb::List | Verb::Fetch | Verb::Update => 200,
        Verb::Delete => 204,
    };
    if response.status == success {
        return response.body.is_some() == (success != 204);
    }
    let field = |name: &str| body(response).get(name).cloned().unwrap_or_default();
    [400, 404, 409, 412, 413].contains(&response.status)
        && field("code").is_i64()
        && field("message").is_string()
        && field("more_info").is_string()
        && field("status") == json!(response.status)
        && response.etag.is_none()
}

/// A way to spoil an answer.
#[derive(Debug, Clone)]
enum Spoil {
    /// Another status of the same hundred, or a server error.
    Status(u16),
    /// A documented field is missing, from the body or from an entry.
    Drop(prop::sample::Index),
    /// Data are others.
    Data,
    /// Another key, name or SID.
    Identity,
    /// Two neighbouring items change places.
    Swap(prop::sample::Index),
    /// An entry stands twice.
    Repeat(prop::sample::Index),
    /// An entry is missing from the middle of the items.
    Omit(prop::sample::Index),
    /// The revision is the one before.
    Revision,
    /// There is an expiry where none is.
    Expiry,
    /// The ETag names another revision.
    Etag,
    /// A flag of a permission is turned over.
    Flag(prop::sample::Index),
    /// What is new has the SID or index of something older.
    Again,
}

fn spoils() -> impl Strategy<Value = Spoil> {
    prop_oneof![
        prop::sample::select(vec![200u16, 201, 204, 302, 418, 500, 503]).prop_map(Spoil::Status),
        any::<prop::sample::Index>().prop_map(Spoil::Drop),
        Just(Spoil::Data),
        Just(Spoil::Identity),
        any::<prop::sample::Index>().prop_map(Spoil::Swap),
        any::<prop::sample::Index>().prop_map(Spoil::Repeat),
        any::<prop::sample::Index>().prop_map(Spoil::Omit),
        Just(Spoil::Revision),
        Just(Spoil::Expiry),
        Just(Spoil::Etag),
        any::<prop::sample::Index>().prop_map(Spoil::Flag),
        Just(Spoil::Again),
    ]
}

/// The answer spoilt; `None` where that way of spoiling does not apply. `former` is what was there before the request, `older` a SID that
/// something has already.
fn spoil(
    spoil: &Spoil,
    Operation { resource, verb }: Operation,
    good: &Response,
    former: Option<&Value>,
    older: Option<&String>,
) -> Option<Response> {
    let mut bad = good.clone();
    let is_page = verb == Verb::List && good.is_success();
    let key = resource.page_key();
    match spoil {
        Spoil::Status(status) => bad.status = *status,
        Spoil::Drop(index) => {
            let body = bad.body.as_mut()?;
            let names: Vec<&str> = if good.is_success() && !is_page {
                syncproof_api::fields::of(resource).to_vec()
            } else if is_page {
                vec!["meta", key]
            } else {
                vec!["code", "message", "more_info", "status"]
            };
            let one_entry = is_page.then(|| body[key].as_array_mut()).flatten().and_then(|entries| entries.first_mut());
            match one_entry {
                Some(entry) => {
                    let name = index.get(syncproof_api::fields::of(resource));
                    entry.as_object_mut()?.remove(*name)?;
                }
                None => drop(body.as_object_mut()?.remove(*index.get(&names))?),
            }
        }
        Spoil::Data => *shown(&mut bad, is_page.then_some(key))?.get_mut("data")? = json!({"planted": 1}),
        Spoil::Identity => {
            let entry = shown(&mut bad, is_page.then_some(key))?;
            let names = ["key", "index", "identity", "service_sid", "friendly_name", "sid"];
            let name = names.into_iter().find(|name| entry.get(*name).is_some())?;
            entry[name] = json!("planted");
        }
        Spoil::Swap(index) => {
            let entries = items_of(&mut bad, resource, is_page)?;
            let at = index.index(entries.len().checked_sub(1).filter(|n| *n > 0)?);
            entries.swap(at, at + 1);
        }
        Spoil::Repeat(index) => {
            let entries = bad.body.as_mut().filter(|_| is_page)?[key].as_array_mut()?;
            let again = index.get(entries.as_slice().get(..entries.len()).filter(|e| !e.is_empty())?).clone();
            entries.push(again);
        }
        Spoil::Omit(index) => {
            let entries = items_of(&mut bad, resource, is_page)?;
            entries.remove(index.index(entries.len().checked_sub(1).filter(|n| *n > 0)?));
        }
        Spoil::Revision => {
            let entry = shown(&mut bad, None).filter(|_| verb == Verb::Update)?;
            // Writing the same data again need not count as a change.
            let former = former.filter(|former| entry.get("data").is_some_and(|now| *now != former["data"]))?;
            entry["revision"] = former["revision"].clone();
            bad.etag = None;
        }
        Spoil::Expiry => {
            let expires = shown(&mut bad, is_page.then_some(key))?.get_mut("date_expires")?;
            *expires = if expires.is_null() { json!("2030-01-01T00:00:00Z") } else { Value::Null };
        }
        Spoil::Etag => "\"planted\"".clone_into(bad.etag.as_mut()?),
        Spoil::Flag(index) => {
            let flag = shown(&mut bad, is_page.then_some(key))?.get_mut(*index.get(&["read", "write", "manage"]))?;
            *flag = json!(!flag.as_bool()?);
        }
        Spoil::Again => {
            let entry = shown(&mut bad, None).filter(|_| verb == Verb::Create)?;
            if let Some(index) = entry.get("index").and_then(Value::as_u64) {
                entry["index"] = json!(index.checked_sub(1)?);
                let url = entry["url"].as_str()?.rsplit_once('/')?.0.to_owned();
                entry["url"] = json!(format!("{url}/{}", index - 1));
            } else {
                let (old, older) = (entry.get("sid")?.as_str()?.to_owned(), older?);
                *entry = serde_json::from_str(&entry.to_string().replace(&old, older)).ok()?;
            }
        }
    }
    (bad != *good).then_some(bad)
}

/// The representation in an answer, or the first entry of a page.
fn shown<'a>(response: &'a mut Response, page: Option<&str>) -> Option<&'a mut Value> {
    let is_success = response.is_success();
    let body = response.body.as_mut().filter(|_| is_success)?;
    match page {
        Some(key) => body[key].as_array_mut()?.first_mut(),
        None => Some(body),
    }
}

fn items_of(response: &mut Response, resource: Resource, is_page: bool) -> Option<&mut Vec<Value>> {
    let is_items = is_page && matches!(resource, Resource::ListItem | Resource::MapItem);
    response.body.as_mut().filter(|_| is_items)?["items"].as_array_mut()
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn a_planted_fault_is_found(profile in profiles(), steps in steps(30), planted in prop::collection::vec(spoils(), 40)) {
        let (mut api, mut observer) = (Api::new(profile), Api::new(profile));
        let mut made: HashMap<Resource, String> = HashMap::new();
        for (step, fault) in steps.into_iter().zip(&planted) {
            let request = api.request(&step.tamed());
            let former = api.current(&request);
            let response = api.invoke(&request);
            let operation = request.operation;
            let bad = spoil(fault, operation, &response, former.as_ref(), made.get(&operation.resource));
            if let Some(bad) = bad {
                let judged = observer.model.clone().observe(&request, &bad, api.now);
                prop_assert!(judged.is_err(), "{fault:?}\n{request:?}\n{bad:?}");
            }
            observer.model.observe(&request, &response, api.now).unwrap();
            if response.status == 201 {
                made.extend(body(&response)["sid"].as_str().map(|sid| (operation.resource, sid.to_owned())));
            } else if response.status == 204 {
                // What is gone has no SID any more.
                made.clear();
            }
        }
    }

    #[test]
    fn a_walk_meets_once_what_is_there_throughout(
        keys in prop::collection::btree_set("[a-d]{1,3}", 1..30),
        changes in prop::collection::vec(prop::collection::vec(("[a-d]{1,3}", any::<bool>()), 0..4), 0..12),
        size in 1..6usize,
        descending: bool,
        of in prop::sample::select(vec!["Documents", "Items", "Permissions"]),
    ) {
        let mut api = Api::new("documented");
        let (mut there, mut met) = (keys.clone(), Vec::new());
        let collection = if of == "Documents" { "/Documents".to_owned() } else { format!("{}/{of}", api.make("Maps")) };
        let of_items = of == "Items";
        for key in &keys {
            api.put(&collection, key);
        }
        let mut params = vec![("PageSize".to_owned(), size.to_string())];
        if of_items && descending {
            params.push(("Order".to_owned(), "desc".to_owned()));
        }
        let mut page = api.list(&collection, &params);
        let mut changes = changes.into_iter();
        loop {
            met.extend(entries(&page));
            let Some(next) = body(&page)["meta"]["next_page_url"].as_str().map(str::to_owned) else { break };
            for (key, inserts) in changes.next().unwrap_or_default() {
                // Only what was there at the start and was never deleted is there throughout.
                if inserts { api.put(&collection, &key) } else { there.remove(&key); api.remove(&collection, &key) }
            }
            page = api.follow(&next);
        }
        let once: BTreeSet<&String> = met.iter().filter(|key| there.contains(*key)).collect();
        prop_assert_eq!(once.len(), there.len(), "{:?} of {:?}", met, there);
        for key in &there {
            prop_assert_eq!(met.iter().filter(|other| *other == key).count(), 1, "{} in {:?}", key, met);
        }
        let mut sorted = met.clone();
        sorted.sort();
        if descending { sorted.reverse(); }
        prop_assert!(!of_items || met == sorted, "{met:?}");
    }

    #[test]
    fn a_walk_over_a_list_meets_once_what_is_there_throughout(
        count in 1..30u64,
        changes in prop::collection::vec(prop::collection::vec(prop::option::of(0..30u64), 0..4), 0..12),
        size in 1..6usize,
        order in prop::sample::select(vec!["asc", "desc"]),
    ) {
        let mut api = Api::new("documented");
        let collection = format!("{}/Items", api.make("Lists"));
        for _ in 0..count {
            api.put(&collection, "");
        }
        let (mut there, mut met) = ((0..count).collect::<BTreeSet<_>>(), Vec::new());
        let params = [("PageSize", size.to_string()), ("Order", order.to_owned())];
        let mut page = api.list(&collection, &params.map(|(name, value)| (name.to_owned(), value)));
        let mut changes = changes.into_iter();
        loop {
            met.extend(entries(&page).into_iter().map(|index| index.parse::<u64>().unwrap()));
            let Some(next) = body(&page)["meta"]["next_page_url"].as_str().map(str::to_owned) else { break };
            for change in changes.next().unwrap_or_default() {
                match change {
                    Some(index) => {
                        there.remove(&index);
                        api.remove(&collection, &index.to_string());
                    }
                    None => api.put(&collection, ""),
                }
            }
            page = api.follow(&next);
        }
        let ordered = if order == "asc" { met.is_sorted() } else { met.iter().rev().is_sorted() };
        prop_assert!(ordered, "{met:?}");
        let once: Vec<u64> = met.iter().copied().filter(|index| there.contains(index)).collect();
        prop_assert_eq!(once.len(), there.len(), "{:?} of {:?}", met, there);
        prop_assert_eq!(once.into_iter().collect::<BTreeSet<_>>(), there);
    }

    #[test]
    fn odd_page_requests_are_answered_or_refused(profile in profiles(), token in ".{0,20}", size in ".{0,5}", page in ".{0,5}") {
        let params = [("PageToken", token), ("PageSize", size), ("Page", page)].map(|(name, value)| (name.to_owned(), value));
        let answer = Api::new(profile).list("/Documents", &params);
        prop_assert!([200, 400].contains(&answer.status), "{answer:?}");
    }
}
