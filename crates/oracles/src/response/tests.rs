use syncproof_harness::exchange::{Answer, Version};

use super::{
    script::{Said, written_out},
    *,
};

const STALE: &str = "POST http://127.0.0.1:1/v1/Services/IS1/Maps/m\nif-match: 1\ncontent-type: application/x-www-form-urlencoded\n\nTtl=5\n###\nHTTP/1.1 200\ncontent-type: application/json\netag: \"2\"\n\n{\"sid\": \"MP1\", \"ttl\": 5}";

fn said(body: &[u8]) -> Said {
    Said { status: 200, headers: Vec::new(), body: body.to_vec() }
}

#[test]
fn answers_of_every_kind_are_judged() {
    for text in [
        STALE,
        "HTTP/1.1 500\n\n<html>",
        "HTTP/1.1 999\nx: \u{1b}[31m\n\n\u{1}\u{2}\u{3}",
        "HTTP/1.1 200\n\n[1]\n###\nHTTP/1.1 200\n\n[1.0]",
        "HTTP/1.1 200\ndate: Thu, 30 Jul 2015 20:00:00 GMT\n\n{\"date_created\": \"2015-07-30T20:00:00Z\"}",
        "GET http://h/\u{f}\u{fffd}x\n###\nHTTP/1.1 204\n\n",
        "HTTP/1.1 200\n\n{\"a\":\"\u{f}\u{7f}a\",\"b\":\"\u{6}\",\"c\":\u{7}}",
    ] {
        assert_eq!(check(text.as_bytes()), Fate::Judged, "{text}");
        assert!(!explain(text.as_bytes()).is_empty());
    }
    assert_eq!(check(b""), Fate::Discarded);
    assert_eq!(check(b"GET /"), Fate::Discarded, "nothing was answered");
}

#[test]
fn a_script_means_what_it_says() {
    let script = Script::read(STALE.as_bytes());
    assert_eq!((script.requests[0].method.as_str(), script.answers[0].status), ("POST", 200));
    let exchange = readings::transcript(&script).unwrap().remove(0);
    assert_eq!(exchange.answer.sid(), Some("MP1"));
    let again = Script::read(&message::write(&script::of(&exchange)));
    assert_eq!(format!("{script:?}"), format!("{again:?}"));
    assert_eq!(written_out(b"a\x0f\x02bc"), [b"a".as_slice(), &[b'b'; 128], b"c"].concat());
}

#[test]
fn an_answer_that_is_read_otherwise_is_a_finding() {
    let right = |body: &[u8]| Answer::new(200, Version::Http11, Vec::new(), body.to_vec());
    assert_eq!(readings::judge(&said(b"{}"), &right(b"{}")), Ok(()));
    assert!(readings::judge(&said(b"{}"), &right(b"{")).is_err(), "JSON that is not read");
    assert!(readings::judge(&said(b"{"), &right(b"{}")).is_err(), "what is no JSON is read");
    let deep = "[".repeat(200);
    assert!(readings::judge(&said(b"[]"), &right(deep.as_bytes())).is_err(), "a refusal for no reason");
    let many = format!("[{}1]", "1,".repeat(60_000));
    assert_eq!(readings::judge(&said(many.as_bytes()), &right(many.as_bytes())), Ok(()));
    assert!(readings::judge(&said(many.as_bytes()), &right(b"[]")).is_err(), "a bound that is not kept");
}

#[test]
fn a_report_in_bad_form_is_a_finding() {
    assert_eq!(renderings::plain("it", "a\nb"), Ok(()));
    assert!(renderings::plain("it", "\u{1b}[31m").is_err());
    assert!(renderings::plain("it", "t k/\"\u{e9}:7").is_err());
    assert!(renderings::plain("it", &"x".repeat(1 << 20)).is_err());
    assert_eq!(renderings::well_formed("<a b=\"&lt;\">c</a>"), Ok(()));
    for xml in ["<a>", "<a b=\"&x;\"/>", "<a>t k/&quot;\u{e9}:7</a>", "<a b=\"t%20k/&quot;\u{e9}:7\"/>", "<a>\u{1}</a>"]
    {
        assert!(renderings::well_formed(xml).is_err(), "{xml}");
    }
}
