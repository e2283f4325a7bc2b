//! The register of requirements: what the suite can prove, how strictly, and where it is written.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use serde::Deserialize;
use syncproof_api::{Profile, profile::bundled_names};

use crate::text::{LINE, printable};

/// The file of requirements, relative to `features/`.
const REQUIREMENTS: &str = "requirements.toml";
/// The file of exceptions, relative to `features/`.
const EXCEPTIONS: &str = "exceptions.toml";

/// How strictly a requirement is meant. The order is from strict to lenient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Pinned by the profile's sources.
    Must,
    /// Spoken of but not pinned, or plain HTTP sense.
    Should,
    /// Recorded, never failing.
    May,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::May => "may",
        })
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "must" => Ok(Self::Must),
            "should" => Ok(Self::Should),
            "may" => Ok(Self::May),
            _ => Err(format!("'{text}' is not a level; use must, should or may")),
        }
    }
}

/// Something that a target must, should or may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Dotted id, from general to specific.
    pub id: String,
    /// The bundled profiles it is part of, in the order of the file.
    pub profiles: Vec<String>,
    /// The level in each of `profiles`.
    pub levels: BTreeMap<String, Level>,
    /// Where it is written.
    pub source: String,
    /// What it says, in our own words.
    pub statement: String,
}

impl Requirement {
    /// How strictly it is meant in that profile; none when it is not part of it.
    pub fn level_in(&self, profile: &Profile) -> Option<Level> {
        let name = self.profiles.iter().find(|name| profile.is_a(name))?;
        self.levels.get(name).copied()
    }
}

/// What the documents say and REST cannot show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// Dotted id, in one namespace with the requirements.
    pub id: String,
    /// Where it is written.
    pub source: String,
    /// What it says, in our own words.
    pub statement: String,
    /// Why no scenario can show it.
    pub reason: String,
}

/// All requirements and exceptions, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// What the suite can prove.
    pub requirements: BTreeMap<String, Requirement>,
    /// What it cannot.
    pub exceptions: BTreeMap<String, Exception>,
}

/// Why the register cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Not TOML, or not the fields of the register.
    #[error("{file}: {source}")]
    Syntax {
        /// Which of the two files.
        file: &'static str,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// One entry is not right.
    #[error("{file}: '{}': {kind}", printable(.id, LINE))]
    Entry {
        /// Which of the two files.
        file: &'static str,
        /// The id of the entry.
        id: String,
        /// What is not right.
        kind: EntryError,
    },
    /// A register without requirements would make every run pass.
    #[error("requirements.toml: holds no requirement; add a [[requirement]]")]
    Empty,
}

/// What is not right with an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The id is not in its form.
    #[error(
        "is not an id; write lower-case words of letters, digits and '-', with dots between them, as in 'maps.create.unique-name'"
    )]
    MalformedId,
    /// The id is that of another entry.
    #[error("stands twice (requirements and exceptions share their ids); give one of them another id")]
    DuplicateId,
    /// A text that has to say something does not.
    #[error("its {0} is empty; state it")]
    Blank(&'static str),
    /// No profile.
    #[error("its profiles are empty; name at least one of {}", bundled_names())]
    NoProfile,
    /// A profile that is not bundled.
    #[error("profile '{}' is not bundled; use {}", printable(.0, LINE), bundled_names())]
    UnknownProfile(String),
    /// A profile that is named twice.
    #[error("names profile '{0}' twice; name it once")]
    DuplicateProfile(String),
    /// A table of levels that is not about the same profiles.
    #[error(
        "its levels are for {levels}, but its profiles are {profiles}; state a level for each profile, and for no other"
    )]
    Levels {
        /// The profiles of the table.
        levels: String,
        /// The profiles of the entry.
        profiles: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementsFile {
    #[serde(default)]
    requirement: Vec<FileRequirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExceptionsFile {
    #[serde(default)]
    exception: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileRequirement {
    id: String,
    level: FileLevel,
    profiles: Vec<String>,
    source: String,
    statement: String,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a level is must, should or may, or a table from profile to level")]
enum FileLevel {
    Same(Level),
    Each(BTreeMap<String, Level>),
}

impl Register {
    /// Reads the two files of the register from their text.
    pub fn parse(requirements_toml: &str, exceptions_toml: &str) -> Result<Self, RegisterError> {
        let (register, errors) = Self::read(requirements_toml, exceptions_toml);
        errors.into_iter().next().map_or(Ok(register), Err)
    }

    /// Reads what can be read of the two files, and says everything that is not right with them, not only the first.
    pub fn read(requirements_toml: &str, exceptions_toml: &str) -> (Self, Vec<RegisterError>) {
        let mut register = Self::default();
        let mut errors = Vec::new();
        match from_toml::<RequirementsFile>(REQUIREMENTS, requirements_toml) {
            Err(error) => errors.push(error),
            Ok(file) if file.requirement.is_empty() => errors.push(RegisterError::Empty),
            Ok(file) => {
                errors.extend(file.requirement.into_iter().filter_map(|entry| register.add_requirement(entry).err()));
            }
        }
        match from_toml::<ExceptionsFile>(EXCEPTIONS, exceptions_toml) {
            Err(error) => errors.push(error),
            Ok(file) => {
                errors.extend(file.exception.into_iter().filter_map(|entry| register.add_exception(entry).err()));
            }
        }
        (register, errors)
    }

    /// The requirement of that id.
    pub fn get(&self, id: &str) -> Option<&Requirement> {
        self.requirements.get(id)
    }

    /// How strictly what cites these requirements is meant in a profile; none if not all of them are part of it.
    pub fn level_of(&self, requirements: &[String], profile: &Profile) -> Option<Level> {
        let levels = requirements.iter().map(|id| self.get(id)?.level_in(profile));
        levels.collect::<Option<Vec<Level>>>()?.into_iter().max()
    }

    fn add_requirement(&mut self, entry: FileRequirement) -> Result<(), RegisterError> {
        let FileRequirement { id, level, profiles, source, statement } = entry;
        let levels = self
            .check(&id, &[("source", &source), ("statement", &statement)])
            .and_then(|()| levels_of(level, &profiles))
            .map_err(|kind| RegisterError::Entry { file: REQUIREMENTS, id: id.clone(), kind })?;
        self.requirements.insert(id.clone(), Requirement { id, profiles, levels, source, statement });
        Ok(())
    }

    fn add_exception(&mut self, entry: Exception) -> Result<(), RegisterError> {
        let texts = [("source", &entry.source), ("statement", &entry.statement), ("reason", &entry.reason)];
        self.check(&entry.id, &texts).map_err(|kind| RegisterError::Entry {
            file: EXCEPTIONS,
            id: entry.id.clone(),
            kind,
        })?;
        self.exceptions.insert(entry.id.clone(), entry);
        Ok(())
    }

    fn check(&self, id: &str, texts: &[(&'static str, &String)]) -> Result<(), EntryError> {
        if !is_id(id) {
            return Err(EntryError::MalformedId);
        }
        if self.requirements.contains_key(id) || self.exceptions.contains_key(id) {
            return Err(EntryError::DuplicateId);
        }
        match texts.iter().find(|(_, text)| text.trim().is_empty()) {
            Some((field, _)) => Err(EntryError::Blank(field)),
            None => Ok(()),
        }
    }
}

fn from_toml<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, RegisterError> {
    toml::from_str(text).map_err(|source| RegisterError::Syntax { file, source: Box::new(source) })
}

fn levels_of(level: FileLevel, profiles: &[String]) -> Result<BTreeMap<String, Level>, EntryError> {
    if profiles.is_empty() {
        return Err(EntryError::NoProfile);
    }
    let mut names = BTreeSet::new();
    for name in profiles {
        if Profile::bundled(name).is_none() {
            return Err(EntryError::UnknownProfile(name.clone()));
        }
        if !names.insert(name) {
            return Err(EntryError::DuplicateProfile(name.clone()));
        }
    }
    match level {
        FileLevel::Same(level) => Ok(profiles.iter().map(|name| (name.clone(), level)).collect()),
        FileLevel::Each(levels) if levels.keys().eq(names.iter().copied()) => Ok(levels),
        FileLevel::Each(levels) => {
            let list = |names: Vec<&str>| printable(&names.join(", "), LINE);
            Err(EntryError::Levels {
                levels: list(levels.keys().map(String::as_str).collect()),
                profiles: list(profiles.iter().map(String::as_str).collect()),
            })
        }
    }
}

/// At least two dotted words, each of lower-case letters and digits, with single hyphens inside.
fn is_id(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    id.contains('.') && id.split('.').all(|word| word.split('-').all(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"
        [[requirement]]
        id = "maps.create.unique-name"
        level = "must"
        profiles = ["documented", "twilio"]
        source = "docs/sync/maps"
        statement = "A unique name is taken once."
    "#;

    fn with(from: &str, to: &str) -> String {
        assert!(ONE.contains(from), "{from}");
        ONE.replace(from, to)
    }

    fn message(requirements: &str, exceptions: &str) -> String {
        Register::parse(requirements, exceptions).unwrap_err().to_string()
    }

    #[test]
    fn a_level_as_a_word_holds_in_every_profile() {
        let register = Register::parse(ONE, "").unwrap();
        let requirement = register.get("maps.create.unique-name").unwrap();
        assert_eq!(requirement.statement, "A unique name is taken once.");
        assert_eq!(requirement.level_in(&Profile::documented()), Some(Level::Must));
        assert_eq!(requirement.level_in(&Profile::twilio()), Some(Level::Must));
        assert_eq!(register.get("maps.create"), None);
    }

    #[test]
    fn a_level_may_differ_between_profiles() {
        let text = with(r#""must""#, r#"{ documented = "should", twilio = "must" }"#);
        let requirement = Register::parse(&text, "").unwrap().get("maps.create.unique-name").unwrap().clone();
        assert_eq!(requirement.level_in(&Profile::documented()), Some(Level::Should));
        assert_eq!(requirement.level_in(&Profile::twilio()), Some(Level::Must));
    }

    #[test]
    fn a_requirement_is_no_part_of_profiles_it_does_not_name() {
        let text = with(r#"["documented", "twilio"]"#, r#"["documented"]"#);
        let requirement = Register::parse(&text, "").unwrap().get("maps.create.unique-name").unwrap().clone();
        assert_eq!(requirement.level_in(&Profile::twilio()), None);
        let ours = Profile::parse("ours.toml", "name = 'ours'\nextends = 'documented'").unwrap();
        assert_eq!(requirement.level_in(&ours), Some(Level::Must));
    }

    #[test]
    fn exceptions_are_read_with_their_reason() {
        let text =
            "[[exception]]\nid = 'maps.events'\nsource = 's'\nstatement = 't'\nreason = 'only the SDK sees events'";
        let register = Register::parse(ONE, text).unwrap();
        assert_eq!(register.exceptions["maps.events"].reason, "only the SDK sees events");
    }

    #[test]
    fn an_id_stands_once_in_both_files_together() {
        let twice = "requirements.toml: 'maps.create.unique-name': stands twice";
        assert!(message(&format!("{ONE}{ONE}"), "").starts_with(twice));
        let exception = "[[exception]]\nid = 'maps.create.unique-name'\nsource = 's'\nstatement = 't'\nreason = 'r'";
        assert!(message(ONE, exception).starts_with("exceptions.toml: 'maps.create.unique-name': stands twice"));
        let exception = exception.replace("maps.create.unique-name", "maps.events");
        let twice = format!("{exception}\n{exception}");
        assert!(message(ONE, &twice).starts_with("exceptions.toml: 'maps.events': stands twice"));
    }

    #[test]
    fn ids_are_dotted_lower_case_words() {
        for id in ["maps.create", "http.error-body.4xx", "a.b-1.c"] {
            assert!(is_id(id), "{id}");
        }
        for id in [
            "",
            "maps",
            "Maps.create",
            "maps..create",
            ".maps",
            "maps.",
            "maps.-a",
            "maps.a-",
            "maps.a--b",
            "maps.a_b",
            "maps.é",
        ] {
            assert!(!is_id(id), "{id}");
        }
        assert!(
            message(&with("maps.create.unique-name", "maps create\\u001b"), "")
                .contains("'maps create\\u{1b}': is not an id")
        );
    }

    #[test]
    fn profiles_are_bundled_ones_named_once() {
        let profiles = r#"["documented", "twilio"]"#;
        assert!(
            message(&with(profiles, "[]"), "")
                .contains("its profiles are empty; name at least one of documented, twilio")
        );
        assert!(
            message(&with(profiles, "['twillio']"), "")
                .contains("profile 'twillio' is not bundled; use documented, twilio")
        );
        assert!(message(&with(profiles, "['twilio', 'twilio']"), "").contains("names profile 'twilio' twice"));
    }

    #[test]
    fn texts_say_something() {
        assert!(message(&with("docs/sync/maps", " "), "").contains("its source is empty"));
        assert!(message(&with("A unique name is taken once.", ""), "").contains("its statement is empty"));
        let exception = "[[exception]]\nid = 'a.b'\nsource = 's'\nstatement = 't'\nreason = ''";
        assert!(message(ONE, exception).contains("exceptions.toml: 'a.b': its reason is empty"));
    }

    #[test]
    fn a_reader_who_mends_is_told_everything_at_once() {
        let exceptions = "[[exception]]\nid = 'a.b'\nsource = 's'\nstatement = 't'\nreason = ' '\n[[exception]]\nid = 'A'\nsource = 's'\nstatement = 't'\nreason = 'r'";
        let (register, errors) = Register::read(&with("docs/sync/maps", ""), exceptions);
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), 3, "{texts:?}");
        assert_eq!(texts[0], "requirements.toml: 'maps.create.unique-name': its source is empty; state it");
        assert_eq!(texts[1], "exceptions.toml: 'a.b': its reason is empty; state it");
        assert!(texts[2].starts_with("exceptions.toml: 'A': is not an id; write"), "{texts:?}");
        assert_eq!(register, Register::default());
    }

    #[test]
    fn scenarios_are_as_lenient_as_their_most_lenient_requirement() {
        let other = with("unique-name", "data").replace(r#""must""#, r#""should""#);
        let register = Register::parse(&format!("{ONE}{other}"), "").unwrap();
        let cited = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let level = |ids: &[&str]| register.level_of(&cited(ids), &Profile::documented());
        assert_eq!(level(&["maps.create.unique-name"]), Some(Level::Must));
        assert_eq!(level(&["maps.create.unique-name", "maps.create.data"]), Some(Level::Should));
        assert_eq!(level(&["maps.create.unique-name", "maps.nothing"]), None);
        assert_eq!(level(&[]), None);
    }

    #[test]
    fn a_table_of_levels_is_about_exactly_the_profiles() {
        let table = |table: &str| message(&with(r#""must""#, table), "");
        assert!(
            table("{ twilio = 'must' }").contains("its levels are for twilio, but its profiles are documented, twilio")
        );
        assert!(
            table("{ twilio = 'must', documented = 'may', ours = 'may' }")
                .contains("for documented, ours, twilio, but")
        );
    }

    #[test]
    fn mistakes_of_form_are_named() {
        assert!(message(&with("source =", "sauce ="), "").contains("unknown field `sauce`"));
        assert!(message(&with(r#""must""#, "'most'"), "").contains("a level is must, should or may, or a table"));
        assert!(message(ONE, "exceptions = 1").starts_with("exceptions.toml: "));
        assert_eq!(message("", ""), "requirements.toml: holds no requirement; add a [[requirement]]");
    }

    #[test]
    fn levels_are_ordered_from_strict_to_lenient() {
        assert!(Level::Must < Level::Should && Level::Should < Level::May);
        assert_eq!("should".parse(), Ok(Level::Should));
        assert_eq!("shall".parse::<Level>(), Err("'shall' is not a level; use must, should or may".to_owned()));
    }
}
