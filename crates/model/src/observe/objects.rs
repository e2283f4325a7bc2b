//! Pages of Services, objects and permissions. Their order is free: what counts is that a walk shows everything, and nothing twice.

use std::{collections::BTreeSet, sync::Arc};

use serde_json::{Map as Fields, Value};
use syncproof_api::{SidPrefix, Timestamp};

use super::{
    deviation::{Deviation, Subject},
    listing::{Learnt, Listed, Page},
    walks::{ObjectsStart, Start},
    world,
};
use crate::{
    place::{ObjectAt, Place},
    render,
    state::{Flags, State},
};

/// Judges a page; gives what the tokens of the next and the previous page stand for.
pub(super) fn judge(
    page: &Page<'_>,
    place: &Place,
    starts: &[Start],
) -> Result<(Listed, Vec<Start>, Vec<Start>), Deviation> {
    let existing = Existing::of(page, place);
    let (shown, learnt) = shown(page, place)?;
    let mut starts: Vec<ObjectsStart> = starts
        .iter()
        .filter_map(|start| if let Start::Objects(start) = start { Some(start.clone()) } else { None })
        .collect();
    if page.is_first {
        let there = Arc::new(existing.certain.clone());
        starts = vec![ObjectsStart { there, seen: Arc::default(), is_known: true }];
    } else if starts.is_empty() {
        starts = vec![ObjectsStart::anywhere()];
    }
    // Nothing is said of what a walk shows after something has come or gone: pages may count entries, which moves them.
    let disturbed = |start: &&mut ObjectsStart| start.is_known && *start.there != existing.certain;
    starts.iter_mut().filter(disturbed).for_each(|start| *start = ObjectsStart::anywhere());
    let mut next = Vec::new();
    let mut first = None;
    for start in starts {
        match judge_from(page, &existing, &start, &shown) {
            Ok(()) => {
                let seen = Arc::new(start.seen.union(&shown).cloned().collect());
                next.push(Start::Objects(ObjectsStart { seen, ..start }));
            }
            Err(deviation) => {
                first.get_or_insert(deviation);
            }
        }
    }
    match first {
        Some(deviation) if next.is_empty() => Err(deviation),
        // Going back, entries may come in other portions than on the way here.
        _ => Ok((Listed { learnt, ..Listed::default() }, next, vec![Start::Objects(ObjectsStart::anywhere())])),
    }
}

/// What a collection holds, by SID or identity.
struct Existing {
    certain: BTreeSet<String>,
    /// How many may have expired, or are permissions to do nothing.
    doubtful: usize,
    /// Whether others create and delete there too.
    is_shared: bool,
}

impl Existing {
    fn of(page: &Page<'_>, place: &Place) -> Self {
        let all: Vec<(String, bool)> = match place {
            Place::Objects(service, kind) => {
                let objects = page.state.services.get(service).map(|home| home.objects(*kind).all());
                let objects = objects.into_iter().flat_map(|objects| objects.values());
                objects.map(|object| (object.sid.to_string(), world::may_be_over(&object.life, page.now))).collect()
            }
            Place::Permissions(at) => {
                let permissions = page.state.object(*at).into_iter().flat_map(|object| &object.permissions);
                permissions.map(|(identity, flags)| (identity.clone(), *flags == Flags::default())).collect()
            }
            _ => {
                let own = page.state.services.values().filter(|service| service.account == page.request.account);
                own.map(|service| (service.sid.to_string(), false)).collect()
            }
        };
        let doubtful = all.iter().filter(|(_, is_doubtful)| *is_doubtful).count();
        let certain = all.into_iter().filter(|(_, is_doubtful)| !is_doubtful).map(|(sid, _)| sid).collect();
        Self { certain, doubtful, is_shared: *place == Place::Services }
    }
}

fn judge_from(
    page: &Page<'_>,
    existing: &Existing,
    start: &ObjectsStart,
    shown: &BTreeSet<String>,
) -> Result<(), Deviation> {
    let entries = page.entries.len();
    let wrong = |expected: String, actual: String| Err(Deviation::new(Subject::Entries, expected, actual));
    if entries > page.sizes.most {
        return wrong(format!("at most {}", page.sizes.most), entries.to_string());
    }
    if !start.is_known {
        return Ok(());
    }
    if let Some(again) = start.seen.intersection(shown).next() {
        return wrong("none that an earlier page showed".to_owned(), again.clone());
    }
    if page.leads_on {
        // What has expired may have been counted in and then left out.
        let is_full = existing.is_shared || entries + existing.doubtful >= page.sizes.least;
        return if is_full {
            Ok(())
        } else {
            wrong(format!("{}, as a page follows", page.sizes.least), entries.to_string())
        };
    }
    let missing =
        |sid: &&String| existing.certain.contains(*sid) && !start.seen.contains(*sid) && !shown.contains(*sid);
    match start.there.iter().find(missing) {
        Some(sid) => wrong(format!("{sid}, as no page follows"), format!("{entries} others")),
        None => Ok(()),
    }
}

/// Compares every entry with what it shows, and gives the SIDs or identities; what belongs to others is passed over.
fn shown(page: &Page<'_>, place: &Place) -> Result<(BTreeSet<String>, Vec<Learnt>), Deviation> {
    let mut shown = BTreeSet::new();
    let mut learnt = Vec::new();
    let name = if matches!(place, Place::Permissions(_)) { "identity" } else { "sid" };
    for (at, entry) in page.entries.iter().enumerate() {
        let sid = entry.get(name).and_then(Value::as_str).unwrap_or_default();
        if !shown.insert(sid.to_owned()) {
            return Err(Deviation::new(Subject::Entries, "no entry twice", sid).in_entry(at));
        }
        match find(page, place, sid) {
            Found::Nothing => {
                return Err(Deviation::field(name, "one of the collection", entry.get(name)).in_entry(at));
            }
            Found::Foreign => {}
            Found::Own { expected, unknown } => {
                page.comparison.entry(&expected, entry).map_err(|deviation| deviation.in_entry(at))?;
                learnt.extend(unknown.map(|place| Learnt::new(place, entry)));
            }
        }
    }
    Ok((shown, learnt))
}

enum Found {
    Own {
        expected: Value,
        /// The place, if its revision or date is not known.
        unknown: Option<Place>,
    },
    /// Somebody else's Service.
    Foreign,
    Nothing,
}

fn find(page: &Page<'_>, place: &Place, sid: &str) -> Found {
    let state = page.state;
    let at = match place {
        Place::Objects(service, kind) => {
            // A unique name is no SID, though both lead to the object.
            let home = state.services.get(service).filter(|_| kind.sid_prefix().matches(sid));
            let object = home.and_then(|home| home.objects(*kind).find(sid));
            object.map(|object| Place::Object(ObjectAt { service: *service, kind: *kind, object }))
        }
        // One that is not there may be listed as one to do nothing.
        Place::Permissions(at) => Some(Place::Permission(*at, sid.to_owned())).filter(|_| !sid.is_empty()),
        _ => return find_service(page, sid),
    };
    match at.and_then(|at| Some((fetched(page, &at)?, at))) {
        Some(((expected, unknown), at)) => Found::Own { expected, unknown: unknown.then_some(at) },
        None => Found::Nothing,
    }
}

fn find_service(page: &Page<'_>, sid: &str) -> Found {
    match page.state.find(sid).and_then(|number| page.state.services.get(&number)) {
        Some(service) if service.account == page.request.account => {
            Found::Own { expected: render::service(service, &page.request.base), unknown: None }
        }
        None if SidPrefix::Service.matches(sid) => Found::Foreign,
        _ => Found::Nothing,
    }
}

fn fetched(page: &Page<'_>, at: &Place) -> Option<(Value, bool)> {
    expected(page.state, &page.request.base, at, page.now)
}

/// The representation of what is at a place, revision and date null if they are not known; and whether that is so.
pub(super) fn expected(state: &State, base: &str, place: &Place, now: Timestamp) -> Option<(Value, bool)> {
    let mut body = render::answer(state, base, place, 200).body.filter(Value::is_object)?;
    let Some(life) = world::life(state, place) else { return Some((body, false)) };
    let has_moved = match place {
        Place::Object(at) => world::may_have_moved(state.object(*at)?, now),
        _ => false,
    };
    if let Some(fields) = body.as_object_mut().filter(|_| has_moved) {
        forget(fields);
    }
    Some((body, has_moved || life.revision.is_none() || life.updated.is_none()))
}

fn forget(fields: &mut Fields<String, Value>) {
    for name in ["revision", "date_updated"] {
        // Fields that are documented for the thing are there.
        if let Some(value) = fields.get_mut(name) {
            *value = Value::Null;
        }
    }
}
