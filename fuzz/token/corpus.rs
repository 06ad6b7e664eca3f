//! The texts that the fuzzer begins with, besides those in `seeds/token`.

use std::{fs, io, path::Path};

use crate::gate::Gate;

/// Writes the genuine tokens into the corpus, for the fuzzer to change them.
///
/// They are made anew for each run, so that they are genuine whatever has changed in the library.
pub(crate) fn prepare(gates: &[Box<dyn Gate>]) {
    write(gates).expect("the fuzzer can write into its own folder");
}

fn write(gates: &[Box<dyn Gate>]) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(folder.join("artifacts"))?;
    let corpus = folder.join("corpus/token");
    fs::create_dir_all(&corpus)?;
    for (number, text) in gates.iter().flat_map(|gate| gate.genuine()).enumerate() {
        fs::write(corpus.join(format!("genuine-{number:03}")), text)?;
    }
    Ok(())
}
