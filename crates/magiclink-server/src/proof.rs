//! How `magiclink doctor` and a server know each other: both have the secret key.
//!
//! The doctor asks under a number that is used once; only who has the key can ask, and only who has it can
//! answer. So it is certain that a base URL leads to this server and not to another one, and nobody else
//! learns what the server sees.

use std::net::IpAddr;

use magiclink::{
    bearer::{Bearer, Digest},
    secret::{RandomError, Secret},
};
use serde::{Deserialize, Serialize};

/// The header of a question, and of its answer.
pub(crate) const HEADER: &str = "magiclink-doctor";

/// What a server and its doctor have in common.
#[derive(Clone)]
pub(crate) struct Proof {
    secret: Secret,
    base_url: String,
}

/// What a server has seen of a request.
#[derive(Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Seen {
    /// The version of the program.
    pub(crate) version: String,
    /// Where the connection comes from.
    pub(crate) peer: Option<IpAddr>,
    /// Whom the request counts as coming from.
    pub(crate) client: Option<IpAddr>,
    /// `X-Forwarded-For` as it came, its lines joined.
    pub(crate) forwarded: String,
}

/// A question that was asked.
pub(crate) struct Question {
    number: String,
    /// The value of its header.
    pub(crate) header: String,
}

impl Proof {
    pub(crate) fn new(secret: Secret, base_url: &str) -> Self {
        let base_url = base_url.to_owned();
        Self { secret, base_url }
    }

    /// A new question.
    pub(crate) fn ask(&self) -> Result<Question, RandomError> {
        Ok(self.question(Bearer::random()?.expose()))
    }

    /// Reads the header of a question; `None` if whoever asks does not have the key.
    pub(crate) fn asked(&self, header: &str) -> Option<Question> {
        let (number, _) = header.split_once('.')?;
        let question = self.question(number.to_owned());
        same(&question.header, header).then_some(question)
    }

    /// What proves an answer.
    pub(crate) fn answer(&self, question: &Question, answer: &str) -> String {
        self.digest(&["is answered", &question.number, answer])
    }

    /// Whether an answer is by a server with the same key.
    pub(crate) fn is_answered(&self, question: &Question, answer: &str, header: &str) -> bool {
        same(&self.answer(question, answer), header)
    }

    fn question(&self, number: String) -> Question {
        let header = format!("{number}.{}", self.digest(&["asks", &number]));
        Question { number, header }
    }

    fn digest(&self, parts: &[&str]) -> String {
        let common = [
            "the doctor of magiclink",
            self.secret.expose(),
            &self.base_url,
        ];
        let parts: Vec<_> = common
            .iter()
            .chain(parts)
            .map(|text| text.as_bytes())
            .collect();
        let digest = Digest::of(&parts);
        let hex = digest.as_bytes().iter().map(|byte| format!("{byte:02x}"));
        hex.collect()
    }
}

/// Compares in a time that does not tell where two texts differ.
fn same(one: &str, other: &str) -> bool {
    Digest::of(&[one.as_bytes()]).matches(&Digest::of(&[other.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_has_the_key_of_the_same_site_can_ask_and_answer() {
        let proof = Proof::new(Secret::new("key"), "https://example.com");
        let question = proof.ask().unwrap();
        let asked = proof.asked(&question.header).expect("it is its own");
        let answer = proof.answer(&asked, "text");
        assert!(proof.is_answered(&question, "text", &answer));
        assert!(!proof.is_answered(&question, "texts", &answer));
        assert!(!proof.is_answered(&proof.ask().unwrap(), "text", &answer));
        for other in [
            Proof::new(Secret::new("other"), "https://example.com"),
            Proof::new(Secret::new("key"), "https://example.org"),
        ] {
            assert!(other.asked(&question.header).is_none());
            assert!(!other.is_answered(&question, "text", &answer));
        }
        for header in [
            "",
            ".",
            "x",
            &question.header[1..],
            &format!("{}0", question.header),
        ] {
            assert!(proof.asked(header).is_none(), "{header}");
        }
        // A question is no answer, and the other way round.
        assert!(!proof.is_answered(&question, "", &question.header));
    }
}
