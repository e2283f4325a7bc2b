//! The matrix of requirements and scenarios, in one profile.

use std::collections::BTreeMap;

use syncproof_api::Profile;

use crate::{
    register::{Exception, Level, Requirement},
    trace::{Scenario, Trace},
};

/// Every requirement of a profile with the scenarios that can prove it broken.
#[derive(Debug, Clone)]
pub struct Matrix<'a> {
    /// Name of the profile.
    pub profile: &'a str,
    /// By area, in alphabetical order.
    pub areas: Vec<Area<'a>>,
    /// What REST cannot show.
    pub exceptions: Vec<&'a Exception>,
    /// Requirements that are no part of the profile.
    pub outside: Vec<&'a Requirement>,
}

/// The requirements about one resource or theme.
#[derive(Debug, Clone)]
pub struct Area<'a> {
    /// The first word of their ids.
    pub name: &'a str,
    /// The requirements, in alphabetical order.
    pub rows: Vec<Row<'a>>,
}

/// One requirement.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Which.
    pub requirement: &'a Requirement,
    /// How strictly it is meant in the profile.
    pub level: Level,
    /// The scenarios that cite it and run in the profile.
    pub scenarios: Vec<&'a Scenario>,
}

/// Counts of a matrix or an area.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requirements of that level.
    pub must: usize,
    /// Requirements of that level.
    pub should: usize,
    /// Requirements of that level.
    pub may: usize,
    /// Citations: a scenario counts once for each requirement of it.
    pub citations: usize,
    /// Requirements without a scenario.
    pub gaps: usize,
}

impl<'a> Matrix<'a> {
    /// The matrix of a trace in a profile.
    pub fn of(trace: &'a Trace, profile: &'a Profile) -> Self {
        let mut areas: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
        let mut outside = Vec::new();
        for requirement in trace.register.requirements.values() {
            let Some(level) = requirement.level_in(profile) else {
                outside.push(requirement);
                continue;
            };
            let mut scenarios = trace.citing(requirement);
            scenarios.retain(|scenario| trace.applies(scenario, profile));
            areas.entry(area(&requirement.id)).or_default().push(Row { requirement, level, scenarios });
        }
        Self {
            profile: profile.name(),
            areas: areas.into_iter().map(|(name, rows)| Area { name, rows }).collect(),
            exceptions: trace.register.exceptions.values().collect(),
            outside,
        }
    }

    /// Every row.
    pub fn rows(&self) -> impl Iterator<Item = &Row<'a>> {
        self.areas.iter().flat_map(|area| &area.rows)
    }

    /// Counts over all areas.
    pub fn counts(&self) -> Counts {
        Counts::of(self.rows())
    }

    /// How many different scenarios there are.
    pub fn scenarios(&self) -> usize {
        let mut ids: Vec<&str> =
            self.rows().flat_map(|row| &row.scenarios).map(|scenario| scenario.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }
}

impl Area<'_> {
    /// Counts over its rows.
    pub fn counts(&self) -> Counts {
        Counts::of(self.rows.iter())
    }
}

impl<'a> Row<'a> {
    /// Whether nothing can prove the requirement broken.
    pub fn is_gap(&self) -> bool {
        self.scenarios.is_empty()
    }

    /// The scenarios with the rows of an outline taken together: the id, and how many rows there are (0 for a scenario that is none).
    pub fn outlines(&self) -> Vec<(&'a str, usize)> {
        let mut outlines: Vec<(&str, usize)> = Vec::new();
        for scenario in &self.scenarios {
            let is_row = usize::from(scenario.outline() != scenario.id);
            match outlines.last_mut() {
                Some((id, cases)) if *id == scenario.outline() && is_row == 1 => *cases += 1,
                _ => outlines.push((scenario.outline(), is_row)),
            }
        }
        outlines
    }
}

impl Counts {
    fn of<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Row<'b>>) -> Self {
        let mut counts = Self::default();
        for row in rows {
            *match row.level {
                Level::Must => &mut counts.must,
                Level::Should => &mut counts.should,
                Level::May => &mut counts.may,
            } += 1;
            counts.citations += row.scenarios.len();
            counts.gaps += usize::from(row.is_gap());
        }
        counts
    }

    /// Of every level.
    pub const fn requirements(&self) -> usize {
        self.must + self.should + self.may
    }
}

/// What a requirement is about.
fn area(id: &str) -> &str {
    id.split_once('.').map_or(id, |(area, _)| area)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::trace;

    #[test]
    fn a_requirement_is_beside_its_scenarios_in_its_area() {
        let (trace, profile) = (trace(), Profile::documented());
        let matrix = Matrix::of(&trace, &profile);
        assert_eq!(matrix.areas.iter().map(|area| area.name).collect::<Vec<_>>(), ["map", "ttl"]);
        let row = &matrix.areas[0].rows[0];
        assert_eq!((row.requirement.id.as_str(), row.level), ("map.create.name", Level::Must));
        assert_eq!(row.outlines(), [("map-name", 2), ("map-name-twice", 0)]);
        assert_eq!(matrix.scenarios(), 4);
        assert_eq!(matrix.exceptions[0].id, "map.events");
    }

    #[test]
    fn gaps_and_levels_are_counted() {
        let (trace, profile) = (trace(), Profile::documented());
        let matrix = Matrix::of(&trace, &profile);
        assert_eq!(matrix.areas[0].counts(), Counts { must: 1, should: 1, may: 0, citations: 3, gaps: 1 });
        assert_eq!(matrix.counts(), Counts { must: 1, should: 1, may: 1, citations: 4, gaps: 1 });
        assert!(matrix.areas[0].rows[1].is_gap());
    }

    #[test]
    fn what_is_no_part_of_the_profile_is_apart() {
        let (trace, profile) = (trace(), Profile::twilio());
        let matrix = Matrix::of(&trace, &profile);
        assert_eq!(matrix.areas.len(), 1);
        assert_eq!(matrix.outside.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["ttl.range"]);
    }

    #[test]
    fn scenarios_that_do_not_run_in_the_profile_close_no_gap() {
        let (mut trace, profile) = (trace(), Profile::twilio());
        for scenario in &mut trace.scenarios {
            scenario.requirements.push("ttl.range".to_owned());
        }
        let matrix = Matrix::of(&trace, &profile);
        assert_eq!(matrix.counts().gaps, 2);
    }
}
