//! Resources, what can be done with them, and the parameters of each operation (endpoint table of the OpenAPI document).

use std::fmt;

/// The eleven resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Resource {
    /// Service
    Service,
    /// Document
    Document,
    /// Document Permission
    DocumentPermission,
    /// List
    List,
    /// List Item
    ListItem,
    /// List Permission
    ListPermission,
    /// Map
    Map,
    /// Map Item
    MapItem,
    /// Map Permission
    MapPermission,
    /// Stream
    Stream,
    /// Stream Message
    StreamMessage,
}

impl Resource {
    /// The name as the documents write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Service => "Service",
            Self::Document => "Document",
            Self::DocumentPermission => "Document Permission",
            Self::List => "List",
            Self::ListItem => "List Item",
            Self::ListPermission => "List Permission",
            Self::Map => "Map",
            Self::MapItem => "Map Item",
            Self::MapPermission => "Map Permission",
            Self::Stream => "Stream",
            Self::StreamMessage => "Stream Message",
        }
    }

    /// The name of the array in a page of this resource, which `meta.key` repeats. Stream Messages have no pages.
    pub const fn page_key(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Document => "documents",
            Self::List => "lists",
            Self::Map => "maps",
            Self::Stream => "streams",
            Self::ListItem | Self::MapItem => "items",
            Self::DocumentPermission | Self::ListPermission | Self::MapPermission => "permissions",
            Self::StreamMessage => "messages",
        }
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a request wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verb {
    /// POST to a collection.
    Create,
    /// GET a collection.
    List,
    /// GET one.
    Fetch,
    /// POST to one.
    Update,
    /// DELETE one.
    Delete,
}

/// A resource and what is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Operation {
    /// The resource.
    pub resource: Resource,
    /// The verb.
    pub verb: Verb,
}

impl Operation {
    /// Whether the API has this operation.
    pub const fn exists(self) -> bool {
        use Resource::{DocumentPermission, ListPermission, MapPermission, StreamMessage};
        match self.resource {
            StreamMessage => matches!(self.verb, Verb::Create),
            DocumentPermission | ListPermission | MapPermission => !matches!(self.verb, Verb::Create),
            _ => true,
        }
    }

    /// The parameters the API documents for this operation, in form or query.
    pub const fn parameters(self) -> &'static [Parameter] {
        use Parameter as P;
        use Resource as R;
        match (self.resource, self.verb) {
            (R::Service, Verb::Create | Verb::Update) => &[
                P::FriendlyName,
                P::WebhookUrl,
                P::ReachabilityWebhooksEnabled,
                P::AclEnabled,
                P::ReachabilityDebouncingEnabled,
                P::ReachabilityDebouncingWindow,
                P::WebhooksFromRestEnabled,
            ],
            (R::Document, Verb::Create) => &[P::UniqueName, P::Data, P::Ttl],
            (R::Document, Verb::Update) => &[P::Data, P::Ttl],
            (R::List | R::Map, Verb::Create) => &[P::UniqueName, P::Ttl, P::CollectionTtl],
            (R::List | R::Map, Verb::Update) => &[P::Ttl, P::CollectionTtl],
            (R::Stream, Verb::Create) => &[P::UniqueName, P::Ttl],
            (R::Stream, Verb::Update) => &[P::Ttl],
            (R::MapItem, Verb::Create) => &[P::Key, P::Data, P::Ttl, P::ItemTtl, P::CollectionTtl],
            (R::ListItem, Verb::Create) | (R::ListItem | R::MapItem, Verb::Update) => {
                &[P::Data, P::Ttl, P::ItemTtl, P::CollectionTtl]
            }
            (R::StreamMessage, Verb::Create) => &[P::Data],
            (R::DocumentPermission | R::ListPermission | R::MapPermission, Verb::Update) => {
                &[P::Read, P::Write, P::Manage]
            }
            (R::ListItem | R::MapItem, Verb::List) => {
                &[P::Order, P::From, P::Bounds, P::PageSize, P::Page, P::PageToken]
            }
            (_, Verb::List) => &[P::PageSize, P::Page, P::PageToken],
            _ => &[],
        }
    }

    /// Whether the API documents the `If-Match` header for this operation.
    pub const fn takes_if_match(self) -> bool {
        matches!(
            (self.resource, self.verb),
            (Resource::Document, Verb::Update) | (Resource::ListItem | Resource::MapItem, Verb::Update | Verb::Delete)
        )
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = match self.verb {
            Verb::Create => "create",
            Verb::List => "list",
            Verb::Fetch => "fetch",
            Verb::Update => "update",
            Verb::Delete => "delete",
        };
        write!(f, "{verb} {}", self.resource)
    }
}

macro_rules! parameters {
    ($($name:ident)*) => {
        /// A documented parameter; the variants are spelled as on the wire.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are the wire names, explained by the API's own pages")]
        pub enum Parameter { $($name),* }

        impl Parameter {
            /// The name on the wire.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name)),* }
            }
        }
    };
}

parameters! {
    FriendlyName WebhookUrl ReachabilityWebhooksEnabled AclEnabled ReachabilityDebouncingEnabled ReachabilityDebouncingWindow
    WebhooksFromRestEnabled UniqueName Key Data Ttl ItemTtl CollectionTtl Order From Bounds PageSize Page PageToken Read Write Manage
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_match_is_taken_where_the_documents_say_so() {
        let takes = |resource, verb| Operation { resource, verb }.takes_if_match();
        assert!(takes(Resource::Document, Verb::Update) && takes(Resource::MapItem, Verb::Delete));
        assert!(!takes(Resource::Document, Verb::Delete) && !takes(Resource::Map, Verb::Update));
    }

    #[test]
    fn messages_can_only_be_published_and_permissions_not_created_at_their_collection() {
        let exists = |resource, verb| Operation { resource, verb }.exists();
        assert!(exists(Resource::StreamMessage, Verb::Create) && !exists(Resource::StreamMessage, Verb::List));
        assert!(exists(Resource::MapPermission, Verb::Update) && !exists(Resource::MapPermission, Verb::Create));
    }
}
