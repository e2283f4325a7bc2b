//! How the client speaks to a target: the version of HTTP, and whose word it takes on certificates.

use std::fmt;

use reqwest::{Certificate, ClientBuilder};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};

/// How the client speaks to a target.
#[derive(Debug, Clone, Default)]
pub struct Transport {
    /// The version of HTTP.
    pub http: HttpVersion,
    /// Certificates of authorities that are trusted besides those of the system.
    pub roots: Roots,
    /// Whether any certificate is taken, for any host and of any age. Whoever sits in between then reads and writes along.
    pub insecure: bool,
}

/// Which version of HTTP is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HttpVersion {
    /// What both sides agree on over TLS (ALPN), HTTP/1.1 in clear.
    #[default]
    Auto,
    /// HTTP/1.1 only.
    Http1,
    /// HTTP/2 only; in clear without asking first ("prior knowledge").
    Http2,
}

/// Certificates of authorities.
#[derive(Clone, Default)]
pub struct Roots(Vec<CertificateDer<'static>>);

/// Why a file holds no certificate of an authority.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRoot {
    /// It holds none at all.
    #[error("there is no certificate in it; it must be PEM, with -----BEGIN CERTIFICATE-----")]
    Nothing,
    /// Something in it is no certificate.
    #[error("certificate {number} in it cannot be read: {reason}")]
    Unreadable {
        /// Which one, from 1.
        number: usize,
        /// What is wrong with it.
        reason: String,
    },
}

impl Roots {
    /// Adds all certificates in a PEM text, of which there must be one at least.
    pub fn add_pem(&mut self, pem: &[u8]) -> Result<(), NoRoot> {
        let mut found = Vec::new();
        for (at, certificate) in CertificateDer::pem_slice_iter(pem).enumerate() {
            let unreadable = |reason: String| NoRoot::Unreadable { number: at + 1, reason };
            let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
            RootCertStore::empty().add(certificate.clone()).map_err(|error| unreadable(error.to_string()))?;
            found.push(certificate);
        }
        if found.is_empty() {
            return Err(NoRoot::Nothing);
        }
        self.0.extend(found);
        Ok(())
    }
}

impl fmt::Debug for Roots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roots({})", self.0.len())
    }
}

impl Transport {
    /// Builds a client that speaks so. A machine without any certificate of an authority (a bare container) has no use for them if the
    /// target is in clear; a target with TLS is then not trusted.
    pub(super) fn build(&self, builder: impl Fn() -> ClientBuilder) -> Result<reqwest::Client, reqwest::Error> {
        let roots = self.roots.0.iter().map(|root| Certificate::from_der(root)).collect::<Result<Vec<_>, _>>()?;
        let with_those_of_the_system = self.speak(builder()).tls_certs_merge(roots.clone()).build();
        if with_those_of_the_system.is_ok() || !roots.is_empty() {
            return with_those_of_the_system;
        }
        self.speak(builder()).tls_certs_only([]).build()
    }

    fn speak(&self, builder: ClientBuilder) -> ClientBuilder {
        let builder = match self.http {
            HttpVersion::Auto => builder,
            HttpVersion::Http1 => builder.http1_only(),
            HttpVersion::Http2 => builder.http2_prior_knowledge(),
        };
        builder.tls_danger_accept_invalid_certs(self.insecure)
    }
}
