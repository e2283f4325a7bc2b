//! Listings, page by page.

use serde_json::Value;
use syncproof_api::{Condition, Parameter as P, Profile, Request, Resource, Response, form};

use super::{
    faults::Faults,
    numbers::{index, number},
    show,
    world::Place,
};

/// What a page token stands for. The text that travels is only its number.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Of the collection, below the base: what it was issued for.
    path: String,
    descending: bool,
    gap: Gap,
    /// Whether the page ends at the gap; else it begins there.
    backwards: bool,
}

/// The largest number that a page may have.
const LAST_PAGE: u64 = i64::MAX.cast_unsigned();

/// A place between two entries: before or behind one that is, or was, there.
#[derive(Debug, Clone)]
struct Gap {
    place: Place,
    behind: bool,
}

/// The answer to a listing of `entries`, a collection at `path` below the base.
pub(super) fn page<'a, T: 'a>(
    request: &Request,
    profile: &Profile,
    tokens: &mut Vec<Token>,
    path: &str,
    entries: impl Iterator<Item = (Place, &'a T)>,
    show: impl Fn(&T) -> Value,
) -> Result<Response, Condition> {
    let mut faults = Faults::default();
    let mut wanted = Wanted::read(&mut faults, request, profile);
    let token = token(&mut faults, request, tokens, path).cloned();
    faults.verdict()?;
    // A token goes on in the order it was issued in, whatever is asked for now.
    wanted.descending = token.as_ref().map_or(wanted.descending, |token| token.descending);
    let mut entries: Vec<(Place, &T)> = entries.filter(|(place, _)| wanted.covers(place)).collect();
    entries.sort_by(|(a, _), (b, _)| if wanted.descending { b.cmp(a) } else { a.cmp(b) });

    let (start, end) = match &token {
        None => (0, entries.len().min(wanted.size)),
        Some(Token { gap, backwards, .. }) => {
            let cut = entries.iter().filter(|(place, _)| gap.is_behind(place, wanted.descending)).count();
            if *backwards {
                (cut.saturating_sub(wanted.size), cut)
            } else {
                (cut, entries.len().min(cut + wanted.size))
            }
        }
    };
    let shown = &entries[start..end];
    let gap = |entry: Option<&(Place, &T)>, behind| match entry {
        Some((place, _)) => Some(Gap { place: place.clone(), behind }),
        None => token.as_ref().map(|token| token.gap.clone()),
    };
    let mut issue = |gap: Option<Gap>, backwards| {
        tokens.push(Token { path: path.to_owned(), descending: wanted.descending, gap: gap?, backwards });
        Some(format!("naive-{}", tokens.len() - 1))
    };
    let next = if end < entries.len() { issue(gap(shown.last(), true), false) } else { None };
    let previous = if start > 0 { issue(gap(shown.first(), false), true) } else { None };

    let url = |page: u64, token: Option<&str>| wanted.url(request, path, page, token);
    let key = request.operation.resource.page_key();
    let listed: Vec<Value> = shown.iter().map(|(_, entry)| show(entry)).collect();
    let meta = show::fields([
        ("page", wanted.page.into()),
        ("page_size", wanted.size.into()),
        ("first_page_url", url(0, None).into()),
        ("previous_page_url", previous.map(|token| url(wanted.page.saturating_sub(1), Some(&token))).into()),
        ("next_page_url", next.map(|token| url(LAST_PAGE.min(wanted.page + 1), Some(&token))).into()),
        ("url", url(wanted.page, request.param(P::PageToken)).into()),
        ("key", key.into()),
    ]);
    let page = show::fields([(key, Value::Array(listed)), ("meta", Value::Object(meta))]);
    Ok(show::answer(200, Value::Object(page)))
}

impl Gap {
    /// Whether it comes behind `place` in the listing.
    fn is_behind(&self, place: &Place, descending: bool) -> bool {
        if *place == self.place { self.behind } else { (*place < self.place) != descending }
    }
}

/// The token that a request brings, if any. Left empty, it is not there.
fn token<'a>(faults: &mut Faults, request: &Request, tokens: &'a [Token], path: &str) -> Option<&'a Token> {
    let text = request.param(P::PageToken).filter(|text| !text.is_empty())?;
    let issued = text.strip_prefix("naive-").and_then(index).and_then(|at| tokens.get(usize::try_from(at).ok()?));
    let token = issued.filter(|token| token.path == path);
    if token.is_none() {
        faults.demanded(Condition::InvalidPageToken);
    }
    token
}

/// Takes down that a parameter is none of two words. Others may understand an empty one, or one in capitals.
fn word(faults: &mut Faults, sent: Option<&str>, words: [&str; 2], condition: Condition) {
    match sent {
        Some(sent) if words.contains(&sent) => {}
        Some(sent) if sent.is_empty() || words.contains(&&*sent.to_ascii_lowercase()) => faults.open(condition),
        Some(_) => faults.demanded(condition),
        None => {}
    }
}

/// What a listing is asked for, apart from the token.
struct Wanted {
    descending: bool,
    from: Option<Place>,
    exclusive: bool,
    size: usize,
    page: u64,
}

impl Wanted {
    fn read(faults: &mut Faults, request: &Request, profile: &Profile) -> Self {
        let (limits, resource) = (&profile.limits, request.operation.resource);
        let items = matches!(resource, Resource::ListItem | Resource::MapItem);
        let filter = |parameter| request.param(parameter).filter(|_| items);
        word(faults, filter(P::Bounds), ["inclusive", "exclusive"], Condition::InvalidBounds);
        word(faults, filter(P::Order), ["asc", "desc"], Condition::InvalidOrder);
        let from = filter(P::From).map(|from| match resource {
            Resource::ListItem => Place::number(index(from).unwrap_or_else(|| {
                faults.open(Condition::InvalidListIndex);
                0
            })),
            _ => Place::text(from),
        });
        let largest = if items { limits.page_size_items } else { limits.page_size_collections };
        let size = request.param(P::PageSize).map_or(Some(limits.page_size_default), |text| {
            number(text).map(|size| usize::try_from(size).unwrap_or(largest)).filter(|size| *size > 0)
        });
        match request.param(P::PageSize) {
            Some("") => faults.open(Condition::InvalidPageSize),
            _ if size.is_none() => faults.demanded(Condition::InvalidPageSize),
            _ => {}
        }
        let page = request.param(P::Page).map_or(Some(0), |text| number(text).filter(|page| *page <= LAST_PAGE));
        if page.is_none() {
            faults.open(Condition::InvalidPage);
        }
        Self {
            descending: filter(P::Order) == Some("desc"),
            from,
            exclusive: filter(P::Bounds) == Some("exclusive"),
            size: size.unwrap_or_default().min(largest),
            page: page.unwrap_or_default(),
        }
    }

    /// Whether a listing from `From` on, in its direction, comes by this place.
    fn covers(&self, place: &Place) -> bool {
        match &self.from {
            None => true,
            Some(from) if place == from => !self.exclusive,
            Some(from) => (place > from) != self.descending,
        }
    }

    /// The URL of a page of the same listing.
    fn url(&self, request: &Request, path: &str, page: u64, token: Option<&str>) -> String {
        let mut query: Vec<(&str, String)> = Vec::new();
        for parameter in [P::From, P::Bounds, P::Order] {
            if let Some(value) =
                request.param(parameter).filter(|_| request.operation.parameters().contains(&parameter))
            {
                query.push((parameter.name(), value.to_owned()));
            }
        }
        query.push(("PageSize", self.size.to_string()));
        query.push(("Page", page.to_string()));
        if let Some(token) = token {
            query.push(("PageToken", token.to_owned()));
        }
        format!("{}{}?{}", request.base, path, form::encode(&query))
    }
}
