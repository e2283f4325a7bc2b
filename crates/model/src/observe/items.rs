//! Pages of List Items and Map Items, which have an order: a page is exactly what comes next.

use std::cmp::Ordering;

use serde_json::Value;
use syncproof_api::Resource;

use super::{
    collation::Collation,
    compare,
    deviation::{Deviation, Subject},
    listing::{Listed, Page},
    walks::{Edge, ItemsStart, Start},
    world,
};
use crate::{
    page::Order,
    place::ObjectAt,
    render,
    state::{Item, ItemId, Items},
};

/// Judges a page; gives what the tokens of the next and the previous page stand for.
pub(super) fn judge(
    page: &Page<'_>,
    at: ObjectAt,
    starts: &[Start],
) -> Result<(Listed, Vec<Start>, Vec<Start>), Deviation> {
    representations(page, at)?;
    let (mut next, mut previous, mut first) = (Vec::new(), Vec::new(), None);
    for start in possible_starts(page, starts) {
        for collation in collations(page, at, &start) {
            match Listing::of(page, at, &start, *collation).judge(page, &start) {
                Ok(()) => {
                    let (after, before) = neighbours(page, at, &start, *collation);
                    next.push(Start::Items(after));
                    previous.extend(before.into_iter().map(Start::Items));
                }
                Err(deviation) => {
                    first.get_or_insert(deviation);
                }
            }
        }
    }
    match first {
        Some(deviation) if next.is_empty() => Err(deviation),
        _ => Ok((Listed::default(), next, previous)),
    }
}

/// Where the page may start. A request with a token may still bring its own order and `From`; which of the two counts is not said.
fn possible_starts(page: &Page<'_>, bound: &[Start]) -> Vec<ItemsStart> {
    let own = |edge| ItemsStart { order: page.query.order, from: page.query.from.clone(), edge, previous: None };
    if page.is_first {
        return vec![own(if page.query.starts_anywhere { Edge::Anywhere } else { Edge::First })];
    }
    let mut starts = Vec::new();
    for start in bound {
        let Start::Items(start) = start else { continue };
        for order in [start.order, page.query.order] {
            for from in [&start.from, &page.query.from] {
                let start = ItemsStart { order, from: from.clone(), ..start.clone() };
                if !starts.contains(&start) {
                    starts.push(start);
                }
            }
        }
    }
    if starts.is_empty() {
        starts.push(own(Edge::Anywhere));
    }
    starts
}

/// Compares every entry with the item that it shows.
fn representations(page: &Page<'_>, at: ObjectAt) -> Result<(), Deviation> {
    let home = page.state.services.get(&at.service);
    let parent = home.and_then(|home| home.objects(at.kind).get(at.object));
    let (field, wanted) = match page.comparison.resource {
        Resource::ListItem => ("index", "an index of the list"),
        _ => ("key", "a key of the map"),
    };
    for (number, entry) in page.entries.iter().enumerate() {
        let item = id_of(page, entry).zip(parent).and_then(|(id, parent)| Some((parent.items()?.get(&id)?, id)));
        let (Some(home), Some(parent), Some((item, id))) = (home, parent, item) else {
            return Err(Deviation::field(field, wanted, entry.get(field)).in_entry(number));
        };
        let expected = render::item(home, parent, &id, item, &page.request.base);
        page.comparison.entry(&expected, entry).map_err(|deviation| deviation.in_entry(number))?;
    }
    Ok(())
}

/// What an entry says it is.
fn id_of(page: &Page<'_>, entry: &serde_json::Map<String, Value>) -> Option<ItemId> {
    match page.comparison.resource {
        Resource::ListItem => entry.get("index").and_then(compare::natural).map(ItemId::Index),
        _ => entry.get("key").and_then(Value::as_str).map(|key| ItemId::Key(key.to_owned())),
    }
}

/// An item in words.
fn name(id: &ItemId) -> String {
    match id {
        ItemId::Index(index) => index.to_string(),
        ItemId::Key(key) => format!("\"{key}\""),
    }
}

fn collations(page: &Page<'_>, at: ObjectAt, start: &ItemsStart) -> &'static [Collation] {
    let ids = items(page, at).map(|(id, _)| id);
    Collation::of(ids.chain(start.from.as_ref().map(|(id, _)| id)))
}

fn items<'a>(page: &Page<'a>, at: ObjectAt) -> impl Iterator<Item = (&'a ItemId, &'a Item)> + use<'a> {
    page.state.object(at).and_then(|parent| parent.items()).into_iter().flat_map(Items::all)
}

/// An item that a listing may or has to show.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    id: &'a ItemId,
    is_optional: bool,
}

/// The items of a listing around a page, in the order that they are to be met: away from where the page starts.
struct Listing<'a> {
    /// From the start of the page on.
    ahead: Vec<Candidate<'a>>,
    /// Whether the page is filled backwards, from its end.
    is_backwards: bool,
    /// Items beyond the end of a page that is filled backwards.
    beyond: Vec<Candidate<'a>>,
}

impl<'a> Listing<'a> {
    fn of(page: &Page<'a>, at: ObjectAt, start: &ItemsStart, collation: Collation) -> Self {
        let compare = |a: &ItemId, b: &ItemId| collation.compare(start.order, a, b);
        let in_window = |id: &ItemId| match &start.from {
            None => true,
            Some((from, true)) => compare(id, from).is_ge(),
            Some((from, false)) => compare(id, from).is_gt(),
        };
        let gap = |id: &ItemId| match &start.edge {
            Edge::After { next: Some(next), .. } => compare(id, next).is_lt(),
            _ => false,
        };
        let mut all: Vec<Candidate<'a>> = items(page, at)
            .filter(|(id, _)| in_window(id))
            .map(|(id, item)| Candidate { id, is_optional: world::may_be_over(&item.life, page.now) || gap(id) })
            .collect();
        all.sort_by(|a, b| compare(a.id, b.id));
        let behind = |id: &ItemId| match &start.edge {
            Edge::First | Edge::Anywhere => false,
            Edge::After { item: edge, .. } | Edge::UpTo(edge) => compare(id, edge).is_le(),
            Edge::From(edge) | Edge::Before(edge) => compare(id, edge).is_lt(),
        };
        let split = all.partition_point(|candidate| behind(candidate.id));
        let after = all.split_off(split);
        if matches!(start.edge, Edge::Before(_) | Edge::UpTo(_)) {
            all.reverse();
            Self { ahead: all, is_backwards: true, beyond: after }
        } else {
            Self { ahead: after, is_backwards: false, beyond: Vec::new() }
        }
    }

    /// Whether the page is what comes next.
    fn judge(&self, page: &Page<'_>, start: &ItemsStart) -> Result<(), Deviation> {
        let mut shown: Vec<ItemId> = page.entries.iter().filter_map(|entry| id_of(page, entry)).collect();
        if self.is_backwards {
            shown.reverse();
        }
        let wrong = |expected: String, actual: String| Err(Deviation::new(Subject::Entries, expected, actual));
        if shown.len() > page.sizes.most {
            return wrong(format!("at most {}", page.sizes.most), shown.len().to_string());
        }
        let mut rest = self.ahead.as_slice();
        if start.edge == Edge::Anywhere {
            let first = rest.iter().position(|candidate| Some(candidate.id) == shown.first());
            rest = &rest[first.unwrap_or(if shown.is_empty() { rest.len() } else { 0 })..];
        }
        // Entries that have expired may be left out, and may have been counted in nevertheless.
        let mut left_out = 0;
        for id in &shown {
            let skipped = rest.iter().take_while(|candidate| candidate.is_optional && candidate.id != id).count();
            match rest.get(skipped) {
                Some(candidate) if candidate.id == id => {}
                other => {
                    return wrong(other.map_or_else(|| "no more".to_owned(), |candidate| name(candidate.id)), name(id));
                }
            }
            left_out += skipped;
            rest = &rest[skipped + 1..];
        }
        left_out += rest.iter().take_while(|candidate| candidate.is_optional).count();
        let follows = rest.iter().find(|candidate| !candidate.is_optional);
        let is_full = shown.len() + left_out >= page.sizes.least;
        if let Some(follows) = follows.filter(|_| !is_full && start.edge != Edge::Anywhere) {
            return wrong(
                format!("{} or more, {} being next", page.sizes.least, name(follows.id)),
                shown.len().to_string(),
            );
        }
        self.judge_next_link(page, start, follows, is_full)
    }

    /// There is a next page if anything follows. After a full page there may be one that is empty.
    fn judge_next_link(
        &self,
        page: &Page<'_>,
        start: &ItemsStart,
        follows: Option<&Candidate<'_>>,
        is_full: bool,
    ) -> Result<(), Deviation> {
        let follows =
            if self.is_backwards { self.beyond.iter().find(|candidate| !candidate.is_optional) } else { follows };
        let wrong =
            |expected: String, actual: &str| Err(Deviation::new(Subject::Meta("next_page_url"), expected, actual));
        match follows {
            Some(candidate) if !page.leads_on => wrong(format!("a URL, for {} follows", name(candidate.id)), "null"),
            None if page.leads_on && !is_full && !self.is_backwards && start.edge != Edge::Anywhere => {
                wrong("null, for nothing follows".to_owned(), "a URL")
            }
            _ => Ok(()),
        }
    }
}

/// What the tokens beside a page stand for: the next page, and what the previous one may be. A target may have noted where the page ends or
/// where the one before started.
fn neighbours(
    page: &Page<'_>,
    at: ObjectAt,
    start: &ItemsStart,
    collation: Collation,
) -> (ItemsStart, Vec<ItemsStart>) {
    let beside = |edge, previous| ItemsStart { edge, previous, ..start.clone() };
    let first = page.entries.first().and_then(|entry| id_of(page, entry));
    let last = page.entries.last().and_then(|entry| id_of(page, entry));
    let next = match (last, &start.edge) {
        (Some(item), _) => {
            let next = next_certain(page, at, start.order, collation, &item);
            Edge::After { item, next }
        }
        (None, Edge::Before(item)) => Edge::From(item.clone()),
        (None, Edge::UpTo(item)) => Edge::After { item: item.clone(), next: None },
        (None, edge) => edge.clone(),
    };
    let previous = match (first, &start.edge) {
        (Some(item), _) => Some(Edge::Before(item)),
        (None, Edge::After { item, .. }) => Some(Edge::UpTo(item.clone())),
        (None, Edge::From(item)) => Some(Edge::Before(item.clone())),
        (None, _) => None,
    };
    let known = previous.into_iter().chain(start.previous.clone());
    let mut previous: Vec<ItemsStart> = known.map(|edge| beside(edge, None)).collect();
    if previous.is_empty() {
        previous.push(beside(Edge::Anywhere, None));
    }
    (beside(next, Some(start.edge.clone())), previous)
}

/// The first item after this one that is certainly there.
fn next_certain(page: &Page<'_>, at: ObjectAt, order: Order, collation: Collation, item: &ItemId) -> Option<ItemId> {
    let certain = items(page, at).filter(|(_, item)| !world::may_be_over(&item.life, page.now));
    let after = certain.map(|(id, _)| id).filter(|id| collation.compare(order, id, item) == Ordering::Greater);
    after.min_by(|a, b| collation.compare(order, a, b)).cloned()
}
