//! The pages that a visit gets.

use axum::{
    http::header,
    response::{Html, IntoResponse as _, Response},
};
use minijinja::{Value, context};

use crate::{headers::FOR_FORMS, page_error::PageError, visit::Visit};

impl Visit {
    /// Writes a page without a form; its template also knows `site`, `lang` and `url`, the paths of the
    /// flows' pages.
    ///
    /// # Errors
    ///
    /// The template is broken.
    pub fn page(&self, name: &str, values: Value) -> Result<Response, PageError> {
        let written = self.0.web.pages.write(name, self.0.language, values);
        Ok(Html(written.map_err(PageError::internal)?).into_response())
    }

    /// The page of an error that says the same to everybody; `None` if it says more.
    pub(crate) fn fixed_page(&self, key: &str) -> Option<Response> {
        let page = self.0.web.pages.fixed(key, self.0.language)?;
        Some(Html(page).into_response())
    }

    /// Writes a page with a form; its template also knows `form_token`, to be sent along in a hidden
    /// field of that name.
    ///
    /// # Errors
    ///
    /// The template is broken.
    pub fn form_page(&self, name: &str, values: Value) -> Result<Response, PageError> {
        let form_token = self.form_token()?;
        let mut page = self.page(name, context! { form_token, ..values })?;
        page.headers_mut()
            .insert(header::REFERRER_POLICY, FOR_FORMS);
        Ok(page)
    }
}
