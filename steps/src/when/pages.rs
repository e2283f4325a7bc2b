//! Listing, walking, following links.

use cucumber::{gherkin::Step, when};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{Collection, Way},
    world::{World, table},
};

#[when(expr = "I list {collection}{way}")]
async fn list(world: &mut World, collection: Collection, way: Way, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.list(collection, way, table.as_ref()).await).await
}

#[when(expr = "I list {collection} with the query {string}")]
async fn list_raw(world: &mut World, collection: Collection, query: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.list_raw(collection, Way::PLAIN, query).await).await
}

#[when(expr = "I walk {collection}{way}")]
async fn walk(world: &mut World, collection: Collection, way: Way, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world.attempt(async |scene| scene.walk(collection, way, table.as_ref()).await).await
}

#[when(expr = "I walk on")]
async fn walk_on(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.walk_on().await).await
}

#[when(regex = r"^I follow the (next|previous|first) page$")]
async fn follow_page(world: &mut World, which: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.follow_page(&which).await).await
}

#[when(expr = "I follow the link {string}")]
async fn follow_link(world: &mut World, name: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.follow_link(&name).await).await
}

#[when(expr = "I fetch its own URL")]
async fn follow_own_url(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.follow_own_url().await).await
}
