//! Listing: order, filters, page sizes, and walks to and fro while entries come and go. An input is seven bytes that say what is listed
//! and how, then two bytes a step.

use std::{cell::RefCell, fmt::Write as _};

use syncproof_api::{Response, form};
use syncproof_harness::{exchange::Exchange, text::printable};

use crate::{
    Fate, Target,
    api::{Api, body},
    pages::{Listing, Page, Spot, cut},
    shelf::{KEYS, Kind, SMALL, Shelf, follow, link, list},
};

/// See the module.
pub const TARGET: Target = Target {
    name: "listing",
    about: "listings with order, filters and page sizes, walked while entries come and go; against a plain sorted list",
    floor: 90,
    check,
    explain,
    feature: None,
    seeds,
};

/// Something in an input that may be wrong in itself: a parameter and what it means, none if it has to be refused.
type Word<T> = (Option<&'static str>, Option<T>);

const ORDERS: [Word<bool>; 8] = [
    (None, Some(false)),
    (Some("asc"), Some(false)),
    (Some("desc"), Some(true)),
    (Some("desc"), Some(true)),
    (None, Some(false)),
    (Some("DESC"), None),
    (Some(""), None),
    (Some("up"), None),
];

/// Whether the first entry is listed itself.
const BOUNDS: [Word<bool>; 8] = [
    (None, Some(true)),
    (Some("inclusive"), Some(true)),
    (Some("exclusive"), Some(false)),
    (Some("exclusive"), Some(false)),
    (None, Some(true)),
    (Some("Exclusive"), None),
    (Some(""), None),
    (Some("both"), None),
];

/// Before they are clamped.
const SIZES: [Word<u64>; 16] = [
    (None, Some(3)),
    (Some("1"), Some(1)),
    (Some("2"), Some(2)),
    (Some("3"), Some(3)),
    (Some("4"), Some(4)),
    (Some("5"), Some(5)),
    (Some("6"), Some(6)),
    (Some("002"), Some(2)),
    (Some("1000"), Some(1000)),
    (Some("9223372036854775808"), Some(u64::MAX)),
    (Some("99999999999999999999"), Some(u64::MAX)),
    (Some("0"), None),
    (Some("-1"), None),
    (Some("1.0"), None),
    (Some(""), None),
    (Some("two"), None),
];

const PAGES: [Word<i64>; 8] = [
    (None, Some(0)),
    (Some("0"), Some(0)),
    (Some("7"), Some(7)),
    (Some("9223372036854775807"), Some(i64::MAX)),
    (None, Some(0)),
    (None, Some(0)),
    (Some("-1"), None),
    (Some("x"), None),
];

/// Where a listing of List Items starts.
const INDEXES: [Word<u64>; 16] = [
    (None, Some(0)),
    (Some("0"), Some(0)),
    (Some("1"), Some(1)),
    (Some("2"), Some(2)),
    (Some("5"), Some(5)),
    (Some("9"), Some(9)),
    (Some("10"), Some(10)),
    (Some("11"), Some(11)),
    (Some("2147483648"), Some(2_147_483_648)),
    (Some("18446744073709551615"), Some(u64::MAX)),
    (Some("18446744073709551616"), Some(u64::MAX)),
    (Some("01"), None),
    (Some("-1"), None),
    (Some("+1"), None),
    (Some(""), None),
    (Some("x"), None),
];

const KINDS: [Kind; 8] = [
    Kind::MapItems,
    Kind::MapItems,
    Kind::MapItems,
    Kind::ListItems,
    Kind::ListItems,
    Kind::Permissions,
    Kind::Documents,
    Kind::MapItems,
];

/// What an input begins with.
const HEAD: usize = 7;

/// How many entries there are at first, if any.
const FILLED: u8 = 11;

/// More steps than this say nothing new.
const MOST: usize = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Insert(u8),
    Remove(u8),
    Next,
    Previous,
    First,
    /// The page that was last shown, again.
    Again,
}

fn step(record: &[u8]) -> Step {
    match record[0] % 12 {
        0..=3 => Step::Insert(record[1]),
        4..=5 => Step::Remove(record[1]),
        6..=8 => Step::Next,
        9 => Step::Previous,
        10 => Step::Again,
        _ => Step::First,
    }
}

fn pick<T: Copy>(table: &[T], byte: u8) -> T {
    table[usize::from(byte) % table.len()]
}

/// What is listed and how.
struct Head {
    kind: Kind,
    twilio: bool,
    order: Word<bool>,
    bounds: Word<bool>,
    size: Word<u64>,
    page: Word<i64>,
    from: u8,
    /// Whether there are entries at first.
    is_filled: bool,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Self> {
        let [what, order, bounds, size, page, from, count] = bytes.first_chunk::<HEAD>()?;
        Some(Self {
            kind: pick(&KINDS, *what),
            twilio: what & 8 != 0,
            order: pick(&ORDERS, *order),
            bounds: pick(&BOUNDS, *bounds),
            size: pick(&SIZES, *size),
            page: pick(&PAGES, *page),
            from: *from,
            is_filled: count % 4 != 0,
        })
    }

    /// `From` as it is sent.
    fn from(&self) -> Option<&'static str> {
        match self.kind {
            Kind::ListItems => pick(&INDEXES, self.from).0,
            _ => (self.from % 2 == 1).then(|| pick(&KEYS, self.from / 2)),
        }
    }

    fn params(&self) -> Vec<(&'static str, &'static str)> {
        let sent = [
            ("Order", self.order.0),
            ("Bounds", self.bounds.0),
            ("From", self.from()),
            ("PageSize", self.size.0),
            ("Page", self.page.0),
        ];
        sent.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// What is listed; none if the request has to be refused.
    fn listing(&self, api: &Api, shelf: &Shelf) -> Option<Listing> {
        let size = usize::try_from(self.size.1?).unwrap_or(usize::MAX).min(shelf.largest_page(api));
        self.page.1?;
        if !shelf.has_filters() {
            // The filters are unknown there, and unknown parameters are passed over.
            return Some(Listing { descending: false, from: None, size });
        }
        let (descending, inclusive) = (self.order.1?, self.bounds.1?);
        let rank = match (self.from(), self.kind) {
            (None, _) => None,
            (Some(_), Kind::ListItems) => Some(vec![pick(&INDEXES, self.from).1?]),
            (Some(key), _) => Some(shelf.rank(key)),
        };
        Some(Listing { descending, from: rank.map(|rank| (rank, inclusive)), size })
    }
}

/// An API with an empty collection in it, and one with a filled one.
type Pair = [(Api, Shelf); 2];

thread_local! {
    /// For each profile an API for each kind of collection: one that is empty, and one with entries in it that were made in no order.
    static SHELVES: RefCell<[Vec<Pair>; 2]> = RefCell::new(Api::both(SMALL).map(|api| {
        let filled = |kind| [0, FILLED].map(|entries| {
            let mut api = api.clone();
            let mut shelf = Shelf::new(&mut api, kind, "c");
            (0..entries).for_each(|key| shelf.insert(&mut api, key * 11));
            (api, shelf)
        });
        KINDS.into_iter().map(filled).collect()
    }));
}

/// What is on the screen of somebody who walks.
struct Walk {
    answer: Response,
    spot: Spot,
    page: Page,
    number: i64,
}

fn check(bytes: &[u8]) -> Fate {
    let Some(head) = Head::read(bytes) else { return Fate::Discarded };
    let kind = KINDS.iter().position(|kind| *kind == head.kind).unwrap_or_default();
    let (mut api, mut shelf) =
        SHELVES.with_borrow(|shelves| shelves[usize::from(head.twilio)][kind][usize::from(head.is_filled)].clone());
    let params = head.params();
    let first = list(&mut api, &shelf, &params);
    let Some(listing) = head.listing(&api, &shelf) else {
        assert_eq!(first.status, 400, "a listing with {params:?} has to be refused");
        return Fate::Judged;
    };
    let mut walk = Walk {
        page: cut(&shelf.entries, &listing, &Spot::Start),
        answer: first,
        spot: Spot::Start,
        number: head.page.1.unwrap_or_default(),
    };
    judge(&shelf, &listing, &walk);
    for record in bytes[HEAD..].chunks_exact(2).take(MOST) {
        take(step(record), &mut api, &mut shelf, &listing, &mut walk);
    }
    Fate::Judged
}

fn take(step: Step, api: &mut Api, shelf: &mut Shelf, listing: &Listing, walk: &mut Walk) {
    let (url, spot, number) = match step {
        Step::Insert(key) => return shelf.insert(api, key),
        Step::Remove(at) => return shelf.remove(api, at),
        Step::Next => ("next_page_url", walk.page.next.clone(), walk.number.saturating_add(1)),
        Step::Previous => ("previous_page_url", walk.page.previous.clone(), (walk.number - 1).max(0)),
        Step::First => ("first_page_url", Some(Spot::Start), 0),
        Step::Again => ("url", Some(walk.spot.clone()), walk.number),
    };
    let (Some(spot), Some(url)) = (spot, link(&walk.answer, url)) else { return };
    walk.answer = follow(api, url);
    walk.page = cut(&shelf.entries, listing, &spot);
    (walk.spot, walk.number) = (spot, number);
    judge(shelf, listing, walk);
}

fn judge(shelf: &Shelf, listing: &Listing, walk: &Walk) {
    shelf.judge(&walk.answer, &walk.page);
    let meta = &body(&walk.answer)["meta"];
    assert_eq!(meta["page_size"].as_u64(), u64::try_from(listing.size).ok(), "the page size that is shown");
    assert_eq!(meta["page"].as_i64(), Some(walk.number), "the number of the page");
}

fn explain(bytes: &[u8]) -> String {
    let Some(head) = Head::read(bytes) else { return "too short to say what is listed".to_owned() };
    let profile = if head.twilio { "twilio" } else { "documented" };
    let count = if head.is_filled { FILLED } else { 0 };
    let mut text = format!("{:?}, {count} at first, in small pages (profile {profile})\nlist", head.kind);
    for (name, value) in head.params() {
        let _ = write!(text, " {name}={}", printable(value, 100));
    }
    for record in bytes[HEAD..].chunks_exact(2).take(MOST) {
        let _ = match step(record) {
            Step::Insert(key) => write!(text, "\nadd {}", printable(pick(&KEYS, key), 100)),
            Step::Remove(at) => write!(text, "\nremove entry {at} of those there are"),
            other => write!(text, "\n{other:?}"),
        };
    }
    text
}

/// Each listing of a scenario with its parameters, walked from end to end.
fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for exchange in exchanges.iter().filter(|exchange| exchange.method == "GET") {
        let (path, query) = exchange.url.split_once('?').unwrap_or((&exchange.url, ""));
        let kind = match path.rsplit('/').next() {
            Some("Items") if path.contains("/Lists/") => 3,
            Some("Items") => 0,
            Some("Permissions") => 5,
            Some("Documents") => 6,
            _ => continue,
        };
        let params = form::decode(query.as_bytes()).unwrap_or_default();
        let sent = |name: &str| params.iter().rfind(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let from = if kind == 3 {
            place(&INDEXES, sent("From"))
        } else {
            sent("From").map_or(0, |key| 1 + 2 * position(KEYS.iter().position(|other| *other == key)))
        };
        let (order, bounds) = (place(&ORDERS, sent("Order")), place(&BOUNDS, sent("Bounds")));
        let head = [kind, order, bounds, place(&SIZES, sent("PageSize")), place(&PAGES, sent("Page")), from, 1];
        let walk = [6, 0, 6, 0, 0, 4, 4, 2, 6, 0, 9, 0, 9, 0];
        seeds.push(head.into_iter().chain(walk).collect());
    }
    seeds
}

/// The place of a word in its table; that of some other word if there is none.
fn place<T>(table: &[Word<T>], word: Option<&str>) -> u8 {
    position(table.iter().position(|(text, _)| *text == word))
}

fn position(at: Option<usize>) -> u8 {
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::refuses;

    #[test]
    fn every_way_to_list_is_judged() {
        let walk = [6, 0, 6, 0, 4, 1, 0, 13, 6, 0, 9, 0, 4, 0, 10, 0, 9, 0, 11, 0];
        for kind in 0..16 {
            for word in 0..16 {
                for head in [
                    [kind, word, 0, 2, 0, 0, 13],
                    [kind, 2, word, 1, 0, 3, 13],
                    [kind, 0, 2, word, 0, 5, 9],
                    [kind, 0, 0, 2, word, 0, 9],
                    [kind, 2, 2, 2, 0, word, 15],
                ] {
                    let bytes: Vec<u8> = head.into_iter().chain(walk).collect();
                    assert_eq!(check(&bytes), Fate::Judged, "{}", explain(&bytes));
                }
            }
        }
        assert_eq!(check(&[0; 6]), Fate::Discarded);
    }

    #[test]
    fn a_wrong_page_is_refused() {
        let (mut api, mut shelf) = SHELVES.with_borrow(|shelves| shelves[0][0][0].clone());
        (0..4).for_each(|key| shelf.insert(&mut api, key));
        let answer = list(&mut api, &shelf, &[("PageSize", "3")]);
        let listing = Listing { descending: false, from: None, size: 3 };
        let right = cut(&shelf.entries, &listing, &Spot::Start);
        shelf.judge(&answer, &right);
        let mut swapped = right.clone();
        swapped.names.swap(0, 1);
        let mut short = right.clone();
        short.names.pop();
        let last = Page { next: None, ..right.clone() };
        for wrong in [swapped, short, last] {
            refuses(|| shelf.judge(&answer, &wrong));
        }
        let walk = Walk { answer, spot: Spot::Start, page: right, number: 0 };
        judge(&shelf, &listing, &walk);
        refuses(|| judge(&shelf, &Listing { size: 4, ..listing.clone() }, &walk));
        refuses(|| judge(&shelf, &listing, &Walk { number: 1, ..walk }));
    }
}
