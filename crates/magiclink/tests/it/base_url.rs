//! A v3 token is good only for the application that made it, which its base URL names.

use magiclink::{Rejection, Tokens, scope::Login};

use crate::{
    account::jane,
    tokens::{BASE_URL, SECRET, login, native_at, tokens_of, verdict},
};

/// What a token that was made at `made` gets at `checked`.
fn crossed(made: &str, checked: &str) -> Result<(), Rejection> {
    let text = login(&tokens_of(native_at(made, SECRET)));
    let tokens: Tokens<i64> = tokens_of(native_at(checked, SECRET));
    verdict(tokens.scope(&Login), &text, &jane())
}

#[test]
fn a_token_is_good_only_for_the_application_that_made_it() {
    for other in [
        "https://other.example",
        "https://rentals.example.com",
        "http://rentals.example",
        "https://rentals.example:8443",
        "https://www.rentals.example",
        "https://rentals.example/two",
    ] {
        let refused = Err(Rejection::Signature);
        assert_eq!(crossed(BASE_URL, other), refused, "{other}");
        assert_eq!(crossed(other, BASE_URL), refused, "{other}");
    }
}

#[test]
fn one_place_has_one_base_url_however_it_is_spelt() {
    for same in [
        "https://rentals.example/",
        "HTTPS://Rentals.Example",
        "https://rentals.example:443/",
        "https://rentals.example//",
    ] {
        assert_eq!(crossed(BASE_URL, same), Ok(()), "{same}");
        assert_eq!(crossed(same, BASE_URL), Ok(()), "{same}");
    }
    let (one, two) = ("https://a.example/rentals", "https://a.example/rentals/");
    assert_eq!(crossed(one, two), Ok(()));
    let (one, two) = ("https://bücher.example", "https://xn--bcher-kva.example");
    assert_eq!(crossed(one, two), Ok(()));
}
