//! Page tokens: genuine, tampered, forged and taken elsewhere, while entries come and go. An input is a text, a line break, and records of
//! four bytes, each a request.

use std::{cell::RefCell, fmt::Write as _};

use syncproof_api::{Response, form};
use syncproof_harness::{exchange::Exchange, text::printable};

use crate::{
    Fate, Target,
    api::{Api, body},
    pages::{Entry, Listing, Spot, cut},
    shelf::{KEYS, Kind, SMALL, Shelf, link, list, query},
};

/// See the module.
pub const TARGET: Target = Target {
    name: "page_token",
    about: "page tokens, genuine or not: what they lead to, and that they lead nowhere else",
    floor: 90,
    check,
    explain,
    feature: None,
    seeds,
};

/// What can be listed: two Maps, a List, the Permissions of a Map, Documents.
const SHELVES: [(Kind, &str); 5] = [
    (Kind::MapItems, "a"),
    (Kind::MapItems, "b"),
    (Kind::ListItems, "a"),
    (Kind::Permissions, "b"),
    (Kind::Documents, ""),
];

/// More steps than this say nothing new.
const MOST: usize = 24;

/// A request; numbers that name something are taken modulo how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Lists from the start; the links of the page give tokens.
    List {
        shelf: usize,
        filter: u8,
        size: u8,
    },
    /// Uses a token as it was issued.
    Use {
        token: u8,
        filter: u8,
        size: u8,
    },
    /// Uses a token of one collection in another.
    Elsewhere {
        token: u8,
        shelf: usize,
    },
    /// Uses a token that something was done to.
    Tamper {
        token: u8,
        how: u8,
        at: u8,
    },
    /// Uses a token with a right checksum that names what it likes.
    Forge {
        shelf: usize,
        head: u8,
        key: u8,
    },
    /// Uses the text of the input as a token.
    Text {
        shelf: usize,
    },
    Insert {
        shelf: usize,
        key: u8,
    },
    Remove {
        shelf: usize,
        at: u8,
    },
}

fn step(record: &[u8]) -> Step {
    let (token, filter, size) = (record[1], record[2], record[3]);
    let shelf = usize::from(record[1]) % SHELVES.len();
    match record[0] % 16 {
        0..=2 => Step::List { shelf, filter, size },
        3..=5 => Step::Use { token, filter, size },
        6 => Step::Elsewhere { token, shelf: usize::from(record[2]) % SHELVES.len() },
        7..=9 => Step::Tamper { token, how: record[2], at: record[3] },
        10..=11 => Step::Forge { shelf, head: record[2], key: record[3] },
        12 => Step::Text { shelf },
        13 => Step::Remove { shelf, at: record[2] },
        _ => Step::Insert { shelf, key: record[2] },
    }
}

/// The text of an input, and its steps. Without a line break the whole is a text, used as a token of each collection.
fn read(bytes: &[u8]) -> (String, Vec<Step>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match bytes.iter().position(|byte| *byte == b'\n') {
        None => (text(bytes), (0..SHELVES.len()).map(|shelf| Step::Text { shelf }).collect()),
        Some(at) => (text(&bytes[..at]), bytes[at + 1..].chunks_exact(4).take(MOST).map(step).collect()),
    }
}

/// A token that a page gave.
#[derive(Debug, Clone)]
struct Issued {
    shelf: usize,
    text: String,
    spot: Spot,
    /// The order that it was issued in, which it keeps.
    descending: bool,
}

#[derive(Debug, Clone)]
struct World {
    api: Api,
    shelves: Vec<Shelf>,
    issued: Vec<Issued>,
}

thread_local! {
    /// For each profile an API with a few entries in each collection.
    static WORLDS: RefCell<[World; 2]> = RefCell::new(Api::both(SMALL).map(|mut api| {
        let mut shelves: Vec<Shelf> = SHELVES.iter().map(|(kind, name)| Shelf::new(&mut api, *kind, name)).collect();
        for (shelf, first) in shelves.iter_mut().zip(0..) {
            // No key is in two of them, so that a page tells whose it is.
            (0..5).for_each(|key| shelf.insert(&mut api, first + key * 5));
        }
        World { api, shelves, issued: Vec::new() }
    }));
}

fn check(bytes: &[u8]) -> Fate {
    let (text, steps) = read(bytes);
    if steps.is_empty() {
        return Fate::Discarded;
    }
    let mut world = WORLDS.with_borrow(|worlds| worlds[steps.len() % 2].clone());
    for step in steps {
        world.take(step, &text);
    }
    Fate::Judged
}

impl World {
    fn take(&mut self, step: Step, text: &str) {
        match step {
            Step::List { shelf, filter, size } => {
                let listing = self.listing(shelf, filter, size);
                self.ask(shelf, &listing, filter, None);
            }
            Step::Use { token, filter, size } => {
                let Some(issued) = self.issued(token) else { return };
                let listing = self.listing(issued.shelf, filter, size);
                self.ask(issued.shelf, &listing, filter, Some(&issued));
            }
            Step::Elsewhere { token, shelf } => {
                let Some(issued) = self.issued(token) else { return };
                if issued.shelf != shelf {
                    let answer = self.with_token(shelf, &issued.text);
                    assert_eq!(
                        answer.status, 400,
                        "a token of {:?} is taken by {:?}",
                        SHELVES[issued.shelf], SHELVES[shelf]
                    );
                }
            }
            Step::Tamper { token, how, at } => {
                let Some(issued) = self.issued(token) else { return };
                let tampered = tamper(&issued.text, how, at);
                self.try_out(issued.shelf, &tampered);
            }
            Step::Forge { shelf, head, key } => {
                let forged = forge(&self.canonical(shelf), head, key);
                self.try_out(shelf, &forged);
            }
            Step::Text { shelf } => self.try_out(shelf, text),
            Step::Insert { shelf, key } => self.shelves[shelf].insert(&mut self.api, key),
            Step::Remove { shelf, at } => self.shelves[shelf].remove(&mut self.api, at),
        }
    }

    fn issued(&self, token: u8) -> Option<Issued> {
        let at = usize::from(token).checked_rem(self.issued.len())?;
        self.issued.get(at).cloned()
    }

    /// What a filter byte says of the order and the start, where there are such filters.
    fn listing(&self, shelf: usize, filter: u8, size: u8) -> Listing {
        let shelf = &self.shelves[shelf];
        let size = usize::from(1 + size % 4);
        if !shelf.has_filters() {
            return Listing { descending: false, from: None, size };
        }
        let from = from(shelf.kind, filter).map(|name| (shelf.rank(&name), filter & 2 == 0));
        Listing { descending: filter & 1 == 1, from, size }
    }

    /// Asks for a page that has to come, and keeps the tokens in it.
    fn ask(&mut self, shelf: usize, listing: &Listing, filter: u8, token: Option<&Issued>) {
        let at = &self.shelves[shelf];
        let (size, from) = (listing.size.to_string(), from(at.kind, filter));
        let mut params = vec![("PageSize", size.as_str()), ("Order", if filter & 1 == 1 { "desc" } else { "asc" })];
        if let Some(from) = &from {
            params
                .extend([("From", from.as_str()), ("Bounds", if filter & 2 == 0 { "inclusive" } else { "exclusive" })]);
        }
        params.extend(token.iter().map(|token| ("PageToken", token.text.as_str())));
        let answer = list(&mut self.api, at, &params);
        let descending = token.map_or(listing.descending, |token| token.descending);
        let spot = token.map_or(Spot::Start, |token| token.spot.clone());
        let page = cut(&at.entries, &Listing { descending, ..listing.clone() }, &spot);
        at.judge(&answer, &page);
        for (name, spot) in [("previous_page_url", page.previous), ("next_page_url", page.next)] {
            let (Some(url), Some(spot)) = (link(&answer, name), spot) else { continue };
            let token = query(url).into_iter().find(|(name, _)| name == "PageToken");
            let (_, text) = token.unwrap_or_else(|| panic!("no token in {url}"));
            self.issued.push(Issued { shelf, text, spot, descending });
        }
    }

    fn with_token(&mut self, shelf: usize, token: &str) -> Response {
        list(&mut self.api, &self.shelves[shelf], &[("PageSize", "4"), ("PageToken", token)])
    }

    /// A token that may be anything: it is refused, or leads to a page as it might be.
    fn try_out(&mut self, shelf: usize, token: &str) {
        let answer = self.with_token(shelf, token);
        let is_genuine = self.issued.iter().any(|issued| issued.shelf == shelf && issued.text == token);
        assert!(!is_genuine || answer.status == 200, "a genuine token is refused");
        let is_only_spelt_otherwise = self.issued.iter().any(|issued| issued.text.eq_ignore_ascii_case(token));
        assert!(is_genuine || !is_only_spelt_otherwise || answer.status == 400, "a token in other letters is taken");
        judge_page(&self.shelves[shelf], &answer);
    }

    /// The path of a collection by SIDs, as links have it.
    fn canonical(&mut self, shelf: usize) -> String {
        let answer = list(&mut self.api, &self.shelves[shelf], &[]);
        let url = link(&answer, "first_page_url").expect("a page leads to the first one");
        let path = url.split('?').next().unwrap_or(url);
        path[path.find("/Services").unwrap_or_default()..].to_owned()
    }
}

/// An answer to a token that was perhaps never issued: a refusal, or a page of this very collection, in order, nothing twice and not too
/// much of it.
fn judge_page(shelf: &Shelf, answer: &Response) {
    if answer.status == 400 {
        return;
    }
    assert_eq!(answer.status, 200, "a token is answered with {:?}", answer.body);
    let names = shelf.names(answer);
    assert!(names.len() <= 4, "a page of {} entries, of at most 4", names.len());
    let rank_of = |name: &String| {
        let entry = shelf.entries.iter().find(|entry| entry.name == *name);
        entry.unwrap_or_else(|| panic!("{name:?} is shown and is not in the {:?}", shelf.kind))
    };
    let ranks: Vec<&Entry> = names.iter().map(rank_of).collect();
    let (rises, falls) = (
        ranks.windows(2).all(|pair| pair[0].rank < pair[1].rank),
        ranks.windows(2).all(|pair| pair[0].rank > pair[1].rank),
    );
    assert!(rises || falls, "a page in no order: {names:?}");
    assert!(body(answer)["meta"].is_object(), "a page without meta");
}

/// Where a listing starts, of a filter byte.
fn from(kind: Kind, filter: u8) -> Option<String> {
    let at = usize::from(filter >> 2);
    match kind {
        _ if filter & 4 == 0 => None,
        Kind::ListItems => Some((at % 12).to_string()),
        _ => Some(KEYS[at % KEYS.len()].to_owned()),
    }
}

/// A token that something was done to.
fn tamper(token: &str, how: u8, at: u8) -> String {
    let at = usize::from(at) % token.len().max(1);
    let mut bytes = token.as_bytes().to_vec();
    match how % 12 {
        // One bit; the highest would not leave a text.
        bit @ 0..=6 => bytes[at] ^= 1 << bit,
        7 => bytes.truncate(at),
        8 => bytes.make_ascii_uppercase(),
        9 => bytes.insert(at, b'0'),
        10 => drop(bytes.remove(at)),
        _ => bytes.extend_from_within(at..),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A token with the checksum (FNV-1a of path, zero byte and payload) that the reference makes.
fn forge(path: &str, head: u8, key: u8) -> String {
    let order = ["a", "d", "x", ""][usize::from(head) % 4];
    let direction = ["n", "p", "u", "f", "x", ""][usize::from(head / 4) % 6];
    let names = ["", "0", "3", "7", "01", "-1", "18446744073709551615", "18446744073709551616", "\u{0}", "\u{10ffff}"];
    let all: Vec<&str> = names.into_iter().chain(KEYS).collect();
    let payload = format!("{order}{direction}{}", all[usize::from(key) % all.len()]);
    let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let sum = path.bytes().chain([0]).chain(payload.bytes()).fold(0x811c_9dc5, hash);
    let mut token = "PT".to_owned();
    for byte in payload.bytes() {
        let _ = write!(token, "{byte:02x}");
    }
    let _ = write!(token, "{sum:08x}");
    token
}

fn explain(bytes: &[u8]) -> String {
    let (text, steps) = read(bytes);
    let line = |step: &Step| match step {
        Step::Text { shelf } => format!("list {:?} with the token {}", SHELVES[*shelf], printable(&text, text.len())),
        Step::Insert { shelf, key } => {
            let key = KEYS[usize::from(*key) % KEYS.len()];
            format!("add {} to {:?}", printable(key, 100), SHELVES[*shelf])
        }
        other => format!("{other:?}"),
    };
    steps.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The tokens of a scenario as texts, and each scenario that has any as a walk.
fn seeds(exchanges: &[Exchange]) -> Vec<Vec<u8>> {
    let queries = exchanges.iter().filter_map(|exchange| exchange.url.split_once('?'));
    let tokens: Vec<Vec<u8>> = queries
        .filter_map(|(_, query)| form::decode(query.as_bytes()).ok())
        .flatten()
        .filter(|(name, _)| name == "PageToken")
        .map(|(_, token)| token.into_bytes())
        .collect();
    let Some(first) = tokens.first().cloned() else { return tokens };
    let mut walk = first;
    walk.push(b'\n');
    for shelf in 0..5 {
        walk.extend([0, shelf, 0, 1, 3, shelf, 0, 1, 13, shelf, 1, 0, 3, shelf, 0, 1, 12, shelf, 0, 0]);
    }
    tokens.into_iter().chain([walk]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::refuses;

    fn world() -> World {
        WORLDS.with_borrow(|worlds| worlds[0].clone())
    }

    #[test]
    fn tokens_of_every_kind_are_judged() {
        for shelf in 0..5 {
            for byte in 0..=u8::MAX {
                let (low, high) = (byte % 16, byte / 16);
                let bytes = [
                    b'\n', 0, shelf, low, 1, 3, 0, low, high, 6, 0, byte, 0, 7, 0, byte, byte, 10, shelf, byte, byte,
                    13, shelf, byte, 0, 3, 1, byte, 1, 3, 2, 0, 2, 7, 1, 8, 0, 10, shelf, byte, high, 14, shelf, byte,
                    0, 3, 3, 0, 0,
                ];
                assert_eq!(check(&bytes), Fate::Judged);
            }
        }
        assert_eq!(check(b"PT616e6b00000000"), Fate::Judged);
        assert_eq!(check(b"\n"), Fate::Discarded);
    }

    #[test]
    fn a_forged_token_is_what_the_reference_issues() {
        let mut world = world();
        world.take(Step::List { shelf: 0, filter: 0, size: 0 }, "");
        let issued = world.issued[0].clone();
        let path = world.canonical(0);
        // Ascending, after the key that the page ended at.
        let forged: Vec<String> = (0..38).map(|key| forge(&path, 0, key)).collect();
        assert!(forged.contains(&issued.text), "{issued:?}");
    }

    #[test]
    fn a_page_that_cannot_be_is_refused() {
        let mut world = world();
        let answer = world.with_token(0, "");
        judge_page(&world.shelves[0], &answer);
        refuses(|| judge_page(&world.shelves[1], &answer));
        let changed = |change: &dyn Fn(&mut Vec<serde_json::Value>)| {
            let mut answer = answer.clone();
            change(answer.body.as_mut().unwrap()["items"].as_array_mut().unwrap());
            answer
        };
        refuses(|| judge_page(&world.shelves[0], &changed(&|items| items.swap(0, 1))));
        refuses(|| judge_page(&world.shelves[0], &changed(&|items| items[1] = items[0].clone())));
        refuses(|| judge_page(&world.shelves[0], &Response { status: 500, ..answer.clone() }));
        refuses(|| judge_page(&world.shelves[0], &changed(&|items| items.extend(items.clone()))));
    }
}
