//! Requests that are refused: each with its status and code, and none of them leaves a trace.

use axum::http::HeaderValue;

use crate::support::{Api, FORM};

/// Method, path and query, body (a form), status, code. The codes are those of profile `documented`.
type Row = (&'static str, &'static str, &'static [u8], u16, i64);

const MALFORMED: &[Row] = &[
    ("GET", "/v1/Services/%zz", b"", 400, 20422),
    ("GET", "/v1/Services/%", b"", 400, 20422),
    ("GET", "/v1/Services/~/Maps/%4", b"", 400, 20422),
    ("GET", "/v1/Services/~/Maps/map/Items/%+1", b"", 400, 20422),
    ("GET", "/v1/Services/~/Nothing/%zz", b"", 400, 20422),
    ("GET", "/v1/Services/%FF", b"", 400, 20422),
    ("DELETE", "/v1/Services/~/Maps/map/Items/%C3", b"", 400, 20422),
    ("GET", "/v1/Services/~/Maps/map/Items/%ED%A0%80", b"", 400, 20422),
    ("GET", "/v1/Services/~/Maps/map/Items/%C0%AF", b"", 400, 20422),
    ("GET", "/v1/Services?PageSize=%", b"", 400, 20422),
    ("GET", "/v1/Services?PageSize=%zz", b"", 400, 20422),
    ("GET", "/v1/Services?%zz", b"", 400, 20422),
    ("GET", "/v1/Services?Colour=%FF", b"", 400, 20422),
    ("DELETE", "/v1/Services/~?x=%FF", b"", 400, 20422),
    ("POST", "/v1/Services/~/Documents", b"UniqueName=%", 400, 20422),
    ("POST", "/v1/Services/~/Documents", b"UniqueName=a&%zz=1", 400, 20422),
    ("POST", "/v1/Services/~/Documents", b"UniqueName=a&Colour=%FF", 400, 20422),
    ("POST", "/v1/Services/~/Documents", b"UniqueName=a&Colour=\xff", 400, 20422),
    ("POST", "/v1/Services/~/Documents", b"\xc3=1", 400, 20422),
    ("POST", "/v1/Services/~/Documents/doc", b"Data=%7B%7D%", 400, 20422),
    ("POST", "/v1/Services/~/Maps/map/Items/key", b"Data={}&x=%E9", 400, 20422),
];

const INVALID: &[Row] = &[
    // The last of repeated parameters counts.
    ("GET", "/v1/Services?PageSize=1&PageSize=0", b"", 400, 54454),
    ("GET", "/v1/Services/~/Maps/map/Items?Order=asc&Order=up", b"", 400, 54451),
    ("POST", "/v1/Services/~/Documents", b"Ttl=1&Ttl=x", 400, 54011),
    ("POST", "/v1/Services/~/Documents", b"UniqueName=new&UniqueName=doc", 409, 54302),
    // Nothing sent where something is required.
    ("POST", "/v1/Services/~/Maps/map/Items", b"", 400, 54209),
    ("POST", "/v1/Services/~/Maps/map/Items", b"Key=new", 400, 54206),
    ("POST", "/v1/Services/~/Documents", b"UniqueName=", 400, 54302),
    ("POST", "/v1/Services/~/Documents", b"UniqueName", 400, 54302),
    ("POST", "/v1/Services/~/Documents", b"Data={", 400, 54008),
    ("POST", "/v1/Services/~/Maps/map/Items", b"Key=key&Data={}", 409, 54208),
];

const NOWHERE: &[&str] = &[
    "/",
    "//",
    "*",
    "/v1",
    "/v1/",
    "/v1//",
    "//v1/Services",
    "/v1//Services",
    "/v1/Services/",
    "/v1/Services//",
    "/v1/Services/~/",
    "/v1/Services/~//Maps",
    "/v1/Services/~/Maps/",
    "/v1/Services/~/Maps//Items",
    "/v1/Services/~/Maps/map/Items/",
    "/v1/Services/~/Maps/map/Items/key/",
    "/v1/Services/~/Maps/map/Items/key/deeper",
    "/v1/Services/~/Documents/doc/Items",
    "/v1/Services/~/Streams/s/Permissions",
    "/v1/Services/~/Documents/doc/Permissions/i/x/y/z",
    "/v1/Services/~/Nothing",
    "/v1/services",
    "/v1/SERVICES",
    "/Services",
    "/v2/Services",
    "/v1Services",
    "/V1/Services",
    "/v1%2FServices",
    "/v1/../v1/Services",
    "/v1/./Services",
    "/v1/Services/~/Maps/map/../map",
];

async fn refused(api: &Api, rows: &[Row]) {
    let before = api.stored().await;
    for (method, path, body, status, code) in rows {
        let request = api.request(method, path).header("Content-Type", FORM);
        let what = format!("{method} {path} {}", body.escape_ascii());
        api.send(request, body.to_vec()).await.assert_error(*status, *code, &what);
    }
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn what_cannot_be_decoded_is_400_and_leaves_no_trace() {
    refused(&Api::new().await, MALFORMED).await;
}

#[tokio::test]
async fn what_is_decoded_but_invalid_is_refused_and_leaves_no_trace() {
    refused(&Api::new().await, INVALID).await;
}

#[tokio::test]
async fn a_path_that_is_no_resource_is_404_for_every_method() {
    let api = Api::new().await;
    let before = api.stored().await;
    for path in NOWHERE {
        for method in ["GET", "POST", "DELETE", "PUT", "OPTIONS", "BREW"] {
            let request = api.request(method, path).header("Content-Type", FORM);
            let answer = api.send(request, "UniqueName=x").await;
            answer.assert_error(404, 20404, &format!("{method} {path}"));
            assert_eq!(answer.header("Allow"), None, "{method} {path}");
        }
    }
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn a_body_that_does_not_say_that_it_is_a_form_is_400() {
    let api = Api::new().await;
    let before = api.stored().await;
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"UniqueName\"\r\n\r\nx\r\n--b--\r\n";
    for (content_type, body) in [
        (None, "UniqueName=x"),
        (Some(""), "UniqueName=x"),
        (Some("application/json"), "{\"UniqueName\":\"x\"}"),
        (Some("application/json"), "UniqueName=x"),
        (Some("multipart/form-data; boundary=b"), multipart),
        (Some("text/plain"), "UniqueName=x"),
        (Some("application/x-www-form-urlencoded-not"), "UniqueName=x"),
        (Some("; application/x-www-form-urlencoded"), "UniqueName=x"),
    ] {
        let mut request = api.request("POST", "/v1/Services/~/Documents");
        if let Some(value) = content_type {
            request = request.header("Content-Type", value);
        }
        api.send(request, body).await.assert_error(400, 20422, &format!("{content_type:?} {body}"));
    }
    let request = api.request("POST", "/v1/Services").header("Content-Type", HeaderValue::from_bytes(b"\xff").unwrap());
    api.send(request, "x=1").await.assert_error(400, 20422, "a content type that is no ASCII");
    assert_eq!(api.stored().await, before);
}

#[tokio::test]
async fn an_if_match_that_is_no_revision_is_400_and_one_that_is_not_current_is_412() {
    let api = Api::new().await;
    let before = api.stored().await;
    let long = "a".repeat(60_000);
    let rows: &[(&[u8], u16, i64, i64)] = &[
        (b"", 400, 54003, 54003),
        (b"   ", 400, 54003, 54003),
        (b"\"\"", 400, 54003, 54003),
        (b"\"0", 400, 54003, 54003),
        (b"\xff", 400, 54003, 54003),
        (b"\xc3\xa9", 400, 54003, 54003),
        (b"\"0\xff\"", 400, 54003, 54003),
        (b"0\t0", 400, 54003, 54003),
        (b"not a revision", 400, 54003, 54003),
        (long.as_bytes(), 412, 54103, 54205),
        (b"1", 412, 54103, 54205),
        (b"\"00\"", 412, 54103, 54205),
    ];
    for (value, status, document, item) in rows {
        for (path, code) in [("/v1/Services/~/Documents/doc", document), ("/v1/Services/~/Maps/map/Items/key", item)] {
            let if_match = HeaderValue::from_bytes(value).unwrap();
            let request = api.request("POST", path).header("Content-Type", FORM).header("If-Match", if_match);
            let what = format!("{path} {}", value[..value.len().min(40)].escape_ascii());
            api.send(request, "Data={}").await.assert_error(*status, *code, &what);
        }
    }
    assert_eq!(api.stored().await, before);
}
