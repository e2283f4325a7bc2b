//! The flags that say how to talk to a target.

use std::{fmt::Display, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum};
use syncproof_harness::client::{Client, HttpVersion, Limits, Roots, Transport};

use super::duration;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct TransportArgs {
    /// Version of HTTP: auto takes what a target with TLS offers, and 1.1 in clear; 2 in clear is spoken without asking first
    #[arg(long, default_value = "auto", value_name = "VERSION")]
    pub(crate) http: Http,
    /// Trust the authorities whose certificates are in this PEM file, besides those of the system (may be repeated)
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Vec<PathBuf>,
    /// Accept any certificate. Whoever sits between here and the target can then read the credentials
    #[arg(long)]
    pub(crate) insecure: bool,
    /// How long the making of a connection may take
    #[arg(long, default_value = "5", value_name = "TIME", value_parser = duration)]
    pub(crate) connect_timeout: Duration,
    /// How long one request may take: seconds, or 500ms, or 1m
    #[arg(long, default_value = "10", value_name = "TIME", value_parser = duration)]
    pub(crate) timeout: Duration,
}

impl TransportArgs {
    /// A client that speaks as the flags say.
    pub(crate) fn client(&self) -> Result<Client, Failure> {
        let mut roots = Roots::default();
        for file in &self.ca {
            let unusable = |reason: &dyn Display| Failure::usage(format!("--ca {}: {reason}", file.display()));
            let pem = std::fs::read(file).map_err(|error| unusable(&error))?;
            roots.add_pem(&pem).map_err(|error| unusable(&error))?;
        }
        let transport = Transport { http: self.http.into(), roots, insecure: self.insecure };
        let limits = Limits { connect_timeout: self.connect_timeout, timeout: self.timeout, ..Limits::default() };
        Client::new(&transport, limits).map_err(Failure::set_up)
    }

    /// What takes from the worth of a run against a target that is spoken to so.
    pub(crate) fn notes(&self) -> Vec<String> {
        let insecure =
            "--insecure: certificates are not checked, so anybody may have answered in the place of the target";
        self.insecure.then(|| insecure.to_owned()).into_iter().collect()
    }
}

/// What `--http` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Http {
    #[value(name = "auto")]
    Auto,
    #[value(name = "1.1")]
    One,
    #[value(name = "2")]
    Two,
}

impl From<Http> for HttpVersion {
    fn from(http: Http) -> Self {
        match http {
            Http::Auto => Self::Auto,
            Http::One => Self::Http1,
            Http::Two => Self::Http2,
        }
    }
}
