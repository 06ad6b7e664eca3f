//! What was found, as a list for people or as JSON, and how the command ends.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::{
    cli::Doctor,
    failure::Failure,
    finding::{Finding, State},
    show,
};

/// All that was found.
#[derive(Serialize)]
struct Report<'f> {
    /// The worst of the states.
    state: State,
    findings: &'f [Finding],
}

pub(super) fn print(options: &Doctor, findings: &[Finding]) -> Result<(), Failure> {
    let worst = findings.iter().map(|finding| finding.state).max();
    let state = worst.unwrap_or(State::Good);
    if options.json {
        show::json(&Report { state, findings })?;
    } else {
        // Whoever reads may stop reading, as `head` does.
        let _ = io::stdout().write_all(text(findings).as_bytes());
    }
    match state {
        State::Wrong => Err(Failure::Refused(amount(findings, State::Wrong))),
        State::Warning if options.strict => Err(Failure::Refused(amount(findings, State::Warning))),
        _ => Ok(()),
    }
}

/// A line for each, and what to do on the line below it.
fn text(findings: &[Finding]) -> String {
    let longest = findings.iter().map(|finding| finding.part.len()).max();
    let part_width = longest.unwrap_or_default();
    let state_width = State::Warning.word().len();
    let indent = state_width + part_width + 4;
    let lines = findings.iter().flat_map(|finding| {
        let (state, part) = (finding.state.word(), finding.part);
        let advice = finding.advice.as_ref();
        [
            Some(format!(
                "{state:state_width$}  {part:part_width$}  {}\n",
                finding.text
            )),
            advice.map(|advice| format!("{:indent$}→ {advice}\n", "")),
        ]
    });
    let text: String = lines.flatten().collect();
    let state = findings.iter().map(|finding| finding.state).max();
    text + match state.unwrap_or(State::Good) {
        State::Good | State::Unknown => "\nAll is well.\n",
        State::Warning => "\nAll is well, but for the warnings.\n",
        State::Wrong => "",
    }
}

fn amount(findings: &[Finding], state: State) -> String {
    let count = findings
        .iter()
        .filter(|finding| finding.state == state)
        .count();
    match (count, state) {
        (1, State::Wrong) => "one thing is wrong".to_owned(),
        (count, State::Wrong) => format!("{count} things are wrong"),
        (1, _) => "there is one warning".to_owned(),
        (count, _) => format!("there are {count} warnings"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_aligned_and_what_to_do_stands_below() {
        let findings = [
            Finding::good("a", "is so"),
            Finding::wrong("longer", "is not", "do it"),
        ];
        let lines = "good     a       is so\nWRONG    longer  is not\n                 → do it\n";
        assert_eq!(text(&findings), lines);
        assert_eq!(amount(&findings, State::Wrong), "one thing is wrong");
        assert!(text(&findings[..1]).ends_with("\n\nAll is well.\n"));
    }
}
