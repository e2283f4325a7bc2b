//! Items of Maps.

use cucumber::{gherkin::Step, given};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{New, Outcome, ParentMap, Way},
    scene::{self, Scene, Table},
    world::{World, table},
};

#[given(regex = r#"^an item "([^"]*)"( in the other Map)?(?: with)?$"#)]
async fn an_item(world: &mut World, key: String, other: String, step: &Step) -> Result<(), Failure> {
    let mut rows = table(step).unwrap_or_default();
    world.attempt(async |scene| create(scene, parent(&other), &key, &mut rows).await).await
}

#[given(regex = r"^the items( in the other Map)?(?: (\S.*))?$")]
async fn named_items(world: &mut World, other: String, keys: String, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world
        .attempt(async |scene| {
            for key in scene::keys((!keys.is_empty()).then_some(keys.as_str()), table.as_ref())? {
                create(scene, parent(&other), &key, &mut Vec::new()).await?;
            }
            Ok(())
        })
        .await
}

#[given(regex = r"^(\d+) items$")]
async fn many_items(world: &mut World, count: usize) -> Result<(), Failure> {
    world
        .attempt(async |scene| {
            for number in 1..=count {
                create(scene, ParentMap::Own, &scene::numbered(number), &mut Vec::new()).await?;
            }
            Ok(())
        })
        .await
}

async fn create(scene: &mut Scene, parent: ParentMap, key: &str, rows: &mut Table) -> Result<(), Failure> {
    // Quoted, so that a key that looks like the notation of values stays what it is.
    let quoted = serde_json::Value::String(key.to_owned()).to_string();
    rows.insert(0, vec!["Key".to_owned(), quoted]);
    if rows.iter().all(|row| row.first().is_none_or(|name| name != "Data")) {
        rows.push(vec!["Data".to_owned(), "{}".to_owned()]);
    }
    scene.create(New::Item(parent), Way::PLAIN, Some(rows)).await?;
    scene.succeeded(Outcome::Created)
}

fn parent(other: &str) -> ParentMap {
    if other.is_empty() { ParentMap::Own } else { ParentMap::Other }
}
