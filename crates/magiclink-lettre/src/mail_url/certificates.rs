//! From which authorities the certificate of a mail server may come, and how it is checked.

use std::sync::Arc;

use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject as _},
    },
};

use crate::mail_url::{MailUrlError, Security, SetupError, SmtpServer};

/// The authorities that are trusted in place of those of Mozilla.
pub(crate) type Authorities = Vec<CertificateDer<'static>>;

/// How what is sent is protected.
#[derive(Clone)]
pub(crate) enum Protection {
    /// Not at all: it stays on this machine.
    None,
    /// TLS once both have agreed to it, by lettre.
    StartTls(TlsParameters),
    /// TLS from the first byte. lettre would connect by itself, and read without end.
    Tls(TlsConnector, ServerName<'static>),
}

impl SmtpServer {
    /// Trusts the authorities of `pem` in place of those that Mozilla trusts.
    ///
    /// # Errors
    ///
    /// It holds no certificate or a broken one, or TLS is not used.
    pub fn with_root_certificates(mut self, pem: &[u8]) -> Result<Self, SetupError> {
        if self.security == Security::Loopback {
            return Err(MailUrlError::NeedlessCertificates.into());
        }
        let read: Result<Authorities, _> = CertificateDer::pem_slice_iter(pem).collect();
        let authorities = read.map_err(SetupError::certificates)?;
        if authorities.is_empty() {
            return Err(SetupError::NoCertificate);
        }
        self.authorities = Some(authorities);
        // Some mistakes show only here.
        self.protection()?;
        Ok(self)
    }

    pub(crate) fn protection(&self) -> Result<Protection, SetupError> {
        Ok(match self.security {
            Security::Loopback => Protection::None,
            Security::StartTls => Protection::StartTls(self.starttls()?),
            Security::Tls => Protection::Tls(self.connector()?, self.name()?),
        })
    }

    fn starttls(&self) -> Result<TlsParameters, SetupError> {
        let builder = TlsParameters::builder(self.host.clone());
        let Some(authorities) = &self.authorities else {
            let builder = builder.certificate_store(CertificateStore::WebpkiRoots);
            return builder.build_rustls().map_err(SetupError::certificates);
        };
        let mut builder = builder.certificate_store(CertificateStore::None);
        for authority in authorities {
            let root = Certificate::from_der(authority.to_vec());
            builder = builder.add_root_certificate(root.map_err(SetupError::certificates)?);
        }
        builder.build_rustls().map_err(SetupError::certificates)
    }

    fn connector(&self) -> Result<TlsConnector, SetupError> {
        let mut roots = RootCertStore::empty();
        match &self.authorities {
            None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
            Some(authorities) => {
                for authority in authorities {
                    let added = roots.add(authority.clone());
                    added.map_err(SetupError::certificates)?;
                }
            }
        }
        let config = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("ring has the ciphers of TLS 1.2 and 1.3")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(TlsConnector::from(Arc::new(config)))
    }

    fn name(&self) -> Result<ServerName<'static>, SetupError> {
        ServerName::try_from(self.host.clone()).map_err(|_| MailUrlError::Host.into())
    }
}
