//! `syncproof snapshot`

use std::{collections::BTreeSet, path::Path, sync::Arc, time::Duration};

use syncproof_api::Profile;
use syncproof_harness::{
    creations::Creations,
    doctor::Lacks,
    exit::ExitCode,
    redact::Secrets,
    register::Level,
    report::{
        snapshot::{self as report, Compared},
        terminal::Style,
    },
    snapshot::{
        Comparison, Options, Recorded, Recording, Shot, Standing, Taken, Walk, against_recording, against_reference,
        take,
    },
    target::Target,
    text::{LINE, printable},
};

use crate::{
    args::SnapshotArgs,
    credentials,
    embedded::Embedded,
    failure::Failure,
    ledger,
    output::{complain, print},
    run::demand_service,
    selection,
    signals::Signals,
    target::{self, Opened},
};

/// How long removing what was created may take.
const CLEAN_UP: Duration = Duration::from_secs(30);

/// Who does that for others.
const INSTA: &str = " (in a Cargo package, `cargo insta review` does that)";

/// What makes Services, in names.
const WHO: &str = "snapshot";

pub(crate) fn snapshot(args: &SnapshotArgs) -> Result<ExitCode, Failure> {
    let profile = selection::profile(&args.profile)?;
    let lacks = Lacks::new(args.without.iter().copied().collect(), &profile);
    demand_service(&lacks, &args.target)?;
    let walk = Walk::standard();
    let chosen = chosen(&walk, args)?;
    let recording = args.out.as_deref().map(Recording::at);
    let recorded = match &recording {
        Some(recording) => read(recording, &walk)?,
        None => vec![None; walk.entries.len()],
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::internal)?;
    let seen = runtime.block_on(look(args, &profile, &lacks, &walk, &recorded))?;
    let mut comparisons = Vec::new();
    for (at, entry) in walk.entries.iter().enumerate().filter(|(_, entry)| chosen.contains(entry.name.as_str())) {
        let (reference, target) = (&seen.reference[at], &seen.target[at]);
        comparisons.push(match &recording {
            Some(_) => Comparison::with_recording(entry, &profile, recorded[at].as_ref(), reference, target),
            None => Comparison::with_reference(entry, &profile, reference, target),
        });
    }
    let unknown = match &recording {
        Some(recording) => recording.unknown(&walk.entries).map_err(Failure::usage)?,
        None => Vec::new(),
    };
    let compared = Compared {
        comparisons: &comparisons,
        target: &seen.base,
        profile: profile.name(),
        recorded: recording.is_some(),
        unknown: &unknown,
        gate: args.level,
        verbose: args.verbose,
        secrets: &seen.secrets,
    };
    // Colours are taken out again where they are not wanted.
    print(&report::text(&compared, Style { colour: true }));
    if let (Some(recording), Some(folder), true) = (&recording, &args.out, args.accept) {
        return accept(recording, folder, &walk, &seen, &comparisons);
    }
    Ok(conclude(&comparisons, args.level, args.out.as_deref()))
}

/// What was seen on the walks.
struct Looked {
    base: String,
    secrets: Secrets,
    reference: Vec<Taken>,
    target: Vec<Taken>,
}

/// The names of the exchanges that are compared. All are made: one needs what another has created.
fn chosen<'w>(walk: &'w Walk, args: &SnapshotArgs) -> Result<BTreeSet<&'w str>, Failure> {
    let names: Vec<&str> = walk.entries.iter().map(|entry| entry.name.as_str()).collect();
    if let Some(unmatched) = syncproof_harness::select::unmatched_names(&args.only, "exchange", &names).first() {
        return Err(Failure::usage(format!("--only {unmatched}")));
    }
    let is_chosen = |name: &&str| args.only.is_empty() || args.only.iter().any(|pattern| pattern.fits(name));
    Ok(names.into_iter().filter(is_chosen).collect())
}

fn read(recording: &Recording, walk: &Walk) -> Result<Vec<Option<Recorded>>, Failure> {
    walk.entries.iter().map(|entry| recording.read(entry).map_err(Failure::usage)).collect()
}

/// Walks at the reference, then at the target; twice, if what varies from one walk to the next is to be known.
async fn look(
    args: &SnapshotArgs,
    profile: &Arc<Profile>,
    lacks: &Lacks,
    walk: &Walk,
    recorded: &[Option<Recorded>],
) -> Result<Looked, Failure> {
    let mut signals = Signals::new().map_err(Failure::internal)?;
    let reference = tokio::select! {
        taken = at_reference(args, profile, walk) => taken?,
        () = signals.next() => return Err(Failure::interrupted()),
    };
    let opened = tokio::select! {
        opened = target::open(&args.target, profile) => opened?,
        () = signals.next() => return Err(Failure::interrupted()),
    };
    let created = Creations::of(WHO, ledger::of_command(&args.target, &opened.target)?);
    let settled = |at: usize, shot: &Shot| match (&recorded[at], &reference[at]) {
        (Some(recorded), _) => against_recording(&recorded.target, shot).is_empty(),
        (None, Taken::Shot(reference)) => {
            let differences = against_reference(&walk.entries[at], profile, reference, shot);
            differences.iter().all(|difference| difference.level == Level::May)
        }
        (None, Taken::NotAsked(_)) => true,
    };
    let options = Options { profile, lacks, service: args.target.service.as_deref(), secrets: &opened.secrets };
    let walks = if args.accept { 2 } else { 1 };
    let walked = tokio::select! {
        walked = walks_at(walks, walk, &opened, &options, &created, settled) => Some(walked),
        () = signals.next() => None,
    };
    tokio::select! {
        _ = tokio::time::timeout(CLEAN_UP, created.tidy(&opened.target)) => {}
        () = signals.next() => {}
    }
    tell_what_is_left(args, &created, &opened.secrets)?;
    let (base, secrets) = (opened.target.base.clone(), opened.secrets.clone());
    let wrote = opened.close().await;
    match walked {
        Some(Ok(target)) => Ok(Looked { base, secrets, reference, target }),
        Some(Err(trouble)) => {
            let wrote = wrote.map(|wrote| format!("\n{}", wrote.trim_end())).unwrap_or_default();
            Err(Failure::set_up(secrets.scrub(&trouble.to_string()) + &wrote))
        }
        None => Err(Failure::interrupted()),
    }
}

/// The walk at the bundled reference, in a server of its own.
async fn at_reference(args: &SnapshotArgs, profile: &Arc<Profile>, walk: &Walk) -> Result<Vec<Taken>, Failure> {
    let embedded = Embedded::start(Arc::clone(profile))?;
    let client = args.target.transport.client()?;
    let target =
        Target::new(&embedded.url, credentials::loopback(), client, Duration::ZERO).map_err(Failure::internal)?;
    let target = target.with_clock(Arc::clone(&embedded.clock));
    let (lacks, secrets) = (Lacks::default(), Secrets::none());
    let options = Options { profile, lacks: &lacks, service: None, secrets: &secrets };
    let created = Creations::of(WHO, None);
    take(walk, &target, &options, &created, |_, _| true).await.map_err(Failure::internal)
}

async fn walks_at(
    walks: usize,
    walk: &Walk,
    opened: &Opened,
    options: &Options<'_>,
    created: &Creations,
    settled: impl Fn(usize, &Shot) -> bool,
) -> Result<Vec<Taken>, syncproof_harness::client::Trouble> {
    let mut taken = take(walk, &opened.target, options, created, &settled).await?;
    for _ in 1..walks {
        created.tidy(&opened.target).await;
        let again = take(walk, &opened.target, options, created, &settled).await?;
        taken = taken.into_iter().zip(&again).map(|(taken, again)| taken.seen_again(again)).collect();
    }
    Ok(taken)
}

fn tell_what_is_left(args: &SnapshotArgs, created: &Creations, secrets: &Secrets) -> Result<(), Failure> {
    for left in created.left_behind() {
        complain(&printable(&secrets.scrub(&format!("left behind: {left}")), LINE));
    }
    if !created.close().map_err(Failure::usage)? {
        complain(&format!("`{}` tries again to remove what is left", args.target.sweep()));
    }
    Ok(())
}

/// Makes pending what is not as accepted.
fn accept(
    recording: &Recording,
    folder: &Path,
    walk: &Walk,
    seen: &Looked,
    comparisons: &[Comparison],
) -> Result<ExitCode, Failure> {
    let mut pending = 0;
    for comparison in comparisons {
        let Some(at) = walk.entries.iter().position(|entry| entry.name == comparison.name) else { continue };
        let (entry, reference, target) = (&walk.entries[at], seen.reference[at].shot(), seen.target[at].shot());
        match (&comparison.standing, reference, target) {
            (Standing::New(_) | Standing::Moved { .. }, Some(reference), Some(target)) => {
                let recorded = Recorded::of(entry, target, reference);
                recording.write_pending(entry, &recorded).map_err(Failure::usage)?;
                pending += 1;
            }
            _ => drop(recording.drop_pending(entry).map_err(Failure::usage)?),
        }
    }
    let folder = folder.display();
    complain(&match pending {
        0 => "nothing to accept".to_owned(),
        1 => format!("1 snapshot is pending in {folder}: review it, and accept it by taking .new off its name{INSTA}"),
        _ => format!(
            "{pending} snapshots are pending in {folder}: review them, and accept them by taking .new off their names{INSTA}"
        ),
    });
    Ok(ExitCode::Ok)
}

fn conclude(comparisons: &[Comparison], gate: Level, folder: Option<&Path>) -> ExitCode {
    let any = |is: &dyn Fn(&Standing) -> bool| comparisons.iter().any(|comparison| is(&comparison.standing));
    if folder.is_some() && any(&|standing| matches!(standing, Standing::New(_) | Standing::Moved { .. })) {
        complain("--accept makes the snapshots pending that are new or have moved, for you to review");
    }
    if comparisons.iter().all(|comparison| matches!(comparison.standing, Standing::NotAsked(_))) {
        complain("no exchange could be made; `syncproof doctor` tells more");
        return ExitCode::NothingRan;
    }
    let failed = comparisons.iter().any(|comparison| comparison.fails(gate));
    if failed { ExitCode::Failures } else { ExitCode::Ok }
}
