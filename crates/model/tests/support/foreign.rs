//! A service that is right and chooses otherwise than the reference wherever it may.

use serde_json::{Map, Value, json};
use syncproof_api::{Request, Response, Sid, SidPrefix, Timestamp, form};
use syncproof_model::{Choices, Model, RevisionEvent};

use super::{START, parts};

const BASE: &str = "HTTPS://sync.example.org:8443/deep/er";

/// The choices and the disguise of a foreign service.
pub(crate) struct Foreign {
    drawn: u64,
    /// The reference's tokens, by the numbers that stand for them.
    tokens: Vec<String>,
    /// How long what has expired stays, in seconds.
    late: i64,
}

impl Foreign {
    pub(crate) fn new(seed: u64) -> Self {
        Self { drawn: seed.wrapping_mul(1_000_003), tokens: Vec::new(), late: i64::try_from(seed % 40).unwrap() }
    }

    /// Answers with the reference's rules and foreign choices.
    pub(crate) fn answer(&mut self, model: &mut Model, request: &Request, now: Timestamp) -> Response {
        let mut request = request.clone();
        BASE.clone_into(&mut request.base);
        for (name, value) in &mut request.params {
            let number = value.strip_prefix("tok/+ é").and_then(|number| number.parse::<usize>().ok());
            if let Some(token) = number.filter(|_| name == "PageToken").and_then(|number| self.tokens.get(number)) {
                value.clone_from(token);
            }
            // Things are kept for longer than is shown.
            if let Some(seconds) =
                value.parse().ok().filter(|seconds| name.ends_with("Ttl") && (1..=60i64).contains(seconds))
            {
                *value = (seconds + self.late).to_string();
            }
        }
        let mut response = model.invoke(&request, now, self);
        self.disguise(&mut response);
        response
    }

    fn disguise(&mut self, response: &mut Response) {
        response.etag = response.etag.take().map(|tag| match self.draw() % 3 {
            0 => tag,
            1 => format!("W/{tag}"),
            _ => tag.trim_matches('"').to_owned(),
        });
        let is_success = response.is_success();
        let Some(Value::Object(body)) = &mut response.body else { return };
        if !is_success {
            body["message"] = json!("anything");
            body["more_info"] = json!("https://example.org/");
        }
        self.reorder(body);
        for entries in body.values_mut().filter_map(Value::as_array_mut) {
            entries.iter_mut().filter_map(Value::as_object_mut).for_each(|entry| self.show_expiry(entry));
        }
        self.show_expiry(body);
        if let Some(meta) = body.get_mut("meta").and_then(Value::as_object_mut) {
            for link in ["next_page_url", "previous_page_url"] {
                if let Some(url) = meta[link].as_str() {
                    meta[link] = json!(self.with_own_token(url));
                }
            }
        }
    }

    /// Fields in another order, and one that nobody knows.
    fn reorder(&mut self, fields: &mut Map<String, Value>) {
        let all: Vec<(String, Value)> = std::mem::take(fields).into_iter().collect();
        fields.insert("colour".to_owned(), json!(self.draw() % 10));
        fields.extend(all.into_iter().rev());
    }

    fn show_expiry(&self, fields: &mut Map<String, Value>) {
        let Some(expires) = fields.get_mut("date_expires") else { return };
        if let Some(at) = expires.as_str().and_then(Timestamp::parse).filter(|at| at.as_millis() < START + 10_000_000) {
            *expires = json!(at.plus_secs(-self.late).to_wire());
        }
    }

    fn with_own_token(&mut self, url: &str) -> String {
        let (path, mut params) = parts(url);
        for (name, value) in &mut params {
            if name == "PageToken" {
                self.tokens.push(std::mem::take(value));
                *value = format!("tok/+ é{}", self.tokens.len() - 1);
            }
        }
        format!("{BASE}{path}?{}", form::encode(&params))
    }

    fn draw(&mut self) -> u64 {
        self.drawn = self.drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.drawn >> 33
    }

    fn coin(&mut self) -> bool {
        self.draw().is_multiple_of(2)
    }
}

impl Choices for Foreign {
    fn sid(&mut self, prefix: SidPrefix) -> Sid {
        let digits = (u128::from(self.draw()) << 64) | u128::from(self.draw());
        Sid::parse(prefix, &format!("{}{digits:032X}", prefix.letters())).unwrap()
    }

    fn index(&mut self, last: Option<u64>) -> u64 {
        last.map_or(0, |last| last + 1) + self.draw() % 3
    }

    fn revision(&mut self, event: RevisionEvent, current: Option<&str>) -> Option<String> {
        let stays = !matches!(event, RevisionEvent::Created | RevisionEvent::DataWritten) && self.coin();
        let fresh = format!("rev.{}", self.draw());
        Some(current.filter(|_| stays).map_or(fresh, str::to_owned))
    }

    fn created(&mut self, now: Timestamp) -> Timestamp {
        now
    }

    fn updated(&mut self, event: RevisionEvent, now: Timestamp, current: Option<Timestamp>) -> Option<Timestamp> {
        let stays = !matches!(event, RevisionEvent::Created | RevisionEvent::DataWritten) && self.coin();
        current.filter(|_| stays).or(Some(now))
    }
}
