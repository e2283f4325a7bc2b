//! Documents, Lists, Maps and Streams.

use serde_json::{Value, json};
use syncproof_api::{Condition, ObjectKind, Parameter as P, Request, Response, Verb, profile::Limits};

use super::{
    DELETED, Naive, data, if_match, names, pages, show, ttl,
    ttl::Ttl,
    world::{Life, Object, Place},
};

impl Naive {
    pub(super) fn create_object(
        &mut self,
        request: &Request,
        service: &str,
        kind: ObjectKind,
        now: i64,
    ) -> Result<Response, Condition> {
        let service = self.world.service(request, service)?;
        let name = names::unique_name(request, &self.profile.limits)?;
        let (data, ttl) = contents(request, kind, &self.profile.limits, now)?;
        if name.is_some() && service.objects.iter().any(|object| object.kind == kind && object.name == name) {
            return Err(Condition::UniqueNameTaken);
        }
        let (sid, born) = self.sids.draw(kind.sid_prefix());
        let mut object = Object {
            kind,
            sid,
            born,
            name,
            data: data.unwrap_or_else(|| json!({})),
            life: Life::new(now),
            items: Vec::new(),
            next_index: 0,
            permissions: Vec::new(),
        };
        ttl.set(&mut object.life.expires);
        let answer = show::answer_object(201, request, &service.sid, &object);
        service.objects.push(object);
        Ok(answer)
    }

    pub(super) fn list_objects(
        &mut self,
        request: &Request,
        service: &str,
        kind: ObjectKind,
    ) -> Result<Response, Condition> {
        let service = self.world.service(request, service)?;
        let objects = service.objects.iter().filter(|object| object.kind == kind);
        let entries = objects.map(|object| (Place::number(object.born), object));
        let collection = format!("{} of {}", kind.segment(), service.sid);
        pages::page(request, &self.profile, &mut self.tokens, &collection, entries, |object| {
            show::object(request, &service.sid, object)
        })
    }

    pub(super) fn one_object(&mut self, request: &Request, verb: Verb, now: i64) -> Result<Response, Condition> {
        let (service, object) = self.world.object(request)?;
        match verb {
            Verb::Fetch => {}
            Verb::Update => {
                let (data, ttl) = contents(request, object.kind, &self.profile.limits, now)?;
                if object.kind == ObjectKind::Document {
                    if_match::check(request, object.life.revision, Condition::DocumentRevisionStale)?;
                }
                if let Some(data) = data {
                    object.data = data;
                    object.life.written(now);
                }
                ttl.set(&mut object.life.expires);
            }
            _ => {
                let sid = object.sid.clone();
                for service in &mut self.world.services {
                    service.objects.retain(|object| object.sid != sid);
                }
                return Ok(DELETED);
            }
        }
        Ok(show::answer_object(200, request, service, object))
    }
}

/// Data and expiry that a request asks for.
fn contents(request: &Request, kind: ObjectKind, limits: &Limits, now: i64) -> Result<(Option<Value>, Ttl), Condition> {
    let data = match kind {
        ObjectKind::Document => data::read(request.param(P::Data), limits.data_bytes, Condition::DocumentDataInvalid)?,
        ObjectKind::List | ObjectKind::Map | ObjectKind::Stream => None,
    };
    let ttl = match kind {
        ObjectKind::List | ObjectKind::Map => {
            ttl::read(request, P::CollectionTtl, Some(P::Ttl), limits.ttl_seconds, now)?
        }
        ObjectKind::Document | ObjectKind::Stream => ttl::read(request, P::Ttl, None, limits.ttl_seconds, now)?,
    };
    Ok((data, ttl))
}
