//! Revisions, `ETag` and `If-Match`: requests to a Document, a List and a Map with one item each. An input is a text, a
//! line break, and records of four bytes, each a request.

mod header;
mod script;

use std::cell::RefCell;

use serde_json::Value;
use syncproof_api::{Address, ChildKind, Condition, ObjectKind, Response, form};
use syncproof_harness::{exchange::Exchange, text::printable};

use self::{
    header::{Judgement, judge},
    script::{Deed, Script, Spelling, Step, THINGS, Thing, Which},
};
use crate::{
    Fate, Target,
    api::{Api, body, pairs, text},
};

/// See the module.
pub const TARGET: Target = Target {
    name: "revision",
    about: "revisions, ETag and If-Match: when they move, what is refused; against RFC 9110 and a table",
    floor: 90,
    check,
    explain,
    feature: None,
    seeds,
};

thread_local! {
    /// For each profile an API with a Document, a List and a Map in it, an item in either.
    static WORLDS: RefCell<[World; 2]> = RefCell::new(Api::both(|_| {}).map(|mut api| {
        for thing in [Thing::Document, Thing::List, Thing::Map, Thing::ListItem, Thing::MapItem] {
            let made = create(&mut api, thing, None);
            assert_eq!(made.status, 201, "{thing:?} can be created");
        }
        World::new(api)
    }));
}

fn check(bytes: &[u8]) -> Fate {
    let script = Script::read(bytes);
    if script.steps.is_empty() {
        return Fate::Discarded;
    }
    // Which profile it is makes a difference for codes alone.
    let mut world = WORLDS.with_borrow(|worlds| worlds[script.steps.len() % 2].clone());
    for step in &script.steps {
        world.take(step, &script.text);
    }
    world.judge_others();
    Fate::Judged
}

/// What is known of a thing without asking the model how it works.
#[derive(Debug, Clone, Default)]
struct Known {
    /// Its representation; none if it does not exist.
    shown: Option<Value>,
    /// Every revision that it had, the current one last.
    revisions: Vec<String>,
}

#[derive(Debug, Clone)]
struct World {
    api: Api,
    /// In the order of [`THINGS`].
    known: [Known; 5],
    /// The index of the item of the List; counts on when it is made anew.
    index: u64,
    /// Makes data that were not there before.
    writes: u64,
}

/// Whether a revision moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    Moves,
    Stays,
    /// An item's time-to-live alone: whether that is a write to its List or Map, no page says.
    Either,
}

impl World {
    fn new(mut api: Api) -> Self {
        let known = THINGS.map(|thing| {
            let shown = fetch(&mut api, thing, 0);
            let revisions = shown.iter().map(revision_of).collect();
            Known { shown, revisions }
        });
        Self { api, known, index: 0, writes: 0 }
    }

    fn known(&self, thing: Thing) -> &Known {
        let at = THINGS.iter().position(|other| *other == thing).unwrap_or_default();
        &self.known[at]
    }

    /// Sends one request, and judges the answer and what has become of the thing, of what it is in, and of what is in it.
    fn take(&mut self, step: &Step, text: &str) {
        let header = spell(step, text, self.known(step.thing), self.known(Thing::Document));
        let before = self.known(step.thing).clone();
        // What a List or Map is deleted with is not there any more.
        let exists = before.shown.is_some();
        let parent_exists = parent(step.thing).is_none_or(|parent| self.known(parent).shown.is_some());
        let answer = self.send(step, header.clone());
        let expected = self.expected(step, header.as_deref(), exists, parent_exists);
        let success = judge_status(&self.api, &answer, expected, step, header.as_deref());
        if success && matches!(step.deed, Deed::Write | Deed::Rewrite | Deed::Ttl | Deed::Nothing | Deed::Create) {
            judge_etag(step.thing, &answer);
        }
        if success && step.deed == Deed::Create && step.thing == Thing::ListItem {
            self.index = body(&answer)["index"].as_u64().expect("a List Item has an index");
        }
        let is_near = |thing: Thing| parent(step.thing) == Some(thing) || parent(thing) == Some(step.thing);
        for (at, thing) in THINGS.into_iter().enumerate().filter(|(_, thing)| *thing == step.thing || is_near(*thing)) {
            let shown = fetch(&mut self.api, thing, self.index);
            if success {
                judge_move(thing, movement(thing, step), &self.known[at], shown.as_ref(), is_new(thing, step));
            } else {
                assert_eq!(shown, self.known[at].shown, "a refused request changes the {thing:?}");
            }
            let known = &mut self.known[at];
            if is_new(thing, step) && success || shown.is_none() {
                known.revisions.clear();
            }
            let revision = shown.as_ref().map(revision_of).filter(|revision| known.revisions.last() != Some(revision));
            known.revisions.extend(revision);
            known.shown = shown;
        }
    }

    /// What no request was about is as it was; so is, at the end, everything.
    fn judge_others(&mut self) {
        for (thing, known) in THINGS.into_iter().zip(&self.known) {
            let shown = fetch(&mut self.api, thing, self.index);
            assert_eq!(shown, known.shown, "the {thing:?} changes, and no request was about it");
        }
    }

    fn send(&mut self, step: &Step, if_match: Option<String>) -> Response {
        let address = address(&self.api, step.thing, self.index);
        self.writes += 1;
        let data = format!("{{\"n\":{}}}", self.writes);
        match step.deed {
            Deed::Write => self.api.send_if("POST", address, pairs(&[("Data", &data)]), if_match),
            Deed::Rewrite => self.api.send_if("POST", address, pairs(&[("Data", "{}")]), if_match),
            Deed::Ttl => self.api.send_if("POST", address, pairs(&[("Ttl", "60")]), if_match),
            Deed::Nothing => self.api.send_if("POST", address, Vec::new(), if_match),
            Deed::Spoil => self.api.send_if("POST", address, pairs(&[("Data", "{"), ("Ttl", "-1")]), if_match),
            Deed::Create => create(&mut self.api, step.thing, if_match),
            Deed::Delete => self.api.send_if("DELETE", address, Vec::new(), if_match),
            Deed::Permit => {
                let (kind, _) = place(step.thing);
                let permission = self.api.child(kind, "o", ChildKind::Permission, "somebody");
                let flags = [("Read", "true"), ("Write", "false"), ("Manage", "false")];
                self.api.send_if("POST", permission, pairs(&flags), if_match)
            }
        }
    }

    /// What has to become of a step.
    fn expected(&self, step: &Step, header: Option<&str>, exists: bool, parent_exists: bool) -> Expected {
        let takes_if_match = match step.deed {
            Deed::Write | Deed::Rewrite | Deed::Ttl | Deed::Nothing => is_versioned(step.thing),
            Deed::Delete => parent(step.thing).is_some(),
            Deed::Spoil | Deed::Create | Deed::Permit => false,
        };
        match step.deed {
            Deed::Create if !parent_exists => Expected::Status(404),
            Deed::Create if exists && step.thing != Thing::ListItem => Expected::Status(409),
            Deed::Create => Expected::Success,
            Deed::Permit => {
                let (kind, _) = place(step.thing);
                let owner = THINGS.into_iter().find(|thing| place(*thing) == (kind, None));
                let owned = owner.is_some_and(|owner| self.known(owner).shown.is_some());
                if owned { Expected::Success } else { Expected::Status(404) }
            }
            _ if !exists => Expected::Status(404),
            // Parameters are looked at before the revision.
            Deed::Spoil => Expected::Status(400),
            _ => match (takes_if_match, header, self.known(step.thing).revisions.last()) {
                (true, Some(header), Some(current)) => Expected::By(judge(header, current)),
                _ => Expected::Success,
            },
        }
    }
}

/// What has to become of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Success,
    Status(u16),
    /// As the header says.
    By(Judgement),
}

/// Whether the request was carried out, which has to be as expected.
fn judge_status(api: &Api, answer: &Response, expected: Expected, step: &Step, header: Option<&str>) -> bool {
    let code = |condition: Condition| Some((api.rule(condition).sends_status, Some(api.rule(condition).sends_code)));
    let refusal = (!answer.is_success()).then(|| (answer.status, answer.code()));
    let (stale, malformed) = (code(stale(step.thing)), code(Condition::InvalidIfMatch));
    let as_expected = match expected {
        Expected::Success | Expected::By(Judgement::Passes) => refusal.is_none(),
        Expected::Status(status) => answer.status == status,
        Expected::By(Judgement::Stale) => refusal == stale,
        Expected::By(Judgement::Malformed) => refusal == malformed,
        Expected::By(Judgement::StaleOrMalformed) => refusal == stale || refusal == malformed,
        Expected::By(Judgement::Open) => refusal.is_none() || refusal == stale || refusal == malformed,
    };
    assert!(
        as_expected,
        "{:?} of the {:?} with If-Match {header:?}: {expected:?} is expected, not {refusal:?}",
        step.deed, step.thing
    );
    refusal.is_none()
}

/// An ETag is the revision in quotes where there is one at all.
fn judge_etag(thing: Thing, answer: &Response) {
    let expected = is_versioned(thing).then(|| format!("\"{}\"", text(answer, "revision")));
    assert_eq!(answer.etag, expected, "the ETag of the {thing:?}");
}

/// A revision moves when the table says so and then to one that it never was; it stays otherwise.
fn judge_move(thing: Thing, movement: Move, before: &Known, now: Option<&Value>, is_new: bool) {
    let (Some(now), Some(last), false) = (now.map(revision_of), before.revisions.last(), is_new) else { return };
    let moved = now != *last;
    match movement {
        Move::Moves => assert!(moved, "the revision of the {thing:?} stays {now}"),
        Move::Stays => assert!(!moved, "the revision of the {thing:?} moves from {last} to {now}"),
        Move::Either => {}
    }
    assert!(!moved || !before.revisions.contains(&now), "the {thing:?} is at revision {now} again");
}

/// Whether a step that is carried out moves the revision of a thing.
fn movement(thing: Thing, step: &Step) -> Move {
    let is_own = thing == step.thing;
    let is_parent = parent(step.thing) == Some(thing);
    match step.deed {
        Deed::Write | Deed::Rewrite if is_own && is_versioned(thing) || is_parent => Move::Moves,
        Deed::Create | Deed::Delete if is_parent => Move::Moves,
        Deed::Ttl | Deed::Nothing if is_parent => Move::Either,
        _ => Move::Stays,
    }
}

fn is_new(thing: Thing, step: &Step) -> bool {
    step.deed == Deed::Create && thing == step.thing
}

/// Documents and items have data, an ETag and conditions; Lists and Maps have a revision and none of these.
const fn is_versioned(thing: Thing) -> bool {
    matches!(thing, Thing::Document | Thing::ListItem | Thing::MapItem)
}

const fn parent(thing: Thing) -> Option<Thing> {
    match thing {
        Thing::ListItem => Some(Thing::List),
        Thing::MapItem => Some(Thing::Map),
        Thing::Document | Thing::List | Thing::Map => None,
    }
}

/// What kind of object it is or belongs to, and what it is in there.
const fn place(thing: Thing) -> (ObjectKind, Option<ChildKind>) {
    match thing {
        Thing::Document => (ObjectKind::Document, None),
        Thing::List => (ObjectKind::List, None),
        Thing::Map => (ObjectKind::Map, None),
        Thing::ListItem => (ObjectKind::List, Some(ChildKind::Item)),
        Thing::MapItem => (ObjectKind::Map, Some(ChildKind::Item)),
    }
}

const fn stale(thing: Thing) -> Condition {
    match thing {
        Thing::ListItem => Condition::ListItemRevisionStale,
        Thing::MapItem => Condition::MapItemRevisionStale,
        Thing::Document | Thing::List | Thing::Map => Condition::DocumentRevisionStale,
    }
}

fn address(api: &Api, thing: Thing, index: u64) -> Address {
    match place(thing) {
        (kind, None) => api.object(kind, "o"),
        (ObjectKind::List, Some(child)) => api.child(ObjectKind::List, "o", child, &index.to_string()),
        (kind, Some(child)) => api.child(kind, "o", child, "k"),
    }
}

fn create(api: &mut Api, thing: Thing, if_match: Option<String>) -> Response {
    let (address, params) = match place(thing) {
        (kind, None) => (api.objects(kind), pairs(&[("UniqueName", "o")])),
        (kind, Some(child)) => (api.children(kind, "o", child), pairs(&[("Key", "k"), ("Data", "{}")])),
    };
    api.send_if("POST", address, params, if_match)
}

/// What a thing looks like now; none if it does not exist. Fetching it changes nothing and shows its ETag.
fn fetch(api: &mut Api, thing: Thing, index: u64) -> Option<Value> {
    let address = address(api, thing, index);
    let answer = api.get(address);
    if answer.status == 404 {
        return None;
    }
    judge_etag(thing, &answer);
    answer.body
}

fn revision_of(shown: &Value) -> String {
    shown["revision"].as_str().expect("a revision is a text").to_owned()
}

/// The header of a step; none where it has none.
fn spell(step: &Step, text: &str, own: &Known, document: &Known) -> Option<String> {
    let of = |known: &Known, back: usize| known.revisions.iter().rev().nth(back).cloned();
    let revision = match step.which {
        Which::Current => of(own, 0),
        Which::Past => of(own, 1),
        Which::First => own.revisions.first().cloned(),
        Which::Next => of(own, 0).and_then(|text| u64::from_str_radix(&text, 16).ok()).map(|n| format!("{:x}", n + 1)),
        Which::OfDocument => of(document, 0),
    };
    let revision = revision.unwrap_or_else(|| "77".to_owned());
    match step.spelling {
        Spelling::None => None,
        Spelling::As(pattern) => Some(pattern.replace('r', &revision)),
        Spelling::Upper => Some(revision.to_uppercase()),
        Spelling::Text => Some(text.to_owned()),
    }
}

fn explain(bytes: &[u8]) -> String {
    let script = Script::read(bytes);
    let line = |step: &Step| {
        let header = match step.spelling {
            Spelling::None => "without If-Match".to_owned(),
            Spelling::As(pattern) => format!("If-Match: {} (r: {:?})", printable(pattern, 100), step.which),
            Spelling::Upper => format!("If-Match: r in capitals (r: {:?})", step.which),
            Spelling::Text => format!("If-Match: {}", printable(&script.text, script.text.len())),
        };
        format!("{:?} the {:?}, {header}", step.deed, step.thing)
    };
    script.steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Each scenario as one input: its writes, with the last `If-Match` as it was spelt.
fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let mut script = Script { text: String::new(), steps: Vec::new() };
    for exchange in exchanges {
        let header = exchange.request_headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("if-match"));
        if let Some((_, value)) = header {
            script.text = value.replace('\n', " ");
        }
        let path = exchange.url.split('?').next().unwrap_or_default();
        let Some(thing) = thing_at(path) else { continue };
        let names = form::decode(&exchange.request_body).unwrap_or_default();
        let sent = |name: &str| names.iter().any(|(other, _)| other == name);
        let is_collection = ["Documents", "Lists", "Maps", "Items"].iter().any(|end| path.ends_with(end));
        let deed = match exchange.method.as_str() {
            "DELETE" => Deed::Delete,
            "POST" if is_collection => Deed::Create,
            "POST" if sent("Data") => Deed::Write,
            "POST" if sent("Ttl") || sent("ItemTtl") => Deed::Ttl,
            "POST" => Deed::Nothing,
            _ => continue,
        };
        let spelling = if header.is_some() { Spelling::Text } else { Spelling::None };
        script.steps.push(Step { thing, deed, spelling, which: Which::Current });
    }
    if script.steps.is_empty() { Vec::new() } else { vec![script.write()] }
}

fn thing_at(path: &str) -> Option<Thing> {
    let has = |segment: &str| path.split('/').any(|other| other == segment);
    match (has("Documents"), has("Lists"), has("Maps"), has("Items")) {
        _ if has("Permissions") => None,
        (true, ..) => Some(Thing::Document),
        (_, true, _, false) => Some(Thing::List),
        (_, true, _, true) => Some(Thing::ListItem),
        (.., true, false) => Some(Thing::Map),
        (.., true, true) => Some(Thing::MapItem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::refuses;

    fn world() -> World {
        WORLDS.with_borrow(|worlds| worlds[0].clone())
    }

    #[test]
    fn every_deed_under_every_spelling_is_judged() {
        for thing in 0..5 {
            for deed in 0..12 {
                for spelling in 0..32 {
                    let bytes = [b'\n', thing, 0, 0, 0, thing, deed, spelling, 0, thing, deed, spelling, 2];
                    assert_eq!(check(&bytes), Fate::Judged);
                }
            }
        }
        assert_eq!(check(b"W/\"0\""), Fate::Judged);
        assert_eq!(check(b"\n"), Fate::Discarded);
    }

    #[test]
    fn a_wrong_answer_to_a_condition_is_refused() {
        let mut world = world();
        let step = Step { thing: Thing::Document, deed: Deed::Write, spelling: Spelling::As("r"), which: Which::Next };
        let answer = |world: &mut World, header: &str| world.send(&step, Some(header.to_owned()));
        let (taken, stale) = (answer(&mut world, "0"), answer(&mut world, "0"));
        let judge = |answer: &Response, expected| judge_status(&world.api, answer, Expected::By(expected), &step, None);
        assert!(judge(&taken, Judgement::Passes) && !judge(&stale, Judgement::Stale));
        for (answer, expected) in [
            (&taken, Judgement::Stale),
            (&taken, Judgement::StaleOrMalformed),
            (&stale, Judgement::Passes),
            (&stale, Judgement::Malformed),
        ] {
            refuses(|| judge(answer, expected));
        }
    }

    #[test]
    fn a_revision_that_moves_wrongly_is_refused() {
        let shown = |revision: &str| serde_json::json!({ "revision": revision });
        let known = Known { shown: Some(shown("1")), revisions: vec!["0".to_owned(), "1".to_owned()] };
        let judge = |movement, now: &str| judge_move(Thing::Map, movement, &known, Some(&shown(now)), false);
        judge(Move::Moves, "2");
        for (movement, now) in [(Move::Moves, "1"), (Move::Stays, "2"), (Move::Moves, "0"), (Move::Either, "0")] {
            refuses(|| judge(movement, now));
        }
    }

    #[test]
    fn a_wrong_etag_is_refused() {
        let answer = |etag: Option<&str>| Response {
            status: 200,
            etag: etag.map(str::to_owned),
            body: Some(serde_json::json!({ "revision": "1" })),
        };
        judge_etag(Thing::Document, &answer(Some("\"1\"")));
        for etag in [None, Some("1"), Some("\"2\"")] {
            refuses(|| judge_etag(Thing::Document, &answer(etag)));
        }
        refuses(|| judge_etag(Thing::List, &answer(Some("\"1\""))));
    }
}
