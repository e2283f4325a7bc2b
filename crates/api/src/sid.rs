//! String identifiers: two letters for the kind of thing, then 32 hex digits.

use std::fmt;

/// The kinds of SID that occur in the API (Sync resource pages and OpenAPI document).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SidPrefix {
    /// `AC`: account.
    Account,
    /// `IS`: Sync Service.
    Service,
    /// `ET`: Document.
    Document,
    /// `ES`: List.
    List,
    /// `MP`: Map.
    Map,
    /// `TO`: Stream.
    Stream,
    /// `TZ`: Stream Message.
    Message,
}

impl SidPrefix {
    /// The two letters.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::Account => "AC",
            Self::Service => "IS",
            Self::Document => "ET",
            Self::List => "ES",
            Self::Map => "MP",
            Self::Stream => "TO",
            Self::Message => "TZ",
        }
    }

    /// Whether `text` is a SID of this kind: the letters, then 32 hex digits of either case.
    pub fn matches(self, text: &str) -> bool {
        text.strip_prefix(self.letters())
            .is_some_and(|digits| digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
    }
}

/// A SID as this project makes them: lower-case hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sid(String);

impl Sid {
    /// The SID of `prefix` whose digits are `number` in hexadecimal.
    pub fn new(prefix: SidPrefix, number: u128) -> Self {
        Self(format!("{}{number:032x}", prefix.letters()))
    }

    /// `text`, if it is a SID of kind `prefix`.
    pub fn parse(prefix: SidPrefix, text: &str) -> Option<Self> {
        prefix.matches(text).then(|| Self(text.to_owned()))
    }

    /// The whole text, 34 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text has the shape that no unique name may have: two capitals and 32 lower-case hex digits (error dictionary, 54302).
pub fn is_sid_shaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 34
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..].iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_sid_matches_its_prefix_only() {
        let sid = Sid::new(SidPrefix::Map, 0xbeef);
        assert_eq!(sid.as_str(), "MP0000000000000000000000000000beef");
        assert!(SidPrefix::Map.matches(sid.as_str()));
        assert!(!SidPrefix::Document.matches(sid.as_str()));
    }

    #[test]
    fn either_case_of_hex_is_a_sid_but_only_lower_case_is_forbidden_as_a_name() {
        let upper = "ETABCDEF000000000000000000000000AB";
        assert!(SidPrefix::Document.matches(upper));
        assert!(!is_sid_shaped(upper));
        assert!(is_sid_shaped("XXabcdef00000000000000000000000000"));
    }

    #[test]
    fn wrong_lengths_and_digits_are_no_sids() {
        assert!(!SidPrefix::Document.matches("ET123"));
        assert!(!SidPrefix::Document.matches("ETg0000000000000000000000000000000"));
        assert!(!is_sid_shaped("XXé00000000000000000000000000000"));
    }
}
