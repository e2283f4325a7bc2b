//! Create, fetch, update, delete.

use cucumber::{gherkin::Step, when};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{New, ObjectRef, Way},
    world::{World, table},
};

#[when(expr = "I create {new}{way}")]
async fn create(world: &mut World, new: New, way: Way, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.create(new, way, table.as_ref()).await).await
}

#[when(expr = "I fetch {object}{way}")]
async fn fetch(world: &mut World, object: ObjectRef, way: Way) -> Result<(), Failure> {
    world.attempt(async |scene| scene.fetch(&object, way).await).await
}

#[when(expr = "I update {object}{way}")]
async fn update(world: &mut World, object: ObjectRef, way: Way, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.update(&object, way, table.as_ref()).await).await
}

#[when(expr = "I delete {object}{way}")]
async fn delete(world: &mut World, object: ObjectRef, way: Way, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.delete(&object, way, table.as_ref()).await).await
}
