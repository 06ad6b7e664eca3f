//! Any bytes as the text of a token: nothing panics, and nothing opens but what was made.

#![no_main]

mod account;
mod corpus;
mod gate;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

use crate::gate::{Gate, gates};

#[cfg(not(fuzzing))]
compile_error!("without its coverage flags the fuzzer is blind: Cargo.toml has the command");

static GATES: LazyLock<Vec<Box<dyn Gate>>> = LazyLock::new(gates);

fuzz_target!(
    init: corpus::prepare(&GATES),
    |data: &[u8]| {
        let text = String::from_utf8_lossy(data);
        for gate in GATES.iter() {
            gate.try_to_open(&text);
        }
    }
);
