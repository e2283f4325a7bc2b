//! The form codec against independent ones. An input is a form body or a query, as it travels, and a path segment too.

use std::{borrow::Cow, cell::RefCell};

use percent_encoding::percent_decode;
use syncproof_api::{
    ObjectKind, Parameter,
    form::{self, FormError, Pair},
};
use syncproof_harness::{exchange::Exchange, text::printable};

use crate::{Fate, Target, api::Api};

/// See the module.
pub const TARGET: Target = Target {
    name: "form",
    about: "bodies, queries and path segments, against the `form_urlencoded` and `percent-encoding` crates",
    floor: 90,
    check,
    explain,
    feature: None,
    seeds,
};

fn check(bytes: &[u8]) -> Fate {
    judge_form(bytes, &form::decode(bytes));
    if let Ok(text) = str::from_utf8(bytes) {
        judge_segment(text, &form::decode_segment(text), &form::encode_segment(text));
    }
    if let Ok(pairs) = form::decode(bytes) {
        judge_repetition(pairs);
    }
    Fate::Judged
}

/// What we accept is what `form_urlencoded` reads, and encoding gives it back. What we refuse has a `%` without two hex digits, or a name
/// or value that is not UTF-8, and nothing else is refused.
fn judge_form(bytes: &[u8], ours: &Result<Vec<Pair>, FormError>) {
    let pieces = bytes.split(|b| *b == b'&').filter(|piece| !piece.is_empty());
    // An equals sign is no hex digit: no escape spans name and value.
    let broken_text = pieces.flat_map(|piece| piece.splitn(2, |b| *b == b'=')).any(is_not_utf8);
    match (ours, bad_escape(bytes)) {
        (Ok(_), Some(at)) => panic!("a form is accepted whose '%' at {at} is not followed by two hex digits"),
        (Ok(_), None) => assert!(!broken_text, "a form is accepted that is not UTF-8"),
        (Err(FormError::BadEscape { at }), bad) => {
            assert_eq!(Some(*at), bad, "the bad escape is somewhere else");
            return;
        }
        (Err(FormError::NotUtf8), _) => {
            assert!(broken_text, "a form is refused as not UTF-8 that is");
            return;
        }
    }
    let Ok(pairs) = ours else { return };
    let theirs: Vec<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(bytes).collect();
    assert!(
        pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).eq(theirs.iter().map(|(n, v)| (n.as_ref(), v.as_ref()))),
        "we read {pairs:?}, form_urlencoded reads {theirs:?}"
    );
    let encoded = form::encode(pairs);
    let again = form::decode(encoded.as_bytes());
    assert_eq!(again.as_ref(), Ok(pairs), "encoding and decoding does not give it back");
    let theirs = form_urlencoded::parse(encoded.as_bytes()).into_owned();
    assert!(theirs.eq(pairs.iter().cloned()), "form_urlencoded reads {encoded} otherwise than it was meant");
}

/// The same for one segment of a path, where `+` stands for itself; and a text that is encoded is plain for everybody.
fn judge_segment(text: &str, decoded: &Result<String, FormError>, encoded: &str) {
    match (decoded, bad_escape(text.as_bytes())) {
        (Err(FormError::BadEscape { at }), bad) => assert_eq!(Some(*at), bad, "the bad escape is somewhere else"),
        (Err(FormError::NotUtf8), _) => {
            assert!(
                percent_decode(text.as_bytes()).decode_utf8().is_err(),
                "a segment is refused as not UTF-8 that is"
            );
        }
        (Ok(_), Some(at)) => panic!("a segment is accepted whose '%' at {at} is not followed by two hex digits"),
        (Ok(ours), None) => {
            let theirs = percent_decode(text.as_bytes()).decode_utf8();
            assert_eq!(theirs.as_deref(), Ok(ours.as_str()), "percent-encoding reads the segment otherwise");
        }
    }
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~%".contains(&b);
    assert!(encoded.bytes().all(unreserved), "an encoded segment has reserved characters: {encoded}");
    let theirs = percent_decode(encoded.as_bytes()).decode_utf8();
    assert_eq!(theirs.as_deref(), Ok(text), "percent-encoding does not get back what was encoded as a segment");
    assert_eq!(form::decode_segment(encoded).as_deref(), Ok(text), "a segment does not come back");
}

thread_local! {
    /// An API that every form is sent to.
    static API: RefCell<Api> = {
        let [api, _] = Api::both(|_| {});
        RefCell::new(api)
    };
}

/// Of repeated parameters the last counts, and unknown ones are passed over.
fn judge_repetition(pairs: Vec<Pair>) {
    let known = [Parameter::UniqueName, Parameter::Data, Parameter::Ttl];
    let last = |parameter: Parameter| pairs.iter().rfind(|(name, _)| name == parameter.name()).cloned();
    let essence: Vec<Pair> = known.into_iter().filter_map(last).collect();
    if essence.is_empty() || essence.len() == pairs.len() {
        return;
    }
    let create = |mut api: Api, params: Vec<Pair>| api.send("POST", api.objects(ObjectKind::Document), params);
    let api = API.with_borrow(Api::clone);
    let (plain, full) = (create(api.clone(), essence), create(api, pairs));
    assert_eq!(plain, full, "repeated or unknown parameters make a difference: first without, then with them");
}

/// Where the first `%` is that two hex digits do not follow.
fn bad_escape(bytes: &[u8]) -> Option<usize> {
    let is_escape =
        |at: usize| bytes.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    (0..bytes.len()).find(|at| bytes[*at] == b'%' && !is_escape(*at))
}

/// Whether an encoded name or value is not UTF-8. Plus signs make no difference to that.
fn is_not_utf8(encoded: &[u8]) -> bool {
    percent_decode(encoded).decode_utf8().is_err()
}

fn explain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    match form::decode(bytes) {
        Err(error) => format!("no form: {error}\n{}", printable(&text, bytes.len())),
        Ok(pairs) => {
            let line = |(n, v): &(String, String)| format!("{} = {}", printable(n, n.len()), printable(v, v.len()));
            pairs.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    }
}

fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let query = |exchange: &Exchange| exchange.url.split_once('?').map(|(_, query)| query.as_bytes().to_vec());
    let segments = exchanges.iter().flat_map(|exchange| exchange.url.split(['/', '?']).skip(3));
    let segments = segments.filter(|segment| segment.contains('%')).map(|segment| segment.as_bytes().to_vec());
    let bodies = exchanges.iter().map(|exchange| exchange.request_body.clone());
    let all = bodies.chain(exchanges.iter().filter_map(query)).chain(segments);
    all.filter(|bytes| !bytes.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::refuses;

    #[test]
    fn forms_of_every_kind_are_judged() {
        for form in ["", "a=1&b=2", "a+b=c%20d", "=", "&&", "a", "=b", "a==b", "a=%C3%A9", "%41=%42", "\u{e9}=1"] {
            assert_eq!(check(form.as_bytes()), Fate::Judged, "{form}");
        }
        for form in ["a=%zz", "a=%FF", "%", "%4", "a=%C3&b=%zz", "a=%zz&b=%C3"] {
            assert_eq!(check(form.as_bytes()), Fate::Judged, "{form}");
        }
    }

    #[test]
    fn a_wrong_reading_of_a_form_is_refused() {
        let read = |name: &str, value: &str| Ok(vec![(name.to_owned(), value.to_owned())]);
        refuses(|| judge_form(b"a=b+c", &read("a", "b+c")));
        refuses(|| judge_form(b"a=%zz", &read("a", "%zz")));
        refuses(|| judge_form(b"a=%ff", &read("a", "\u{fffd}")));
        refuses(|| judge_form(b"a=1", &Err(FormError::NotUtf8)));
        refuses(|| judge_form(b"a=%41&b=%4", &Err(FormError::BadEscape { at: 2 })));
    }

    #[test]
    fn a_wrong_reading_or_writing_of_a_segment_is_refused() {
        refuses(|| judge_segment("a+b", &Ok("a b".to_owned()), "a%2Bb"));
        refuses(|| judge_segment("a%", &Ok("a%".to_owned()), "a%25"));
        refuses(|| judge_segment("a/b", &Ok("a/b".to_owned()), "a/b"));
        refuses(|| judge_segment("a%41", &Ok("aA".to_owned()), "a%41"));
    }
}
