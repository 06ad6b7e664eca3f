//! TLS: rustls with ring, and whose certificates are believed.

use std::path::Path;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::ConnectError;

/// Makes encrypted connections to servers whose certificate is signed by one of the authorities in the
/// file, or without one by an authority that Mozilla trusts, and names the host.
pub(crate) fn connector(authorities: Option<&Path>) -> Result<MakeRustlsConnect, ConnectError> {
    let roots = match authorities {
        Some(path) => read(path)?,
        None => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
    };
    let builder = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .expect("ring has the ciphers of TLS 1.2 and 1.3");
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    // What sslnegotiation=direct asks for, so that no other protocol can be passed off as this one.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

fn read(path: &Path) -> Result<RootCertStore, ConnectError> {
    let mut roots = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(path);
    for certificate in certificates.map_err(|error| ConnectError::certificates(path, error))? {
        let certificate = certificate.map_err(|error| ConnectError::certificates(path, error))?;
        let added = roots.add(certificate);
        added.map_err(|error| ConnectError::certificates(path, error))?;
    }
    if roots.is_empty() {
        return Err(ConnectError::certificates(path, "it is empty"));
    }
    Ok(roots)
}
