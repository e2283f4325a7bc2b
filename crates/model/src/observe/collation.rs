//! The order of texts in a listing.

use crate::page::Order;

/// How texts are compared in a listing. Code points are the rule; for characters beyond the basic plane, UTF-16 units give another order,
/// and no source speaks of those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Collation {
    CodePoint,
    Utf16,
}

impl Collation {
    /// The collations that a target may list these texts in.
    pub(super) fn of<'a>(mut texts: impl Iterator<Item = &'a str>) -> &'static [Self] {
        let differ = texts.any(|text| text.chars().any(|c| c > '\u{ffff}'));
        if differ { &[Self::CodePoint, Self::Utf16] } else { &[Self::CodePoint] }
    }

    /// Compares in the order of listing.
    pub(super) fn compare(self, order: Order, a: &str, b: &str) -> std::cmp::Ordering {
        let ascending = match self {
            Self::CodePoint => a.cmp(b),
            Self::Utf16 => a.encode_utf16().cmp(b.encode_utf16()),
        };
        if order == Order::Ascending { ascending } else { ascending.reverse() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_basic_plane_there_are_two_orders() {
        assert_eq!(Collation::of(["a", "é"].into_iter()).len(), 1);
        assert_eq!(Collation::of(["a", "😀"].into_iter()).len(), 2);
        assert!(Collation::CodePoint.compare(Order::Ascending, "😀", "\u{ffee}").is_gt());
        assert!(Collation::Utf16.compare(Order::Ascending, "😀", "\u{ffee}").is_lt());
        assert!(Collation::Utf16.compare(Order::Descending, "a", "b").is_gt());
    }
}
