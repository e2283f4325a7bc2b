use serde_json::json;

use super::support::{World, error, field};

/// A Document and items at revision 1; all take the same conditions.
fn at_revision_1() -> World {
    let mut world = World::documented();
    world.post("/Documents", &[("UniqueName", "d")]);
    world.post("/Maps", &[("UniqueName", "m")]);
    world.post("/Maps/m/Items", &[("Key", "k"), ("Data", "{}")]);
    world.post("/Lists", &[("UniqueName", "l")]);
    world.post("/Lists/l/Items", &[("Data", "{}")]);
    world.post("/Documents/d", &[("Data", r#"{"n":1}"#)]);
    world.post("/Lists/l/Items/0", &[("Data", r#"{"n":1}"#)]);
    world.post("/Maps/m/Items/k", &[("Data", r#"{"n":1}"#)]);
    world
}

const PATHS: [(&str, i64); 3] = [("/Documents/d", 54103), ("/Lists/l/Items/0", 54155), ("/Maps/m/Items/k", 54205)];

#[test]
fn the_current_revision_lets_an_update_through() {
    for (path, _) in PATHS {
        for header in ["1", "\"1\"", "W/\"1\"", "*"] {
            let updated = at_revision_1().post_if(path, header, &[("Data", r#"{"n":2}"#)]);
            assert_eq!((updated.status, field(&updated, "revision")), (200, &json!("2")), "{path} {header}");
        }
    }
}

#[test]
fn any_other_revision_does_not_and_nothing_changes() {
    for (path, code) in PATHS {
        let mut world = at_revision_1();
        for header in ["0", "2", "\"0\"", "ff", "-1", "01"] {
            let refused = world.post_if(path, header, &[("Data", r#"{"n":2}"#), ("Ttl", "60")]);
            assert_eq!(error(&refused), (412, code), "{path} {header}");
        }
        let now = world.get(path, &[]);
        assert_eq!((field(&now, "data"), field(&now, "revision")), (&json!({"n": 1}), &json!("1")));
        assert!(field(&now, "date_expires").is_null());
    }
}

#[test]
fn what_is_no_revision_is_refused() {
    for (path, _) in PATHS {
        for header in ["not a revision", "", "\"1", "\"0\", \"1\""] {
            let refused = at_revision_1().post_if(path, header, &[("Data", r#"{"n":2}"#)]);
            assert_eq!(error(&refused), (400, 54003), "{path} {header}");
        }
    }
}

#[test]
fn a_condition_on_what_is_missing_is_answered_as_missing() {
    let mut world = at_revision_1();
    assert_eq!(error(&world.post_if("/Documents/none", "0", &[("Data", "{}")])), (404, 54007));
    assert_eq!(error(&world.post_if("/Maps/m/Items/none", "0", &[("Data", "{}")])), (404, 54012));
    assert_eq!(error(&world.delete_if("/Maps/m/Items/none", "0")), (404, 54012));
    assert_eq!(error(&world.post_if("/Lists/l/Items/7", "0", &[("Data", "{}")])), (404, 54011));
    assert_eq!(error(&world.delete_if("/Lists/l/Items/7", "0")), (404, 54011));
}

#[test]
fn an_item_is_deleted_under_its_current_revision_only() {
    let mut world = at_revision_1();
    for (path, code) in [("/Lists/l/Items/0", 54155), ("/Maps/m/Items/k", 54205)] {
        assert_eq!(error(&world.delete_if(path, "0")), (412, code));
        assert_eq!(world.get(path, &[]).status, 200);
        assert_eq!(world.delete_if(path, "1").status, 204);
    }
}

#[test]
fn where_no_condition_is_documented_it_is_passed_over() {
    let mut world = at_revision_1();
    assert_eq!(world.post_if("/Maps/m", "77", &[("Ttl", "60")]).status, 200);
    assert_eq!(world.post_if("/Documents", "77", &[]).status, 201);
    assert_eq!(world.delete_if("/Documents/d", "77").status, 204);
    assert_eq!(world.delete_if("/Maps/m", "77").status, 204);
    assert_eq!(world.post_if("/Lists/l", "77", &[("Ttl", "60")]).status, 200);
    assert_eq!(world.post_if("/Lists/l/Items", "77", &[("Data", "{}")]).status, 201);
    let flags = [("Read", "true"), ("Write", "true"), ("Manage", "true")];
    assert_eq!(world.post_if("/Lists/l/Permissions/i", "77", &flags).status, 200);
    assert_eq!(world.delete_if("/Lists/l/Permissions/i", "77").status, 204);
    assert_eq!(world.delete_if("/Lists/l", "77").status, 204);
}

#[test]
fn a_ttl_alone_keeps_the_revision_and_heeds_the_condition() {
    let mut world = at_revision_1();
    assert_eq!(error(&world.post_if("/Documents/d", "0", &[("Ttl", "60")])), (412, 54103));
    let updated = world.post_if("/Documents/d", "1", &[("Ttl", "60")]);
    assert_eq!((updated.status, field(&updated, "revision")), (200, &json!("1")));
}
