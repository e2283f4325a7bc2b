//! The form codec against an independent one. An input is a form body or a query, as it travels.

use std::borrow::Cow;

use syncproof_api::form;
use syncproof_harness::{exchange::Exchange, text::printable};

use crate::{Fate, Target};

/// See the module.
pub const TARGET: Target = Target {
    name: "form",
    about: "bodies and queries in urlencoded form, against the `form_urlencoded` crate",
    floor: 60,
    check,
    explain,
    feature: None,
    seeds,
};

/// What we accept, the `form_urlencoded` crate reads in the same way, and encoding it gives it back.
fn check(bytes: &[u8]) -> Fate {
    let Ok(pairs) = form::decode(bytes) else { return Fate::Discarded };
    let theirs: Vec<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(bytes).collect();
    assert!(
        pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).eq(theirs.iter().map(|(n, v)| (n.as_ref(), v.as_ref()))),
        "we read {pairs:?}, form_urlencoded reads {theirs:?}"
    );
    // A pair whose name and value are empty leaves no trace in a form, so it cannot come back.
    let kept: Vec<_> = pairs.into_iter().filter(|(name, value)| !(name.is_empty() && value.is_empty())).collect();
    let again = form::decode(form::encode(&kept).as_bytes());
    assert_eq!(again.as_ref(), Ok(&kept), "encoding and decoding does not give it back");
    Fate::Judged
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
    let bodies = exchanges.iter().map(|exchange| exchange.request_body.clone());
    bodies.chain(exchanges.iter().filter_map(query)).filter(|bytes| !bytes.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_every_kind_are_read_alike() {
        for form in ["", "a=1&b=2", "a+b=c%20d", "=", "&&", "a", "=b", "a==b", "a=%C3%A9", "%41=%42", "\u{e9}=1"] {
            assert_eq!(check(form.as_bytes()), Fate::Judged, "{form}");
        }
        for form in ["a=%zz", "a=%FF"] {
            assert_eq!(check(form.as_bytes()), Fate::Discarded, "{form}");
        }
    }
}
