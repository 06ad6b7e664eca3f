//! What can be wrong with a mail URL, and what to do about it.

/// A mail URL says nothing that can be done. No text of the URL is repeated: it may hold a password.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MailUrlError {
    /// The URL begins with nothing known.
    #[error(
        "begin the mail URL with smtps://, smtp://, file:, console: or inbox:, as in \
         smtps://user@mail.example.com"
    )]
    Kind,
    /// The URL after `smtp://` or `smtps://` cannot be read.
    #[error(
        "write the mail URL as smtps://user:password@host:port, with each of / ? # @ : % in the user's \
         name or password percent-encoded, or give the password separately"
    )]
    Shape,
    /// The host is no host name and no IP address.
    #[error(
        "name the mail server's host in the mail URL, in ASCII, as in smtps://mail.example.com"
    )]
    Host,
    /// The port is 0.
    #[error("write a port from 1 to 65535 in the mail URL, or none")]
    Port,
    /// The URL goes on after the host and the port.
    #[error("end the mail URL after the host and the port: it takes no path and no options")]
    Rest,
    /// There is a password, but no user.
    #[error("write the user's name into the mail URL before the password, or leave both out")]
    User,
    /// There is a user, but no password.
    #[error("give the password of the mail server's user, in the mail URL or separately")]
    NoPassword,
    /// There is a password in the URL and another one beside it.
    #[error("take the password out of the mail URL: it is also given separately")]
    TwoPasswords,
    /// A password was given for something that asks for none.
    #[error("take the mail password out of the settings: the mail URL names no user to go with it")]
    NeedlessPassword,
    /// The user's name or the password is not text, or holds control characters.
    #[error(
        "take the line breaks and control characters out of the mail server's user and password"
    )]
    Credentials,
    /// `file:` names no folder.
    #[error("name the folder for the mails, as in file:mails or file:/var/lib/mails")]
    Folder,
    /// `console:` or `inbox:` goes on.
    #[error("write nothing after console: or inbox: in the mail URL")]
    NothingMore,
    /// There are certificates, but the mails do not travel under TLS.
    #[error("take the file of certificates out: with this mail URL no certificate is checked")]
    NeedlessCertificates,
}
