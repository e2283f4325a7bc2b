//! Permissions.

use cucumber::{gherkin::Step, given};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{ObjectRef, Outcome, Way},
    scene::Table,
    world::{World, table},
};

/// Without a table, the permission is to read and to write, not to manage.
#[given(regex = r#"^(the permission "[^"]*" of .+?)(?: with)?$"#)]
async fn a_permission(world: &mut World, object: ObjectRef, step: &Step) -> Result<(), Failure> {
    let row = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
    let usual = || -> Table { vec![row("Read", "true"), row("Write", "true"), row("Manage", "false")] };
    let table = table(step).unwrap_or_else(usual);
    world
        .attempt(async |scene| {
            scene.update(&object, Way::PLAIN, Some(&table)).await?;
            scene.succeeded(Outcome::Updated)
        })
        .await
}
