//! The lines of a ledger, and what they come to.

use serde::{Deserialize, Serialize};
use syncproof_api::{Address, SidPrefix};

/// What the first line says: whose run it was, where, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What marks the names that the run gives.
    pub id: String,
    /// Base URL of the target.
    pub base: String,
    /// Account or key SID. The secret is in no ledger.
    pub user: String,
    /// When it began, as the API writes times.
    pub started: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Line {
    /// The first one.
    Run(Head),
    /// A Service of this `FriendlyName` is about to be created.
    Intent(String),
    /// What came of that is known: either the Service is noted, or there is none.
    Settled(String),
    /// The path of something that is there.
    Created(String),
    /// The path of something that is there no more, with all that was in it.
    Gone(String),
}

/// Why a text is no ledger: the line, from 1, and what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Garbage {
    pub(super) line: usize,
    pub(super) problem: String,
}

/// What the lines so far come to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Books {
    /// What is there, in the order of its creation.
    pub(super) addresses: Vec<Address>,
    /// The names of Services that may be there.
    pub(super) intents: Vec<String>,
}

/// A ledger as it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) head: Head,
    pub(super) books: Books,
    /// How many bytes are lines; what follows was cut off when its writer was killed.
    pub(super) whole: usize,
}

impl Line {
    /// With its line break.
    pub(super) fn text(&self) -> String {
        // Texts and maps with text keys always have a JSON form.
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }
}

impl Books {
    /// Takes in a line after the first; gives the reason if it says nothing that can be acted on.
    pub(super) fn take(&mut self, line: Line) -> Result<(), &'static str> {
        match line {
            Line::Run(_) => return Err("a second run begins here"),
            Line::Intent(name) => self.intents.push(name),
            Line::Settled(name) => {
                // Several may be under way under one name.
                if let Some(at) = self.intents.iter().position(|other| *other == name) {
                    self.intents.remove(at);
                }
            }
            Line::Created(path) => {
                let address = Address::parse(&path).ok().filter(is_well_formed);
                let address = address.ok_or("this is not the path of a Service or of an object by its SID")?;
                if !self.addresses.contains(&address) {
                    self.addresses.push(address);
                }
            }
            Line::Gone(path) => {
                let gone = Address::parse(&path).map_err(|_| "this is not a path of the API")?;
                self.addresses.retain(|address| !lies_in(address, &gone));
            }
        }
        Ok(())
    }
}

/// Whether a `FriendlyName` is one that the run with this id gives, and nobody else.
pub fn marks(name: &str, run_id: &str) -> bool {
    let rest = name.strip_prefix("syncproof ").and_then(|name| name.strip_prefix(run_id));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether an address is that of a Service or an object by SIDs of the right kinds: only such ones are ever noted, and deleted later.
pub fn is_well_formed(address: &Address) -> bool {
    match address {
        Address::Service { service } => SidPrefix::Service.matches(service),
        Address::Object { service, kind, object } => {
            SidPrefix::Service.matches(service) && kind.sid_prefix().matches(object)
        }
        _ => false,
    }
}

/// Whether an address is `whole`, or in the Service that `whole` is.
pub fn lies_in(address: &Address, whole: &Address) -> bool {
    match whole {
        Address::Service { service } => address.service() == Some(service),
        other => address == other,
    }
}

/// Reads the text of a ledger. A last line that says nothing was being written when the process was killed, and is passed over.
pub(super) fn read(text: &[u8]) -> Result<Reading, Garbage> {
    let mut head = None;
    let mut books = Books::default();
    let mut whole = 0;
    for (number, line) in (1..).zip(text.split_inclusive(|byte| *byte == b'\n')) {
        let garbage = |problem: &str| Garbage { line: number, problem: problem.to_owned() };
        match (serde_json::from_slice(line), &head) {
            (Err(_), _) if !line.ends_with(b"\n") => break,
            (Err(_), _) => return Err(garbage("this is no line of a ledger")),
            (Ok(Line::Run(first)), None) => head = Some(first),
            (Ok(_), None) => return Err(garbage(NO_HEAD)),
            (Ok(line), Some(_)) => books.take(line).map_err(garbage)?,
        }
        whole += line.len();
    }
    match head {
        Some(head) => Ok(Reading { head, books, whole }),
        None => Err(Garbage { line: 1, problem: NO_HEAD.to_owned() }),
    }
}

const NO_HEAD: &str = "the first line does not say which run this is";

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"{"run":{"id":"1a2b3c4d","base":"http://h/v1","user":"AC1","started":"2026-01-02T03:04:05Z"}}
"#;
    const SERVICE: &str = "/Services/IS00000000000000000000000000000001";
    const DOCUMENT: &str = "/Services/IS00000000000000000000000000000001/Documents/ET00000000000000000000000000000002";

    fn open(lines: &str) -> (Vec<String>, Vec<String>) {
        let Reading { books, .. } = read(format!("{HEAD}{lines}").as_bytes()).unwrap();
        (books.addresses.iter().map(Address::path).collect(), books.intents)
    }

    #[test]
    fn what_is_there_is_what_was_created_and_is_not_gone() {
        let created = format!("{{\"created\":\"{SERVICE}\"}}\n{{\"created\":\"{DOCUMENT}\"}}\n");
        assert_eq!(open(&created), (vec![SERVICE.to_owned(), DOCUMENT.to_owned()], vec![]));
        assert_eq!(open(&format!("{created}{{\"gone\":\"{DOCUMENT}\"}}\n")), (vec![SERVICE.to_owned()], vec![]));
        assert_eq!(open(&format!("{created}{{\"gone\":\"{SERVICE}\"}}\n")), (vec![], vec![]), "with all in it");
    }

    #[test]
    fn an_intent_stays_open_until_it_is_settled() {
        let intent = "{\"intent\":\"syncproof 1a2b3c4d 3\"}\n";
        assert_eq!(open(intent).1, ["syncproof 1a2b3c4d 3"]);
        assert_eq!(open(&format!("{intent}{{\"settled\":\"syncproof 1a2b3c4d 3\"}}\n")).1, [""; 0]);
    }

    #[test]
    fn several_of_one_name_are_settled_one_by_one() {
        let (intent, settled) = ("{\"intent\":\"Orders\"}\n", "{\"settled\":\"Orders\"}\n");
        assert_eq!(open(&format!("{intent}{intent}{settled}")).1, ["Orders"]);
        assert_eq!(open(&format!("{intent}{intent}{settled}{settled}")).1, [""; 0]);
    }

    #[test]
    fn only_a_name_with_the_id_marks_a_run() {
        assert!(marks("syncproof 1a2b3c4d", "1a2b3c4d") && marks("syncproof 1a2b3c4d 3", "1a2b3c4d"));
        for name in ["", "Orders", "syncproof", "syncproof 1a2b3c4e", "syncproof 1a2b3c4d3", "1a2b3c4d"] {
            assert!(!marks(name, "1a2b3c4d"), "{name}");
        }
    }

    #[test]
    fn a_torn_last_line_is_passed_over() {
        for torn in ["{\"crea", "\u{e9}", &format!("{{\"created\":\"{SERVICE}\"")] {
            let text = format!("{HEAD}{torn}");
            let reading = read(text.as_bytes()).unwrap();
            assert_eq!((reading.books, reading.whole), (Books::default(), HEAD.len()), "{torn}");
        }
        assert_eq!(open(&format!("{{\"created\":\"{SERVICE}\"}}")).0, [SERVICE], "only the line break is missing");
    }

    #[test]
    fn anything_else_is_garbage_with_its_line() {
        let service = SERVICE.strip_prefix("/Services/").unwrap();
        for (line, problem) in [
            ("nonsense".to_owned(), "this is no line of a ledger"),
            (String::new(), "this is no line of a ledger"),
            ("{\"delete\":\"x\"}".to_owned(), "this is no line of a ledger"),
            ("{\"created\":\"/Services\"}".to_owned(), "this is not the path of a Service or of an object by its SID"),
            (
                "{\"created\":\"/Services/..\"}".to_owned(),
                "this is not the path of a Service or of an object by its SID",
            ),
            (
                format!("{{\"created\":\"/Services/{service}/Maps/ET00000000000000000000000000000002\"}}"),
                "this is not the path of a Service or of an object by its SID",
            ),
            (HEAD.trim_end().to_owned(), "a second run begins here"),
        ] {
            let found = read(format!("{HEAD}{line}\n{{\"gone\":\"/Services/x\"}}\n").as_bytes()).unwrap_err();
            assert_eq!(found, Garbage { line: 2, problem: problem.to_owned() }, "{line}");
        }
        for text in ["", "{\"run", "{\"intent\":\"x\"}\n"] {
            assert_eq!(read(text.as_bytes()).unwrap_err().line, 1, "{text}");
        }
    }
}
