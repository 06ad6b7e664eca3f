//! `magiclink serve`: starts with a configuration, answers, and stops when it is told to.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use crate::program::Folder;

/// A configuration for this machine: mails into a folder.
fn folder() -> Folder {
    let folder = Folder::new();
    let made = folder.run(&[
        "init",
        "--base-url=http://localhost",
        "--mail-url=file:mails",
        "--mail-from=login@example.com",
    ]);
    assert!(made.status.success());
    folder
}

/// Starts the server on any free port and returns it with its address.
fn start(folder: &Folder) -> (Child, String) {
    let mut command = folder.command(&["serve"]);
    let mut child = command
        .env("MAGICLINK_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let output = child.stdout.take().expect("its output is piped");
    let line = BufReader::new(output)
        .lines()
        .next()
        .expect("it says where it listens");
    let line = line.expect("its output is text");
    let address = line
        .strip_prefix("listening on http://")
        .expect("it says so in these words");
    (child, address.to_owned())
}

fn get(address: &str, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"
    )
    .expect("the request can be sent");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("the answer is text");
    answer
}

#[cfg(unix)]
#[test]
fn it_answers_and_stops_when_it_is_told_to() {
    let folder = folder();
    let (mut child, address) = start(&folder);
    assert!(get(&address, "localhost", "/health/ready").ends_with("ready\n"));
    assert!(get(&address, "localhost", "/login/").starts_with("HTTP/1.1 200"));
    assert!(get(&address, "evil.example", "/login/").starts_with("HTTP/1.1 400"));
    assert!(get(&address, "localhost", "/dev/mail/").starts_with("HTTP/1.1 404"));

    let told = Command::new("kill").arg(child.id().to_string()).status();
    assert!(told.is_ok_and(|status| status.success()));
    let ended = child.wait().expect("the server ends");
    assert!(ended.success(), "{ended}");
}

#[test]
fn a_broken_template_stops_the_start_with_its_file() {
    let folder = folder();
    let pages = folder.path("templates").join("pages");
    std::fs::create_dir_all(&pages).expect("the folder can be made");
    std::fs::write(pages.join("login.html"), "{{ nothing( }}").expect("the file can be written");
    let mut command = folder.command(&["serve"]);
    let output = command
        .env("MAGICLINK_TEMPLATES", "templates")
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
    let sentence = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(sentence.contains("login.html"), "{sentence}");
}
