//! The documented error situations, by name. Which statuses and codes they carry is a matter of the [profile](crate::profile).

use std::{fmt, str::FromStr};

macro_rules! conditions {
    ($($variant:ident $name:literal $meaning:literal $message:literal;)*) => {
        /// A documented error situation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Condition {
            $(#[doc = $meaning] $variant,)*
        }

        impl Condition {
            /// Every condition, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name used in profiles and features.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What the situation is, in a few words.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }

            /// The `message` the reference server sends. Message texts are no part of the contract.
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)* }
            }
        }
    };
}

conditions! {
    ServiceNotFound "service-not-found" "no Service under that address" "Service not found";
    DocumentNotFound "document-not-found" "no Document under that SID or unique name" "Document not found";
    ListNotFound "list-not-found" "no List under that SID or unique name" "List not found";
    MapNotFound "map-not-found" "no Map under that SID or unique name" "Map not found";
    ListItemNotFound "list-item-not-found" "no List Item at that index" "List Item not found";
    MapItemNotFound "map-item-not-found" "no Map Item under that key" "Map Item not found";
    StreamNotFound "stream-not-found" "no Stream under that SID or unique name" "Stream not found";
    PermissionNotFound "permission-not-found" "no Permission for that identity" "Permission not found";
    RouteNotFound "route-not-found" "a path that is no resource of the API" "No such resource";
    UniqueNameTaken "unique-name-taken" "another object of the Service has that unique name" "Unique name already exists";
    KeyTaken "key-taken" "the Map has an item under that key" "An item with this key already exists";
    DocumentRevisionStale "document-revision-stale" "If-Match is not the Document's current revision" "The Document has another revision";
    ListItemRevisionStale "list-item-revision-stale" "If-Match is not the List Item's current revision" "The List Item has another revision";
    MapItemRevisionStale "map-item-revision-stale" "If-Match is not the Map Item's current revision" "The Map Item has another revision";
    DataTooLarge "data-too-large" "Data is larger than its limit" "Data is too large";
    DataNotJson "data-not-json" "Data is not JSON" "Data is not valid JSON";
    DocumentDataInvalid "document-data-invalid" "the Data of a Document is null" "Document data is invalid";
    ListItemDataInvalid "list-item-data-invalid" "the Data of a List Item is missing or null" "List Item data is missing or invalid";
    MapItemDataInvalid "map-item-data-invalid" "the Data of a Map Item is missing or null" "Map Item data is missing or invalid";
    StreamMessageDataInvalid "stream-message-data-invalid" "the Data of a Stream Message is missing or null" "Stream Message data is missing or invalid";
    InvalidUniqueName "invalid-unique-name" "a unique name that is empty, too long or shaped like a SID" "Unique name is invalid";
    InvalidKey "invalid-key" "a Map Item key that is missing, empty or too long" "Map Item key is invalid";
    InvalidListIndex "invalid-list-index" "a List Item index that is not a non-negative integer" "List Item index is invalid";
    InvalidIdentity "invalid-identity" "an identity that is empty or too long" "Identity is invalid";
    InvalidTtl "invalid-ttl" "a time-to-live that is not an integer within its bounds" "Time-to-live is invalid";
    InvalidOrder "invalid-order" "Order is neither asc nor desc" "Order must be asc or desc";
    InvalidBounds "invalid-bounds" "Bounds is neither inclusive nor exclusive" "Bounds must be inclusive or exclusive";
    InvalidPageSize "invalid-page-size" "PageSize is not a positive integer" "PageSize is invalid";
    InvalidPageToken "invalid-page-token" "PageToken was not issued by the API" "PageToken is invalid";
    InvalidPage "invalid-page" "Page is not a non-negative integer" "Page is invalid";
    InvalidIfMatch "invalid-if-match" "If-Match cannot be a revision" "If-Match is not a revision";
    InvalidFriendlyName "invalid-friendly-name" "a friendly name that is too long" "Friendly name is invalid";
    InvalidWebhookUrl "invalid-webhook-url" "a webhook URL that is no URL or too long" "Webhook URL is invalid";
    InvalidParameter "invalid-parameter" "a parameter outside its documented values" "Invalid parameter";
    MalformedRequest "malformed-request" "a request that cannot be decoded" "The request cannot be decoded";
    BodyTooLarge "body-too-large" "a body larger than the server takes in" "The request body is too large";
    Unauthorized "unauthorized" "missing or wrong credentials" "Authenticate";
    MethodNotAllowed "method-not-allowed" "a method that the resource does not have" "Method not allowed";
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no condition's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not the name of a condition; the names are the [conditions.…] tables of the bundled profiles")]
pub struct UnknownCondition(pub String);

impl FromStr for Condition {
    type Err = UnknownCondition;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|c| c.name() == name).ok_or_else(|| UnknownCondition(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_condition() {
        for condition in Condition::ALL {
            assert_eq!(condition.name().parse(), Ok(*condition));
        }
        assert_eq!("map-not-fond".parse::<Condition>(), Err(UnknownCondition("map-not-fond".into())));
    }
}
