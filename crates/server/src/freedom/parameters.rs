//! Parameters that no document speaks of, or that documents speak of in two ways: taken or refused.

use syncproof_api::{Address, Condition};

use super::{
    DOCUMENTED, Row,
    Twist::{Before, Chosen, Instead},
    Ways, row, row_in,
    tools::{R, V, is, refused, rewrite, sent, unsend},
};

/// Refuses whatever may be refused as one of these.
macro_rules! refusing {
    ($($condition:ident)|+) => {
        Chosen(Ways {
            refuses: |condition, reference| reference || matches!(condition, $(Condition::$condition)|+),
            ..Ways::REFERENCE
        })
    };
}

pub(super) const ROWS: &[Row] = &[
    row(
        "parameters-strict",
        "facts 18.4: unknown or duplicate parameters; ERRDICT-54010: an update without parameters",
        "unknown and repeated parameters, and updates without any, are refused",
        refusing!(InvalidParameter),
    ),
    row(
        "first-parameter-counts",
        "facts 18.4: duplicate form parameters",
        "of a parameter that is sent twice the first counts",
        Before(|q| q.params.reverse()),
    ),
    row(
        "ttl-strict",
        "facts 18.5 and 18.23: an empty Ttl, CollectionTtl alone, an invalid alias that is ignored",
        "every time-to-live that is sent must be a number as one writes it",
        refusing!(InvalidTtl),
    ),
    row(
        "collection-ttl-alone-passed-over",
        "facts 18.5: CollectionTtl without data or ttl on an item update",
        "CollectionTtl alone in an update of an item is taken and does nothing",
        Before(|q| {
            let alone = ["Data", "Ttl", "ItemTtl"].iter().all(|name| sent(q, name).is_none());
            if alone && (is(q, R::ListItem, V::Update) || is(q, R::MapItem, V::Update)) {
                unsend(q, "CollectionTtl");
            }
        }),
    ),
    row(
        "data-strict",
        "facts 18.20: duplicate names, huge numbers, lone surrogates, NUL, empty Data",
        "JSON that readers disagree on is refused as none",
        refusing!(DataNotJson),
    ),
    row(
        "data-objects-only",
        "facts 17.16 and 18.20: Data is called an object, and anything",
        "Data that are JSON but no object are refused as invalid",
        refusing!(DocumentDataInvalid | ListItemDataInvalid | MapItemDataInvalid | StreamMessageDataInvalid),
    ),
    row_in(
        DOCUMENTED,
        "data-null-kept",
        "facts 18.20: Data=null, which profile twilio refuses",
        "Data of null are kept",
        Chosen(Ways {
            refuses: |condition, reference| {
                use Condition as C;
                let invalid = matches!(
                    condition,
                    C::DocumentDataInvalid
                        | C::ListItemDataInvalid
                        | C::MapItemDataInvalid
                        | C::StreamMessageDataInvalid
                );
                reference && !invalid
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "data-counted-as-sent",
        "facts 18.21: size counting of the raw text as sent",
        "the white space in Data counts",
        refusing!(DataTooLarge),
    ),
    row(
        "data-empty-as-none",
        "facts 18.20: Data= empty",
        "an empty Data is taken as none, where none is needed",
        Before(|q| {
            if sent(q, "Data") == Some("") {
                unsend(q, "Data");
            }
        }),
    ),
    row(
        "friendly-name-never-empty",
        "facts 17.13: an empty friendly name is invalid (ERRDICT-54053) or clears it",
        "an empty friendly name is refused",
        refusing!(InvalidFriendlyName),
    ),
    row(
        "words-in-any-case",
        "facts 18.14: case of ASC; facts 18.5: non-boolean flags",
        "Order, Bounds and flags are understood in capitals too, and empty ones as none",
        Before(|q| {
            const WORDS: [&str; 10] = [
                "Order",
                "Bounds",
                "Read",
                "Write",
                "Manage",
                "AclEnabled",
                "WebhooksFromRestEnabled",
                "ReachabilityWebhooksEnabled",
                "ReachabilityDebouncingEnabled",
                "PageSize",
            ];
            q.params.retain(|(name, value)| !value.is_empty() || !WORDS.contains(&name.as_str()));
            for name in WORDS {
                rewrite(q, name, |word| match word.to_ascii_lowercase().as_str() {
                    "1" | "yes" | "t" if !matches!(name, "PageSize") => "true".to_owned(),
                    "0" | "no" | "f" if !matches!(name, "PageSize") => "false".to_owned(),
                    lower => lower.to_owned(),
                });
            }
        }),
    ),
    row(
        "index-in-any-spelling",
        "facts 18.11: leading zeros, +1",
        "an index is understood with a plus and leading zeros",
        Before(|q| {
            if let (R::ListItem, Address::Child { id, .. }) = (q.operation.resource, &mut q.address) {
                let digits = id.strip_prefix('+').unwrap_or(id);
                if let Ok(index) = digits.parse::<u64>() {
                    *id = index.to_string();
                }
            }
        }),
    ),
    row(
        "indexes-within-bounds",
        "facts 18.11: maximum index",
        "an index that is too large for any item is refused as none",
        Instead(|stage, q| match (&q.address, q.operation.resource) {
            (Address::Child { id, .. }, R::ListItem)
                if id.bytes().all(|b| b.is_ascii_digit()) && id.parse::<i32>().is_err() =>
            {
                refused(stage, Condition::InvalidListIndex)
            }
            _ => stage.ask(&q),
        }),
    ),
    row(
        "bounds-need-from",
        "facts 18.14: Bounds without From",
        "Bounds without From are refused",
        Instead(|stage, q| {
            let bare = sent(&q, "Bounds").is_some() && sent(&q, "From").is_none() && q.operation.verb == V::List;
            let answer = stage.ask(&q);
            if bare && answer.is_success() { refused(stage, Condition::InvalidBounds) } else { answer }
        }),
    ),
    row_in(
        DOCUMENTED,
        "if-match-literal",
        "facts 18.16: If-Match quoted, weak or a star",
        "an If-Match has to be the bare revision; quotes and a star are refused",
        Instead(|stage, q| {
            let odd = q.if_match.as_deref().is_some_and(|tag| tag == "*" || tag.contains('"'));
            let answer = stage.ask_in_vain(&q);
            if odd && q.operation.takes_if_match() && answer.is_success() {
                return refused(stage, Condition::InvalidIfMatch);
            }
            stage.ask(&q)
        }),
    ),
    row(
        "if-match-of-documents-deleted",
        "facts 17.9 and 18.17: If-Match on DELETE of a Document, ignored or enforced",
        "a Document is only deleted under its current revision, where one is sent",
        Instead(|stage, q| {
            if is(&q, R::Document, V::Delete)
                && let (Some(sent), Some(body)) = (&q.if_match, stage.look(&q).body)
                && let Some(revision) = body.get("revision").and_then(serde_json::Value::as_str)
                && sent.trim_start_matches("W/").trim_matches('"') != revision
                && sent != "*"
            {
                return refused(stage, Condition::DocumentRevisionStale);
            }
            stage.ask(&q)
        }),
    ),
];
