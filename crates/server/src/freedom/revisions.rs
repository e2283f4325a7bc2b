//! The text of revisions, and what moves them.

use syncproof_api::{SidPrefix, Timestamp};
use syncproof_model::{
    Choices as _, Reference,
    RevisionEvent::{
        self, Created, DataWritten, ItemTtlOnly, ItemWritten, MessagePublished, PermissionWritten, TtlOnly,
    },
};

use super::{
    Row,
    Twist::{Chosen, Instead},
    Ways, row,
    tools::{R, V, sent, unsend},
};

/// A revision that is made anew wherever the reference counts on.
fn anew(
    reference: &mut Reference,
    event: RevisionEvent,
    current: Option<&str>,
    make: impl Fn(&str) -> String,
) -> String {
    match (event, current) {
        (TtlOnly | ItemTtlOnly | PermissionWritten | MessagePublished, Some(current)) => current.to_owned(),
        _ => make(&reference.sid(SidPrefix::Message).as_str()[2..]),
    }
}

/// A revision that is counted wherever the reference counts, and written in another way.
fn counted(
    event: RevisionEvent,
    current: Option<&str>,
    read: impl Fn(&str) -> Option<u64>,
    write: impl Fn(u64) -> String,
) -> String {
    let number = current.and_then(read);
    write(match (event, number) {
        (Created, _) | (_, None) => 0,
        (TtlOnly | ItemTtlOnly | PermissionWritten | MessagePublished, Some(number)) => number,
        (DataWritten | ItemWritten, Some(number)) => number + 1,
    })
}

/// The reference's revision after `event`, or as if `instead` had happened.
fn revision_as(
    reference: &mut Reference,
    event: RevisionEvent,
    current: Option<&str>,
    events: &[RevisionEvent],
    instead: RevisionEvent,
) -> Option<String> {
    reference.revision(if events.contains(&event) { instead } else { event }, current)
}

/// The same for the date of the last update.
fn date_as(
    reference: &mut Reference,
    event: RevisionEvent,
    (now, current): (Timestamp, Option<Timestamp>),
    events: &[RevisionEvent],
    instead: RevisionEvent,
) -> Option<Timestamp> {
    reference.updated(if events.contains(&event) { instead } else { event }, now, current)
}

const MIXED: u64 = 7;

/// Digits, then words, then letters and signs: a text that changes its form from one to the next.
fn mixed(number: u64) -> String {
    match number % 3 {
        0 => format!("{}", number + MIXED),
        1 => format!("rev-{}", number + MIXED),
        _ => format!("{:04}-A", number + MIXED),
    }
}

fn unmixed(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    digits.parse::<u64>().ok()?.checked_sub(MIXED)
}

pub(super) const ROWS: &[Row] = &[
    row(
        "revisions-uuid",
        "decision 2: the text of revisions; facts 2 (text), 17.19",
        "revisions are UUIDs, drawn anew at each write",
        Chosen(Ways {
            revision: |reference, event, current| {
                Some(anew(reference, event, current, |digits| {
                    let part = |from, to| &digits[from..to];
                    [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-")
                }))
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "revisions-long",
        "decision 2: the text of revisions",
        "revisions are 256 characters long and hold all that Base64 holds",
        Chosen(Ways {
            revision: |reference, event, current| {
                Some(anew(reference, event, current, |digits| format!("{}+/{}==", digits.repeat(7), &digits[4..])))
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "revisions-large-numbers",
        "decision 2: the text of revisions; facts 17.19 (also called an integer)",
        "revisions are decimal numbers beyond the precision of a double, one apart",
        Chosen(Ways {
            revision: |_, event, current| {
                let start = 9_007_199_254_740_992;
                Some(counted(
                    event,
                    current,
                    |text| text.parse::<u64>().ok()?.checked_sub(start),
                    |n| (n + start).to_string(),
                ))
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "revisions-fall",
        "decision 2: the text of revisions, which nothing says grows",
        "revisions count down",
        Chosen(Ways {
            revision: |_, event, current| {
                let start = 1_000_000;
                Some(counted(
                    event,
                    current,
                    |text| text.parse().ok().map(|left: u64| start - left),
                    |n| (start - n).to_string(),
                ))
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "revisions-mixed",
        "decision 2: the text of revisions",
        "revisions change their form from one to the next, digits and words",
        Chosen(Ways { revision: |_, event, current| Some(counted(event, current, unmixed, mixed)), ..Ways::REFERENCE }),
    ),
    row(
        "revision-moves-with-ttl",
        "decision 2: whether a TTL-only write moves the revision; facts 18.18",
        "a time-to-live alone, or an update of nothing, moves the revision, an item's that of its List or Map too",
        Chosen(Ways {
            revision: |reference, event, current| {
                revision_as(reference, event, current, &[TtlOnly, ItemTtlOnly], DataWritten)
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "date-moves-with-ttl",
        "facts 18.18: whether a TTL-only update bumps date_updated",
        "a time-to-live alone, or an update of nothing, moves date_updated, an item's that of its List or Map too",
        Chosen(Ways {
            updated: |reference, event, now, current| {
                date_as(reference, event, (now, current), &[TtlOnly, ItemTtlOnly], DataWritten)
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "items-leave-parent-revision",
        "decision 2: whether an item write moves the parent's revision; facts 18.18",
        "a write to an item does not move the revision of its List or Map",
        Chosen(Ways {
            revision: |reference, event, current| revision_as(reference, event, current, &[ItemWritten], TtlOnly),
            ..Ways::REFERENCE
        }),
    ),
    row(
        "items-leave-parent-date",
        "facts 18.18: the parent's date_updated via REST",
        "a write to an item does not move date_updated of its List or Map",
        Chosen(Ways {
            updated: |reference, event, now, current| {
                date_as(reference, event, (now, current), &[ItemWritten], TtlOnly)
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "permissions-move-revision",
        "decision 2: what is not pinned; nothing says what a permission does to the revision of its object",
        "writing a permission moves the revision of its object",
        Chosen(Ways {
            revision: |reference, event, current| {
                revision_as(reference, event, current, &[PermissionWritten], DataWritten)
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "permissions-and-messages-move-date",
        "decision 2: what is not pinned; facts 18.27 (effects of a message)",
        "writing a permission, or publishing a message, moves date_updated of the object",
        Chosen(Ways {
            updated: |reference, event, now, current| {
                date_as(reference, event, (now, current), &[PermissionWritten, MessagePublished], DataWritten)
            },
            ..Ways::REFERENCE
        }),
    ),
    row(
        "same-data-moves-nothing",
        "facts 18.18: whether an identical-data update bumps revision and date_updated",
        "an update to the data that are there already is no change",
        Instead(|stage, mut q| {
            let is_same = |data: &str, there: &serde_json::Value| {
                syncproof_api::json::parse(data).is_ok_and(|data| syncproof_api::json::equal(&data, there))
            };
            let written = [R::Document, R::ListItem, R::MapItem].contains(&q.operation.resource);
            if written
                && q.operation.verb == V::Update
                && sent(&q, "CollectionTtl").is_none()
                && let Some(there) = stage.look(&q).body.as_ref().and_then(|body| body.get("data"))
                && sent(&q, "Data").is_some_and(|data| is_same(data, there))
            {
                unsend(&mut q, "Data");
            }
            stage.ask(&q)
        }),
    ),
];
