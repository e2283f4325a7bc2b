//! The way back: steps that mean what was really asked. So that an engine starts from what people do.

use std::{borrow::Cow, collections::BTreeMap};

use syncproof_api::{Operation, Parameter, Request, Response, json};

use crate::{
    Call, Link, MAX_STEPS, Names, Record, Script, Step, Value,
    values::{KEYS, NAMES, value},
};

/// The script that asks for what was asked for here, as far as steps can say it. `begin` is what there is before its first step; a Service
/// that nobody saw being made is taken for the first one there.
pub fn transcribe(profile: u8, exchanges: &[(Request, Response)], begin: Names) -> Script {
    let (mut names, mut texts) = (begin, Texts::default());
    let (home, mut stands_for_home) = (names.first_service(), None);
    let mut records = Vec::new();
    for (request, response) in exchanges {
        if records.len() == MAX_STEPS {
            break;
        }
        let mut request = texts.renamed(request);
        if let Some(service) = request.address.service()
            && !names.knows_service(service)
            && *stands_for_home.get_or_insert_with(|| service.to_owned()) == service
        {
            request.address = request.address.in_service(&home);
        }
        records.extend(record(&names, &mut texts, &request));
        names.learn(&request, &texts.renamed_in(response));
    }
    Script { profile, variation: 0, records }
}

/// The step that asks for this.
fn record(names: &Names, texts: &mut Texts, request: &Request) -> Option<Record> {
    let follows = |link| names.request(&Step { call: Call::Follow(link), ..Step::read(&Record::default()) });
    let followed = [Link::Next, Link::Previous, Link::First].into_iter().find(|link| {
        let same = |other: Request| other.address == request.address && other.params == request.params;
        follows(*link).is_some_and(same) && !request.params.is_empty()
    });
    let wanted = |step: &Step| match (&step.call, followed) {
        (Call::Follow(link), Some(followed)) => *link == followed,
        (Call::Operation(operation, _), None) => *operation == request.operation,
        _ => false,
    };
    let mut record = Record::default();
    record.call = byte(|call| wanted(&Step::read(&Record { call, ..record })))?;
    if followed.is_some() {
        return Some(record);
    }
    // What is addressed, from the outside to the inside. What steps cannot name stays what a zero means.
    let asked = |record: &Record| names.request(&Step::read(record));
    record.scope = byte(|scope| {
        asked(&Record { scope, ..record }).is_some_and(|other| {
            other.account == request.account && other.address.service() == request.address.service()
        })
    })
    .unwrap_or_default();
    record.object = byte(|object| {
        asked(&Record { object, ..record })
            .is_some_and(|other| Names::object_called(&other.address) == Names::object_called(&request.address))
    })
    .unwrap_or_default();
    record.child =
        byte(|child| asked(&Record { child, ..record }).is_some_and(|other| other.address == request.address))
            .unwrap_or_default();
    record.args = args(names, texts, request, &record);
    record.if_match =
        byte(|if_match| asked(&Record { if_match, ..record }).is_some_and(|other| other.if_match == request.if_match))
            // Some text that is no revision, in place of any other.
            .unwrap_or(u8::MAX);
    Some(record)
}

fn args(names: &Names, texts: &mut Texts, request: &Request, record: &Record) -> [u8; 7] {
    let mut args = [0; 7];
    let address = names.request(&Step::read(record)).map_or_else(|| request.address.clone(), |other| other.address);
    for (arg, parameter) in args.iter_mut().zip(request.operation.parameters()) {
        let meant = |value: &Value| names.value(&address, value);
        let sent = request.param(*parameter);
        let same = byte(|byte| meant(&value(*parameter, request.operation, byte)).as_deref() == sent);
        *arg = same.unwrap_or_else(|| texts.similar(*parameter, request.operation, sent.unwrap_or_default()));
    }
    args
}

/// The first byte of which that holds.
fn byte(holds: impl Fn(u8) -> bool) -> Option<u8> {
    (0..=u8::MAX).find(|byte| holds(*byte))
}

/// Names and keys that steps cannot say, and what they are called instead.
#[derive(Default)]
struct Texts {
    names: BTreeMap<String, &'static str>,
    keys: BTreeMap<String, &'static str>,
    data: BTreeMap<String, u8>,
}

impl Texts {
    /// The request with names and keys that a step can say.
    fn renamed(&mut self, request: &Request) -> Request {
        let mut request = request.clone();
        for (name, text) in &mut request.params {
            *text = match name.as_str() {
                "UniqueName" => self.name(text),
                "Key" => self.key(text),
                _ => continue,
            };
        }
        request.address =
            request.address.renamed(|object| self.names.get(object).copied(), |id| self.keys.get(id).copied());
        request
    }

    /// The same in an answer, where what was made is learnt from.
    fn renamed_in(&self, response: &Response) -> Response {
        let mut response = response.clone();
        let fields = response.body.as_mut().and_then(|body| body.as_object_mut());
        let Some(fields) = fields else { return response };
        for (field, texts) in [("unique_name", &self.names), ("key", &self.keys)] {
            let renamed = fields.get(field).and_then(|text| texts.get(text.as_str()?));
            if let Some(renamed) = renamed {
                fields.insert(field.to_owned(), (*renamed).into());
            }
        }
        response
    }

    fn name(&mut self, text: &str) -> String {
        // The first two are taken by what is there before.
        rename(&mut self.names, &NAMES[2..], text)
    }

    fn key(&mut self, text: &str) -> String {
        rename(&mut self.keys, &KEYS, text)
    }

    /// A value that is right or wrong in the same way, as far as that can be told.
    fn similar(&mut self, parameter: Parameter, operation: Operation, text: &str) -> u8 {
        let like = |holds: &dyn Fn(&str) -> bool| {
            byte(|byte| matches!(value(parameter, operation, byte), Value::Text(text) if holds(&text)))
                .unwrap_or(u8::MAX)
        };
        match parameter {
            Parameter::Data => match json::parse(text) {
                Err(_) => like(&|other| other == "nope"),
                Ok(_) if text.len() > 4_000 => like(&|other| other.len() > text.len().min(16_384) - 8),
                Ok(_) => {
                    let number = u8::try_from(self.data.len() % 8).unwrap_or_default();
                    *self.data.entry(text.to_owned()).or_insert(number)
                }
            },
            Parameter::Ttl | Parameter::ItemTtl | Parameter::CollectionTtl => match text.parse::<u32>() {
                Ok(..=31_536_000) => like(&|other| other == "60"),
                _ => like(&|other| other == "x"),
            },
            Parameter::PageSize if text.parse::<u32>().is_ok_and(|size| size > 0) => like(&|other| other == "50"),
            Parameter::From => like(&|other| other == "b" || other == "1"),
            _ => u8::MAX,
        }
    }
}

/// A text that is in the table, or at a limit, stays as it is; any other gets the next place in the table.
fn rename(texts: &mut BTreeMap<String, &'static str>, table: &[&'static str], text: &str) -> String {
    if text.is_empty() || text.chars().count() >= 320 || syncproof_api::sid::is_sid_shaped(text) {
        return text.to_owned();
    }
    let next = table[texts.len() % table.len()];
    Cow::Borrowed(*texts.entry(text.to_owned()).or_insert(next)).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syncproof_api::{Address, Resource, Sid, SidPrefix, Verb};

    use super::*;

    fn request(method: &str, path: &str, params: &[(&str, &str)], if_match: Option<&str>) -> Request {
        let address = Address::parse(path).unwrap();
        Request {
            account: Sid::new(SidPrefix::Account, 1),
            base: String::new(),
            operation: address.operation(method).unwrap(),
            address,
            params: params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            if_match: if_match.map(str::to_owned),
        }
    }

    fn answer(status: u16, body: serde_json::Value) -> Response {
        Response { status, etag: None, body: Some(body) }
    }

    #[test]
    fn what_was_asked_is_said_again_in_steps() {
        let service = format!("IS{:032x}", 7);
        let map = format!("MP{:032x}", 8);
        let path = format!("/Services/{service}/Maps");
        let exchanges = [
            (request("POST", "/Services", &[], None), answer(201, json!({"sid": service}))),
            (
                request("POST", &path, &[("UniqueName", "run7-x")], None),
                answer(201, json!({"sid": map, "unique_name": "run7-x", "revision": "0"})),
            ),
            (
                request("POST", &format!("{path}/run7-x/Items"), &[("Key", "k0001"), ("Data", "{\"z\":1}")], None),
                answer(201, json!({"key": "k0001", "revision": "r0"})),
            ),
            (
                request("POST", &format!("{path}/{map}/Items/k0001"), &[("Data", "no"), ("Ttl", "60")], Some("r0")),
                answer(400, json!({"code": 1})),
            ),
        ];
        let script = transcribe(0, &exchanges, Names::default());
        let mut names = Names::default();
        let said: Vec<Request> = script
            .steps()
            .zip(&exchanges)
            .map(|(step, (_, response))| {
                let request = names.request(&step).unwrap();
                names.learn(
                    &request,
                    &Texts {
                        names: [("run7-x".to_owned(), "c")].into(),
                        keys: [("k0001".to_owned(), "a")].into(),
                        ..Texts::default()
                    }
                    .renamed_in(response),
                );
                request
            })
            .collect();
        assert_eq!(said.len(), 4);
        assert_eq!(said[1].operation, Operation { resource: Resource::Map, verb: Verb::Create });
        assert_eq!(said[1].param(Parameter::UniqueName), Some("c"));
        assert_eq!(said[2].address.path(), format!("{path}/c/Items"));
        assert_eq!((said[2].param(Parameter::Key), said[2].param(Parameter::Data)), (Some("a"), Some("{\"n\":0}")));
        assert_eq!(said[3].address.path(), format!("{path}/{map}/Items/a"));
        assert_eq!((said[3].param(Parameter::Data), said[3].param(Parameter::Ttl)), (Some("nope"), Some("60")));
        assert_eq!(said[3].if_match.as_deref(), Some("r0"));
    }
}
