//! Items of Maps and Lists.

use cucumber::{gherkin::Step, given};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{New, Outcome, Parent, Way},
    scene::{self, Scene, Table},
    world::{World, table},
};

#[given(regex = r#"^an item "([^"]*)"( in the other Map)?(?: with)?$"#)]
async fn an_item(world: &mut World, key: String, other: String, step: &Step) -> Result<(), Failure> {
    let rows = table(step).unwrap_or_default();
    world.attempt(async |scene| create(scene, What::Item(parent(&other)), &key, rows).await).await
}

#[given(regex = r#"^a list item "([^"]*)"( in the other List)?(?: with)?$"#)]
async fn a_list_item(world: &mut World, name: String, other: String, step: &Step) -> Result<(), Failure> {
    let rows = table(step).unwrap_or_default();
    world.attempt(async |scene| create(scene, What::ListItem(parent(&other)), &name, rows).await).await
}

#[given(regex = r"^the items( in the other Map)?(?: (\S.*))?$")]
async fn named_items(world: &mut World, other: String, keys: String, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    let keys = scene::keys((!keys.is_empty()).then_some(keys.as_str()), table.as_ref());
    world.attempt(async |scene| create_all(scene, What::Item(parent(&other)), keys?).await).await
}

#[given(regex = r"^the list items( in the other List)? (\S.*)$")]
async fn named_list_items(world: &mut World, other: String, names: String) -> Result<(), Failure> {
    let names = scene::keys(Some(&names), None);
    world.attempt(async |scene| create_all(scene, What::ListItem(parent(&other)), names?).await).await
}

#[given(regex = r"^(\d+) (list )?items$")]
async fn many_items(world: &mut World, count: usize, list: String) -> Result<(), Failure> {
    let what = if list.is_empty() { What::Item(Parent::Own) } else { What::ListItem(Parent::Own) };
    let keys = (1..=count).map(scene::numbered).collect();
    world.attempt(async |scene| create_all(scene, what, keys).await).await
}

#[derive(Clone, Copy)]
enum What {
    Item(Parent),
    ListItem(Parent),
}

async fn create_all(scene: &mut Scene, what: What, names: Vec<String>) -> Result<(), Failure> {
    for name in names {
        create(scene, what, &name, Vec::new()).await?;
    }
    Ok(())
}

/// Creates an item; without Data in the table, a Map Item holds `{}` and a List Item its name in the scenario, `{"name": …}`.
async fn create(scene: &mut Scene, what: What, name: &str, mut rows: Table) -> Result<(), Failure> {
    // Quoted, so that a key that looks like the notation of values stays what it is.
    let quoted = serde_json::Value::String(name.to_owned()).to_string();
    let (new, data) = match what {
        What::Item(parent) => {
            rows.insert(0, vec!["Key".to_owned(), quoted]);
            (New::Item(parent), "{}".to_owned())
        }
        What::ListItem(parent) => (New::ListItem(name.to_owned(), parent), format!("{{\"name\":{quoted}}}")),
    };
    if rows.iter().all(|row| row.first().is_none_or(|name| name != "Data")) {
        rows.push(vec!["Data".to_owned(), data]);
    }
    scene.create(new, Way::PLAIN, Some(&rows)).await?;
    scene.succeeded(Outcome::Created)
}

fn parent(other: &str) -> Parent {
    if other.is_empty() { Parent::Own } else { Parent::Other }
}
