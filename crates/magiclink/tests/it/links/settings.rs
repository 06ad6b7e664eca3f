//! Settings of registered links that are refused.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use magiclink::{
    Tokens,
    link::{LinkSettingsError, Links, Policy},
    memory::MemoryStore,
    scope::Namespace,
    settings::Settings,
    token::Version,
};

use super::{DAY, PAYSLIP, Users, settings};
use crate::{
    account::jane,
    tokens::{BOOKING, django, expiring},
};

fn refused(settings: Settings, policies: &[(Namespace, Policy)]) -> Option<LinkSettingsError> {
    let users = Users(Arc::new(Mutex::new(jane())));
    let tokens = Tokens::new(settings).expect("the settings are sound");
    Links::new(tokens, users, Arc::new(MemoryStore::new()), policies).err()
}

#[test]
fn only_v3_tokens_can_be_registered() {
    assert_eq!(refused(settings(), &[]), None);
    // One that is accepted besides does not say what it is for either.
    let mixed = settings().accepting(Version::V2);
    for settings in [django(), expiring(), mixed] {
        assert_eq!(refused(settings, &[]), Some(LinkSettingsError::Version));
    }
}

#[test]
fn a_policy_is_for_a_namespace_of_the_tokens() {
    let unknown = Namespace::from_static("unknown");
    let expected = LinkSettingsError::Namespace("unknown".to_owned());
    let policies = [(BOOKING, Policy::default()), (unknown, Policy::default())];
    assert_eq!(refused(settings(), &policies), Some(expected));
    assert_eq!(refused(settings(), &policies[..1]), None);
}

#[test]
fn ages_that_contradict_each_other_are_refused() {
    for (default_max_age, longest_max_age, is_sound) in [
        (DAY, DAY, true),
        (Duration::from_mins(1), 400 * DAY, true),
        (2 * DAY, DAY, false),
        (Duration::from_secs(59), DAY, false),
        (Duration::ZERO, Duration::ZERO, false),
        (DAY, 401 * DAY, false),
    ] {
        let policy = Policy {
            default_max_age,
            longest_max_age,
            needs_passphrase: false,
        };
        let error = refused(settings(), &[(PAYSLIP, policy)]);
        let expected = LinkSettingsError::Ages("payslip".to_owned());
        assert_eq!(error, (!is_sound).then_some(expected));
    }
}
