//! Canonical answers of the reference: a fixed walk through the API, with fixed time and SIDs, in each profile.

use std::{fmt::Write as _, sync::Arc};

use serde_json::Value;
use syncproof_api::{Address, Profile, Request, Response, Sid, SidPrefix, Timestamp};
use syncproof_model::{Model, Reference};

use crate::assert_snapshot;

/// 2015-07-30T20:00:00Z, the date of the samples in the documents.
const NOW: Timestamp = Timestamp::from_millis(1_438_286_400_000);

struct Walk {
    model: Model,
    choices: Reference,
    profile: String,
}

impl Walk {
    fn new(profile: Profile) -> Self {
        let name = profile.name().to_owned();
        Self { model: Model::new(Arc::new(profile)), choices: Reference::new(1), profile: name }
    }

    fn ask(&mut self, method: &str, path: &str, params: &[(&str, &str)], if_match: Option<&str>) -> Response {
        let address = Address::parse(path).unwrap();
        let operation = address.operation(method).unwrap();
        let params = params.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let request = Request {
            account: Sid::new(SidPrefix::Account, 1),
            base: "https://sync.example/v1".to_owned(),
            address,
            operation,
            params,
            if_match: if_match.map(str::to_owned),
        };
        self.model.invoke(&request, NOW, &mut self.choices)
    }

    /// Asks, and compares the answer with its snapshot.
    fn show(&mut self, name: &str, method: &str, path: &str, params: &[(&str, &str)], if_match: Option<&str>) -> Value {
        let response = self.ask(method, path, params, if_match);
        let mut text = format!("{}\n", response.status);
        if let Some(etag) = &response.etag {
            writeln!(text, "etag: {etag}").unwrap();
        }
        if let Some(body) = &response.body {
            writeln!(text, "\n{body:#}").unwrap();
        }
        assert_snapshot("responses", &format!("{name}.{}", self.profile), &text);
        response.body.unwrap_or(Value::Null)
    }
}

#[test]
fn the_canonical_walk_looks_as_reviewed() {
    for profile in [Profile::documented(), Profile::twilio()] {
        let mut walk = Walk::new(profile);
        let sid = |body: &Value| body["sid"].as_str().unwrap().to_owned();
        let service = sid(&walk.show("service-create", "POST", "/Services", &[("FriendlyName", "Players")], None));
        let service = format!("/Services/{service}");
        let documents = format!("{service}/Documents");
        let config = [("UniqueName", "app-config"), ("Data", r#"{"theme":"dark"}"#), ("Ttl", "3600")];
        walk.show("document-create", "POST", &documents, &config, None);
        let named = format!("{documents}/app-config");
        walk.show("document-update", "POST", &named, &[("Data", r#"{"theme":"light"}"#)], Some("0"));
        walk.show("document-update-stale", "POST", &named, &[("Data", "{}")], Some("0"));
        walk.show("document-name-taken", "POST", &documents, &[("UniqueName", "app-config")], None);
        walk.show("document-not-found", "GET", &format!("{documents}/nobody"), &[], None);
        walk.show("document-list", "GET", &documents, &[], None);
        let maps = format!("{service}/Maps");
        walk.show("map-create", "POST", &maps, &[("UniqueName", "users")], None);
        let items = format!("{maps}/users/Items");
        let item = |key| [("Key", key), ("Data", r#"{"country":"UK"}"#), ("ItemTtl", "60")];
        walk.show("map-item-create", "POST", &items, &item("david"), None);
        for key in ["Taylor", "émile"] {
            assert_eq!(walk.ask("POST", &items, &item(key), None).status, 201);
        }
        walk.show("map-item-key-taken", "POST", &items, &[("Key", "david"), ("Data", "{}")], None);
        walk.show("map-item-bad-ttl", "POST", &items, &[("Key", "x"), ("Data", "{}"), ("Ttl", "-1")], None);
        let query = [("Order", "desc"), ("From", "david"), ("PageSize", "1")];
        walk.show("map-item-list", "GET", &items, &query, None);
        walk.show("map-item-delete", "DELETE", &format!("{items}/david"), &[], Some("0"));
        walk.show("service-not-found", "GET", "/Services/IS00000000000000000000000000000000", &[], None);
    }
}
