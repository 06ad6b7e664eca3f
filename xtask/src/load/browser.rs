//! Requests as a browser sends them, through a proxy with TLS on this machine.

/// The name of the site. The requests carry it, whichever port they go to.
pub(crate) const HOST: &str = "login.example";
pub(crate) const ORIGIN: &str = "https://login.example";

/// A click on a link. `number` tells one visitor from another.
pub(crate) fn click(path: &str, cookie: &str, number: u64) -> String {
    let head = head(cookie, number);
    format!("GET {path} HTTP/1.1\r\n{head}\r\n")
}

/// A form that is sent; its fields need no encoding.
pub(crate) fn form(path: &str, cookie: &str, fields: &str, number: u64) -> String {
    let (head, length) = (head(cookie, number), fields.len());
    format!(
        "POST {path} HTTP/1.1\r\n{head}Origin: {ORIGIN}\r\nReferer: {ORIGIN}{path}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{fields}"
    )
}

fn head(cookie: &str, number: u64) -> String {
    let [.., a, b, c] = number.to_be_bytes();
    let cookie = match cookie {
        "" => String::new(),
        cookie => format!("Cookie: {cookie}\r\n"),
    };
    format!(
        "Host: {HOST}\r\n\
         User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n\
         Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n\
         Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\n\
         X-Forwarded-For: 10.{a}.{b}.{c}\r\nX-Forwarded-Proto: https\r\n\
         Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\n\
         Sec-Fetch-User: ?1\r\n{cookie}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_another_address() {
        assert!(click("/", "", 1).contains("X-Forwarded-For: 10.0.0.1\r\n"));
        assert!(click("/", "a=b", 0x0001_0203).contains("X-Forwarded-For: 10.1.2.3\r\n"));
        assert!(click("/", "a=b", 1).contains("Cookie: a=b\r\n"));
        assert!(!click("/", "", 1).contains("Cookie"));
    }

    #[test]
    fn a_form_says_how_long_it_is() {
        assert!(form("/", "", "a=b", 1).ends_with("Content-Length: 3\r\n\r\na=b"));
    }
}
