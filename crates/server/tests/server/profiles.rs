//! The profile decides what is said of what is not there.

use syncproof_api::Profile;

use crate::support::{Answer, Api};

/// A path where something is missing, and the codes in `documented` and in `twilio`.
const MISSING: &[(&str, i64, i64)] = &[
    ("/v1/Services/IS00000000000000000000000000000000", 54001, 20404),
    ("/v1/Services/~/Documents/other", 54007, 20404),
    ("/v1/Services/~/Maps/other", 54009, 20404),
    ("/v1/Services/~/Maps/map/Items/other", 54012, 20404),
    ("/v1/Services/~/Lists/other", 54008, 20404),
    ("/v1/Services/~/Lists/list/Items/7", 54011, 20404),
    ("/v1/Services/~/Streams/other", 54250, 20404),
    ("/v1/Services/~/Documents/other/Permissions/id", 54007, 20404),
    ("/v1/Nowhere", 20404, 20404),
];

async fn answers(profile: Profile, path: &str) -> Vec<Answer> {
    let api = Api::with(profile).await;
    vec![api.get(path).await, api.post(path, "").await, api.delete(path).await]
}

#[tokio::test]
async fn in_profile_documented_what_is_missing_has_a_code_of_its_kind() {
    for (path, code, _) in MISSING {
        for answer in answers(Profile::documented(), path).await {
            answer.assert_error(404, *code, path);
        }
    }
}

#[tokio::test]
async fn in_profile_twilio_whatever_is_missing_has_code_20404() {
    for (path, _, code) in MISSING {
        for answer in answers(Profile::twilio(), path).await {
            answer.assert_error(404, *code, path);
        }
    }
}

#[tokio::test]
async fn a_taken_name_has_the_code_of_the_profile() {
    for (profile, code) in [(Profile::documented(), 54302), (Profile::twilio(), 54301)] {
        let api = Api::with(profile).await;
        api.post("/v1/Services/~/Documents", "UniqueName=doc").await.assert_error(409, code, "a second doc");
    }
}

#[tokio::test]
async fn data_over_its_limit_has_the_code_of_the_profile() {
    for (profile, code) in [(Profile::documented(), 54301), (Profile::twilio(), 54006)] {
        let api = Api::with(profile).await;
        let exact = format!("Data={{\"a\":\"{}\"}}", "x".repeat(16_384 - 8));
        assert_eq!(api.post("/v1/Services/~/Documents", &exact).await.status, 201);
        let over = format!("Data={{\"a\":\"{}\"}}", "x".repeat(16_384 - 7));
        api.post("/v1/Services/~/Documents", &over).await.assert_error(413, code, "16,385 bytes");
        api.post("/v1/Services/~/Lists/list/Items", &over).await.assert_error(413, code, "16,385 bytes");
        let over = format!("Data={{\"a\":\"{}\"}}", "x".repeat(4096 - 7));
        api.post("/v1/Services/~/Streams/stream/Messages", &over).await.assert_error(413, code, "4,097 bytes");
    }
}

#[tokio::test]
async fn a_profile_of_ones_own_decides_too() {
    let text = "name = 'ours'\nextends = 'twilio'\n[conditions.map-not-found]\nstatus = [410]\ncodes = [7]\n\
                sends = { status = 410, code = 7 }\n[conditions.unauthorized]\nstatus = [403]\ncodes = [8]\n\
                sends = { status = 403, code = 8 }";
    let api = Api::with(Profile::parse("ours.toml", text).unwrap()).await;
    api.get("/v1/Services/~/Maps/other").await.assert_error(410, 7, "our own code");
    let stranger = api.send(api.anonymous("GET", "/v1/Services"), "").await;
    stranger.assert_error(403, 8, "our own code");
    assert!(stranger.headers.contains_key("WWW-Authenticate"));
}
