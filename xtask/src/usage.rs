//! How the program is called.

/// What `cargo xtask --help` prints.
pub(crate) const USAGE: &str = "\
The project's own commands.

    cargo xtask check [--exchanges N]
        everything that must pass before a change is taken
    cargo xtask book
        build the book into target/book, and check its links and commands
    cargo xtask exchange [--count N]
        exchange N tokens with django-sesame, in both directions
    cargo xtask faults [--short] [--list] [NAME...]
        put the program under faults, all or those with these names, and see what it promises kept
    cargo xtask fuzz [--seconds N]
        feed broken texts to all that reads what anybody can send, 10 seconds each unless told otherwise
    cargo xtask instructions
        count the instructions of one verify
    cargo xtask load bookings [--rounds N] [--seconds N]
        compare the private links of examples/bookings with plain axum and with Django, under load
    cargo xtask load login [--rounds N] [--seconds N]
        compare login by email with Django, with the mails, while no mail server answers, and in memory
    cargo xtask load growth [--short] [--rounds N] [--seconds N]
        compare logins with a thousand accounts and with millions, which takes 6 GB of disk
    cargo xtask load size [--rounds N] [--seconds N]
        measure the program: its file, its start, its memory

Examples:

    cargo xtask check
    cargo xtask check --exchanges 10000
    cargo xtask fuzz --seconds 300

`check` installs the tools that it lacks. It ends with 0 when everything passed, with 1 at the
first step that did not, and with 2 when it was not understood.";
