//! What a run goes without, and what becomes of the scenarios that need it.

use std::collections::{BTreeMap, BTreeSet};

use syncproof_api::{Capability, Profile};

use crate::verdict::{Finding, Verdict};

/// The statuses of a create, in a Service that is there, that mean that a target lacks the resource. A 500 is for scenarios to report.
pub const MISSING: [u16; 3] = [404, 405, 501];

/// What a run goes without: what the command line leaves out, what the profile says that implementations lack, and what a target that
/// ought to have it does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacks {
    /// Left out on the command line.
    without: BTreeSet<Capability>,
    /// Declared by the profile: there, or not.
    declared: BTreeMap<Capability, bool>,
    /// Missing although demanded, each with the request that told.
    missing: BTreeMap<Capability, Missing>,
}

/// How a capability was found missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What was seen of the target, as a sentence without its full stop.
    pub told: String,
}

impl Lacks {
    /// What the command line leaves out, and what the profile says.
    pub fn new(without: BTreeSet<Capability>, profile: &Profile) -> Self {
        let declared = |capability: &Capability| Some((*capability, profile.declares(*capability)?));
        Self { without, declared: Capability::ALL.iter().filter_map(declared).collect(), missing: BTreeMap::new() }
    }

    /// Whether a target has to have it.
    pub fn demands(&self, capability: Capability) -> bool {
        !self.without.contains(&capability) && self.declared.get(&capability) != Some(&false)
    }

    /// Why it is not demanded, as a sentence without its full stop; `None` if it is.
    pub fn excuse(&self, capability: Capability) -> Option<String> {
        match self.verdict(&BTreeSet::from([capability]))? {
            Verdict::Disabled(reason) | Verdict::Unsupported(reason) => Some(reason),
            _ => None,
        }
    }

    /// Notes what the target lacks. What is not demanded is no news.
    pub fn note(&mut self, missing: impl IntoIterator<Item = (Capability, Missing)>) {
        for (capability, how) in missing {
            if self.demands(capability) {
                self.missing.insert(capability, how);
            }
        }
    }

    /// What becomes of a scenario that needs these; `None` if it can run. What somebody has decided counts before what was found.
    pub fn verdict(&self, needs: &BTreeSet<Capability>) -> Option<Verdict> {
        let first = |is: &dyn Fn(&Capability) -> bool| needs.iter().copied().find(is);
        if let Some(capability) = first(&|c| self.without.contains(c)) {
            return Some(Verdict::Disabled(format!("--without {capability}")));
        }
        if let Some(capability) = first(&|c| self.declared.get(c) == Some(&false)) {
            return Some(Verdict::Unsupported(format!(
                "the profile says that the target has no {}",
                capability.what()
            )));
        }
        let capability = first(&|c| self.missing.contains_key(c))?;
        Some(Verdict::Blocked(format!("the target has no {}", capability.what())))
    }

    /// One finding for each capability that is missing.
    pub fn findings(&self) -> Vec<Finding> {
        self.missing.iter().map(|(capability, how)| self.finding(*capability, how)).collect()
    }

    /// What there is to say of a capability that is missing.
    pub fn finding(&self, capability: Capability, how: &Missing) -> Finding {
        let (what, told) = (capability.what(), &how.told);
        let what = if self.declared.get(&capability) == Some(&true) {
            format!("{what} are declared by the profile, but the target has none: {told}")
        } else {
            format!("the target has no {what}: {told}")
        };
        let advice = if self.declared.get(&capability) == Some(&true) {
            format!(
                "make them work, or say {capability} = false in the profile's [capabilities]; --without {capability} leaves their scenarios out"
            )
        } else {
            format!(
                "--without {capability} leaves their scenarios out; if the implementation is to have none, say {capability} = false in the [capabilities] of a profile"
            )
        };
        Finding { what, advice }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacks(without: &[Capability], capabilities: &str) -> Lacks {
        let text = format!("name = 'ours'\nextends = 'documented'\n[capabilities]\n{capabilities}");
        Lacks::new(without.iter().copied().collect(), &Profile::parse("ours.toml", &text).unwrap())
    }

    fn missing() -> (Capability, Missing) {
        (Capability::Streams, Missing { told: "POST /Services/IS1/Streams is answered 404".to_owned() })
    }

    fn verdict(lacks: &Lacks, needs: &[Capability]) -> String {
        format!("{:?}", lacks.verdict(&needs.iter().copied().collect()))
    }

    #[test]
    fn each_reason_has_a_verdict_of_its_own() {
        let mut lacks = lacks(&[Capability::Maps], "lists = false");
        lacks.note([missing()]);
        assert_eq!(verdict(&lacks, &[Capability::Documents, Capability::Ttl]), "None");
        assert_eq!(verdict(&lacks, &[Capability::Maps]), "Some(Disabled(\"--without maps\"))");
        assert_eq!(
            verdict(&lacks, &[Capability::Lists]),
            "Some(Unsupported(\"the profile says that the target has no Lists and List Items\"))"
        );
        assert_eq!(
            verdict(&lacks, &[Capability::Documents, Capability::Streams]),
            "Some(Blocked(\"the target has no Streams and Stream Messages\"))"
        );
    }

    #[test]
    fn what_somebody_decided_counts_before_what_was_found() {
        let mut lacks = lacks(&[Capability::Maps], "lists = false");
        lacks.note([missing()]);
        assert!(verdict(&lacks, &[Capability::Lists, Capability::Maps, Capability::Streams]).contains("Disabled"));
        assert!(verdict(&lacks, &[Capability::Lists, Capability::Streams]).contains("Unsupported"));
    }

    #[test]
    fn what_is_not_demanded_is_never_missing() {
        for mut lacks in [lacks(&[Capability::Streams], ""), lacks(&[], "streams = false")] {
            assert!(!lacks.demands(Capability::Streams));
            lacks.note([missing()]);
            assert_eq!(lacks.findings(), []);
        }
    }

    #[test]
    fn a_finding_says_what_told_and_what_to_do() {
        let mut demanded = lacks(&[], "");
        demanded.note([missing()]);
        let [finding] = &demanded.findings()[..] else { panic!("one finding") };
        assert_eq!(
            finding.what,
            "the target has no Streams and Stream Messages: POST /Services/IS1/Streams is answered 404"
        );
        assert!(finding.advice.starts_with("--without streams leaves"), "{}", finding.advice);
        assert!(finding.advice.contains("streams = false"), "{}", finding.advice);
        let mut declared = lacks(&[], "streams = true");
        declared.note([missing()]);
        assert_eq!(
            declared.findings()[0].what,
            "Streams and Stream Messages are declared by the profile, but the target has none: POST /Services/IS1/Streams is answered 404"
        );
    }
}
