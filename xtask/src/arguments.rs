//! What was typed after `cargo xtask`.

use std::fmt;
use std::num::NonZeroU32;

use crate::fuzz;
use crate::load::{Effort, Subject};

/// What one call of the program is to do.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Command {
    /// Print how the program is called.
    Usage,
    /// Build the book and check it.
    Book,
    /// Run every step of the check.
    Check {
        /// How many tokens the tests exchange with django-sesame, if not as many as by default.
        exchanges: Option<NonZeroU32>,
    },
    /// Exchange tokens with django-sesame.
    Exchange {
        /// How many, if not as many as by default.
        count: Option<NonZeroU32>,
    },
    /// Put the program under faults.
    Faults {
        /// What their own program is to read.
        words: Vec<String>,
    },
    /// Run each fuzz target for some time.
    Fuzz {
        /// How long each.
        seconds: NonZeroU32,
    },
    /// Count the instructions of one verify.
    Instructions,
    /// Put servers under load.
    Load {
        /// Which.
        subject: Subject,
        /// How long.
        effort: Effort,
    },
}

/// Why the words are not a call of the program.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum UsageError {
    /// There is no such command.
    UnknownCommand(String),
    /// The command does not have such an option.
    UnknownOption { command: String, option: String },
    /// The option is not followed by a number.
    NotANumber {
        option: String,
        value: Option<String>,
    },
}

/// Reads the words that follow `cargo xtask`.
pub(crate) fn parse(words: &[String]) -> Result<Command, UsageError> {
    let Some((name, rest)) = words.split_first() else {
        return Ok(Command::Usage);
    };
    if words.iter().any(|word| word == "--help" || word == "-h") {
        return Ok(Command::Usage);
    }
    match name.as_str() {
        "book" => {
            let [] = numbers(name, rest, [])?;
            Ok(Command::Book)
        }
        "check" => {
            let [exchanges] = numbers(name, rest, ["--exchanges"])?;
            Ok(Command::Check { exchanges })
        }
        "exchange" => {
            let [count] = numbers(name, rest, ["--count"])?;
            Ok(Command::Exchange { count })
        }
        "faults" => Ok(Command::Faults {
            words: rest.to_vec(),
        }),
        "fuzz" => {
            let [seconds] = numbers(name, rest, ["--seconds"])?;
            Ok(Command::Fuzz {
                seconds: seconds.unwrap_or(fuzz::SECONDS),
            })
        }
        "instructions" => {
            let [] = numbers(name, rest, [])?;
            Ok(Command::Instructions)
        }
        "load" => parse_load(rest),
        _ => Err(UsageError::UnknownCommand(name.clone())),
    }
}

/// Reads what follows `load`.
fn parse_load(words: &[String]) -> Result<Command, UsageError> {
    let Some((name, rest)) = words.split_first() else {
        return Err(UsageError::UnknownCommand("load".to_owned()));
    };
    let is_short = name == "growth" && rest.first().is_some_and(|word| word == "--short");
    let subject = match name.as_str() {
        "bookings" => Subject::Bookings,
        "growth" => Subject::Growth { is_short },
        "login" => Subject::Login,
        "size" => Subject::Size,
        _ => return Err(UsageError::UnknownCommand(format!("load {name}"))),
    };
    let rest = rest.get(usize::from(is_short)..).unwrap_or_default();
    let [rounds, seconds] = numbers(&format!("load {name}"), rest, ["--rounds", "--seconds"])?;
    let usual = Effort::default();
    let effort = Effort {
        rounds: rounds.unwrap_or(usual.rounds),
        seconds: seconds.unwrap_or(usual.seconds),
    };
    Ok(Command::Load { subject, effort })
}

/// Reads `--option N` and `--option=N` for each of the known options.
fn numbers<const N: usize>(
    command: &str,
    words: &[String],
    known: [&str; N],
) -> Result<[Option<NonZeroU32>; N], UsageError> {
    let mut found = [None; N];
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value)),
            None => (word.as_str(), None),
        };
        let Some(place) = known.iter().position(|name| *name == option) else {
            return Err(UsageError::UnknownOption {
                command: command.to_owned(),
                option: option.to_owned(),
            });
        };
        let value = value.or_else(|| words.next().map(String::as_str));
        let number = value.and_then(|value| value.parse().ok());
        found[place] = Some(number.ok_or_else(|| UsageError::NotANumber {
            option: option.to_owned(),
            value: value.map(str::to_owned),
        })?);
    }
    Ok(found)
}

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownCommand(name) => write!(f, "there is no command `{name}`"),
            Self::UnknownOption { command, option } => {
                write!(f, "`{command}` has no option `{option}`")
            }
            Self::NotANumber {
                option,
                value: None,
            } => write!(f, "`{option}` needs a number after it"),
            Self::NotANumber {
                option,
                value: Some(value),
            } => write!(f, "`{option}` needs a whole number from 1, not `{value}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, UsageError> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&words)
    }

    fn refused(line: &str) -> String {
        parsed(line).unwrap_err().to_string()
    }

    #[test]
    fn nothing_and_help_ask_for_the_usage() {
        for line in ["", "--help", "-h", "check --help", "fuzz -h"] {
            assert_eq!(parsed(line), Ok(Command::Usage), "{line}");
        }
    }

    #[test]
    fn what_is_left_out_has_a_default() {
        assert_eq!(parsed("check"), Ok(Command::Check { exchanges: None }));
        assert_eq!(parsed("book"), Ok(Command::Book));
        assert_eq!(parsed("exchange"), Ok(Command::Exchange { count: None }));
        let (subject, effort) = (Subject::Bookings, Effort::default());
        assert_eq!(
            parsed("load bookings"),
            Ok(Command::Load { subject, effort })
        );
        let seconds = fuzz::SECONDS;
        assert_eq!(parsed("fuzz"), Ok(Command::Fuzz { seconds }));
    }

    #[test]
    fn growth_can_be_short() {
        let effort = Effort {
            rounds: NonZeroU32::MIN,
            ..Effort::default()
        };
        let subject = Subject::Growth { is_short: true };
        let line = "load growth --short --rounds 1";
        assert_eq!(parsed(line), Ok(Command::Load { subject, effort }));
        assert_eq!(
            refused("load login --short"),
            "`load login` has no option `--short`"
        );
    }

    #[test]
    fn an_option_takes_the_next_word_or_what_follows_its_equals_sign() {
        let seconds = NonZeroU32::new(300).unwrap();
        for line in ["fuzz --seconds 300", "fuzz --seconds=300"] {
            assert_eq!(parsed(line), Ok(Command::Fuzz { seconds }), "{line}");
        }
    }

    #[test]
    fn what_follows_faults_is_for_their_own_program() {
        let words = vec!["--short".to_owned(), "kills".to_owned()];
        assert_eq!(
            parsed("faults --short kills"),
            Ok(Command::Faults { words })
        );
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(refused("chekc"), "there is no command `chekc`");
        assert_eq!(refused("load"), "there is no command `load`");
        assert_eq!(refused("load all"), "there is no command `load all`");
        assert_eq!(refused("check -v"), "`check` has no option `-v`");
        assert_eq!(
            refused("instructions 3"),
            "`instructions` has no option `3`"
        );
    }

    #[test]
    fn what_is_not_a_number_is_named() {
        assert_eq!(
            refused("exchange --count"),
            "`--count` needs a number after it"
        );
        for value in ["0", "-1", "many", "1.5"] {
            assert_eq!(
                refused(&format!("exchange --count {value}")),
                format!("`--count` needs a whole number from 1, not `{value}`")
            );
        }
    }
}
