use serde_json::json;

use super::support::{Param, World, body, error};

const MISSING_SERVICE: &str = "/Services/IS00000000000000000000000000000000";

#[test]
fn an_error_says_code_message_status_and_where_to_read_on() {
    let mut world = World::documented();
    let refused = world.get("/Documents/none", &[]);
    let expected = json!({
        "code": 54007,
        "message": "Document not found",
        "more_info": "https://www.twilio.com/docs/errors/54007",
        "status": 404,
    });
    assert_eq!((refused.status, &refused.etag, body(&refused)), (404, &None, &expected));
}

/// What is asked, and the status and code of either profile.
type Case<'a> = (&'a str, &'a str, &'a [Param<'a>], (u16, i64), (u16, i64));

const ALL_FLAGS: &[Param<'_>] = &[("Read", "true"), ("Write", "true"), ("Manage", "true")];

#[test]
fn both_profiles_have_their_codes() {
    let long = "x".repeat(321);
    let large = super::support::json_of(16_385);
    let long_message = super::support::json_of(4097);
    let long_identity = format!("/Lists/l/Permissions/{}", "i".repeat(257));
    let cases: &[Case<'_>] = &[
        ("GET", MISSING_SERVICE, &[], (404, 54001), (404, 20404)),
        ("GET", "/Documents/none", &[], (404, 54007), (404, 20404)),
        ("GET", "/Maps/none", &[], (404, 54009), (404, 20404)),
        ("GET", "/Maps/m/Items/none", &[], (404, 54012), (404, 20404)),
        ("GET", "/Lists/none", &[], (404, 54008), (404, 20404)),
        ("GET", "/Lists/l/Items/7", &[], (404, 54011), (404, 20404)),
        ("GET", "/Lists/l/Items/x", &[], (400, 54458), (400, 54458)),
        ("GET", "/Streams/none", &[], (404, 54250), (404, 20404)),
        ("GET", "/Documents/d/Permissions/none", &[], (404, 54354), (404, 20404)),
        ("POST", "/Lists", &[("UniqueName", "l")], (409, 54302), (409, 54301)),
        ("POST", "/Streams", &[("UniqueName", "s")], (409, 54302), (409, 54301)),
        ("POST", "/Lists/l/Items", &[("Data", &large)], (413, 54301), (413, 54006)),
        ("POST", "/Lists/l/Items", &[], (400, 54156), (400, 54156)),
        ("POST", "/Streams/s/Messages", &[("Data", &long_message)], (413, 54301), (413, 54006)),
        ("POST", "/Streams/s/Messages", &[], (400, 54251), (400, 54251)),
        ("POST", &long_identity, ALL_FLAGS, (400, 54351), (400, 54351)),
        ("POST", "/Maps/m/Permissions/i", &[("Read", "true")], (400, 20422), (400, 20422)),
        ("POST", "/Documents", &[("UniqueName", "d")], (409, 54302), (409, 54301)),
        ("POST", "/Maps", &[("UniqueName", "m")], (409, 54302), (409, 54301)),
        ("POST", "/Maps/m/Items", &[("Key", "k"), ("Data", "{}")], (409, 54208), (409, 54208)),
        ("POST", "/Documents", &[("Data", &large)], (413, 54301), (413, 54006)),
        ("POST", "/Documents", &[("Data", "x")], (400, 54008), (400, 54008)),
        ("POST", "/Documents", &[("Data", "null")], (400, 54101), (400, 54101)),
        ("POST", "/Maps/m/Items", &[("Key", "n")], (400, 54206), (400, 54206)),
        ("POST", "/Documents", &[("UniqueName", &long)], (400, 54302), (400, 54302)),
        ("POST", "/Maps/m/Items", &[("Key", &long), ("Data", "{}")], (400, 54209), (400, 54209)),
        ("POST", "/Documents", &[("Ttl", "-1")], (400, 54011), (400, 54011)),
        ("GET", "/Maps/m/Items", &[("Order", "up")], (400, 54451), (400, 54451)),
        ("GET", "/Maps/m/Items", &[("Bounds", "some")], (400, 54452), (400, 54452)),
        ("GET", "/Maps/m/Items", &[("PageToken", "x")], (400, 54453), (400, 54453)),
        ("GET", "/Documents", &[("PageSize", "0")], (400, 54454), (400, 54454)),
    ];
    for (mut world, is_twilio) in [(World::documented(), false), (World::twilio(), true)] {
        for (kind, name) in [("/Documents", "d"), ("/Lists", "l"), ("/Maps", "m"), ("/Streams", "s")] {
            world.post(kind, &[("UniqueName", name)]);
        }
        world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
        world.post("/Lists/l/Items", &[("Data", "{}")]);
        for (method, path, params, documented, twilio) in cases {
            let answer = if *method == "GET" { world.get(path, params) } else { world.post(path, params) };
            let expected = if is_twilio { *twilio } else { *documented };
            assert_eq!(error(&answer), expected, "{method} {path} {params:?}");
        }
        assert_eq!(error(&world.post_if("/Documents/d", "9", &[])), (412, 54103));
        assert_eq!(error(&world.post_if("/Maps/m/Items/k", "9", &[])), (412, 54205));
        assert_eq!(error(&world.post_if("/Lists/l/Items/0", "9", &[])), (412, 54155));
    }
}

#[test]
fn the_outermost_thing_that_is_missing_is_named_first() {
    let mut world = World::documented();
    for below in [
        "/Documents",
        "/Documents/d",
        "/Maps/m/Items",
        "/Maps/m/Items/k",
        "/Lists/l/Items/x",
        "/Streams/s",
        "/Documents/d/Permissions/i",
    ] {
        assert_eq!(error(&world.get(&format!("{MISSING_SERVICE}{below}"), &[])), (404, 54001), "{below}");
    }
    assert_eq!(error(&world.get("/Maps/none/Items/k", &[])), (404, 54009));
    assert_eq!(error(&world.post("/Maps/none/Items", &[("Key", "k"), ("Data", "{}")])), (404, 54009));
    assert_eq!(error(&world.delete("/Maps/none/Items/k")), (404, 54009));
    assert_eq!(error(&world.get("/Lists/none/Items/x", &[])), (404, 54008));
    assert_eq!(error(&world.post("/Streams/none/Messages", &[("Data", "{}")])), (404, 54250));
    assert_eq!(error(&world.get("/Documents/none/Permissions/i", &[])), (404, 54007));
}

#[test]
fn what_is_missing_is_named_before_what_is_malformed() {
    let mut world = World::documented();
    assert_eq!(error(&world.post("/Documents/none", &[("Data", "x"), ("Ttl", "-1")])), (404, 54007));
    assert_eq!(error(&world.get("/Maps/none/Items", &[("Order", "up")])), (404, 54009));
}

#[test]
fn of_several_faults_the_first_in_reading_order_is_named() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    assert_eq!(error(&world.post("/Documents", &[("UniqueName", ""), ("Data", "x"), ("Ttl", "-1")])), (400, 54302));
    assert_eq!(error(&world.post("/Documents", &[("UniqueName", "d"), ("Data", "x")])), (400, 54008));
    assert_eq!(error(&world.post_if("/Documents/d", "9", &[("Ttl", "-1")])), (400, 54011));
    assert_eq!(error(&world.get("/Documents", &[("PageSize", "0"), ("PageToken", "x")])), (400, 54454));
}
