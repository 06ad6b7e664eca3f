//! The corpus of addresses, typed into the form.

use magiclink::email::Email;

use crate::{
    app::{JANE, TestApp},
    corpus::rows,
};

#[tokio::test]
async fn every_address_is_taken_or_told_at_the_field() {
    let text = include_str!("../../testdata/emails.tsv");
    let columns = text.lines().next().unwrap().split('\t').collect::<Vec<_>>();
    let columns: [&str; 5] = columns.try_into().unwrap();
    for row in rows(text, columns) {
        let typed: String = serde_json::from_str(&row[1]).unwrap();
        let app = TestApp::new().await;
        let status = app.browser().ask(&typed).await.status.as_u16();
        let allowed: &[u16] = match row[2].as_str() {
            "ACCEPT" => &[303],
            "REJECT" => &[422, 413],
            "POLICY" => &[303, 422],
            other => panic!("{}: unknown expectation `{other}`", row[0]),
        };
        assert!(allowed.contains(&status), "{}: {status} {}", row[0], row[2]);
        assert_eq!(status == 303, Email::parse(&typed).is_ok(), "{}", row[0]);
        let mails = app.mails().await;
        assert!(
            mails.len() <= 1 && mails.iter().all(|mail| mail.to == JANE),
            "{}",
            row[0]
        );
    }
}
