//! The harness says what it can do, and does nothing by halves.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_magiclink-faults"));
    command.args(arguments).output().expect("it starts")
}

#[test]
fn every_fault_is_listed_with_what_it_does() {
    let output = run(&["--list"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("it prints text");
    assert!(text.contains("locked-database: "), "{text}");
    assert_eq!(
        text.matches("    in full   ").count(),
        text.matches("    in short  ").count()
    );
}

#[test]
fn a_fault_that_is_not_there_is_named() {
    let output = run(&["--short", "earthquake"]);
    assert_eq!(output.status.code(), Some(2));
    let sentence = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(sentence.contains("`earthquake`"), "{sentence}");
}
