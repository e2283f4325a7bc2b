//! Credentials.

use axum::http::HeaderValue;

use crate::support::{ACCOUNT, Api, FORM, TOKEN, basic};

const OTHER: &str = "AC00000000000000000000000000000002";

fn wrong() -> Vec<(&'static str, HeaderValue)> {
    let value = |text: &str| HeaderValue::from_str(text).expect("the text is ASCII");
    vec![
        ("wrong token", value(&basic(ACCOUNT, "other"))),
        ("token cut short", value(&basic(ACCOUNT, "s"))),
        ("empty token", value(&basic(ACCOUNT, ""))),
        ("wrong user", value(&basic(OTHER, TOKEN))),
        ("user in capitals", value(&basic(&ACCOUNT.to_lowercase(), TOKEN))),
        ("another scheme", value(&format!("Bearer {TOKEN}"))),
        ("right pair under another scheme", value(&basic(ACCOUNT, TOKEN).replace("Basic", "Digest"))),
        ("no base64", value("Basic %%%")),
        ("base64 cut short", value(basic(ACCOUNT, TOKEN).trim_end_matches('=').split_at(20).0)),
        ("base64 of no UTF-8", value("Basic //79")),
        ("no colon inside", value("Basic QUM=")),
        ("scheme alone", value("Basic")),
        ("nothing", value("")),
        (
            "a header that is no ASCII",
            HeaderValue::from_bytes(b"Basic \xff\xfe").expect("any byte but controls will do"),
        ),
        ("60 KB", value(&format!("Basic {}", "A".repeat(60_000)))),
    ]
}

#[tokio::test]
async fn without_the_right_credentials_the_answer_is_401() {
    let api = Api::new().await;
    let missing = api.send(api.anonymous("GET", "/v1/Services"), "").await;
    missing.assert_error(401, 20003, "no header");
    assert_eq!(missing.header("WWW-Authenticate"), Some("Basic realm=\"Twilio API\""));
    for (what, header) in wrong() {
        let answer = api.send(api.anonymous("GET", "/v1/Services").header("Authorization", header), "").await;
        answer.assert_error(401, 20003, what);
        assert_eq!(answer.header("WWW-Authenticate"), Some("Basic realm=\"Twilio API\""), "{what}");
    }
}

#[tokio::test]
async fn nothing_is_done_for_a_stranger() {
    let api = Api::new().await;
    let before = api.stored().await;
    for (what, header) in wrong() {
        for (method, path, form) in [
            ("POST", "/v1/Services", "FriendlyName=x"),
            ("POST", "/v1/Services/~/Documents", "UniqueName=x"),
            ("POST", "/v1/Services/~/Documents/doc", "Data={\"b\":2}"),
            ("POST", "/v1/Services/~/Maps/map/Items", "Key=x&Data={}"),
            ("DELETE", "/v1/Services/~/Maps/map/Items/key", ""),
            ("DELETE", "/v1/Services/~", ""),
        ] {
            let request = api.anonymous(method, path).header("Content-Type", FORM).header("Authorization", &header);
            api.send(request, form).await.assert_error(401, 20003, &format!("{what}: {method} {path}"));
        }
    }
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn a_stranger_is_told_nothing_but_that() {
    let api = Api::new().await;
    for (method, path, form) in [
        ("GET", "/v1/Nowhere", ""),
        ("GET", "/v1/Services/IS00000000000000000000000000000000", ""),
        ("GET", "/v1/Services/%zz", ""),
        ("PUT", "/v1/Services", ""),
        ("POST", "/v1/Services/~/Documents", "Data=%zz"),
    ] {
        let answer = api.send(api.anonymous(method, path).header("Content-Type", FORM), form).await;
        answer.assert_error(401, 20003, &format!("{method} {path}"));
        assert_eq!(answer.header("Allow"), None, "{method} {path}");
    }
}

#[tokio::test]
async fn the_name_of_the_scheme_is_taken_in_either_case() {
    let api = Api::new().await;
    let header = basic(ACCOUNT, TOKEN).replace("Basic", "bAsIc");
    assert_eq!(api.send(api.anonymous("GET", "/v1/Services").header("Authorization", header), "").await.status, 200);
}
