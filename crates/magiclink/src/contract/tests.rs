//! The macros that make a test of each rule.

/// Makes a test of each rule for a store of sessions, login requests, links, mails and counted attempts.
///
/// The arguments are an expression that makes an empty store, and one that makes
/// [`Threads`](crate::contract::Threads).
#[macro_export]
macro_rules! test_store {
    ($store:expr, $threads:expr) => {
        $crate::test_contract! { $store, $threads;
            sessions: a_session_is_found_as_it_was_kept(),
            sessions: a_session_is_found_until_it_expires(),
            sessions: a_new_session_ends_the_previous_one(),
            sessions: a_renewed_session_lasts_longer_and_never_shorter(),
            sessions: a_renewal_does_not_bring_a_session_back(),
            sessions: sessions_are_listed_by_account_the_newest_first(),
            sessions: a_session_is_ended_by_its_account_only(),
            sessions: all_sessions_but_one_are_ended(),
            sessions: expired_sessions_are_deleted(),
            logins: a_request_is_found_as_it_was_kept(),
            logins: a_request_is_kept_with_its_mail(),
            logins: the_newest_request_of_a_browser_is_found(),
            logins: a_code_has_as_many_tries_as_it_was_given(),
            logins: a_code_has_no_tries_without_an_open_request(),
            logins: a_request_is_called_off_once(),
            logins: all_requests_of_an_account_are_called_off(),
            logins: expired_requests_are_deleted(),
            attempts: what_is_asked_for_is_kept_with_its_mail(),
            attempts: a_mail_that_is_not_sent_leaves_the_others_alone(),
            attempts: what_is_asked_for_too_often_is_not_kept(),
            redeem: redeeming_spends_the_request_and_keeps_the_session(),
            redeem: what_is_not_open_is_not_redeemed(),
            redeem: a_request_is_redeemed_until_it_expires(),
            redeem: redeeming_ends_the_previous_session(),
            redeem: redeeming_spends_the_other_requests_of_the_account(),
            links: a_link_is_found_as_it_was_kept(),
            links: an_identifier_is_one_links(),
            links: links_are_listed_page_by_page(),
            links: links_are_searched_by_label_and_scope(),
            openings: an_opening_counts_a_use_and_is_found(),
            openings: an_opening_is_found_until_it_expires(),
            openings: a_link_that_is_not_open_is_not_opened(),
            openings: a_link_is_opened_until_it_expires(),
            openings: a_link_is_revoked_once_and_its_openings_end(),
            openings: all_links_of_an_account_are_revoked(),
            openings: ended_links_and_openings_are_deleted(),
            mails: a_mail_is_leased_as_it_was_queued(),
            mails: the_mails_longest_due_are_leased_first(),
            mails: a_lease_ends_when_its_time_is_over(),
            mails: the_time_of_the_next_mail_is_told(),
            mails: a_delayed_mail_is_due_later(),
            mails: a_mail_ends_for_good(),
            mails: ended_mails_are_deleted(),
            leases: leases_are_told_until_they_end(),
            leases: an_extended_lease_lasts_longer(),
            leases: a_lease_is_ended_early(),
            mail_list: mails_are_listed_page_by_page(),
            mail_list: a_list_tells_what_has_become_of_a_mail(),
            mail_list: what_waits_is_counted(),
            mail_list: a_list_tells_why_a_mail_was_not_delivered(),
            mail_list: a_delayed_mail_is_tried_at_once(),
            mail_list: a_leased_mail_is_not_tried_twice(),
            mail_list: a_dropped_mail_is_not_sent(),
            mail_list: an_unknown_mail_is_told(),
            limits: attempts_are_counted_by_key(),
            limits: a_bucket_fills_again(),
            limits: attempts_are_counted_for_all_demands_or_none(),
            limits: a_peek_counts_nothing(),
            limits: long_histories_are_kept(),
            limits: old_histories_are_deleted(),
            races: one_of_many_callers_redeems_a_request(threads),
            races: one_of_many_requests_of_an_account_is_redeemed(threads),
            races: a_request_is_redeemed_or_called_off(threads),
            attempts: as_many_requests_are_kept_as_are_let_through(threads),
            races: exactly_as_many_as_allowed_are_let_through(threads),
            races: a_code_is_never_tried_more_often_than_allowed(threads),
            races: each_mail_is_leased_by_one_worker(threads),
            races: a_session_is_not_renewed_after_its_end(threads),
            link_races: a_limit_lets_exactly_as_many_in(threads),
            link_races: no_opening_outlives_its_link(threads),
            link_races: one_of_many_callers_revokes_a_link(threads),
        }
    };
}

/// Makes a test of each rule for a store that keeps the accounts, too.
///
/// The arguments are those of [`test_store!`](crate::test_store).
#[macro_export]
macro_rules! test_person_store {
    ($store:expr, $threads:expr) => {
        $crate::test_contract! { $store, $threads;
            people: an_account_is_found_as_it_was_made(),
            people: addresses_are_compared_byte_by_byte(),
            people: ids_are_never_used_again(),
            people: an_admin_is_made_and_is_one_no_longer(),
            person_list: accounts_are_listed_page_by_page(),
            person_list: accounts_are_searched_by_their_addresses(),
            person_list: a_search_is_a_text_and_no_pattern(),
            people: disabling_an_account_logs_it_out(),
            people: logging_out_everywhere_raises_the_epoch(),
            people: deleting_an_account_deletes_what_it_had(),
            people: an_unknown_account_is_told(),
            last_login: the_time_only_rises(),
            last_login: the_time_outlives_its_session(),
            person_links: disabling_an_account_closes_its_links(),
            person_links: logging_out_everywhere_revokes_the_links(),
            person_links: deleting_an_account_deletes_its_links(),
            person_races: one_of_many_callers_makes_an_account(threads),
            person_races: every_log_out_raises_the_epoch(threads),
            person_races: a_disabled_account_is_not_logged_in(threads),
        }
    };
}

/// Makes a test of each rule for a store that keeps the fingerprint of the settings of tokens.
///
/// The arguments are those of [`test_store!`](crate::test_store).
#[macro_export]
macro_rules! test_fingerprint_store {
    ($store:expr, $threads:expr) => {
        $crate::test_contract! { $store, $threads;
            fingerprints: a_fingerprint_is_found_as_it_was_kept(),
            fingerprints: a_fingerprint_is_kept_in_the_place_of_one_only(),
            fingerprints: one_of_many_fingerprints_is_kept(threads),
        }
    };
}

/// Makes a test of each rule for a store that keeps the audit log.
///
/// The arguments are those of [`test_store!`](crate::test_store).
#[macro_export]
macro_rules! test_audit_store {
    ($store:expr, $threads:expr) => {
        $crate::test_contract! { $store, $threads;
            audit: an_entry_is_found_as_it_was_kept(),
            audit: entries_are_listed_page_by_page(),
            audit: entries_are_found_by_what_they_are_about(),
            audit: old_entries_are_deleted(),
        }
    };
}

/// One test for each `module: rule(…)`.
#[doc(hidden)]
#[macro_export]
macro_rules! test_contract {
    ($store:expr, $threads:expr; $($module:ident: $rule:ident($($argument:ident)?),)*) => {
        $(
            #[test]
            fn $rule() {
                let (store, threads) = ($store, $threads);
                $(let $argument = &threads;)?
                threads.block_on($crate::contract::$module::$rule(&store $(, $argument)?));
            }
        )*
    };
}
