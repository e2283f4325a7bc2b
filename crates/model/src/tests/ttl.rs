use serde_json::Value;
use syncproof_api::Response;

use super::support::{Param, World, error, field, listed};

/// Lists and Maps have the same rules: the kind, a new item's own parameters, and where the first item is.
const COLLECTIONS: [(&str, &[Param<'_>], &str); 2] = [("/Maps", &[("Key", "k")], "k"), ("/Lists", &[], "0")];

/// Adds an item of `{}` to the collection `c` with these parameters.
fn add(world: &mut World, kind: &str, own: &[Param<'_>], params: &[Param<'_>]) -> Response {
    world.post(&format!("{kind}/c/Items"), &[own, &[("Data", "{}")], params].concat())
}

fn expiry(response: &Response) -> Option<&str> {
    field(response, "date_expires").as_str()
}

#[test]
fn an_expiry_is_that_many_seconds_after_the_request() {
    let mut world = World::documented();
    let made = world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "300")]);
    assert_eq!(expiry(&made), Some("2026-01-01T00:05:00Z"));
    let updated = world.wait(60).post("/Documents/d", &[("Ttl", "10")]);
    assert_eq!(expiry(&updated), Some("2026-01-01T00:01:10Z"));
    assert_eq!(field(&world.post("/Documents", &[]), "date_expires"), &Value::Null);
}

#[test]
fn an_object_is_there_until_the_very_second_of_its_expiry() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "10")]);
    world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "10")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    world.post("/Lists", &[("UniqueName", "l"), ("Ttl", "10")]);
    world.post("/Lists/l/Items", &[("Data", "{}")]);
    world.post("/Streams", &[("UniqueName", "s"), ("Ttl", "10")]);
    world.wait(9);
    for path in ["/Documents/d", "/Maps/m", "/Maps/m/Items/k", "/Lists/l", "/Lists/l/Items/0", "/Streams/s"] {
        assert_eq!(world.get(path, &[]).status, 200, "{path}");
    }
    world.wait(1);
    assert_eq!(error(&world.get("/Documents/d", &[])), (404, 54007));
    assert_eq!(error(&world.post("/Documents/d", &[("Ttl", "60")])), (404, 54007));
    assert_eq!(error(&world.get("/Maps/m", &[])), (404, 54009));
    assert_eq!(error(&world.get("/Lists/l", &[])), (404, 54008));
    assert_eq!(error(&world.get("/Streams/s", &[])), (404, 54250));
    assert_eq!(world.get("/Maps/m/Items/k", &[]).status, 404);
    assert_eq!(world.get("/Lists/l/Items/0", &[]).status, 404);
    assert_eq!(field(&world.get("/Documents", &[]), "documents"), &Value::Array(Vec::new()));
    assert_eq!(field(&world.get("/Maps", &[]), "maps"), &Value::Array(Vec::new()));
}

#[test]
fn ttl_has_its_bounds() {
    let mut world = World::documented();
    for ttl in ["-1", "31536001", "1.5", "soon", "99999999999999999999", "+5", "1e3"] {
        assert_eq!(error(&world.post("/Documents", &[("Ttl", ttl)])), (400, 54011), "{ttl}");
        for kind in ["/Maps", "/Lists"] {
            assert_eq!(error(&world.post(kind, &[("CollectionTtl", ttl)])), (400, 54011), "{ttl}");
        }
        assert_eq!(error(&world.post("/Streams", &[("Ttl", ttl)])), (400, 54011), "{ttl}");
    }
    assert_eq!(expiry(&world.post("/Documents", &[("Ttl", "31536000")])), Some("2027-01-01T00:00:00Z"));
    assert_eq!(expiry(&world.post("/Documents", &[("Ttl", "1")])), Some("2026-01-01T00:00:01Z"));
}

#[test]
fn zero_means_never_and_clears() {
    let mut world = World::documented();
    assert_eq!(expiry(&world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "0")])), None);
    world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "5")]);
    assert_eq!(expiry(&world.post("/Documents/d", &[("Ttl", "0")])), None);
    world.post("/Maps/m", &[("Ttl", "5")]);
    assert_eq!(expiry(&world.post("/Maps/m", &[("CollectionTtl", "0")])), None);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}"), ("ItemTtl", "5")]);
    assert_eq!(expiry(&world.post("/Maps/m/Items/k", &[("ItemTtl", "0")])), None);
    world.wait(1_000_000);
    for path in ["/Documents/d", "/Maps/m", "/Maps/m/Items/k"] {
        assert_eq!(world.get(path, &[]).status, 200, "{path}");
    }
}

#[test]
fn an_empty_ttl_leaves_the_expiry() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "60")]);
    assert_eq!(expiry(&world.wait(1).post("/Documents/d", &[("Ttl", "")])), Some("2026-01-01T00:01:00Z"));
}

#[test]
fn an_empty_ttl_is_as_if_it_were_not_sent() {
    for (kind, own, id) in COLLECTIONS {
        let mut world = World::documented();
        let (path, item) = (format!("{kind}/c"), format!("{kind}/c/Items/{id}"));
        let made = world.post(kind, &[("UniqueName", "c"), ("Ttl", "60"), ("CollectionTtl", "")]);
        assert_eq!(expiry(&made), Some("2026-01-01T00:01:00Z"), "the alias has nothing to give way to");
        let added = add(&mut world, kind, own, &[("Ttl", "30"), ("ItemTtl", "")]);
        assert_eq!(expiry(&added), Some("2026-01-01T00:00:30Z"));
        assert_eq!(error(&world.post(&item, &[("Ttl", "soon"), ("ItemTtl", "")])), (400, 54011));
        assert_eq!(error(&world.post(&item, &[("ItemTtl", ""), ("CollectionTtl", "5")])), (400, 20422), "alone");
        assert_eq!(world.post(&item, &[("CollectionTtl", "")]).status, 200);
        assert_eq!(expiry(&world.get(&path, &[])), Some("2026-01-01T00:01:00Z"));
    }
}

#[test]
fn a_ttl_of_an_item_leaves_revision_and_date_of_the_whole() {
    for (kind, own, id) in COLLECTIONS {
        let mut world = World::documented();
        let (path, item) = (format!("{kind}/c"), format!("{kind}/c/Items/{id}"));
        world.post(kind, &[("UniqueName", "c")]);
        add(&mut world, kind, own, &[]);
        let before = world.get(&path, &[]);
        for params in [&[][..], &[("ItemTtl", "60")], &[("ItemTtl", "60"), ("CollectionTtl", "0")]] {
            assert_eq!(world.wait(1).post(&item, params).status, 200);
            assert_eq!(world.get(&path, &[]), before, "{params:?}");
        }
        world.post(&item, &[("Data", "{}")]);
        let after = world.get(&path, &[]);
        assert_eq!([field(&after, "revision"), field(&after, "date_updated")], ["2", "2026-01-01T00:00:03Z"]);
    }
}

#[test]
fn data_do_not_move_the_expiry() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d"), ("Ttl", "60")]);
    world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "60")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}"), ("Ttl", "60")]);
    world.wait(30);
    assert_eq!(expiry(&world.post("/Documents/d", &[("Data", r#"{"n":1}"#)])), Some("2026-01-01T00:01:00Z"));
    assert_eq!(expiry(&world.post("/Maps/m/Items/k", &[("Data", r#"{"n":1}"#)])), Some("2026-01-01T00:01:00Z"));
    assert_eq!(expiry(&world.get("/Maps/m", &[])), Some("2026-01-01T00:01:00Z"));
}

#[test]
fn the_alias_ttl_is_ignored_beside_the_own_name() {
    for (kind, own, id) in COLLECTIONS {
        let mut world = World::documented();
        let (path, item) = (format!("{kind}/c"), format!("{kind}/c/Items/{id}"));
        let made = world.post(kind, &[("UniqueName", "c"), ("Ttl", "10"), ("CollectionTtl", "20")]);
        assert_eq!(expiry(&made), Some("2026-01-01T00:00:20Z"));
        let updated = world.post(&path, &[("CollectionTtl", "30"), ("Ttl", "10")]);
        assert_eq!(expiry(&updated), Some("2026-01-01T00:00:30Z"));
        assert_eq!(expiry(&world.post(&path, &[("CollectionTtl", "0"), ("Ttl", "nonsense")])), None);
        let added = add(&mut world, kind, own, &[("Ttl", "10"), ("ItemTtl", "40")]);
        assert_eq!(expiry(&added), Some("2026-01-01T00:00:40Z"));
        assert_eq!(expiry(&world.post(&item, &[("Ttl", "50")])), Some("2026-01-01T00:00:50Z"));
    }
}

#[test]
fn collection_ttl_with_an_item_sets_the_whole_and_not_the_item() {
    for (kind, own, id) in COLLECTIONS {
        let mut world = World::documented();
        let (path, item) = (format!("{kind}/c"), format!("{kind}/c/Items/{id}"));
        world.post(kind, &[("UniqueName", "c"), ("Ttl", "60")]);
        let made = add(world.wait(10), kind, own, &[("CollectionTtl", "120")]);
        assert_eq!(expiry(&made), None);
        assert_eq!(expiry(&world.get(&path, &[])), Some("2026-01-01T00:02:10Z"));
        let updated = world.wait(10).post(&item, &[("ItemTtl", "30"), ("CollectionTtl", "0")]);
        assert_eq!(expiry(&updated), Some("2026-01-01T00:00:50Z"));
        assert_eq!(expiry(&world.get(&path, &[])), None);
    }
}

#[test]
fn collection_ttl_alone_in_an_update_of_an_item_is_refused() {
    for (kind, own, id) in COLLECTIONS {
        let mut world = World::documented();
        world.post(kind, &[("UniqueName", "c"), ("Ttl", "60")]);
        add(&mut world, kind, own, &[]);
        let refused = world.post(&format!("{kind}/c/Items/{id}"), &[("CollectionTtl", "600")]);
        assert_eq!(error(&refused), (400, 20422));
        assert_eq!(expiry(&world.get(&format!("{kind}/c"), &[])), Some("2026-01-01T00:01:00Z"));
    }
}

#[test]
fn an_item_and_the_whole_expire_each_for_itself() {
    for (kind, own, id) in COLLECTIONS {
        let mut world = World::documented();
        let (path, item) = (format!("{kind}/c"), format!("{kind}/c/Items/{id}"));
        world.post(kind, &[("UniqueName", "c")]);
        add(&mut world, kind, own, &[("ItemTtl", "5")]);
        let long = world.post(&format!("{path}/Items"), &[("Key", "long"), ("Data", "{}")]);
        let long = field(&long, if kind == "/Maps" { "key" } else { "index" });
        let long = format!("{path}/Items/{}", long.to_string().replace('"', ""));
        world.wait(5);
        assert_eq!(listed(&world.get(&format!("{path}/Items"), &[])), long.rsplit_once('/').unwrap().1);
        assert_eq!(world.get(&item, &[]).status, 404);
        world.post(&path, &[("Ttl", "5")]);
        assert_eq!(expiry(&world.get(&long, &[])), None);
        assert_eq!(world.wait(5).get(&long, &[]).status, 404);
        assert_eq!(world.get(&path, &[]).status, 404);
    }
}

#[test]
fn a_refused_request_leaves_every_expiry() {
    let mut world = World::documented();
    world.post("/Maps", &[("UniqueName", "m"), ("Ttl", "60")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}"), ("ItemTtl", "60")]);
    world.post("/Maps/m/Items/k", &[("ItemTtl", "-1"), ("CollectionTtl", "5")]);
    world.post("/Maps/m/Items/k", &[("Data", "nope"), ("CollectionTtl", "5")]);
    world.post_if("/Maps/m/Items/k", "7", &[("ItemTtl", "5"), ("CollectionTtl", "5")]);
    assert_eq!(expiry(&world.get("/Maps/m", &[])), Some("2026-01-01T00:01:00Z"));
    assert_eq!(expiry(&world.get("/Maps/m/Items/k", &[])), Some("2026-01-01T00:01:00Z"));
}

#[test]
fn what_expires_later_goes_later() {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "early"), ("Ttl", "60")]);
    world.post("/Documents", &[("UniqueName", "late"), ("Ttl", "120")]);
    world.post("/Maps", &[("UniqueName", "m")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}"), ("ItemTtl", "180")]);
    let mut statuses = |after| {
        world.wait(after);
        ["/Documents/early", "/Documents/late", "/Maps/m/Items/k"].map(|path| world.get(path, &[]).status)
    };
    assert_eq!(statuses(59), [200, 200, 200]);
    assert_eq!(statuses(2), [404, 200, 200]);
    assert_eq!(statuses(60), [404, 404, 200]);
    assert_eq!(statuses(60), [404, 404, 404]);
}
