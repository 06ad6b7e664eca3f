# The texts of the program's own pages. Every language has the same keys; a test checks it.

# From page to page
navigation-account = Your account
navigation-links = Private links
navigation-people = Accounts
navigation-all-links = All links
navigation-mails = Mails
navigation-audit = Audit log
list-search = Search
list-first = First page
list-next = Next page
list-actions = What you can do

# Log in once more
again-title = Log in once more
again-lead = Nothing has been changed yet.
again-text = You logged in more than 20 minutes ago. What you were about to do needs a newer login, so that nobody does it on a computer that was left open.
again-submit = Log in again
again-note = To change something here, you need a login that is not older than 20 minutes.

# Private links
links-title = Private links
links-new = Make a private link
links-lead = A private link opens one page, or one folder, for whoever has it. It needs no account and logs nobody in.
links-none = You have made no private link yet.
links-revoke-all = Revoke all links
links-revoke-all-text = None of your private links will open anything any more, for anybody. This cannot be undone.
link-what = Opens
link-created = Made
link-expires = Expires
link-opens = Opened
link-state = State
link-until = until { $day }
link-uses = { $count ->
    [0] Never
    [one] Once
   *[other] { $count } times
}
link-uses-of = { $count } of { $max }
link-last-opened = last on { $day }
link-with-folder = and everything below it
link-with-passphrase = with a passphrase
link-owner = of { $email }
link-owner-gone = of a deleted account
link-state-open = Open
link-state-used-up = Used up
link-state-expired = Expired
link-state-revoked = Revoked
link-revoke = Revoke
link-revoke-of = Revoke { $name }
link-revoke-text = It will open nothing any more, for anybody. This cannot be undone.
link-back = All your private links
new-link-lead = Choose what it opens, and for how long.
new-link-submit = Make the link
link-path = Page
link-path-foreign = This is not a path of this site. Write one such as /booking/1/, or paste the address of the page.
link-path-slash = This is a folder: write its path with a slash at the end.
link-path-nothing = There is no page at this path.
link-opens-what = The link opens
link-opens-page = only this page
link-opens-folder = everything in this folder, with its images
link-label = What you call it
link-label-hint = May be empty. Whoever opens the link sees it, too.
link-label-wrong = At most 100 characters, without line breaks.
link-days = Good for how many days
link-days-wrong = A number of days from 1 to { $max }.
link-limit = How many browsers can open it
link-limit-hint = Leave it empty for no limit.
link-uses-wrong = A whole number from 1 up, or nothing.
link-passphrase = Passphrase
link-passphrase-short = Passphrase
link-passphrase-hint = May be empty. Tell it in another way than you send the link.
link-passphrase-hint-needed = At least 8 characters. Tell it in another way than you send the link.
link-passphrase-wrong = A passphrase has 8 to 128 characters.
link-passphrase-needed = Links need a passphrase here.
made-link-title = The link is made
made-link-lead = Copy it now: it is shown this one time only.
made-link-url = Private link
made-link-copy = Copy
made-link-copied = Copied
made-link-qr = The link as a QR code
made-link-passphrase = As you chose it; it is kept nowhere in a readable form.
made-link-another = Make another one
all-links-title = All private links
all-links-search = Find a label or a path
all-links-none = There are no such links.

# Accounts
people-title = Accounts
people-new = Add an account
people-search = Find an address
people-email = Email address
people-last-login = Last login
people-created = Added
people-never = Never
people-admin = Admin
people-disabled = Disabled
people-none = No account has an address like that.
new-person-lead = Whoever reads the mail for this address can log in.
new-person-submit = Add
account-taken = There is an account with this address already.
account-no-email = This is not an address that mail can be sent to, such as jane@example.com.
language-of-browser = As in the browser
language-en = English
language-de = German
language-fr = French
language-es = Spanish

# One account
person-back = All accounts
person-self = You
person-sessions = Logged in
person-browsers = { $count ->
    [0] Nowhere
    [one] On one browser
   *[other] On { $count } browsers
}
person-language = Language of mails
person-send = Send a login link
person-send-text = The account gets a mail with a link that logs in.
person-send-submit = Send
person-log-out = Log out everywhere
person-log-out-text = Ends all sessions and login links, and revokes all private links of this account.
person-log-out-submit = Log out
person-disable = Disable the account
person-disable-text = Nobody can log in with it, and its private links open nothing, until it is enabled again.
person-disable-self = You cannot disable your own account.
person-disable-submit = Disable
person-enable = Enable the account
person-enable-text = It can log in again. Private links that have not expired open again.
person-enable-submit = Enable
person-done-added = The account was added.
person-done-disabled = The account is disabled.
person-done-enabled = The account can log in again.
person-done-logged-out = The account is logged out everywhere.
person-done-sent = The login link is on its way.

# Mails
mails-title = Mails
mails-lead = Mails wait here until the mail server takes them.
mails-open = Not delivered
mails-all = All
mails-none = There are no mails here.
mails-to = To
mails-gone = Deleted
mails-written = Written
mails-state = State
mails-state-waiting = Waits
mails-state-sending = Is being sent
mails-state-sent = Sent
mails-state-expired = Too late: its link has expired
mails-state-refused = Refused by the mail server
mails-state-dropped = Dropped by an admin
mails-again = Next attempt in { $time }
mails-attempts = { $count } attempts
mails-reason = The server said: { $reason }
mails-retry = Try now
mails-drop = Drop

# Audit log
audit-title = Audit log
audit-lead = What has happened: who logged in, from where, what was refused, who changed what.
audit-search = Find an account or a network address
audit-none = Nothing like that has happened.
audit-when = When
audit-what = What
audit-account = Account
audit-from = From
audit-all = All
audit-gone = deleted
audit-count = { $count } times
audit-link = Link { $id }
audit-by-name = by { $email }
audit-by-admin = by an admin
audit-by-operator = by a command
audit-by-program = by the program
audit-what-login-asked = Asked for a login link
audit-what-login-link-made = Login link made by hand
audit-what-login-link-sent = Login link mailed by an admin
audit-what-login-refused = Login link refused
audit-what-code-refused = Code refused
audit-what-cancel-refused = Link to call a login off refused
audit-what-login-cancelled = Login called off: “it wasn’t me”
audit-what-logged-in = Logged in
audit-what-logged-out = Logged out
audit-what-other-logged-out = Logged another browser out
audit-what-others-logged-out = Logged all other browsers out
audit-what-all-logged-out = Logged out everywhere
audit-what-link-made = Private link made
audit-what-link-opened = Private link opened
audit-what-link-refused = Private link refused
audit-what-link-revoked = Private link revoked
audit-what-links-revoked = All private links revoked
audit-what-mail-sent = Mail sent
audit-what-mail-delayed = Mail delayed
audit-what-mail-refused = Mail refused
audit-what-mail-expired = Mail expired
audit-what-mail-retried = Mail to be tried at once
audit-what-mail-dropped = Mail dropped
audit-what-account-added = Account added
audit-what-account-disabled = Account disabled
audit-what-account-enabled = Account enabled
audit-what-account-deleted = Account deleted
audit-what-admin-made = Made an admin
audit-what-admin-removed = No admin any more
audit-what-limited = Too many attempts
