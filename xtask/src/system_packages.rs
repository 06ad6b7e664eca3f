//! The programs that do not come from cargo, installed through apt when root may do so.

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Installs what is missing, or says how to.
pub(crate) fn ensure() -> Result<(), Failure> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    for package in &missing {
        println!("missing: {}, which {}", package.name, package.purpose);
    }
    let names = missing.iter().map(|package| package.name.to_owned());
    let install = names.fold(
        CommandLine::new("apt-get install --quiet --yes --no-install-recommends"),
        CommandLine::with_argument,
    );
    if !CommandLine::new("apt-get --version").succeeds() {
        return Err(Failure::new(
            "install them with the package manager of this system",
        ));
    }
    if !is_root()? {
        let message = format!("install them as root:\n\n    sudo {UPDATE} && sudo {install}\n");
        return Err(Failure::new(message));
    }
    // An index that cannot be reached does not matter if the packages are found all the same.
    let update = CommandLine::new(UPDATE);
    println!("{update}; {install}");
    if let Err(failure) = update.run() {
        println!("{failure}");
    }
    install
        .with_variable("DEBIAN_FRONTEND", "noninteractive")
        .run()?;
    match self::missing().first() {
        None => Ok(()),
        Some(SystemPackage { name, probe, .. }) => {
            let message = format!("{name} was installed, but another one is found first");
            Err(Failure::new(message).with_command(&probe()))
        }
    }
}

/// A package of Debian, and the command that succeeds when it is there.
#[derive(Debug)]
struct SystemPackage {
    name: &'static str,
    purpose: &'static str,
    probe: fn() -> CommandLine,
}

const PACKAGES: &[SystemPackage] = &[
    #[cfg(target_os = "linux")]
    SystemPackage {
        name: "valgrind",
        purpose: "counts instructions",
        probe: || CommandLine::new("valgrind --version"),
    },
    SystemPackage {
        name: "python3",
        purpose: "runs django-sesame for the exchange of tokens",
        probe: || CommandLine::new("python3 --version"),
    },
    SystemPackage {
        name: "python3-venv",
        purpose: "keeps django-sesame out of the system's own Python",
        // `venv` is always there; what it needs to install anything is what Debian leaves out.
        probe: || CommandLine::new("python3 -c").with_argument("import ensurepip, venv"),
    },
];

const UPDATE: &str = "apt-get update --quiet";

fn missing() -> Vec<&'static SystemPackage> {
    let is_missing = |package: &&SystemPackage| !(package.probe)().succeeds();
    PACKAGES.iter().filter(is_missing).collect()
}

fn is_root() -> Result<bool, Failure> {
    let user = CommandLine::new("id -u").printed()?;
    Ok(user.output.trim() == "0")
}
