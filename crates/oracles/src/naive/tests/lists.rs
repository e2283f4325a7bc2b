//! Lists and their items.

use serde_json::{Value, json};

use super::{Asker, below, drawn};

fn a_list() -> (Asker, String, String) {
    let (mut asker, service) = Asker::with_service();
    let list = asker.created(&format!("{service}/Lists"), &[("UniqueName", "l")]);
    let items = format!("{list}/Items");
    (asker, list, items)
}

#[test]
fn an_item_shows_what_the_documents_list() {
    let (mut asker, list, items) = a_list();
    let answer = asker.ask("POST", &items, &[("Data", "1"), ("ItemTtl", "60"), ("Ttl", "nonsense")]);
    assert_eq!((answer.status, answer.etag.as_deref()), (201, Some("\"0\"")));
    assert_eq!(
        answer.body,
        Some(json!({
            "index": 0,
            "account_sid": "AC00000000000000000000000000000001",
            "service_sid": format!("IS{}", drawn(1)),
            "list_sid": format!("ES{}", drawn(2)),
            "url": format!("http://sync/v1{items}/0"),
            "revision": "0",
            "data": 1,
            "date_expires": "2015-07-30T20:01:00Z",
            "date_created": "2015-07-30T20:00:00Z",
            "date_updated": "2015-07-30T20:00:00Z",
            "created_by": "system",
        }))
    );
    assert_eq!(asker.body("GET", &list, &[])["date_expires"], Value::Null);
}

#[test]
fn an_index_is_never_given_again() {
    let (mut asker, _, items) = a_list();
    for _ in 0..3 {
        asker.created(&items, &[("Data", "{}"), ("Ttl", "5")]);
    }
    asker.body("DELETE", &format!("{items}/2"), &[]);
    let answer = asker.ask("POST", &items, &[("Data", "{}")]);
    assert_eq!(below(&answer, "url"), format!("{items}/3"));
    asker.seconds += 5;
    asker.body("DELETE", &format!("{items}/3"), &[]);
    assert_eq!(asker.created(&items, &[("Data", "{}")]), format!("{items}/4"));
}

#[test]
fn what_is_written_to_an_item_moves_its_list() {
    let (mut asker, list, items) = a_list();
    let revision = |asker: &mut Asker| asker.body("GET", &list, &[])["revision"].clone();
    asker.created(&items, &[("Data", "{}")]);
    assert_eq!(revision(&mut asker), "1");
    asker.body("POST", &format!("{items}/0"), &[("Data", "{}")]);
    assert_eq!(revision(&mut asker), "2");
    asker.body("POST", &format!("{items}/0"), &[]);
    assert_eq!(revision(&mut asker), "2");
    asker.body("DELETE", &format!("{items}/0"), &[]);
    assert_eq!(revision(&mut asker), "3");
}

#[test]
fn an_item_may_move_the_expiry_of_its_list() {
    let (mut asker, list, items) = a_list();
    asker.created(&items, &[("Data", "{}"), ("CollectionTtl", "60")]);
    assert_eq!(asker.body("GET", &list, &[])["date_expires"], "2015-07-30T20:01:00Z");
    let item = format!("{items}/0");
    assert_eq!(asker.body("GET", &item, &[])["date_expires"], Value::Null);
    assert_eq!(asker.code("POST", &item, &[("CollectionTtl", "90")]), (400, Some(20422)));
    asker.if_match = Some("7");
    assert_eq!(asker.code("POST", &item, &[("Data", "1"), ("CollectionTtl", "90")]), (412, Some(54155)));
    assert_eq!(asker.body("GET", &list, &[])["date_expires"], "2015-07-30T20:01:00Z");
    asker.body("POST", &item, &[("Ttl", "0"), ("CollectionTtl", "90")]);
    assert_eq!(asker.body("GET", &list, &[])["date_expires"], "2015-07-30T20:01:30Z");
    asker.seconds += 90;
    assert_eq!(asker.code("GET", &item, &[]), (404, Some(54008)));
}

#[test]
fn indexes_are_compared_as_numbers() {
    let (mut asker, _, items) = a_list();
    for _ in 0..12 {
        asker.created(&items, &[("Data", "{}")]);
    }
    let indexes = |asker: &mut Asker, query: &str| asker.page(&format!("{items}?{query}"), "index").0.join(" ");
    assert_eq!(indexes(&mut asker, "From=9"), "9 10 11");
    assert_eq!(indexes(&mut asker, "From=9&Bounds=exclusive"), "10 11");
    assert_eq!(indexes(&mut asker, "From=2&Order=desc"), "2 1 0");
    assert_eq!(indexes(&mut asker, "From=99999999999999999999"), "");
    assert_eq!(indexes(&mut asker, "From=99999999999999999999&Order=desc&PageSize=2"), "11 10");
    for (query, code) in [("From=", 54458), ("From=01", 54458), ("Order=ASC", 54451), ("Bounds=", 54452)] {
        let (name, value) = query.split_once('=').unwrap();
        assert_eq!(asker.code("GET", &items, &[(name, value)]), (400, Some(code)), "{query}");
    }
    for (index, answer) in [("x", (400, 54458)), ("01", (400, 54458)), ("+1", (400, 54458)), ("12", (404, 54011))] {
        assert_eq!(asker.code("GET", &format!("{items}/{index}"), &[]), (answer.0, Some(answer.1)), "{index}");
    }
    assert_eq!(asker.code("GET", &format!("{items}/99999999999999999999"), &[]), (404, Some(54011)));
}
