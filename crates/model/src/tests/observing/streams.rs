use serde_json::json;

use super::{Call, answer, found, judged, judged_with, refusal};
use crate::tests::support::{World, body, json_of};

const PUBLISH: Call<'static> = ("POST", "/Streams/s/Messages", &[("Data", r#"{"n":1}"#)]);
const SID: &str = "TZABCDEF0123456789ABCDEF0123456789";

fn with_stream() -> World {
    let mut world = World::documented();
    world.post("/Streams", &[("UniqueName", "s")]);
    world
}

#[test]
fn a_message_shows_its_data_and_a_sid_of_its_own() {
    let mut world = with_stream();
    let message = answer(201, json!({"sid": SID, "data": {"n": 1}}));
    assert_eq!(world.observe(PUBLISH, &message), Ok(()));
    assert_eq!(
        found(world.observe(PUBLISH, &message)),
        format!("sid: expected a SID that nothing else has, got \"{SID}\"")
    );
    world.post("/Streams", &[("UniqueName", "t")]);
    let elsewhere = ("POST", "/Streams/t/Messages", PUBLISH.2);
    assert!(world.observe(elsewhere, &message).is_err());
}

#[test]
fn a_message_is_complete_and_what_was_sent() {
    for (field, value) in [
        ("data", json!({"n": 2})),
        ("data", json!("{\"n\":1}")),
        ("sid", json!("TO0123456789abcdef0123456789abcdef")),
        ("sid", json!(null)),
    ] {
        let found = found(judged_with(&mut with_stream(), PUBLISH, field, value));
        assert!(found.starts_with(field), "{found}");
    }
    for field in ["sid", "data"] {
        let result = judged(&mut with_stream(), PUBLISH, |response| {
            response.body.as_mut().unwrap().as_object_mut().unwrap().remove(field);
        });
        assert!(found(result).starts_with(field));
    }
    assert!(judged(&mut with_stream(), PUBLISH, |response| response.status = 200).is_err());
    assert_eq!(judged_with(&mut with_stream(), PUBLISH, "extra", json!(1)), Ok(()));
}

#[test]
fn a_message_that_is_too_large_is_refused_under_any_code() {
    let large = json_of(4097);
    let call = ("POST", "/Streams/s/Messages", &[("Data", large.as_str())][..]);
    for (status, code) in [(413, 54301), (413, 54006), (400, 1)] {
        assert_eq!(with_stream().observe(call, &refusal(status, code)), Ok(()), "{status} {code}");
    }
    let stored = answer(201, json!({"sid": SID, "data": syncproof_api::json::parse(&large).unwrap()}));
    assert!(with_stream().observe(call, &stored).is_err());
    assert!(with_stream().observe(PUBLISH, &refusal(413, 54006)).is_err());
}

#[test]
fn a_message_needs_data() {
    let call = ("POST", "/Streams/s/Messages", &[][..]);
    let message = answer(201, json!({"sid": SID, "data": {}}));
    assert!(with_stream().observe(call, &message).is_err());
    assert_eq!(with_stream().observe(call, &refusal(400, 54251)), Ok(()));
}

#[test]
fn an_expired_stream_takes_messages_or_is_gone() {
    let mut world = with_stream();
    world.post("/Streams/s", &[("Ttl", "30")]);
    world.wait(60);
    assert_eq!(world.observe(PUBLISH, &answer(201, json!({"sid": SID, "data": {"n": 1}}))), Ok(()));
    assert_eq!(world.observe(PUBLISH, &refusal(404, 54250)), Ok(()));
    let other = answer(201, json!({"sid": SID.replace('A', "B"), "data": {"n": 1}}));
    assert!(world.observe(PUBLISH, &other).is_err(), "it was seen gone");
}

#[test]
fn a_message_may_move_the_date_of_its_stream_and_nothing_else() {
    let fetch = ("GET", "/Streams/s", &[][..]);
    let mut world = with_stream();
    world.wait(20);
    assert!(judged_with(&mut world, fetch, "date_updated", json!("2026-01-01T00:00:20Z")).is_err());
    world.post("/Streams/s/Messages", PUBLISH.2);
    assert!(judged_with(&mut world, fetch, "date_expires", json!("2026-01-01T00:01:20Z")).is_err());
    assert_eq!(judged_with(&mut world, fetch, "date_updated", json!("2026-01-01T00:00:20Z")), Ok(()));
    assert!(judged_with(&mut world, fetch, "date_updated", json!("2026-01-01T00:00:00Z")).is_err());
}

#[test]
fn a_stream_needs_no_revision_and_may_show_one() {
    let mut world = with_stream();
    let fetch = ("GET", "/Streams/s", &[][..]);
    assert!(body(&world.peek(fetch)).get("revision").is_none());
    assert_eq!(judged_with(&mut world, fetch, "revision", json!("7")), Ok(()));
    let listing = world.peek(("GET", "/Streams", &[]));
    assert_eq!(world.observe(("GET", "/Streams", &[]), &listing), Ok(()));
}
