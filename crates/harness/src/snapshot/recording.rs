//! A folder of accepted pictures of one target: `<folder>/<what>.snap`, in the form of insta, so that `cargo insta review` shows what is
//! pending (`.snap.new`).
//!
//! Each file holds the request, the target's answer, and what was not as in the reference's: with it one can tell later which of the two
//! has moved.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{Entry, Shot, against_recording};
use crate::text::{LINE, printable};

/// The line between the answer and how it differs from the reference's.
const DIFFERENCES: &str = "--- not as the reference";

/// Most differences that are kept of one exchange.
const MOST_DIFFERENCES: usize = 100;

/// What stands between the lines that insta reads, apart from the request.
const SOURCE: &str = "source: syncproof snapshot";

/// Largest file that is read, in bytes; a picture has a few thousand.
const MOST: u64 = 4 << 20;

/// A folder of accepted pictures.
#[derive(Debug, Clone)]
pub struct Recording {
    folder: PathBuf,
}

/// What was accepted of one exchange.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The request, as [`Entry::request`] wrote it then.
    pub request: String,
    /// What the target answered.
    pub target: Shot,
    /// How that was not as the reference, a line each.
    pub differences: Vec<String>,
}

/// Why a recording cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    /// The file or folder.
    #[error("cannot {doing} {}: {source}", path.display())]
    File {
        /// What was tried.
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is no picture.
    #[error("{} is no accepted snapshot: {problem}; remove it, and record it anew with --accept", path.display())]
    Garbage {
        /// Where.
        path: PathBuf,
        /// What is wrong.
        problem: &'static str,
    },
}

impl Recording {
    /// The one in this folder, which need not exist.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// What was accepted of an exchange, if anything was.
    pub fn read(&self, entry: &Entry) -> Result<Option<Recorded>, RecordingError> {
        let path = self.path(entry, "snap");
        let wrap = |source| RecordingError::File { doing: "read", path: path.clone(), source };
        let size = match fs::metadata(&path) {
            Ok(found) => found.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrap(error)),
        };
        let garbage = |problem| RecordingError::Garbage { path: path.clone(), problem };
        if size > MOST {
            return Err(garbage("it is larger than any"));
        }
        let text = fs::read_to_string(&path).map_err(wrap)?;
        Recorded::parse(&text).map(Some).map_err(garbage)
    }

    /// Makes this pending, for somebody to review.
    pub fn write_pending(&self, entry: &Entry, recorded: &Recorded) -> Result<(), RecordingError> {
        let path = self.path(entry, "snap.new");
        let wrap = |source| RecordingError::File { doing: "write", path: path.clone(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(wrap)?;
        }
        fs::write(&path, recorded.text()).map_err(wrap)
    }

    /// Nothing is pending of this exchange any more. Gives whether anything was.
    pub fn drop_pending(&self, entry: &Entry) -> Result<bool, RecordingError> {
        let path = self.path(entry, "snap.new");
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(RecordingError::File { doing: "remove", path, source }),
        }
    }

    /// The accepted pictures of exchanges that are none of these, by name.
    pub fn unknown(&self, entries: &[Entry]) -> Result<Vec<String>, RecordingError> {
        let mut unknown = Vec::new();
        for folder in list(&self.folder)? {
            if !folder.is_dir() {
                continue;
            }
            for file in list(&folder)? {
                let of = file.strip_prefix(&self.folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
                if let Some(name) =
                    of.strip_suffix(".snap").filter(|name| !entries.iter().any(|entry| entry.name == *name))
                {
                    unknown.push(name.to_owned());
                }
            }
        }
        unknown.sort();
        Ok(unknown)
    }

    /// The name is that of an entry, of plain letters: it stays in the folder.
    fn path(&self, entry: &Entry, extension: &str) -> PathBuf {
        self.folder.join(format!("{}.{extension}", entry.name))
    }
}

/// What is in a folder; nothing if there is none.
fn list(folder: &Path) -> Result<Vec<PathBuf>, RecordingError> {
    let wrap = |source| RecordingError::File { doing: "list", path: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(wrap(error)),
    };
    entries.map(|entry| entry.map(|entry| entry.path()).map_err(wrap)).collect()
}

impl Recorded {
    /// The target's answer, and how it is not as the reference's.
    pub fn of(entry: &Entry, target: &Shot, reference: &Shot) -> Self {
        Self { request: entry.request(), target: target.clone(), differences: lines(reference, target) }
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        let mut text = format!("---\n{SOURCE}\n---\n{}\n\n{}\n", self.request, self.target.text());
        if !self.differences.is_empty() {
            text.extend(["\n", DIFFERENCES, "\n", &self.differences.join("\n"), "\n"]);
        }
        text
    }

    fn parse(text: &str) -> Result<Self, &'static str> {
        // Editors and version control may have their own line ends.
        let text = text.replace("\r\n", "\n");
        let rest = text.strip_prefix("---\n").ok_or("it does not begin with ---")?;
        let (_, content) = rest.split_once("\n---\n").ok_or("its head has no end")?;
        let (request, answer) = content.trim_start_matches('\n').split_once("\n\n").ok_or("it has no answer")?;
        let (target, differences) = answer.split_once(&format!("\n{DIFFERENCES}\n")).unwrap_or((answer, ""));
        let target = Shot::parse(target.trim_end()).ok_or("its answer cannot be read")?;
        let differences = differences.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(Self { request: request.to_owned(), target, differences })
    }
}

/// How an answer is not as the reference's, a line each. Nothing in them acts.
pub(super) fn lines(reference: &Shot, target: &Shot) -> Vec<String> {
    let all = against_recording(reference, target);
    let lines = all.iter().take(MOST_DIFFERENCES).map(|difference| printable(&difference.to_string(), LINE));
    let more = all.len().saturating_sub(MOST_DIFFERENCES);
    lines.chain((more > 0).then(|| format!("… ({more} more)"))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::snapshot::{Body, Walk};

    fn shot(status: u16) -> Shot {
        Shot { status, headers: BTreeMap::new(), body: Body::Json(json!({"a": "--- not as the reference"})) }
    }

    fn recorded(target: u16, reference: u16) -> Recorded {
        let differences = lines(&shot(reference), &shot(target));
        Recorded { request: "GET /x\n  A: b".to_owned(), target: shot(target), differences }
    }

    #[test]
    fn what_is_not_as_the_reference_is_written_where_there_is_something() {
        let same = recorded(200, 200).text();
        assert!(!same.contains("\n--- not as the reference"), "{same}");
        assert_eq!(
            recorded(200, 201).text(),
            "---\nsource: syncproof snapshot\n---\nGET /x\n  A: b\n\n200\n\n{\n  \"a\": \"--- not as the reference\"\n}\n\
             \n--- not as the reference\nHTTP status: 200 instead of 201\n"
        );
    }

    #[test]
    fn what_was_written_is_read_back_as_reviewers_tools_leave_it() {
        let empty = Recorded { target: Shot { body: Body::Nothing, ..shot(204) }, ..recorded(200, 201) };
        for written in [recorded(200, 200), recorded(200, 404), empty] {
            let text = written.text();
            let more = text.replacen("---\n", "---\nexpression: x\n", 1);
            for text in [text.clone(), text.trim_end().to_owned(), text.replace('\n', "\r\n"), more] {
                assert_eq!(Recorded::parse(&text).as_ref(), Ok(&written), "{text}");
            }
        }
        for garbage in ["", "200", "---\n", "---\nsource: x\n---\nGET /x", "---\nsource: x\n---\nGET /x\n\nnonsense"] {
            assert!(Recorded::parse(garbage).is_err(), "{garbage}");
        }
    }

    #[test]
    fn differences_are_bounded_and_none_of_them_acts() {
        let of = |fields: usize| {
            let object: serde_json::Map<_, _> = (0..fields).map(|n| (format!("f{n}\u{202e}"), json!(n))).collect();
            Shot { body: Body::Json(object.into()), ..shot(200) }
        };
        let lines = lines(&of(0), &of(150));
        assert_eq!((lines.len(), lines[100].as_str()), (101, "… (50 more)"));
        assert_eq!(lines[0], "f0\\u{202e}: extra: 0");
    }

    #[test]
    fn a_folder_holds_what_is_accepted_pending_and_unknown() {
        let folder = tempfile::tempdir().unwrap();
        let recording = Recording::at(&folder.path().join("sub"));
        let walk = Walk::standard();
        let entry = &walk.entries[0];
        assert_eq!(recording.read(entry).unwrap(), None);
        assert_eq!(recording.unknown(&walk.entries).unwrap(), Vec::<String>::new());
        assert!(!recording.drop_pending(entry).unwrap());
        recording.write_pending(entry, &recorded(200, 200)).unwrap();
        let pending = folder.path().join("sub/services/create.snap.new");
        assert_eq!(recording.read(entry).unwrap(), None);
        fs::rename(&pending, folder.path().join("sub/services/create.snap")).unwrap();
        assert_eq!(recording.read(entry).unwrap(), Some(recorded(200, 200)));
        fs::write(folder.path().join("sub/services/gone.snap"), "x").unwrap();
        assert_eq!(recording.unknown(&walk.entries).unwrap(), ["services/gone"]);
        fs::write(folder.path().join("sub/services/create.snap"), "x").unwrap();
        let error = recording.read(entry).unwrap_err().to_string();
        assert!(error.contains("create.snap is no accepted snapshot: it does not begin with ---"), "{error}");
    }
}
