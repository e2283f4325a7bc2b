//! What reports need of a transcript, and no more: transcripts of scenarios that failed are kept until the run is over.

use serde_json::Value;

use crate::{
    redact::Secrets,
    verdict::{Deviation, Failure},
};

use super::{Answer, Exchange, Header};

/// Bytes that are kept of a body and the like. Reports show 2,000 characters of it.
const KEPT: usize = 16 << 10;
/// What a JSON value counts for in [`KEPT`], besides its text: so there are 256 at most. Reports show 80 lines, and each has one.
const VALUE: usize = 64;
/// Bytes that are kept of a header. Reports show 300 characters.
const KEPT_HEADER: usize = 4 << 10;
/// Headers that are kept. Reports show 20.
const KEPT_HEADERS: usize = 20;

/// A transcript as reports need it: of the last exchange as much as they show, of the earlier ones what was asked, without bodies.
///
/// What is cut is scrubbed first: of half a secret nobody would know what it is.
pub fn for_reports(transcript: &[Exchange], secrets: &Secrets) -> Vec<Exchange> {
    let Some((last, earlier)) = transcript.split_last() else { return Vec::new() };
    earlier.iter().map(Exchange::outline).chain([last.abridged(secrets)]).collect()
}

impl Exchange {
    fn outline(&self) -> Self {
        let Answer { status, version, ref body, .. } = self.answer;
        Self {
            method: self.method.clone(),
            url: beginning(&self.url),
            request_headers: Vec::new(),
            request_body: Vec::new(),
            answer: Answer {
                status,
                version,
                headers: Vec::new(),
                body: Vec::new(),
                json: None,
                weight: 0,
                abridged_from: Some(body.len()),
                _held: None,
            },
            elapsed: self.elapsed,
        }
    }

    fn abridged(&self, secrets: &Secrets) -> Self {
        Self {
            method: self.method.clone(),
            url: beginning(&self.url),
            // Ours, and so few.
            request_headers: self.request_headers.clone(),
            request_body: self.request_body.clone(),
            answer: self.answer.abridged(secrets),
            elapsed: self.elapsed,
        }
    }
}

impl Answer {
    /// The headers that a verdict may turn on: no others are shown.
    pub(crate) fn telling_headers(&self) -> impl Iterator<Item = &Header> {
        const TELLING: [&str; 5] = ["content-type", "etag", "location", "retry-after", "www-authenticate"];
        self.headers.iter().filter(|(name, _)| TELLING.iter().any(|telling| name.eq_ignore_ascii_case(telling)))
    }

    fn abridged(&self, secrets: &Secrets) -> Self {
        let headers = self.telling_headers().take(KEPT_HEADERS);
        let headers =
            headers.map(|(name, value)| (name.clone(), cut(&secrets.scrub(value), KEPT_HEADER).to_owned())).collect();
        let mut left = KEPT;
        let json = self.json.as_ref().map(|json| pruned(&secrets.scrub_json(json), &mut left));
        let mut body = secrets.scrub_bytes(&self.body);
        let is_whole = body.len() <= KEPT && left > 0;
        body.truncate(KEPT);
        Self {
            status: self.status,
            version: self.version,
            headers,
            body,
            json,
            weight: 0,
            abridged_from: (!is_whole).then_some(self.body.len()),
            _held: None,
        }
    }
}

impl Failure {
    /// The same with no more of what the target said than reports show, and without secrets.
    #[must_use]
    pub fn abridged(self, secrets: &Secrets) -> Self {
        let beginning = |text: String| beginning(&secrets.scrub(&text));
        match self {
            Self::Deviation(Deviation { subject, expected, actual, diff }) => Self::Deviation(Deviation {
                subject: beginning(subject),
                expected: beginning(expected),
                actual: beginning(actual),
                diff: diff.map(|sides| {
                    let (mut expected_left, mut actual_left) = (KEPT, KEPT);
                    let [expected, actual] = [&sides.0, &sides.1].map(|side| secrets.scrub_json(side));
                    Box::new((pruned(&expected, &mut expected_left), pruned(&actual, &mut actual_left)))
                }),
            }),
            Self::Undecided(reason) => Self::Undecided(beginning(reason)),
            other @ (Self::Trouble(_) | Self::Mistake(_)) => other,
        }
    }
}

fn beginning(text: &str) -> String {
    cut(text, KEPT).to_owned()
}

fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The beginning of a value, in the order in which it is written: what comes after `left` is used up is missing.
fn pruned(value: &Value, left: &mut usize) -> Value {
    *left = left.saturating_sub(VALUE);
    match value {
        Value::String(text) => Value::String(take(text, left)),
        // Of any length: digits are kept as they came.
        Value::Number(number) if number.as_str().len() > *left => Value::String(take(number.as_str(), left)),
        Value::Number(number) => {
            *left -= number.as_str().len();
            value.clone()
        }
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Array(list) => {
            let mut kept = Vec::new();
            for value in list {
                if *left == 0 {
                    break;
                }
                kept.push(pruned(value, left));
            }
            Value::Array(kept)
        }
        Value::Object(map) => {
            let mut kept = serde_json::Map::new();
            for (name, value) in map {
                if *left == 0 {
                    break;
                }
                let name = take(name, left);
                let value = pruned(value, left);
                kept.insert(name, value);
            }
            Value::Object(kept)
        }
    }
}

fn take(text: &str, left: &mut usize) -> String {
    let kept = cut(text, *left);
    *left = if kept.len() < text.len() { 0 } else { *left - kept.len() };
    kept.to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syncproof_api::json::parse;

    use super::*;
    use crate::{exchange::Version, report::sample};

    fn answer(headers: Vec<Header>, body: &[u8]) -> Answer {
        Answer::new(200, Version::Http11, headers, body.to_vec()).unwrap()
    }

    #[test]
    fn what_is_small_stays_as_it_is() {
        let body = br#"{"a":[1,2.50,null,true,"x"],"b":{"c":{}}}"#;
        let abridged = answer(vec![("ETag".to_owned(), "1".to_owned())], body).abridged(&Secrets::none());
        assert_eq!((abridged.body.as_slice(), abridged.abridged_from), (body.as_slice(), None));
        assert_eq!(abridged.json, parse(r#"{"a":[1,2.50,null,true,"x"],"b":{"c":{}}}"#).ok());
        assert_eq!(abridged.headers, [("ETag".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn what_is_large_is_cut_and_says_so() {
        let long = "é".repeat(100_000);
        for value in [
            json!(long),
            json!({"a": long}),
            json!([[long]]),
            json!({"a": 1, long.clone(): 2}),
            (0..10_000).collect(),
            (0..10_000).map(|i| (i.to_string(), json!([]))).collect(),
            (0..10_000).map(|_| json!([{}])).collect(),
            parse(&"9".repeat(100_000)).unwrap(),
        ] {
            let body = value.to_string();
            let abridged = answer(Vec::new(), body.as_bytes()).abridged(&Secrets::none());
            assert_eq!(abridged.abridged_from, Some(body.len()));
            assert!(abridged.body.len() <= KEPT);
            // What reports show: 80 lines of 2,000 characters.
            let shown = |json: &Value| {
                let text: String = format!("{json:#}").chars().take(2000).collect();
                text.lines().take(80).collect::<Vec<_>>().join("\n")
            };
            let json = abridged.json.unwrap();
            assert!(json.to_string().len() <= 2 * KEPT, "{}", json.to_string().len());
            // Digits without end are cut as a text.
            assert!(value.is_number() || shown(&json) == shown(&value), "{}", shown(&json));
        }
    }

    #[test]
    fn no_half_of_a_secret_is_kept() {
        let body = format!("{}s3cret and more", "x".repeat(KEPT - 3));
        let secrets = Secrets::none().with("s3cret");
        let abridged =
            answer(vec![("ETag".to_owned(), format!("{}s3cret", "y".repeat(KEPT_HEADER - 3)))], body.as_bytes());
        let abridged = abridged.abridged(&secrets);
        assert!(abridged.body.ends_with(b"x[re"), "{:?}", String::from_utf8_lossy(&abridged.body[KEPT - 10..]));
        assert!(abridged.headers[0].1.ends_with("y[re"));
    }

    #[test]
    fn only_headers_that_may_tell_are_kept() {
        let many = (0..100).map(|_| ("X".to_owned(), "y".repeat(10_000)));
        let headers = many.chain([("Location".to_owned(), "z".repeat(10_000))]).collect();
        let abridged = answer(headers, b"").abridged(&Secrets::none());
        assert_eq!(abridged.headers, [("Location".to_owned(), "z".repeat(KEPT_HEADER))]);
    }

    #[test]
    fn of_earlier_exchanges_only_what_was_asked_is_kept() {
        let exchange =
            |url: &str| Exchange { url: url.to_owned(), ..sample::exchange("POST", b"x=1", json!({"a": 1})) };
        let kept = for_reports(&[exchange("http://h/1"), exchange("http://h/2")], &Secrets::none());
        assert_eq!((kept.len(), kept[0].url.as_str(), kept[1].url.as_str()), (2, "http://h/1", "http://h/2"));
        assert!(kept[0].answer.json.is_none() && kept[0].request_body.is_empty() && kept[0].answer.body.is_empty());
        assert_eq!((&kept[1].request_body, &kept[1].answer.json), (&b"x=1".to_vec(), &Some(json!({"a": 1}))));
    }

    #[test]
    fn what_a_deviation_cites_is_cut_too() {
        let side = json!({"data": "x".repeat(100_000)});
        let failure = Failure::Deviation(Deviation {
            subject: "s".to_owned(),
            expected: "e".to_owned(),
            actual: "a".repeat(100_000),
            diff: Some(Box::new((side.clone(), side))),
        });
        let Failure::Deviation(deviation) = failure.abridged(&Secrets::none()) else { panic!("no deviation") };
        assert_eq!(deviation.actual.len(), KEPT);
        let (expected, actual) = *deviation.diff.unwrap();
        assert!(expected.to_string().len() <= KEPT && actual.to_string().len() <= KEPT);
    }
}
