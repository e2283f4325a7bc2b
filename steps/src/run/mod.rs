//! Running scenarios: each in a Service of its own or with names of its own, and a report of every one of them.

mod cleanup;
mod lodging;

use std::{
    any::Any,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
    sync::Arc,
    time::{Duration, Instant},
};

use cucumber::{
    Cucumber, Event, World as _, Writer, cli,
    event::{self, Hook, Step as StepEvent, StepError},
    gherkin::{Feature, Scenario, Step},
    parser,
};
use futures::{FutureExt as _, stream};
use syncproof_api::{Address, Capability, Profile};
use syncproof_harness::{
    doctor::{self, Lacks},
    exchange::{Exchange, for_reports},
    ledger::Removal,
    manners::Flakes,
    target::Target,
    verdict::{Deviation, FailedStep, Failure, LeftBehind, ScenarioInfo, ScenarioReport, Verdict},
};

pub use cleanup::clean_up;
use cleanup::{clear, leave};
use lodging::create_service;
pub use lodging::{Lodging, RunError, lodge, new_run_id};

use crate::{
    account::{Account, Created},
    scene::{Home, Scene},
    suite::{self, Suite},
    world::World,
};

/// What all scenarios of a run share.
#[derive(Debug)]
pub struct Context {
    /// The target.
    pub target: Arc<Target>,
    /// What is right.
    pub profile: Arc<Profile>,
    /// Where scenarios work.
    pub lodging: Lodging,
    /// Marks what this run creates.
    pub run_id: String,
    /// Scenarios that run at the same time.
    pub jobs: usize,
    /// What the run goes without.
    pub lacks: Lacks,
    /// What the run has created.
    pub account: Account,
    /// How it is removed.
    pub removal: Removal,
    /// Whether requests may be sent at the same moment on purpose, as the scenarios tagged `@race` do.
    pub races: bool,
}

/// What has happened so far. Shared with the caller so that an interrupted run can still be reported and cleaned up.
#[derive(Debug, Default)]
pub struct Progress {
    /// Scenarios that are over, in the order they ended.
    pub reports: Vec<ScenarioReport>,
    /// What could not be removed.
    pub left_behind: Vec<LeftBehind>,
    /// How many scenarios have begun.
    entered: usize,
    /// What scenarios have created and not yet removed.
    lodgers: BTreeMap<String, Created>,
    /// How many requests scenarios have sent.
    requests: BTreeMap<String, usize>,
    /// The target as each scenario that is under way talks to it.
    talks: BTreeMap<String, Arc<Target>>,
    /// Who is shown the exchanges of each scenario as it ends.
    watcher: Watcher,
}

/// Takes in the exchanges of a scenario.
type Watch = dyn FnMut(&[Exchange]);

/// Who is shown exchanges, if anybody.
#[derive(Default)]
struct Watcher(Option<Box<Watch>>);

impl std::fmt::Debug for Watcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Watcher({})", self.0.is_some())
    }
}

impl Progress {
    /// Nothing has happened yet; `watch` will be shown the exchanges of each scenario as it ends.
    pub fn watched(watch: impl FnMut(&[Exchange]) + 'static) -> Self {
        Self { watcher: Watcher(Some(Box::new(watch))), ..Self::default() }
    }

    /// What did not go well at once in scenarios that were cut off.
    pub fn flakes_cut_off(&self) -> Flakes {
        let mut flakes = Flakes::default();
        for target in self.talks.values() {
            flakes.add(&target.conversation.flakes());
        }
        flakes
    }
}

/// [`Progress`] as it is shared.
pub type Shared = Rc<RefCell<Progress>>;

/// What the target lacks of what these scenarios need, by one create for each kind of object. Where scenarios do not share a Service,
/// nothing is tried. A request that comes to no answer tells nothing: the scenarios will report it.
pub async fn survey(context: &Context, progress: &Shared, selected: &[ScenarioInfo]) -> doctor::Survey {
    let Lodging::Shared { service, .. } = &context.lodging else { return doctor::Survey::default() };
    let needed: BTreeSet<Capability> = selected.iter().flat_map(|info| info.needs.iter().copied()).collect();
    let wanted = needed.into_iter().filter(|capability| context.lacks.demands(*capability)).collect();
    let created = Created::new(&context.account);
    progress.borrow_mut().lodgers.insert(SURVEY.to_owned(), created.clone());
    // What cannot be what was asked for is left alone, and reported with the account.
    let note = |address: &Address| created.add(address.clone()).is_ok();
    let missing = doctor::survey(&context.target, service, &wanted, note).await;
    clear(context, progress, &created).await;
    progress.borrow_mut().lodgers.remove(SURVEY);
    missing.unwrap_or_default()
}

/// The name of the survey among those who create things; no id of a scenario has a space.
const SURVEY: &str = "the survey";

/// Runs the scenarios in `selected`; `on_report` is told of each as it ends. Those that cannot run here are reported as such.
pub async fn run(
    suite: &Suite,
    selected: Vec<ScenarioInfo>,
    context: Arc<Context>,
    progress: Shared,
    on_report: impl FnMut(&ScenarioReport) + 'static,
) {
    let (mut kept, mut able) = (Vec::new(), Vec::new());
    for info in selected {
        match kept_from(suite, &context, &info) {
            Some(verdict) => kept.push((info, verdict)),
            None => able.push(info),
        }
    }
    let mut collector = Collector::new(able, Rc::clone(&progress), on_report);
    for (info, verdict) in kept {
        collector.finish(info, verdict, Duration::ZERO);
    }
    let features = suite.features(|id| collector.infos.contains_key(id));
    let runner = cucumber::runner::Basic::<World>::default()
        .max_concurrent_scenarios(Some(context.jobs))
        .steps(World::collection())
        .before({
            let (context, progress) = (Arc::clone(&context), Rc::clone(&progress));
            move |_, _, scenario, world| {
                enter(Arc::clone(&context), Rc::clone(&progress), scenario, world).boxed_local()
            }
        })
        .after(move |_, _, scenario, _, world| {
            leave(Arc::clone(&context), Rc::clone(&progress), scenario, world).boxed_local()
        });
    Cucumber::<World, _, _, _, _, cli::Empty>::custom(Embedded, runner, collector)
        .with_default_cli()
        .run(features)
        .await;
}

/// What a scenario comes to that is not run here.
fn kept_from(suite: &Suite, context: &Context, info: &ScenarioInfo) -> Option<Verdict> {
    let entry = suite.entry(&info.id)?;
    let only_shared = matches!(context.lodging, Lodging::Shared { more: false, .. });
    let disabled = |reason: &str| Some(Verdict::Disabled(reason.to_owned()));
    let lacking = context.lacks.verdict(&info.needs);
    if lacking.is_some() {
        lacking
    } else if entry.own_service && only_shared {
        disabled("it needs a Service of its own, and --service allows only the one named")
    } else if !context.races && entry.tags.iter().any(|tag| tag == "race") {
        disabled("real races are only run against a target on this machine, or with --allow-remote")
    } else {
        None
    }
}

/// Gives a scenario its place to work in.
async fn enter(context: Arc<Context>, progress: Shared, scenario: &Scenario, world: &mut World) {
    let id = suite::id(scenario).to_owned();
    let created = Created::new(&context.account);
    let lodger = created.clone();
    let target = Arc::new(context.target.for_a_scenario());
    let number = {
        let mut progress = progress.borrow_mut();
        progress.talks.insert(id.clone(), Arc::clone(&target));
        progress.lodgers.insert(id, lodger);
        progress.entered += 1;
        progress.entered
    };
    let alone = scenario.tags.iter().any(|tag| tag == "own-service");
    let home = match &context.lodging {
        Lodging::Shared { service, .. } if !alone => {
            Home { service: service.clone(), prefix: format!("sp-{}-{number}-", context.run_id) }
        }
        _ => match in_own_service(&context, &target, number).await {
            Ok(service) => {
                created.adopt(Address::Service { service: service.clone() });
                let prefix = if alone { String::new() } else { format!("sp-{}-", context.run_id) };
                Home { service, prefix }
            }
            Err(error) => return refuse_entry(world, error),
        },
    };
    world.enter(Scene::new(target, Arc::clone(&context.profile), home, created));
}

/// Creates the Service of one scenario.
async fn in_own_service(context: &Context, target: &Target, number: usize) -> Result<String, RunError> {
    let name = format!("syncproof {} {number}", context.run_id);
    create_service(target, &name, &context.account).await
}

/// Without a place the scenario cannot begin. Cucumber knows no other way to say so than a panic in the hook.
fn refuse_entry(world: &mut World, error: RunError) {
    let failure = match error {
        RunError::Trouble(trouble) => Failure::Trouble(trouble),
        other => Failure::Deviation(Deviation {
            subject: "the answer to POST /Services, which makes a Service for the scenario".to_owned(),
            expected: "status 201 and a Service".to_owned(),
            actual: other.to_string(),
            diff: None,
        }),
    };
    world.fail(failure);
    std::panic::panic_any(NoPlace);
}

/// The payload of the panic that keeps a scenario from beginning.
struct NoPlace;

/// Hands cucumber the features that are read already.
struct Embedded;

impl cucumber::Parser<Vec<Feature>> for Embedded {
    type Cli = cli::Empty;
    type Output = stream::Iter<std::vec::IntoIter<parser::Result<Feature>>>;

    fn parse(self, features: Vec<Feature>, _: cli::Empty) -> Self::Output {
        stream::iter(features.into_iter().map(Ok).collect::<Vec<_>>())
    }
}

/// Turns cucumber's events into reports.
struct Collector<F> {
    infos: BTreeMap<String, ScenarioInfo>,
    running: BTreeMap<String, Running>,
    progress: Shared,
    on_report: F,
}

/// A scenario that is under way.
struct Running {
    started: Instant,
    failed: Option<FailedStep>,
}

impl<F: FnMut(&ScenarioReport)> Collector<F> {
    fn new(selected: Vec<ScenarioInfo>, progress: Shared, on_report: F) -> Self {
        let infos = selected.into_iter().map(|info| (info.id.clone(), info)).collect();
        Self { infos, running: BTreeMap::new(), progress, on_report }
    }

    fn take(&mut self, scenario: &Scenario, event: event::Scenario<World>) {
        let id = suite::id(scenario);
        match event {
            event::Scenario::Started => {
                self.running.insert(id.to_owned(), Running { started: Instant::now(), failed: None });
            }
            event::Scenario::Hook(_, Hook::Failed(world, payload)) => {
                let step = format!("before the scenario: {}", scenario.name);
                let failure = failure(world.as_deref(), || panic_text(&*payload));
                self.fail(id, step, scenario.position.line, world.as_deref(), failure);
            }
            event::Scenario::Background(step, event) | event::Scenario::Step(step, event) => {
                self.take_step(id, &step, event);
            }
            event::Scenario::Finished => self.end(id),
            event::Scenario::Hook(..) | event::Scenario::Log(_) => {}
        }
    }

    fn take_step(&mut self, id: &str, step: &Step, event: StepEvent<World>) {
        let (world, failure) = match event {
            StepEvent::Started | StepEvent::Passed(..) => return,
            StepEvent::Skipped => (None, Failure::Mistake("no step function matches this step".to_owned())),
            StepEvent::Failed(_, _, world, error) => {
                let failure = failure(world.as_deref(), || match &error {
                    StepError::NotFound => "no step function matches this step".to_owned(),
                    StepError::AmbiguousMatch(ambiguous) => format!("more than one step function matches: {ambiguous}"),
                    StepError::Panic(payload) => panic_text(&**payload),
                });
                (world, failure)
            }
        };
        let text = format!("{} {}", step.keyword.trim(), step.value);
        self.fail(id, text, step.position.line, world.as_deref(), failure);
    }

    fn fail(&mut self, id: &str, step: String, line: usize, world: Option<&World>, failure: Failure) {
        let file = self.infos.get(id).map(|info| info.file.clone()).unwrap_or_default();
        let scene = world.and_then(World::scene);
        let secrets = scene.map(|scene| scene.target().credentials.secrets()).unwrap_or_default();
        let transcript = scene.map(|scene| for_reports(scene.transcript(), &secrets)).unwrap_or_default();
        if let Some(running) = self.running.get_mut(id)
            && running.failed.is_none()
        {
            running.failed = Some(FailedStep { step, file, line, failure: failure.abridged(&secrets), transcript });
        }
    }

    fn end(&mut self, id: &str) {
        let (Some(info), Some(running)) = (self.infos.remove(id), self.running.remove(id)) else { return };
        let verdict = match running.failed {
            None => Verdict::Passed,
            Some(failed) => match failed.failure {
                Failure::Deviation(_) => Verdict::Failed(Box::new(failed)),
                Failure::Undecided(reason) => Verdict::Undecided(reason),
                Failure::Trouble(_) | Failure::Mistake(_) => Verdict::Errored(Box::new(failed)),
            },
        };
        self.finish(info, verdict, running.started.elapsed());
    }

    fn finish(&mut self, info: ScenarioInfo, verdict: Verdict, elapsed: Duration) {
        let requests = self.progress.borrow_mut().requests.remove(&info.id).unwrap_or_default();
        let talk = self.progress.borrow_mut().talks.remove(&info.id);
        let flakes = talk.map(|target| target.conversation.flakes()).unwrap_or_default();
        let report = ScenarioReport { info, verdict, elapsed, requests, flakes };
        (self.on_report)(&report);
        self.progress.borrow_mut().reports.push(report);
    }
}

/// The failure that the step noted, or what cucumber says if it noted none: then the suite is at fault.
fn failure(world: Option<&World>, otherwise: impl FnOnce() -> String) -> Failure {
    world.and_then(World::failure).cloned().unwrap_or_else(|| Failure::Mistake(otherwise()))
}

fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref::<&str>().copied());
    text.unwrap_or("a step panicked").to_owned()
}

impl<F: FnMut(&ScenarioReport)> cucumber::writer::Normalized for Collector<F> {}

impl<F: FnMut(&ScenarioReport)> Writer<World> for Collector<F> {
    type Cli = cli::Empty;

    async fn handle_event(&mut self, event: parser::Result<Event<event::Cucumber<World>>>, _: &cli::Empty) {
        if let Ok(event) = event
            && let event::Cucumber::Feature(_, event::Feature::Scenario(scenario, retryable)) = event.value
        {
            self.take(&scenario, retryable.event);
        }
    }
}
