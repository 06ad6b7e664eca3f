//! The corpus of places to go to after a login.

use url::{Url, form_urlencoded};

use crate::{
    app::{JANE, TestApp},
    corpus::rows,
};

#[tokio::test]
async fn a_login_never_leads_off_the_site() {
    let text = include_str!("../../testdata/redirects.tsv");
    let base = Url::parse("https://testserver/").unwrap();
    let app = TestApp::new().await;
    for [id, value, expected, _, _] in rows(
        text,
        ["id", "value_json", "expected", "why", "browser_origin"],
    ) {
        let next: String = serde_json::from_str(&value).unwrap();
        let query: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let mut browser = app.browser();
        let form = browser.get(&format!("/login/?next={query}")).await;
        form.assert(200, "Log in");

        // What a confirmation sends along is read again, too.
        let link = app.link(JANE).await;
        let confirm = browser.get(&link).await;
        let done = browser
            .submit(&confirm, "/login/auth/", &[("next", &next)])
            .await;
        done.assert(303, "");
        let location = done.location().to_owned();
        let url = base.join(&location).unwrap();
        assert_eq!(url.origin(), base.origin(), "{id}: {location}");
        assert!(
            location.starts_with('/') && !location.starts_with("//"),
            "{id}: {location}"
        );
        assert!(
            location.bytes().all(|byte| byte.is_ascii_graphic()),
            "{id}: {location}"
        );
        match expected.as_str() {
            "ALLOW" => assert!(
                location != "/account/" || next.contains("/account/"),
                "{id}: {next}"
            ),
            "REJECT" => assert_eq!(location, "/account/", "{id}: {next}"),
            "EITHER" => {}
            other => panic!("{id}: unknown expectation `{other}`"),
        }
    }
}
