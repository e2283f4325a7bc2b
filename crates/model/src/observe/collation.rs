//! The order of items in a listing.

use crate::{page::Order, state::ItemId};

/// How items are compared in a listing: indexes as numbers, keys as texts. Code points are the rule; for characters beyond the basic plane, UTF-16 units give another order,
/// and no source speaks of those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collation {
    CodePoint,
    Utf16,
}

impl Collation {
    /// The collations that a target may list these items in.
    pub(super) fn of<'a>(mut items: impl Iterator<Item = &'a ItemId>) -> &'static [Self] {
        let differ = items.any(|item| match item {
            ItemId::Index(_) => false,
            ItemId::Key(key) => key.chars().any(|c| c > '\u{ffff}'),
        });
        if differ { &[Self::CodePoint, Self::Utf16] } else { &[Self::CodePoint] }
    }

    /// Compares in the order of listing.
    pub(super) fn compare(self, order: Order, a: &ItemId, b: &ItemId) -> std::cmp::Ordering {
        let ascending = match (self, a, b) {
            (Self::Utf16, ItemId::Key(a), ItemId::Key(b)) => a.encode_utf16().cmp(b.encode_utf16()),
            _ => a.cmp(b),
        };
        if order == Order::Ascending { ascending } else { ascending.reverse() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> ItemId {
        ItemId::Key(text.to_owned())
    }

    #[test]
    fn beyond_the_basic_plane_there_are_two_orders() {
        assert_eq!(Collation::of([key("a"), key("é"), key("\u{ffff}")].iter()).len(), 1);
        assert_eq!(Collation::of([key("a"), key("😀")].iter()).len(), 2);
        assert!(Collation::CodePoint.compare(Order::Ascending, &key("😀"), &key("\u{ffee}")).is_gt());
        assert!(Collation::Utf16.compare(Order::Ascending, &key("😀"), &key("\u{ffee}")).is_lt());
        assert!(Collation::Utf16.compare(Order::Descending, &key("a"), &key("b")).is_gt());
    }

    #[test]
    fn indexes_have_one_order() {
        assert_eq!(Collation::of([ItemId::Index(9), ItemId::Index(10)].iter()).len(), 1);
        assert!(Collation::CodePoint.compare(Order::Descending, &ItemId::Index(9), &ItemId::Index(10)).is_gt());
    }
}
