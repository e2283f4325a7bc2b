//! What came of requests at the same time.

use cucumber::then;
use syncproof_harness::verdict::Failure;

use crate::{
    params::{Conditions, ObjectRef, Outcome},
    world::World,
};

#[then(expr = "exactly one of them is {outcome}")]
async fn one_succeeded(world: &mut World, outcome: Outcome) -> Result<(), Failure> {
    world.attempt(async |scene| scene.one_succeeded(outcome)).await
}

#[then(expr = "all of them are {outcome}")]
async fn all_succeeded(world: &mut World, outcome: Outcome) -> Result<(), Failure> {
    world.attempt(async |scene| scene.all_succeeded(&[outcome])).await
}

#[then(expr = "each of them is {outcome} or {outcome}")]
async fn each_succeeded(world: &mut World, one: Outcome, other: Outcome) -> Result<(), Failure> {
    world.attempt(async |scene| scene.all_succeeded(&[one, other])).await
}

#[then(expr = "the others are refused as {conditions}")]
async fn others_refused(world: &mut World, conditions: Conditions) -> Result<(), Failure> {
    world.attempt(async |scene| scene.others_refused(&conditions.0)).await
}

#[then(expr = "their {string} are all different")]
async fn all_different(world: &mut World, field: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.all_different(&field)).await
}

#[then(expr = "{object} is as the winner left it")]
async fn is_the_winners(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.is_as_the_winner_left_it(&object).await).await
}

#[then(expr = "{object} holds what one of them wrote")]
async fn holds_what_one_wrote(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.holds_what_one_wrote(&object).await).await
}

#[then(expr = "each of them finds what it wrote, once")]
async fn each_finds_what_it_wrote(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.each_finds_what_it_wrote().await).await
}

#[then(expr = "no reader saw what was not written")]
async fn only_what_was_written(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.saw_only_what_was_written()).await
}

#[then(expr = "no reader saw an older value after a newer one")]
async fn never_back(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.never_went_back()).await
}
