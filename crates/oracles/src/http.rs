//! Requests as they travel, against a whole server in process. An input is text: requests in HTTP/1.1, with a line `###` between them.
//!
//! They are sent to two servers, one a profile, which begin with the same things under the same SIDs in every run (`world`). Each
//! answer is judged by what holds of all answers (`judge`), and what is stored before and after is compared. A first line `### NAME` with
//! the name of a freedom of the wire has them sent to two more servers, which use it: what these answer must mean the same (`meaning`).

mod judge;
mod meaning;
mod world;

use std::fmt::Write as _;

use axum::http::Method;
use syncproof_harness::{
    exchange::Exchange,
    text::{LINE, printable, printable_bytes},
};
use syncproof_server::Freedom;

use crate::{
    Fate, Target,
    message::{self, Message},
};

use judge::Asked;
use meaning::Meaning;
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
    let mut free = freedom(bytes).map(World::both_with).into_iter().flatten();
    for world in &mut worlds {
        let mut free = free.next();
        for message in &messages {
            if let Some(request) = world.prepare(message) {
                fate = Fate::Judged;
                let answer = try_out(world, &request);
                if let Some(free) = &mut free {
                    compare(free, message, &answer);
                }
            }
        }
    }
    World::give_back(worlds);
    fate
}

/// The freedom that an input names.
fn freedom(bytes: &[u8]) -> Option<Freedom> {
    message::heading(bytes)?.parse().ok().filter(|freedom: &Freedom| freedom.is_of_the_wire())
}

/// Sends the same to a server that is free to write its answers otherwise.
fn compare(free: &mut World, message: &Message, answer: &Answer) {
    let Some(request) = free.prepare(message) else { panic!("what one server can be sent, another cannot") };
    let other = free.send(&request);
    free.note(&other);
    assert!(
        Meaning::of(&other) == Meaning::of(answer),
        "what is only written otherwise means something else\nwithout: {}\n{}",
        printable_bytes(&answer.body, 4 * LINE),
        story(free, &request, &other)
    );
}

/// Sends one request and looks at what came of it.
fn try_out(world: &mut World, request: &Request) -> Answer {
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
    answer
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
    if let Some(freedom) = freedom(bytes) {
        let _ = writeln!(out, "also with freedom {freedom}: {}", freedom.what());
    }
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
