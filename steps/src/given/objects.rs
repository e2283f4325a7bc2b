//! Services, Documents, Lists, Maps and Streams.

use cucumber::{gherkin::Step, given};
use syncproof_harness::verdict::Failure;

use crate::{
    params::{self, New, ObjectRef, Outcome, Way},
    world::{World, table},
};

#[given(regex = r"^(a|another) (Document|List|Map|Stream|Service)(?: with)?$")]
async fn an_object(world: &mut World, article: String, kind: String, step: &Step) -> Result<(), Failure> {
    let new = format!("{article} {kind}").parse().map_err(Failure::Mistake)?;
    let table = table(step);
    world
        .attempt(async |scene| {
            scene.create(new, Way::PLAIN, table.as_ref()).await?;
            scene.succeeded(Outcome::Created)
        })
        .await
}

#[given(regex = r"^(\d+) (Document|List|Map|Stream)s$")]
async fn many_objects(world: &mut World, count: usize, kind: String) -> Result<(), Failure> {
    let new = New::Object { kind: params::kind(&kind).map_err(Failure::Mistake)?, other: false };
    world
        .attempt(async |scene| {
            for number in 1..=count {
                let named = vec![vec!["UniqueName".to_owned(), format!("n{number:04}")]];
                scene.create(new.clone(), Way::PLAIN, Some(&named)).await?;
                scene.succeeded(Outcome::Created)?;
            }
            Ok(())
        })
        .await
}

#[given(expr = "{object} was updated with")]
async fn was_updated(world: &mut World, object: ObjectRef, step: &Step) -> Result<(), Failure> {
    let table = table(step);
    world
        .attempt(async |scene| {
            scene.update(&object, Way::PLAIN, table.as_ref()).await?;
            scene.succeeded(Outcome::Updated)
        })
        .await
}

#[given(expr = "{object} was deleted")]
async fn was_deleted(world: &mut World, object: ObjectRef) -> Result<(), Failure> {
    world
        .attempt(async |scene| {
            scene.delete(&object, Way::PLAIN, None).await?;
            scene.succeeded(Outcome::Deleted)
        })
        .await
}
