//! The objects a scenario knows, how they are addressed, and what was last seen of them.

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, Resource, SidPrefix};
use syncproof_harness::verdict::Failure;

use super::Scene;
use crate::params::{Collection, Label, MissingThing, New, ObjectRef, ParentMap, Way};

/// 32 hex digits that no target is likely to have drawn.
const NOBODY: &str = "00000000000000000000000000000bad";

/// An object as it was last seen.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// Canonical, built from SIDs.
    pub(super) address: Address,
    /// The unique name as the target knows it.
    pub(super) unique_name: Option<String>,
    /// The last representation.
    pub(super) body: Value,
    /// Every revision seen, in order.
    pub(super) revisions: Vec<String>,
    /// The last ETag header.
    pub(super) etag: Option<String>,
    /// An item of this Map has been written since it was last seen: its revision and dates may have moved.
    pub(super) child_written: bool,
    /// `CollectionTtl` was sent since it was last seen: its expiry may have moved.
    pub(super) expiry_moved: bool,
}

impl Thing {
    fn new(address: Address) -> Self {
        Self {
            address,
            unique_name: None,
            body: Value::Null,
            revisions: Vec::new(),
            etag: None,
            child_written: false,
            expiry_moved: false,
        }
    }

    pub(super) fn service(sid: &str) -> Self {
        Self::new(Address::Service { service: sid.to_owned() })
    }

    /// A text field of the last representation.
    pub(super) fn text(&self, field: &str) -> Option<&str> {
        self.body.get(field)?.as_str()
    }

    fn see(&mut self, body: Value, etag: Option<String>) {
        if let Some(revision) = body.get("revision").and_then(Value::as_str)
            && self.revisions.last().map(String::as_str) != Some(revision)
        {
            self.revisions.push(revision.to_owned());
        }
        if let Some(name) = body.get("unique_name").and_then(Value::as_str) {
            self.unique_name = Some(name.to_owned());
        }
        self.body = body;
        self.etag = etag;
        self.child_written = false;
        self.expiry_moved = false;
    }
}

impl Scene {
    /// What a scenario's words mean: the label, if it is an object the scenario made.
    pub(super) fn label(&self, object: &ObjectRef) -> Result<Option<Label>, Failure> {
        match object {
            ObjectRef::Known(label) => Ok(Some(label.clone())),
            ObjectRef::LastItem => self
                .last_item
                .clone()
                .map(Some)
                .ok_or_else(|| Failure::Mistake("no item has been created yet".to_owned())),
            ObjectRef::Missing(_) => Ok(None),
        }
    }

    pub(super) fn thing(&self, label: &Label) -> Result<&Thing, Failure> {
        self.things.get(label).ok_or_else(|| Failure::Mistake(format!("there is no {label:?} in this scenario")))
    }

    /// The address of an object, and its label if the scenario made it.
    pub(super) fn locate(&self, object: &ObjectRef, way: Way) -> Result<(Address, Option<Label>), Failure> {
        if let ObjectRef::Missing(thing) = object {
            return Ok((self.missing(*thing)?, None));
        }
        let label = self.label(object)?;
        let Some(known) = &label else { return Err(Failure::Mistake("nothing is addressed".to_owned())) };
        // An item that was never created has an address all the same.
        let address = match (known, self.things.get(known)) {
            (Label::Item { key, other }, None) => self.item_address(*other, key)?,
            _ => self.thing(known)?.address.clone(),
        };
        let address = if way.by_name { self.through_name(address, known)? } else { address };
        Ok((address, label))
    }

    /// The same address with the unique name of the object, or of an item's Map, in place of the SID.
    fn through_name(&self, address: Address, label: &Label) -> Result<Address, Failure> {
        let named = match label {
            Label::Item { other, .. } => Label::Object { kind: ObjectKind::Map, other: *other },
            label => label.clone(),
        };
        let name = self.name_of(&named)?;
        Ok(match address {
            Address::Object { service, kind, .. } => Address::Object { service, kind, object: name },
            Address::Child { service, kind, child, id, .. } => {
                Address::Child { service, kind, object: name, child, id }
            }
            Address::Children { service, kind, child, .. } => Address::Children { service, kind, object: name, child },
            other => other,
        })
    }

    fn name_of(&self, label: &Label) -> Result<String, Failure> {
        match self.thing(label)?.unique_name.clone() {
            Some(name) => Ok(name),
            None => self.deviates("an object with its \"unique_name\"", "none was sent"),
        }
    }

    fn missing(&self, thing: MissingThing) -> Result<Address, Failure> {
        let service = || self.home.service.clone();
        let sid = |kind: ObjectKind| match kind {
            ObjectKind::Document => format!("ET{NOBODY}"),
            ObjectKind::List => format!("ES{NOBODY}"),
            ObjectKind::Map => format!("MP{NOBODY}"),
            ObjectKind::Stream => format!("TO{NOBODY}"),
        };
        Ok(match thing {
            MissingThing::Object(kind) => Address::Object { service: service(), kind, object: sid(kind) },
            MissingThing::Named(kind) => {
                let object = format!("{}nobody-has-this-name", self.home.prefix);
                Address::Object { service: service(), kind, object }
            }
            MissingThing::Item => self.item_address(false, "nobody-has-this-key")?,
            MissingThing::ItemOfMissingMap => Address::Child {
                service: service(),
                kind: ObjectKind::Map,
                object: sid(ObjectKind::Map),
                child: ChildKind::Item,
                id: "key".to_owned(),
            },
            MissingThing::Service => Address::Service { service: format!("IS{NOBODY}") },
            MissingThing::ObjectOfMissingService(kind) => {
                Address::Object { service: format!("IS{NOBODY}"), kind, object: sid(kind) }
            }
        })
    }

    fn item_address(&self, other: bool, key: &str) -> Result<Address, Failure> {
        match self.map_items(other)? {
            Address::Children { service, kind, object, child } => {
                Ok(Address::Child { service, kind, object, child, id: key.to_owned() })
            }
            other => Ok(other),
        }
    }

    /// The address of the items of a Map.
    pub(super) fn map_items(&self, other: bool) -> Result<Address, Failure> {
        match &self.thing(&Label::Object { kind: ObjectKind::Map, other })?.address {
            Address::Object { service, kind, object } => Ok(Address::Children {
                service: service.clone(),
                kind: *kind,
                object: object.clone(),
                child: ChildKind::Item,
            }),
            _ => Err(Failure::Mistake("the Map has no address".to_owned())),
        }
    }

    /// The address of a collection.
    pub(super) fn collection(&self, collection: Collection, way: Way) -> Result<Address, Failure> {
        let service = |missing| if missing { format!("IS{NOBODY}") } else { self.home.service.clone() };
        Ok(match collection {
            Collection::Services => Address::Services,
            Collection::Objects { kind, of_missing } => Address::Objects { service: service(of_missing), kind },
            Collection::Items(ParentMap::Missing) => Address::Children {
                service: service(false),
                kind: ObjectKind::Map,
                object: format!("MP{NOBODY}"),
                child: ChildKind::Item,
            },
            Collection::Items(parent) => {
                let other = parent == ParentMap::Other;
                let address = self.map_items(other)?;
                let map = Label::Object { kind: ObjectKind::Map, other };
                if way.by_name { self.through_name(address, &map)? } else { address }
            }
        })
    }

    /// Where a new object is created, and how the scenario will call it.
    pub(super) fn birthplace(&self, new: New, way: Way) -> Result<(Address, Option<Label>), Failure> {
        Ok(match new {
            New::Service => (Address::Services, Some(Label::Service)),
            New::Object { kind, other } => (
                self.collection(Collection::Objects { kind, of_missing: false }, way)?,
                Some(Label::Object { kind, other }),
            ),
            New::InMissingService(kind) => {
                (self.collection(Collection::Objects { kind, of_missing: true }, way)?, None)
            }
            New::Item(parent) => {
                let label = match parent {
                    ParentMap::Missing => None,
                    _ => Some(Label::Item { key: String::new(), other: parent == ParentMap::Other }),
                };
                (self.collection(Collection::Items(parent), way)?, label)
            }
        })
    }

    /// Takes in what the last answer says about the object it was about.
    pub(super) fn digest(&mut self, method: &str, creates: bool, label: Label) {
        let Ok(answer) = self.answer() else { return };
        if !(200..300).contains(&answer.status) {
            return;
        }
        let (body, etag) = (answer.json.clone(), answer.header("etag").map(str::to_owned));
        if body.is_none() && creates {
            self.note_unreadable(&label);
        }
        let is_write = method != "GET";
        if let (true, Label::Item { other, .. }) = (is_write, &label) {
            let collection_ttl = self.exchange().is_ok_and(|e| contains(&e.request_body, b"CollectionTtl="));
            if let Some(map) = self.things.get_mut(&Label::Object { kind: ObjectKind::Map, other: *other }) {
                map.child_written = true;
                map.expiry_moved |= collection_ttl;
            }
        }
        let Some(body) = body.filter(Value::is_object) else {
            if method == "DELETE"
                && let Some(thing) = self.things.get(&label)
            {
                let gone = thing.address.clone();
                self.created.borrow_mut().retain(|address| *address != gone);
            }
            return;
        };
        if creates {
            self.take_in_new(label, body, etag);
        } else if let Some(thing) = self.things.get_mut(&label) {
            thing.see(body, etag);
        }
    }

    /// Notes for the clean-up what was created by an answer that is not our kind of JSON (lone surrogates, very deep nesting).
    fn note_unreadable(&mut self, label: &Label) {
        let Label::Object { kind, .. } = label else { return };
        let prefix = if *kind == ObjectKind::Document { SidPrefix::Document } else { SidPrefix::Map };
        let Ok(answer) = self.answer() else { return };
        let text = String::from_utf8_lossy(&answer.body);
        let sid = text.split('"').find(|piece| prefix.matches(piece)).map(str::to_owned);
        let service = self.home.service.clone();
        self.created.borrow_mut().extend(sid.map(|object| Address::Object { service, kind: *kind, object }));
    }

    fn take_in_new(&mut self, label: Label, body: Value, etag: Option<String>) {
        let sid = body.get("sid").and_then(Value::as_str).map(str::to_owned);
        let address = match &label {
            Label::Service => sid.map(|service| Address::Service { service }),
            Label::Object { kind, .. } => {
                sid.map(|object| Address::Object { service: self.home.service.clone(), kind: *kind, object })
            }
            Label::Item { key, other } => self.item_address(*other, key).ok(),
        };
        let Some(address) = address else { return };
        if matches!(label, Label::Item { .. }) {
            self.last_item = Some(label.clone());
        } else {
            self.created.borrow_mut().push(address.clone());
        }
        self.fix_server_time(&body);
        let mut thing = Thing::new(address);
        thing.see(body, etag);
        self.things.insert(label, thing);
    }
}

/// Whether a path addresses the object itself, not the collection it is in.
pub(super) fn is_addressed(label: &Label, path: &str) -> bool {
    Address::parse(path).is_ok_and(|address| !address.is_collection() && address.resource() == resource(label))
}

fn resource(label: &Label) -> Resource {
    match label {
        Label::Service => Resource::Service,
        Label::Object { kind, .. } => kind.resource(),
        Label::Item { .. } => Resource::MapItem,
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
