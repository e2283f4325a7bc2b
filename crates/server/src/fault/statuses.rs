//! Wrong statuses of success.

use super::{
    Row,
    Twist::{After, Instead},
    row,
    tools::{R, V, is, status},
};

pub(super) const ROWS: &[Row] = &[
    row(
        "document-created-as-200",
        "document.create.optional-parameters",
        "creating a Document is answered 200",
        After(|q, a| status(q, a, R::Document, V::Create, 200)),
    ),
    row(
        "list-created-as-200",
        "list.create.optional-parameters",
        "creating a List is answered 200",
        After(|q, a| status(q, a, R::List, V::Create, 200)),
    ),
    row(
        "map-created-as-200",
        "map.create.optional-parameters",
        "creating a Map is answered 200",
        After(|q, a| status(q, a, R::Map, V::Create, 200)),
    ),
    row(
        "stream-created-as-200",
        "stream.create.optional-parameters",
        "creating a Stream is answered 200",
        After(|q, a| status(q, a, R::Stream, V::Create, 200)),
    ),
    row(
        "list-item-created-as-200",
        "list-item.create.stored",
        "creating a List Item is answered 200",
        After(|q, a| status(q, a, R::ListItem, V::Create, 200)),
    ),
    row(
        "map-item-created-as-200",
        "map-item.create.stored",
        "creating a Map Item is answered 200",
        After(|q, a| status(q, a, R::MapItem, V::Create, 200)),
    ),
    row(
        "message-published-as-200",
        "stream-message.publish.answer",
        "publishing a message is answered 200",
        After(|q, a| status(q, a, R::StreamMessage, V::Create, 200)),
    ),
    row(
        "message-published-as-202",
        "stream-message.publish.answer",
        "publishing a message is answered 202, as if it were only queued",
        After(|q, a| status(q, a, R::StreamMessage, V::Create, 202)),
    ),
    row(
        "permission-created-as-201",
        "permission.update.grants",
        "writing a permission that was not there is answered 201",
        Instead(|stage, q| {
            let was_there = stage.look(&q).is_success();
            let mut answer = stage.ask(&q);
            if !was_there && q.operation.resource.page_key() == "permissions" && answer.status == 200 {
                answer.status = if q.operation.verb == V::Update { 201 } else { 200 };
            }
            answer
        }),
    ),
    row(
        "service-updated-as-204",
        "service.update.partial",
        "updating a Service is answered 204 and no body",
        After(|q, a| status(q, a, R::Service, V::Update, 204)),
    ),
    row(
        "document-updated-as-204",
        "document.update.replace",
        "updating a Document is answered 204 and no body",
        After(|q, a| status(q, a, R::Document, V::Update, 204)),
    ),
    row(
        "document-updated-as-201",
        "document.update.replace",
        "updating a Document is answered 201",
        After(|q, a| status(q, a, R::Document, V::Update, 201)),
    ),
    row(
        "list-updated-as-202",
        "list.update.items-untouched",
        "updating a List is answered 202",
        After(|q, a| status(q, a, R::List, V::Update, 202)),
    ),
    row(
        "list-item-updated-as-201",
        "list-item.update.replace",
        "updating a List Item is answered 201",
        After(|q, a| status(q, a, R::ListItem, V::Update, 201)),
    ),
    row(
        "map-item-updated-as-204",
        "map-item.update.replace",
        "updating a Map Item is answered 204 and no body",
        After(|q, a| status(q, a, R::MapItem, V::Update, 204)),
    ),
    row(
        "stream-updated-as-201",
        "stream.ttl.update",
        "updating a Stream is answered 201",
        After(|q, a| status(q, a, R::Stream, V::Update, 201)),
    ),
    row(
        "service-deleted-as-200",
        "service.delete.gone",
        "deleting a Service is answered 200 and a body",
        After(|q, a| status(q, a, R::Service, V::Delete, 200)),
    ),
    row(
        "document-deleted-as-200",
        "document.delete.gone",
        "deleting a Document is answered 200 and a body",
        After(|q, a| status(q, a, R::Document, V::Delete, 200)),
    ),
    row(
        "list-deleted-as-202",
        "list.delete.gone",
        "deleting a List is answered 202",
        After(|q, a| status(q, a, R::List, V::Delete, 202)),
    ),
    row(
        "list-item-deleted-as-200",
        "list-item.delete.gone",
        "deleting a List Item is answered 200 and a body",
        After(|q, a| status(q, a, R::ListItem, V::Delete, 200)),
    ),
    row(
        "map-deleted-as-200",
        "map.delete.gone",
        "deleting a Map is answered 200 and a body",
        After(|q, a| status(q, a, R::Map, V::Delete, 200)),
    ),
    row(
        "map-item-deleted-as-200",
        "map-item.delete.gone",
        "deleting a Map Item is answered 200 and a body",
        After(|q, a| status(q, a, R::MapItem, V::Delete, 200)),
    ),
    row(
        "stream-deleted-as-200",
        "stream.delete.gone",
        "deleting a Stream is answered 200 and a body",
        After(|q, a| status(q, a, R::Stream, V::Delete, 200)),
    ),
    row(
        "permission-deleted-as-200",
        "permission.delete.revokes",
        "deleting a permission is answered 200 and a body",
        After(|q, a| {
            for resource in [R::DocumentPermission, R::ListPermission, R::MapPermission] {
                status(q, a, resource, V::Delete, 200);
            }
        }),
    ),
    row(
        "deletion-repeats",
        "error.not-found.delete",
        "deleting what is not there is answered 204, as if it had been",
        After(|q, a| {
            let optional = q.operation.resource.page_key() == "permissions";
            if q.operation.verb == V::Delete && a.status == 404 && !optional {
                *a = syncproof_api::Response { status: 204, etag: None, body: None };
            }
        }),
    ),
    row(
        "listing-as-206",
        "document.list.complete",
        "a listing is answered 206, for it is only a part",
        After(|q, a| {
            if q.operation.verb == V::List && a.status == 200 && !is(q, R::Service, V::List) {
                a.status = 206;
            }
        }),
    ),
];
