//! Requests as they travel, against a whole server in process. An input is text: requests in HTTP/1.1, with a line `###` between them.
//!
//! They are sent to two servers, one a profile, which begin with the same things under the same SIDs in every run ([`world`]). Each
//! answer is judged by what holds of all answers ([`judge`]), and what is stored before and after is compared.

mod judge;
mod world;

use std::fmt::Write as _;

use axum::http::Method;
use syncproof_harness::{
    exchange::Exchange,
    text::{LINE, printable, printable_bytes},
};

use crate::{Fate, Target, message};

use judge::Asked;
use world::{Answer, Request, World};

/// See the module.
pub const TARGET: Target = Target {
    name: "http",
    about: "raw HTTP requests to the server: answers in good form, and nothing stored but by what succeeds",
    floor: 80,
    check,
    explain,
    feature: None,
    seeds,
};

fn check(bytes: &[u8]) -> Fate {
    let messages = message::read(bytes);
    let mut fate = Fate::Discarded;
    let mut worlds = World::both();
    for world in &mut worlds {
        for message in &messages {
            if let Some(request) = world.prepare(message) {
                fate = Fate::Judged;
                try_out(world, &request);
            }
        }
    }
    World::give_back(worlds);
    fate
}

/// Sends one request and looks at what came of it.
fn try_out(world: &mut World, request: &Request) {
    let answer = world.send(request);
    world.note(&answer);
    let asked = Asked { profile: world.profile(), request };
    if let Err(problem) = judge::answer(&asked, &answer) {
        panic!("{problem}\n{}", story(world, request, &answer));
    }
    let writes = answer.is_success() && !request.is_safe();
    assert!(
        writes || world.is_as_known(),
        "what is refused, or only read, changes what is stored\n{}",
        story(world, request, &answer)
    );
    if writes {
        world.know();
    }
    let leads_back = answer.json.as_ref().is_some_and(|body| body.get("url").is_some());
    if request.is_safe() && !leads_back {
        let again = world.send(request);
        assert!(again == answer, "the same reading twice gives two answers\n{}", story(world, request, &answer));
    }
    if answer.is_success() && request.method != Method::HEAD {
        follow(world, request, &answer);
        assert!(world.is_as_known(), "following a URL changes what is stored\n{}", story(world, request, &answer));
    }
}

/// Where answers lead, there is what they say.
fn follow(world: &World, request: &Request, answer: &Answer) {
    let Some(body) = &answer.json else { return };
    if let Some(url) = body.get("url").and_then(|url| url.as_str()) {
        let there = world.send(&request.to(url));
        assert!(
            there.status == 200 && there.json.as_ref() == Some(body),
            "the URL of what is shown leads to something else: {} {}\n{}",
            there.status,
            printable_bytes(&there.body, LINE),
            story(world, request, answer)
        );
    }
    if let Some(url) = body.get("meta").and_then(|meta| meta.get("next_page_url")?.as_str()) {
        let there = world.send(&request.to(url));
        let asked = Asked { profile: world.profile(), request: &request.to(url) };
        if let Err(problem) = judge::answer(&asked, &there).and_then(|()| judge::next_page(body, &there)) {
            panic!("{problem}\n{}", story(world, request, answer));
        }
    }
}

/// What was asked and answered, for the message of a finding.
fn story(world: &World, request: &Request, answer: &Answer) -> String {
    format!(
        "profile {}: {} {}\nanswered {} {}",
        world.profile().name(),
        request.method,
        printable(&request.target.to_string(), LINE),
        answer.status,
        printable_bytes(&answer.body, 4 * LINE)
    )
}

fn explain(bytes: &[u8]) -> String {
    let [mut documented, mut twilio] = World::both();
    let mut out = String::new();
    for (number, message) in (1..).zip(message::read(bytes)) {
        if message.wait > 0 {
            let _ = writeln!(out, "{} s pass", message.wait);
        }
        let target = printable_bytes(&message.target, 2 * LINE);
        let _ = writeln!(out, "{number}. {} {target}", printable_bytes(&message.method, LINE));
        for (name, value) in &message.headers {
            let _ = writeln!(out, "   {}: {}", printable_bytes(name, LINE), printable_bytes(value, LINE));
        }
        if !message.body.is_empty() {
            let _ = writeln!(out, "   body {}", printable_bytes(&message.body, 4 * LINE));
        }
        let answer = |world: &mut World| {
            let Some(request) = world.prepare(&message) else { return "cannot be sent".to_owned() };
            let answer = world.send(&request);
            world.note(&answer);
            let code = answer.json.as_ref().and_then(|body| body.get("code")?.as_i64());
            format!("{}{}", answer.status, code.map(|code| format!(" code {code}")).unwrap_or_default())
        };
        let _ = writeln!(out, "   documented: {}; twilio: {}", answer(&mut documented), answer(&mut twilio));
    }
    out
}

fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let messages = message::of(exchanges);
    let once = messages.iter().map(|message| message::write(std::slice::from_ref(message)));
    let whole = message::write(&messages);
    once.filter(|seed| !mentions_earlier(seed)).chain([whole]).filter(|seed| !seed.is_empty()).collect()
}

/// Whether a request needs others before it.
fn mentions_earlier(seed: &[u8]) -> bool {
    seed.windows(2).any(|pair| pair[0] == b'{' && pair[1].is_ascii_digit())
}

#[cfg(test)]
mod tests;
