//! The features and the register, read, expanded and checked.

mod needs;
mod trace;

use std::collections::{BTreeMap, BTreeSet};

use cucumber::gherkin::{Feature, GherkinEnv, Scenario};
use include_dir::{Dir, include_dir};
use syncproof_api::{Capability, Profile};
use syncproof_harness::{
    register::{Register, RegisterError},
    source,
    trace::{Broken, Trace},
    verdict::ScenarioInfo,
};

use crate::{
    lint::{self, Finding},
    outline,
};

/// The folder `features/`, embedded so that the binary is all a user needs.
static FEATURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../features");

/// Everything the suite can check.
#[derive(Debug, Clone)]
pub struct Suite {
    /// The requirements and exceptions.
    pub register: Register,
    /// What the tags in its sources stand for.
    sources: source::Sources,
    /// Features with their outlines expanded.
    features: Vec<Feature>,
    entries: BTreeMap<String, Entry>,
}

/// A scenario of the suite, before a profile says how strictly it is meant.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Area: the folder of the feature.
    pub area: String,
    /// Feature file, relative to `features/`.
    pub file: String,
    /// Line of the scenario.
    pub line: usize,
    /// Ids of its requirements.
    pub requirements: Vec<String>,
    /// All tags, without `@`.
    pub tags: Vec<String>,
    /// Whether it needs a Service in which nobody else creates anything.
    pub own_service: bool,
    /// What a target has to have for it.
    pub needs: BTreeSet<Capability>,
    /// Position in the suite.
    order: usize,
}

/// Why the suite cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// The register is faulty.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// A feature is faulty.
    #[error("the features are faulty:\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Features(Vec<Finding>),
}

/// The sources of a suite, as texts.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Path relative to `features/`, and text, of each feature.
    pub features: Vec<(String, String)>,
    /// `requirements.toml`
    pub requirements: String,
    /// `exceptions.toml`
    pub exceptions: String,
    /// `README.md`, whose table explains the sources
    pub readme: String,
}

/// Something that is not right with a suite.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// With the register.
    #[error("features/{0}")]
    Register(RegisterError),
    /// With a feature.
    #[error("{0}")]
    Feature(Finding),
    /// With how they fit.
    #[error("features/{0}")]
    Broken(Broken),
}

impl Sources {
    /// What is embedded.
    pub fn embedded() -> Self {
        let text =
            |path: &str| FEATURES.get_file(path).and_then(|file| file.contents_utf8()).unwrap_or_default().to_owned();
        let mut features = Vec::new();
        collect(&FEATURES, &mut features);
        features.sort();
        Self {
            features,
            requirements: text("requirements.toml"),
            exceptions: text("exceptions.toml"),
            readme: text("README.md"),
        }
    }
}

fn collect(dir: &Dir<'_>, features: &mut Vec<(String, String)>) {
    for file in dir.files().filter(|file| file.path().extension().is_some_and(|e| e == "feature")) {
        let path = file.path().to_string_lossy().replace('\\', "/");
        features.push((path, file.contents_utf8().unwrap_or_default().to_owned()));
    }
    for dir in dir.dirs() {
        collect(dir, features);
    }
}

impl Suite {
    /// The suite that is built in.
    pub fn embedded() -> Result<Self, SuiteError> {
        Self::read(&Sources::embedded())
    }

    /// Reads a suite and refuses it if the linter finds anything.
    pub fn read(sources: &Sources) -> Result<Self, SuiteError> {
        let register = Register::parse(&sources.requirements, &sources.exceptions)?;
        let (suite, findings) = Self::assemble(sources, register);
        if findings.is_empty() { Ok(suite) } else { Err(SuiteError::Features(findings)) }
    }

    /// Everything that is not right with a suite in these profiles, all at once: what keeps it from being read, and what only shows when
    /// requirements, sources and scenarios are held together.
    pub fn check(sources: &Sources, profiles: &[Profile]) -> Vec<Problem> {
        let (register, errors) = Register::read(&sources.requirements, &sources.exceptions);
        let (suite, findings) = Self::assemble(sources, register);
        let broken = suite.trace().check(profiles).into_iter().map(Problem::Broken);
        let found = errors.into_iter().map(Problem::Register).chain(findings.into_iter().map(Problem::Feature));
        found.chain(broken).collect()
    }

    fn assemble(sources: &Sources, register: Register) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut features = Vec::new();
        for (path, text) in &sources.features {
            match parse(path, text) {
                Ok(feature) => features.push(feature),
                Err(finding) => findings.push(finding),
            }
        }
        findings.extend(lint::check(&features, &register));
        let mut entries = BTreeMap::new();
        for feature in &features {
            for scenario in &feature.scenarios {
                let entry = Entry::new(feature, scenario, entries.len());
                entries.insert(entry.id.clone(), entry);
            }
        }
        (Self { register, sources: source::Sources::parse(&sources.readme), features, entries }, findings)
    }

    /// Requirements, sources and scenarios together, for whoever follows one to the other.
    pub fn trace(&self) -> Trace {
        let scenarios = self.features.iter().flat_map(trace::scenarios).collect();
        Trace { register: self.register.clone(), sources: self.sources.clone(), scenarios }
    }

    /// The scenarios in the order of the features.
    pub fn entries(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.values().collect();
        entries.sort_by_key(|entry| entry.order);
        entries
    }

    /// The scenario with that id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The scenarios that apply in a profile, with the level they have there.
    pub fn applicable(&self, profile: &Profile) -> Vec<ScenarioInfo> {
        self.entries().into_iter().filter_map(|entry| self.info(entry, profile)).collect()
    }

    /// A scenario in a profile; `None` if not all of its requirements apply there.
    fn info(&self, entry: &Entry, profile: &Profile) -> Option<ScenarioInfo> {
        let level = self.register.level_of(&entry.requirements, profile)?;
        Some(ScenarioInfo {
            id: entry.id.clone(),
            title: entry.title.clone(),
            area: entry.area.clone(),
            file: entry.file.clone(),
            line: entry.line,
            requirements: entry.requirements.clone(),
            needs: entry.needs.clone(),
            level,
        })
    }

    /// The features with only the scenarios that are `selected`.
    pub(crate) fn features(&self, selected: impl Fn(&str) -> bool) -> Vec<Feature> {
        let chosen = self.features.iter().cloned().map(|mut feature| {
            feature.scenarios.retain(|scenario| selected(id(scenario)));
            feature
        });
        chosen.filter(|feature| !feature.scenarios.is_empty()).collect()
    }
}

impl Entry {
    fn new(feature: &Feature, scenario: &Scenario, order: usize) -> Self {
        let file = file(feature);
        let area = file.split_once('/').map_or("", |(area, _)| area).to_owned();
        Self {
            id: id(scenario).to_owned(),
            title: scenario.name.clone(),
            area,
            file,
            line: scenario.position.line,
            requirements: requirements(scenario),
            tags: feature.tags.iter().chain(&scenario.tags).cloned().collect(),
            own_service: scenario.tags.iter().any(|tag| tag == "own-service"),
            needs: needs::needs(feature, scenario),
            order,
        }
    }
}

/// The id of a scenario; empty if it has none, which the linter refuses.
pub(crate) fn id(scenario: &Scenario) -> &str {
    scenario.tags.iter().find_map(|tag| tag.strip_prefix("id:")).unwrap_or_default()
}

/// The ids of the requirements that a scenario cites.
fn requirements(scenario: &Scenario) -> Vec<String> {
    scenario.tags.iter().filter_map(|tag| tag.strip_prefix("req:")).map(str::to_owned).collect()
}

/// The file of a feature, relative to `features/`.
pub(crate) fn file(feature: &Feature) -> String {
    feature.path.as_ref().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
}

fn parse(path: &str, text: &str) -> Result<Feature, Finding> {
    let finding = |line, problem: String| Finding { file: path.to_owned(), line, problem };
    let mut feature = Feature::parse(text, GherkinEnv::default()).map_err(|error| {
        // The position is private to the error; its text begins "Error at LINE:".
        let message = error.to_string();
        let line = message.split([' ', ':']).find_map(|word| word.parse().ok()).unwrap_or(1);
        // At the end of a text it may be that of a line which would come next.
        let line = line.clamp(1, text.lines().count().max(1));
        let there = text.lines().nth(line - 1).unwrap_or_default().trim();
        finding(line, format!("this is no Gherkin: '{there}'"))
    })?;
    feature.path = Some(path.into());
    outline::expand(feature).map_err(|error| finding(error.line, error.problem))
}
