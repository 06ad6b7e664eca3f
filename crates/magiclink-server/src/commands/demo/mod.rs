//! `magiclink demo`: a server to try out, with nothing to set up.

mod folder;
mod site;

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use magiclink::{clock::Clock, link::NewLink, person::Person, secret::Secret};
use tokio::net::TcpListener;

use self::folder::DemoFolder;
use crate::{
    cli::Demo,
    commands::{self, account, link::Wanted},
    config::{Checked, Config, Folder},
    database::Database,
    failure::Failure,
    log,
    server::Server,
    site::{SitePath, Target},
};

/// Who can log in.
const JANE: &str = "jane.doe@example.com";
/// What the private link opens.
const SHARED: &str = "/booking/1/";

pub(super) async fn run(options: &Demo) -> Result<(), Failure> {
    let listen = free_port(options.port).await?;
    let cannot_write = |error| Failure::doing("cannot write the pages of the demo", &error);
    let folder = DemoFolder::create().map_err(cannot_write)?;
    site::write(&folder.pages()).map_err(cannot_write)?;
    let checked = configuration(listen, &folder)?;
    log::start(&checked.config.log)?;
    let store = checked.database.open().await?;
    let jane = account::create(&*store, JANE, None, Clock::System.now()).await?;
    store.set_person_admin(jane.id, true).await?;
    let link = link(&jane, &checked, Arc::clone(&store)).await?;
    let server = Server::new(&checked, store)?;
    server
        .run(listen, |address, _| {
            let base_url = format!("http://{address}");
            println!("magiclink, to try out. Everything is gone when you stop it with Ctrl-C.\n");
            println!("  Bookings      {base_url}/");
            println!("  Mailbox       {base_url}/dev/mail/");
            println!("  Private link  {link}\n");
            println!("1. Open the bookings: they ask you to log in. Enter {JANE}.");
            println!("2. Open the mailbox, click the link in the mail: you are logged in.");
            println!("3. Open the private link in a private window: it shows one booking, and all");
            println!("   else there asks for a login.");
            println!("4. Ask for another login link and open it in that window: it asks first.");
            println!("   Or type the code from the mail where you asked for it.");
            println!("5. Make a private link of your own: {base_url}/links/");
            println!("   Jane is an admin, too: {base_url}/admin/accounts/\n");
            println!("listening on {base_url}");
        })
        .await
}

/// A private link to the first booking, with its picture and its style sheet.
async fn link(
    owner: &Person,
    checked: &Checked,
    store: Arc<dyn Database>,
) -> Result<String, Failure> {
    let path = SitePath::parse(SHARED).map_err(|error| Failure::doing(SHARED, &error))?;
    let wanted = Wanted {
        owner,
        target: Target::Folder(path),
        new: NewLink {
            label: "For our guests".to_owned(),
            ..NewLink::default()
        },
    };
    commands::link::create(wanted, checked, store).await
}

fn configuration(listen: SocketAddr, folder: &DemoFolder) -> Result<Checked, Failure> {
    let secret =
        Secret::generate().map_err(|error| Failure::doing("cannot make a secret key", &error))?;
    let config = Config {
        base_url: format!("http://{listen}"),
        listen,
        database_url: format!("sqlite:{}", folder.database().display()),
        secret_key: secret.expose().to_owned(),
        mail_url: "inbox:".to_owned(),
        mail_from: "Vacation rentals <login@rentals.example>".to_owned(),
        site_name: "Vacation rentals".to_owned(),
        site: vec![Folder {
            path: "/".to_owned(),
            root: folder.pages().display().to_string(),
        }],
        login: crate::config::Login {
            redirect_to: "/".to_owned(),
            ..Default::default()
        },
        log: crate::config::Log {
            level: "warn".to_owned(),
            ..Default::default()
        },
        ..Config::default()
    };
    Ok(config.check()?)
}

/// The port that was asked for, or any that is free: the base URL must name it.
async fn free_port(port: u16) -> Result<SocketAddr, Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address).await.map_err(|error| {
        Failure::doing(
            &format!(
                "port {port} is taken: try `magiclink demo --port {}`",
                port.wrapping_add(1)
            ),
            &error,
        )
    })?;
    listener
        .local_addr()
        .map_err(|error| Failure::doing("no port is free", &error))
}
