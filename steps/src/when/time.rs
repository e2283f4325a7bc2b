//! Letting time pass.

use std::time::Duration;

use cucumber::when;
use syncproof_harness::verdict::Failure;

use crate::world::World;

#[when(regex = r"^(\d+) seconds? pass(?:es)?$")]
async fn pass(world: &mut World, seconds: u64) -> Result<(), Failure> {
    world
        .attempt(async |scene| {
            scene.pass(Duration::from_secs(seconds)).await;
            Ok(())
        })
        .await
}
