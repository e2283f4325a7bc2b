//! Judging a listing: the envelope, and which entries a page may hold.

use serde_json::{Map as Fields, Value};
use syncproof_api::{Parameter, Profile, Request, Response, Timestamp, fields, form};

use super::{
    compare::{self, Comparison},
    deviation::{Deviation, Subject, show},
    items, objects,
    walks::{Start, Walks},
    world,
};
use crate::{
    collection::{self, Query},
    place::Place,
    state::State,
};

/// What is known after a listing.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Tokens of neighbouring pages: collection, token, and what it stands for.
    pub(super) bound: Vec<(String, String, Vec<Start>)>,
    /// What the entries told that was not known.
    pub(super) learnt: Vec<Learnt>,
}

/// What an answer tells about a thing whose revision or date was not known.
#[derive(Debug)]
pub(super) struct Learnt {
    place: Place,
    revision: Option<String>,
    updated: Option<Timestamp>,
}

impl Learnt {
    pub(super) fn new(place: Place, body: &Fields<String, Value>) -> Self {
        let revision = body.get("revision").and_then(Value::as_str).map(str::to_owned);
        Self { place, revision, updated: body.get("date_updated").and_then(compare::date) }
    }

    pub(super) fn take_over(self, state: &mut State) {
        if let Some(life) = world::life_mut(state, &self.place) {
            life.revision = self.revision;
            life.updated = self.updated;
        }
    }
}

/// A page to be judged.
pub(super) struct Page<'a> {
    pub(super) state: &'a State,
    pub(super) request: &'a Request,
    pub(super) query: &'a Query,
    pub(super) now: Timestamp,
    pub(super) comparison: Comparison<'a>,
    /// The entries as shown.
    pub(super) entries: Vec<&'a Fields<String, Value>>,
    pub(super) sizes: Sizes,
    /// Whether there is a link to a next page.
    pub(super) leads_on: bool,
    /// Whether no token says where the page starts.
    pub(super) is_first: bool,
}

/// How many entries a full page may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sizes {
    /// A page with fewer is not full.
    pub(super) least: usize,
    pub(super) most: usize,
    /// What was asked for, which `meta` may repeat.
    asked: Option<i64>,
}

impl Sizes {
    /// Up to the maximum of all collections, a page has the size that was asked for. Above, sources disagree where the maximum for items
    /// lies, so that a full page may have that many or more. A token may carry the size of its walk along, which counts
    /// if none is asked for.
    fn of(profile: &Profile, request: &Request, query: &Query) -> Self {
        let most = collection::largest_page(profile, request);
        let size = collection::effective_size(profile, request, query);
        let has_token = request.param(Parameter::PageToken).is_some_and(|token| !token.is_empty());
        if has_token && query.page_size.is_none() {
            return Self { least: 1, most, asked: None };
        }
        Self { least: size.min(profile.limits.page_size_collections), most: size, asked: query.page_size }
    }

    fn may_be_shown(self, size: i64) -> bool {
        let within = |size: i64| usize::try_from(size).is_ok_and(|size| (self.least..=self.most).contains(&size));
        self.asked == Some(size) || within(size)
    }
}

/// Judges a page of the collection at `place`.
pub(super) fn judge(
    state: &State,
    walks: &Walks,
    profile: &Profile,
    request: &Request,
    response: &Response,
    (place, query): (&Place, &Query),
    now: Timestamp,
) -> Result<Listed, Deviation> {
    compare::status(200, response)?;
    let body = compare::object(response)?;
    let resource = request.operation.resource;
    let path = collection::path(state, place).unwrap_or_default();
    let token = query.token.as_deref().filter(|token| !token.is_empty());
    let sizes = Sizes::of(profile, request, query);
    let links = Links::read(body, request, &path, sizes, resource.page_key())?;
    let page = Page {
        state,
        request,
        query,
        now,
        comparison: Comparison { profile, resource, base: &request.base },
        entries: entries(body, resource.page_key())?,
        sizes,
        leads_on: links.next.is_some(),
        is_first: is_first_page(request),
    };
    if page.is_first && links.previous.is_some() {
        let previous = body.get("meta").and_then(|meta| meta.get("previous_page_url"));
        return Err(Deviation::new(Subject::Meta("previous_page_url"), "null", show(previous)));
    }
    let starts = token.map_or(&[][..], |token| walks.starts(&path, token));
    let (mut listed, next, previous) = match place {
        Place::Items(at) => items::judge(&page, *at, starts)?,
        _ => objects::judge(&page, place, starts)?,
    };
    let tokens = [(links.next, next), (links.previous, previous)];
    let beside = tokens.into_iter().filter_map(|(link, starts)| Some((path.clone(), token_of(&link?)?, starts)));
    // A target may write a token into these that it has not given before.
    let is_new = |token: &String| !token.is_empty() && walks.starts(&path, token).is_empty();
    let own = links.own.iter().filter_map(|link| token_of(link)).filter(is_new);
    let own: Vec<_> = own.map(|token| (path.clone(), token, vec![Start::Unknown])).collect();
    listed.bound.extend(beside.chain(own));
    Ok(listed)
}

fn entries<'a>(
    body: &'a Fields<String, Value>,
    key: &'static str,
) -> Result<Vec<&'a Fields<String, Value>>, Deviation> {
    let array = body.get(key).and_then(Value::as_array);
    let array = array.ok_or_else(|| Deviation::field(key, "an array", body.get(key)))?;
    let objects = array.iter().enumerate().map(|(at, entry)| {
        entry.as_object().ok_or_else(|| Deviation::new(Subject::Body, "an object", show(Some(entry))).in_entry(at))
    });
    objects.collect()
}

/// The links of a page to others and to itself.
struct Links {
    next: Option<String>,
    previous: Option<String>,
    /// To the first page, and to this one.
    own: Vec<String>,
}

impl Links {
    /// Judges `meta` and takes its links.
    fn read(
        body: &Fields<String, Value>,
        request: &Request,
        path: &str,
        sizes: Sizes,
        key: &str,
    ) -> Result<Self, Deviation> {
        let meta = body.get("meta").and_then(Value::as_object);
        let meta = meta.ok_or_else(|| Deviation::field("meta", "an object", body.get("meta")))?;
        let requested = request.address.path();
        let is_link = |value: &Value| {
            let url = value.as_str().map(|url| url.split_once('?').map_or(url, |(path, _)| path));
            url.is_some_and(|url| compare::ends_in(url, path) || compare::ends_in(url, &requested))
        };
        for name in fields::META {
            let value = meta.get(name).unwrap_or(&Value::Null);
            let is_there = meta.contains_key(name);
            let (holds, wanted) = match name {
                "page" if is_first_page(request) => (value.as_i64() == Some(0), "0".to_owned()),
                "page" => (value.is_i64(), "an integer".to_owned()),
                "page_size" => (
                    value.as_i64().is_some_and(|size| sizes.may_be_shown(size)),
                    format!("{} to {}", sizes.least, sizes.most),
                ),
                "key" => (value == key, format!("\"{key}\"")),
                "next_page_url" | "previous_page_url" => {
                    (is_there && (value.is_null() || is_link(value)), "a URL of the collection or null".to_owned())
                }
                _ => (is_link(value), "a URL of the collection".to_owned()),
            };
            if !holds {
                return Err(Deviation::new(Subject::Meta(name), wanted, show(meta.get(name))));
            }
        }
        let link = |name: &str| meta.get(name).and_then(Value::as_str).map(str::to_owned);
        let own = ["first_page_url", "url"].into_iter().filter_map(link).collect();
        Ok(Self { next: link("next_page_url"), previous: link("previous_page_url"), own })
    }
}

/// Whether a request asks for the first page: no token, and no `Page` but 0. Whether `Page` alone moves a listing is not said.
fn is_first_page(request: &Request) -> bool {
    let sent = |parameter| request.param(parameter).filter(|text| !text.is_empty());
    sent(Parameter::PageToken).is_none() && sent(Parameter::Page).is_none_or(|page| page == "0")
}

/// The page token in a URL.
fn token_of(url: &str) -> Option<String> {
    let query = url.split_once('?')?.1;
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    let pairs = form::decode(query.as_bytes()).ok()?;
    pairs.into_iter().rev().find(|(name, _)| name == "PageToken").map(|(_, token)| token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_from_the_query() {
        assert_eq!(token_of("https://h/v1/Services?PageSize=2&PageToken=a%2Bb+c&Page=1#x").as_deref(), Some("a+b c"));
        assert_eq!(token_of("https://h/v1/Services?Page=1"), None);
        assert_eq!(token_of("https://h/v1/Services"), None);
    }
}
