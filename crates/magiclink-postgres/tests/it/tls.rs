//! Encrypted connections, and whose certificates are believed.

use std::{error::Error as _, fs, iter, path::PathBuf, sync::LazyLock};

use magiclink::store::SessionStore as _;
use magiclink_postgres::{ConnectError, PostgresStore};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use temporary_postgres::{Database, TemporaryPostgres};

use crate::{
    sample::{NOW, session},
    server::{database, settings, threads},
};

/// Takes connections over TCP only if they are encrypted.
static SERVER: LazyLock<(TemporaryPostgres, String)> = LazyLock::new(|| {
    let authority = authority("An authority");
    let key = KeyPair::generate().expect("ring makes keys");
    let names = ["localhost".to_owned()];
    let parameters = CertificateParams::new(names).expect("a name of a host");
    let certificate = parameters.signed_by(&key, &authority);
    let certificate = certificate.expect("the authority signs");
    let server = TemporaryPostgres::start_with_tls(&certificate.pem(), &key.serialize_pem());
    (server, authority.pem())
});

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut parameters = CertificateParams::new([]).expect("no names");
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let names = &mut parameters.distinguished_name;
    names.push(rcgen::DnType::CommonName, name);
    let key = KeyPair::generate().expect("ring makes keys");
    CertifiedIssuer::self_signed(parameters, key).expect("it signs itself")
}

/// A file beside the server's own, gone with it.
fn file(name: &str, text: &str) -> PathBuf {
    let path = SERVER.0.folder().join(name);
    fs::write(&path, text).expect("the folder can be written");
    path
}

fn connect(url: &str) -> Result<PostgresStore, ConnectError> {
    threads().block_on(PostgresStore::connect(&settings(url)))
}

fn url(database: &Database<'_>, parameters: &str) -> String {
    let host = format!("localhost:{}", SERVER.0.port());
    format!("{}?{parameters}", database.url_of_host(&host))
}

fn refused(url: &str) -> String {
    let error = connect(url).expect_err(url);
    assert!(matches!(error, ConnectError::Unreachable(_)), "{error:?}");
    let causes = iter::successors(error.source(), |error| (*error).source());
    let causes: Vec<_> = causes.map(ToString::to_string).collect();
    causes.join("; ")
}

#[test]
fn a_server_with_a_certificate_of_a_known_authority_is_spoken_to() {
    let database = SERVER.0.create_database();
    let path = file("known.pem", &SERVER.1);
    for mode in ["sslmode=require", "sslmode=verify-full"] {
        let url = url(&database, &format!("{mode}&sslrootcert={}", path.display()));
        let store = connect(&url).unwrap();
        threads().block_on(async {
            store.health().await.unwrap();
            let found = store.find_session(&session(1).id, NOW).await.unwrap();
            assert_eq!(found, None);
        });
    }
}

#[test]
fn a_server_whose_certificate_is_not_believed_is_not_told_the_password() {
    let database = SERVER.0.create_database();
    let other = file("other.pem", &authority("Another authority").pem());
    let other = url(
        &database,
        &format!("sslmode=require&sslrootcert={}", other.display()),
    );
    let mozilla = url(&database, "sslmode=require");
    for url in [other, mozilla] {
        let text = refused(&url);
        assert!(text.contains("UnknownIssuer"), "{url}: {text}");
    }
    let known = file("again.pem", &SERVER.1);
    let parameters = format!("sslmode=verify-full&sslrootcert={}", known.display());
    let by_address = url(&database, &parameters).replace("localhost", "127.0.0.1");
    let text = refused(&by_address);
    assert!(text.contains("not valid for name"), "{text}");
}

#[test]
fn a_server_without_encryption_is_refused_where_it_is_asked_for() {
    let database = database();
    let text = refused(&format!("{}?sslmode=require", database.url()));
    assert!(text.contains("does not support TLS"), "{text}");
}

#[test]
fn a_server_that_asks_for_encryption_is_not_spoken_to_without() {
    let database = SERVER.0.create_database();
    let text = refused(&url(&database, "sslmode=disable"));
    assert!(text.contains("no encryption"), "{text}");
    connect(&database.socket_url()).unwrap();
}

#[test]
fn a_file_without_certificates_is_refused() {
    let database = SERVER.0.create_database();
    let missing = SERVER.0.folder().join("missing.pem");
    let empty = file("empty.pem", "");
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let broken = file("broken.pem", broken);
    for path in [missing, empty, broken] {
        let url = url(
            &database,
            &format!("sslmode=require&sslrootcert={}", path.display()),
        );
        let error = connect(&url).expect_err("there are none");
        assert!(
            matches!(error, ConnectError::Certificates { .. }),
            "{error:?}"
        );
    }
}
