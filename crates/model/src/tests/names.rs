use super::support::{World, error, field, text};

const KINDS: [&str; 4] = ["/Documents", "/Lists", "/Maps", "/Streams"];

#[test]
fn a_name_has_1_to_320_characters() {
    for kind in KINDS {
        let mut world = World::documented();
        for name in ["n", &"n".repeat(320), &"é".repeat(320), "a b", "n+%/?#&="] {
            let made = world.post(kind, &[("UniqueName", name)]);
            assert_eq!((made.status, text(&made, "unique_name")), (201, name.to_owned()));
        }
        for name in ["", &"n".repeat(321), &"é".repeat(321)] {
            assert_eq!(error(&world.post(kind, &[("UniqueName", name)])), (400, 54302), "{name}");
        }
    }
}

#[test]
fn no_name_has_the_shape_of_a_sid() {
    for kind in KINDS {
        let mut world = World::documented();
        for name in ["ET0123456789abcdef0123456789abcdef", "XX0123456789abcdef0123456789abcdef"] {
            assert_eq!(error(&world.post(kind, &[("UniqueName", name)])), (400, 54302), "{name}");
        }
        for name in [
            "ET0123456789ABCDEF0123456789ABCDEF",
            "et0123456789abcdef0123456789abcdef",
            "ET0123456789abcdef0123456789abcde",
        ] {
            assert_eq!(world.post(kind, &[("UniqueName", name)]).status, 201, "{name}");
        }
    }
}

#[test]
fn a_name_in_use_is_refused_for_its_kind() {
    for kind in KINDS {
        let mut world = World::documented();
        let sid = text(&world.post(kind, &[("UniqueName", "n")]), "sid");
        assert_eq!(error(&world.post(kind, &[("UniqueName", "n")])), (409, 54302));
        assert_eq!(world.post(kind, &[("UniqueName", "N")]).status, 201);
        assert_eq!(text(&world.get(&format!("{kind}/n"), &[]), "sid"), sid);
    }
}

#[test]
fn objects_of_different_kinds_may_share_a_name() {
    let mut world = World::documented();
    for kind in KINDS {
        assert_eq!(world.post(kind, &[("UniqueName", "n")]).status, 201, "{kind}");
    }
    for (kind, prefix) in KINDS.into_iter().zip(["ET", "ES", "MP", "TO"]) {
        assert!(field(&world.get(&format!("{kind}/n"), &[]), "sid").as_str().unwrap().starts_with(prefix), "{kind}");
    }
}

#[test]
fn a_name_is_free_again_after_delete_and_expiry() {
    for kind in KINDS {
        let mut world = World::documented();
        let first = text(&world.post(kind, &[("UniqueName", "n"), ("Ttl", "5")]), "sid");
        assert_eq!(error(&world.wait(4).post(kind, &[("UniqueName", "n")])), (409, 54302));
        let second = world.wait(1).post(kind, &[("UniqueName", "n")]);
        assert_eq!(second.status, 201);
        assert_ne!(text(&second, "sid"), first);
        world.delete(&format!("{kind}/n"));
        assert_eq!(world.post(kind, &[("UniqueName", "n")]).status, 201);
    }
}

#[test]
fn the_last_of_repeated_names_counts() {
    let mut world = World::documented();
    let made = world.post("/Documents", &[("UniqueName", "a"), ("UniqueName", "b"), ("uniquename", "c")]);
    assert_eq!(text(&made, "unique_name"), "b");
}
