//! What cucumber hands from step to step.

use syncproof_harness::verdict::Failure;

use crate::scene::{Scene, Table};

/// The state of one scenario. Empty until the runner has given it a Service to work in.
#[derive(Debug, Default, cucumber::World)]
pub(crate) struct World {
    scene: Option<Scene>,
    failure: Option<Failure>,
}

impl World {
    /// Gives the scenario its place.
    pub(crate) fn enter(&mut self, scene: Scene) {
        self.scene = Some(scene);
    }

    /// Notes why the scenario cannot begin.
    pub(crate) fn fail(&mut self, failure: Failure) {
        self.failure = Some(failure);
    }

    pub(crate) fn scene(&self) -> Option<&Scene> {
        self.scene.as_ref()
    }

    /// Why the scenario ended early.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Runs one step, and keeps its failure for the report: cucumber itself passes on nothing but text.
    pub(crate) async fn attempt(
        &mut self,
        step: impl AsyncFnOnce(&mut Scene) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let outcome = match &mut self.scene {
            Some(scene) => step(scene).await,
            None => Err(Failure::Mistake("the scenario has no Service to work in".to_owned())),
        };
        if let Err(failure) = &outcome {
            self.failure = Some(failure.clone());
        }
        outcome
    }
}

/// The table of a step.
pub(crate) fn table(step: &cucumber::gherkin::Step) -> Option<Table> {
    step.table.as_ref().map(|table| table.rows.clone())
}
