//! Listing: query parameters, and the page they ask for.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use syncproof_api::{Address, ChildKind, Condition, ObjectKind, Parameter, Profile, Request, Resource, Response, form};

use crate::{
    page::{self, Meaning, Order, Position, Slice, Token, Tokens, Window},
    params::{Reader, natural},
    place::{ObjectAt, Place},
    plan::Action,
    render,
    state::{self, ItemId, State},
};

/// What a listing asks for.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) order: Order,
    /// The first item, whether it exists or not, and whether it is part of the listing.
    pub(crate) from: Option<(ItemId, bool)>,
    /// Whether a `From` was sent that names no item: nothing says where the listing starts then.
    pub(crate) starts_anywhere: bool,
    /// As sent, before it is clamped.
    pub(crate) page_size: Option<i64>,
    pub(crate) page: i64,
    /// The token as sent.
    pub(crate) token: Option<String>,
    /// What our own token says, if it is one.
    position: Option<Token>,
    /// The filters that were sent, for the URLs of other pages.
    filters: Vec<(&'static str, String)>,
}

pub(crate) fn plan(
    state: &State,
    reader: &mut Reader<'_>,
    place: Option<Place>,
    tokens: &dyn Tokens,
) -> Option<Action> {
    let mut query = read(reader);
    let place = place?;
    match query.token.as_deref() {
        None => {}
        // Nothing is said about an empty token; the reference takes it as none.
        Some("") => reader.refusals.may_but_does_not(Condition::InvalidPageToken),
        Some(token) => {
            let meaning = path(state, &place).map_or(Meaning::Nothing, |path| tokens.meaning(&path, token));
            match meaning {
                Meaning::Position(position) => query.position = Some(position),
                Meaning::Theirs => {}
                Meaning::Doubtful => reader.refusals.may_but_does_not(Condition::InvalidPageToken),
                Meaning::Nothing => reader.refuse(Condition::InvalidPageToken),
            }
        }
    }
    Some(Action::List(place, query))
}

fn read(reader: &mut Reader<'_>) -> Query {
    let mut filters = Vec::new();
    let has_filters = reader.request.operation.parameters().contains(&Parameter::Order);
    let mut order = Order::Ascending;
    let mut from = None;
    if has_filters {
        let exclusive = choice(reader, Parameter::Bounds, ["inclusive", "exclusive"], Condition::InvalidBounds);
        let descending = choice(reader, Parameter::Order, ["asc", "desc"], Condition::InvalidOrder);
        order = if descending { Order::Descending } else { Order::Ascending };
        from = read_from(reader).map(|id| (id, !exclusive));
        let sent = |parameter| reader.request.param(parameter);
        if sent(Parameter::Bounds).is_some() && sent(Parameter::From).is_none_or(str::is_empty) {
            // Bounds of nothing: they mean nothing, or are a mistake.
            reader.refusals.may_but_does_not(Condition::InvalidBounds);
        }
        for parameter in [Parameter::From, Parameter::Bounds, Parameter::Order] {
            filters.extend(reader.request.param(parameter).map(|value| (parameter.name(), value.to_owned())));
        }
    }
    Query {
        order,
        starts_anywhere: has_filters && from.is_none() && reader.request.param(Parameter::From).is_some(),
        from,
        page_size: page_size(reader),
        page: page_number(reader),
        token: reader.request.param(Parameter::PageToken).map(str::to_owned),
        position: None,
        filters,
    }
}

/// Where the listing starts: a key, or an index, which is compared as a number.
fn read_from(reader: &mut Reader<'_>) -> Option<ItemId> {
    let text = reader.request.param(Parameter::From)?;
    if text.is_empty() {
        // No key is empty, and no index. The reference compares it like any other text.
        reader.refusals.may_but_does_not(Condition::InvalidParameter);
    }
    if reader.request.operation.resource != Resource::ListItem {
        return Some(ItemId::Key(text.to_owned()));
    }
    let Ok(id) = ItemId::parse(ObjectKind::List, text) else {
        // A number beyond all indexes starts beyond all items.
        let beyond = state::is_canonical(text).then_some(ItemId::Index(u64::MAX));
        for condition in [Condition::InvalidListIndex, Condition::InvalidParameter] {
            if beyond.is_some() {
                reader.refusals.may_but_does_not(condition);
            } else {
                reader.refusals.may_and_does(condition);
            }
        }
        return beyond;
    };
    if id.is_large() {
        reader.refusals.may_but_does_not(Condition::InvalidListIndex);
    }
    Some(id)
}

/// Whether the second of two words was sent; the first is the default.
fn choice(reader: &mut Reader<'_>, parameter: Parameter, words: [&str; 2], invalid: Condition) -> bool {
    match reader.request.param(parameter) {
        None => false,
        Some(word) if word == words[0] => false,
        Some(word) if word == words[1] => true,
        Some(word) => {
            // Nothing is said about letter case or about an empty value.
            if word.is_empty() || words.contains(&word.to_ascii_lowercase().as_str()) {
                reader.refusals.may_and_does(invalid);
            } else {
                reader.refuse(invalid);
            }
            false
        }
    }
}

fn page_size(reader: &mut Reader<'_>) -> Option<i64> {
    let text = reader.request.param(Parameter::PageSize)?;
    let size = natural(text).filter(|size| *size > 0);
    match size {
        Some(size) => {
            if size > as_i64(largest_page(reader.profile, reader.request)) {
                // Clamp or refuse: the sources disagree (decision on page sizes in the profile); the reference clamps.
                reader.refusals.may_but_does_not(Condition::InvalidPageSize);
            }
        }
        // A number too large for us is still a number.
        None if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) && text.bytes().any(|b| b != b'0') => {
            reader.refusals.may_but_does_not(Condition::InvalidPageSize);
            return Some(i64::MAX);
        }
        // As good as absent, to some.
        None if text.is_empty() => reader.refusals.may_and_does(Condition::InvalidPageSize),
        None => reader.refuse(Condition::InvalidPageSize),
    }
    size
}

/// `Page` is client state: it is given back and means nothing.
fn page_number(reader: &mut Reader<'_>) -> i64 {
    let Some(text) = reader.request.param(Parameter::Page) else { return 0 };
    natural(text).unwrap_or_else(|| {
        reader.refusals.may_and_does(Condition::InvalidPage);
        0
    })
}

/// The most entries that a page of this collection may have.
pub(crate) fn largest_page(profile: &Profile, request: &Request) -> usize {
    match &request.address {
        Address::Children { child: ChildKind::Item, .. } => profile.limits.page_size_items,
        _ => profile.limits.page_size_collections,
    }
}

fn as_i64(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// The page size in force: what was sent, the default if nothing was, never more than the largest.
pub(crate) fn effective_size(profile: &Profile, request: &Request, query: &Query) -> usize {
    let sent = query.page_size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    sent.unwrap_or(profile.limits.page_size_default).min(largest_page(profile, request))
}

/// The canonical path of a collection, built from SIDs.
pub(crate) fn path(state: &State, place: &Place) -> Option<String> {
    let address = match place {
        Place::Services => Address::Services,
        Place::Objects(service, kind) => {
            Address::Objects { service: state.services.get(service)?.sid.to_string(), kind: *kind }
        }
        Place::Items(at) => children(state, *at, ChildKind::Item)?,
        Place::Permissions(at) => children(state, *at, ChildKind::Permission)?,
        Place::Service(_) | Place::Object(_) | Place::Item(..) | Place::Permission(..) | Place::Messages(_) => {
            return None;
        }
    };
    Some(address.path())
}

fn children(state: &State, at: ObjectAt, child: ChildKind) -> Option<Address> {
    let home = state.services.get(&at.service)?;
    let object = home.objects(at.kind).get(at.object)?.sid.to_string();
    Some(Address::Children { service: home.sid.to_string(), kind: at.kind, object, child })
}

/// Answers a listing.
pub(crate) fn page(state: &State, profile: &Profile, request: &Request, place: &Place, query: &Query) -> Response {
    // Plans only lead to places that exist, so there is always a body.
    Response { status: 200, etag: None, body: body(state, profile, request, place, query) }
}

fn body(state: &State, profile: &Profile, request: &Request, place: &Place, query: &Query) -> Option<Value> {
    let size = effective_size(profile, request, query);
    let cut = Cut { base: &request.base, path: path(state, place)?, query, size };
    let base = &request.base;
    let name = request.operation.resource.page_key();
    let position = query.position.as_ref().map(|token| &token.position);
    // Collections of objects are listed in the order of creation; the documents leave that free.
    let number = position.map(|position| position.map(|key| key.parse().unwrap_or(u64::MAX)));
    Some(match place {
        Place::Services => {
            let own = state.services.iter().filter(|(_, s)| s.account == request.account);
            let own: BTreeMap<u64, _> = own.map(|(number, service)| (*number, service)).collect();
            let slice = page::slice(&own, &Window::everything(), number.as_ref(), size);
            cut.envelope(name, &slice, |_, service| render::service(service, base))
        }
        Place::Objects(service, kind) => {
            let home = state.services.get(service)?;
            let slice = page::slice(home.objects(*kind).all(), &Window::everything(), number.as_ref(), size);
            cut.envelope(name, &slice, |_, object| render::object(home, object, *kind, base))
        }
        Place::Items(at) => {
            let home = state.services.get(&at.service)?;
            let parent = home.objects(at.kind).get(at.object)?;
            let window = Window { order: query.listed_in(), from: query.from.clone() };
            // Our own tokens name items as their addresses do.
            let position = position
                .map(|position| position.map(|id| ItemId::parse(at.kind, id).unwrap_or(ItemId::Index(u64::MAX))));
            let slice = page::slice(parent.items()?.all(), &window, position.as_ref(), size);
            cut.envelope(name, &slice, |id, item| render::item(home, parent, id, item, base))
        }
        Place::Permissions(at) => {
            let home = state.services.get(&at.service)?;
            let parent = home.objects(at.kind).get(at.object)?;
            // By identity; the documents leave that free too.
            let slice = page::slice(&parent.permissions, &Window::everything(), position, size);
            cut.envelope(name, &slice, |identity, flags| {
                render::permission(home, parent, at.kind, identity, *flags, base)
            })
        }
        Place::Service(_) | Place::Object(_) | Place::Item(..) | Place::Permission(..) | Place::Messages(_) => {
            return None;
        }
    })
}

impl Query {
    /// The order of the listing: a token keeps the one it was issued in.
    fn listed_in(&self) -> Order {
        self.position.as_ref().map_or(self.order, |token| token.order)
    }
}

/// One page being cut out of a collection.
struct Cut<'a> {
    base: &'a str,
    path: String,
    query: &'a Query,
    size: usize,
}

impl Cut<'_> {
    fn envelope<K: ToString, V>(&self, name: &str, slice: &Slice<'_, K, V>, show: impl Fn(&K, &V) -> Value) -> Value {
        let page = self.query.page;
        let edge = |entry: Option<&(&K, &V)>| entry.map(|(key, _)| key.to_string());
        // A page that deletes have emptied still leads on and back, from what its position named.
        let position = self.query.position.as_ref().map(|token| token.position.clone());
        let next = edge(slice.entries.last()).map(Position::After).or_else(|| match position.clone()? {
            Position::Before(key) => Some(Position::From(key)),
            Position::UpTo(key) => Some(Position::After(key)),
            Position::After(_) | Position::From(_) => None,
        });
        let previous = edge(slice.entries.first()).map(Position::Before).or_else(|| match position? {
            Position::After(key) => Some(Position::UpTo(key)),
            Position::From(key) => Some(Position::Before(key)),
            Position::Before(_) | Position::UpTo(_) => None,
        });
        let link = |position: Position<String>, page: i64| {
            let token = Token { order: self.query.listed_in(), position }.encode(&self.path);
            self.url(page, Some(token))
        };
        let meta = json!({
            "page": page,
            "page_size": self.size,
            "first_page_url": self.url(0, None),
            "previous_page_url": previous.filter(|_| slice.more_before).map(|at| link(at, (page - 1).max(0))),
            "next_page_url": next.filter(|_| slice.more_after).map(|at| link(at, page.saturating_add(1))),
            "url": self.url(page, self.query.token.clone()),
            "key": name,
        });
        // `json!` would copy every entry once more.
        let entries = slice.entries.iter().map(|(key, value)| show(key, value)).collect();
        Value::Object([(name.to_owned(), Value::Array(entries)), ("meta".to_owned(), meta)].into_iter().collect())
    }

    /// The URL of a page: the filters that were sent, then size, number and token.
    fn url(&self, page: i64, token: Option<String>) -> String {
        let mut pairs = self.query.filters.clone();
        pairs.push(("PageSize", self.size.to_string()));
        pairs.push(("Page", page.to_string()));
        pairs.extend(token.map(|token| ("PageToken", token)));
        format!("{}{}?{}", self.base, self.path, form::encode(&pairs))
    }
}
