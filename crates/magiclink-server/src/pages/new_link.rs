//! The form for a private link, and the link when it is made: the only time that it is shown.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use magiclink::{event::What, link::MadeLink, person::People};
use magiclink_axum::{CurrentAccount, Form, PageError, Visit, minijinja::context};

use crate::{
    app::App,
    pages::{
        link_row, links, qr,
        wanted_link::{self, DAY, Mistake, WantedLink},
    },
    routes::Route,
    site::{PAGE, Target},
};

/// As on all pages, and the script that copies.
const WITH_SCRIPT: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; \
     frame-ancestors 'none'; base-uri 'none'",
);

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    current: CurrentAccount<People>,
) -> Result<Response, PageError> {
    let policy = app.magic_link.links().policy(&PAGE.scope(""));
    let days = policy.default_max_age.as_secs().div_ceil(DAY.as_secs());
    let empty = WantedLink {
        path: "",
        is_folder: false,
        label: "",
        days: &days.to_string(),
        uses: "",
        passphrase: "",
    };
    page(&app, &visit, &current, (&empty, None))
}

pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    current: CurrentAccount<People>,
    form: Form,
) -> Result<Response, PageError> {
    let wanted = WantedLink::read(&form)?;
    match make(&app, &current, &wanted).await? {
        Ok((target, made)) => {
            let link = made.link.id;
            links::tell(&visit, &current, What::LinkMade { link });
            show_made(&app, &visit, &current, (&target, &made))
        }
        Err(mistake) => {
            let page = page(&app, &visit, &current, (&wanted, Some(mistake)))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The script of the page that shows a new link.
pub(crate) async fn copy_script() -> ([(HeaderName, &'static str); 2], &'static str) {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, include_str!("../../templates/copy.js"))
}

async fn make(
    app: &App,
    current: &CurrentAccount<People>,
    wanted: &WantedLink<'_>,
) -> Result<Result<(Target, MadeLink), Mistake>, PageError> {
    let target = match wanted.target(app).await? {
        Ok(target) => target,
        Err(mistake) => return Ok(Err(mistake)),
    };
    let (mut new, passphrase) = match (wanted.new_link(), wanted.passphrase()) {
        (Ok(new), Ok(passphrase)) => (new, passphrase),
        (Err(mistake), _) | (_, Err(mistake)) => return Ok(Err(mistake)),
    };
    if let Some(passphrase) = passphrase {
        new.passphrase = Some(app.magic_link.hash_passphrase(passphrase).await?);
    }
    let links = app.magic_link.links();
    match links.create(&current.account, &target.scope(), new).await {
        Ok(made) => Ok(Ok((target, made))),
        Err(error) => wanted_link::refused(error).map(Err),
    }
}

fn page(
    app: &App,
    visit: &Visit,
    current: &CurrentAccount<People>,
    (wanted, mistake): (&WantedLink<'_>, Option<Mistake>),
) -> Result<Response, PageError> {
    let policy = app.magic_link.links().policy(&PAGE.scope(""));
    let most_days = policy.longest_max_age.as_secs() / DAY.as_secs();
    visit.form_page(
        "pages/new-link.html",
        context! {
            navigation => app.magic_link.navigation(&current.account, Route::Links.path()),
            here => Route::NewLink.path(), back => Route::Links.path(), path => wanted.path,
            is_folder => wanted.is_folder, label => wanted.label, days => wanted.days,
            uses => wanted.uses, passphrase => wanted.passphrase, most_days,
            needs_passphrase => policy.needs_passphrase,
            error_in => mistake.map_or("", |mistake| mistake.field),
            error => mistake.map_or("", |mistake| mistake.text),
        },
    )
}

fn show_made(
    app: &App,
    visit: &Visit,
    current: &CurrentAccount<People>,
    (target, made): (&Target, &MadeLink),
) -> Result<Response, PageError> {
    let url = app.base_url.join(&target.path().to_url());
    let url = made.token.link(&url).map_err(PageError::internal)?;
    let mut page = visit.page(
        "pages/made-link.html",
        context! {
            navigation => app.magic_link.navigation(&current.account, Route::Links.path()),
            qr => qr::draw(&url), address => url.as_str(), script => Route::CopyScript.path(),
            back => Route::Links.path(), new_url => Route::NewLink.path(),
            ..link_row::values(&made.link, app.clock.now())
        },
    )?;
    page.headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, WITH_SCRIPT);
    Ok(page)
}
