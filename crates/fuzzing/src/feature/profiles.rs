//! Profiles that can be used, against their own text.

use std::collections::BTreeSet;

use syncproof_api::{Condition, Profile};
use toml::{Table, Value};

use super::scan::table;

/// A profile that is read says what its text says, and nothing that no server could answer.
pub(super) fn check(text: &str) -> Result<(), String> {
    let profile = match Profile::parse("it", text) {
        Ok(profile) => profile,
        Err(error) if error.to_string().trim().is_empty() => return Err("a refusal says nothing".to_owned()),
        Err(_) => return Ok(()),
    };
    if Profile::parse("it", text).ok().as_ref() != Some(&profile) {
        return Err("a profile is read twice, in two ways".to_owned());
    }
    for condition in Condition::ALL {
        let rule = profile.rule(*condition);
        if rule.status.is_empty() || !rule.status.iter().all(|status| (400..600).contains(status)) {
            return Err(format!("{condition} has a status that is no refusal: {rule}"));
        }
        if !rule.accepts(rule.sends_status, Some(rule.sends_code)) {
            return Err(format!("{condition} sends what is not accepted: {rule}"));
        }
    }
    let limits = &profile.limits;
    if [limits.page_size_default, limits.page_size_collections, limits.page_size_items].contains(&0) {
        return Err("pages of no entries would never end".to_owned());
    }
    as_stated(text, &profile)
}

/// What the text states of conditions is what was read.
fn as_stated(text: &str, profile: &Profile) -> Result<(), String> {
    let file: Table = text.parse().map_err(|_| "a profile is read that is no TOML".to_owned())?;
    for (name, rule) in table(&file, "conditions").into_iter().flatten() {
        let condition = Condition::ALL.iter().find(|condition| condition.name() == name);
        let condition = condition.ok_or_else(|| format!("'{name}' is no condition, and is passed over"))?;
        let stated = rule.get("status").and_then(Value::as_array).into_iter().flatten();
        let stated: BTreeSet<i64> = stated.filter_map(Value::as_integer).collect();
        if !profile.rule(*condition).status.iter().map(|status| i64::from(*status)).eq(stated) {
            return Err(format!("the statuses of {name} are not those stated"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "name = 'x'\nextends = 'documented'\n[conditions.key-taken]\nstatus = [409]\ncodes = [1]\nsends = { status = 409, code = 1 }\n";

    #[test]
    fn a_profile_that_is_not_as_stated_is_a_finding() {
        assert_eq!(check(OURS), Ok(()));
        let profile = Profile::parse("x", OURS).unwrap();
        assert_eq!(as_stated(OURS, &profile), Ok(()));
        assert!(as_stated(&OURS.replace("[409]", "[409, 410]"), &profile).is_err());
        assert!(as_stated(&OURS.replace("key-taken", "key-token"), &profile).is_err());
    }
}
