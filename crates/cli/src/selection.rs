//! From flags to scenarios.

use std::{path::Path, sync::Arc};

use cucumber::{gherkin::tagexpr::TagOperation, tag::Ext as _};
use syncproof_api::{Profile, profile::bundled_names};
use syncproof_harness::{select::Selection, verdict::ScenarioInfo};
use syncproof_steps::Suite;

use crate::{args::Choice, failure::Failure};

/// The scenarios that were chosen, and how many the profile leaves out.
pub(crate) struct Chosen {
    pub(crate) scenarios: Vec<ScenarioInfo>,
    pub(crate) outside_profile: usize,
}

/// The embedded suite. That it is sound is tested; if not, it is our fault.
pub(crate) fn suite() -> Result<Suite, Failure> {
    Suite::embedded().map_err(Failure::internal)
}

/// A bundled profile by name, or one in a file.
pub(crate) fn profile(name: &str) -> Result<Arc<Profile>, Failure> {
    if let Some(profile) = Profile::bundled(name) {
        return Ok(Arc::new(profile));
    }
    if !Path::new(name).exists() {
        let message = format!("'{name}' is neither a bundled profile ({}) nor a file", bundled_names());
        return Err(Failure::usage(message));
    }
    let text = std::fs::read_to_string(name).map_err(|e| Failure::usage(format!("cannot read profile {name}: {e}")))?;
    Profile::parse(name, &text).map(Arc::new).map_err(Failure::usage)
}

/// Chooses scenarios. Choosing none is an error, and so is a pattern that matches nothing.
pub(crate) fn choose(suite: &Suite, profile: &Profile, choice: &Choice) -> Result<Chosen, Failure> {
    let tags = match &choice.tags {
        None => None,
        Some(text) => Some(text.parse::<TagOperation>().map_err(|e| {
            Failure::usage(format!(
                "--tags '{text}': at column {} is no tag expression; write it like '@waits and not @own-service'",
                e.location.column
            ))
        })?),
    };
    let applicable = suite.applicable(profile);
    // Of a hand-picked selection nobody expects the whole suite.
    let outside_profile = if choice.is_everything() { suite.entries().len() - applicable.len() } else { 0 };
    let selection = Selection { only: choice.only.clone(), skip: choice.skip.clone() };
    let unmatched = selection.unmatched(&applicable);
    let mut scenarios = applicable;
    scenarios.retain(|info| selection.selects(info));
    scenarios.retain(|info| {
        let Some(entry) = suite.entry(&info.id) else { return false };
        tags.as_ref().is_none_or(|tags| tags.eval(&entry.tags))
    });
    if !unmatched.is_empty() {
        let lines = unmatched.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n       ");
        return Err(if scenarios.is_empty() { Failure::nothing(lines) } else { Failure::usage(lines) });
    }
    if scenarios.is_empty() {
        return Err(Failure::nothing("no scenario is selected; `syncproof list` shows what there is"));
    }
    Ok(Chosen { scenarios, outside_profile })
}
