//! TLS: whom the client believes.

use std::{net::SocketAddr, sync::Arc};

use axum::{Router, routing::get as on_get, serve::Listener};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use syncproof_harness::{
    client::{Client, HttpVersion, Limits, Roots, TlsFault, Transport, Trouble},
    exchange::Version,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
    server::TlsStream,
};

use crate::support::{get, message, serve};

/// Where TLS is spoken, and the certificate as PEM.
struct Place {
    address: SocketAddr,
    pem: String,
}

struct TlsListener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, address)) = self.tcp.accept().await else { continue };
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

/// A server that answers `{}` over TLS, offering these protocols.
async fn place(params: CertificateParams, alpn: &[&str]) -> Place {
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    config.alpn_protocols = alpn.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    let tcp = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = tcp.local_addr().unwrap();
    let listener = TlsListener { tcp, acceptor: TlsAcceptor::from(Arc::new(config)) };
    let app = Router::new().route("/v1", on_get(async || "{}"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Place { address, pem: certificate.pem() }
}

fn params(names: &[&str]) -> CertificateParams {
    CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
}

fn client(transport: &Transport) -> Client {
    Client::new(transport, Limits::default()).unwrap()
}

fn trusting(pem: &str) -> Transport {
    let mut roots = Roots::default();
    roots.add_pem(pem.as_bytes()).unwrap();
    Transport { roots, ..Transport::default() }
}

fn insecure() -> Transport {
    Transport { insecure: true, ..Transport::default() }
}

async fn version(place: &Place, transport: &Transport) -> Result<Version, Trouble> {
    let exchange = get(&client(transport), &format!("https://{}/v1", place.address)).await?;
    assert_eq!(exchange.answer.status, 200);
    Ok(exchange.answer.version)
}

async fn fault(address: SocketAddr, transport: &Transport) -> TlsFault {
    match get(&client(transport), &format!("https://{address}/v1")).await {
        Err(Trouble::Tls { origin, fault }) => {
            assert_eq!(origin, format!("https://{address}"));
            fault
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let place = place(params(&["127.0.0.1"]), &[]).await;
    let fault = fault(place.address, &Transport::default()).await;
    assert_eq!(fault, TlsFault::Untrusted("invalid peer certificate: UnknownIssuer".to_owned()));
    assert!(fault.to_string().contains("with --ca, or accept any certificate with --insecure"), "{fault}");
    assert_eq!(version(&place, &insecure()).await, Ok(Version::Http11));
    assert_eq!(version(&place, &trusting(&place.pem)).await, Ok(Version::Http11));
}

#[tokio::test]
async fn a_certificate_of_another_authority() {
    let (here, other) = (place(params(&["127.0.0.1"]), &[]).await, place(params(&["127.0.0.1"]), &[]).await);
    assert!(matches!(fault(here.address, &trusting(&other.pem)).await, TlsFault::Untrusted(_)));
    let both = format!("{}\n{}", other.pem, here.pem);
    assert_eq!(version(&here, &trusting(&both)).await, Ok(Version::Http11));
}

#[tokio::test]
async fn a_certificate_that_has_expired() {
    let mut params = params(&["127.0.0.1"]);
    (params.not_before, params.not_after) = (date_time_ymd(2001, 1, 1), date_time_ymd(2002, 1, 1));
    let place = place(params, &[]).await;
    assert!(matches!(fault(place.address, &trusting(&place.pem)).await, TlsFault::OutOfDate(_)));
    assert_eq!(version(&place, &insecure()).await, Ok(Version::Http11));
}

#[tokio::test]
async fn a_certificate_for_another_host() {
    let place = place(params(&["example.com"]), &[]).await;
    let TlsFault::WrongName(reason) = fault(place.address, &trusting(&place.pem)).await else { panic!() };
    assert!(reason.contains("example.com"), "{reason}");
    assert_eq!(version(&place, &insecure()).await, Ok(Version::Http11));
}

#[tokio::test]
async fn a_certificate_for_very_many_hosts_does_not_fill_the_report() {
    let names: Vec<String> = (0..1000).map(|i| format!("h{i}.example.com")).collect();
    let place = place(params(&names.iter().map(String::as_str).collect::<Vec<_>>()), &[]).await;
    let fault = fault(place.address, &trusting(&place.pem)).await;
    assert!(fault.to_string().len() < 600, "{fault}");
}

#[tokio::test]
async fn clear_text_where_tls_was_expected() {
    let (address, _) = serve(|mut peer| async move {
        peer.hello().await;
        peer.write(&message("400 Bad Request", "", b"speak http")).await;
    })
    .await;
    let fault = fault(address, &Transport::default()).await;
    assert!(matches!(fault, TlsFault::NotTls(_)), "{fault:?}");
    assert!(fault.to_string().contains("write http for https"), "{fault}");
}

#[tokio::test]
async fn a_handshake_that_is_cut_short() {
    let (address, _) = serve(|mut peer| async move { peer.hello().await }).await;
    let fault = fault(address, &Transport::default()).await;
    assert!(matches!(fault, TlsFault::Failed(_)), "{fault:?}");
}

#[tokio::test]
async fn what_both_sides_speak_is_spoken() {
    let version_of = async |alpn: &[&str], http: HttpVersion| {
        let place = place(params(&["127.0.0.1"]), alpn).await;
        version(&place, &Transport { http, ..insecure() }).await
    };
    assert_eq!(version_of(&["h2", "http/1.1"], HttpVersion::Auto).await, Ok(Version::Http2));
    assert_eq!(version_of(&["http/1.1"], HttpVersion::Auto).await, Ok(Version::Http11));
    assert_eq!(version_of(&["h2", "http/1.1"], HttpVersion::Http1).await, Ok(Version::Http11));
    assert_eq!(version_of(&["h2"], HttpVersion::Http2).await, Ok(Version::Http2));
    for (alpn, http) in [("http/1.1", HttpVersion::Http2), ("h2", HttpVersion::Http1)] {
        let trouble = version_of(&[alpn], http).await.unwrap_err();
        assert!(matches!(trouble, Trouble::Tls { fault: TlsFault::Failed(_), .. }), "{trouble:?}");
    }
}
