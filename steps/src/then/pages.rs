//! Pages and walks.

use cucumber::{gherkin::Step, then};
use syncproof_harness::verdict::Failure;

use crate::{
    params::ObjectRef,
    world::{World, table},
};

#[then(regex = r"^the page lists(?: (.+))?$")]
async fn page_lists(world: &mut World, what: String, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    let what = (!what.is_empty()).then_some(what);
    world.attempt(async |scene| scene.page_lists(what.as_deref(), table.as_ref()).await).await
}

#[then(expr = "the page does not list {object}")]
async fn page_does_not_list(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.page_does_not_list(&object).await).await
}

#[then(expr = "the page shows {object} in full")]
async fn page_shows(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.page_shows(&object).await).await
}

#[then(expr = "the page is empty")]
async fn page_is_empty(world: &mut World) -> Result<(), Failure> {
    world.attempt(async |scene| scene.page_has(0, 0).await).await
}

#[then(regex = r"^the page has (?:(\d+) (?:entry|entries)|at most (\d+) entries|(\d+) to (\d+) entries)$")]
async fn page_has(world: &mut World, exactly: String, most: String, from: String, to: String) -> Result<(), Failure> {
    let number = |text: &str| text.parse::<usize>().ok();
    let (least, most) = match (number(&exactly), number(&most), number(&from), number(&to)) {
        (Some(count), ..) => (count, count),
        // What is refused lists nothing.
        (_, Some(most), ..) => return world.attempt(async |scene| scene.page_has_at_most(most)).await,
        (_, _, Some(from), Some(to)) => (from, to),
        _ => (0, 0),
    };
    world.attempt(async |scene| scene.page_has(least, most).await).await
}

#[then(regex = r"^there is (a|no) (next|previous) page$")]
async fn neighbour(world: &mut World, article: String, which: String) -> Result<(), Failure> {
    world.attempt(async |scene| scene.has_neighbour(&which, article == "a").await).await
}

#[then(regex = r"^the walk lists(?: (.+))?$")]
async fn walk_lists(world: &mut World, what: String, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    let count = what.strip_suffix(" entries, none twice").and_then(|count| count.parse::<usize>().ok());
    let object = what.strip_suffix(" once").and_then(|object| object.parse::<ObjectRef>().ok());
    world
        .attempt(async |scene| match (count, &object) {
            (Some(count), _) => scene.walk_lists_count(count).await,
            (_, Some(object)) => scene.walk_lists_object(object, 1).await,
            _ => scene.walk_lists((!what.is_empty()).then_some(what.as_str()), table.as_ref()).await,
        })
        .await
}

#[then(expr = "the walk shows {object} in full")]
async fn walk_shows(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.walk_shows(&object).await).await
}

#[then(expr = "the walk does not list {object}")]
async fn walk_does_not_list(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world.attempt(async |scene| scene.walk_lists_object(&object, 0).await).await
}

#[then(regex = r"^every page of the walk but the last has (\d+) (?:entry|entries)$")]
async fn walk_pages_have(world: &mut World, size: usize) -> Result<(), Failure> {
    world.attempt(async |scene| scene.walk_pages_have(size).await).await
}

#[then(regex = r"^no page of the walk has more than (\d+) entries$")]
async fn walk_pages_have_at_most(world: &mut World, most: usize) -> Result<(), Failure> {
    world.attempt(async |scene| scene.walk_pages_have_at_most(most)).await
}
