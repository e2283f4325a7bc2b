//! What one conversation with a target has seen and gone through.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind};

use super::{Cause, Flakes};
use crate::{exchange::Answer, lock::locked};

/// Addresses that are remembered at most; then all are forgotten, and a write whose answer is lost counts as possibly carried out.
const MOST_ADDRESSES: usize = 10_000;

/// The longest name, SID or revision that is remembered, in bytes: four times the longest unique name.
const LONGEST_TEXT: usize = 1280;

/// What one conversation, usually that of a scenario, has seen and gone through.
#[derive(Debug, Default)]
pub struct Conversation {
    /// Tells scenarios apart; `None` for set-up and clean-up.
    scenario: Option<usize>,
    flakes: Mutex<Flakes>,
    memory: Mutex<Memory>,
}

/// How a thing was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Seen {
    /// There, with this revision.
    Revision(String),
    /// Deleted, or not found.
    Gone,
}

#[derive(Debug, Default)]
struct Memory {
    /// By address, in which objects are named by SID where that is known.
    seen: HashMap<Address, Seen>,
    /// SIDs by Service, kind and unique name.
    sids: HashMap<(String, ObjectKind, String), String>,
}

impl Conversation {
    /// That of a scenario which has not begun.
    pub(crate) fn of_a_scenario() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        Self { scenario: Some(NUMBER.fetch_add(1, Ordering::Relaxed)), ..Self::default() }
    }

    pub(crate) fn scenario(&self) -> Option<usize> {
        self.scenario
    }

    /// What did not go well at once so far.
    pub fn flakes(&self) -> Flakes {
        locked(&self.flakes).clone()
    }

    pub(crate) fn note_flake(&self, cause: Cause) {
        locked(&self.flakes).note(cause);
    }

    pub(crate) fn note_wait(&self, pause: Duration) {
        locked(&self.flakes).note_wait(pause);
    }

    pub(crate) fn note_late(&self, after: Duration) {
        locked(&self.flakes).note_late(after);
    }

    /// How what is at this address was last seen.
    pub(crate) fn recall(&self, address: &Address) -> Option<Seen> {
        let memory = locked(&self.memory);
        memory.seen.get(&memory.by_sid(address.clone())).cloned()
    }

    /// The object that an address is about, itself or as what contains it.
    pub(crate) fn object(&self, address: &Address) -> Option<Address> {
        let (Address::Object { service, kind, object }
        | Address::Children { service, kind, object, .. }
        | Address::Child { service, kind, object, .. }) = address.clone()
        else {
            return None;
        };
        Some(locked(&self.memory).by_sid(Address::Object { service, kind, object }))
    }

    /// Takes in what an answer says about what is at this address.
    pub(crate) fn note_answer(&self, method: &str, address: &Address, answer: &Answer) {
        let mut memory = locked(&self.memory);
        if memory.seen.len() + memory.sids.len() >= MOST_ADDRESSES {
            *memory = Memory::default();
        }
        match (method, answer.status) {
            ("GET" | "POST", 200 | 201) => memory.note_sight(address, answer),
            ("DELETE", 204) | (_, 404) if !address.is_collection() => {
                let address = memory.by_sid(address.clone());
                memory.seen.insert(address, Seen::Gone);
            }
            _ => {}
        }
    }
}

impl Memory {
    fn note_sight(&mut self, address: &Address, answer: &Answer) {
        let text = |field: &str| {
            let text = answer.field(field).and_then(Value::as_str).filter(|text| text.len() <= LONGEST_TEXT);
            text.map(str::to_owned)
        };
        if let (Address::Objects { service, kind } | Address::Object { service, kind, .. }, Some(name), Some(sid)) =
            (address, text("unique_name"), text("sid"))
        {
            self.sids.insert((service.clone(), *kind, name), sid);
        }
        let Some(revision) = text("revision") else { return };
        let instance = match address.clone() {
            Address::Objects { service, kind } => text("sid").map(|object| Address::Object { service, kind, object }),
            Address::Children { service, kind, object, child: child @ ChildKind::Item } => {
                let index = || answer.field("index").filter(|index| index.is_number()).map(ToString::to_string);
                text("key").or_else(index).map(|id| Address::Child { service, kind, object, child, id })
            }
            address => Some(address).filter(|address| !address.is_collection()),
        };
        if let Some(instance) = instance {
            self.seen.insert(self.by_sid(instance), Seen::Revision(revision));
        }
    }

    /// The same address, with the object named by its SID if that is known.
    fn by_sid(&self, mut address: Address) -> Address {
        if let Address::Object { service, kind, object }
        | Address::Children { service, kind, object, .. }
        | Address::Child { service, kind, object, .. } = &mut address
            && let Some(sid) = self.sids.get(&(service.clone(), *kind, object.clone()))
        {
            object.clone_from(sid);
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::exchange::Version;

    fn at(path: &str) -> Address {
        Address::parse(path).unwrap()
    }

    fn hear(conversation: &Conversation, method: &str, path: &str, status: u16, json: &Value) {
        let answer = Answer::new(status, Version::Http11, Vec::new(), json.to_string().into_bytes()).unwrap();
        conversation.note_answer(method, &at(path), &answer);
    }

    fn revision(text: &str) -> Seen {
        Seen::Revision(text.to_owned())
    }

    #[test]
    fn what_is_created_is_known_by_sid_and_by_name() {
        let talk = Conversation::default();
        let body = json!({"sid": "MP1", "unique_name": "m", "revision": "0"});
        hear(&talk, "POST", "/Services/IS1/Maps", 201, &body);
        assert_eq!(talk.recall(&at("/Services/IS1/Maps/MP1")), Some(revision("0")));
        assert_eq!(talk.recall(&at("/Services/IS1/Maps/m")), Some(revision("0")));
        assert_eq!(talk.recall(&at("/Services/IS2/Maps/m")), None);
        hear(&talk, "POST", "/Services/IS1/Maps/m/Items", 201, &json!({"key": "k", "revision": "7"}));
        assert_eq!(talk.recall(&at("/Services/IS1/Maps/MP1/Items/k")), Some(revision("7")));
        hear(&talk, "POST", "/Services/IS1/Lists/ES1/Items", 201, &json!({"index": 4, "revision": "2"}));
        assert_eq!(talk.recall(&at("/Services/IS1/Lists/ES1/Items/4")), Some(revision("2")));
    }

    #[test]
    fn the_last_sight_counts() {
        let talk = Conversation::default();
        let document = "/Services/IS1/Documents/ET1";
        hear(&talk, "GET", document, 200, &json!({"sid": "ET1", "revision": "1"}));
        hear(&talk, "POST", document, 412, &json!({"revision": "9"}));
        assert_eq!(talk.recall(&at(document)), Some(revision("1")));
        hear(&talk, "DELETE", document, 204, &Value::Null);
        assert_eq!(talk.recall(&at(document)), Some(Seen::Gone));
        hear(&talk, "GET", "/Services/IS1/Documents", 200, &json!({"revision": "3"}));
        assert_eq!(talk.recall(&at("/Services/IS1/Documents")), None);
    }

    #[test]
    fn all_that_is_in_an_object_is_about_it_by_either_name() {
        let talk = Conversation::default();
        hear(&talk, "GET", "/Services/IS1/Maps/m", 200, &json!({"sid": "MP1", "unique_name": "m"}));
        let map = at("/Services/IS1/Maps/MP1");
        for path in ["/Services/IS1/Maps/m", "/Services/IS1/Maps/m/Items", "/Services/IS1/Maps/MP1/Permissions/p"] {
            assert_eq!(talk.object(&at(path)).as_ref(), Some(&map), "{path}");
        }
        assert_eq!(talk.object(&at("/Services/IS1/Maps")), None);
        assert_eq!(talk.object(&at("/Services/IS1")), None);
    }

    #[test]
    fn memory_is_bounded() {
        let talk = Conversation::default();
        for n in 0..3 * MOST_ADDRESSES {
            hear(&talk, "GET", &format!("/Services/IS1/Documents/{n}"), 200, &json!({"revision": "1"}));
        }
        assert!(locked(&talk.memory).seen.len() <= MOST_ADDRESSES);
        hear(&talk, "GET", "/Services/IS1/Documents/ET1", 200, &json!({"revision": "1".repeat(LONGEST_TEXT + 1)}));
        assert_eq!(talk.recall(&at("/Services/IS1/Documents/ET1")), None);
    }
}
