//! Items of Lists and Maps.

use syncproof_api::{Address, Condition, ObjectKind, Parameter as P, Request, Response, Verb, profile::Limits};

use super::{
    DELETED, Naive, data,
    faults::Faults,
    if_match, names,
    numbers::index,
    pages, show, ttl,
    ttl::Ttl,
    world::{Item, Life, Place},
};

/// What Lists and Maps say differently.
struct Words {
    missing: Condition,
    invalid_data: Condition,
    stale: Condition,
}

const fn words(kind: ObjectKind) -> Words {
    match kind {
        ObjectKind::List => Words {
            missing: Condition::ListItemNotFound,
            invalid_data: Condition::ListItemDataInvalid,
            stale: Condition::ListItemRevisionStale,
        },
        _ => Words {
            missing: Condition::MapItemNotFound,
            invalid_data: Condition::MapItemDataInvalid,
            stale: Condition::MapItemRevisionStale,
        },
    }
}

impl Naive {
    pub(super) fn create_item(&mut self, request: &Request, now: i64) -> Result<Response, Condition> {
        let (service, parent) = self.world.object(request)?;
        let mut faults = Faults::default();
        let limits = &self.profile.limits;
        let place = match parent.kind {
            ObjectKind::Map => Place::text(&names::key(&mut faults, request, limits)),
            _ => Place::number(parent.next_index),
        };
        let (text, invalid) = (request.param(P::Data), words(parent.kind).invalid_data);
        let data = data::required(&mut faults, text, limits.data_bytes, invalid);
        let (own, around) = times(&mut faults, request, limits, now);
        if parent.items.iter().any(|item| item.place == place) {
            faults.demanded(Condition::KeyTaken);
        }
        faults.verdict()?;
        let mut item = Item { place, data: data.unwrap_or_default(), life: Life::new(now) };
        own.set(&mut item.life.expires);
        around.set(&mut parent.life.expires);
        parent.life.written(now);
        parent.next_index += 1;
        let answer = show::answer_item(201, request, service, parent, &item);
        parent.items.push(item);
        Ok(answer)
    }

    pub(super) fn list_items(&mut self, request: &Request) -> Result<Response, Condition> {
        let (service, parent) = self.world.object(request)?;
        let entries = parent.items.iter().map(|item| (item.place.clone(), item));
        let path = format!("/Services/{service}/{}/{}/Items", parent.kind.segment(), parent.sid);
        pages::page(request, &self.profile, &mut self.tokens, &path, entries, |item| {
            show::item(request, service, parent, item)
        })
    }

    pub(super) fn one_item(&mut self, request: &Request, verb: Verb, now: i64) -> Result<Response, Condition> {
        let Address::Child { kind, id, .. } = &request.address else { return Err(Condition::RouteNotFound) };
        let Words { missing, invalid_data, stale } = words(*kind);
        let (service, parent) = self.world.object(request)?;
        let place = match kind {
            ObjectKind::List => Place::number(index(id).ok_or(Condition::InvalidListIndex)?),
            _ => Place::text(id),
        };
        let at = parent.items.iter().position(|item| item.place == place).ok_or(missing)?;
        let revision = parent.items[at].life.revision;
        let mut faults = Faults::default();
        match verb {
            Verb::Fetch => {}
            Verb::Update => {
                let limits = &self.profile.limits;
                let data = data::read(&mut faults, request.param(P::Data), limits.data_bytes, invalid_data);
                let (own, around) = times(&mut faults, request, limits, now);
                if around != Ttl::Kept && own == Ttl::Kept && data.is_none() {
                    faults.open(Condition::InvalidParameter);
                }
                if_match::check(&mut faults, request, revision, stale);
                faults.verdict()?;
                let item = &mut parent.items[at];
                if let Some(data) = data {
                    item.data = data;
                    item.life.written(now);
                    parent.life.written(now);
                }
                own.set(&mut item.life.expires);
                around.set(&mut parent.life.expires);
            }
            _ => {
                if_match::check(&mut faults, request, revision, stale);
                faults.verdict()?;
                parent.items.remove(at);
                parent.life.written(now);
                return Ok(DELETED);
            }
        }
        Ok(show::answer_item(200, request, service, parent, &parent.items[at]))
    }
}

/// What becomes of the expiry of the item, and of that of the List or Map around it.
fn times(faults: &mut Faults, request: &Request, limits: &Limits, now: i64) -> (Ttl, Ttl) {
    let own = ttl::read(faults, request, P::ItemTtl, Some(P::Ttl), limits.ttl_seconds, now);
    (own, ttl::read(faults, request, P::CollectionTtl, None, limits.ttl_seconds, now))
}
