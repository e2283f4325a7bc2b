//! The short form: whether whole resources are missing, at the price of a few requests.

use std::collections::{BTreeMap, BTreeSet};

use syncproof_api::{Address, Capability, ChildKind, ObjectKind};
use tokio::task::JoinSet;

use super::lacks::{MISSING, Missing};
use crate::{
    client::Trouble,
    exchange::Answer,
    session::{Body, Call, call_target},
    target::Target,
};

/// What is missing, and what told.
pub type Survey = BTreeMap<Capability, Missing>;

/// Creates one object of each kind that is `wanted`, and lists its Permissions if those are: at most five requests. Gives what is
/// missing. `note` is told of each object as soon as its creation is answered, for the caller to remove, and says whether it can be that.
///
/// # Errors
///
/// The first request that came to no answer.
pub async fn survey(
    target: &Target,
    service: &str,
    wanted: &BTreeSet<Capability>,
    note: impl Fn(&Address) -> bool,
) -> Result<Survey, Trouble> {
    let mut missing = BTreeMap::new();
    let mut creations = JoinSet::new();
    for kind in ObjectKind::ALL.into_iter().filter(|kind| wanted.contains(&Capability::from(*kind))) {
        let call = creation(service, kind);
        let target = target.clone();
        creations.spawn(async move { (kind, call_target(&target, call).await) });
    }
    let mut answers = BTreeMap::new();
    let mut objects = Vec::new();
    let mut trouble = None;
    while let Some(done) = creations.join_next().await {
        // A task that panicked has told nothing.
        let Ok((kind, answer)) = done else { continue };
        match answer {
            Ok(exchange) => {
                let object = sid_of_created(&exchange.answer);
                let object = object.map(|object| Address::Object { service: service.to_owned(), kind, object });
                objects.extend(object.filter(&note));
                answers.insert(kind, exchange.answer.status);
            }
            Err(error) => trouble = Some(error),
        }
    }
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    for (kind, status) in answers {
        let request = format!("POST {}", Address::Objects { service: service.to_owned(), kind }.path());
        missing.extend(missing_by(&request, status).map(|how| (Capability::from(kind), how)));
    }
    if wanted.contains(&Capability::Permissions)
        && let Some(address) = objects.iter().find_map(permissions)
    {
        let status = call_target(target, Call::to("GET", &address)).await?.answer.status;
        let request = format!("GET {}", address.path());
        missing.extend(missing_by(&request, status).map(|how| (Capability::Permissions, how)));
    }
    Ok(missing)
}

/// The call that creates an object with nothing said of it but what is needed.
pub(super) fn creation(service: &str, kind: ObjectKind) -> Call {
    let address = Address::Objects { service: service.to_owned(), kind };
    Call { body: Body::Form(Vec::new()), ..Call::to("POST", &address) }
}

/// The SID of what was created, if anything was.
pub(super) fn sid_of_created(answer: &Answer) -> Option<String> {
    answer.sid().filter(|_| answer.status == 201).map(str::to_owned)
}

/// Where the Permissions of an object are, if its kind has any.
pub(super) fn permissions(object: &Address) -> Option<Address> {
    let Address::Object { service, kind, object } = object else { return None };
    let (service, object, child) = (service.clone(), object.clone(), ChildKind::Permission);
    kind.children().contains(&child).then_some(Address::Children { service, kind: *kind, object, child })
}

/// That something is missing, if the status says so.
pub(super) fn missing_by(request: &str, status: u16) -> Option<Missing> {
    MISSING.contains(&status).then(|| Missing { told: format!("{request} is answered {status}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_statuses_say_that_a_resource_is_missing() {
        let missing = (100..600).filter(|status| missing_by("GET /", *status).is_some());
        assert_eq!(missing.collect::<Vec<_>>(), [404, 405, 501]);
    }

    #[test]
    fn streams_have_no_permissions() {
        let of = |kind| permissions(&Address::Object { service: "IS1".into(), kind, object: "x".into() });
        assert_eq!(of(ObjectKind::Map).map(|a| a.path()).as_deref(), Some("/Services/IS1/Maps/x/Permissions"));
        assert_eq!(of(ObjectKind::Stream), None);
    }
}
