//! Permissions.

use cucumber::{gherkin::Step, given};
use syncproof_api::ChildKind;
use syncproof_harness::verdict::Failure;

use crate::{
    params::{self, Label, ObjectRef, Outcome, Way},
    scene::{Scene, Table},
    world::{World, table},
};

/// Without a table, the permission is to read and to write, not to manage.
#[given(regex = r#"^(the permission (?:\d+ × )?"[^"]*" of the (?:other )?(?:Document|List|Map))(?: with)?$"#)]
async fn a_permission(world: &mut World, object: ObjectRef, step: &Step) -> Result<(), Failure> {
    let table = table(step).unwrap_or_else(usual);
    world.attempt(async |scene| grant(scene, &object, &table).await).await
}

#[given(regex = r"^(\d+) permissions of the (Document|List|Map)$")]
async fn many_permissions(world: &mut World, count: usize, kind: String) -> Result<(), Failure> {
    let (kind, table) = (params::kind(&kind).map_err(Failure::Mistake)?, usual());
    world
        .attempt(async |scene| {
            for number in 1..=count {
                let (child, id) = (ChildKind::Permission, format!("p{number:04}"));
                let object = ObjectRef::Known(Label::Child { kind, other: false, child, id });
                grant(scene, &object, &table).await?;
            }
            Ok(())
        })
        .await
}

/// To read and to write, not to manage.
fn usual() -> Table {
    let row = |name: &str, value: &str| vec![name.to_owned(), value.to_owned()];
    vec![row("Read", "true"), row("Write", "true"), row("Manage", "false")]
}

async fn grant(scene: &mut Scene, object: &ObjectRef, table: &Table) -> Result<(), Failure> {
    scene.update(object, Way::PLAIN, Some(table)).await?;
    scene.succeeded(Outcome::Updated)
}
