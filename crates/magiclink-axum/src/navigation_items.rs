//! The links that lead from one page of the application to the others.

use std::sync::Arc;

use minijinja::{Value, context};

use crate::{accounts::Accounts, magic_link::MagicLink};

/// A link in the navigation, which whoever is logged in sees at the top of the pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NavigationItem {
    /// Where it leads: a path, counted from the base URL.
    pub path: &'static str,
    /// What its text is called in the language files.
    pub text: &'static str,
}

/// What the navigation shows to an account.
pub(crate) type Navigation<P> = Arc<dyn Fn(&P) -> Vec<NavigationItem> + Send + Sync>;

impl<A: Accounts> MagicLink<A> {
    /// Sets what the navigation shows to an account; by default there is none.
    #[must_use]
    pub fn with_navigation(
        mut self,
        items: impl Fn(&A::Account) -> Vec<NavigationItem> + Send + Sync + 'static,
    ) -> Self {
        self.navigation = Some(Arc::new(items));
        self
    }

    /// The navigation for an account on the page with the path `here`: give it to templates that extend
    /// `pages/base.html` as `navigation`. What leads only to the present page is not shown.
    #[must_use]
    pub fn navigation(&self, account: &A::Account, here: &str) -> Value {
        let items = self.navigation.as_ref().map(|items| items(account));
        let items = items.unwrap_or_default().into_iter().map(|item| {
            let path = self.web().urls.below(item.path);
            context! { path, text => item.text, is_here => item.path == here }
        });
        items.collect()
    }
}
