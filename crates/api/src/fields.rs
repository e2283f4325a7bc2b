//! The documented fields of each resource (property tables of the resource pages, OpenAPI document).

use crate::Resource;

/// The names of all documented fields of a resource's representation.
pub const fn of(resource: Resource) -> &'static [&'static str] {
    match resource {
        Resource::Service => &[
            "sid",
            "unique_name",
            "account_sid",
            "friendly_name",
            "date_created",
            "date_updated",
            "url",
            "webhook_url",
            "webhooks_from_rest_enabled",
            "reachability_webhooks_enabled",
            "acl_enabled",
            "reachability_debouncing_enabled",
            "reachability_debouncing_window",
            "links",
        ],
        Resource::Document => &[
            "sid",
            "unique_name",
            "account_sid",
            "service_sid",
            "url",
            "links",
            "revision",
            "data",
            "date_expires",
            "date_created",
            "date_updated",
            "created_by",
        ],
        Resource::List | Resource::Map => &[
            "sid",
            "unique_name",
            "account_sid",
            "service_sid",
            "url",
            "links",
            "revision",
            "date_expires",
            "date_created",
            "date_updated",
            "created_by",
        ],
        Resource::ListItem => &[
            "index",
            "account_sid",
            "service_sid",
            "list_sid",
            "url",
            "revision",
            "data",
            "date_expires",
            "date_created",
            "date_updated",
            "created_by",
        ],
        Resource::MapItem => &[
            "key",
            "account_sid",
            "service_sid",
            "map_sid",
            "url",
            "revision",
            "data",
            "date_expires",
            "date_created",
            "date_updated",
            "created_by",
        ],
        Resource::Stream => &[
            "sid",
            "unique_name",
            "account_sid",
            "service_sid",
            "url",
            "links",
            "date_expires",
            "date_created",
            "date_updated",
            "created_by",
        ],
        Resource::StreamMessage => &["sid", "data"],
        Resource::DocumentPermission => {
            &["account_sid", "service_sid", "document_sid", "identity", "read", "write", "manage", "url"]
        }
        Resource::ListPermission => {
            &["account_sid", "service_sid", "list_sid", "identity", "read", "write", "manage", "url"]
        }
        Resource::MapPermission => {
            &["account_sid", "service_sid", "map_sid", "identity", "read", "write", "manage", "url"]
        }
    }
}

/// The fields of `meta` in a page: always exactly these.
pub const META: [&str; 7] = ["page", "page_size", "first_page_url", "previous_page_url", "next_page_url", "url", "key"];
