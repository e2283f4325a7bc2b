//! Documents, Lists, Maps and Streams.

use serde_json::{Value, json};
use syncproof_api::{Condition, ObjectKind, Parameter as P, Request, Response, Verb, profile::Limits};
use syncproof_model::Choices as _;

use super::{
    DELETED, Naive, data,
    faults::Faults,
    if_match, names, pages, show, ttl,
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
        let mut faults = Faults::default();
        let name = names::unique_name(&mut faults, request, &self.profile.limits);
        let (data, ttl) = contents(&mut faults, request, kind, &self.profile.limits, now);
        if name.is_some() && service.objects.iter().any(|object| object.kind == kind && object.name == name) {
            faults.demanded(Condition::UniqueNameTaken);
        }
        faults.verdict()?;
        self.births += 1;
        let mut object = Object {
            kind,
            sid: self.sids.sid(kind.sid_prefix()).to_string(),
            born: self.births,
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
        let path = format!("/Services/{}/{}", service.sid, kind.segment());
        pages::page(request, &self.profile, &mut self.tokens, &path, entries, |object| {
            show::object(request, &service.sid, object)
        })
    }

    pub(super) fn one_object(&mut self, request: &Request, verb: Verb, now: i64) -> Result<Response, Condition> {
        let (service, object) = self.world.object(request)?;
        match verb {
            Verb::Fetch => {}
            Verb::Update => {
                let mut faults = Faults::default();
                let (data, ttl) = contents(&mut faults, request, object.kind, &self.profile.limits, now);
                if object.kind == ObjectKind::Document {
                    let revision = object.life.revision;
                    if_match::check(&mut faults, request, revision, Condition::DocumentRevisionStale);
                }
                faults.verdict()?;
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
fn contents(
    faults: &mut Faults,
    request: &Request,
    kind: ObjectKind,
    limits: &Limits,
    now: i64,
) -> (Option<Value>, Ttl) {
    let text = request.param(P::Data).filter(|_| kind == ObjectKind::Document);
    let data = data::read(faults, text, limits.data_bytes, Condition::DocumentDataInvalid);
    let ttl = match kind {
        ObjectKind::List | ObjectKind::Map => {
            ttl::read(faults, request, P::CollectionTtl, Some(P::Ttl), limits.ttl_seconds, now)
        }
        ObjectKind::Document | ObjectKind::Stream => ttl::read(faults, request, P::Ttl, None, limits.ttl_seconds, now),
    };
    (data, ttl)
}
