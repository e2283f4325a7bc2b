//! What must be stored: each check fetches again, so that it sees what is stored and not what was answered.

use serde_json::Value;
use syncproof_api::{Address, ChildKind, Condition, ObjectKind, fields, json};
use syncproof_harness::{
    exchange::Exchange,
    session::Call,
    verdict::{Deviation, Failure},
};

use super::{Scene, answer::status_and_code, things::Thing};
use crate::{
    cell::Cell,
    params::{Label, Missing, ObjectRef, Outcome, Way},
};

impl Scene {
    /// Fetches an object and gives its representation. A check only looks: what the scenario knows of its objects, and what its last
    /// request was, stay as they are.
    pub(super) async fn look(&mut self, object: &ObjectRef) -> Result<Value, Failure> {
        let (last, things) = (self.last.clone(), self.things.clone());
        self.fetch(object, Way::PLAIN).await?;
        self.things = things;
        if self.answer()?.status != 200 {
            return self.deviates("status 200: the object is there", status_and_code(self.answer()?));
        }
        self.succeeded(Outcome::Returned)?;
        if last.is_some() {
            self.last = last;
        }
        Ok(self.answer()?.json.clone().unwrap_or(Value::Null))
    }

    /// `{object} exists`
    pub(crate) async fn exists(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        self.look(object).await.map(|_| ())
    }

    /// `{object} does not exist`
    pub(crate) async fn does_not_exist(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        self.fetch(object, Way::PLAIN).await?;
        self.is_not_found(object)
    }

    /// Whether the last answer says that this object is not found.
    pub(super) fn is_not_found(&self, object: &ObjectRef) -> Result<(), Failure> {
        let mut conditions = match (object, self.label(object)?) {
            (_, Some(Label::Service { .. })) | (ObjectRef::Missing(Missing::Service), _) => {
                vec![Condition::ServiceNotFound]
            }
            (_, Some(Label::Object { kind, .. })) => vec![not_found(kind)],
            (ObjectRef::Missing(Missing::Object(kind) | Missing::Named(kind)), _) => vec![not_found(*kind)],
            (ObjectRef::Missing(Missing::OfService(kind)), _) => vec![Condition::ServiceNotFound, not_found(*kind)],
            // What is in an object goes with it; which of the two is said to be missing is free.
            (_, Some(Label::Child { kind, child, .. })) => vec![child_not_found(kind, child), not_found(kind)],
            (ObjectRef::Missing(Missing::OfObject(kind, child, _)), _) => {
                vec![child_not_found(*kind, *child), not_found(*kind)]
            }
            (ObjectRef::Missing(Missing::DeepOfService(kind, child)), _) => {
                vec![child_not_found(*kind, *child), not_found(*kind), Condition::ServiceNotFound]
            }
            (ObjectRef::Missing(Missing::Item(kind)), _) => vec![child_not_found(*kind, ChildKind::Item)],
            (ObjectRef::Missing(Missing::ItemAt(_)), _) => {
                vec![Condition::ListItemNotFound, Condition::InvalidListIndex]
            }
            (ObjectRef::Known(_) | ObjectRef::Last(_), None) => return Ok(()),
        };
        if self.is_in_deleted_service(object)? {
            conditions.push(Condition::ServiceNotFound);
        }
        self.refused_as(&conditions)
    }

    /// Whether the scenario has deleted the Service of an object: then it is as right to say that the Service is missing.
    fn is_in_deleted_service(&self, object: &ObjectRef) -> Result<bool, Failure> {
        let thing = self.label(object)?.and_then(|label| self.things.get(&label));
        let Some(Address::Object { service, .. } | Address::Child { service, .. }) = thing.map(|thing| &thing.address)
        else {
            return Ok(false);
        };
        let path = Address::Service { service: service.clone() }.path();
        let deletes = |exchange: &Exchange| exchange.method == "DELETE" && exchange.answer.status == 204;
        Ok(self.transcript().iter().any(|exchange| deletes(exchange) && exchange.url.ends_with(&path)))
    }

    /// `{object} is unchanged`: every documented field is as it was last seen.
    pub(crate) async fn is_unchanged(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        let before = self.remembered(object)?;
        let now = self.look(object).await?;
        Self::check_same(&before, &now, &format!("what is stored: {}", self.subject()))
    }

    /// Whether a representation has every documented field as it was last seen.
    pub(super) fn check_same(before: &Thing, now: &Value, subject: &str) -> Result<(), Failure> {
        let may_move = |field: &str| {
            (before.child_written && matches!(field, "revision" | "date_updated"))
                || (before.expiry_moved && field == "date_expires")
        };
        let documented = fields::of(before.address.resource()).iter().filter(|field| !may_move(field));
        let differs = |field: &&&str| match (before.body.get(**field), now.get(**field)) {
            (Some(before), Some(now)) => !json::equal(before, now),
            (before, now) => before.is_some() != now.is_some(),
        };
        let changed: Vec<&str> = documented.filter(differs).copied().collect();
        if changed.is_empty() {
            return Ok(());
        }
        let pick = |body: &Value| {
            Value::Object(changed.iter().filter_map(|f| Some(((*f).to_owned(), body.get(f)?.clone()))).collect())
        };
        Err(Failure::Deviation(Deviation {
            subject: subject.to_owned(),
            expected: "the object as it was last seen".to_owned(),
            actual: format!("another {}", changed.join(", ")),
            diff: Some(Box::new((pick(&before.body), pick(now)))),
        }))
    }

    /// `the "field" of {object} is …`
    pub(crate) async fn stored_field_is(
        &mut self,
        field: &str,
        object: &ObjectRef,
        expected: &str,
    ) -> Result<(), Failure> {
        let body = self.look(object).await?;
        self.check_field(&body, field, expected, &self.subject())
    }

    /// `the revision of {object} has not changed`, `{object} keeps its expiry`
    pub(crate) async fn keeps(&mut self, object: &ObjectRef, field: &str) -> Result<(), Failure> {
        let before = self.remembered(object)?.body.get(field).cloned();
        let Some(before) = before else { return self.was_not_shown(field) };
        self.stored_field_is(field, object, &before.to_string()).await
    }

    /// `{permission} grants nothing`: it is not found, or all of its flags are false; the documents tell both of one that was deleted.
    pub(crate) async fn grants_nothing(&mut self, object: &ObjectRef) -> Result<(), Failure> {
        let (last, things) = (self.last.clone(), self.things.clone());
        self.fetch(object, Way::PLAIN).await?;
        self.things = things;
        if self.answer()?.status == 200 {
            for flag in ["read", "write", "manage"] {
                self.field_is(flag, "false")?;
            }
        } else {
            self.is_not_found(object)?;
        }
        if last.is_some() {
            self.last = last;
        }
        Ok(())
    }

    /// The object as it was before the last request about it, or else as it was last seen.
    fn remembered(&self, object: &ObjectRef) -> Result<Thing, Failure> {
        let label =
            self.label(object)?.ok_or_else(|| Failure::Mistake("a missing object was never seen".to_owned()))?;
        let before =
            self.last.as_ref().filter(|last| last.label.as_ref() == Some(&label)).and_then(|last| last.before.clone());
        before.map_or_else(|| self.thing(&label).cloned(), Ok)
    }

    /// `no Document is named "x"`
    pub(crate) async fn nothing_is_named(&mut self, kind: ObjectKind, name: &str) -> Result<(), Failure> {
        let object = self.real_name(&Cell::Text(name.to_owned()));
        let address = Address::Object { service: self.home.service.clone(), kind, object };
        self.ask(Call::to("GET", &address), None, None).await?;
        self.refused_as(&[not_found(kind)])
    }
}

const fn not_found(kind: ObjectKind) -> Condition {
    match kind {
        ObjectKind::Document => Condition::DocumentNotFound,
        ObjectKind::List => Condition::ListNotFound,
        ObjectKind::Map => Condition::MapNotFound,
        ObjectKind::Stream => Condition::StreamNotFound,
    }
}

const fn child_not_found(kind: ObjectKind, child: ChildKind) -> Condition {
    match (kind, child) {
        (ObjectKind::List, ChildKind::Item) => Condition::ListItemNotFound,
        (_, ChildKind::Item) => Condition::MapItemNotFound,
        (_, ChildKind::Permission) => Condition::PermissionNotFound,
        (_, ChildKind::Message) => Condition::StreamNotFound,
    }
}
