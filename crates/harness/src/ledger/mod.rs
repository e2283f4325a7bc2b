//! What a run creates at a target that is not ours, on disk, so that it can be removed even if the run is killed.
//!
//! One file a run, of JSON lines: [`Head`] first; then an intent before a Service is created, which names it; then a line for each
//! thing that is there and for each that is gone. Every line is handed to the operating system at once, without waiting for the disk:
//! a ledger outlives the process, `kill -9` included, but not the machine. While a run (or a sweep) is at work, it holds an advisory
//! lock on its ledger. When all is gone, so is the file.
//!
//! [`Removal`] is how things are removed, whoever does it; [`Known`] is what was there before the run, which nobody removes.

mod known;
mod line;
mod removal;

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use syncproof_api::Address;
use tokio::sync::Notify;

use crate::lock::locked;

pub use known::{Known, Unlisted, services_named};
use line::{Books, Line};
pub use line::{Head, is_well_formed, lies_in, marks};
pub use removal::Removal;

/// What the name of a ledger ends with.
const EXTENSION: &str = "jsonl";

/// What is read of a file at most, in bytes. A run of the whole suite writes about one MiB.
const MOST_BYTES: u64 = 64 << 20;

/// Why a ledger is of no use.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// It cannot be created, read, written or removed.
    #[error("cannot {verb} the ledger {}: {source}", .path.display())]
    Io {
        /// What was to be done.
        verb: &'static str,
        /// File or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// It is larger than any ledger.
    #[error("the ledger {} is larger than {MOST_BYTES} bytes", .path.display())]
    TooLarge {
        /// File.
        path: PathBuf,
    },
    /// A line makes no sense.
    #[error("{}:{line}: {problem}; nothing that this ledger lists is touched", .path.display())]
    Garbage {
        /// File.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
}

/// The ledger of one run, open and locked. Its clones write to the same file.
#[derive(Debug, Clone)]
pub struct Ledger(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    head: Head,
    state: Mutex<State>,
    failed: Notify,
}

#[derive(Debug)]
struct State {
    file: File,
    books: Books,
    failure: Option<String>,
}

impl Ledger {
    /// Begins a ledger in a folder, which is made if need be. Only its owner can read it.
    pub fn create(folder: &Path, head: Head) -> Result<Self, LedgerError> {
        fs::create_dir_all(folder).map_err(at("make the folder of", folder))?;
        let path = folder.join(format!("{}.{EXTENSION}", head.id));
        // Written and locked under a name that no sweep looks at: so none sees a ledger that seems to be nobody's.
        let draft = folder.join(format!("{}.new", head.id));
        let mut file = create_new(&draft).map_err(at("create", &draft))?;
        let begun = begin(&mut file, &draft, &path, &head);
        if begun.is_err() {
            // It is empty, or nearly so: what cannot be removed does no harm.
            let _ = fs::remove_file(&draft);
        }
        begun.map_err(at("create", &path))?;
        Ok(Self::new(path, head, file, Books::default()))
    }

    /// Opens a ledger that somebody left; `None` if whoever works with it still holds it.
    pub fn reopen(path: &Path) -> Result<Option<Self>, LedgerError> {
        let mut file = OpenOptions::new().read(true).append(true).open(path).map_err(at("open", path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => return Err(at("lock", path)(source)),
        }
        let mut text = Vec::new();
        (&mut file).take(MOST_BYTES + 1).read_to_end(&mut text).map_err(at("read", path))?;
        if text.len() as u64 > MOST_BYTES {
            return Err(LedgerError::TooLarge { path: path.to_owned() });
        }
        let reading = line::read(&text).map_err(|line::Garbage { line, problem }| LedgerError::Garbage {
            path: path.to_owned(),
            line,
            problem,
        })?;
        file.set_len(reading.whole as u64).map_err(at("write", path))?;
        if text[..reading.whole].last() != Some(&b'\n') {
            file.write_all(b"\n").map_err(at("write", path))?;
        }
        Ok(Some(Self::new(path.to_owned(), reading.head, file, reading.books)))
    }

    fn new(path: PathBuf, head: Head, file: File, books: Books) -> Self {
        let state = Mutex::new(State { file, books, failure: None });
        Self(Arc::new(Inner { path, head, state, failed: Notify::new() }))
    }

    /// The ledgers in a folder, by name; none if there is no such folder.
    pub fn all(folder: &Path) -> Result<Vec<PathBuf>, LedgerError> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(at("look for", folder)(error)),
        };
        let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>();
        let mut paths = paths.map_err(at("look for", folder))?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == EXTENSION));
        paths.sort();
        Ok(paths)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Whose run it is.
    pub fn head(&self) -> &Head {
        &self.0.head
    }

    /// A Service of that name is about to be created; an empty name is none.
    pub fn intend(&self, name: &str) {
        self.write(&[Line::Intent(name.to_owned())]);
    }

    /// What was intended has come to this: a Service, or none.
    pub fn settle(&self, name: &str, created: Option<&Address>) {
        let created = created.map(|address| Line::Created(address.path()));
        // In one piece: the Service is noted before the intent is struck off.
        self.write(&created.into_iter().chain([Line::Settled(name.to_owned())]).collect::<Vec<_>>());
    }

    /// This is there. Anything but what [`is_well_formed`] is left out.
    pub fn created(&self, address: &Address) {
        self.write(&[Line::Created(address.path())]);
    }

    /// This is there no more, nor is anything in it.
    pub fn gone(&self, address: &Address) {
        self.write(&[Line::Gone(address.path())]);
    }

    /// What is there, in the order of its creation.
    pub fn addresses(&self) -> Vec<Address> {
        self.state().books.addresses.clone()
    }

    /// Names of Services that may be there: they were asked for, and what came of it was not seen.
    pub fn intents(&self) -> Vec<String> {
        self.state().books.intents.clone()
    }

    /// Whether all is gone.
    pub fn is_clear(&self) -> bool {
        let state = self.state();
        state.books.addresses.is_empty() && state.books.intents.is_empty()
    }

    /// Comes to its end, with the reason, when a line could not be written. From then on nothing more should be created.
    pub async fn failed(&self) -> String {
        loop {
            let notified = self.0.failed.notified();
            if let Some(failure) = self.state().failure.clone() {
                return failure;
            }
            notified.await;
        }
    }

    /// Removes the file if all is gone. Gives whether it is.
    pub fn close(&self) -> Result<bool, LedgerError> {
        if !self.is_clear() {
            return Ok(false);
        }
        match fs::remove_file(self.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at("remove", self.path())(error)),
            _ => Ok(true),
        }
    }

    fn write(&self, lines: &[Line]) {
        let mut state = self.state();
        let mut text = String::new();
        for line in lines {
            if state.books.take(line.clone()).is_ok() {
                text += &line.text();
            }
        }
        let whole = state.file.metadata().map(|metadata| metadata.len());
        if let Err(error) = state.file.write_all(text.as_bytes()) {
            // Half a line in the midst would make what follows unreadable. If it cannot be taken back, the error is told all the same.
            let _ = whole.and_then(|whole| state.file.set_len(whole));
            let failure = at("write", self.path())(error).to_string();
            state.failure.get_or_insert(failure);
            self.0.failed.notify_one();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing here panics half-way through a change.
        locked(&self.0.state)
    }
}

fn at(verb: &'static str, path: &Path) -> impl Fn(io::Error) -> LedgerError {
    move |source| LedgerError::Io { verb, path: path.to_owned(), source }
}

fn create_new(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Locks a new ledger, writes its first line and gives it its name.
fn begin(file: &mut File, draft: &Path, path: &Path, head: &Head) -> io::Result<()> {
    file.try_lock().map_err(io::Error::from)?;
    file.write_all(Line::Run(head.clone()).text().as_bytes())?;
    if path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(draft, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> Head {
        Head {
            id: "1a2b3c4d".to_owned(),
            base: "http://h/v1".to_owned(),
            user: "AC1".to_owned(),
            started: "2026-01-02T03:04:05Z".to_owned(),
        }
    }

    fn service(number: u8) -> Address {
        Address::Service { service: format!("IS000000000000000000000000000000{number:02}") }
    }

    #[test]
    fn every_line_is_in_the_file_as_soon_as_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(&folder.path().join("a/b"), head()).unwrap();
        ledger.intend("syncproof 1a2b3c4d 1");
        ledger.settle("syncproof 1a2b3c4d 1", Some(&service(1)));
        ledger.created(&service(2));
        ledger.gone(&service(2));
        let text = fs::read_to_string(folder.path().join("a/b/1a2b3c4d.jsonl")).unwrap();
        let expected = r#"{"run":{"id":"1a2b3c4d","base":"http://h/v1","user":"AC1","started":"2026-01-02T03:04:05Z"}}
{"intent":"syncproof 1a2b3c4d 1"}
{"created":"/Services/IS00000000000000000000000000000001"}
{"settled":"syncproof 1a2b3c4d 1"}
{"created":"/Services/IS00000000000000000000000000000002"}
{"gone":"/Services/IS00000000000000000000000000000002"}
"#;
        assert_eq!(text, expected);
        assert_eq!((ledger.addresses(), ledger.intents()), (vec![service(1)], vec![]));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(folder.path(), head()).unwrap();
        assert_eq!(fs::metadata(ledger.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_ledger_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        drop(Ledger::create(folder.path(), head()).unwrap());
        let error = Ledger::create(folder.path(), head()).unwrap_err().to_string();
        assert!(error.starts_with("cannot create the ledger "), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nor is anything else left");
    }

    #[test]
    fn while_somebody_works_with_it_nobody_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(folder.path(), head()).unwrap();
        ledger.created(&service(1));
        let path = ledger.path().to_owned();
        assert!(Ledger::reopen(&path).unwrap().is_none());
        drop(ledger);
        let again = Ledger::reopen(&path).unwrap().unwrap();
        assert_eq!((again.head(), again.addresses()), (&head(), vec![service(1)]));
    }

    #[test]
    fn what_is_written_after_a_torn_line_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = Ledger::create(folder.path(), head()).unwrap().path().to_owned();
        for torn in ["{\"crea", "{\"created\":\"/Services/IS00000000000000000000000000000001\"}"] {
            OpenOptions::new().append(true).open(&path).unwrap().write_all(torn.as_bytes()).unwrap();
            Ledger::reopen(&path).unwrap().unwrap().created(&service(2));
        }
        assert_eq!(Ledger::reopen(&path).unwrap().unwrap().addresses(), [service(2), service(1)]);
    }

    #[test]
    fn garbage_is_named_by_file_and_line_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = Ledger::create(folder.path(), head()).unwrap().path().to_owned();
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"x\n{\"cr").unwrap();
        let before = fs::read(&path).unwrap();
        let error = Ledger::reopen(&path).unwrap_err().to_string();
        assert!(error.contains("1a2b3c4d.jsonl:2: this is no line of a ledger"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn the_file_goes_when_all_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(folder.path(), head()).unwrap();
        ledger.intend("x");
        assert!(!ledger.close().unwrap());
        ledger.settle("x", Some(&service(1)));
        assert!(!ledger.close().unwrap());
        ledger.gone(&service(1));
        assert!(ledger.close().unwrap());
        assert_eq!(Ledger::all(folder.path()).unwrap(), [""; 0].map(PathBuf::from));
    }

    #[test]
    fn what_is_not_well_formed_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(folder.path(), head()).unwrap();
        ledger.created(&Address::Service { service: "..".to_owned() });
        assert!(ledger.is_clear());
        assert_eq!(fs::read_to_string(ledger.path()).unwrap().lines().count(), 1);
    }

    #[test]
    fn other_files_and_missing_folders_are_no_ledgers() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("notes.txt"), "x").unwrap();
        assert!(Ledger::all(folder.path()).unwrap().is_empty());
        assert!(Ledger::all(&folder.path().join("nosuch")).unwrap().is_empty());
    }
}
