//! What an implementation may have or lack as a whole.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::ObjectKind;

macro_rules! capabilities {
    ($($variant:ident = $name:literal, $what:literal;)*) => {
        /// A part of the API that an implementation has or lacks as a whole. A profile declares it in `[capabilities]`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Capability {
            $(#[doc = $what] $variant,)*
        }

        impl Capability {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in profiles and on the command line.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it is, as a noun phrase.
            pub const fn what(self) -> &'static str {
                match self { $(Self::$variant => $what,)* }
            }
        }
    };
}

capabilities! {
    Services = "services", "Services that can be created and deleted";
    Documents = "documents", "Documents";
    Lists = "lists", "Lists and List Items";
    Maps = "maps", "Maps and Map Items";
    Streams = "streams", "Streams and Stream Messages";
    Permissions = "permissions", "Permissions of Documents, Lists and Maps";
    IfMatch = "if-match", "writes under a revision (If-Match)";
    Ttl = "ttl", "times-to-live";
}

/// No capability has that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is not the name of a capability; use one of {}", all_names())]
pub struct UnknownCapability {
    name: String,
}

fn all_names() -> String {
    Capability::ALL.iter().map(|c| c.name()).collect::<Vec<_>>().join(", ")
}

impl From<ObjectKind> for Capability {
    fn from(kind: ObjectKind) -> Self {
        match kind {
            ObjectKind::Document => Self::Documents,
            ObjectKind::List => Self::Lists,
            ObjectKind::Map => Self::Maps,
            ObjectKind::Stream => Self::Streams,
        }
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Capability {
    type Err = UnknownCapability;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().copied().find(|capability| capability.name() == name);
        found.ok_or_else(|| UnknownCapability { name: name.to_owned() })
    }
}

impl<'de> Deserialize<'de> for Capability {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for capability in Capability::ALL {
            assert_eq!(capability.name().parse(), Ok(*capability));
        }
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let message = "stream".parse::<Capability>().unwrap_err().to_string();
        assert!(
            message.starts_with("'stream' is not the name of a capability; use one of services, documents, lists,")
        );
    }
}
