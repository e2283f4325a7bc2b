//! What holds of every answer, whatever was asked.
//!
//! Independent of the server: which resource a path names is read from the endpoint table, not by the server's own reader of addresses.

use axum::http::{Method, Uri, header, uri::Authority};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use syncproof_api::{Condition, Profile, Resource, fields};

use super::world::{Answer, CREDENTIAL, Request};

/// A request, and the profile that decides about its answer.
pub(super) struct Asked<'a> {
    pub(super) profile: &'a Profile,
    pub(super) request: &'a Request,
}

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    resource: Resource,
    is_collection: bool,
}

type Verdict = Result<(), String>;

fn demand(holds: bool, property: &str) -> Verdict {
    if holds { Ok(()) } else { Err(property.to_owned()) }
}

/// The properties of an answer; the first that does not hold is the error.
pub(super) fn answer(asked: &Asked<'_>, answer: &Answer) -> Verdict {
    demand((200..500).contains(&answer.status), "an answer is neither success nor refusal")?;
    if asked.request.method == Method::HEAD {
        demand(answer.body.is_empty(), "an answer to HEAD has a body")?;
    }
    if is_let_in(asked.request) {
        demand(answer.status != 401, "who has the right credentials is refused for them")?;
    } else {
        demand(answer.status == 401, "who does not have the right credentials is let in")?;
    }
    if answer.is_success() { success(asked, answer) } else { refusal(asked, answer) }
}

/// Whether the credentials are right, as far as texts tell: an own header counts only with the very credential in it.
fn is_let_in(request: &Request) -> bool {
    let sent = request.header(header::AUTHORIZATION).and_then(|sent| sent.split_once(' '));
    let right = CREDENTIAL.split_once(' ');
    sent.zip(right).is_some_and(|(sent, right)| sent.0.eq_ignore_ascii_case(right.0) && sent.1.trim() == right.1)
}

fn refusal(asked: &Asked<'_>, answer: &Answer) -> Verdict {
    demand(answer.status >= 400, "an answer is neither success nor refusal")?;
    demand(is_json(answer), "a refusal is not JSON by its content type")?;
    demand(answer.header(header::ETAG).is_none(), "a refusal has an ETag")?;
    if answer.status == 401 {
        demand(answer.header(header::WWW_AUTHENTICATE).is_some(), "a 401 does not say how to authenticate")?;
    }
    if answer.status == 405 {
        demand(answer.header(header::ALLOW).is_some(), "a 405 does not say what is allowed")?;
    }
    if asked.request.method == Method::HEAD {
        return Ok(());
    }
    let body = answer.json.as_ref().and_then(Value::as_object).ok_or("the body of a refusal is no JSON object")?;
    let code = body.get("code").and_then(Value::as_i64).ok_or("the code of a refusal is no integer")?;
    demand(body.get("message").is_some_and(Value::is_string), "the message of a refusal is no text")?;
    let more = body.get("more_info").and_then(Value::as_str).ok_or("more_info of a refusal is no text")?;
    demand(more == format!("https://www.twilio.com/docs/errors/{code}"), "more_info is not the page of the code")?;
    demand(
        body.get("status").and_then(Value::as_u64) == Some(answer.status.into()),
        "the status in the body is another than that of HTTP",
    )?;
    let known =
        Condition::ALL.iter().any(|condition| asked.profile.rule(*condition).accepts(answer.status, Some(code)));
    demand(known, "status and code are those of no condition")
}

fn success(asked: &Asked<'_>, answer: &Answer) -> Verdict {
    let named = named(asked.request.target.path()).ok_or("what is no path of the API succeeds")?;
    let method = if asked.request.method == Method::HEAD { Method::GET } else { asked.request.method.clone() };
    let status = status(named, &method).ok_or("a method that is not documented succeeds")?;
    if answer.status != status {
        return Err(format!("the status of success is {status}"));
    }
    if status == 204 {
        return demand(answer.body.is_empty(), "an answer 204 has a body");
    }
    demand(is_json(answer), "a body is not JSON by its content type")?;
    if asked.request.method == Method::HEAD {
        return Ok(());
    }
    let body = answer.json.as_ref().and_then(Value::as_object).ok_or("the body of a success is no JSON object")?;
    if method == Method::GET && named.is_collection {
        page(asked, named.resource, body)
    } else {
        representation(asked, named.resource, body)?;
        let tagged = matches!(named.resource, Resource::Document | Resource::ListItem | Resource::MapItem);
        let revision = body.get("revision").and_then(Value::as_str).filter(|_| tagged);
        let etag = answer.header(header::ETAG).map(|etag| etag.trim_matches('"'));
        demand(etag == revision, "the ETag is not the revision")
    }
}

/// The status of success where a method is documented (endpoint table).
fn status(named: Named, method: &Method) -> Option<u16> {
    use Resource::{DocumentPermission, ListPermission, MapPermission, StreamMessage};
    let Named { resource, is_collection } = named;
    match (resource, is_collection, method.as_str()) {
        (StreamMessage, true, "POST") => Some(201),
        (StreamMessage, ..) | (DocumentPermission | ListPermission | MapPermission, true, "POST") => None,
        (_, true, "POST") => Some(201),
        (_, _, "GET") | (_, false, "POST") => Some(200),
        (_, false, "DELETE") => Some(204),
        _ => None,
    }
}

/// What a path names, by the endpoint table.
fn named(path: &str) -> Option<Named> {
    let path: Vec<String> = path
        .strip_prefix("/v1/")?
        .split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8().ok().map(String::from))
        .collect::<Option<_>>()?;
    Resource::ALL.into_iter().find_map(|resource| {
        let whole: Vec<&str> = resource.path().split('/').skip(1).collect();
        [true, false].into_iter().find_map(|is_collection| {
            let template = &whole[..whole.len() - usize::from(is_collection)];
            let fits = |(segment, place): (&String, &&str)| {
                if place.starts_with('{') { !segment.is_empty() } else { segment == place }
            };
            let same = template.len() == path.len() && path.iter().zip(template).all(fits);
            same.then_some(Named { resource, is_collection })
        })
    })
}

/// One thing is shown with all fields that are documented and no others, and its URLs lead below the base.
fn representation(asked: &Asked<'_>, resource: Resource, body: &Map<String, Value>) -> Verdict {
    if !has_just(body, fields::of(resource)) {
        return Err(format!("{resource} is shown with fields other than the documented ones"));
    }
    let links = body.get("links").and_then(Value::as_object).into_iter().flat_map(Map::values);
    body.get("url").into_iter().chain(links).try_for_each(|url| leads_below(asked, url))
}

fn has_just(body: &Map<String, Value>, names: &[&str]) -> bool {
    body.len() == names.len() && names.iter().all(|name| body.contains_key(*name))
}

fn page(asked: &Asked<'_>, resource: Resource, body: &Map<String, Value>) -> Verdict {
    let key = resource.page_key();
    demand(body.len() == 2, "a page has other fields than its entries and meta")?;
    let entries = body.get(key).and_then(Value::as_array).ok_or("a page has no entries")?;
    let meta = body.get("meta").and_then(Value::as_object).ok_or("a page has no meta")?;
    demand(has_just(meta, &fields::META), "meta has other fields than the documented ones")?;
    demand(meta.get("key").and_then(Value::as_str) == Some(key), "meta.key does not name the entries")?;
    let size = meta.get("page_size").and_then(Value::as_u64).ok_or("the page size is no number")?;
    demand(entries.len() as u64 <= size, "a page has more entries than its size")?;
    for entry in entries {
        representation(asked, resource, entry.as_object().ok_or("an entry is no object")?)?;
    }
    let urls = ["first_page_url", "previous_page_url", "next_page_url", "url"];
    urls.iter()
        .filter_map(|name| meta.get(*name))
        .filter(|url| !url.is_null())
        .try_for_each(|url| leads_below(asked, url))
}

/// A URL of an answer is one, of the host that was asked, below the base of the API.
fn leads_below(asked: &Asked<'_>, url: &Value) -> Verdict {
    let url = url.as_str().ok_or("a URL is no text")?;
    demand(url.bytes().all(|byte| byte.is_ascii_graphic()), "a URL holds what no URL can hold")?;
    let parsed: Uri = url.parse().map_err(|_| "a URL is none")?;
    let authority = parsed.authority().map_or("", Authority::as_str);
    let request = asked.request;
    let hosts = [request.header(header::HOST), request.target.authority().map(Authority::as_str), Some("localhost")];
    demand(hosts.into_iter().flatten().any(|host| host == authority), "a URL leads to another host")?;
    demand(url.starts_with("http://") && parsed.path().starts_with("/v1/Services"), "a URL leads out of the API")
}

/// The page after this one is a page, with other entries.
pub(super) fn next_page(body: &Value, next: &Answer) -> Verdict {
    demand(next.status == 200, "next_page_url leads to no page")?;
    let names = |page: &Value| -> Vec<String> {
        let entries = page.as_object().into_iter().flat_map(Map::values).filter_map(Value::as_array).flatten();
        entries.filter_map(|entry| entry.get("url")).map(Value::to_string).collect()
    };
    let here = names(body);
    let there = next.json.as_ref().map(names).unwrap_or_default();
    demand(!there.iter().any(|name| here.contains(name)), "the next page shows an entry again")
}

fn is_json(answer: &Answer) -> bool {
    let media_type = answer.header(header::CONTENT_TYPE).and_then(|content_type| content_type.split(';').next());
    media_type == Some("application/json")
}
