//! v3 tokens made by hand, as the format is written down, with another implementation of BLAKE2b.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use blake2b_simd::Params;
use magiclink::{
    Rejection, Tokens,
    link::NewLink,
    scope::{Login, Scope},
    token::TokenId,
};

use crate::{
    account::{Person, jane},
    links::App,
    tokens::{BASE_URL, BOOKING, NOW, SECRET, native, token, tokens_of, verdict},
};

const LOGIN: u8 = 1;
const PRIVATE_LINK: u8 = 2;
const REGISTERED_LINK: u8 = 5;
const ID: [u8; 8] = *b"by hand!";

/// What is in a token, with a right signature whatever it is.
#[derive(Clone, Copy)]
struct HandMade<'t> {
    purpose: u8,
    made: u32,
    expires: u32,
    id: [u8; 8],
    primary_key: &'t [u8],
    scope: &'t str,
}

impl HandMade<'_> {
    fn text(&self) -> String {
        self.text_with_key_id(derive("id")[0])
    }

    fn text_with_key_id(&self, key_id: u8) -> String {
        let jane = jane();
        let password = jane.password.expect("Jane has a password");
        let (_, tail) = password.rsplit_once('$').expect("it is a hash of Django's");
        let state: [&[u8]; 4] = [
            tail.as_bytes(),
            jane.email.as_bytes(),
            &0_u64.to_be_bytes(),
            b"",
        ];
        let mut body = vec![key_id, self.purpose];
        body.extend(self.made.to_be_bytes());
        body.extend(self.expires.to_be_bytes());
        body.extend(self.id);
        body.extend(self.primary_key);
        body.extend(blake2b(b"magiclink.sta.v3", 6, &derive("state"), &state));
        let signed: [&[u8]; 2] = [&body, self.scope.as_bytes()];
        body.extend(blake2b(b"magiclink.mac.v3", 16, &derive("mac"), &signed));
        format!("3.{}", URL_SAFE_NO_PAD.encode(body))
    }
}

/// The key for one use of the secret.
fn derive(purpose: &str) -> Vec<u8> {
    let parts = [SECRET, "", BASE_URL, purpose].map(str::as_bytes);
    blake2b(b"magiclink.key.v3", 64, b"", &parts)
}

fn blake2b(person: &[u8; 16], size: usize, key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut state = Params::new()
        .personal(person)
        .hash_length(size)
        .key(key)
        .to_state();
    state.update(&(parts.len() as u64).to_le_bytes());
    for part in parts {
        state.update(&(part.len() as u64).to_le_bytes());
    }
    for part in parts {
        state.update(part);
    }
    state.finalize().as_bytes().to_vec()
}

/// A login token of Jane, made now.
fn login() -> HandMade<'static> {
    let made = u32::try_from(NOW - 1_577_836_800).expect("now is after 2020");
    HandMade {
        purpose: LOGIN,
        made,
        expires: made + 600,
        id: ID,
        primary_key: &[0, 0, 0, 0, 0, 0, 0, 1],
        scope: "",
    }
}

fn check(scope: &impl Scope, text: &str) -> Result<(), Rejection> {
    let tokens: Tokens<i64> = tokens_of(native());
    verdict(tokens.scope(scope), text, &jane())
}

#[test]
fn a_token_made_by_hand_is_the_one_that_is_made_here() {
    let tokens = tokens_of(native());
    let id = TokenId::from_bytes(ID);
    assert_eq!(token(tokens.scope(&Login).id(id), &jane()), login().text());
    let booking = BOOKING.scope(1);
    let private = HandMade {
        purpose: PRIVATE_LINK,
        expires: login().made + 7 * 24 * 60 * 60,
        scope: "booking:1",
        ..login()
    };
    assert_eq!(
        token(tokens.scope(&booking).id(id), &jane()),
        private.text()
    );
    assert_eq!(check(&Login, &login().text()), Ok(()));
    assert_eq!(check(&booking, &private.text()), Ok(()));
}

#[test]
fn the_token_of_a_registered_link_made_by_hand_is_the_one_that_is_made_here() {
    let app = App::new();
    let made = app.make(NewLink::default());
    let registered = HandMade {
        purpose: REGISTERED_LINK,
        expires: login().made + 7 * 24 * 60 * 60,
        id: made.link.id.to_bytes(),
        scope: "booking:7",
        ..login()
    };
    assert_eq!(made.token.expose(), registered.text());
}

#[test]
fn a_token_is_good_only_for_its_purpose_even_if_the_scope_is_right() {
    for purpose in [0, PRIVATE_LINK, 3, 4, REGISTERED_LINK, 255] {
        let other = HandMade { purpose, ..login() };
        let refused = check(&Login, &other.text());
        assert_eq!(refused, Err(Rejection::Signature), "{purpose}");
    }
    for purpose in [0, LOGIN, 3, 4, REGISTERED_LINK, 255] {
        let other = HandMade {
            purpose,
            scope: "booking:1",
            ..login()
        };
        let refused = check(&BOOKING.scope(1), &other.text());
        assert_eq!(refused, Err(Rejection::Signature), "{purpose}");
    }
}

#[test]
fn a_token_names_the_key_that_made_it() {
    let id = derive("id")[0];
    for other in [id.wrapping_add(1), !id] {
        let refused = check(&Login, &login().text_with_key_id(other));
        assert_eq!(refused, Err(Rejection::Signature));
    }
}

#[test]
fn a_token_with_a_key_that_is_none_is_refused_after_its_signature() {
    for primary_key in [&[][..], &[1], &[0; 7], &[0; 9], &[0; 256]] {
        let other = HandMade {
            primary_key,
            ..login()
        };
        let refused = check(&Login, &other.text());
        assert_eq!(refused, Err(Rejection::PrimaryKey));
    }
}

#[test]
fn any_times_can_be_in_a_token() {
    let now = login().made;
    for (made, expires, expected) in [
        (0, u32::MAX, Ok(())),
        (now, now + 1, Ok(())),
        (now, now, Err(Rejection::Expired)),
        (now, 0, Err(Rejection::Expired)),
        (0, 0, Err(Rejection::Expired)),
        (now + 60, now + 1, Ok(())),
        (now + 61, u32::MAX, Err(Rejection::FromTheFuture)),
        (u32::MAX, 0, Err(Rejection::FromTheFuture)),
    ] {
        let other = HandMade {
            made,
            expires,
            ..login()
        };
        assert_eq!(check(&Login, &other.text()), expected, "{made} {expires}");
    }
}

#[test]
fn the_state_in_a_token_is_compared_with_the_account() {
    let tokens: Tokens<i64> = tokens_of(native());
    let changed = Person { epoch: 1, ..jane() };
    let refused = verdict(tokens.scope(&Login), &login().text(), &changed);
    assert_eq!(refused, Err(Rejection::Revoked));
}
