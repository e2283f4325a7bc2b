//! Items of Lists and Maps.

use syncproof_api::{Address, Condition, ObjectKind, Parameter as P, Request, Response, Verb};

use super::{
    DELETED, Naive, data, if_match, names,
    numbers::plain,
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
        let limits = &self.profile.limits;
        let (service, parent) = self.world.object(request)?;
        let key = match parent.kind {
            ObjectKind::Map => Some(names::key(request, limits)?),
            _ => None,
        };
        let data = data::required(request.param(P::Data), limits.data_bytes, words(parent.kind).invalid_data)?;
        let own = ttl::read(request, P::ItemTtl, Some(P::Ttl), limits.ttl_seconds, now)?;
        let around = ttl::read(request, P::CollectionTtl, None, limits.ttl_seconds, now)?;
        let place = key.as_deref().map_or(Place::number(parent.next_index), Place::text);
        if parent.items.iter().any(|item| item.place == place) {
            return Err(Condition::KeyTaken);
        }
        let mut item = Item { place, data, life: Life::new(now) };
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
        let collection = format!("items of {}", parent.sid);
        pages::page(request, &self.profile, &mut self.tokens, &collection, entries, |item| {
            show::item(request, service, parent, item)
        })
    }

    pub(super) fn one_item(&mut self, request: &Request, verb: Verb, now: i64) -> Result<Response, Condition> {
        let limits = &self.profile.limits;
        let Address::Child { kind, id, .. } = &request.address else { return Err(Condition::RouteNotFound) };
        let Words { missing, invalid_data, stale } = words(*kind);
        let (service, parent) = self.world.object(request)?;
        let place = match kind {
            ObjectKind::List => Place::number(plain(id).ok_or(Condition::InvalidListIndex)?),
            _ => Place::text(id),
        };
        let at = parent.items.iter().position(|item| item.place == place).ok_or(missing)?;
        let revision = parent.items[at].life.revision;
        match verb {
            Verb::Fetch => {}
            Verb::Update => {
                let data = data::read(request.param(P::Data), limits.data_bytes, invalid_data)?;
                let own = ttl::read(request, P::ItemTtl, Some(P::Ttl), limits.ttl_seconds, now)?;
                let around = ttl::read(request, P::CollectionTtl, None, limits.ttl_seconds, now)?;
                if around != Ttl::Kept && own == Ttl::Kept && data.is_none() {
                    return Err(Condition::InvalidParameter);
                }
                if_match::check(request, revision, stale)?;
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
                if_match::check(request, revision, stale)?;
                parent.items.remove(at);
                parent.life.written(now);
                return Ok(DELETED);
            }
        }
        Ok(show::answer_item(200, request, service, parent, &parent.items[at]))
    }
}
