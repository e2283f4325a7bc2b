//! Resources, what can be done with them, and the parameters and statuses of each operation (endpoint table of the OpenAPI document).

use std::fmt;

use crate::Condition;

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
    /// All of them, in the order of the endpoint table.
    pub const ALL: [Self; 11] = [
        Self::Service,
        Self::Document,
        Self::DocumentPermission,
        Self::List,
        Self::ListItem,
        Self::ListPermission,
        Self::Map,
        Self::MapItem,
        Self::MapPermission,
        Self::Stream,
        Self::StreamMessage,
    ];

    /// The path of one below the base URL, with names in the places of what varies. The path of the collection lacks the last segment.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Service => "/Services/{Sid}",
            Self::Document => "/Services/{ServiceSid}/Documents/{Sid}",
            Self::DocumentPermission => "/Services/{ServiceSid}/Documents/{DocumentSid}/Permissions/{Identity}",
            Self::List => "/Services/{ServiceSid}/Lists/{Sid}",
            Self::ListItem => "/Services/{ServiceSid}/Lists/{ListSid}/Items/{Index}",
            Self::ListPermission => "/Services/{ServiceSid}/Lists/{ListSid}/Permissions/{Identity}",
            Self::Map => "/Services/{ServiceSid}/Maps/{Sid}",
            Self::MapItem => "/Services/{ServiceSid}/Maps/{MapSid}/Items/{Key}",
            Self::MapPermission => "/Services/{ServiceSid}/Maps/{MapSid}/Permissions/{Identity}",
            Self::Stream => "/Services/{ServiceSid}/Streams/{Sid}",
            Self::StreamMessage => "/Services/{ServiceSid}/Streams/{StreamSid}/Messages/{Sid}",
        }
    }

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

impl Verb {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Create, Self::List, Self::Fetch, Self::Update, Self::Delete];

    /// In lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::List => "list",
            Self::Fetch => "fetch",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// The HTTP method.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Create | Self::Update => "POST",
            Self::List | Self::Fetch => "GET",
            Self::Delete => "DELETE",
        }
    }

    /// The status of success.
    pub const fn success(self) -> u16 {
        match self {
            Self::Create => 201,
            Self::List | Self::Fetch | Self::Update => 200,
            Self::Delete => 204,
        }
    }
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
    /// Every operation of the API, by resource.
    pub fn all() -> impl Iterator<Item = Self> {
        let of = |resource| Verb::ALL.into_iter().map(move |verb| Self { resource, verb });
        Resource::ALL.into_iter().flat_map(of).filter(|operation| operation.exists())
    }

    /// Its path below the base URL, with names in the places of what varies: `/Services/{ServiceSid}/Maps`.
    pub fn path(self) -> &'static str {
        let path = self.resource.path();
        match self.verb {
            Verb::Create | Verb::List => path.rsplit_once('/').map_or(path, |(collection, _)| collection),
            Verb::Fetch | Verb::Update | Verb::Delete => path,
        }
    }

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

/// The documented refusals.
impl Operation {
    /// The ways to be refused that the documents tell of and that a request can ask for, in the order of their usual statuses; each by a
    /// condition that stands for its kind. Which statuses they have is a matter of the [profile](crate::profile).
    ///
    /// * 400 where a parameter can be wrong. Not where only the path or `If-Match` can: for those the profiles may accept 404 or 412 too,
    ///   so that no 400 can be demanded.
    /// * 401 everywhere.
    /// * 404 wherever the path names something.
    /// * 409 for creations under a name or key.
    /// * 412 where `If-Match` is documented.
    /// * 413 where `Data` is taken.
    ///
    /// Left out are 429 and 5xx, which no request can ask for: whether they come depends on the load and the state of the target.
    pub fn refusals(self) -> Vec<Condition> {
        let taken = self.parameters().iter().find_map(|parameter| match parameter {
            Parameter::UniqueName => Some(Condition::UniqueNameTaken),
            Parameter::Key => Some(Condition::KeyTaken),
            _ => None,
        });
        let too_large = self.parameters().contains(&Parameter::Data).then_some(Condition::DataTooLarge);
        let all = [
            self.bad_parameter(),
            Some(Condition::Unauthorized),
            self.not_found(),
            taken,
            self.stale_revision(),
            too_large,
        ];
        all.into_iter().flatten().collect()
    }

    fn bad_parameter(self) -> Option<Condition> {
        let takes = |parameter| self.parameters().contains(&parameter);
        [
            (Parameter::Data, Condition::DataNotJson),
            (Parameter::Ttl, Condition::InvalidTtl),
            (Parameter::PageSize, Condition::InvalidPageSize),
            (Parameter::FriendlyName, Condition::InvalidFriendlyName),
            (Parameter::Read, Condition::InvalidParameter),
        ]
        .into_iter()
        .find_map(|(parameter, condition)| takes(parameter).then_some(condition))
    }

    /// What may be missing: the thing itself, or for a collection the parent. To write a Permission creates it, so there it is the parent.
    const fn not_found(self) -> Option<Condition> {
        use Condition as C;
        use Resource as R;
        let one = matches!(self.verb, Verb::Fetch | Verb::Update | Verb::Delete);
        Some(match self.resource {
            R::Service if !one => return None,
            R::Document if one => C::DocumentNotFound,
            R::List if one => C::ListNotFound,
            R::Map if one => C::MapNotFound,
            R::Stream if one => C::StreamNotFound,
            R::Service | R::Document | R::List | R::Map | R::Stream => C::ServiceNotFound,
            R::ListItem if one => C::ListItemNotFound,
            R::MapItem if one => C::MapItemNotFound,
            R::DocumentPermission | R::ListPermission | R::MapPermission
                if matches!(self.verb, Verb::Fetch | Verb::Delete) =>
            {
                C::PermissionNotFound
            }
            R::DocumentPermission => C::DocumentNotFound,
            R::ListItem | R::ListPermission => C::ListNotFound,
            R::MapItem | R::MapPermission => C::MapNotFound,
            R::StreamMessage => C::StreamNotFound,
        })
    }

    const fn stale_revision(self) -> Option<Condition> {
        match self.resource {
            Resource::Document if self.takes_if_match() => Some(Condition::DocumentRevisionStale),
            Resource::ListItem if self.takes_if_match() => Some(Condition::ListItemRevisionStale),
            Resource::MapItem if self.takes_if_match() => Some(Condition::MapItemRevisionStale),
            _ => None,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb.name(), self.resource)
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

impl Parameter {
    /// The values it is limited to, as on the wire; none where there are too many to name.
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Order => &["asc", "desc"],
            Self::Bounds => &["inclusive", "exclusive"],
            Self::ReachabilityWebhooksEnabled
            | Self::AclEnabled
            | Self::ReachabilityDebouncingEnabled
            | Self::WebhooksFromRestEnabled
            | Self::Read
            | Self::Write
            | Self::Manage => &["true", "false"],
            _ => &[],
        }
    }
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
    fn the_api_has_48_operations() {
        let paths: Vec<String> = Operation::all().map(|o| format!("{} {}", o.verb.method(), o.path())).collect();
        assert_eq!(paths.len(), 48);
        assert_eq!(paths[0], "POST /Services");
        assert_eq!(paths[4], "DELETE /Services/{Sid}");
        assert!(paths.contains(&"GET /Services/{ServiceSid}/Lists/{ListSid}/Permissions".to_owned()));
        assert_eq!(paths[47], "POST /Services/{ServiceSid}/Streams/{StreamSid}/Messages");
    }

    #[test]
    fn refusals_are_those_that_a_request_can_ask_for() {
        use Condition as C;
        let refusals = |resource, verb| Operation { resource, verb }.refusals();
        assert_eq!(refusals(Resource::Service, Verb::List), [C::InvalidPageSize, C::Unauthorized]);
        assert_eq!(
            refusals(Resource::Service, Verb::Update),
            [C::InvalidFriendlyName, C::Unauthorized, C::ServiceNotFound]
        );
        assert_eq!(
            refusals(Resource::MapItem, Verb::Create),
            [C::DataNotJson, C::Unauthorized, C::MapNotFound, C::KeyTaken, C::DataTooLarge]
        );
        assert_eq!(
            refusals(Resource::ListItem, Verb::Delete),
            [C::Unauthorized, C::ListItemNotFound, C::ListItemRevisionStale]
        );
        assert_eq!(
            refusals(Resource::Stream, Verb::Create),
            [C::InvalidTtl, C::Unauthorized, C::ServiceNotFound, C::UniqueNameTaken]
        );
        assert_eq!(
            refusals(Resource::DocumentPermission, Verb::Update),
            [C::InvalidParameter, C::Unauthorized, C::DocumentNotFound]
        );
        assert_eq!(refusals(Resource::ListPermission, Verb::Fetch), [C::Unauthorized, C::PermissionNotFound]);
    }

    #[test]
    fn messages_can_only_be_published_and_permissions_not_created_at_their_collection() {
        let exists = |resource, verb| Operation { resource, verb }.exists();
        assert!(exists(Resource::StreamMessage, Verb::Create) && !exists(Resource::StreamMessage, Verb::List));
        assert!(exists(Resource::MapPermission, Verb::Update) && !exists(Resource::MapPermission, Verb::Create));
    }
}
