//! A window onto an ordered collection, and the tokens that say where a page starts.
//!
//! A token names the entry that the page before ended at, not a number of entries: inserts and deletes between two pages neither skip
//! nor double an entry that is there throughout.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    ops::Bound::{self, Excluded, Included, Unbounded},
};

/// Which way the entries are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Ascending,
    Descending,
}

/// Where a page lies, in the order of listing. The entry named need not exist any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Position<K> {
    /// It starts after this entry.
    After(K),
    /// It ends before this entry.
    Before(K),
    /// It ends with this entry.
    UpTo(K),
    /// It starts with this entry.
    From(K),
}

impl<K> Position<K> {
    /// The same position, its entry named differently.
    pub(crate) fn map<L>(&self, name: impl FnOnce(&K) -> L) -> Position<L> {
        match self {
            Self::After(key) => Position::After(name(key)),
            Self::Before(key) => Position::Before(name(key)),
            Self::UpTo(key) => Position::UpTo(name(key)),
            Self::From(key) => Position::From(name(key)),
        }
    }
}

/// The part of a collection that is listed at all, and the order.
#[derive(Debug, Clone)]
pub(crate) struct Window<K> {
    pub(crate) order: Order,
    /// The first entry in the order of listing, whether it exists or not, and whether it is part of the window.
    pub(crate) from: Option<(K, bool)>,
}

impl<K> Window<K> {
    /// The whole collection, ascending.
    pub(crate) const fn everything() -> Self {
        Self { order: Order::Ascending, from: None }
    }
}

/// The entries of a page, and whether the window has more on either side.
#[derive(Debug)]
pub(crate) struct Slice<'a, K, V> {
    pub(crate) entries: Vec<(&'a K, &'a V)>,
    pub(crate) more_before: bool,
    pub(crate) more_after: bool,
}

/// Cuts the page of at most `size` entries at `position` out of `entries`.
pub(crate) fn slice<'a, K: Ord + Clone, V>(
    entries: &'a BTreeMap<K, V>,
    window: &Window<K>,
    position: Option<&Position<K>>,
    size: usize,
) -> Slice<'a, K, V> {
    let from = match &window.from {
        None => Unbounded,
        Some((key, true)) => Included(key.clone()),
        Some((key, false)) => Excluded(key.clone()),
    };
    // In the order of listing: what the window starts with, and what it ends with.
    let listed = |start: Bound<K>, end: Bound<K>| range(entries, window.order, start, end);
    let page: Vec<(&K, &V)> = match position {
        None => listed(from.clone(), Unbounded).take(size).collect(),
        Some(Position::After(key)) => {
            let start = later(window.order, from.clone(), Excluded(key.clone()));
            listed(start, Unbounded).take(size).collect()
        }
        Some(Position::From(key)) => {
            let start = later(window.order, from.clone(), Included(key.clone()));
            listed(start, Unbounded).take(size).collect()
        }
        Some(Position::Before(key)) => backwards(listed(from.clone(), Excluded(key.clone())), size),
        Some(Position::UpTo(key)) => backwards(listed(from.clone(), Included(key.clone())), size),
    };
    let edge = |entry: Option<&(&'a K, &'a V)>| entry.map(|(key, _)| (*key).clone());
    let (first, last) = (edge(page.first()), edge(page.last()));
    // An empty page still lies somewhere: beyond its position.
    let (before, after) = match (first, last, position) {
        (Some(first), Some(last), _) => (Some(Excluded(first)), Some(Excluded(last))),
        (_, _, Some(Position::After(key))) => (Some(Included(key.clone())), None),
        (_, _, Some(Position::From(key))) => (Some(Excluded(key.clone())), None),
        (_, _, Some(Position::Before(key))) => (None, Some(Included(key.clone()))),
        (_, _, Some(Position::UpTo(key))) => (None, Some(Excluded(key.clone()))),
        _ => (None, None),
    };
    let more_before = before.is_some_and(|end| listed(from.clone(), end).next().is_some());
    let more_after =
        after.is_some_and(|start| listed(later(window.order, from.clone(), start), Unbounded).next().is_some());
    Slice { entries: page, more_before, more_after }
}

/// The last `size` of some entries.
fn backwards<'a, K, V>(entries: impl DoubleEndedIterator<Item = (&'a K, &'a V)>, size: usize) -> Vec<(&'a K, &'a V)> {
    let mut page: Vec<_> = entries.rev().take(size).collect();
    page.reverse();
    page
}

/// Of two starts, the one that comes later in the order of listing.
fn later<K: Ord>(order: Order, a: Bound<K>, b: Bound<K>) -> Bound<K> {
    let rank = |bound: &Bound<K>| matches!(bound, Excluded(_));
    let a_is_later = match (&a, &b) {
        (Unbounded, _) => false,
        (_, Unbounded) => true,
        (Included(x) | Excluded(x), Included(y) | Excluded(y)) => {
            let ordering = if order == Order::Ascending { x.cmp(y) } else { y.cmp(x) };
            ordering.then(rank(&a).cmp(&rank(&b))).is_gt()
        }
    };
    if a_is_later { a } else { b }
}

/// The entries from `start` to `end`, both meant in the order of listing.
fn range<K: Ord + Clone, V>(
    entries: &BTreeMap<K, V>,
    order: Order,
    start: Bound<K>,
    end: Bound<K>,
) -> Box<dyn DoubleEndedIterator<Item = (&K, &V)> + '_> {
    let (low, high) = if order == Order::Ascending { (start, end) } else { (end, start) };
    // `BTreeMap::range` panics on a range that ends before it starts.
    let is_empty = match (&low, &high) {
        (Included(a), Included(b)) => a > b,
        (Included(a) | Excluded(a), Included(b) | Excluded(b)) => a >= b,
        _ => false,
    };
    if is_empty {
        return Box::new(std::iter::empty());
    }
    let ascending = entries.range((low, high));
    if order == Order::Ascending { Box::new(ascending) } else { Box::new(ascending.rev()) }
}

/// What a page token stands for: a position in the listing of one collection in one order.
///
/// Written as `PT`, the hexadecimal of `order`, `direction` and the entry's key, and a checksum that also covers the collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) order: Order,
    pub(crate) position: Position<String>,
}

impl Token {
    /// The token's text. `collection` is the path of the collection that it belongs to.
    pub(crate) fn encode(&self, collection: &str) -> String {
        let order = if self.order == Order::Ascending { 'a' } else { 'd' };
        let (direction, key) = match &self.position {
            Position::After(key) => ('n', key),
            Position::Before(key) => ('p', key),
            Position::UpTo(key) => ('u', key),
            Position::From(key) => ('f', key),
        };
        let payload = format!("{order}{direction}{key}");
        let mut text = String::from("PT");
        for byte in payload.bytes() {
            let _ = write!(text, "{byte:02x}");
        }
        let _ = write!(text, "{:08x}", checksum(collection, &payload));
        text
    }

    /// Reads a token back; `None` for whatever was not issued for this collection.
    pub(crate) fn decode(collection: &str, text: &str) -> Option<Self> {
        let digits = text.strip_prefix("PT")?;
        if digits.len() < 12 || !digits.len().is_multiple_of(2) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let (payload, sum) = digits.split_at(digits.len() - 8);
        let bytes =
            payload.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
        let payload = String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()?;
        if u32::from_str_radix(sum, 16).ok()? != checksum(collection, &payload) {
            return None;
        }
        let order = match payload.get(..1)? {
            "a" => Order::Ascending,
            "d" => Order::Descending,
            _ => return None,
        };
        let key = payload.get(2..)?.to_owned();
        let position = match payload.get(1..2)? {
            "n" => Position::After(key),
            "p" => Position::Before(key),
            "u" => Position::UpTo(key),
            "f" => Position::From(key),
            _ => return None,
        };
        let token = Self { order, position };
        // The same in other digits (`6E` for `6e`) was never issued.
        (token.encode(collection) == text).then_some(token)
    }
}

/// What a page token means to whoever is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A place in the collection.
    Position(Token),
    /// It was issued for this collection by somebody else, who knows the place.
    Theirs,
    /// It may have been issued: to be refused or not.
    Doubtful,
    /// It was never issued.
    Nothing,
}

/// Knows page tokens.
pub(crate) trait Tokens {
    /// What `text` means in the collection with this path.
    fn meaning(&self, collection: &str, text: &str) -> Meaning;
}

/// Knows the tokens that [`Token::encode`] makes.
#[derive(Debug)]
pub(crate) struct OwnTokens;

impl Tokens for OwnTokens {
    fn meaning(&self, collection: &str, text: &str) -> Meaning {
        Token::decode(collection, text).map_or(Meaning::Nothing, Meaning::Position)
    }
}

/// Tells a tampered token from an issued one. It guards against accidents, not against malice.
fn checksum(collection: &str, payload: &str) -> u32 {
    fnv1a(collection.bytes().chain([0]).chain(payload.bytes()))
}

/// FNV-1a with 32 bits.
fn fnv1a(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(
        order: Order,
        from: Option<(char, bool)>,
        position: impl Into<Option<Position<char>>>,
        size: usize,
    ) -> (String, bool, bool) {
        let entries: BTreeMap<char, u8> = "bdfh".chars().map(|key| (key, 0)).collect();
        let page = slice(&entries, &Window { order, from }, position.into().as_ref(), size);
        (page.entries.iter().map(|(key, _)| **key).collect(), page.more_before, page.more_after)
    }

    #[test]
    fn the_first_page_has_nothing_before_it() {
        assert_eq!(cut(Order::Ascending, None, None, 2), ("bd".into(), false, true));
        assert_eq!(cut(Order::Descending, None, None, 3), ("hfd".into(), false, true));
        assert_eq!(cut(Order::Ascending, None, None, 4), ("bdfh".into(), false, false));
    }

    #[test]
    fn a_window_starts_at_from_whether_it_exists_or_not() {
        assert_eq!(cut(Order::Ascending, Some(('d', true)), None, 9), ("dfh".into(), false, false));
        assert_eq!(cut(Order::Ascending, Some(('d', false)), None, 9), ("fh".into(), false, false));
        assert_eq!(cut(Order::Ascending, Some(('e', true)), None, 9), ("fh".into(), false, false));
        assert_eq!(cut(Order::Descending, Some(('e', false)), None, 9), ("db".into(), false, false));
        assert_eq!(cut(Order::Descending, Some(('d', true)), None, 9), ("db".into(), false, false));
        assert_eq!(cut(Order::Ascending, Some(('z', true)), None, 9), (String::new(), false, false));
    }

    #[test]
    fn positions_need_not_exist() {
        assert_eq!(cut(Order::Ascending, None, Position::After('c'), 2), ("df".into(), true, true));
        assert_eq!(cut(Order::Descending, None, Position::After('e'), 2), ("db".into(), true, false));
        assert_eq!(cut(Order::Ascending, None, Position::Before('g'), 2), ("df".into(), true, true));
        assert_eq!(cut(Order::Ascending, None, Position::After('h'), 2), (String::new(), true, false));
        assert_eq!(cut(Order::Ascending, None, Position::Before('a'), 2), (String::new(), false, true));
        assert_eq!(cut(Order::Descending, None, Position::UpTo('d'), 2), ("fd".into(), true, true));
        assert_eq!(cut(Order::Ascending, None, Position::From('d'), 2), ("df".into(), true, true));
        assert_eq!(cut(Order::Descending, None, Position::From('e'), 2), ("db".into(), true, false));
        assert_eq!(cut(Order::Ascending, None, Position::From('i'), 2), (String::new(), true, false));
    }

    #[test]
    fn going_back_stops_at_the_start_of_the_window() {
        let from = Some(('d', true));
        assert_eq!(cut(Order::Ascending, from, Position::Before('h'), 9), ("df".into(), false, true));
        assert_eq!(cut(Order::Ascending, from, Position::After('a'), 9), ("dfh".into(), false, false));
        assert_eq!(cut(Order::Ascending, from, Position::UpTo('d'), 9), ("d".into(), false, true));
    }

    #[test]
    fn before_the_window_is_nothing() {
        for position in [Position::UpTo('d'), Position::Before('d')] {
            assert_eq!(cut(Order::Ascending, Some(('f', true)), position.clone(), 9), (String::new(), false, true));
            assert_eq!(cut(Order::Descending, Some(('b', true)), position, 9), (String::new(), false, true));
        }
        assert_eq!(cut(Order::Ascending, None, Position::UpTo('a'), 9), (String::new(), false, true));
    }

    #[test]
    fn checksums_are_those_published_of_fnv_1a() {
        assert_eq!(fnv1a("a".bytes()), 0xe40c_292c);
        assert_eq!(fnv1a("foobar".bytes()), 0xbf9c_f968);
    }

    #[test]
    fn tokens_are_read_back_only_for_their_collection() {
        for order in [Order::Ascending, Order::Descending] {
            for position in [Position::After("é/ k".to_owned()), Position::Before(String::new())] {
                let token = Token { order, position };
                let text = token.encode("/Services/IS1/Maps");
                assert_eq!(Token::decode("/Services/IS1/Maps", &text), Some(token));
                assert_eq!(Token::decode("/Services/IS2/Maps", &text), None);
            }
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let token = Token { order: Order::Ascending, position: Position::After("k".into()) }.encode("c");
        let tampered = token.replacen("6e", "70", 1);
        let capitals = token.replacen("6e", "6E", 1);
        let odd = [
            "",
            "PT",
            "x",
            "PT616e6b",
            "PTzz",
            "é",
            "PT616e6b0123456",
            "PT616e6bg1234567",
            "PT616e6b012345é",
            "PT616e6é1234567",
        ];
        for text in
            odd.into_iter().chain([tampered.as_str(), &capitals, &token[..token.len() - 2], &token[..token.len() - 1]])
        {
            assert_eq!(Token::decode("c", text), None, "{text}");
        }
    }
}
