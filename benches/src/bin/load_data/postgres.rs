//! A PostgreSQL server for a load.

use temporary_postgres::TemporaryPostgres;

/// Starts a server that keeps what it has answered, and prints the URLs of two databases in it; goes on
/// until the process is ended, and deletes everything then.
pub(crate) fn run() -> ! {
    let server = TemporaryPostgres::start_durable();
    let databases = [server.create_database(), server.create_database()];
    for database in &databases {
        println!("{}", database.url());
    }
    println!("ready");
    loop {
        std::thread::park();
    }
}
