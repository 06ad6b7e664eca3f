//! The programs that do not come from cargo, installed through apt when root may do so.

use crate::command_line::CommandLine;
use crate::failure::Failure;

/// Installs what the check needs and does not have, or says how to.
pub(crate) fn ensure() -> Result<(), Failure> {
    ensure_all(PACKAGES)
}

/// Installs what a load needs, too.
pub(crate) fn ensure_for_load() -> Result<(), Failure> {
    ensure()?;
    ensure_all(&[WRK])
}

fn ensure_all(packages: &[SystemPackage]) -> Result<(), Failure> {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    for package in &missing {
        println!("missing: {}, which {}", package.name, package.purpose);
    }
    install(&missing)?;
    match self::missing(packages).first() {
        None => Ok(()),
        Some(SystemPackage { name, probe, .. }) => {
            let message = format!("{name} was installed, but another one is found first");
            Err(Failure::new(message).with_command(&probe()))
        }
    }
}

fn install(missing: &[&SystemPackage]) -> Result<(), Failure> {
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let names = names.join(" ");
    if !CommandLine::new("apt-get --version").succeeds() {
        let message = format!("there is no apt-get here; install what Debian calls {names}");
        return Err(Failure::new(message));
    }
    let update = CommandLine::new("apt-get update --quiet");
    let install = CommandLine::new(&format!(
        "apt-get install --quiet --yes --no-install-recommends {names}"
    ));
    if !is_root()? {
        let message =
            format!("only root can install {names}:\n\n    sudo {update}\n    sudo {install}\n");
        return Err(Failure::new(message));
    }
    // An index that cannot be reached does not matter if the packages are found all the same.
    if let Err(failure) = update.run() {
        println!("{failure}");
    }
    install
        .with_variable("DEBIAN_FRONTEND", "noninteractive")
        .run()
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
        name: "g++",
        purpose: "compiles the fuzzer",
        probe: || CommandLine::new("c++ --version"),
    },
    // Elsewhere the driver finds whatever Chrome there is.
    #[cfg(target_os = "linux")]
    SystemPackage {
        name: "chromium",
        purpose: "shows the pages in the tests of the program",
        probe: || CommandLine::new("chromium --version"),
    },
    SystemPackage {
        name: "chromium-driver",
        purpose: "drives chromium",
        probe: || CommandLine::new("chromedriver --version"),
    },
    #[cfg(target_os = "linux")]
    SystemPackage {
        name: "nginx-light",
        purpose: "stands in front of the program in a test, with the file from deploy/",
        // Debian keeps it where only root looks.
        probe: || CommandLine::new("/usr/sbin/nginx -v"),
    },
    #[cfg(target_os = "linux")]
    SystemPackage {
        name: "caddy",
        purpose: "does, too",
        probe: || CommandLine::new("caddy version"),
    },
    SystemPackage {
        name: "curl",
        purpose: "visits them",
        probe: || CommandLine::new("curl --version"),
    },
    SystemPackage {
        name: "sqlite3",
        purpose: "makes a back-up in a test",
        probe: || CommandLine::new("sqlite3 --version"),
    },
    SystemPackage {
        name: "postgresql",
        purpose: "keeps the stores of the tests",
        // Where `temporary-postgres` looks for it; Debian leaves it out of the PATH.
        probe: || CommandLine::new("sh -c").with_argument("ls /usr/lib/postgresql/*/bin/initdb"),
    },
    SystemPackage {
        name: "python3",
        purpose: "runs django-sesame for the exchange of tokens, and has axe-core in a package",
        probe: || CommandLine::new("python3 --version"),
    },
    SystemPackage {
        name: "python3-venv",
        purpose: "keeps both out of the system's own Python",
        // `venv` is always there; what it needs to install anything is what Debian leaves out.
        probe: || CommandLine::new("python3 -c").with_argument("import ensurepip, venv"),
    },
];

const WRK: SystemPackage = SystemPackage {
    name: "wrk",
    purpose: "asks servers for pages, as fast as they answer",
    // It has no option that does nothing and succeeds.
    probe: || CommandLine::new("which wrk"),
};

fn missing(packages: &[SystemPackage]) -> Vec<&SystemPackage> {
    let is_missing = |package: &&SystemPackage| !(package.probe)().succeeds();
    packages.iter().filter(is_missing).collect()
}

fn is_root() -> Result<bool, Failure> {
    let user = CommandLine::new("id -u").printed()?;
    Ok(user.output.trim() == "0")
}
