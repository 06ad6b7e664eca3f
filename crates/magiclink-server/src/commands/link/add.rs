//! `magiclink link add`: makes a private link.

use std::sync::Arc;

use magiclink::{
    base_url::BaseUrl,
    event::What,
    link::{CreateLinkError, NewLink},
    person::Person,
};

use crate::{
    cli::LinkAdd,
    commands::{self, link::passphrase, token_settings},
    config::Checked,
    database::Database,
    failure::Failure,
    server,
    site::{Found, SitePath, Sites, Target},
};

/// A private link that is asked for.
pub(in crate::commands) struct Wanted<'p> {
    /// Whose link it will be.
    pub(in crate::commands) owner: &'p Person,
    pub(in crate::commands) target: Target,
    pub(in crate::commands) new: NewLink,
}

pub(super) async fn run(options: LinkAdd, checked: &Checked) -> Result<(), Failure> {
    let target = target(&options.path, options.prefix, &checked.sites)?;
    let store = checked.database.open().await?;
    token_settings::check(&*store, checked).await?;
    let owner = commands::account::find(&*store, &options.account).await?;
    let passphrase = options.passphrase.then(passphrase::read).transpose()?;
    let wanted = Wanted {
        owner: &owner,
        target,
        new: NewLink {
            label: options.label,
            max_age: options.max_age,
            max_uses: options.max_uses,
            passphrase,
        },
    };
    println!("{}", create(wanted, checked, store).await?);
    Ok(())
}

/// Makes a private link; returns its URL.
pub(in crate::commands) async fn create(
    wanted: Wanted<'_>,
    checked: &Checked,
    store: Arc<dyn Database>,
) -> Result<String, Failure> {
    let Wanted { owner, target, new } = wanted;
    let records = Arc::clone(&store);
    let pages = server::pages(checked, store)?;
    let made = pages.links().create(owner, &target.scope(), new).await;
    let made = made.map_err(refusal)?;
    let base_url: BaseUrl = checked.config.base_url.parse().map_err(cannot_make)?;
    let url = base_url.join(&target.path().to_url());
    let link = made.link.id;
    commands::account::record(&*records, owner, What::LinkMade { link }).await?;
    Ok(made
        .token
        .link(&url)
        .map_err(cannot_make)?
        .as_str()
        .to_owned())
}

/// What a link to `path` opens, if there is something to open.
fn target(path: &str, is_prefix: bool, sites: &Sites) -> Result<Target, Failure> {
    // Copied out of a browser it has escapes.
    let parsed = if path.contains('%') {
        SitePath::from_url(path)
    } else {
        SitePath::parse(path)
    };
    let parsed = parsed.map_err(|error| Failure::Usage(format!("`{path}`: {error}")))?;
    if is_prefix && !parsed.is_folder() {
        let text = format!("a prefix is a folder: write `{path}/`, with a slash at its end");
        return Err(Failure::Usage(text));
    }
    if sites.find(&parsed).is_none() {
        let text = format!("no [[site]] of the configuration has `{path}` in it");
        return Err(Failure::Usage(text));
    }
    let found = sites.look_up(&parsed);
    let found = found.map_err(|error| Failure::doing(&format!("cannot read `{path}`"), &error))?;
    match found {
        Some(Found::File { .. }) if is_prefix => Ok(Target::Folder(parsed)),
        Some(Found::File { .. }) => Ok(Target::Page(parsed)),
        Some(Found::Folder) => Err(Failure::Usage(format!(
            "`{path}` is a folder: write `{path}/`, with a slash at its end"
        ))),
        None if parsed.is_folder() => Err(Failure::Refused(format!(
            "there is no page at `{path}`: the folder is not there, or has no index.html"
        ))),
        None => Err(Failure::Refused(format!("there is no page at `{path}`"))),
    }
}

fn refusal(error: CreateLinkError) -> Failure {
    use CreateLinkError::{Label, LongMaxAge, NoUses, PassphraseNeeded, ShortMaxAge};
    match error {
        PassphraseNeeded => {
            let text = "[link] passphrase_required asks for a passphrase: add --passphrase";
            Failure::Usage(text.to_owned())
        }
        Label | LongMaxAge { .. } | NoUses | ShortMaxAge => Failure::Usage(error.to_string()),
        error => cannot_make(error),
    }
}

fn cannot_make(error: impl std::error::Error + 'static) -> Failure {
    Failure::doing("the link cannot be made", &error)
}
