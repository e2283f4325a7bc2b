use serde_json::{Value, json};
use syncproof_api::Response;

use super::{answer, found, judged, judged_with, refusal};
use crate::tests::support::World;

const SID: &str = "ETABCDEF0123456789ABCDEF0123456789";

/// A Document as a target shows it that is not the reference.
fn document(world: &World, revision: &str, data: &Value) -> Value {
    let service = world.service.strip_prefix("/Services/").unwrap();
    let url = format!("https://sync.example.com:8443/base{}/Documents/{SID}", world.service);
    json!({
        "sid": SID,
        "unique_name": "d",
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": service,
        "url": url,
        "links": { "permissions": format!("{url}/Permissions"), "more": 1 },
        "revision": revision,
        "data": data,
        "date_expires": null,
        "date_created": "2026-01-01T00:00:01Z",
        "date_updated": "2026-01-01T00:00:01Z",
        "created_by": "system",
        "extra": true,
    })
}

const CREATE: super::Call<'static> = ("POST", "/Documents", &[("UniqueName", "d"), ("Data", "{}")]);
const FETCH: super::Call<'static> = ("GET", "/Documents/d", &[]);

fn created() -> World {
    let mut world = World::documented();
    let made = answer(201, document(&world, "r 0", &json!({})));
    assert_eq!(world.observe(CREATE, &made), Ok(()));
    world
}

#[test]
fn free_choices_are_taken_over() {
    let mut world = created();
    let shown = answer(200, document(&world, "r 0", &json!({})));
    assert_eq!(world.observe(FETCH, &shown), Ok(()));
    assert_eq!(world.observe(("GET", &format!("/Documents/{SID}"), &[]), &shown), Ok(()));
}

#[test]
fn a_fetch_shows_what_is_known() {
    for (field, value, deviation) in [
        ("revision", json!("r 1"), "revision: expected \"r 0\", got \"r 1\""),
        ("data", json!({"a": 1}), "data: expected {}, got {\"a\":1}"),
        (
            "date_created",
            json!("2026-01-01T00:00:02Z"),
            "date_created: expected \"2026-01-01T00:00:01Z\", got \"2026-01-01T00:00:02Z\"",
        ),
        ("unique_name", json!(null), "unique_name: expected \"d\", got null"),
        ("date_expires", json!("2026-01-01T00:00:02Z"), "date_expires: expected null, got \"2026-01-01T00:00:02Z\""),
        ("url", json!("https://x/Documents/d"), ""),
        ("links", json!({}), ""),
        ("created_by", json!("me"), "created_by: expected \"system\", got \"me\""),
    ] {
        let mut world = created();
        let mut shown = document(&world, "r 0", &json!({}));
        shown[field] = value;
        let found = found(world.observe(FETCH, &answer(200, shown)));
        assert!(found.starts_with(field) && (deviation.is_empty() || found == deviation), "{found}");
    }
}

#[test]
fn every_documented_field_has_to_be_there() {
    for field in syncproof_api::fields::of(syncproof_api::Resource::Document) {
        let mut world = created();
        let mut shown = document(&world, "r 0", &json!({}));
        shown.as_object_mut().unwrap().remove(*field);
        assert!(found(world.observe(FETCH, &answer(200, shown))).ends_with("got nothing"), "{field}");
    }
}

#[test]
fn a_new_sid_has_its_form_and_is_new() {
    let mut world = created();
    let again = ("POST", "/Documents", &[][..]);
    assert!(
        found(judged_with(&mut world, again, "sid", json!(SID)))
            .starts_with("sid: expected a SID that nothing else has")
    );
    for sid in ["MP0123456789abcdef0123456789abcdef", "ET123", "d"] {
        assert!(
            found(judged_with(&mut world, again, "sid", json!(sid))).starts_with("sid: expected a SID of its kind")
        );
    }
}

#[test]
fn dates_and_revisions_have_their_form() {
    for (field, value) in [
        ("date_created", json!("2026-01-01T00:00:00.000Z")),
        ("date_created", json!(null)),
        ("date_updated", json!("2025-12-31T23:59:59Z")),
        ("date_updated", json!("yesterday")),
        ("date_expires", json!(5)),
        ("revision", json!(0)),
        ("revision", json!("")),
    ] {
        let mut world = World::documented();
        assert!(found(judged_with(&mut world, CREATE, field, value)).starts_with(field), "{field}");
    }
}

#[test]
fn a_new_object_may_have_no_date_of_update_where_samples_show_none() {
    assert_eq!(judged_with(&mut World::documented(), CREATE, "date_updated", Value::Null), Ok(()));
    assert!(judged_with(&mut World::twilio(), CREATE, "date_updated", Value::Null).is_err());
}

#[test]
fn changed_data_move_the_revision() {
    let update = ("POST", "/Documents/d", &[("Data", r#"{"n":1}"#)][..]);
    let mut world = created();
    let stuck = answer(200, document(&world, "r 0", &json!({"n": 1})));
    assert_eq!(found(world.observe(update, &stuck)), "revision: expected another revision than \"r 0\", got \"r 0\"");
    let moved = answer(200, document(&world, "r 1", &json!({"n": 1})));
    assert_eq!(world.observe(update, &moved), Ok(()));
    assert_eq!(world.observe(update, &moved), Ok(()), "the same data again need not count as a change");
}

#[test]
fn changed_data_move_the_date_once_time_has_passed() {
    let mut world = created();
    let update = |n: &'static str| ("POST", "/Documents/d", n);
    let mut body = document(&world, "r 1", &json!({"n": 1}));
    let (method, path, data) = update(r#"{"n":1}"#);
    assert_eq!(world.wait(1).observe((method, path, &[("Data", data)]), &answer(200, body.clone())), Ok(()));
    body["revision"] = json!("r 2");
    body["data"] = json!({"n": 2});
    let (method, path, data) = update(r#"{"n":2}"#);
    let call = (method, path, &[("Data", data)][..]);
    let stuck = world.wait(10).observe(call, &answer(200, body.clone()));
    assert!(found(stuck).starts_with("date_updated: expected a date after 2026-01-01T00:00:01Z"));
    body["date_updated"] = json!("2026-01-01T00:00:02Z");
    assert_eq!(world.observe(call, &answer(200, body)), Ok(()));
}

#[test]
fn a_date_that_a_ttl_moved_a_moment_ago_need_not_move_again() {
    let mut world = created();
    let mut body = document(&world, "r 0", &json!({}));
    body["date_updated"] = json!("2026-01-01T00:00:20Z");
    assert_eq!(world.wait(20).observe(("POST", "/Documents/d", &[("Ttl", "0")]), &answer(200, body.clone())), Ok(()));
    body["revision"] = json!("r 1");
    body["data"] = json!({"n": 1});
    assert_eq!(world.observe(("POST", "/Documents/d", &[("Data", r#"{"n":1}"#)]), &answer(200, body)), Ok(()));
}

#[test]
fn a_ttl_alone_may_move_the_revision_or_not() {
    for revision in ["r 0", "r 1"] {
        let mut world = created();
        let mut body = document(&world, revision, &json!({}));
        body["date_expires"] = json!("2026-01-01T00:01:00Z");
        assert_eq!(world.observe(("POST", "/Documents/d", &[("Ttl", "60")]), &answer(200, body.clone())), Ok(()));
        assert_eq!(world.observe(FETCH, &answer(200, body)), Ok(()));
    }
}

#[test]
fn an_etag_names_the_revision() {
    let shown = |world: &World, etag: Option<&str>| Response {
        etag: etag.map(str::to_owned),
        ..answer(200, document(world, "r 0", &json!({})))
    };
    for etag in [None, Some("r 0"), Some("\"r 0\""), Some("W/\"r 0\"")] {
        let mut world = created();
        let shown = shown(&world, etag);
        assert_eq!(world.observe(FETCH, &shown), Ok(()), "{etag:?}");
    }
    let mut world = created();
    let shown = shown(&world, Some("\"r 1\""));
    assert_eq!(found(world.observe(FETCH, &shown)), "etag: expected the revision, r 0, got \"r 1\"");
    let mut world = World::twilio();
    world.post("/Documents", &[("UniqueName", "d")]);
    assert!(judged(&mut world, FETCH, |response| response.etag = None).is_err());
}

#[test]
fn an_item_write_may_move_the_map_and_nothing_else_does() {
    for revision in ["0", "1", "new"] {
        let mut world = World::documented();
        world.post("/Maps", &[("UniqueName", "m")]);
        world.wait(1).post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
        let fetch = ("GET", "/Maps/m", &[][..]);
        assert_eq!(judged_with(&mut world, fetch, "revision", json!(revision)), Ok(()));
        assert!(judged_with(&mut world, fetch, "revision", json!("another")).is_err());
    }
}

#[test]
fn a_delete_is_answered_with_204_and_nothing() {
    let mut world = created();
    let call = ("DELETE", "/Documents/d", &[][..]);
    assert_eq!(found(world.observe(call, &answer(204, json!({})))), "body: expected nothing, got {}");
    let empty = |status| Response { status, etag: None, body: None };
    assert_eq!(found(world.observe(call, &empty(200))), "status: expected status 204, got status 200");
    assert_eq!(world.observe(call, &empty(204)), Ok(()));
    assert!(world.observe(call, &empty(204)).is_err());
    assert_eq!(world.observe(FETCH, &refusal(404, 54007)), Ok(()));
}

#[test]
fn a_service_may_have_to_be_emptied_first() {
    let mut world = World::documented();
    let path = world.service.clone();
    let delete = ("DELETE", path.as_str(), &[][..]);
    assert!(world.observe(delete, &refusal(409, 20409)).is_err());
    world.post("/Maps", &[]);
    assert_eq!(world.observe(delete, &refusal(409, 20409)), Ok(()));
    assert!(world.observe(delete, &refusal(404, 54001)).is_err());
    assert_eq!(judged(&mut world, delete, |_| ()), Ok(()));
    assert_eq!(world.observe(("GET", &path, &[]), &refusal(404, 54001)), Ok(()));
}

#[test]
fn a_refusal_has_the_status_and_code_of_a_fault_that_is_there() {
    let mut world = created();
    let call = ("POST", "/Documents", &[("UniqueName", "d"), ("Data", "x"), ("Ttl", "-1")][..]);
    for (status, code) in [(409, 54302), (400, 54008), (400, 54011), (400, 1)] {
        assert_eq!(world.observe(call, &refusal(status, code)), Ok(()), "{status} {code}");
    }
    for (status, code) in [(409, 54301), (404, 54007), (500, 20500), (413, 54301)] {
        assert!(found(world.observe(call, &refusal(status, code))).starts_with("status: "), "{status} {code}");
    }
    assert!(world.observe(call, &answer(201, document(&world, "r 9", &json!({})))).is_err());
    assert_eq!(
        found(world.observe(FETCH, &refusal(404, 54007))),
        "status: expected success, got status 404, code 54007"
    );
}

#[test]
fn an_error_body_has_its_four_fields() {
    let fetch = ("GET", "/Documents/none", &[][..]);
    for (field, value) in [
        ("code", json!("54007")),
        ("code", Value::Null),
        ("message", Value::Null),
        ("more_info", json!(5)),
        ("status", json!(400)),
        ("status", json!("404")),
    ] {
        let mut world = World::documented();
        assert!(judged_with(&mut world, fetch, field, value.clone()).is_err(), "{field} {value}");
    }
    assert_eq!(judged_with(&mut World::documented(), fetch, "details", json!({})), Ok(()));
    let mut world = World::documented();
    assert!(judged(&mut world, fetch, |response| response.body = None).is_err());
}

#[test]
fn what_may_be_refused_may_be_done() {
    let mut world = World::documented();
    let null = ("POST", "/Documents", &[("UniqueName", "d"), ("Data", "null")][..]);
    assert_eq!(world.observe(null, &refusal(400, 54101)), Ok(()));
    let stored = answer(201, document(&world, "0", &Value::Null));
    assert_eq!(world.observe(null, &stored), Ok(()));
    assert_eq!(world.observe(FETCH, &answer(200, document(&world, "0", &Value::Null))), Ok(()));
    assert!(world.observe(FETCH, &answer(200, document(&world, "0", &json!({})))).is_err());
}

#[test]
fn a_name_that_another_kind_has_may_be_taken() {
    let kinds = ["/Documents", "/Lists", "/Maps", "/Streams"];
    for (taken, wanted) in kinds.into_iter().flat_map(|a| kinds.map(|b| (a, b))) {
        let params = [("UniqueName", "n")];
        let mut world = World::documented();
        world.post(taken, &params);
        let refused = world.observe(("POST", wanted, &params), &refusal(409, 54302));
        assert_eq!(refused, Ok(()), "{taken} {wanted}");
        assert!(world.observe(("POST", wanted, &[("UniqueName", "other")]), &refusal(409, 54302)).is_err());
    }
}

#[test]
fn what_the_model_does_not_cover_is_not_judged() {
    let mut world = World::documented();
    let anything = answer(201, json!({"sid": "ES"}));
    assert_eq!(world.observe(("GET", "/Services/default/Documents", &[]), &anything), Ok(()));
    assert_eq!(world.observe(("GET", "/Documents/none", &[]), &refusal(429, 54009)), Ok(()));
}
