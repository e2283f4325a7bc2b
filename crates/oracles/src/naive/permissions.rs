//! Permissions.

use syncproof_api::{Address, Condition, Parameter as P, Request, Response, Verb};

use super::{
    DELETED, Naive,
    faults::Faults,
    names, pages,
    settings::boolean,
    show,
    world::{Permission, Place},
};

impl Naive {
    pub(super) fn list_permissions(&mut self, request: &Request) -> Result<Response, Condition> {
        let (service, object) = self.world.object(request)?;
        let entries = object.permissions.iter().map(|permission| (Place::text(&permission.identity), permission));
        let path = format!("/Services/{service}/{}/{}/Permissions", object.kind.segment(), object.sid);
        pages::page(request, &self.profile, &mut self.tokens, &path, entries, |permission| {
            show::permission(request, service, object, permission)
        })
    }

    pub(super) fn one_permission(&mut self, request: &Request, verb: Verb) -> Result<Response, Condition> {
        let Address::Child { id, .. } = &request.address else { return Err(Condition::RouteNotFound) };
        let (service, object) = self.world.object(request)?;
        let identity = names::identity(id, &self.profile.limits)?;
        let mut at = object.permissions.iter().position(|permission| permission.identity == identity);
        if verb == Verb::Update {
            let mut faults = Faults::default();
            // A flag that is not there is as one that says neither.
            let mut flag = |parameter| boolean(&mut faults, request.param(parameter).unwrap_or_default());
            let (read, write, manage) = (flag(P::Read), flag(P::Write), flag(P::Manage));
            faults.verdict()?;
            let permission = Permission { identity: identity.to_owned(), read, write, manage };
            object.permissions.retain(|permission| permission.identity != identity);
            object.permissions.push(permission);
            at = Some(object.permissions.len() - 1);
        }
        let at = at.ok_or(Condition::PermissionNotFound)?;
        if verb == Verb::Delete {
            object.permissions.remove(at);
            return Ok(DELETED);
        }
        let shown = show::permission(request, service, object, &object.permissions[at]);
        Ok(show::answer(200, shown))
    }
}
