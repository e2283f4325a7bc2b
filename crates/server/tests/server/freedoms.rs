//! Freedoms are more than names: each shows in an answer.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use axum::body::Body;
use serde_json::Value;
use syncproof_api::{Profile, Timestamp};
use syncproof_server::{Engine, Freedom};

use crate::support::{Answer, Api, FORM, engine};

/// Method, path (`~` is the Service) and form. `NEXT` as path is the next page of the last listing, `LATER` as method lets 30 seconds pass.
const REQUESTS: &[(&str, &str, &str)] = &[
    // what is there, and what moves it
    ("GET", "/v1/Services/~/Documents/doc", ""),
    ("LATER", "", ""),
    ("POST", "/v1/Services/~/Documents/doc", "Ttl=1000"),
    ("POST", "/v1/Services/~/Documents/doc", "Data={\"a\":1}"),
    ("POST", "/v1/Services/~/Documents/doc", "Data={\"b\":100,\"a\":\"é\"}"),
    ("GET", "/v1/Services/~/Maps/map", ""),
    ("POST", "/v1/Services/~/Maps/map/Items", "Key=%C3%A9%2F&Data={}&ItemTtl=5"),
    ("POST", "/v1/Services/~/Maps/map/Items", "Key=b&Data={}"),
    ("POST", "/v1/Services/~/Maps/map/Items", "Key=c&Data={}"),
    ("GET", "/v1/Services/~/Maps/map", ""),
    ("LATER", "", ""),
    ("POST", "/v1/Services/~/Lists/list/Permissions/id", "Read=true&Write=true&Manage=false"),
    ("GET", "/v1/Services/~/Lists/list", ""),
    ("POST", "/v1/Services/~/Lists/list/Items", "Data={}"),
    // listings
    ("GET", "/v1/Services", ""),
    ("POST", "/v1/Services/~/Documents", "UniqueName=g&Ttl=5"),
    ("POST", "/v1/Services/~/Documents", "UniqueName=f"),
    ("POST", "/v1/Services/~/Documents", "UniqueName=e"),
    ("POST", "/v1/Services/~/Documents", "UniqueName=c"),
    ("POST", "/v1/Services/~/Documents", "UniqueName=b"),
    ("POST", "/v1/Services/~/Documents", "UniqueName=a"),
    ("POST", "/v1/Services/~/Documents", "UniqueName=z"),
    ("LATER", "", ""),
    ("GET", "/v1/Services/~/Documents?PageSize=101", ""),
    ("GET", "/v1/Services/~/Documents/g", ""),
    ("GET", "/v1/Services/~/Maps/map/Items?PageSize=2", ""),
    ("GET", "NEXT", ""),
    ("GET", "/v1/Services/~/Lists/list/Items?PageSize=2", ""),
    ("GET", "/v1/Services/~/Maps/map/Items?PageSize=1000&Page=3", ""),
    ("GET", "/v1/Services/~/Maps/map/Items?Order=DESC", ""),
    ("GET", "/v1/Services/~/Maps/map/Items?Bounds=exclusive", ""),
    // what is left open
    ("POST", "/v1/Services/~/Lists", "UniqueName=doc"),
    ("POST", "/v1/Services/~/Documents", "Nonsense=1"),
    ("POST", "/v1/Services/~/Documents", "Ttl=60&Ttl=120"),
    ("POST", "/v1/Services/~/Documents", "Ttl="),
    ("POST", "/v1/Services/~/Maps/map/Items/b", "CollectionTtl=60"),
    ("POST", "/v1/Services/~/Documents", "Data={\"a\":1,\"a\":2}"),
    ("POST", "/v1/Services/~/Documents", "Data=[1]"),
    ("POST", "/v1/Services/~/Documents", "Data=null"),
    ("POST", "/v1/Services/~/Documents", "Data="),
    ("POST", "/v1/Services/~", "FriendlyName="),
    ("GET", "/v1/Services/~/Lists/list/Items/+0", ""),
    ("GET", "/v1/Services/~/Lists/list/Items/99999999999", ""),
    // refusals
    ("GET", "/v1/Services/~/Lists/list/Items/x", ""),
    ("GET", "/v1/Services/~/Streams/none", ""),
    ("PUT", "/v1/Services/~/Documents/doc", ""),
    ("POST", "/v1/Services/~/Documents", "Data=%zz"),
    ("POST", "/v1/Services/~/Maps/map/Items", "Key=&Data=x&Ttl=x"),
    // permissions
    ("GET", "/v1/Services/~/Maps/map/Permissions/nobody", ""),
    ("DELETE", "/v1/Services/~/Maps/map/Permissions/nobody", ""),
    ("POST", "/v1/Services/~/Maps/map/Permissions/half", "Read=true"),
    ("POST", "/v1/Services/~/Maps/map/Permissions/zero", "Read=false&Write=false&Manage=false"),
    ("GET", "/v1/Services/~/Maps/map/Permissions/zero", ""),
    ("GET", "/v1/Services/~/Maps/map/Permissions", ""),
    ("DELETE", "/v1/Services/~/Maps/map/Permissions/id", ""),
    ("GET", "/v1/Services/~/Maps/map/Permissions/id", ""),
];

/// What a server answers to the requests, in words in which two of a kind do not differ.
async fn answers(profile: Profile, freedom: Option<Freedom>) -> Vec<String> {
    let engine = engine(profile);
    let engine = match freedom {
        Some(freedom) => free(engine, freedom),
        None => engine,
    };
    let api = Api::around(engine).await;
    let mut words = Words::default();
    let (mut said, mut next) = (Vec::new(), String::new());
    for (method, path, form) in REQUESTS {
        if *method == "LATER" {
            api.engine.advance(&api.service, Duration::from_secs(30));
            continue;
        }
        let path = if *path == "NEXT" { next.as_str() } else { path };
        let answer = api.send(api.request(method, path).header("Content-Type", FORM), (*form).to_owned()).await;
        if let Ok(page) = serde_json::from_slice::<Value>(&answer.body)
            && let Some(url) = page["meta"]["next_page_url"].as_str()
        {
            next = format!("/v1{}", &url[url.find("/Services").unwrap_or_default()..]);
        }
        said.push(words.of(&answer));
    }
    let large = format!("Data={{\"a\":\"{}\"}}", "x".repeat(20_000));
    let spaced = format!("Data={{{}}}", " ".repeat(20_000));
    for form in [large, spaced, "x".repeat(2_000_000)] {
        said.push(words.of(&api.post("/v1/Services/~/Documents", &form).await));
    }
    for tag in ["*", "not a revision"] {
        let request = api.request("POST", "/v1/Services/~/Documents/doc").header("If-Match", tag);
        said.push(words.of(&api.send(request.header("Content-Type", FORM), "Data={}").await));
    }
    let request = api.request("DELETE", "/v1/Services/~/Documents/doc").header("If-Match", "zz");
    said.push(words.of(&api.send(request, Body::empty()).await));
    said.push(words.of(&api.delete("/v1/Services/~").await));
    said
}

fn free(engine: Arc<Engine>, freedom: Freedom) -> Arc<Engine> {
    Arc::new(Arc::into_inner(engine).expect("nobody else has the engine").with_freedom(freedom))
}

/// Puts numbers in the places of what two servers draw at random, and spans in those of dates.
#[derive(Default)]
struct Words(BTreeMap<String, usize>);

impl Words {
    fn of(&mut self, answer: &Answer) -> String {
        let mut text = String::from_utf8_lossy(&answer.body).into_owned();
        for date in dates(&text) {
            text = text.replace(&date, &span(&answer.body, &date));
        }
        let headers: BTreeMap<&str, &[u8]> = answer.headers.iter().map(|(n, v)| (n.as_str(), v.as_bytes())).collect();
        let headers: Vec<String> =
            headers.iter().map(|(n, v)| format!("{n}: {}", String::from_utf8_lossy(v))).collect();
        self.without_sids(&format!("{} {headers:?} {text}", answer.status))
    }

    /// SIDs in lower case and the reference's page tokens; what is written otherwise stays as it is.
    fn without_sids(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let digits = rest
                .get(2..)
                .map_or(0, |rest| rest.bytes().take_while(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')).count());
            let capitals = rest.bytes().take(2).all(|b| b.is_ascii_uppercase());
            let (prefix, length) = (rest.get(..2).unwrap_or_default(), digits + 2);
            if capitals && prefix == "PT" && digits > 8 {
                out.push_str("PT…");
                rest = &rest[length..];
            } else if capitals && digits == 32 {
                let count = self.0.len();
                let number = self.0.entry(rest[..length].to_owned()).or_insert(count);
                out.extend([prefix, "#", number.to_string().as_str()]);
                rest = &rest[length..];
            } else {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        out
    }
}

/// All dates in a text.
fn dates(text: &str) -> Vec<String> {
    let is_date = |at: &usize| text.get(*at..at + 20).is_some_and(|date| Timestamp::parse(date).is_some());
    (0..text.len()).filter(is_date).map(|at| text[at..at + 20].to_owned()).collect()
}

/// How long after the first date of creation in the same body a date is: to ten seconds, since the clock may have gone on a second between
/// two requests, and to the second for what is said within one.
fn span(body: &[u8], date: &str) -> String {
    let seconds = |date: &str| Timestamp::parse(date).map_or(0, Timestamp::as_secs);
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return "a date".to_owned() };
    let (created, updated) = (body["date_created"].as_str(), body["date_updated"].as_str());
    match created {
        Some(created) if Some(created) == updated => format!("{} s", seconds(date) - seconds(created)),
        Some(created) => format!("about {} s", (seconds(date) - seconds(created) + 5) / 10 * 10),
        None => "a date".to_owned(),
    }
}

fn profile_of(freedom: Freedom) -> Profile {
    [Profile::documented(), Profile::twilio()]
        .into_iter()
        .find(|profile| freedom.is_left_open_by(profile))
        .expect("a profile leaves it open")
}

#[tokio::test]
async fn two_servers_without_any_answer_alike() {
    for profile in [Profile::documented(), Profile::twilio()] {
        let (one, other) = (answers(profile.clone(), None).await, answers(profile, None).await);
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(one, other);
        }
    }
}

#[tokio::test]
async fn each_freedom_shows_in_an_answer() {
    let (mut without_effect, mut plain) = (Vec::new(), BTreeMap::new());
    for freedom in Freedom::all() {
        let profile = profile_of(freedom);
        let name = profile.name().to_owned();
        if !plain.contains_key(&name) {
            plain.insert(name.clone(), answers(profile.clone(), None).await);
        }
        if plain[&name] == answers(profile, Some(freedom)).await {
            without_effect.push(freedom.name());
        }
    }
    assert_eq!(without_effect, Vec::<&str>::new());
}
