//! From which authorities the certificate of a mail server may come.

use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};

use crate::mail_url::{MailUrlError, Security, SetupError, SmtpServer};

const PEM_START: &[u8] = b"-----BEGIN CERTIFICATE-----";

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
        if !pem.windows(PEM_START.len()).any(|part| part == PEM_START) {
            return Err(SetupError::NoCertificate);
        }
        self.root = Some(Certificate::from_pem(pem).map_err(SetupError::Tls)?);
        // Some mistakes show only here.
        self.tls()?;
        Ok(self)
    }

    /// How TLS is spoken; `None` if it is not.
    pub(crate) fn tls(&self) -> Result<Option<TlsParameters>, SetupError> {
        if self.security == Security::Loopback {
            return Ok(None);
        }
        let builder = TlsParameters::builder(self.host.clone());
        let builder = match &self.root {
            None => builder.certificate_store(CertificateStore::WebpkiRoots),
            Some(root) => builder
                .certificate_store(CertificateStore::None)
                .add_root_certificate(root.clone()),
        };
        builder.build_rustls().map(Some).map_err(SetupError::Tls)
    }
}
