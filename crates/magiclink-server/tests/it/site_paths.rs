//! There is no way out of a folder that is served.

use std::fs;

use crate::running::{Server, folder_with_site};

/// Everything that must never be in an answer.
const HIDDEN: [&str; 2] = ["outside", "hidden"];

#[test]
fn a_path_that_could_be_read_in_two_ways_is_not_found() {
    let server = Server::with_site();
    let (mut jane, mut nobody) = (server.jane(), server.browser());
    for path in [
        "/../secret.html",
        "/..%2fsecret.html",
        "/%2e%2e/secret.html",
        "/%2E%2E%2Fsecret.html",
        "/%252e%252e/secret.html",
        "/%252e%252e%252fsecret.html",
        "/..%5csecret.html",
        "/..\\secret.html",
        "/booking/../../secret.html",
        "/booking/..;/booking/1/",
        "/booking/1/../2/",
        "/booking/1/%2e%2e/2/",
        "/./booking/1/",
        "/booking//1/",
        "//booking/1/",
        "//localhost/booking/1/",
        "/booking/1//",
        "/booking/1/;x",
        "/booking;a/1/",
        "/booking%2f1%2f",
        "/booking/1%00/",
        "/booking/1/index.html%00.svg",
        "/booking/1/%0d%0aset-cookie:a=b",
        "/booking/1/%",
        "/booking/1/%zz",
        "/booking/1/%C0%AE%C0%AE/",
        "/booking/1/%FF",
        "/%2e/",
        "/.hidden.html",
        "/%2ehidden.html",
        "/.well-known/change-password",
        "/.well-known/",
        "/booking/.secret/",
        "/account/index.html",
        "/login/index.html",
        "/dev/mail/",
        "/health/",
    ] {
        for browser in [&mut jane, &mut nobody] {
            let answer = browser.get(path);
            assert!(
                [400, 404].contains(&answer.status),
                "{path}: {}",
                answer.status
            );
            assert!(
                !HIDDEN.iter().any(|text| answer.body.contains(text)),
                "{path}"
            );
        }
    }
}

#[test]
fn a_folder_is_never_listed_and_a_file_is_no_folder() {
    let server = Server::with_site();
    let mut jane = server.jane();
    for path in [
        "/booking/",
        "/booking",
        "/docs/",
        "/style.css/",
        "/style.css/index.html",
        "/nothing",
    ] {
        let answer = jane.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("<h1>"), "{path} has a page");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let folder = folder_with_site("[[site]]\npath = \"/\"\nroot = \"current\"\n");
    let site = folder.path("site");
    for (leads_to, name) in [
        ("site", "../current"),
        ("booking/1/index.html", "inside.html"),
        ("booking/1", "inside"),
        ("../secret.html", "out.html"),
        ("..", "out"),
        ("/etc", "etc"),
        (".hidden.html", "seen.html"),
        ("circle", "circle"),
        ("gone", "broken.html"),
    ] {
        symlink(leads_to, site.join(name)).expect("the link can be made");
    }
    fs::create_dir_all(site.join("pages")).expect("the folder can be made");
    symlink("../../secret.html", site.join("pages/index.html")).expect("the link can be made");
    fs::create_dir_all(site.join("odd/index.html")).expect("the folder can be made");
    let pipe = std::process::Command::new("mkfifo")
        .arg(site.join("pipe.html"))
        .status();
    assert!(pipe.is_ok_and(|status| status.success()));

    let server = Server::start(folder);
    let mut jane = server.jane();
    assert_eq!(jane.get("/inside.html").body, "booking one");
    assert_eq!(jane.get("/inside/").body, "booking one");
    for path in [
        "/out.html",
        "/out/",
        "/out/secret.html",
        "/etc/hostname",
        "/seen.html",
        "/circle",
        "/circle/",
        "/broken.html",
        "/pages/",
        "/pages",
        "/pages/index.html",
        "/odd/",
        "/odd",
        "/odd/index.html",
        "/pipe.html",
    ] {
        let answer = jane.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(
            !HIDDEN.iter().any(|text| answer.body.contains(text)),
            "{path}"
        );
    }
}
