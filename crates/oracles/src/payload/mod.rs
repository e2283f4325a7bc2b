//! Data: JSON as it is read, written, measured, compared and stored. An input is the text that somebody sends as `Data`.

mod grammar;

use std::cell::RefCell;

use serde_json::Value;
use syncproof_api::{
    ChildKind, Condition, ObjectKind, Response, form,
    json::{self, MAX_DEPTH, Size},
    profile::Limits,
};
use syncproof_harness::{exchange::Exchange, text::printable_lines};

use self::grammar::{Node, Reading, read, same, write};
use crate::{
    Fate, Target,
    api::{Api, body},
};

/// See the module.
pub const TARGET: Target = Target {
    name: "payload",
    about: "Data: what is JSON, its size and depth, equality, limits; against a reader by the letter of RFC 8259",
    floor: 80,
    check,
    explain,
    feature: None,
    seeds,
};

/// Limits that small inputs reach; those of the bundled profiles are tested below.
const SMALL: fn(&mut Limits) = |limits| (limits.data_bytes, limits.message_bytes) = (48, 16);

fn check(bytes: &[u8]) -> Fate {
    let Ok(text) = str::from_utf8(bytes) else { return Fate::Discarded };
    let theirs = read(text, MAX_DEPTH);
    let ours = json::parse(text).ok();
    judge_reading(ours.as_ref(), theirs.as_ref());
    judge_size(json::size(bytes), theirs.as_ref());
    if let (Some(ours), Some(theirs)) = (&ours, &theirs) {
        judge_writing(ours, &theirs.node);
        judge_equality(ours, &theirs.node, json::equal);
    }
    // Asking takes longer than all the rest: for one text in eight, with one profile and one kind of object.
    let lot = bytes.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    let kind = if lot & 2 == 0 { ObjectKind::Document } else { ObjectKind::Stream };
    if (lot / 4).is_multiple_of(8) {
        APIS.with_borrow_mut(|apis| judge_storing(&mut apis[usize::from(lot & 1)], kind, text, theirs.as_ref()));
    }
    Fate::Judged
}

/// We read as JSON what the grammar says is JSON, within [`MAX_DEPTH`] and without lone surrogates, and nothing else; and we read the same.
fn judge_reading(ours: Option<&Value>, theirs: Option<&Reading>) {
    match (ours, theirs) {
        (Some(_), None) => panic!("read as JSON, which it is not"),
        (None, Some(_)) => panic!("refused as no JSON, which it is"),
        (Some(ours), Some(theirs)) => {
            assert!(is_read_as(ours, &theirs.node), "read as {ours}, not as {:?}", theirs.node);
        }
        (None, None) => {}
    }
}

/// Whether a value is what the grammar reads, the digits of numbers included.
fn is_read_as(value: &Value, node: &Node) -> bool {
    match (value, node) {
        (Value::Null, Node::Null) => true,
        (Value::Bool(value), Node::Bool(expected)) => value == expected,
        (Value::Number(value), Node::Number(digits)) => {
            let essence = |digits: &str| digits.to_lowercase().replace('+', "");
            essence(&value.to_string()) == essence(digits)
        }
        (Value::String(value), Node::Text(text)) => value == text,
        (Value::Array(values), Node::Array(nodes)) => {
            values.len() == nodes.len() && values.iter().zip(nodes).all(|(value, node)| is_read_as(value, node))
        }
        (Value::Object(fields), Node::Object(members)) => {
            let has = |(name, node): &(String, Node)| fields.get(name).is_some_and(|value| is_read_as(value, node));
            fields.len() == members.len() && members.iter().all(has)
        }
        _ => false,
    }
}

/// The size of a text before it is read is what reading it finds: the very depth, and no fewer values, at most twice as many.
fn judge_size(size: Option<Size>, theirs: Option<&Reading>) {
    let Some(Reading { node, depth, values }) = theirs else { return };
    match (size, node) {
        (Some(size), Node::Array(_) | Node::Object(_)) => {
            assert_eq!(size.depth, *depth, "another depth");
            assert!((*values..=2 * values).contains(&size.values), "{} values are measured as {}", values, size.values);
        }
        (None, Node::Array(_) | Node::Object(_)) => panic!("an array or object has no size"),
        (Some(size), _) => panic!("a single value has the size {size:?}"),
        (None, _) => {}
    }
}

/// What is written is what a writer by the grammar writes, and reading it gives it back.
fn judge_writing(ours: &Value, theirs: &Node) {
    let (written, mut expected) = (ours.to_string(), String::new());
    write(theirs, &mut expected);
    assert_eq!(written, expected, "written otherwise");
    assert_eq!(json::parse(&written).ok().as_ref(), Some(ours), "what was written is not read back");
}

/// The most elements of an array that are compared with each other.
const COMPARED: usize = 5;

/// Equality is reflexive and symmetric, and agrees with an exact comparison, for each two elements of an array.
fn judge_equality(ours: &Value, theirs: &Node, equal: fn(&Value, &Value) -> bool) {
    assert!(equal(ours, ours), "not equal to itself");
    let (Value::Array(ours), Node::Array(theirs)) = (ours, theirs) else { return };
    let pairs: Vec<(&Value, &Node)> = ours.iter().zip(theirs).take(COMPARED).collect();
    for (at, (a, a_node)) in pairs.iter().enumerate() {
        for (b, b_node) in &pairs[..at] {
            assert_eq!(equal(a, b), same(a_node, b_node), "whether {a} and {b} are equal");
            assert_eq!(equal(b, a), equal(a, b), "{a} and {b} are equal one way only");
        }
    }
}

thread_local! {
    /// An API of each profile with a Document and a Stream in it.
    static APIS: RefCell<[Api; 2]> = RefCell::new(Api::both(SMALL).map(|mut api| {
        for kind in [ObjectKind::Document, ObjectKind::Stream] {
            api.post(api.objects(kind), &[("UniqueName", "o")]);
        }
        api
    }));
}

/// What becomes of Data.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Taken,
    Refused(Condition),
}

/// What has to become of `text` where `limit` is the most bytes and `invalid` says that there is nothing to store.
fn expected(text: &str, theirs: Option<&Reading>, limit: usize, invalid: Condition) -> Outcome {
    let Some(Reading { node, .. }) = theirs else {
        let is_large = text.len() > limit;
        return Outcome::Refused(if is_large { Condition::DataTooLarge } else { Condition::DataNotJson });
    };
    let mut compact = String::new();
    write(node, &mut compact);
    if text.len().min(compact.len()) > limit {
        Outcome::Refused(Condition::DataTooLarge)
    } else if *node == Node::Null {
        Outcome::Refused(invalid)
    } else {
        Outcome::Taken
    }
}

/// A Document or a Stream takes Data that are JSON within its limit, gives them back, and refuses others for what is wrong with them.
fn judge_storing(api: &mut Api, kind: ObjectKind, text: &str, theirs: Option<&Reading>) {
    let invalid = Condition::StreamMessageDataInvalid;
    let (address, success, outcome) = if kind == ObjectKind::Document {
        let outcome = expected(text, theirs, api.limits().data_bytes, Condition::DocumentDataInvalid);
        (api.object(kind, "o"), 200, outcome)
    } else {
        // Required here: nothing is as good as missing.
        let outcome = match text {
            "" => Outcome::Refused(invalid),
            _ => expected(text, theirs, api.limits().message_bytes, invalid),
        };
        (api.children(kind, "o", ChildKind::Message), 201, outcome)
    };
    let answer = api.post(address, &[("Data", text)]);
    judge_answer(api, &answer, success, &outcome, theirs);
}

fn judge_answer(api: &Api, answer: &Response, success: u16, outcome: &Outcome, theirs: Option<&Reading>) {
    match outcome {
        Outcome::Refused(condition) => {
            let rule = api.rule(*condition);
            let actual = (answer.status, answer.code());
            assert_eq!(actual, (rule.sends_status, Some(rule.sends_code)), "has to be refused as {condition}");
        }
        Outcome::Taken => {
            assert_eq!(answer.status, success, "has to be taken: {:?}", answer.body);
            let node = &theirs.expect("only JSON is taken").node;
            assert!(is_read_as(&body(answer)["data"], node), "not given back as it was sent: {}", body(answer)["data"]);
        }
    }
}

fn explain(bytes: &[u8]) -> String {
    let Ok(text) = str::from_utf8(bytes) else { return "not UTF-8: nothing to judge".to_owned() };
    let mut lines = vec![format!("Data of {} bytes: {}", text.len(), printable_lines(text, text.len()))];
    match read(text, MAX_DEPTH) {
        None => lines.push("no JSON by RFC 8259, or nested too deep, or with half of a surrogate pair".to_owned()),
        Some(Reading { node, depth, values }) => {
            let mut compact = String::new();
            write(&node, &mut compact);
            lines.push(format!(
                "JSON with {values} values, {depth} levels deep, {} bytes without white space",
                compact.len()
            ));
        }
    }
    lines.join("\n")
}

fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let sent = exchanges.iter().filter_map(|exchange| form::decode(&exchange.request_body).ok()).flatten();
    let data = sent.filter(|(name, _)| name == "Data").map(|(_, value)| value.into_bytes());
    let bodies = exchanges.iter().map(|exchange| exchange.answer.body.clone());
    // What is longer than this says nothing new.
    data.chain(bodies).filter(|bytes| (1..=2000).contains(&bytes.len())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::refuses;

    fn reading(text: &str) -> Option<Reading> {
        read(text, MAX_DEPTH)
    }

    #[test]
    fn texts_of_every_kind_are_judged() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        let texts =
            ["", "null", " null ", "{}", "[1,1.0,10e-1]", r#"{"a":1,"a":2}"#, r#""\ud83d""#, "1e5", "-0", "nope"];
        for text in texts.iter().map(ToString::to_string).chain([deep(MAX_DEPTH), deep(MAX_DEPTH + 1)]) {
            assert_eq!(check(text.as_bytes()), Fate::Judged, "{text}");
        }
    }

    #[test]
    fn the_limits_of_the_bundled_profiles_hold_to_the_byte() {
        let json_of = |bytes: usize| format!("{{\"t\":\"{}\"}}", "x".repeat(bytes - 8));
        for mut api in Api::both(|_| {}) {
            assert_eq!((api.limits().data_bytes, api.limits().message_bytes), (16_384, 4_096));
            for kind in [ObjectKind::Document, ObjectKind::Stream] {
                api.post(api.objects(kind), &[("UniqueName", "o")]);
            }
            for text in [4_096, 4_097, 16_384, 16_385].map(json_of) {
                judge_storing(&mut api, ObjectKind::Document, &text, reading(&text).as_ref());
                judge_storing(&mut api, ObjectKind::Stream, &text, reading(&text).as_ref());
            }
        }
    }

    #[test]
    fn a_wrong_reading_is_refused() {
        let value = |text: &str| json::parse(text).unwrap();
        refuses(|| judge_reading(None, reading("[]").as_ref()));
        refuses(|| judge_reading(Some(&value("[]")), None));
        refuses(|| judge_reading(Some(&value("1.0")), reading("1").as_ref()));
        refuses(|| judge_reading(Some(&value(r#"{"a":1}"#)), reading(r#"{"a":1,"a":2}"#).as_ref()));
        refuses(|| judge_writing(&value("[1.0]"), &reading("[1]").unwrap().node));
    }

    #[test]
    fn a_wrong_size_is_refused() {
        let size = |depth, values| Some(Size { depth, values });
        for wrong in [None, size(1, 4), size(2, 2), size(2, 7)] {
            refuses(|| judge_size(wrong, reading("[[1]]").as_ref()));
        }
        refuses(|| judge_size(size(0, 1), reading("1").as_ref()));
    }

    #[test]
    fn a_wrong_equality_is_refused() {
        let judge =
            |text: &str, equal| judge_equality(&json::parse(text).unwrap(), &reading(text).unwrap().node, equal);
        refuses(|| judge("[1,1.0]", |a, b| a == b));
        refuses(|| judge("[9007199254740993,9007199254740992]", |a, b| a.as_f64() == b.as_f64()));
        refuses(|| judge("1", |_, _| false));
    }

    #[test]
    fn a_wrong_limit_is_refused() {
        let text = format!("\"{}\"", "x".repeat(47));
        for api in &mut Api::both(|limits| limits.data_bytes = 49) {
            api.post(api.objects(ObjectKind::Document), &[("UniqueName", "o")]);
            let answer = api.post(api.object(ObjectKind::Document, "o"), &[("Data", &text)]);
            let outcome = expected(&text, reading(&text).as_ref(), 48, Condition::DocumentDataInvalid);
            refuses(|| judge_answer(api, &answer, 200, &outcome, reading(&text).as_ref()));
        }
    }
}
