//! Services.

use syncproof_api::{Condition, Request, Response, SidPrefix, Verb};
use syncproof_model::Choices as _;

use super::{
    DELETED, Naive,
    faults::Faults,
    pages,
    settings::Settings,
    show,
    world::{Place, Service},
};

impl Naive {
    pub(super) fn create_service(&mut self, request: &Request, now: i64) -> Result<Response, Condition> {
        let mut faults = Faults::default();
        let settings = Settings::new().with(&mut faults, request, &self.profile.limits);
        faults.verdict()?;
        self.births += 1;
        let (sid, born) = (self.sids.sid(SidPrefix::Service).to_string(), self.births);
        let account = request.account.to_string();
        let service = Service { sid, born, account, settings, created: now, updated: now, objects: Vec::new() };
        let answer = show::answer(201, show::service(request, &service));
        self.world.services.push(service);
        Ok(answer)
    }

    pub(super) fn list_services(&mut self, request: &Request) -> Result<Response, Condition> {
        let own = self.world.services.iter().filter(|service| service.account == request.account.as_str());
        let entries = own.map(|service| (Place::number(service.born), service));
        pages::page(request, &self.profile, &mut self.tokens, "/Services", entries, |service| {
            show::service(request, service)
        })
    }

    pub(super) fn one_service(
        &mut self,
        request: &Request,
        sid: &str,
        verb: Verb,
        now: i64,
    ) -> Result<Response, Condition> {
        let service = self.world.service(request, sid)?;
        match verb {
            Verb::Fetch => {}
            Verb::Update => {
                let mut faults = Faults::default();
                let settings = service.settings.with(&mut faults, request, &self.profile.limits);
                faults.verdict()?;
                service.settings = settings;
                if request.operation.parameters().iter().any(|parameter| request.param(*parameter).is_some()) {
                    service.updated = now;
                }
            }
            _ => {
                self.world.services.retain(|service| service.sid != sid);
                return Ok(DELETED);
            }
        }
        Ok(show::answer(200, show::service(request, service)))
    }
}
