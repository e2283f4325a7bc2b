use serde_json::json;
use syncproof_api::{Operation, Resource, Verb};

use super::support::{BASE, World, body, error, field, json_of, listed, text};

fn world_with_stream() -> World {
    let mut world = World::documented();
    world.post("/Streams", &[("UniqueName", "s")]);
    world
}

#[test]
fn a_stream_shows_its_documented_fields() {
    let mut world = World::documented();
    let made = world.post("/Streams", &[("UniqueName", "s"), ("Data", "nope")]);
    let sid = text(&made, "sid");
    let url = format!("{BASE}{}/Streams/{sid}", world.service);
    assert_eq!((made.status, &made.etag), (201, &None));
    assert!(sid.starts_with("TO"));
    let expected = json!({
        "sid": sid,
        "unique_name": "s",
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": world.service.strip_prefix("/Services/").unwrap(),
        "url": url,
        "links": { "messages": format!("{url}/Messages") },
        "date_expires": null,
        "date_created": "2026-01-01T00:00:00Z",
        "date_updated": "2026-01-01T00:00:00Z",
        "created_by": "system",
    });
    assert_eq!(body(&made), &expected);
    for path in ["/Streams/s", &format!("/Streams/{sid}")] {
        assert_eq!(world.get(path, &[]).body, made.body);
    }
    assert_eq!(listed(&world.get("/Streams", &[])), "s");
}

#[test]
fn a_stream_has_one_parameter_for_its_expiry() {
    let mut world = world_with_stream();
    let updated = world.post("/Streams/s", &[("Ttl", "60"), ("CollectionTtl", "nonsense"), ("ItemTtl", "5")]);
    assert_eq!((updated.status, text(&updated, "date_expires")), (200, "2026-01-01T00:01:00Z".into()));
    assert_eq!(field(&world.post("/Streams/s", &[("Ttl", "0")]), "date_expires"), &json!(null));
    assert_eq!(error(&world.post("/Streams/s", &[("Ttl", "-1")])), (400, 54011));
    world.post("/Streams/s", &[("Ttl", "5")]);
    assert_eq!(error(&world.wait(5).get("/Streams/s", &[])), (404, 54250));
    assert_eq!(error(&world.post("/Streams/s/Messages", &[("Data", "{}")])), (404, 54250));
}

#[test]
fn a_deleted_stream_is_gone() {
    let mut world = world_with_stream();
    let sid = text(&world.get("/Streams/s", &[]), "sid");
    assert_eq!(world.delete("/Streams/s").status, 204);
    for path in ["/Streams/s", &format!("/Streams/{sid}")] {
        assert_eq!(error(&world.get(path, &[])), (404, 54250), "{path}");
        assert_eq!(error(&world.delete(path)), (404, 54250), "{path}");
        assert_eq!(error(&world.post(&format!("{path}/Messages"), &[("Data", "{}")])), (404, 54250), "{path}");
    }
}

#[test]
fn a_message_is_its_sid_and_its_data() {
    let mut world = world_with_stream();
    let before = world.get("/Streams/s", &[]);
    let made = world.wait(5).post("/Streams/s/Messages", &[("Data", r#"{"n":1}"#)]);
    let sid = text(&made, "sid");
    assert_eq!((made.status, &made.etag), (201, &None));
    assert!(sid.starts_with("TZ"), "{sid}");
    assert_eq!(body(&made), &json!({"sid": sid, "data": {"n": 1}}));
    let by_sid = format!("/Streams/{}/Messages", text(&before, "sid"));
    assert_ne!(text(&world.post(&by_sid, &[("Data", r#"{"n":1}"#)]), "sid"), sid);
    assert_eq!(world.get("/Streams/s", &[]), before);
}

#[test]
fn a_message_needs_data_of_4_kib_at_most() {
    let mut world = world_with_stream();
    for params in [&[][..], &[("Data", "")], &[("Data", "null")]] {
        assert_eq!(error(&world.post("/Streams/s/Messages", params)), (400, 54251), "{params:?}");
    }
    assert_eq!(error(&world.post("/Streams/s/Messages", &[("Data", "nope")])), (400, 54008));
    assert_eq!(error(&world.post("/Streams/s/Messages", &[("Data", &json_of(4097))])), (413, 54301));
    assert_eq!(world.post("/Streams/s/Messages", &[("Data", &json_of(4096))]).status, 201);
    let accented = format!("\"{}\"", "é".repeat(2048));
    assert_eq!(error(&world.post("/Streams/s/Messages", &[("Data", &accented)])), (413, 54301));
}

#[test]
fn messages_can_only_be_published() {
    for verb in [Verb::List, Verb::Fetch, Verb::Update, Verb::Delete] {
        assert!(!Operation { resource: Resource::StreamMessage, verb }.exists());
    }
}
