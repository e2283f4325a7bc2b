//! Documents and Streams, and what all objects have in common.

use serde_json::{Value, json};

use super::{Asker, below, drawn};

#[test]
fn a_document_shows_what_the_documents_list() {
    let (mut asker, service) = Asker::with_service();
    let answer = asker.ask("POST", &format!("{service}/Documents"), &[("UniqueName", "a b"), ("Ttl", "3600")]);
    assert_eq!((answer.status, answer.etag.as_deref()), (201, Some("\"0\"")));
    let url = format!("http://sync/v1/Services/IS{}/Documents/ET{}", drawn(1), drawn(2));
    let document = json!({
        "sid": format!("ET{}", drawn(2)),
        "unique_name": "a b",
        "account_sid": "AC00000000000000000000000000000001",
        "service_sid": format!("IS{}", drawn(1)),
        "url": url,
        "links": { "permissions": format!("{url}/Permissions") },
        "revision": "0",
        "data": {},
        "date_expires": "2015-07-30T21:00:00Z",
        "date_created": "2015-07-30T20:00:00Z",
        "date_updated": "2015-07-30T20:00:00Z",
        "created_by": "system",
    });
    assert_eq!(answer.body, Some(document.clone()));
    for path in [below(&answer, "url"), format!("{service}/Documents/a%20b")] {
        assert_eq!(asker.body("GET", &path, &[]), document);
    }
}

#[test]
fn data_are_replaced_and_move_revision_and_date() {
    let (mut asker, service) = Asker::with_service();
    let path = asker.created(&format!("{service}/Documents"), &[("Data", r#"{"a":1}"#)]);
    asker.seconds += 60;
    for number in 1..=10 {
        asker.body("POST", &path, &[("Data", &format!("[{number}]"))]);
    }
    let shown = asker.body("GET", &path, &[]);
    assert_eq!([&shown["data"], &shown["revision"]], [&json!([10]), &json!("a")]);
    assert_eq!(shown["date_updated"], "2015-07-30T20:01:00Z");
    assert_eq!(shown["date_created"], "2015-07-30T20:00:00Z");
    asker.seconds += 60;
    for params in [&[("Ttl", "60")][..], &[], &[("Nonsense", "1")]] {
        let shown = asker.body("POST", &path, params);
        assert_eq!([&shown["revision"], &shown["date_updated"]], ["a", "2015-07-30T20:01:00Z"], "{params:?}");
    }
}

#[test]
fn conditions_are_compared_with_the_revision() {
    let (mut asker, service) = Asker::with_service();
    let path = asker.created(&format!("{service}/Documents"), &[]);
    let data = [("Data", "{}")];
    for (condition, answer) in [
        ("0", (200, None)),
        ("0", (412, Some(54103))),
        ("\"1\"", (200, None)),
        ("W/\"2\"", (200, None)),
        ("*", (200, None)),
        ("", (400, Some(54003))),
        ("not a revision", (400, Some(54003))),
    ] {
        asker.if_match = Some(condition);
        assert_eq!(asker.code("POST", &path, &data), answer, "{condition}");
    }
    asker.if_match = Some("0");
    assert_eq!(asker.code("DELETE", &path, &[]), (204, None), "no condition is documented for this");
}

#[test]
fn expiry_is_exact_and_can_be_cleared() {
    let (mut asker, service) = Asker::with_service();
    let objects = format!("{service}/Streams");
    let short = asker.created(&objects, &[("UniqueName", "s"), ("Ttl", "10")]);
    let long = asker.created(&objects, &[("Ttl", "31536000")]);
    asker.seconds += 9;
    assert_eq!(asker.body("GET", &short, &[])["date_expires"], "2015-07-30T20:00:10Z");
    assert_eq!(asker.body("GET", &long, &[])["date_expires"], "2016-07-29T20:00:00Z");
    asker.seconds += 1;
    assert_eq!(asker.code("GET", &short, &[]), (404, Some(54250)));
    assert_eq!(asker.page(&objects, "unique_name").0, ["null"]);
    let again = asker.created(&objects, &[("UniqueName", "s"), ("Ttl", "")]);
    asker.body("POST", &long, &[("Ttl", "0")]);
    asker.seconds += 40_000_000;
    for path in [again, long] {
        assert_eq!(asker.body("GET", &path, &[])["date_expires"], Value::Null);
    }
}

#[test]
fn names_are_of_one_kind_in_one_service() {
    let (mut asker, service) = Asker::with_service();
    let other = asker.created("/Services", &[]);
    let name = [("UniqueName", "same")];
    for path in [format!("{service}/Documents"), format!("{service}/Lists"), format!("{other}/Documents")] {
        asker.created(&path, &name);
        assert_eq!(asker.code("POST", &path, &name), (409, Some(54302)), "{path}");
        asker.created(&path, &[("UniqueName", "Same")]);
    }
    asker.body("DELETE", &format!("{service}/Lists/same"), &[]);
    asker.created(&format!("{service}/Lists"), &name);
}

#[test]
fn names_have_1_to_320_characters_and_no_shape_of_a_sid() {
    let (mut asker, service) = Asker::with_service();
    let path = format!("{service}/Maps");
    let lower = "ET0123456789abcdef0123456789abcdef";
    for name in [&*"é".repeat(320), "x", &lower.to_uppercase(), &lower[1..], &format!("{lower}0")] {
        asker.created(&path, &[("UniqueName", name)]);
    }
    for name in [&*"x".repeat(321), "", lower, "ZZ00000000000000000000000000000000"] {
        assert_eq!(asker.code("POST", &path, &[("UniqueName", name)]), (400, Some(54302)), "{name}");
    }
}

#[test]
fn data_have_a_limit_in_bytes() {
    let (mut asker, service) = Asker::with_service();
    let documents = format!("{service}/Documents");
    let stream = asker.created(&format!("{service}/Streams"), &[]);
    let sized = |bytes: usize| format!("\"{}\"", "x".repeat(bytes - 2));
    for (path, limit) in [(documents, 16384), (format!("{stream}/Messages"), 4096)] {
        for text in [sized(limit), format!("  {}  ", sized(limit))] {
            assert_eq!(asker.code("POST", &path, &[("Data", &text)]).0, 201, "{path}");
        }
        assert_eq!(asker.code("POST", &path, &[("Data", &sized(limit + 1))]), (413, Some(54301)), "{path}");
        let accents = format!("\"{}\"", "é".repeat(limit / 2));
        assert_eq!(asker.code("POST", &path, &[("Data", &accents)]), (413, Some(54301)), "{path}");
        // Escapes that need not be are longer than what they mean.
        let escaped = format!("\"{}\"", "\\u0041".repeat(limit - 2));
        assert_eq!(asker.code("POST", &path, &[("Data", &escaped)]).0, 201, "{path}");
    }
}

#[test]
fn a_message_is_answered_with_sid_and_data_alone() {
    let (mut asker, service) = Asker::with_service();
    let stream = asker.created(&format!("{service}/Streams"), &[("UniqueName", "typing")]);
    let before = asker.body("GET", &stream, &[]);
    let shown = asker.body("POST", &format!("{service}/Streams/typing/Messages"), &[("Data", "[1.50]")]);
    assert_eq!(
        shown,
        json!({ "sid": format!("TZ{}", drawn(3)), "data": [serde_json::from_str::<Value>("1.50").unwrap()] })
    );
    assert_eq!(asker.body("GET", &stream, &[]), before);
    let fields: Vec<&str> = before.as_object().unwrap().keys().map(String::as_str).collect();
    assert!(!fields.contains(&"revision") && !fields.contains(&"data"), "{fields:?}");
}

#[test]
fn permissions_are_granted_by_writing_them() {
    let (mut asker, service) = Asker::with_service();
    let document = asker.created(&format!("{service}/Documents"), &[("UniqueName", "d")]);
    let flags = [("Read", "true"), ("Write", "false"), ("Manage", "true")];
    let path = format!("{service}/Documents/d/Permissions/b%2Fc");
    let shown = asker.body("POST", &path, &flags);
    assert_eq!(
        shown,
        json!({
            "account_sid": "AC00000000000000000000000000000001",
            "service_sid": format!("IS{}", drawn(1)),
            "document_sid": format!("ET{}", drawn(2)),
            "identity": "b/c",
            "read": true,
            "write": false,
            "manage": true,
            "url": format!("http://sync/v1{document}/Permissions/b%2Fc"),
        })
    );
    assert_eq!(asker.body("GET", &path, &[]), shown);
    asker.body("POST", &format!("{document}/Permissions/a"), &flags);
    asker.body("POST", &path, &[("Read", "false"), ("Write", "false"), ("Manage", "false")]);
    assert_eq!(asker.page(&format!("{document}/Permissions"), "identity").0, ["a", "b/c"]);
    asker.body("DELETE", &path, &[]);
    assert_eq!(asker.code("GET", &path, &[]), (404, Some(54354)));
    assert_eq!(asker.code("DELETE", &path, &[]), (404, Some(54354)));
    for flags in [&flags[..2], &[("Read", "TRUE"), ("Write", "true"), ("Manage", "true")]] {
        assert_eq!(asker.code("POST", &path, flags), (400, Some(20422)));
    }
    let long = |length| format!("{document}/Permissions/{}", "x".repeat(length));
    asker.body("POST", &long(256), &flags);
    assert_eq!(asker.code("POST", &long(257), &flags), (400, Some(54351)));
}
