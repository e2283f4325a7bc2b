//! Listings, page by page.

use serde_json::{Value, json};
use syncproof_api::{Condition, Parameter as P, Profile, Request, Resource, Response, form};

use super::{
    numbers::{is_plain, plain},
    show,
    world::Place,
};

/// What a page token stands for. The text that travels is only its number.
#[derive(Debug, Clone)]
pub(super) struct Token {
    collection: String,
    descending: bool,
    gap: Gap,
    /// Whether the page ends at the gap; else it begins there.
    backwards: bool,
}

/// A place between two entries: before or behind one that is, or was, there.
#[derive(Debug, Clone)]
struct Gap {
    place: Place,
    behind: bool,
}

/// The answer to a listing of `entries`.
pub(super) fn page<'a, T: 'a>(
    request: &Request,
    profile: &Profile,
    tokens: &mut Vec<Token>,
    collection: &str,
    entries: impl Iterator<Item = (Place, &'a T)>,
    show: impl Fn(&T) -> Value,
) -> Result<Response, Condition> {
    let wanted = Wanted::read(request, profile)?;
    let token = token(request, tokens, collection, wanted.descending)?;
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
        tokens.push(Token { collection: collection.to_owned(), descending: wanted.descending, gap: gap?, backwards });
        Some(format!("naive-{}", tokens.len() - 1))
    };
    let next = if end < entries.len() { issue(gap(shown.last(), true), false) } else { None };
    let previous = if start > 0 { issue(gap(shown.first(), false), true) } else { None };

    let url = |page: u64, token: Option<&str>| wanted.url(request, page, token);
    let key = request.operation.resource.page_key();
    let listed: Vec<Value> = shown.iter().map(|(_, entry)| show(entry)).collect();
    let meta = json!({
        "page": wanted.page,
        "page_size": wanted.size,
        "first_page_url": url(0, None),
        "previous_page_url": previous.map(|token| url(wanted.page.saturating_sub(1), Some(&token))),
        "next_page_url": next.map(|token| url(wanted.page.saturating_add(1), Some(&token))),
        "url": url(wanted.page, request.param(P::PageToken)),
        "key": key,
    });
    Ok(show::answer(200, json!({ key: listed, "meta": meta })))
}

impl Gap {
    /// Whether it comes behind `place` in the listing.
    fn is_behind(&self, place: &Place, descending: bool) -> bool {
        if *place == self.place { self.behind } else { (*place < self.place) != descending }
    }
}

/// The token that a request brings, if any.
fn token(request: &Request, tokens: &[Token], collection: &str, descending: bool) -> Result<Option<Token>, Condition> {
    let Some(text) = request.param(P::PageToken) else { return Ok(None) };
    let number = text.strip_prefix("naive-").and_then(plain).and_then(|number| usize::try_from(number).ok());
    let token = number.and_then(|number| tokens.get(number)).ok_or(Condition::InvalidPageToken)?;
    if token.collection == collection && token.descending == descending {
        Ok(Some(token.clone()))
    } else {
        Err(Condition::InvalidPageToken)
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
    fn read(request: &Request, profile: &Profile) -> Result<Self, Condition> {
        let (limits, resource) = (&profile.limits, request.operation.resource);
        let items = matches!(resource, Resource::ListItem | Resource::MapItem);
        let filter = |parameter| request.param(parameter).filter(|_| items);
        let descending = match filter(P::Order) {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(_) => return Err(Condition::InvalidOrder),
        };
        let from = match filter(P::From) {
            None => None,
            Some(index) if resource == Resource::ListItem => {
                Some(Place::number(plain(index).ok_or(Condition::InvalidListIndex)?))
            }
            Some(key) => Some(Place::text(key)),
        };
        let exclusive = match filter(P::Bounds) {
            None | Some("inclusive") => false,
            Some("exclusive") => true,
            Some(_) => return Err(Condition::InvalidBounds),
        };
        let largest = if items { limits.page_size_items } else { limits.page_size_collections };
        let size = match request.param(P::PageSize) {
            None => limits.page_size_default,
            Some(text) if !is_plain(text) || text == "0" => return Err(Condition::InvalidPageSize),
            Some(text) => text.parse().unwrap_or(largest),
        };
        let page = match request.param(P::Page) {
            None => 0,
            Some(text) => text.parse().ok().filter(|_| is_plain(text)).ok_or(Condition::InvalidPage)?,
        };
        Ok(Self { descending, from, exclusive, size: size.min(largest), page })
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
    fn url(&self, request: &Request, page: u64, token: Option<&str>) -> String {
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
        format!("{}{}?{}", request.base, request.address.path(), form::encode(&query))
    }
}
