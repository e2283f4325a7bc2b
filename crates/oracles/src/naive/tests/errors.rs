//! Which refusal it is, in both profiles.

use serde_json::json;
use syncproof_api::Profile;

use super::Asker;

#[test]
fn a_refusal_has_the_documented_form() {
    let mut asker = Asker::under(Profile::twilio());
    let answer = asker.ask("GET", "/Services/IS71", &[]);
    assert_eq!((answer.status, answer.etag), (404, None));
    assert_eq!(
        answer.body,
        Some(json!({
            "code": 20404,
            "message": "Service not found",
            "more_info": "https://www.twilio.com/docs/errors/20404",
            "status": 404,
        }))
    );
}

#[test]
fn the_outermost_missing_thing_is_named_first() {
    let (mut asker, service) = Asker::with_service();
    let map = asker.created(&format!("{service}/Maps"), &[]);
    let missing = "/Services/IS00000000000000000000000000000000/Maps/x/Items/y";
    let bad = [("Data", "nonsense"), ("Ttl", "-1")];
    for (path, code) in [
        (missing.to_owned(), 54001),
        (format!("{service}/Maps/x/Items/y"), 54009),
        (format!("{map}/Items/y"), 54012),
        (format!("{service}/Lists/x/Items/y"), 54008),
        (format!("{service}/Documents/x"), 54007),
    ] {
        asker.if_match = Some("nonsense");
        assert_eq!(asker.code("POST", &path, &bad), (404, Some(code)), "{path}");
    }
}

#[test]
fn parameters_come_before_the_revision_and_that_before_conflicts() {
    let (mut asker, service) = Asker::with_service();
    let documents = format!("{service}/Documents");
    let document = asker.created(&documents, &[("UniqueName", "d")]);
    asker.if_match = Some("7");
    assert_eq!(asker.code("POST", &document, &[("Ttl", "soon")]), (400, Some(54011)));
    asker.if_match = Some("7");
    assert_eq!(asker.code("POST", &document, &[("Ttl", "0")]), (412, Some(54103)));
    let taken = [("UniqueName", "d"), ("Ttl", "soon")];
    assert_eq!(asker.code("POST", &documents, &taken), (400, Some(54011)));
    assert_eq!(asker.code("POST", &documents, &taken[..1]), (409, Some(54302)));
}

#[test]
fn a_time_to_live_is_a_whole_number_of_seconds_up_to_a_year() {
    let (mut asker, service) = Asker::with_service();
    let maps = format!("{service}/Maps");
    for (name, value) in [("Ttl", "-1"), ("Ttl", "1.5"), ("CollectionTtl", "31536001"), ("Ttl", "18446744073709551676")]
    {
        assert_eq!(asker.code("POST", &maps, &[(name, value)]), (400, Some(54011)), "{value}");
    }
    let shown = asker.body("POST", &maps, &[("Ttl", "nonsense"), ("CollectionTtl", "60")]);
    assert_eq!(shown["date_expires"], "2015-07-30T20:01:00Z");
    let shown = asker.body("POST", &maps, &[("Ttl", "60"), ("CollectionTtl", "")]);
    assert_eq!(shown["date_expires"], "2015-07-30T20:01:00Z");
    let shown = asker.body("POST", &maps, &[("Ttl", "1"), ("Ttl", "60"), ("ttl", "5")]);
    assert_eq!(shown["date_expires"], "2015-07-30T20:01:00Z");
}

#[test]
fn the_codes_of_the_live_service_differ() {
    let mut asker = Asker::under(Profile::twilio());
    let service = asker.created("/Services", &[]);
    let documents = format!("{service}/Documents");
    asker.created(&documents, &[("UniqueName", "d")]);
    assert_eq!(asker.code("POST", &documents, &[("UniqueName", "d")]), (409, Some(54301)));
    let large = format!("\"{}\"", "x".repeat(20_000));
    assert_eq!(asker.code("POST", &documents, &[("Data", &large)]), (413, Some(54006)));
    assert_eq!(asker.code("POST", &documents, &[("Data", "not-valid-json")]), (400, Some(54008)));
    assert_eq!(asker.code("GET", &format!("{documents}/x"), &[]), (404, Some(20404)));
    let items = format!("{}/Items", asker.created(&format!("{service}/Lists"), &[]));
    assert_eq!(asker.body("GET", &items, &[("PageSize", "1000")])["meta"]["page_size"], 100);
}
