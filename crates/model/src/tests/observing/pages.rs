use serde_json::{Value, json};
use syncproof_api::Response;

use super::{Call, found, judged, refusal};
use crate::{
    Deviation,
    tests::support::{Param, World},
};

const LIST: &str = "/Maps/m/Items";

fn with_items(world: World, keys: &str) -> World {
    let mut world = world;
    world.post("/Maps", &[("UniqueName", "m")]);
    for key in keys.chars() {
        world.post(LIST, &[("Key", &key.to_string()), ("Data", "{}")]);
    }
    world
}

/// A page of a target with tokens of its own: these entries of `of`, a token for the next page and one for the previous.
fn page(world: &World, path: &str, shown: &[&str], next: Option<&str>, previous: Option<&str>) -> Response {
    let mut page = world.peek(("GET", path, &[("PageSize", "100")]));
    let body = page.body.as_mut().unwrap();
    let key = body["meta"]["key"].as_str().unwrap().to_owned();
    let name = if key == "items" { "key" } else { "unique_name" };
    let all = body[&key].as_array().unwrap().clone();
    let find = |wanted: &&str| all.iter().find(|entry| entry[name] == **wanted).unwrap().clone();
    body[&key] = shown.iter().map(find).collect();
    let url = body["meta"]["url"].as_str().unwrap().split_once('?').unwrap().0.to_owned();
    let link =
        |token: Option<&str>| token.map_or(Value::Null, |token| json!(format!("{url}?PageSize=2&PageToken={token}")));
    body["meta"]["next_page_url"] = link(next);
    body["meta"]["previous_page_url"] = link(previous);
    body["meta"]["page_size"] = json!(2);
    page
}

/// Shows the observer a page of two at most; `token` is what the request carries.
fn show(
    world: &mut World,
    path: &str,
    token: Option<&str>,
    shown: &[&str],
    links: (Option<&str>, Option<&str>),
) -> Result<(), Deviation> {
    let page = page(world, path, shown, links.0, links.1);
    let mut params = vec![("PageSize", "2")];
    params.extend(token.map(|token| ("PageToken", token)));
    world.observe(("GET", path, &params), &page)
}

#[test]
fn a_page_may_call_itself_by_a_token_that_was_not_given_before() {
    for link in ["url", "first_page_url"] {
        let mut world = with_items(World::documented(), "abc");
        let mut first = page(&world, LIST, &["a", "b"], Some("one"), None);
        let url = first.body.as_ref().unwrap()["meta"][link].as_str().unwrap().to_owned();
        first.body.as_mut().unwrap()["meta"][link] = json!(format!("{url}&PageToken=self"));
        assert_eq!(world.observe(("GET", LIST, &[("PageSize", "2")]), &first), Ok(()));
        assert_eq!(show(&mut world, LIST, Some("self"), &["a", "b"], (Some("one"), None)), Ok(()), "{link}");
        assert!(show(&mut world, LIST, Some("else"), &["a", "b"], (Some("one"), None)).is_err(), "{link}");
    }
}

#[test]
fn a_target_has_page_tokens_of_its_own() {
    let mut world = with_items(World::documented(), "abcde");
    assert_eq!(show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("one"), &["c", "d"], (Some("two"), Some("zero"))), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("two"), &["e"], (None, Some("back"))), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("back"), &["c", "d"], (Some("on"), None)), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("on"), &["e"], (None, None)), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("zero"), &["a", "b"], (Some("one"), None)), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("one"), &["c", "d"], (Some("two"), None)), Ok(()), "again");
}

#[test]
fn a_page_of_items_is_what_comes_next() {
    for (shown, deviation) in [
        (&["a", "c"][..], "entries: expected \"b\", got \"c\""),
        (&["b", "a"], "entries: expected \"a\", got \"b\""),
        (&["a", "a"], "entries: expected \"b\", got \"a\""),
        (&["a"], "entries: expected 2 or more, \"b\" being next, got 1"),
        (&["a", "b", "c"], "entries: expected at most 2, got 3"),
    ] {
        let mut world = with_items(World::documented(), "abcde");
        assert_eq!(found(show(&mut world, LIST, None, shown, (Some("one"), None))), deviation);
    }
    let mut world = with_items(World::documented(), "abcde");
    show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
    assert!(show(&mut world, LIST, Some("one"), &["a", "b"], (Some("two"), None)).is_err());
    assert!(show(&mut world, LIST, Some("one"), &["d", "e"], (None, None)).is_err());
}

#[test]
fn a_next_page_is_named_if_there_is_more_and_after_a_full_page_at_most() {
    let mut world = with_items(World::documented(), "abcd");
    assert_eq!(
        found(show(&mut world, LIST, None, &["a", "b"], (None, None))),
        "meta.next_page_url: expected a URL, for \"c\" follows, got null"
    );
    show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
    assert_eq!(show(&mut world, LIST, Some("one"), &["c", "d"], (None, None)), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("one"), &["c", "d"], (Some("two"), None)), Ok(()));
    assert_eq!(show(&mut world, LIST, Some("two"), &[], (None, None)), Ok(()));
    assert!(show(&mut world, LIST, Some("two"), &[], (Some("three"), None)).is_err());
}

#[test]
fn a_page_on_the_way_back_names_the_one_it_came_from() {
    let mut world = with_items(World::documented(), "abcde");
    show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
    show(&mut world, LIST, Some("one"), &["c", "d"], (Some("two"), None)).unwrap();
    show(&mut world, LIST, Some("two"), &["e"], (None, Some("back"))).unwrap();
    assert_eq!(
        found(show(&mut world, LIST, Some("back"), &["c", "d"], (None, None))),
        "meta.next_page_url: expected a URL, for \"e\" follows, got null"
    );
}

#[test]
fn a_token_may_carry_a_page_size_along_and_an_empty_one_does_not() {
    let mut world = with_items(World::documented(), "abc");
    show(&mut world, LIST, None, &["a"], (Some("one"), None)).unwrap_err();
    let first = page(&world, LIST, &["a", "b"], Some("one"), None);
    assert_eq!(world.observe(("GET", LIST, &[("PageSize", "2")]), &first), Ok(()));
    let last = page(&world, LIST, &["c"], None, None);
    assert_eq!(world.observe(("GET", LIST, &[("PageToken", "one")]), &last), Ok(()));
    assert!(world.observe(("GET", LIST, &[("PageToken", "")]), &first).is_err(), "all three fit");
}

#[test]
fn a_first_page_has_none_before_it() {
    let mut world = with_items(World::documented(), "ab");
    let found = found(show(&mut world, LIST, None, &["a", "b"], (None, Some("zero"))));
    assert!(found.starts_with("meta.previous_page_url: expected null"), "{found}");
}

#[test]
fn what_is_put_into_the_gap_between_two_pages_may_be_left_out() {
    for shown in [&["bb", "c"][..], &["c", "d"]] {
        let mut world = with_items(World::documented(), "abcd");
        show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
        world.post(LIST, &[("Key", "bb"), ("Data", "{}")]);
        let next = shown.contains(&"bb").then_some("two");
        assert_eq!(show(&mut world, LIST, Some("one"), shown, (next, None)), Ok(()));
    }
}

#[test]
fn deleting_where_a_page_ended_loses_nothing() {
    let mut world = with_items(World::documented(), "abcd");
    show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
    world.delete("/Maps/m/Items/b");
    assert!(show(&mut world, LIST, Some("one"), &["d"], (None, None)).is_err());
    assert_eq!(show(&mut world, LIST, Some("one"), &["c", "d"], (None, None)), Ok(()));
}

#[test]
fn a_token_that_was_never_issued_is_refused() {
    let mut world = with_items(World::documented(), "abcd");
    let call = |token: &'static str| [("PageToken", token)];
    assert_eq!(world.observe(("GET", LIST, &call("none")), &refusal(400, 54453)), Ok(()));
    let first = page(&world, LIST, &["a", "b"], None, None);
    assert!(world.observe(("GET", LIST, &call("none")), &first).is_err());
    show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
    assert!(world.observe(("GET", LIST, &call("one")), &refusal(400, 54453)).is_err());
    world.post("/Maps", &[("UniqueName", "n")]);
    assert_eq!(
        world.observe(("GET", "/Maps/n/Items", &call("one")), &refusal(400, 54453)),
        Ok(()),
        "another collection's"
    );
}

#[test]
fn a_page_size_may_be_refused_above_the_largest_and_not_at_it() {
    let refused = |path, size| {
        let mut world = with_items(World::documented(), "a");
        world.observe(("GET", path, &[("PageSize", size)]), &refusal(400, 20001))
    };
    for (path, largest, larger) in [("/Documents", "100", "101"), (LIST, "1000", "1001")] {
        assert!(refused(path, largest).is_err(), "{path}");
        assert_eq!(refused(path, larger), Ok(()));
        assert_eq!(refused(path, "99999999999999999999"), Ok(()), "too large to be read");
    }
}

#[test]
fn an_empty_page_size_is_refused_or_as_good_as_none() {
    let mut world = with_items(World::documented(), "a");
    let page = world.peek(("GET", LIST, &[]));
    assert_eq!(world.observe(("GET", LIST, &[("PageSize", "")]), &page), Ok(()));
    assert_eq!(world.observe(("GET", LIST, &[("PageSize", "")]), &refusal(400, 20001)), Ok(()));
    assert!(world.observe(("GET", LIST, &[("PageSize", "0")]), &page).is_err());
}

#[test]
fn the_tokens_of_a_service_go_with_it() {
    let mut world = with_items(World::documented(), "abcde");
    show(&mut world, LIST, None, &["a", "b"], (Some("one"), None)).unwrap();
    let other = world.post("/Services", &[]).body.unwrap()["sid"].as_str().unwrap().to_owned();
    let elsewhere = format!("/Services/{other}/Documents");
    let page = world.peek(("GET", &elsewhere, &[]));
    let call: Call<'_> = ("GET", &elsewhere, &[("PageToken", "one")]);
    assert_eq!(world.observe(call, &page), Ok(()), "tokens may be taken elsewhere");
    let service = world.service.clone();
    world.delete(&service);
    assert!(world.observe(call, &page).is_err(), "nobody has issued it");
}

#[test]
fn entries_of_items_are_compared_like_fetched_ones() {
    for (objects, field, unknown) in [
        ("/Maps", "key", "entry 1, key: expected a key of the map, got \"z\""),
        ("/Lists", "index", "entry 1, index: expected an index of the list, got \"z\""),
    ] {
        let mut world = World::documented();
        world.post(objects, &[("UniqueName", "o")]);
        let items = format!("{objects}/o/Items");
        for key in ["k", "l"] {
            assert_eq!(world.post(&items, &[("Key", key), ("Data", "{}")]).status, 201);
        }
        let mut change = |field: &str, value| {
            let list: Call<'_> = ("GET", &items, &[]);
            found(judged(&mut world, list, |page| page.body.as_mut().unwrap()["items"][1][field] = value))
        };
        let data = change("data", json!({"b": 2}));
        assert!(data.starts_with("entry 1, data: "), "{data}");
        assert_eq!(change(field, json!("z")), unknown);
    }
}

#[test]
fn large_pages_of_items_have_a_hundred_entries_or_more() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m")]);
    for n in 0..250 {
        world.post(LIST, &[("Key", &format!("{n:03}")), ("Data", "{}")]);
    }
    for (asked, served, is_right) in [
        ("200", "200", true),
        ("200", "150", true),
        ("200", "100", true),
        ("200", "99", false),
        ("1001", "100", true),
        ("100", "99", false),
    ] {
        let mut page = world.peek(("GET", LIST, &[("PageSize", served)]));
        page.body.as_mut().unwrap()["meta"]["page_size"] = json!(asked.parse::<i64>().unwrap());
        let params: &[Param<'_>] = &[("PageSize", asked)];
        assert_eq!(world.observe(("GET", LIST, params), &page).is_ok(), is_right, "{served} of {asked}");
    }
    assert!(world.observe(("GET", LIST, &[("PageSize", "200")]), &refusal(400, 54454)).is_err());
    assert_eq!(world.observe(("GET", LIST, &[("PageSize", "1001")]), &refusal(400, 54454)), Ok(()));
    let mut twilio = World::twilio();
    assert_eq!(twilio.observe(("GET", "/Documents", &[("PageSize", "101")]), &refusal(400, 20007)), Ok(()));
}

#[test]
fn meta_describes_the_page() {
    let call: Call<'_> = ("GET", LIST, &[("PageSize", "2")]);
    for (field, value) in [
        ("page", json!(1)),
        ("page", json!("0")),
        ("page_size", json!(50)),
        ("key", json!("entries")),
        ("url", Value::Null),
        ("first_page_url", json!("/v1/Services")),
        ("next_page_url", json!(5)),
    ] {
        let mut world = with_items(World::documented(), "ab");
        let result = judged(&mut world, call, |page| page.body.as_mut().unwrap()["meta"][field] = value);
        assert!(found(result).starts_with(&format!("meta.{field}")), "{field}");
    }
    for field in syncproof_api::fields::META {
        let mut world = with_items(World::documented(), "ab");
        let result = judged(&mut world, call, |page| {
            page.body.as_mut().unwrap()["meta"].as_object_mut().unwrap().remove(field);
        });
        assert!(found(result).ends_with("got nothing"), "{field}");
    }
}

fn with_documents() -> World {
    let mut world = World::documented();
    for name in ["a", "b", "c", "d", "e"] {
        world.post("/Documents", &[("UniqueName", name)]);
    }
    world
}

const DOCUMENTS: &str = "/Documents";

#[test]
fn a_collection_is_listed_in_any_order() {
    let mut world = with_documents();
    assert_eq!(show(&mut world, DOCUMENTS, None, &["d", "b"], (Some("one"), None)), Ok(()));
    assert_eq!(show(&mut world, DOCUMENTS, Some("one"), &["e", "a"], (Some("two"), Some("zero"))), Ok(()));
    assert_eq!(show(&mut world, DOCUMENTS, Some("zero"), &["b", "d"], (Some("one"), None)), Ok(()));
    assert_eq!(show(&mut world, DOCUMENTS, Some("two"), &["c"], (None, Some("one"))), Ok(()));
}

#[test]
fn a_walk_shows_nothing_twice_and_leaves_nothing_out() {
    let mut world = with_documents();
    assert!(show(&mut world, DOCUMENTS, None, &["d", "d"], (Some("one"), None)).is_err());
    assert!(show(&mut world, DOCUMENTS, None, &["d", "b"], (None, None)).is_err());
    show(&mut world, DOCUMENTS, None, &["d", "b"], (Some("one"), None)).unwrap();
    assert!(show(&mut world, DOCUMENTS, Some("one"), &["e", "d"], (Some("two"), None)).is_err());
    assert!(show(&mut world, DOCUMENTS, Some("one"), &["e"], (Some("two"), None)).is_err());
    show(&mut world, DOCUMENTS, Some("one"), &["e", "a"], (Some("two"), None)).unwrap();
    assert!(show(&mut world, DOCUMENTS, Some("two"), &[], (None, None)).is_err());
    world.delete("/Documents/c");
    assert_eq!(show(&mut world, DOCUMENTS, Some("two"), &[], (None, None)), Ok(()));
}

#[test]
fn a_walk_of_a_collection_that_changes_may_show_something_twice_or_leave_it_out() {
    for (change, second) in [("", "b"), ("f", "b"), ("f", "c")] {
        let mut world = with_documents();
        assert_eq!(show(&mut world, "/Documents", None, &["a", "b"], (Some("one"), None)), Ok(()));
        if !change.is_empty() {
            world.post("/Documents", &[("UniqueName", change)]);
        }
        let there_again = show(&mut world, "/Documents", Some("one"), &[second], (None, Some("zero")));
        assert_eq!(there_again.is_ok(), !change.is_empty(), "{change} {second}");
    }
}

#[test]
fn entries_of_a_collection_are_compared_like_fetched_ones() {
    let mut world = with_documents();
    let result = judged(&mut world, ("GET", DOCUMENTS, &[]), |page| {
        page.body.as_mut().unwrap()["documents"][3]["data"] = json!({"a": 1});
    });
    assert_eq!(found(result), "entry 3, data: expected {}, got {\"a\":1}");
    let result = judged(&mut world, ("GET", DOCUMENTS, &[]), |page| {
        page.body.as_mut().unwrap()["documents"][1]["sid"] = json!("ET0123456789abcdef0123456789abcdef");
    });
    assert!(found(result).starts_with("entry 1, sid: expected one of the collection"));
}

#[test]
fn services_of_others_are_passed_over_and_ours_are_not() {
    let mut world = World::documented();
    world.post("/Services", &[]);
    let list: Call<'_> = ("GET", "/Services", &[]);
    let foreign = judged(&mut world, list, |page| {
        let services = page.body.as_mut().unwrap()["services"].as_array_mut().unwrap();
        services.insert(1, json!({"sid": "IS0123456789abcdef0123456789abcdef"}));
    });
    assert_eq!(foreign, Ok(()));
    let missing = judged(&mut world, list, |page| {
        page.body.as_mut().unwrap()["services"].as_array_mut().unwrap().remove(0);
    });
    assert!(found(missing).starts_with("entries: expected IS"));
    let no_sid = judged(&mut world, list, |page| {
        page.body.as_mut().unwrap()["services"].as_array_mut().unwrap().insert(1, json!({"sid": "IS1"}));
    });
    assert!(no_sid.is_err(), "IS1 is no SID");
    let ours = world.peek(list);
    assert!(world.account(2).observe(list, &ours).is_err(), "they belong to another account");
}

#[test]
fn what_has_expired_may_be_counted_in_and_left_out() {
    for (key, count) in [("k", 3), ("l", 2)] {
        let mut world = World::documented();
        world.post("/Maps", &[("UniqueName", "m")]);
        for (key, ttl) in [("a", "0"), ("k", "60"), ("z", "0")] {
            world.post(LIST, &[("Key", key), ("Data", "{}"), ("ItemTtl", ttl)]);
            world.post(DOCUMENTS, &[("UniqueName", key), ("Ttl", ttl)]);
        }
        if key == "l" {
            world.delete("/Maps/m/Items/k");
            world.delete("/Documents/k");
        }
        world.wait(50);
        for path in [LIST, DOCUMENTS] {
            assert!(show(&mut world, path, None, &["a"], (Some("one"), None)).is_err(), "not yet expired");
        }
        let pages = [LIST, DOCUMENTS].map(|path| (path, page(&world, path, &["a"], Some("one"), None)));
        world.wait(10);
        for (path, page) in pages {
            let judged = world.observe(("GET", path, &[("PageSize", "2")]), &page);
            assert_eq!(judged.is_ok(), count == 3, "{path} {count}");
        }
    }
}

#[test]
fn an_expired_entry_in_the_middle_may_be_counted_in_too() {
    let mut world = with_items(World::documented(), "ac");
    world.post(LIST, &[("Key", "b"), ("Data", "{}"), ("ItemTtl", "60")]);
    world.post(LIST, &[("Key", "d"), ("Data", "{}")]);
    let params = [("PageSize", "3")];
    let mut short = page(&world, LIST, &["a", "c"], Some("one"), None);
    short.body.as_mut().unwrap()["meta"]["page_size"] = json!(3);
    assert!(world.observe(("GET", LIST, &params), &short).is_err());
    assert_eq!(world.wait(60).observe(("GET", LIST, &params), &short), Ok(()));
}

#[test]
fn a_token_counts_or_the_filters_beside_it() {
    let first = [("PageSize", "2"), ("From", "b")];
    let beside = [("PageSize", "2"), ("From", "d"), ("Bounds", "exclusive"), ("Order", "asc"), ("PageToken", "one")];
    for (shown, is_right) in [(&["d", "e"][..], true), (&["e"], true), (&["d"], false), (&["c", "d"], false)] {
        let mut world = with_items(World::documented(), "abcde");
        let issued = page(&world, LIST, &["b", "c"], Some("one"), None);
        assert_eq!(world.observe(("GET", LIST, &first), &issued), Ok(()));
        let shown_page = page(&world, LIST, shown, None, None);
        assert_eq!(world.observe(("GET", LIST, &beside), &shown_page).is_ok(), is_right, "{shown:?}");
    }
    let beside = [("PageSize", "2"), ("From", "c"), ("Order", "desc"), ("PageToken", "one")];
    for (shown, is_right) in [(&["d", "e"][..], true), (&["b"], false), (&["b", "a"], true), (&["a", "b"], false)] {
        let mut world = with_items(World::documented(), "abcde");
        let issued = page(&world, LIST, &["b", "c"], Some("one"), None);
        assert_eq!(world.observe(("GET", LIST, &first), &issued), Ok(()));
        let shown_page = page(&world, LIST, shown, None, None);
        assert_eq!(world.observe(("GET", LIST, &beside), &shown_page).is_ok(), is_right, "{shown:?}");
    }
}
