//! Bodies that are not what was asked for. None of them is trouble: they are answers, and the suite judges them.

use serde_json::json;

use crate::support::{answer, answering, message};

#[tokio::test]
async fn a_page_for_people() {
    let page = b"<!doctype html><title>Bad Gateway</title>{[[[";
    let answer = answer(answering(message("502 Bad Gateway", "content-type: text/html\r\n", page)).await).await;
    assert_eq!((answer.status, answer.header("Content-Type")), (502, Some("text/html")));
    assert_eq!((answer.body.as_slice(), answer.json), (page.as_slice(), None));
}

#[tokio::test]
async fn nothing() {
    let answer = answer(answering(message("500 Internal Server Error", "", b"")).await).await;
    assert_eq!((answer.status, answer.body.len(), answer.json), (500, 0, None));
}

#[tokio::test]
async fn json_of_another_type() {
    let answer = answer(answering(message("200 OK", "content-type: image/png\r\n", br#"{"sid":"IS1"}"#)).await).await;
    assert_eq!(answer.json, Some(json!({"sid": "IS1"})));
}

#[tokio::test]
async fn json_that_is_none() {
    for body in [
        br#"{"sid":"IS"#.as_slice(),
        b"{\"sid\":\"a\xff\"}",
        b"{\"sid\":\"a\0\"}",
        b"\0",
        b"\xef\xbb\xbf{}",
        b"{}{}",
        b"[1,]",
        b"\"\\ud800\"",
        b"1e",
        b"nul",
        b"]]]]",
    ] {
        let answer = answer(answering(message("200 OK", "content-type: application/json\r\n", body)).await).await;
        assert_eq!((answer.body.as_slice(), answer.json), (body, None));
    }
}

#[tokio::test]
async fn a_name_twice() {
    let answer = answer(answering(message("200 OK", "", br#"{"sid":"a","sid":"b"}"#)).await).await;
    assert_eq!(answer.json, Some(json!({"sid": "b"})));
}

#[tokio::test]
async fn none_where_none_may_be() {
    for status in ["204 No Content", "304 Not Modified"] {
        let answer = answer(answering(message(status, "", br#"{"a":1}"#)).await).await;
        assert_eq!((answer.status.to_string().as_str(), answer.body.len()), (&status[..3], 0));
    }
}

#[tokio::test]
async fn what_is_packed_stays_packed() {
    let headers = "content-encoding: gzip\r\ncontent-type: application/json\r\n";
    let answer = answer(answering(message("200 OK", headers, b"\x1f\x8b\x08\x00bomb")).await).await;
    assert_eq!((answer.body.as_slice(), answer.json), (b"\x1f\x8b\x08\x00bomb".as_slice(), None));
}
