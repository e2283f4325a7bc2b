//! SIDs, indexes, names and URLs: what things are called by.

use serde_json::{Value, json};
use syncproof_api::{Condition, Sid};

use super::{
    Row,
    Twist::{After, Before, Chosen, Instead},
    Ways, row,
    tools::{R, V, error, is, meta, shown},
};

pub(super) const ROWS: &[Row] = &[
    row(
        "sids-upper-case",
        "decision 2: letter case of SID hex digits; facts 2 (pattern)",
        "the digits of SIDs are upper-case",
        Chosen(Ways {
            sid: |prefix, sid| {
                let digits = sid.as_str()[2..].to_ascii_uppercase();
                Sid::parse(prefix, &format!("{}{digits}", prefix.letters())).unwrap_or(sid)
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "indexes-by-fives",
        "decision 2: gaps between list indexes",
        "indexes of List Items are five apart",
        Chosen(Ways { index: |last| last.map_or(0, |last| last + 5), ..Ways::REFERENCE }),
    ),
    row(
        "indexes-huge",
        "decision 2: gaps between list indexes; facts 18.11 (maximum index)",
        "indexes of List Items soon have ten digits and more",
        Chosen(Ways { index: |last| last.map_or(0, |last| last + 1_234_567_891), ..Ways::REFERENCE }),
    ),
    row(
        "names-shared-by-kinds",
        "facts 18.7: name scope, per Service across types or per type; ERRDICT-54301",
        "a unique name is taken for objects of all kinds at once",
        Chosen(Ways {
            refuses: |condition, reference| reference || condition == Condition::UniqueNameTaken,
            ..Ways::REFERENCE
        }),
    ),
    row(
        "urls-of-another-host",
        "facts 2: url is an absolute URL; a server behind a proxy does not know how it was called",
        "URLs in answers name another host, and https",
        Before(|q| "https://sync.example.test/v1".clone_into(&mut q.base)),
    ),
    row(
        "urls-below-a-prefix",
        "facts 1: the base URL differs by edge and region; a server behind a gateway has a path of its own",
        "URLs in answers have a longer path ahead of that of the API",
        Before(|q| q.base = q.base.replacen("/v1", "/sync/v1", 1)),
    ),
    row(
        "urls-with-lower-case-escapes",
        "facts 18.8: encoding of the key inside url; RFC 3986, 2.1",
        "escapes in URLs are written in lower-case digits",
        After(|q, a| {
            let rewrite = |fields: &mut serde_json::Map<String, Value>| {
                for (_, url) in fields.iter_mut().filter(|(name, _)| name.ends_with("url") && *name != "webhook_url") {
                    if let Some(text) = url.as_str() {
                        *url = json!(lower_case_escapes(text));
                    }
                }
            };
            shown(q, a, q.operation.resource, rewrite);
            meta(q, a, rewrite);
        }),
    ),
    row(
        "service-of-somebody-else",
        "facts 18.10: the default Service and its unique_name; an account may hold Services that others made",
        "the account holds a Service called default from the start",
        Instead(|stage, q| {
            if stage.memory.requests == 0 {
                stage.memory.requests += 1;
                let address = syncproof_api::Address::Services;
                let operation = syncproof_api::Operation { resource: R::Service, verb: V::Create };
                let name = ("FriendlyName".to_owned(), "Default Service".to_owned());
                let create =
                    syncproof_api::Request { address, operation, params: vec![name], if_match: None, ..q.clone() };
                stage.ask(&create);
            }
            let mut answer = stage.ask(&q);
            shown(&q, &mut answer, R::Service, |fields| {
                if fields.get("friendly_name").and_then(Value::as_str) == Some("Default Service") {
                    fields.insert("unique_name".to_owned(), json!("default"));
                }
            });
            answer
        }),
    ),
    row(
        "full-services-stay",
        "facts 18.25: deletion of a Service with children, cascade or refuse",
        "a Service that holds objects cannot be deleted",
        Instead(|stage, q| {
            if is(&q, R::Service, V::Delete)
                && let syncproof_api::Address::Service { service } = &q.address
            {
                for kind in syncproof_api::ObjectKind::ALL {
                    let address = syncproof_api::Address::Objects { service: service.clone(), kind };
                    let listing = super::stage::get(&q, address);
                    if !stage.everything(&listing).is_empty() {
                        return error(409, 20409, "The Service is not empty");
                    }
                }
            }
            stage.ask(&q)
        }),
    ),
];

/// `%2F` as `%2f`.
fn lower_case_escapes(url: &str) -> String {
    let mut pieces = url.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        out.push('%');
        out.push_str(&digits.to_ascii_lowercase());
        out.push_str(rest);
    }
    out
}
