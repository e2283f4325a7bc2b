//! Maps and their items.

use super::Asker;

fn a_map(keys: &[&str]) -> (Asker, String) {
    let (mut asker, service) = Asker::with_service();
    let map = asker.created(&format!("{service}/Maps"), &[]);
    let items = format!("{map}/Items");
    for key in keys {
        asker.created(&items, &[("Key", key), ("Data", "{}")]);
    }
    (asker, items)
}

#[test]
fn keys_are_listed_by_code_point() {
    let (mut asker, items) = a_map(&["b", "ab", "a", "B", "é", "10", "9", "\u{1f600}", "\u{ffee}"]);
    let keys = |asker: &mut Asker, query: &str| asker.page(&format!("{items}?{query}"), "key").0.join(" ");
    assert_eq!(keys(&mut asker, ""), "10 9 B a ab b é \u{ffee} \u{1f600}");
    assert_eq!(keys(&mut asker, "Order=desc&From=b"), "b ab a B 9 10");
    assert_eq!(keys(&mut asker, "Order=desc&From=b&Bounds=exclusive"), "ab a B 9 10");
    assert_eq!(keys(&mut asker, "From=aa&PageSize=2"), "ab b");
    assert_eq!(keys(&mut asker, "Bounds=exclusive&PageSize=1"), "10");
    assert_eq!(keys(&mut asker, "From=&Order=desc"), "");
}

#[test]
fn a_key_is_unique_and_required() {
    let (mut asker, items) = a_map(&["a/b"]);
    let path = format!("{items}/a%2Fb");
    let shown = asker.body("GET", &path, &[]);
    assert_eq!([&shown["key"], &shown["url"]], ["a/b", &format!("http://sync/v1{path}")]);
    let taken = [("Key", "a/b"), ("Data", "1"), ("CollectionTtl", "60")];
    assert_eq!(asker.code("POST", &items, &taken), (409, Some(54208)));
    assert_eq!(asker.body("GET", &path, &[]), shown);
    for key in ["", &"x".repeat(321)] {
        assert_eq!(asker.code("POST", &items, &[("Key", key), ("Data", "1")]), (400, Some(54209)));
    }
    assert_eq!(asker.code("POST", &items, &[("Data", "1")]), (400, Some(54209)));
    asker.body("DELETE", &path, &[]);
    assert_eq!(asker.body("POST", &items, &taken)["revision"], "0");
}

#[test]
fn data_are_required_and_not_null() {
    let (mut asker, items) = a_map(&["k"]);
    for params in [&[("Key", "new")][..], &[("Key", "new"), ("Data", "")], &[("Key", "new"), ("Data", "null")]] {
        assert_eq!(asker.code("POST", &items, params), (400, Some(54206)), "{params:?}");
    }
    let item = format!("{items}/k");
    for (data, code) in [("null", 54206), ("", 54008), ("{", 54008), ("{a:1}", 54008)] {
        assert_eq!(asker.code("POST", &item, &[("Data", data)]), (400, Some(code)), "{data}");
    }
    assert_eq!(asker.body("POST", &item, &[("Data", r#"{"a":1,"a":2}"#)])["data"].to_string(), r#"{"a":2}"#);
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    asker.body("POST", &item, &[("Data", &nested(127))]);
    assert_eq!(asker.code("POST", &item, &[("Data", &nested(128))]), (400, Some(54008)));
}

#[test]
fn items_go_with_their_map() {
    let (mut asker, items) = a_map(&["k"]);
    let map = items.strip_suffix("/Items").unwrap();
    asker.body("DELETE", map, &[]);
    assert_eq!(asker.code("GET", &items, &[]), (404, Some(54009)));
    assert_eq!(asker.code("GET", &format!("{items}/k"), &[]), (404, Some(54009)));
}
