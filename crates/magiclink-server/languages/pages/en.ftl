# The texts of the program's own pages. Every language has the same keys; a test checks it.

# From page to page
navigation-account = Your account
navigation-people = Accounts
navigation-mails = Mails
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

# Accounts
people-title = Accounts
people-new = Add an account
people-search = Find an address
people-email = Email address
people-last-login = Last login
people-created = Made
people-never = Never
people-admin = Admin
people-disabled = Disabled
people-none = No account has an address like that.
new-person-lead = Whoever reads the mail for this address can log in.
new-person-submit = Add
account-taken = There is an account with this address already.
account-no-email = This is not an address that mail can be sent to, such as jane@example.com.
language-of-browser = As the browser says
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
