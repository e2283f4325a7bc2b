//! Requests at the same time.

use cucumber::{gherkin::Step, when};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{New, ObjectRef},
    world::{World, table},
};

#[when(regex = r"^(\d+) clients race to create (.+?)(?: with)?$")]
async fn race_to_create(world: &mut World, clients: usize, new: New, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.race_to_create(clients, &new, table.as_ref()).await).await
}

#[when(regex = r"^(\d+) clients race to (update|delete) (.+?)(?: with)?$")]
async fn race_to_write(
    world: &mut World,
    clients: usize,
    verb: String,
    object: ObjectRef,
    step: &Step,
) -> Result<(), Failure> {
    let table = table(step);
    let method = if verb == "update" { "POST" } else { "DELETE" };
    world.attempt(async |scene| scene.race_to_write(clients, method, &object, table.as_ref()).await).await
}

#[when(regex = r"^(\d+) clients each set (.+?) with$")]
async fn set_by_all(world: &mut World, clients: usize, object: ObjectRef, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.set_by_all(clients, &object, table.as_ref()).await).await
}

#[when(regex = r#"^(\d+) clients each add (\d+) times to "([^"]+)" of (.+)$"#)]
async fn add_by_all(
    world: &mut World,
    clients: usize,
    times: usize,
    field: String,
    object: ObjectRef,
) -> Result<(), Failure> {
    world.attempt(async |scene| scene.add_by_all(clients, times, &field, &object).await).await
}

#[when(regex = r"^one client writes (.+) (\d+) times while (\d+) others read it$")]
async fn write_and_read(world: &mut World, object: ObjectRef, times: usize, readers: usize) -> Result<(), Failure> {
    world.attempt(async |scene| scene.write_and_read(&object, times, readers).await).await
}
