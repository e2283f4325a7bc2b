use serde_json::json;
use syncproof_api::Response;

use super::support::{BASE, Param, World, body, error, field, text};

/// What permissions belong to: the path, the field that names it, and the code that it is missing.
const PARENTS: [(&str, &str, i64); 3] =
    [("/Documents", "document_sid", 54007), ("/Lists", "list_sid", 54008), ("/Maps", "map_sid", 54009)];

const READ: &[Param<'_>] = &[("Read", "true"), ("Write", "false"), ("Manage", "false")];
const ALL: &[Param<'_>] = &[("Read", "true"), ("Write", "true"), ("Manage", "true")];
const NONE: &[Param<'_>] = &[("Read", "false"), ("Write", "false"), ("Manage", "false")];

fn world_with(kind: &str) -> World {
    let mut world = World::documented();
    world.post(kind, &[("UniqueName", "o")]);
    world
}

fn flags(response: &Response) -> [bool; 3] {
    ["read", "write", "manage"].map(|name| field(response, name).as_bool().unwrap())
}

fn identities(page: &Response) -> Vec<String> {
    let permissions = body(page)["permissions"].as_array().unwrap();
    permissions.iter().map(|permission| permission["identity"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_permission_shows_its_documented_fields() {
    for (kind, parent, _) in PARENTS {
        let mut world = world_with(kind);
        let sid = text(&world.get(&format!("{kind}/o"), &[]), "sid");
        let set = world.post(&format!("{kind}/o/Permissions/a%20b"), READ);
        assert_eq!((set.status, &set.etag), (200, &None));
        let expected = json!({
            "account_sid": "AC00000000000000000000000000000001",
            "service_sid": world.service.strip_prefix("/Services/").unwrap(),
            parent: sid,
            "identity": "a b",
            "read": true,
            "write": false,
            "manage": false,
            "url": format!("{BASE}{}{kind}/{sid}/Permissions/a%20b", world.service),
        });
        assert_eq!(body(&set), &expected);
        assert_eq!(world.get(&format!("{kind}/{sid}/Permissions/a%20b"), &[]), set);
        let page = world.get(&format!("{kind}/o/Permissions"), &[]);
        assert_eq!(body(&page)["permissions"], json!([expected]));
        assert_eq!(body(&page)["meta"]["key"], "permissions");
    }
}

#[test]
fn setting_creates_and_then_changes() {
    for (kind, ..) in PARENTS {
        let mut world = world_with(kind);
        let path = format!("{kind}/o/Permissions/i");
        assert_eq!(error(&world.get(&path, &[])), (404, 54354));
        assert_eq!(flags(&world.post(&path, READ)), [true, false, false]);
        assert_eq!(flags(&world.post(&path, ALL)), [true, true, true]);
        assert_eq!(flags(&world.get(&path, &[])), [true, true, true]);
        assert_eq!(flags(&world.post(&path, NONE)), [false, false, false]);
        assert_eq!(flags(&world.get(&path, &[])), [false, false, false]);
        assert_eq!(identities(&world.get(&format!("{kind}/o/Permissions"), &[])), ["i"]);
    }
}

#[test]
fn a_deleted_permission_is_gone() {
    for (kind, ..) in PARENTS {
        let mut world = world_with(kind);
        let path = format!("{kind}/o/Permissions/i");
        world.post(&path, ALL);
        world.post(&format!("{kind}/o/Permissions/j"), ALL);
        let deleted = world.delete(&path);
        assert_eq!((deleted.status, deleted.body), (204, None));
        assert_eq!(error(&world.get(&path, &[])), (404, 54354));
        assert_eq!(error(&world.delete(&path)), (404, 54354));
        assert_eq!(identities(&world.get(&format!("{kind}/o/Permissions"), &[])), ["j"]);
    }
}

#[test]
fn flags_are_needed_and_booleans() {
    for (kind, ..) in PARENTS {
        let mut world = world_with(kind);
        let path = format!("{kind}/o/Permissions/i");
        for missing in 0..3 {
            let mut params = ALL.to_vec();
            params.remove(missing);
            assert_eq!(error(&world.post(&path, &params)), (400, 20422), "{params:?}");
        }
        assert_eq!(error(&world.post(&path, &[])), (400, 20422));
        for value in ["maybe", "TRUE", "1", "", "2"] {
            let params = [("Read", value), ("Write", "true"), ("Manage", "true")];
            assert_eq!(error(&world.post(&path, &params)), (400, 20422), "{value}");
        }
        assert_eq!(world.get(&path, &[]).status, 404);
    }
}

#[test]
fn an_identity_has_256_characters_at_most() {
    let mut world = world_with("/Maps");
    for (identity, status) in [("i".repeat(256), 200), ("%C3%A9".repeat(256), 200)] {
        let path = format!("/Maps/o/Permissions/{identity}");
        assert_eq!(world.post(&path, ALL).status, status);
        assert_eq!(world.get(&path, &[]).status, 200);
    }
    let path = format!("/Maps/o/Permissions/{}", "i".repeat(257));
    assert_eq!(error(&world.post(&path, ALL)), (400, 54351));
    assert_eq!(error(&world.get(&path, &[])), (400, 54351));
    assert_eq!(error(&world.delete(&path)), (400, 54351));
}

#[test]
fn identities_are_told_apart_by_every_character() {
    let mut world = world_with("/Lists");
    let identities = [("i", READ), ("I", ALL), ("i%2F", NONE), ("%2569", ALL), ("%C3%A9", READ)];
    for (identity, params) in identities {
        world.post(&format!("/Lists/o/Permissions/{identity}"), params);
    }
    for (identity, params) in identities {
        let shown = flags(&world.get(&format!("/Lists/o/Permissions/{identity}"), &[]));
        let wanted: Vec<bool> = params.iter().map(|(_, value)| *value == "true").collect();
        assert_eq!(shown.as_slice(), wanted, "{identity}");
    }
}

#[test]
fn permissions_belong_to_one_object() {
    let mut world = World::documented();
    for (kind, ..) in PARENTS {
        for name in ["o", "p"] {
            world.post(kind, &[("UniqueName", name)]);
        }
    }
    world.post("/Maps/o/Permissions/i", ALL);
    for path in ["/Maps/p", "/Lists/o", "/Documents/o"] {
        assert_eq!(error(&world.get(&format!("{path}/Permissions/i"), &[])), (404, 54354), "{path}");
        assert!(identities(&world.get(&format!("{path}/Permissions"), &[])).is_empty(), "{path}");
    }
}

#[test]
fn permissions_go_with_their_object() {
    for (kind, _, missing) in PARENTS {
        let mut world = world_with(kind);
        let path = format!("{kind}/o/Permissions/i");
        world.post(&path, ALL);
        world.delete(&format!("{kind}/o"));
        assert_eq!(error(&world.get(&path, &[])), (404, missing));
        assert_eq!(error(&world.post(&path, ALL)), (404, missing));
        assert_eq!(error(&world.get(&format!("{kind}/o/Permissions"), &[])), (404, missing));
        world.post(kind, &[("UniqueName", "o"), ("Ttl", "5")]);
        assert_eq!(error(&world.get(&path, &[])), (404, 54354), "another object");
        world.post(&path, ALL);
        world.wait(5).post(kind, &[("UniqueName", "o")]);
        assert_eq!(error(&world.get(&path, &[])), (404, 54354), "after its expiry");
    }
}

#[test]
fn permissions_bind_nobody_here_and_leave_their_object_as_it_is() {
    let mut world = World::documented();
    let service = world.service.clone();
    world.post(&service, &[("AclEnabled", "true")]);
    world.post("/Maps", &[("UniqueName", "o")]);
    let before = world.get("/Maps/o", &[]);
    world.wait(5).post("/Maps/o/Permissions/system", NONE);
    world.delete("/Maps/o/Permissions/system");
    assert_eq!(world.get("/Maps/o", &[]), before);
    assert_eq!(world.post("/Maps/o/Items", &[("Key", "k"), ("Data", "{}")]).status, 201);
    assert_eq!(world.delete("/Maps/o").status, 204);
}

#[test]
fn permissions_are_listed_page_by_page() {
    let mut world = world_with("/Documents");
    let names: Vec<String> = (0..7).map(|n| format!("i{n}")).collect();
    for name in &names {
        world.post(&format!("/Documents/o/Permissions/{name}"), READ);
    }
    let mut page = world.get("/Documents/o/Permissions", &[("PageSize", "3")]);
    let mut met = identities(&page);
    while !body(&page)["meta"]["next_page_url"].is_null() {
        page = world.follow(&page, "next_page_url");
        met.extend(identities(&page));
    }
    assert_eq!(met, names);
    let clamped = world.get("/Documents/o/Permissions", &[("PageSize", "1000")]);
    assert_eq!(body(&clamped)["meta"]["page_size"], 100);
    assert_eq!(error(&world.get("/Documents/o/Permissions", &[("PageSize", "0")])), (400, 54454));
}
