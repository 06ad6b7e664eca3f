//! Any text as an address: what is accepted is one recipient to everybody, and has one key.

#![no_main]

use libfuzzer_sys::fuzz_target;
use magiclink::email::{Email, LONGEST};
use mailparse::{MailAddr, addrparse};
use url::Url;

fuzz_target!(|data: &[u8]| {
    let typed = String::from_utf8_lossy(data);
    if let Ok(email) = Email::parse(&typed) {
        has_one_key(&typed, &email);
        is_one_recipient(&email);
        has_the_domain_of_a_browser(&email);
        is_masked(&email);
    }
});

fn has_one_key(typed: &str, email: &Email) {
    let (text, key, ascii) = (email.as_str(), email.key(), email.to_ascii());
    assert_eq!(text, typed.trim_matches(' '));
    assert!(text.len() <= LONGEST && key.len() <= LONGEST);
    assert!(ascii.eq_ignore_ascii_case(key), "{ascii} {key}");
    for other in [text, key, &ascii, &key.to_ascii_uppercase()] {
        let again = Email::parse(other).expect("every spelling of an address is one");
        assert_eq!(again.key(), key, "{other}");
        assert!(email.is(other), "{other}");
    }
}

/// Another reader of the header of a mail finds the same one address in it.
fn is_one_recipient(email: &Email) {
    for written in [email.to_ascii(), email.key().to_owned()] {
        let list = addrparse(&written).expect("what is accepted can stand in a mail");
        match list.as_slice() {
            [MailAddr::Single(single)] => {
                assert_eq!(single.addr, written);
                assert_eq!(single.display_name, None);
            }
            other => panic!("{written} is {other:?}"),
        }
    }
}

/// What stands after the `@` names one host, as it was typed and as DNS has it.
fn has_the_domain_of_a_browser(email: &Email) {
    let (_, typed) = email
        .as_str()
        .split_once('@')
        .expect("an address has an @ in it");
    for domain in [typed, email.domain()] {
        let url = Url::parse(&format!("http://{domain}/")).expect("a domain can stand in a URL");
        assert_eq!(url.host_str(), Some(email.domain()), "{domain}");
        assert!(url.domain().is_some(), "{domain} is no name");
    }
}

fn is_masked(email: &Email) {
    let (local_part, _) = email.key().split_once('@').expect("a key has two sides");
    let mask = email.mask();
    let (shown, domain) = mask.split_once("***@").expect("a mask hides something");
    assert_eq!(domain, email.domain());
    assert!(
        shown.len() <= 1 && shown.len() < local_part.len() && local_part.starts_with(shown),
        "{mask}"
    );
    assert_eq!(format!("{email:?}"), format!("Email({mask})"));
}
