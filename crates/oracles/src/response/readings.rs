//! Answers as the harness reads them, against a reading of their bodies that keeps nothing.

use std::{fmt, time::Duration};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use syncproof_api::json;
use syncproof_harness::{
    client::Excess,
    diff::json_diff,
    exchange::{Answer, Exchange, MAX_VALUES, Version},
};

use super::script::{Said, Script};

/// What a scenario would have seen; answers that are too large to be read are left out.
pub(super) fn transcript(script: &Script) -> Result<Vec<Exchange>, String> {
    let mut transcript = Vec::new();
    for (request, said) in script.requests.iter().zip(&script.answers) {
        let answer = Answer::new(said.status, Version::Http11, said.headers.clone(), said.body.clone());
        judge(said, &answer)?;
        if let Ok(answer) = answer {
            transcript.push(Exchange {
                method: request.method.clone(),
                url: request.url.clone(),
                request_headers: request.headers.clone(),
                request_body: request.body.clone(),
                answer,
                elapsed: Duration::from_millis(1),
            });
        }
    }
    compare(&transcript)?;
    Ok(transcript)
}

/// The bounds hold, no less and no more; what is read is what stands there.
pub(super) fn judge(said: &Said, answer: &Result<Answer, Excess>) -> Result<(), String> {
    let census = serde_json::from_slice::<Census>(&said.body).ok();
    let problem = match (answer, &census) {
        (Ok(answer), Some(census)) => census.values > MAX_VALUES || answer.json.is_none(),
        (Ok(answer), None) => answer.json.is_some(),
        // They are counted before the body is read, and at most twice as many.
        (Err(Excess::Values(_)), Some(census)) => 2 * census.values <= MAX_VALUES,
        (Err(_), Some(_)) => true,
        (Err(_), None) => false,
    };
    if problem {
        let took = answer.as_ref().map(|answer| answer.json.is_some());
        return Err(format!("a body of {} values is read as {took:?}", census.map_or(0, |census| census.values)));
    }
    let Ok(answer) = answer else { return Ok(()) };
    if answer.json.as_ref().is_some_and(|json| depth(json) > json::MAX_DEPTH) {
        return Err("a body is read that is nested too deep".to_owned());
    }
    if answer.sid().is_some_and(|sid| ["", ".", ".."].contains(&sid)) {
        return Err("a SID would lead elsewhere in a path".to_owned());
    }
    for (name, _) in &said.headers {
        let first = said.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        if answer.header(&name.to_ascii_uppercase()) != first.map(|(_, value)| value.as_str()) {
            return Err("a header is not found whatever its letter case".to_owned());
        }
    }
    Ok(())
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or_default(),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// Two bodies have a diff exactly if they are not equal as JSON.
fn compare(transcript: &[Exchange]) -> Result<(), String> {
    let bodies: Vec<&Value> = transcript.iter().filter_map(|exchange| exchange.answer.json.as_ref()).collect();
    for pair in bodies.windows(2) {
        let short = transcript.iter().all(|exchange| exchange.answer.body.len() < 2000);
        let diff = json_diff(pair[0], pair[1]);
        if short && diff.is_empty() != json::equal(pair[0], pair[1]) {
            return Err(format!("what is equal as JSON has a diff, or what is not has none: {} {}", pair[0], pair[1]));
        }
    }
    Ok(())
}

/// How many values a JSON text has, names not counted.
struct Census {
    values: usize,
}

impl<'de> Deserialize<'de> for Census {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Counter)
    }
}

struct Counter;

impl<'de> Visitor<'de> for Counter {
    type Value = Census;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Census, E> {
        Ok(Census { values: 1 })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Census, E> {
        Ok(Census { values: 1 })
    }

    fn visit_u64<E>(self, _: u64) -> Result<Census, E> {
        Ok(Census { values: 1 })
    }

    fn visit_f64<E>(self, _: f64) -> Result<Census, E> {
        Ok(Census { values: 1 })
    }

    fn visit_str<E>(self, _: &str) -> Result<Census, E> {
        Ok(Census { values: 1 })
    }

    fn visit_unit<E>(self) -> Result<Census, E> {
        Ok(Census { values: 1 })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Census, A::Error> {
        let mut values = 1;
        while let Some(one) = seq.next_element::<Census>()? {
            values += one.values;
        }
        Ok(Census { values })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Census, A::Error> {
        let mut values = 1;
        // A number of any length is given as a map, too; it counts as two values then, which only loosens the bound.
        while map.next_key::<IgnoredAny>()?.is_some() {
            values += map.next_value::<Census>()?.values;
        }
        Ok(Census { values })
    }
}
