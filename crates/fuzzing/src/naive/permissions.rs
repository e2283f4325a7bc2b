//! Permissions.

use syncproof_api::{Address, Condition, Parameter as P, Request, Response, Verb};

use super::{
    DELETED, Naive, names, pages,
    settings::boolean,
    show,
    world::{Permission, Place},
};

impl Naive {
    pub(super) fn list_permissions(&mut self, request: &Request) -> Result<Response, Condition> {
        let (service, object) = self.world.object(request)?;
        let entries = object.permissions.iter().map(|permission| (Place::text(&permission.identity), permission));
        let collection = format!("permissions of {}", object.sid);
        pages::page(request, &self.profile, &mut self.tokens, &collection, entries, |permission| {
            show::permission(request, service, object, permission)
        })
    }

    pub(super) fn one_permission(&mut self, request: &Request, verb: Verb) -> Result<Response, Condition> {
        let Address::Child { id, .. } = &request.address else { return Err(Condition::RouteNotFound) };
        let (service, object) = self.world.object(request)?;
        let identity = names::identity(id, &self.profile.limits)?;
        let mut at = object.permissions.iter().position(|permission| permission.identity == identity);
        if verb == Verb::Update {
            let flag = |parameter| boolean(request.param(parameter).ok_or(Condition::InvalidParameter)?);
            let (read, write, manage) = (flag(P::Read)?, flag(P::Write)?, flag(P::Manage)?);
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
