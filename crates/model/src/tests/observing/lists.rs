use serde_json::{Value, json};

use super::{Call, found, judged, judged_with, refusal};
use crate::tests::support::{Param, World, body};

const APPEND: Call<'static> = ("POST", "/Lists/l/Items", &[("Data", "{}")]);

/// A List with that many items.
fn with_items(count: usize) -> World {
    let mut world = World::documented();
    world.post("/Lists", &[("UniqueName", "l")]);
    for _ in 0..count {
        assert_eq!(world.post("/Lists/l/Items", &[("Data", "{}")]).status, 201);
    }
    world
}

/// Shows an item being appended at this index.
fn append(world: &mut World, index: &Value) -> Result<(), crate::Deviation> {
    judged(world, APPEND, |response| {
        let body = response.body.as_mut().unwrap();
        let url = body["url"].as_str().unwrap().rsplit_once('/').unwrap().0.to_owned();
        body["url"] = json!(format!("{url}/{index}"));
        body["index"] = index.clone();
    })
}

#[test]
fn an_index_may_be_any_that_is_larger_than_all_before() {
    let mut world = with_items(0);
    for (index, is_right) in [(3, true), (3, false), (2, false), (0, false), (4, true), (1_000_000, true), (5, false)] {
        assert_eq!(append(&mut world, &json!(index)).is_ok(), is_right, "{index}");
    }
    world.observe(("DELETE", "/Lists/l/Items/1000000", &[]), &deleted()).unwrap();
    assert_eq!(found(append(&mut world, &json!(1_000_000))), "index: expected an index above 1000000, got 1000000");
    assert_eq!(append(&mut world, &json!(1_000_001)), Ok(()));
}

fn deleted() -> syncproof_api::Response {
    syncproof_api::Response { status: 204, etag: None, body: None }
}

#[test]
fn an_index_is_a_number() {
    for index in [json!("0"), json!(-1), json!(1.5), Value::Null, json!([0])] {
        assert!(found(append(&mut with_items(0), &index)).starts_with("index: "), "{index}");
    }
    let one = syncproof_api::json::parse("1.0").unwrap();
    let mut made = with_items(0).peek(APPEND);
    let body = made.body.as_mut().unwrap();
    body["url"] = json!(body["url"].as_str().unwrap().replace("/Items/0", "/Items/1"));
    body["index"] = one;
    assert_eq!(with_items(0).observe(APPEND, &made), Ok(()));
}

#[test]
fn an_item_stays_where_it_is() {
    let fetch = ("GET", "/Lists/l/Items/1", &[][..]);
    for (field, value) in [
        ("index", json!(0)),
        ("list_sid", json!("ES")),
        ("data", json!({"n": 1})),
        ("revision", json!("1")),
        ("date_expires", json!("2026-01-01T00:01:00Z")),
    ] {
        let found = found(judged_with(&mut with_items(2), fetch, field, value));
        assert!(found.starts_with(field), "{found}");
    }
    assert!(judged(&mut with_items(2), fetch, |response| response.etag = Some("\"9\"".into())).is_err());
}

#[test]
fn what_is_no_index_is_not_found_or_refused() {
    for index in ["x", "-1", "1.5", "%20"] {
        let path = format!("/Lists/l/Items/{index}");
        for status in [400, 404] {
            assert_eq!(with_items(2).observe(("GET", &path, &[]), &refusal(status, 54011)), Ok(()), "{index}");
        }
        let mut world = with_items(2);
        let shown = world.peek(("GET", "/Lists/l/Items/1", &[]));
        assert!(world.observe(("GET", &path, &[]), &shown).is_err(), "{index}");
    }
}

#[test]
fn an_odd_spelling_of_an_index_may_be_understood() {
    for (index, is_right) in [("01", true), ("+1", true), ("1.0", true), ("00", false), ("1", true), ("2", false)] {
        let mut world = with_items(3);
        let shown = world.peek(("GET", "/Lists/l/Items/1", &[]));
        assert_eq!(
            world.observe(("GET", &format!("/Lists/l/Items/{index}"), &[]), &shown).is_ok(),
            is_right,
            "{index}"
        );
    }
    let mut world = with_items(3);
    assert_eq!(world.observe(("DELETE", "/Lists/l/Items/01", &[]), &deleted()), Ok(()));
    assert!(world.observe(("DELETE", "/Lists/l/Items/1", &[]), &deleted()).is_err(), "it is gone");
}

#[test]
fn a_missing_index_is_not_found_and_a_huge_one_may_be_refused() {
    let judge = |index: &str, status| {
        with_items(2).observe(("GET", &format!("/Lists/l/Items/{index}"), &[]), &refusal(status, 54011)).is_ok()
    };
    assert!(judge("2", 404) && !judge("2", 400) && !judge("1", 404));
    for index in ["2147483648", "99999999999999999999"] {
        assert!(judge(index, 404) && judge(index, 400), "{index}");
    }
}

/// The answer of the model to a listing, with these entries kept, judged as the answer to `params`.
fn listed(world: &mut World, params: &[Param<'_>], kept: &[u64]) -> Result<(), crate::Deviation> {
    let mut page = world.peek(("GET", "/Lists/l/Items", &[]));
    let all = body(&page)["items"].as_array().unwrap().clone();
    let find = |index: &u64| all.iter().find(|item| item["index"] == *index).unwrap().clone();
    page.body.as_mut().unwrap()["items"] = kept.iter().map(find).collect();
    world.observe(("GET", "/Lists/l/Items", params), &page)
}

#[test]
fn items_are_listed_by_number() {
    let mut world = with_items(12);
    let ascending: Vec<u64> = (0..12).collect();
    let as_texts = [0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9];
    assert_eq!(listed(&mut world, &[], &ascending), Ok(()));
    assert_eq!(found(listed(&mut world, &[], &as_texts)), "entries: expected 2, got 10");
    assert_eq!(listed(&mut world, &[("From", "9")], &[9, 10, 11]), Ok(()));
    assert!(listed(&mut world, &[("From", "9")], &[9]).is_err());
    assert!(listed(&mut world, &[("From", "9"), ("Bounds", "exclusive")], &[9, 10, 11]).is_err());
    assert_eq!(listed(&mut world, &[("From", "2"), ("Order", "desc")], &[2, 1, 0]), Ok(()));
}

#[test]
fn a_from_that_is_no_index_is_refused_or_means_anything() {
    for from in ["x", "", "-1", "2x"] {
        let mut world = with_items(4);
        let params = [("From", from)];
        assert_eq!(world.observe(("GET", "/Lists/l/Items", &params), &refusal(400, 54458)), Ok(()), "{from}");
        for kept in [&[0, 1, 2, 3][..], &[2, 3], &[]] {
            assert_eq!(listed(&mut world, &params, kept), Ok(()), "{from} {kept:?}");
        }
        assert!(listed(&mut world, &params, &[1, 0]).is_err(), "{from}");
        assert!(listed(&mut world, &params, &[0, 2]).is_err(), "{from}");
    }
    for (from, is_open) in [("9", false), ("2147483647", false), ("2147483648", true), ("99999999999999999999", true)] {
        let refused = with_items(4).observe(("GET", "/Lists/l/Items", &[("From", from)]), &refusal(400, 54458));
        assert_eq!(refused.is_ok(), is_open, "{from}");
        assert_eq!(listed(&mut with_items(4), &[("From", from)], &[]), Ok(()), "{from}");
        assert!(listed(&mut with_items(4), &[("From", from)], &[0, 1, 2, 3]).is_err(), "{from}");
    }
}

#[test]
fn an_expired_item_may_be_gone_and_takes_its_index_along() {
    let mut world = with_items(1);
    world.post("/Lists/l/Items", &[("Data", "{}"), ("ItemTtl", "30")]);
    let fetch = ("GET", "/Lists/l/Items/1", &[][..]);
    let shown = world.peek(fetch);
    world.wait(60);
    assert_eq!(world.observe(fetch, &shown), Ok(()));
    assert_eq!(listed(&mut world, &[], &[0]), Ok(()), "it may be left out");
    assert_eq!(world.observe(fetch, &refusal(404, 54011)), Ok(()));
    assert!(world.observe(fetch, &shown).is_err(), "it was seen gone");
    assert!(append(&mut world, &json!(1)).is_err());
    assert_eq!(append(&mut world, &json!(2)), Ok(()));
}

#[test]
fn an_item_write_may_move_its_list_or_not() {
    let fetch = ("GET", "/Lists/l", &[][..]);
    for revision in ["0", "7"] {
        let mut world = with_items(1);
        assert_eq!(judged_with(&mut world, fetch, "revision", json!(revision)), Ok(()));
        let other = judged_with(&mut world, fetch, "revision", json!("8"));
        assert_eq!(found(other), format!("revision: expected \"{revision}\", got \"8\""), "now it is known");
    }
}
