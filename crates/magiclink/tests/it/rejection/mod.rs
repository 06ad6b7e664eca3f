//! Every reason to refuse a token, given by every version that can give it.

#[cfg(feature = "v1")]
mod v1;
mod v2;
mod v3;

use std::collections::BTreeSet;

use magiclink::Rejection;

use crate::variants;

/// A token that is refused, and why it must be.
struct Case {
    expected: Rejection,
    verdict: Result<(), Rejection>,
}

impl Case {
    fn new(expected: Rejection, verdict: Result<(), Rejection>) -> Self {
        Self { expected, verdict }
    }
}

fn check(cases: &[Case], without: &[Rejection]) {
    for case in cases {
        assert_eq!(case.verdict, Err(case.expected));
    }
    let given = cases.iter().map(|case| variants::name(&case.expected));
    let never = without.iter().map(variants::name);
    assert_eq!(
        given.chain(never).collect::<BTreeSet<_>>(),
        variants::names(include_str!("../../../src/rejection.rs"), "Rejection")
    );
}

#[test]
fn v2_gives_every_reason_but_that_a_token_was_revoked() {
    check(&v2::cases(), &[Rejection::Revoked]);
}

#[test]
fn v3_gives_every_reason_but_those_of_tokens_without_time() {
    let never = [Rejection::MaxAgeNotSupported, Rejection::Irrevocable];
    check(&v3::cases(), &never);
}

#[cfg(feature = "v1")]
#[test]
fn v1_gives_every_reason_but_those_of_fields_that_it_does_not_have() {
    let never = [Rejection::Timestamp, Rejection::SignatureSize];
    check(&v1::cases(), &never);
}
