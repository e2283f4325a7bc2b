//! Times-to-live: three parameters, their aliases and precedence, odd words, and a clock that goes anywhere; against a table of expiries.

mod calendar;
mod script;

use std::cell::RefCell;

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, Response, Timestamp, form};
use syncproof_harness::{exchange::Exchange, text::printable};

use self::script::{Deed, Meaning, Step, THINGS, Thing, Tick, Word, meaning, read, word, write};
use crate::{
    Fate, Target,
    api::{Api, body, pairs},
};

/// See the module.
pub const TARGET: Target = Target {
    name: "ttl",
    about: "times-to-live: aliases, precedence, bounds, odd words, any clock; against a table of expiries",
    floor: 90,
    check,
    explain,
    feature: None,
    seeds,
};

thread_local! {
    static APIS: RefCell<[Api; 2]> = RefCell::new(Api::both(|_| {}));
}

fn check(bytes: &[u8]) -> Fate {
    let steps = read(bytes);
    if steps.is_empty() {
        return Fate::Discarded;
    }
    // Which profile it is makes a difference for codes alone.
    let api = APIS.with_borrow(|apis| apis[steps.len() % 2].clone());
    let mut world = World { api, table: [None; 6], index: 0 };
    for step in &steps {
        world.take(step);
    }
    for thing in THINGS {
        world.judge(thing);
    }
    Fate::Judged
}

/// What is known of a thing that exists, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    created: i64,
    expires: Option<i64>,
}

struct World {
    api: Api,
    /// In the order of [`THINGS`]; none for what does not exist.
    table: [Option<Row>; 6],
    /// Of the List Item that was made last.
    index: u64,
}

impl World {
    fn now(&self) -> i64 {
        self.api.now.as_millis()
    }

    fn row(&mut self, thing: Thing) -> &mut Option<Row> {
        &mut self.table[place(thing)]
    }

    fn take(&mut self, step: &Step) {
        if let Deed::Tick(tick) = step.deed {
            self.tick(step.thing, tick);
            self.judge(step.thing);
            return self.judge_listing(step.thing);
        }
        self.sweep();
        let answer = self.send(step);
        match self.expected(step) {
            Ok(effect) => {
                assert!(answer.is_success(), "{step:?} is answered {} {:?}", answer.status, answer.body);
                self.apply(step, effect);
                if step.deed != Deed::Delete {
                    judge_row(&answer, self.table[place(step.thing)], step.thing);
                }
                if (step.thing, step.deed) == (Thing::ListItem, Deed::Create) {
                    self.index = body(&answer)["index"].as_u64().expect("a List Item has an index");
                }
            }
            Err(status) => assert_eq!(answer.status, status, "{step:?} at {}", self.now()),
        }
        self.judge(step.thing);
        if let Some(whole) = parent(step.thing) {
            self.judge(whole);
        }
    }

    fn tick(&mut self, thing: Thing, tick: Tick) {
        let to = match tick {
            Tick::By(millis) => self.now().saturating_add(millis),
            Tick::To(millis) => millis,
            Tick::ToExpiry(millis) => match self.table[place(thing)].and_then(|row| row.expires) {
                Some(expires) => expires.saturating_add(millis),
                None => return,
            },
        };
        self.api.now = Timestamp::from_millis(to);
    }

    /// Whatever is asked for in the Service, what has expired is gone before; and stays so if the clock goes back.
    fn sweep(&mut self) {
        let now = self.now();
        for row in &mut self.table {
            row.take_if(|row| row.expires.is_some_and(|at| at <= now));
        }
        for (item, whole) in [(Thing::ListItem, Thing::List), (Thing::MapItem, Thing::Map)] {
            if self.row(whole).is_none() {
                *self.row(item) = None;
            }
        }
    }

    /// What a step does, or the status that it has to be refused with.
    fn expected(&mut self, step: &Step) -> Result<Effect, u16> {
        let exists = self.row(step.thing).is_some();
        let whole = parent(step.thing);
        if whole.is_some_and(|whole| self.row(whole).is_none()) || step.deed != Deed::Create && !exists {
            return Err(404);
        }
        if step.deed == Deed::Delete {
            return Ok(Effect { own: Meaning::Nothing, whole: Meaning::Nothing });
        }
        // What is empty is as if it were not sent. The own name counts, whatever it says; the alias only without it.
        let [ttl, item_ttl, collection_ttl] =
            [step.ttl, step.item_ttl, step.collection_ttl].map(|sent| sent.filter(|text| !text.is_empty()));
        let own = match step.thing {
            Thing::Document | Thing::Stream => ttl,
            Thing::List | Thing::Map => collection_ttl.or(ttl),
            Thing::ListItem | Thing::MapItem => item_ttl.or(ttl),
        };
        let effect = Effect {
            own: meaning(own),
            whole: if whole.is_some() { meaning(collection_ttl) } else { Meaning::Nothing },
        };
        let is_alone = whole.is_some() && step.deed == Deed::Update && own.is_none() && collection_ttl.is_some();
        if is_alone || effect.own == Meaning::Wrong || effect.whole == Meaning::Wrong {
            return Err(400);
        }
        if step.deed == Deed::Create && exists && step.thing != Thing::ListItem {
            return Err(409);
        }
        Ok(effect)
    }

    fn apply(&mut self, step: &Step, effect: Effect) {
        let now = self.now();
        let row = self.row(step.thing);
        match step.deed {
            Deed::Create => *row = Some(Row { created: now, expires: None }),
            Deed::Delete => *row = None,
            Deed::Write | Deed::Update | Deed::Tick(_) => {}
        }
        set(row, effect.own, now);
        if let Some(whole) = parent(step.thing) {
            set(self.row(whole), effect.whole, now);
        }
        if step.deed == Deed::Delete {
            self.sweep();
        }
    }

    fn send(&mut self, step: &Step) -> Response {
        let (kind, is_item) = kind(step.thing);
        let mut params = match step.deed {
            Deed::Create if is_item => pairs(&[("Key", "k"), ("Data", "{}")]),
            Deed::Create => pairs(&[("UniqueName", "o")]),
            Deed::Write => pairs(&[("Data", "{}")]),
            Deed::Update | Deed::Delete | Deed::Tick(_) => Vec::new(),
        };
        let words = [("Ttl", step.ttl), ("ItemTtl", step.item_ttl), ("CollectionTtl", step.collection_ttl)];
        let sent = words.into_iter().filter_map(|(name, word)| Some((name.to_owned(), word?.to_owned())));
        params.extend(sent.filter(|_| step.deed != Deed::Delete));
        match step.deed {
            Deed::Create => self.api.send("POST", collection(&self.api, kind, is_item), params),
            Deed::Delete => self.api.send("DELETE", self.address(step.thing), params),
            _ => self.api.send("POST", self.address(step.thing), params),
        }
    }

    fn address(&self, thing: Thing) -> Address {
        match kind(thing) {
            (kind, false) => self.api.object(kind, "o"),
            (ObjectKind::List, _) => self.api.child(ObjectKind::List, "o", ChildKind::Item, &self.index.to_string()),
            (kind, _) => self.api.child(kind, "o", ChildKind::Item, "k"),
        }
    }

    /// A thing is there or gone as the table says.
    fn judge(&mut self, thing: Thing) {
        self.sweep();
        let answer = self.api.get(self.address(thing));
        judge_row(&answer, self.table[place(thing)], thing);
    }

    /// So it is in listings.
    fn judge_listing(&mut self, listed: Thing) {
        self.sweep();
        let (kind, is_item) = kind(listed);
        let answer = self.api.get(collection(&self.api, kind, is_item));
        if is_item && parent(listed).is_some_and(|whole| self.row(whole).is_none()) {
            assert_eq!(answer.status, 404, "the items of a {kind:?} that is gone");
        } else if listed != Thing::ListItem {
            // Of List Items there may be more than the one that is looked at.
            let exists = self.row(listed).is_some();
            assert_eq!(count(&answer), usize::from(exists), "how many {listed:?}s are listed");
        }
    }
}

/// What a request sets: the expiry of what it addresses, and of the List or Map that it is in.
#[derive(Debug, Clone, Copy)]
struct Effect {
    own: Meaning,
    whole: Meaning,
}

fn set(row: &mut Option<Row>, meaning: Meaning, now: i64) {
    let Some(row) = row else { return };
    match meaning {
        Meaning::Nothing | Meaning::Wrong => {}
        Meaning::Never => row.expires = None,
        Meaning::Seconds(seconds) => {
            let at = i128::from(now) + i128::from(seconds) * 1000;
            // Nothing is later than the last millisecond.
            row.expires = Some(i64::try_from(at).unwrap_or(i64::MAX));
        }
    }
}

/// An answer shows what the table has, or that there is nothing.
fn judge_row(answer: &Response, row: Option<Row>, thing: Thing) {
    let Some(Row { created, expires }) = row else {
        assert_eq!(answer.status, 404, "the {thing:?} has expired or was deleted");
        return;
    };
    assert!(answer.is_success(), "the {thing:?} is gone, with status {}", answer.status);
    let shown = |name: &str| &body(answer)[name];
    match (expires, shown("date_expires")) {
        (None, at) => assert!(at.is_null(), "the {thing:?} has no expiry, {at} is shown"),
        (Some(expires), Value::String(at)) => judge_date(at, expires),
        (Some(_), at) => panic!("the {thing:?} has an expiry, {at} is shown"),
    }
    judge_date(shown("date_created").as_str().expect("a date is a text"), created);
}

fn judge_date(shown: &str, millis: i64) {
    match calendar::written(millis) {
        Some(expected) => assert_eq!(shown, expected, "the date of {millis}"),
        // Beyond the years of four digits, some date is all there can be.
        None => assert_eq!(shown.len(), 20, "{shown} is no date"),
    }
}

fn count(answer: &Response) -> usize {
    let body = body(answer);
    let key = body["meta"]["key"].as_str().expect("a page says where its entries are");
    body[key].as_array().map_or(0, Vec::len)
}

fn place(thing: Thing) -> usize {
    THINGS.iter().position(|other| *other == thing).unwrap_or_default()
}

const fn parent(thing: Thing) -> Option<Thing> {
    match thing {
        Thing::ListItem => Some(Thing::List),
        Thing::MapItem => Some(Thing::Map),
        Thing::Document | Thing::Stream | Thing::List | Thing::Map => None,
    }
}

/// What kind of object it is or is in, and whether it is an item.
const fn kind(thing: Thing) -> (ObjectKind, bool) {
    match thing {
        Thing::Document => (ObjectKind::Document, false),
        Thing::Stream => (ObjectKind::Stream, false),
        Thing::List => (ObjectKind::List, false),
        Thing::Map => (ObjectKind::Map, false),
        Thing::ListItem => (ObjectKind::List, true),
        Thing::MapItem => (ObjectKind::Map, true),
    }
}

fn collection(api: &Api, kind: ObjectKind, is_item: bool) -> Address {
    if is_item { api.children(kind, "o", ChildKind::Item) } else { api.objects(kind) }
}

fn explain(bytes: &[u8]) -> String {
    let line = |step: &Step| {
        if let Deed::Tick(tick) = step.deed {
            return match tick {
                Tick::By(millis) => format!("the clock goes on by {millis} ms"),
                Tick::To(millis) => format!("the clock goes to {millis} ms since 1970"),
                Tick::ToExpiry(millis) => {
                    format!("the clock goes to the expiry of the {:?}, and {millis} ms", step.thing)
                }
            };
        }
        let show =
            |name: &str, word: Word| word.map_or(String::new(), |word| format!(" {name}={}", printable(word, 100)));
        let words = [show("Ttl", step.ttl), show("ItemTtl", step.item_ttl), show("CollectionTtl", step.collection_ttl)];
        format!("{:?} the {:?}{}", step.deed, step.thing, words.concat())
    };
    read(bytes).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Each scenario as one input: what it creates, writes and deletes, with the expiry of each thing looked at.
fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let mut steps = Vec::new();
    for exchange in exchanges {
        let path = exchange.url.split('?').next().unwrap_or_default();
        let Some((thing, is_collection)) = thing_at(path) else { continue };
        let params = form::decode(&exchange.request_body).unwrap_or_default();
        let sent = |name: &str| params.iter().rfind(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let deed = match exchange.method.as_str() {
            "DELETE" => Deed::Delete,
            "POST" if is_collection => Deed::Create,
            "POST" if sent("Data").is_some() => Deed::Write,
            "POST" => Deed::Update,
            // Most scenarios read again when they have waited.
            _ if !is_collection => Deed::Tick(Tick::ToExpiry(-1)),
            _ => Deed::Tick(Tick::ToExpiry(0)),
        };
        let of = |name: &str| sent(name).and_then(word);
        steps.push(Step { thing, deed, ttl: of("Ttl"), item_ttl: of("ItemTtl"), collection_ttl: of("CollectionTtl") });
    }
    if steps.is_empty() { Vec::new() } else { vec![write(&steps)] }
}

/// What a path names, and whether that is a collection.
fn thing_at(path: &str) -> Option<(Thing, bool)> {
    let segments: Vec<&str> = path.split('/').skip_while(|segment| *segment != "Services").skip(2).collect();
    let (thing, length) = match (segments.first()?, segments.get(2)) {
        (&"Documents", None) => (Thing::Document, 1),
        (&"Streams", None) => (Thing::Stream, 1),
        (&"Lists", None) => (Thing::List, 1),
        (&"Maps", None) => (Thing::Map, 1),
        (&"Lists", Some(&"Items")) => (Thing::ListItem, 3),
        (&"Maps", Some(&"Items")) => (Thing::MapItem, 3),
        _ => return None,
    };
    Some((thing, segments.len() == length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::refuses;

    #[test]
    fn every_word_under_every_name_is_judged() {
        let whole = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0];
        for (thing, word) in (0..6).flat_map(|thing| (0..32).map(move |word| (thing, word))) {
            for (words, deed) in [([word, 5, 0], 0), ([word, 0, 10], 4), ([5, word, 0], 8), ([0, 5, word], 4)] {
                let made = [thing, 0, 5, 0, 0];
                let asked = [thing, deed, words[0], words[1], words[2]];
                let moved = [thing, 14, 0, 0, 0, thing, 12, 0, 0, 0, thing, 24, 0, 0, 0];
                let bytes: Vec<u8> = whole.into_iter().chain(made).chain(asked).chain(moved).collect();
                assert_eq!(check(&bytes), Fate::Judged, "{}", explain(&bytes));
            }
        }
    }

    #[test]
    fn any_clock_is_judged() {
        for (first, second) in (12..32).flat_map(|first| (12..32).map(move |second| (first, second))) {
            let thing = (first + second) % 6;
            let made = [2, 0, 4, 0, 4, 3, 0, 0, 0, 0, thing, first, 0, 0, 0, thing, 0, 5, 0, 9];
            let moved = [thing, second, 0, 0, 0, thing, 4, 9, 0, 0, thing, first, 0, 0, 0];
            assert_eq!(check(&[&made[..], &moved].concat()), Fate::Judged);
        }
    }

    #[test]
    fn a_wrong_expiry_is_refused() {
        let mut api = APIS.with_borrow(|apis| apis[0].clone());
        let created = api.now.as_millis();
        let answer = api.post(api.objects(ObjectKind::Document), &[("Ttl", "60")]);
        let row = |seconds: i64| Some(Row { created, expires: Some(created + seconds * 1000) });
        judge_row(&answer, row(60), Thing::Document);
        let later = Some(Row { created: created + 1000, expires: Some(created + 60_000) });
        for wrong in [row(59), None, Some(Row { created, expires: None }), later] {
            refuses(|| judge_row(&answer, wrong, Thing::Document));
        }
        let gone = Response { status: 404, ..answer };
        refuses(|| judge_row(&gone, row(60), Thing::Document));
    }
}
