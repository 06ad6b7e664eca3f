//! The mails.

use std::{error::Error, sync::Arc};

use fluent_bundle::FluentArgs;
use magiclink::login::{Letter, LetterWriter, Written};
use minijinja::context;

use crate::{language::Language, link_view::client_values, moment::Moment, web::Web};

/// Writes the mails from the templates in `mail/`.
#[derive(Debug)]
pub(crate) struct Letters(Arc<Web>);

impl Letters {
    pub(crate) fn new(web: Arc<Web>) -> Self {
        Self(web)
    }
}

impl LetterWriter for Letters {
    fn write(&self, letter: &Letter<'_>) -> Result<Written, Box<dyn Error + Send + Sync>> {
        let pages = &self.0.pages;
        let language = Language::choose(letter.languages);
        let values = context! {
            email => letter.to, link => letter.link, cancel_link => letter.cancel_link,
            code => letter.code.expose(), seconds => letter.max_age.as_secs(),
            asked => Moment(letter.asked).words(pages, language)?,
            ..client_values(letter.client)
        };
        let mut arguments = FluentArgs::new();
        arguments.set("site", pages.site());
        Ok(Written {
            subject: pages.text(language, "mail-subject", &arguments)?,
            text: pages.write("mail/login.txt", language, values.clone())?,
            html: pages.write("mail/login.html", language, values)?,
        })
    }
}
