//! The objects a scenario knows, how they are addressed, and what was last seen of them.

use serde_json::Value;
use syncproof_api::{Address, ChildKind, ObjectKind, SidPrefix};
use syncproof_harness::{
    exchange::usable_sid,
    session::{Body, Call},
    verdict::{Deviation, Failure},
};

use super::{
    Scene,
    answer::{body_in_words, identity_field, status_and_code},
};
use crate::params::{Collection, Label, Missing, New, ObjectRef, Parent, Way};

/// 32 hex digits that no target is likely to have drawn.
const NOBODY: &str = "00000000000000000000000000000bad";

/// An index that no List of a scenario gets to.
const NOBODYS_INDEX: &str = "987654321";

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
    /// Something in it has been written since it was last seen: its revision and dates may have moved.
    pub(super) child_written: bool,
    /// `CollectionTtl` was sent since it was last seen: its expiry may have moved.
    pub(super) expiry_moved: bool,
    /// It was deleted, and has not been shown since.
    pub(super) gone: bool,
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
            gone: false,
        }
    }

    /// One that was shown like this.
    pub(super) fn seen(address: Address, body: Value) -> Self {
        let mut thing = Self::new(address);
        thing.see(body, None);
        thing
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
        self.gone = false;
    }
}

impl Scene {
    /// What a scenario's words mean: the label, if it is an object the scenario made.
    pub(super) fn label(&self, object: &ObjectRef) -> Result<Option<Label>, Failure> {
        match object {
            ObjectRef::Known(label) => Ok(Some(label.clone())),
            ObjectRef::Last(kind) => self.last_items.get(kind).cloned().map(Some).ok_or_else(|| self.no_item(*kind)),
            ObjectRef::Missing(_) => Ok(None),
        }
    }

    pub(super) fn thing(&self, label: &Label) -> Result<&Thing, Failure> {
        self.things.get(label).ok_or_else(|| self.not_shown(label))
    }

    /// Why nothing is known of an object: the target was asked about it and did not show it, or else the scenario never asked.
    fn not_shown(&self, label: &Label) -> Failure {
        let Some(exchange) = self.asked.get(label).and_then(|at| self.transcript().get(*at)) else {
            return Failure::Mistake(format!("there is no {label:?} in this scenario"));
        };
        let answer = &exchange.answer;
        let success = (200..300).contains(&answer.status);
        Failure::Deviation(Deviation {
            subject: self.subject_of(exchange),
            expected: format!("an answer that shows the object, with its \"{}\"", identity_field(label)),
            actual: if success { body_in_words(answer) } else { status_and_code(answer) },
            diff: None,
        })
    }

    /// Why there is no item that was created last.
    fn no_item(&self, of: ObjectKind) -> Failure {
        let is_item =
            |label: &&Label| matches!(label, Label::Child { kind, child: ChildKind::Item, .. } if *kind == of);
        match self.asked.keys().find(is_item) {
            Some(label) => self.not_shown(label),
            None => Failure::Mistake("no such item has been created yet".to_owned()),
        }
    }

    /// The address of an object, and its label if the scenario made it.
    pub(super) fn locate(&self, object: &ObjectRef, way: Way) -> Result<(Address, Option<Label>), Failure> {
        if let ObjectRef::Missing(missing) = object {
            return Ok((self.missing(missing)?, None));
        }
        let label = self.label(object)?;
        let Some(known) = &label else { return Err(Failure::Mistake("nothing is addressed".to_owned())) };
        // An item or permission that was never created has an address all the same; an index has to be given by the target.
        let address = match (known, self.things.get(known)) {
            (Label::Child { kind, other, child, id }, None)
                if (*kind, *child) != (ObjectKind::List, ChildKind::Item) =>
            {
                self.child(*kind, *other, *child, id)?
            }
            _ => self.thing(known)?.address.clone(),
        };
        Ok((self.by_way(address, known, way)?, label))
    }

    /// The same address as a way of asking has it: through a unique name, through another Service.
    fn by_way(&self, address: Address, label: &Label, way: Way) -> Result<Address, Failure> {
        let mut address = address;
        if way.by_name {
            let name = self.name_of(&label.parent().unwrap_or_else(|| label.clone()))?;
            if let Address::Object { object, .. } | Address::Child { object, .. } | Address::Children { object, .. } =
                &mut address
            {
                *object = name;
            }
        }
        if way.elsewhere {
            let other = self.service(Parent::Other)?;
            if let Address::Object { service, .. }
            | Address::Child { service, .. }
            | Address::Children { service, .. } = &mut address
            {
                *service = other;
            }
        }
        Ok(address)
    }

    fn name_of(&self, label: &Label) -> Result<String, Failure> {
        match self.thing(label)?.unique_name.clone() {
            Some(name) => Ok(name),
            None => self.deviates("an object with its \"unique_name\"", "none was sent"),
        }
    }

    fn missing(&self, missing: &Missing) -> Result<Address, Failure> {
        let service = self.home.service.clone();
        let no_service = format!("IS{NOBODY}");
        Ok(match missing {
            Missing::Service => Address::Service { service: no_service },
            Missing::Object(kind) => Address::Object { service, kind: *kind, object: nobodys_sid(*kind) },
            Missing::Named(kind) => {
                let object = format!("{}nobody-has-this-name", self.home.prefix);
                Address::Object { service, kind: *kind, object }
            }
            Missing::OfService(kind) => {
                Address::Object { service: no_service, kind: *kind, object: nobodys_sid(*kind) }
            }
            Missing::Item(kind) => {
                let id = if *kind == ObjectKind::List { NOBODYS_INDEX } else { "nobody-has-this-key" };
                self.child(*kind, false, ChildKind::Item, id)?
            }
            Missing::ItemAt(index) => self.child(ObjectKind::List, false, ChildKind::Item, index)?,
            Missing::OfObject(kind, child, id) => {
                let (kind, child, id) = (*kind, *child, id.clone());
                Address::Child { service, kind, object: nobodys_sid(kind), child, id }
            }
            Missing::DeepOfService(kind, child) => {
                let (kind, child, id) = (*kind, *child, "0".to_owned());
                Address::Child { service: no_service, kind, object: nobodys_sid(kind), child, id }
            }
        })
    }

    /// The address of something in one of the scenario's objects.
    fn child(&self, kind: ObjectKind, other: bool, child: ChildKind, id: &str) -> Result<Address, Failure> {
        match self.children(kind, other, child)? {
            Address::Children { service, kind, object, child } => {
                Ok(Address::Child { service, kind, object, child, id: id.to_owned() })
            }
            other => Ok(other),
        }
    }

    /// The address of all of a kind in one of the scenario's objects.
    fn children(&self, kind: ObjectKind, other: bool, child: ChildKind) -> Result<Address, Failure> {
        match &self.thing(&Label::Object { kind, other })?.address {
            Address::Object { service, kind, object } => {
                Ok(Address::Children { service: service.clone(), kind: *kind, object: object.clone(), child })
            }
            _ => Err(Failure::Mistake("the object has no address".to_owned())),
        }
    }

    /// The SID of a Service.
    fn service(&self, parent: Parent) -> Result<String, Failure> {
        match parent {
            Parent::Own => Ok(self.home.service.clone()),
            Parent::Other => match &self.thing(&Label::Service { other: true })?.address {
                Address::Service { service } => Ok(service.clone()),
                _ => Err(Failure::Mistake("the other Service has no address".to_owned())),
            },
            Parent::Missing | Parent::MissingService => Ok(format!("IS{NOBODY}")),
        }
    }

    /// The address of a collection.
    pub(super) fn collection(&self, collection: Collection, way: Way) -> Result<Address, Failure> {
        match collection {
            Collection::Services => Ok(Address::Services),
            Collection::Objects(kind, parent) => {
                let service = self.service(if way.elsewhere { Parent::Other } else { parent })?;
                Ok(Address::Objects { service, kind })
            }
            Collection::Children(kind, child, parent @ (Parent::Missing | Parent::MissingService)) => {
                let service = self.service(if parent == Parent::Missing { Parent::Own } else { parent })?;
                Ok(Address::Children { service, kind, object: nobodys_sid(kind), child })
            }
            Collection::Children(kind, child, parent) => {
                let other = parent == Parent::Other;
                self.by_way(self.children(kind, other, child)?, &Label::Object { kind, other }, way)
            }
        }
    }

    /// Where a new object is created, and how the scenario will call it.
    pub(super) fn birthplace(&self, new: &New, way: Way) -> Result<(Address, Option<Label>), Failure> {
        let child = |kind, child, parent, id| {
            let label = Label::Child { kind, other: parent == Parent::Other, child, id };
            let exists = matches!(parent, Parent::Own | Parent::Other);
            Ok((self.collection(Collection::Children(kind, child, parent), way)?, exists.then_some(label)))
        };
        match new {
            New::Service { other } => Ok((Address::Services, Some(Label::Service { other: *other }))),
            New::Object { kind, other } => {
                let address = self.collection(Collection::Objects(*kind, Parent::Own), way)?;
                Ok((address, Some(Label::Object { kind: *kind, other: *other })))
            }
            New::ObjectIn(kind, parent) => {
                let label = (*parent == Parent::Other).then_some(Label::Object { kind: *kind, other: true });
                Ok((self.collection(Collection::Objects(*kind, *parent), way)?, label))
            }
            New::Item(parent) => child(ObjectKind::Map, ChildKind::Item, *parent, String::new()),
            New::ListItem(name, parent) => child(ObjectKind::List, ChildKind::Item, *parent, name.clone()),
            New::Message(parent) => child(ObjectKind::Stream, ChildKind::Message, *parent, String::new()),
        }
    }

    /// Notes that the last exchange was about this object.
    pub(super) fn note_asked(&mut self, label: &Label) {
        self.asked.insert(label.clone(), self.transcript().len().saturating_sub(1));
    }

    /// Takes in what the last answer says about the object it was about. Where that cannot be what was created, the scenario ends: it
    /// would go on to write to something that is not its own.
    pub(super) fn digest(&mut self, call: &Sent, label: Label) -> Result<(), Failure> {
        self.note_asked(&label);
        let Ok(answer) = self.answer() else { return Ok(()) };
        if !(200..300).contains(&answer.status) {
            return Ok(());
        }
        let (body, etag) = (answer.json.clone(), answer.header("etag").map(str::to_owned));
        if body.is_none() && call.creates {
            self.note_unreadable(&label)?;
        }
        if let (true, Some(parent)) = (call.method != "GET", label.parent())
            && let Some(parent) = self.things.get_mut(&parent)
        {
            parent.child_written = true;
            parent.expiry_moved |= call.collection_ttl;
        }
        let Some(body) = body.filter(Value::is_object) else {
            if call.method == "DELETE"
                && let Some(thing) = self.things.get_mut(&label)
            {
                thing.gone = true;
                self.created.forget(&thing.address);
            }
            return Ok(());
        };
        // A permission is made by writing to it.
        let is_new = call.creates || !self.things.contains_key(&label);
        if is_new {
            return self.take_in_new(call, label, body, etag);
        }
        if let Some(thing) = self.things.get_mut(&label) {
            thing.see(body, etag);
        }
        Ok(())
    }

    /// Notes for the clean-up what was created by an answer that is not our kind of JSON (lone surrogates, very deep nesting).
    fn note_unreadable(&mut self, label: &Label) -> Result<(), Failure> {
        let Label::Object { kind, .. } = label else { return Ok(()) };
        let prefix = sid_prefix(*kind);
        let Ok(answer) = self.answer() else { return Ok(()) };
        let text = String::from_utf8_lossy(&answer.body);
        let sid = text.split('"').find(|piece| prefix.matches(piece)).map(str::to_owned);
        let service = self.home.service.clone();
        sid.map_or(Ok(()), |object| self.note_created(&Address::Object { service, kind: *kind, object }))
    }

    /// Notes for the clean-up what an answer says was created.
    pub(super) fn note_created(&self, address: &Address) -> Result<(), Failure> {
        self.created.add(address.clone()).or_else(|refused| {
            let expected = format!("the \"sid\" of a new {}", address.resource());
            self.deviates(expected, format!("{refused}: {}", address.path()))
        })
    }

    fn take_in_new(&mut self, call: &Sent, label: Label, body: Value, etag: Option<String>) -> Result<(), Failure> {
        let Some(address) = self.address_of_new(call, &label, &body) else { return Ok(()) };
        match &label {
            Label::Service { .. } | Label::Object { .. } => self.note_created(&address)?,
            Label::Child { kind, child: ChildKind::Item, .. } => {
                self.last_items.insert(*kind, label.clone());
            }
            Label::Child { .. } => {}
        }
        self.fix_server_time(&body);
        let mut thing = Thing::new(address);
        thing.see(body, etag);
        self.things.insert(label, thing);
        Ok(())
    }

    /// The canonical address of what was just created.
    fn address_of_new(&self, call: &Sent, label: &Label, body: &Value) -> Option<Address> {
        let sid = || usable_sid(body).map(str::to_owned);
        match label {
            Label::Service { .. } => sid().map(|service| Address::Service { service }),
            Label::Object { kind, .. } => {
                let Some(Address::Objects { service, .. }) = &call.address else { return None };
                sid().map(|object| Address::Object { service: service.clone(), kind: *kind, object })
            }
            Label::Child { kind, other, child, id } => {
                let id = match (kind, child) {
                    (ObjectKind::List, ChildKind::Item) => body.get("index")?.as_u64()?.to_string(),
                    (_, ChildKind::Message) => sid()?,
                    _ => id.clone(),
                };
                self.child(*kind, *other, *child, &id).ok()
            }
        }
    }
}

/// What was sent, as far as it matters for taking in the answer.
#[derive(Debug)]
pub(super) struct Sent {
    pub(super) method: String,
    pub(super) address: Option<Address>,
    /// Whether it asks for something new, at the collection it will be in.
    pub(super) creates: bool,
    pub(super) collection_ttl: bool,
}

impl Sent {
    pub(super) fn new(call: &Call) -> Self {
        let address = Address::parse(&call.path).ok();
        let creates = call.method == "POST" && address.as_ref().is_some_and(Address::is_collection);
        let collection_ttl =
            matches!(&call.body, Body::Form(pairs) if pairs.iter().any(|(name, _)| name == "CollectionTtl"));
        Self { method: call.method.clone(), address, creates, collection_ttl }
    }
}

fn nobodys_sid(kind: ObjectKind) -> String {
    format!("{}{NOBODY}", sid_prefix(kind).letters())
}

pub(super) const fn sid_prefix(kind: ObjectKind) -> SidPrefix {
    match kind {
        ObjectKind::Document => SidPrefix::Document,
        ObjectKind::List => SidPrefix::List,
        ObjectKind::Map => SidPrefix::Map,
        ObjectKind::Stream => SidPrefix::Stream,
    }
}
