//! What a page has to show: a plain list, filtered and sorted anew for each.

/// An entry of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its place among the others, compared number by number.
    pub(crate) rank: Rank,
    /// What a page shows of it.
    pub(crate) name: String,
}

/// The code points of a key, an index, or the number of a creation.
pub(crate) type Rank = Vec<u64>;

/// Where a page lies, in the order of listing. What is named need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    Start,
    After(Rank),
    From(Rank),
    /// It ends before this.
    Before(Rank),
    /// It ends with this.
    UpTo(Rank),
}

/// What is listed, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) descending: bool,
    /// The first entry, whether it exists or not, and whether it is listed itself.
    pub(crate) from: Option<(Rank, bool)>,
    pub(crate) size: usize,
}

/// A page, and where those around it lie if there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) names: Vec<String>,
    pub(crate) previous: Option<Spot>,
    pub(crate) next: Option<Spot>,
}

/// The page of `entries`, which are in no order, that lies at `spot`.
pub(crate) fn cut(entries: &[Entry], listing: &Listing, spot: &Spot) -> Page {
    let precedes = |a: &Rank, b: &Rank| if listing.descending { a > b } else { a < b };
    let is_listed = |entry: &&Entry| match &listing.from {
        None => true,
        Some((from, inclusive)) => precedes(from, &entry.rank) || *inclusive && entry.rank == *from,
    };
    let mut window: Vec<&Entry> = entries.iter().filter(is_listed).collect();
    window.sort_by(|a, b| if listing.descending { b.rank.cmp(&a.rank) } else { a.rank.cmp(&b.rank) });
    let is_in = |entry: &&&Entry| match spot {
        Spot::Start => true,
        Spot::After(rank) => precedes(rank, &entry.rank),
        Spot::From(rank) => !precedes(&entry.rank, rank),
        Spot::Before(rank) => precedes(&entry.rank, rank),
        Spot::UpTo(rank) => !precedes(rank, &entry.rank),
    };
    let candidates: Vec<&Entry> = window.iter().filter(is_in).copied().collect();
    let skipped = match spot {
        Spot::Before(_) | Spot::UpTo(_) => candidates.len().saturating_sub(listing.size),
        _ => 0,
    };
    let page: Vec<&Entry> = candidates.into_iter().skip(skipped).take(listing.size).collect();
    let previous = match (page.first(), spot) {
        (Some(first), _) => Some(Spot::Before(first.rank.clone())),
        // Whatever has become of the entries of this page, those before it are still there.
        (None, Spot::After(rank)) => Some(Spot::UpTo(rank.clone())),
        (None, Spot::From(rank)) => Some(Spot::Before(rank.clone())),
        (None, _) => None,
    };
    let next = match (page.last(), spot) {
        (Some(last), _) => Some(Spot::After(last.rank.clone())),
        (None, Spot::Before(rank)) => Some(Spot::From(rank.clone())),
        (None, Spot::UpTo(rank)) => Some(Spot::After(rank.clone())),
        (None, _) => None,
    };
    let has_any = |spot: &Spot| {
        window.iter().any(|entry| match spot {
            Spot::Start => true,
            Spot::After(rank) => precedes(rank, &entry.rank),
            Spot::From(rank) => !precedes(&entry.rank, rank),
            Spot::Before(rank) => precedes(&entry.rank, rank),
            Spot::UpTo(rank) => !precedes(rank, &entry.rank),
        })
    };
    Page {
        names: page.iter().map(|entry| entry.name.clone()).collect(),
        previous: previous.filter(has_any),
        next: next.filter(has_any),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(descending: bool, from: Option<(char, bool)>, spot: &Spot, size: usize) -> (String, bool, bool) {
        let rank = |c: char| vec![u64::from(u32::from(c))];
        let entries: Vec<Entry> = "hdbf".chars().map(|c| Entry { rank: rank(c), name: c.to_string() }).collect();
        let listing = Listing { descending, from: from.map(|(c, inclusive)| (rank(c), inclusive)), size };
        let page = cut(&entries, &listing, spot);
        (page.names.concat(), page.previous.is_some(), page.next.is_some())
    }

    #[test]
    fn pages_are_cut_out_of_what_is_listed() {
        let at = |c: char| vec![u64::from(u32::from(c))];
        assert_eq!(shown(false, None, &Spot::Start, 3), ("bdf".into(), false, true));
        assert_eq!(shown(true, Some(('f', false)), &Spot::Start, 3), ("db".into(), false, false));
        assert_eq!(shown(false, Some(('c', true)), &Spot::After(at('d')), 1), ("f".into(), true, true));
        assert_eq!(shown(true, None, &Spot::Before(at('c')), 2), ("fd".into(), true, true));
        assert_eq!(shown(false, None, &Spot::UpTo(at('a')), 2), (String::new(), false, true));
        assert_eq!(shown(false, None, &Spot::After(at('x')), 2), (String::new(), true, false));
    }
}
