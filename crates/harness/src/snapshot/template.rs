//! Texts of the walk with names in braces, and what stands for them.

use std::collections::BTreeMap;

use syncproof_api::{Address, Profile, form};

/// What the braces of one walk stand for.
#[derive(Debug, Default)]
pub(super) struct Bindings(BTreeMap<String, Bound>);

/// What was kept of an answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    /// SID, index or key.
    pub(super) id: String,
    /// Revision, if it has one.
    pub(super) revision: Option<String>,
    /// Unique name, if it has one.
    pub(super) name: Option<String>,
}

impl Bindings {
    /// From now on, the name stands for this. If it stands for something already, only the revision is another: what is later said of a
    /// thing does not make it a different one.
    pub(super) fn bind(&mut self, name: &str, bound: Bound) {
        match self.0.get_mut(name) {
            Some(known) => known.revision = bound.revision,
            None => drop(self.0.insert(name.to_owned(), bound)),
        }
    }

    /// The text with everything in braces replaced by what `sized` or this knows it to be; a text in braces that cannot be a name stands
    /// for itself, as JSON does.
    ///
    /// # Errors
    ///
    /// The name that nothing is known of.
    pub(super) fn fill(
        &self,
        text: &str,
        sized: &Sized<'_>,
        written: impl Fn(&str) -> String,
    ) -> Result<String, String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some(name) = rest[1..].find('}').map(|end| &rest[1..=end]).filter(|name| is_name(name)) else {
                filled.push('{');
                rest = &rest[1..];
                continue;
            };
            rest = &rest[name.len() + 2..];
            let known = sized.text(name).or_else(|| self.get(name));
            filled.push_str(&written(&known.ok_or_else(|| name.to_owned())?));
        }
        Ok(filled + rest)
    }

    fn get(&self, name: &str) -> Option<String> {
        let (name, of) = name.split_once('.').unwrap_or((name, "id"));
        let bound = self.0.get(name)?;
        match of {
            "revision" => bound.revision.clone(),
            "name" => bound.name.clone(),
            _ => Some(bound.id.clone()),
        }
    }
}

/// Texts whose size matters, and the mark of a walk.
#[derive(Debug)]
pub(super) struct Sized<'a> {
    pub(super) profile: &'a Profile,
    /// What `{run}` stands for.
    pub(super) mark: &'a str,
}

impl Sized<'_> {
    fn text(&self, name: &str) -> Option<String> {
        let limits = &self.profile.limits;
        Some(match name {
            "run" => self.mark.to_owned(),
            "data+1" => padded(limits.data_bytes + 1),
            "message+1" => padded(limits.message_bytes + 1),
            "name+1" => "n".repeat(limits.name_length + 1),
            "key+1" => "k".repeat(limits.key_length + 1),
            "identity+1" => "i".repeat(limits.identity_length + 1),
            "friendly-name+1" => "f".repeat(limits.friendly_name_length + 1),
            "ttl+1" => limits.ttl_seconds.saturating_add(1).to_string(),
            _ => {
                let bytes = name.strip_prefix("body ")?.parse::<usize>().ok().filter(|bytes| *bytes >= BODY.len())?;
                format!("{BODY}{}", "x".repeat(bytes - BODY.len()))
            }
        })
    }
}

/// How a body begins that is large for its own sake.
const BODY: &str = "Data=";

/// An object of so many bytes.
fn padded(bytes: usize) -> String {
    const FRAME: &str = r#"{"pad":""}"#;
    format!(r#"{{"pad":"{}"}}"#, "x".repeat(bytes.saturating_sub(FRAME.len())))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'+' | b' '))
}

/// What a path with names in braces is about; the names stand for themselves.
pub(super) fn address(path: &str) -> Option<Address> {
    let only = path.split('?').next().unwrap_or_default();
    let encoded: Vec<String> = only.split('/').map(encode_braces).collect();
    Address::parse(&encoded.join("/")).ok()
}

fn encode_braces(segment: &str) -> String {
    if segment.starts_with('{') { form::encode_segment(segment) } else { segment.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str) -> Result<String, String> {
        let mut bindings = Bindings::default();
        bindings.bind("map", Bound { id: "a b".into(), revision: Some("3".into()), name: Some("n".into()) });
        bindings.bind("stream", Bound { id: "TO1".into(), ..Bound::default() });
        bindings.fill(text, &Sized { profile: &Profile::documented(), mark: "syncproof 1" }, form::encode_segment)
    }

    #[test]
    fn names_in_braces_are_replaced_and_json_is_left_alone() {
        assert_eq!(fill("/Maps/{map}/Items").as_deref(), Ok("/Maps/a%20b/Items"));
        assert_eq!(fill("/Maps/{map.name}").as_deref(), Ok("/Maps/n"));
        assert_eq!(fill("{map.revision}-of-old").as_deref(), Ok("3-of-old"));
        for json in [r#"{"map": {"stream": 1}}"#, "{}", "{", "a{'b'}", "{Map}"] {
            assert_eq!(fill(json).as_deref(), Ok(json));
        }
    }

    #[test]
    fn what_a_name_stands_for_is_settled_at_once_but_for_its_revision() {
        let mut bindings = Bindings::default();
        let bound = |id: &str, revision: &str| Bound { id: id.into(), revision: Some(revision.into()), name: None };
        bindings.bind("map", bound("MP1", "0"));
        bindings.bind("map", bound("MP2", "1"));
        let sized = Sized { profile: &Profile::documented(), mark: "" };
        let filled = bindings.fill("{map} {map.revision}", &sized, str::to_owned);
        assert_eq!(filled.as_deref(), Ok("MP1 1"));
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(fill("/Lists/{list}"), Err("list".to_owned()));
        assert_eq!(fill("{stream.revision}"), Err("stream.revision".to_owned()));
    }

    #[test]
    fn sizes_are_one_beyond_the_limits_of_the_profile() {
        let length = |text| fill(text).map(|filled| filled.len());
        assert_eq!(length("{name+1}"), Ok(321));
        assert_eq!(length("{key+1}"), Ok(321));
        assert_eq!(length("{identity+1}"), Ok(257));
        assert_eq!(length("{friendly-name+1}"), Ok(256));
        assert_eq!(fill("{ttl+1}").as_deref(), Ok("31536001"));
        let sized = Sized { profile: &Profile::documented(), mark: "" };
        let bytes = |name: &str| sized.text(name).unwrap().len();
        assert_eq!((bytes("data+1"), bytes("message+1"), bytes("body 2000000")), (16_385, 4097, 2_000_000));
    }

    #[test]
    fn a_path_with_names_is_about_what_it_would_be_about() {
        let resource = |path| address(path).map(|address| address.resource().name());
        assert_eq!(resource("/Services/{service}/Maps/{map}/Items?Order=asc"), Some("Map Item"));
        assert_eq!(resource("/Services/{service}/Nonsense"), None);
    }
}
