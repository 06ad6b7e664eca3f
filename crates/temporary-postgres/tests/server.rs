//! A server starts, answers, survives a crash, and leaves nothing behind.

use std::{
    env,
    io::{BufRead as _, BufReader, Read as _},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
};

use temporary_postgres::TemporaryPostgres;

#[test]
fn a_server_keeps_its_databases_through_a_crash_and_is_gone_when_dropped() {
    let server = TemporaryPostgres::start();
    let database = server.create_database();
    database.execute("CREATE TABLE words (word text); INSERT INTO words VALUES ('kept')");
    server.crash();
    server.start_again();
    assert_eq!(database.execute("SELECT word FROM words"), "kept\n");
    let other = server.create_database();
    assert_eq!(other.execute("SELECT to_regclass('words') IS NULL"), "t\n");

    let folder = server.folder().to_owned();
    let address = ("127.0.0.1", server.port());
    TcpStream::connect(address).unwrap();
    drop(server);
    assert!(!folder.exists());
    TcpStream::connect(address).expect_err("nobody listens any more");
}

/// Set in the process that is to be killed.
const KILLED: &str = "TEMPORARY_POSTGRES_KILLED";

#[test]
fn a_server_is_gone_when_the_process_of_its_test_is_killed() {
    if env::var_os(KILLED).is_some() {
        return start_and_wait();
    }
    let this_test = "a_server_is_gone_when_the_process_of_its_test_is_killed";
    let mut child = Command::new(env::current_exe().unwrap())
        .args([this_test, "--exact", "--nocapture"])
        .env(KILLED, "")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let folder = lines.find_map(|line| Some(line.ok()?.strip_prefix("folder ")?.to_owned()));
    let folder = folder.expect("the server starts");
    assert!(Path::new(&folder).exists());
    child.kill().unwrap();
    child.wait().unwrap();
    // The guard has inherited this end, which closes when the guard has done its work.
    let mut errors = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut errors).unwrap();
    assert_eq!(errors, "");
    assert!(!Path::new(&folder).exists());
}

fn start_and_wait() {
    let server = TemporaryPostgres::start();
    println!("folder {}", server.folder().display());
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .expect("a line or the end");
}
