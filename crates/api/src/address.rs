//! Paths: which thing a URL means, and the canonical URL of a thing.

use crate::{
    Operation, Resource, SidPrefix, Verb,
    form::{self, FormError},
};

/// The kinds of object a Service holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the API's")]
pub enum ObjectKind {
    Document,
    List,
    Map,
    Stream,
}

/// What an object may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the API's")]
pub enum ChildKind {
    Item,
    Permission,
    Message,
}

impl ObjectKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Document, Self::List, Self::Map, Self::Stream];

    /// The path segment of the collection.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Document => "Documents",
            Self::List => "Lists",
            Self::Map => "Maps",
            Self::Stream => "Streams",
        }
    }

    /// The resource.
    pub const fn resource(self) -> Resource {
        match self {
            Self::Document => Resource::Document,
            Self::List => Resource::List,
            Self::Map => Resource::Map,
            Self::Stream => Resource::Stream,
        }
    }

    /// What the SIDs of such objects begin with.
    pub const fn sid_prefix(self) -> SidPrefix {
        match self {
            Self::Document => SidPrefix::Document,
            Self::List => SidPrefix::List,
            Self::Map => SidPrefix::Map,
            Self::Stream => SidPrefix::Stream,
        }
    }

    /// What such objects contain, in the order of the path segments.
    pub const fn children(self) -> &'static [ChildKind] {
        match self {
            Self::Document => &[ChildKind::Permission],
            Self::List | Self::Map => &[ChildKind::Item, ChildKind::Permission],
            Self::Stream => &[ChildKind::Message],
        }
    }

    fn from_segment(segment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.segment() == segment)
    }
}

impl ChildKind {
    /// The path segment of the collection.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Item => "Items",
            Self::Permission => "Permissions",
            Self::Message => "Messages",
        }
    }

    /// The resource that `self` is below an object of kind `parent`; `None` where the API has none.
    pub const fn resource(self, parent: ObjectKind) -> Option<Resource> {
        match (parent, self) {
            (ObjectKind::List, Self::Item) => Some(Resource::ListItem),
            (ObjectKind::Map, Self::Item) => Some(Resource::MapItem),
            (ObjectKind::Document, Self::Permission) => Some(Resource::DocumentPermission),
            (ObjectKind::List, Self::Permission) => Some(Resource::ListPermission),
            (ObjectKind::Map, Self::Permission) => Some(Resource::MapPermission),
            (ObjectKind::Stream, Self::Message) => Some(Resource::StreamMessage),
            _ => None,
        }
    }

    fn from_segment(segment: &str) -> Option<Self> {
        [Self::Item, Self::Permission, Self::Message].into_iter().find(|kind| kind.segment() == segment)
    }
}

/// What a path below the base URL (`…/v1`) names. Texts are decoded; an object may be named by SID or by unique name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// `/Services`
    Services,
    /// `/Services/{service}`
    Service {
        /// SID.
        service: String,
    },
    /// `/Services/{service}/Documents` and the like
    Objects {
        /// SID of the Service.
        service: String,
        /// Which objects.
        kind: ObjectKind,
    },
    /// `/Services/{service}/Documents/{object}` and the like
    Object {
        /// SID of the Service.
        service: String,
        /// Which objects.
        kind: ObjectKind,
        /// SID or unique name.
        object: String,
    },
    /// `/Services/{service}/Maps/{object}/Items` and the like
    Children {
        /// SID of the Service.
        service: String,
        /// Kind of the parent.
        kind: ObjectKind,
        /// SID or unique name of the parent.
        object: String,
        /// Which children.
        child: ChildKind,
    },
    /// `/Services/{service}/Maps/{object}/Items/{id}` and the like
    Child {
        /// SID of the Service.
        service: String,
        /// Kind of the parent.
        kind: ObjectKind,
        /// SID or unique name of the parent.
        object: String,
        /// Which children.
        child: ChildKind,
        /// Key, index or identity.
        id: String,
    },
}

/// Why a path names nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// No resource of the API has such a path.
    #[error("the path is no resource of the API")]
    NoSuchRoute,
    /// A segment cannot be decoded.
    #[error("the path cannot be decoded: {0}")]
    Malformed(#[from] FormError),
}

impl Address {
    /// Reads the part of a path that follows the base, such as `/Services/IS…/Maps`. Empty segments name nothing.
    pub fn parse(path: &str) -> Result<Self, AddressError> {
        let rest = path.strip_prefix('/').ok_or(AddressError::NoSuchRoute)?;
        let segments = rest.split('/').map(form::decode_segment).collect::<Result<Vec<_>, _>>()?;
        if segments.iter().any(String::is_empty) {
            return Err(AddressError::NoSuchRoute);
        }
        let mut segments = segments.into_iter();
        if segments.next().as_deref() != Some("Services") {
            return Err(AddressError::NoSuchRoute);
        }
        let Some(service) = segments.next() else { return Ok(Self::Services) };
        let Some(kind) = segments.next() else { return Ok(Self::Service { service }) };
        let kind = ObjectKind::from_segment(&kind).ok_or(AddressError::NoSuchRoute)?;
        let Some(object) = segments.next() else { return Ok(Self::Objects { service, kind }) };
        let Some(child) = segments.next() else { return Ok(Self::Object { service, kind, object }) };
        let child = ChildKind::from_segment(&child).ok_or(AddressError::NoSuchRoute)?;
        child.resource(kind).ok_or(AddressError::NoSuchRoute)?;
        let Some(id) = segments.next() else { return Ok(Self::Children { service, kind, object, child }) };
        match segments.next() {
            None => Ok(Self::Child { service, kind, object, child, id }),
            Some(_) => Err(AddressError::NoSuchRoute),
        }
    }

    /// The Service that it lies in: whatever stands in the place of its SID. `None` for the Services themselves.
    pub fn service(&self) -> Option<&str> {
        match self {
            Self::Services => None,
            Self::Service { service }
            | Self::Objects { service, .. }
            | Self::Object { service, .. }
            | Self::Children { service, .. }
            | Self::Child { service, .. } => Some(service),
        }
    }

    /// The same place in another Service.
    #[must_use]
    pub fn in_service(mut self, other: &str) -> Self {
        match &mut self {
            Self::Services => {}
            Self::Service { service }
            | Self::Objects { service, .. }
            | Self::Object { service, .. }
            | Self::Children { service, .. }
            | Self::Child { service, .. } => other.clone_into(service),
        }
        self
    }

    /// The same place where objects, or what is in them, are called otherwise; `None` leaves a name as it is.
    #[must_use]
    pub fn renamed<'a>(
        mut self,
        object_name: impl Fn(&str) -> Option<&'a str>,
        child_id: impl Fn(&str) -> Option<&'a str>,
    ) -> Self {
        if let Self::Object { object, .. } | Self::Children { object, .. } | Self::Child { object, .. } = &mut self
            && let Some(other) = object_name(object)
        {
            other.clone_into(object);
        }
        if let Self::Child { id, .. } = &mut self
            && let Some(other) = child_id(id)
        {
            other.clone_into(id);
        }
        self
    }

    /// The path below the base URL, every text encoded as one segment.
    pub fn path(&self) -> String {
        let e = form::encode_segment;
        match self {
            Self::Services => "/Services".to_owned(),
            Self::Service { service } => format!("/Services/{}", e(service)),
            Self::Objects { service, kind } => format!("/Services/{}/{}", e(service), kind.segment()),
            Self::Object { service, kind, object } => {
                format!("/Services/{}/{}/{}", e(service), kind.segment(), e(object))
            }
            Self::Children { service, kind, object, child } => {
                format!("/Services/{}/{}/{}/{}", e(service), kind.segment(), e(object), child.segment())
            }
            Self::Child { service, kind, object, child, id } => {
                format!("/Services/{}/{}/{}/{}/{}", e(service), kind.segment(), e(object), child.segment(), e(id))
            }
        }
    }

    /// The resource that lives at this address.
    pub fn resource(&self) -> Resource {
        match self {
            Self::Services | Self::Service { .. } => Resource::Service,
            Self::Objects { kind, .. } | Self::Object { kind, .. } => kind.resource(),
            // Addresses of children that do not exist cannot be parsed; the parent stands in for hand-made ones.
            Self::Children { kind, child, .. } | Self::Child { kind, child, .. } => {
                child.resource(*kind).unwrap_or(kind.resource())
            }
        }
    }

    /// Whether this is a collection, not a single thing.
    pub const fn is_collection(&self) -> bool {
        matches!(self, Self::Services | Self::Objects { .. } | Self::Children { .. })
    }

    /// What an HTTP method means here; `None` if the API has no such operation.
    pub fn operation(&self, method: &str) -> Option<Operation> {
        let verb = match (method, self.is_collection()) {
            ("GET", true) => Verb::List,
            ("GET", false) => Verb::Fetch,
            ("POST", true) => Verb::Create,
            ("POST", false) => Verb::Update,
            ("DELETE", false) => Verb::Delete,
            _ => return None,
        };
        // A single message has no address of its own in the API.
        let operation = Operation { resource: self.resource(), verb };
        (operation.exists() && (operation.resource != Resource::StreamMessage || self.is_collection()))
            .then_some(operation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses_lead_to_each_other() {
        let item = Address::Child {
            service: "IS1".into(),
            kind: ObjectKind::Map,
            object: "my map".into(),
            child: ChildKind::Item,
            id: "a/b?é".into(),
        };
        assert_eq!(item.path(), "/Services/IS1/Maps/my%20map/Items/a%2Fb%3F%C3%A9");
        assert_eq!(Address::parse(&item.path()), Ok(item));
        assert_eq!(Address::parse("/Services"), Ok(Address::Services));
    }

    #[test]
    fn what_is_no_resource_is_refused() {
        for path in [
            "",
            "/",
            "/Services/",
            "/services",
            "/Services/IS1/Docs",
            "/Services/IS1/Maps//Items",
            "/Services/IS1/Documents/x/Items",
            "/Services/IS1/Streams/x/Permissions",
            "/Services/IS1/Maps/m/Items/k/x",
        ] {
            assert_eq!(Address::parse(path), Err(AddressError::NoSuchRoute), "{path}");
        }
        assert_eq!(Address::parse("/Services/%zz"), Err(AddressError::Malformed(FormError::BadEscape { at: 0 })));
    }

    #[test]
    fn children_are_what_has_an_address_below_an_object() {
        for kind in ObjectKind::ALL {
            for child in [ChildKind::Item, ChildKind::Permission, ChildKind::Message] {
                assert_eq!(kind.children().contains(&child), child.resource(kind).is_some(), "{kind:?} {child:?}");
            }
        }
    }

    #[test]
    fn an_address_can_be_taken_to_another_service() {
        for (path, there) in [
            ("/Services/IS1", "/Services/IS2"),
            ("/Services/IS1/Maps", "/Services/IS2/Maps"),
            ("/Services/IS1/Maps/MP1", "/Services/IS2/Maps/MP1"),
            ("/Services/IS1/Maps/MP1/Items", "/Services/IS2/Maps/MP1/Items"),
            ("/Services/IS1/Maps/MP1/Items/k", "/Services/IS2/Maps/MP1/Items/k"),
        ] {
            let address = Address::parse(path).unwrap();
            assert_eq!(address.service(), Some("IS1"));
            assert_eq!(address.in_service("IS2").path(), there);
        }
        assert_eq!(Address::Services.service(), None);
        assert_eq!(Address::Services.in_service("IS2"), Address::Services);
    }

    #[test]
    fn methods_mean_operations() {
        let maps = Address::parse("/Services/IS1/Maps").unwrap();
        let map = Address::parse("/Services/IS1/Maps/m").unwrap();
        let message = Address::parse("/Services/IS1/Streams/s/Messages/TZ1").unwrap();
        assert_eq!(maps.operation("POST"), Some(Operation { resource: Resource::Map, verb: Verb::Create }));
        assert_eq!(map.operation("POST"), Some(Operation { resource: Resource::Map, verb: Verb::Update }));
        assert_eq!(maps.operation("DELETE"), None);
        assert_eq!(map.operation("PUT"), None);
        assert_eq!(message.operation("POST"), None);
    }
}
