//! Pages of Map Items, which have an order: a page is exactly what comes next.

use std::cmp::Ordering;

use serde_json::Value;

use super::{
    collation::Collation,
    deviation::{Deviation, Subject},
    listing::{Listed, Page},
    walks::{Edge, ItemsStart, Start},
    world,
};
use crate::{page::Order, plan::ObjectAt, render, state::Item};

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
        return vec![own(Edge::First)];
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
    let map = home.and_then(|home| home.maps.by_number.get(&at.object));
    for (number, entry) in page.entries.iter().enumerate() {
        let item = key_of(entry).zip(map).and_then(|(key, map)| map.content.get_key_value(key));
        let (Some(home), Some(map), Some((key, item))) = (home, map, item) else {
            return Err(Deviation::field("key", "a key of the map", entry.get("key")).in_entry(number));
        };
        let expected = render::item(home, map, key, item, &page.request.base);
        page.comparison.entry(&expected, entry).map_err(|deviation| deviation.in_entry(number))?;
    }
    Ok(())
}

fn key_of(entry: &serde_json::Map<String, Value>) -> Option<&str> {
    entry.get("key").and_then(Value::as_str)
}

fn collations(page: &Page<'_>, at: ObjectAt, start: &ItemsStart) -> &'static [Collation] {
    let keys = keys(page, at).map(|(key, _)| key.as_str());
    Collation::of(keys.chain(start.from.as_ref().map(|(key, _)| key.as_str())))
}

fn keys<'a>(page: &Page<'a>, at: ObjectAt) -> impl Iterator<Item = (&'a String, &'a Item)> + use<'a> {
    let home = page.state.services.get(&at.service);
    home.and_then(|home| home.maps.by_number.get(&at.object)).into_iter().flat_map(|map| &map.content)
}

/// An item that a listing may or has to show.
#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    key: &'a str,
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
        let compare = |a: &str, b: &str| collation.compare(start.order, a, b);
        let in_window = |key: &str| match &start.from {
            None => true,
            Some((from, true)) => compare(key, from).is_ge(),
            Some((from, false)) => compare(key, from).is_gt(),
        };
        let gap = |key: &str| match &start.edge {
            Edge::After { next: Some(next), .. } => compare(key, next).is_lt(),
            _ => false,
        };
        let mut all: Vec<Candidate<'a>> = keys(page, at)
            .filter(|(key, _)| in_window(key))
            .map(|(key, item)| Candidate { key, is_optional: world::may_be_over(&item.life, page.now) || gap(key) })
            .collect();
        all.sort_by(|a, b| compare(a.key, b.key));
        let behind = |key: &str| match &start.edge {
            Edge::First | Edge::Anywhere => false,
            Edge::After { key: edge, .. } | Edge::UpTo(edge) => compare(key, edge).is_le(),
            Edge::From(edge) | Edge::Before(edge) => compare(key, edge).is_lt(),
        };
        let split = all.partition_point(|candidate| behind(candidate.key));
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
        let mut keys: Vec<&str> = page.entries.iter().filter_map(|entry| key_of(entry)).collect();
        if self.is_backwards {
            keys.reverse();
        }
        let wrong = |expected: String, actual: String| Err(Deviation::new(Subject::Entries, expected, actual));
        if keys.len() > page.sizes.most {
            return wrong(format!("at most {}", page.sizes.most), keys.len().to_string());
        }
        let mut rest = self.ahead.as_slice();
        if start.edge == Edge::Anywhere {
            let first = rest.iter().position(|candidate| Some(&candidate.key) == keys.first());
            rest = &rest[first.unwrap_or(if keys.is_empty() { rest.len() } else { 0 })..];
        }
        // Entries that have expired may be left out, and may have been counted in nevertheless.
        let mut left_out = 0;
        for key in &keys {
            let skipped = rest.iter().take_while(|candidate| candidate.is_optional && candidate.key != *key).count();
            match rest.get(skipped) {
                Some(candidate) if candidate.key == *key => {}
                other => {
                    let expected =
                        other.map_or_else(|| "no more".to_owned(), |candidate| format!("\"{}\"", candidate.key));
                    return wrong(expected, format!("\"{key}\""));
                }
            }
            left_out += skipped;
            rest = &rest[skipped + 1..];
        }
        left_out += rest.iter().take_while(|candidate| candidate.is_optional).count();
        let follows = rest.iter().find(|candidate| !candidate.is_optional);
        let is_full = keys.len() + left_out >= page.sizes.least;
        if let Some(follows) = follows.filter(|_| !is_full && start.edge != Edge::Anywhere) {
            return wrong(
                format!("{} or more, \"{}\" being next", page.sizes.least, follows.key),
                keys.len().to_string(),
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
            Some(candidate) if !page.leads_on => wrong(format!("a URL, for \"{}\" follows", candidate.key), "null"),
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
    let first = page.entries.first().and_then(|entry| key_of(entry)).map(str::to_owned);
    let last = page.entries.last().and_then(|entry| key_of(entry)).map(str::to_owned);
    let next = match (last, &start.edge) {
        (Some(key), _) => {
            let next = next_certain(page, at, start.order, collation, &key);
            Edge::After { key, next }
        }
        (None, Edge::Before(key)) => Edge::From(key.clone()),
        (None, Edge::UpTo(key)) => Edge::After { key: key.clone(), next: None },
        (None, edge) => edge.clone(),
    };
    let previous = match (first, &start.edge) {
        (Some(key), _) => Some(Edge::Before(key)),
        (None, Edge::After { key, .. }) => Some(Edge::UpTo(key.clone())),
        (None, Edge::From(key)) => Some(Edge::Before(key.clone())),
        (None, _) => None,
    };
    let known = previous.into_iter().chain(start.previous.clone());
    let mut previous: Vec<ItemsStart> = known.map(|edge| beside(edge, None)).collect();
    if previous.is_empty() {
        previous.push(beside(Edge::Anywhere, None));
    }
    (beside(next, Some(start.edge.clone())), previous)
}

/// The first item after `key` that is certainly there.
fn next_certain(page: &Page<'_>, at: ObjectAt, order: Order, collation: Collation, key: &str) -> Option<String> {
    let certain = keys(page, at).filter(|(_, item)| !world::may_be_over(&item.life, page.now));
    let after = certain.map(|(key, _)| key).filter(|other| collation.compare(order, other, key) == Ordering::Greater);
    after.min_by(|a, b| collation.compare(order, a, b)).cloned()
}
