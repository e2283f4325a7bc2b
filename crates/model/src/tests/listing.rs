use serde_json::{Value, json};

use super::support::{BASE, Param, World, body, error, field, listed};

fn with_items(mut world: World, keys: &[&str]) -> World {
    world.post("/Maps", &[("UniqueName", "m")]);
    for key in keys {
        assert_eq!(world.post("/Maps/m/Items", &[("Key", key), ("Data", "{}")]).status, 201);
    }
    world
}

fn items(world: &mut World, params: &[Param<'_>]) -> String {
    listed(&world.get("/Maps/m/Items", params))
}

/// The sizes of all pages.
fn walk(world: &mut World, path: &str, params: &[Param<'_>]) -> Vec<usize> {
    let mut page = world.get(path, params);
    let mut sizes = Vec::new();
    loop {
        let key = body(&page)["meta"]["key"].as_str().unwrap().to_owned();
        sizes.push(field(&page, &key).as_array().unwrap().len());
        if body(&page)["meta"]["next_page_url"].is_null() {
            return sizes;
        }
        page = world.follow(&page, "next_page_url");
    }
}

fn with_many(world: World, count: usize) -> World {
    let keys: Vec<String> = (0..count).map(|n| format!("k{n:04}")).collect();
    with_items(world, &keys.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn an_empty_collection_is_one_empty_page() {
    let mut world = with_items(World::documented(), &[]);
    let map = field(&world.get("/Maps/m", &[]), "sid").as_str().unwrap().to_owned();
    let page = world.get("/Maps/m/Items", &[]);
    let url = format!("{BASE}{}/Maps/{map}/Items?PageSize=50&Page=0", world.service);
    let expected = json!({
        "items": [],
        "meta": {
            "page": 0,
            "page_size": 50,
            "first_page_url": url,
            "previous_page_url": null,
            "next_page_url": null,
            "url": url,
            "key": "items",
        },
    });
    assert_eq!((page.status, body(&page)), (200, &expected));
}

#[test]
fn items_are_listed_by_key_as_text() {
    let keys = ["b", "10", "é", "9", "B", "a", "ab", "a.b", "😀", "\u{ffee}"];
    let mut world = with_items(World::documented(), &keys);
    assert_eq!(items(&mut world, &[]), "10 9 B a a.b ab b é \u{ffee} 😀");
    assert_eq!(items(&mut world, &[("Order", "asc")]), "10 9 B a a.b ab b é \u{ffee} 😀");
    assert_eq!(items(&mut world, &[("Order", "desc")]), "😀 \u{ffee} é b ab a.b a B 9 10");
}

#[test]
fn from_and_bounds_say_where_to_start() {
    let mut world = with_items(World::documented(), &["a", "b", "c", "d"]);
    for (params, expected) in [
        (&[("From", "b")][..], "b c d"),
        (&[("From", "b"), ("Bounds", "inclusive")], "b c d"),
        (&[("From", "b"), ("Bounds", "exclusive")], "c d"),
        (&[("From", "b"), ("Order", "desc")], "b a"),
        (&[("From", "b"), ("Order", "desc"), ("Bounds", "exclusive")], "a"),
        (&[("From", "bb")], "c d"),
        (&[("From", "bb"), ("Order", "desc")], "b a"),
        (&[("From", "z")], ""),
        (&[("From", "A"), ("Order", "desc")], ""),
        (&[("From", "A")], "a b c d"),
        (&[("Bounds", "exclusive")], "a b c d"),
    ] {
        assert_eq!(items(&mut world, params), expected, "{params:?}");
    }
}

#[test]
fn odd_filters_are_refused() {
    let mut world = with_items(World::documented(), &["a"]);
    for (name, value, code) in [
        ("Order", "up", 54451),
        ("Order", "DESC", 54451),
        ("Order", "", 54451),
        ("Bounds", "both", 54452),
        ("Bounds", "Exclusive", 54452),
        ("PageSize", "0", 54454),
        ("PageSize", "-1", 54454),
        ("PageSize", "1.5", 54454),
        ("PageSize", "", 54454),
        ("Page", "-1", 20422),
        ("PageToken", "x", 54453),
    ] {
        assert_eq!(error(&world.get("/Maps/m/Items", &[(name, value)])), (400, code), "{name}={value}");
    }
    assert_eq!(items(&mut world, &[("PageToken", ""), ("Colour", "blue")]), "a");
}

#[test]
fn pages_follow_each_other_and_lead_back() {
    let mut world = with_items(World::documented(), &["a", "b", "c", "d", "e"]);
    let first = world.get("/Maps/m/Items", &[("PageSize", "2")]);
    let second = world.follow(&first, "next_page_url");
    let third = world.follow(&second, "next_page_url");
    assert_eq!([&first, &second, &third].map(listed), ["a b", "c d", "e"]);
    assert_eq!(
        [&first, &second, &third].map(|page| body(page)["meta"]["page"].clone()),
        [json!(0), json!(1), json!(2)]
    );
    assert_eq!(body(&third)["meta"]["next_page_url"], Value::Null);
    let back = world.follow(&third, "previous_page_url");
    assert_eq!(listed(&back), "c d");
    let back = world.follow(&back, "previous_page_url");
    assert_eq!((listed(&back), &body(&back)["meta"]["previous_page_url"]), ("a b".into(), &Value::Null));
    assert_eq!(listed(&world.follow(&third, "first_page_url")), "a b");
}

#[test]
fn links_keep_the_filters() {
    let mut world = with_items(World::documented(), &["a", "b&c", "d", "e", "f"]);
    let params = [("Order", "desc"), ("From", "e"), ("Bounds", "exclusive"), ("PageSize", "1")];
    let first = world.get("/Maps/m/Items", &params);
    let second = world.follow(&first, "next_page_url");
    let third = world.follow(&second, "next_page_url");
    assert_eq!([&first, &second, &third].map(listed), ["d", "b&c", "a"]);
    assert!(body(&third)["meta"]["next_page_url"].is_null());
    assert_eq!(listed(&world.follow(&third, "previous_page_url")), "b&c");
    assert_eq!(listed(&world.follow(&third, "first_page_url")), "d");
}

#[test]
fn a_place_survives_inserts_and_deletes() {
    let mut world = with_items(World::documented(), &["b", "c", "d", "e", "f"]);
    let first = world.get("/Maps/m/Items", &[("PageSize", "2")]);
    world.post("/Maps/m/Items", &[("Key", "a"), ("Data", "{}")]);
    world.delete("/Maps/m/Items/c");
    world.delete("/Maps/m/Items/e");
    world.post("/Maps/m/Items", &[("Key", "cc"), ("Data", "{}")]);
    let second = world.follow(&first, "next_page_url");
    assert_eq!([&first, &second].map(listed), ["b c", "cc d"]);
    assert_eq!(listed(&world.follow(&second, "next_page_url")), "f");
    assert_eq!(listed(&world.follow(&second, "previous_page_url")), "a b");
}

#[test]
fn a_page_that_deletes_have_emptied_leads_back_and_on() {
    let mut world = with_items(World::documented(), &["a", "b", "c", "d"]);
    let first = world.get("/Maps/m/Items", &[("PageSize", "2")]);
    let second = world.follow(&first, "next_page_url");
    world.delete("/Maps/m/Items/c");
    world.delete("/Maps/m/Items/d");
    let emptied = world.follow(&first, "next_page_url");
    assert_eq!((listed(&emptied), &body(&emptied)["meta"]["next_page_url"]), (String::new(), &Value::Null));
    assert_eq!(listed(&world.follow(&emptied, "previous_page_url")), "a b");
    world.post("/Maps/m/Items", &[("Key", "c"), ("Data", "{}")]);
    world.delete("/Maps/m/Items/a");
    world.delete("/Maps/m/Items/b");
    let emptied = world.follow(&second, "previous_page_url");
    assert_eq!((listed(&emptied), &body(&emptied)["meta"]["previous_page_url"]), (String::new(), &Value::Null));
    assert_eq!(listed(&world.follow(&emptied, "next_page_url")), "c");
}

#[test]
fn a_token_belongs_to_its_collection() {
    let mut world = with_items(World::documented(), &["a", "b"]);
    world.post("/Maps", &[("UniqueName", "n")]);
    let first = world.get("/Maps/m/Items", &[("PageSize", "1")]);
    let url = body(&first)["meta"]["next_page_url"].as_str().unwrap();
    let token = url.split_once("PageToken=").unwrap().1.to_owned();
    assert_eq!(error(&world.get("/Maps/n/Items", &[("PageToken", &token)])), (400, 54453));
    assert_eq!(error(&world.get("/Maps", &[("PageToken", &token)])), (400, 54453));
}

#[test]
fn page_sizes_of_items_follow_the_profile() {
    let mut documented = with_many(World::documented(), 1001);
    assert_eq!(walk(&mut documented, "/Maps/m/Items", &[("PageSize", "500")]), [500, 500, 1]);
    assert_eq!(walk(&mut documented, "/Maps/m/Items", &[("PageSize", "1000")]), [1000, 1]);
    assert_eq!(walk(&mut documented, "/Maps/m/Items", &[("PageSize", "99999999999999999999")]), [1000, 1]);
    let page = documented.get("/Maps/m/Items", &[("PageSize", "1001")]);
    assert_eq!(body(&page)["meta"]["page_size"], json!(1000));
    let mut twilio = with_many(World::twilio(), 150);
    assert_eq!(walk(&mut twilio, "/Maps/m/Items", &[("PageSize", "500")]), [100, 50]);
    assert_eq!(walk(&mut twilio, "/Maps/m/Items", &[]), [50, 50, 50]);
}

#[test]
fn page_sizes_of_collections_end_at_100() {
    for mut world in [World::documented(), World::twilio()] {
        for n in 0..101 {
            world.post("/Documents", &[("UniqueName", &format!("d{n}"))]);
            world.post("/Maps", &[]);
        }
        for path in ["/Documents", "/Maps"] {
            assert_eq!(walk(&mut world, path, &[("PageSize", "100")]), [100, 1]);
            assert_eq!(walk(&mut world, path, &[("PageSize", "1000")]), [100, 1]);
            assert_eq!(walk(&mut world, path, &[]), [50, 50, 1]);
        }
    }
}

#[test]
fn collections_are_listed_in_the_order_of_creation_and_keep_their_place() {
    let mut world = World::documented();
    for name in ["c", "a", "b", "d"] {
        world.post("/Documents", &[("UniqueName", name)]);
    }
    let first = world.get("/Documents", &[("PageSize", "2")]);
    world.delete("/Documents/a");
    world.post("/Documents", &[("UniqueName", "e")]);
    let second = world.follow(&first, "next_page_url");
    assert_eq!([&first, &second].map(listed), ["c a", "b d"]);
    assert_eq!(listed(&world.follow(&second, "next_page_url")), "e");
    assert_eq!(listed(&world.follow(&second, "previous_page_url")), "c");
}

#[test]
fn entries_are_shown_as_when_fetched() {
    let mut world = with_items(World::documented(), &["a"]);
    world.post("/Documents", &[("UniqueName", "d"), ("Data", r#"{"n":1}"#), ("Ttl", "60")]);
    for (collection, key, one) in [
        ("/Documents", "documents", "/Documents/d"),
        ("/Maps", "maps", "/Maps/m"),
        ("/Maps/m/Items", "items", "/Maps/m/Items/a"),
    ] {
        let page = world.get(collection, &[]);
        assert_eq!(&body(&page)[key][0], body(&world.get(one, &[])), "{collection}");
    }
    let (page, own) = (world.get("/Services", &[]), world.service.clone());
    assert_eq!(&body(&page)["services"][0], body(&world.get(&own, &[])));
}

#[test]
fn page_is_given_back_and_means_nothing() {
    let mut world = with_items(World::documented(), &["a", "b", "c"]);
    let page = world.get("/Maps/m/Items", &[("Page", "7"), ("PageSize", "2")]);
    assert_eq!((listed(&page), &body(&page)["meta"]["page"]), ("a b".into(), &json!(7)));
}
