//! What can be asked of the library, whatever the types of the key and of the scope are.

use std::time::Duration;

use magiclink::{CreateError, Rejection, Scoped, primary_key::PrimaryKey, scope::Scope};

use crate::account::User;

/// Something that is done once the types are known.
pub(crate) trait Order {
    type Outcome;

    fn carry_out<K: Clone + PrimaryKey, S: Scope>(
        self,
        tokens: Scoped<'_, K, S>,
        user: &User<'_, K>,
    ) -> Self::Outcome;
}

/// Makes a token.
pub(crate) struct Make;

impl Order for Make {
    type Outcome = Result<String, CreateError>;

    fn carry_out<K: Clone + PrimaryKey, S: Scope>(
        self,
        tokens: Scoped<'_, K, S>,
        user: &User<'_, K>,
    ) -> Self::Outcome {
        Ok(tokens.create(user)?.expose().to_owned())
    }
}

/// Checks a token.
pub(crate) struct Check<'t> {
    pub(crate) token: &'t str,
    pub(crate) max_age: Option<Duration>,
}

impl Order for Check<'_> {
    type Outcome = Result<(), Rejection>;

    fn carry_out<K: Clone + PrimaryKey, S: Scope>(
        self,
        mut tokens: Scoped<'_, K, S>,
        user: &User<'_, K>,
    ) -> Self::Outcome {
        if let Some(max_age) = self.max_age {
            tokens = tokens.max_age(max_age);
        }
        let find = |key: &K| (*key == user.key).then_some(user);
        tokens.authenticate_with(self.token, find).map(|_| ())
    }
}
