//! The form codec against an independent one.

use std::borrow::Cow;

use syncproof_api::form;

/// Decodes `bytes` as a form. What we accept, the `form_urlencoded` crate reads in the same way, and encoding it gives it back.
///
/// # Panics
///
/// If one of the two does not hold: that is the finding.
pub fn check(bytes: &[u8]) {
    let Ok(pairs) = form::decode(bytes) else { return };
    let theirs: Vec<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(bytes).collect();
    assert!(
        pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).eq(theirs.iter().map(|(n, v)| (n.as_ref(), v.as_ref()))),
        "we read {pairs:?}, form_urlencoded reads {theirs:?}"
    );
    // A pair whose name and value are empty leaves no trace in a form, so it cannot come back.
    let kept: Vec<_> = pairs.into_iter().filter(|(name, value)| !(name.is_empty() && value.is_empty())).collect();
    let again = form::decode(form::encode(&kept).as_bytes());
    assert_eq!(again.as_ref(), Ok(&kept), "encoding and decoding does not give it back");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_every_kind_are_read_alike() {
        for form in [
            "",
            "a=1&b=2",
            "a+b=c%20d",
            "=",
            "&&",
            "a",
            "=b",
            "a==b",
            "a=%C3%A9",
            "%41=%42",
            "a=%zz",
            "a=%FF",
            "\u{e9}=1",
        ] {
            check(form.as_bytes());
        }
    }

    #[test]
    fn what_an_engine_has_found_stays_mended() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/regressions/form");
        let mut replayed = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            check(&std::fs::read(entry.unwrap().path()).unwrap());
            replayed += 1;
        }
        assert!(replayed >= 1, "nothing to replay in {folder}");
    }
}
