//! Walking through listings.

use super::Asker;

/// A Map of items a to g, and the URL of its items.
fn seven() -> (Asker, String) {
    let (mut asker, service) = Asker::with_service();
    let items = format!("{}/Items", asker.created(&format!("{service}/Maps"), &[]));
    for key in ["a", "b", "c", "d", "e", "f", "g"] {
        asker.created(&items, &[("Key", key), ("Data", "{}")]);
    }
    (asker, items)
}

/// The keys of one page after the other.
fn walk(asker: &mut Asker, first: String) -> String {
    let (mut pages, mut url) = (Vec::new(), Some(first));
    while let Some(at) = url {
        let (keys, next, _) = asker.page(&at, "key");
        pages.push(keys.concat());
        url = next;
    }
    pages.join(" ")
}

#[test]
fn a_walk_meets_everything_once() {
    let (mut asker, items) = seven();
    assert_eq!(walk(&mut asker, format!("{items}?PageSize=3")), "abc def g");
    assert_eq!(walk(&mut asker, format!("{items}?PageSize=7")), "abcdefg");
    assert_eq!(walk(&mut asker, format!("{items}?PageSize=2&Order=desc&From=f&Bounds=exclusive")), "ed cb a");
}

#[test]
fn a_walk_leads_back() {
    let (mut asker, items) = seven();
    let (_, next, previous) = asker.page(&format!("{items}?PageSize=3"), "key");
    assert_eq!(previous, None);
    let (_, next, _) = asker.page(&next.unwrap(), "key");
    let (last, next, previous) = asker.page(&next.unwrap(), "key");
    assert_eq!((last.concat().as_str(), next), ("g", None));
    let (keys, _, previous) = asker.page(&previous.unwrap(), "key");
    assert_eq!(keys.concat(), "def");
    let (keys, next, previous) = asker.page(&previous.unwrap(), "key");
    assert_eq!((keys.concat().as_str(), previous), ("abc", None));
    assert_eq!(asker.page(&next.unwrap(), "key").0.concat(), "def");
}

#[test]
fn changes_neither_skip_nor_double_what_stays() {
    let (mut asker, items) = seven();
    let (_, next, _) = asker.page(&format!("{items}?PageSize=2"), "key");
    for key in ["a", "b", "g"] {
        asker.body("DELETE", &format!("{items}/{key}"), &[]);
    }
    asker.created(&items, &[("Key", "bb"), ("Data", "{}")]);
    assert_eq!(walk(&mut asker, next.unwrap()), "bbc de f");
}

#[test]
fn the_end_may_come_before_the_page_does() {
    let (mut asker, items) = seven();
    let (_, next, _) = asker.page(&format!("{items}?PageSize=6"), "key");
    asker.body("DELETE", &format!("{items}/g"), &[]);
    let (keys, next, previous) = asker.page(&next.unwrap(), "key");
    assert_eq!((keys.concat().as_str(), next), ("", None));
    assert_eq!(asker.page(&previous.unwrap(), "key").0.concat(), "abcdef");
}

#[test]
fn sizes_are_clamped() {
    let (mut asker, service) = Asker::with_service();
    let (_, _, _) = asker.page(&format!("{service}/Documents?PageSize=1"), "sid");
    let meta = |asker: &mut Asker, path: &str, size| asker.body("GET", path, &[("PageSize", size)])["meta"].clone();
    let documents = format!("{service}/Documents");
    assert_eq!(meta(&mut asker, &documents, "101")["page_size"], 100);
    assert_eq!(meta(&mut asker, &documents, "99999999999999999999")["page_size"], 100);
    let items = format!("{}/Items", asker.created(&format!("{service}/Lists"), &[]));
    assert_eq!(meta(&mut asker, &items, "1001")["page_size"], 1000);
    let shown = asker.body("GET", &items, &[("Page", "3"), ("Order", "asc")])["meta"].clone();
    assert_eq!(shown["page"], 3);
    assert_eq!(shown["first_page_url"], format!("http://sync/v1{items}?Order=asc&PageSize=50&Page=0"));
    assert_eq!(shown["url"], format!("http://sync/v1{items}?Order=asc&PageSize=50&Page=3"));
    assert_eq!([&shown["next_page_url"], &shown["previous_page_url"]], [&serde_json::Value::Null; 2]);
    for size in ["", "0", "-1", "1.5", "many"] {
        assert_eq!(asker.code("GET", &items, &[("PageSize", size)]), (400, Some(54454)), "{size}");
    }
    assert_eq!(asker.code("GET", &items, &[("Page", "")]), (400, Some(20422)));
}

#[test]
fn a_token_leads_to_its_own_collection_only() {
    let (mut asker, items) = seven();
    let (_, next, _) = asker.page(&format!("{items}?PageSize=2"), "key");
    let token = next.unwrap().rsplit_once("PageToken=").unwrap().1.to_owned();
    let services = asker.code("GET", "/Services", &[("PageToken", &token)]);
    assert_eq!(services, (400, Some(54453)));
    let other = asker.code("GET", &items, &[("PageToken", "this is not a page token!")]);
    assert_eq!(other, (400, Some(54453)));
    assert_eq!(asker.code("GET", &items, &[("PageToken", "")]), (200, None));
}
