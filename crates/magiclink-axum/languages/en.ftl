# The texts of pages and mails. Every language has the same keys; a test checks it.

# Log in
login-title = Log in
login-lead = We will email you a link that logs you in. No password needed.
login-email = Email address
login-submit = Send me a link
login-already = You are logged in as { $email }.
login-already-link = Go to your account

email-empty = Enter your email address.
email-too-long = This email address is too long.
email-no-at = An email address has an @ in it, as in jane@example.com.
email-local-part = The part before the @ is not one that we can send mail to.
email-domain = The part after the @ is not a domain, such as example.com.
email-other = This is not an email address that we can send mail to.

# Check your email
sent-title = Check your email
sent-lead = We sent a log in link. Check your email.
sent-hint = If the address has an account here, the mail arrives within a minute or two. Look in the spam folder, too.
sent-code = Code from the mail
sent-code-hint = Reading the mail on another device? Type its code here instead.
sent-code-submit = Log in
sent-code-wrong = This code did not work. Check it, or ask for a new link.
sent-wait = You can ask for another link in { $time }.
sent-again = Ask for another link

# How long
seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
ago-now = just now
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}

# When and where
moment = { $day }{"\u00A0"}{ $month } { $year }, { $time }{"\u00A0"}UTC
day = { $day }{"\u00A0"}{ $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
browser-on-system = { $browser } on { $system }
browser-unknown = an unknown browser
browser-unknown-row = Unknown browser
asked-when = Asked for
asked-browser = With
asked-address = From

# Confirm
confirm-title = Log in?
confirm-lead = You are about to log in as { $email }.
confirm-other = You are logged in as { $other } in this browser. That ends when you log in as { $email }.
confirm-warning = Go on only if you asked for this link yourself.
confirm-submit = Log in
confirm-cancel = I did not ask for this

# It wasn’t me
cancel-title = It wasn’t you?
cancel-lead = Somebody asked for a link to log in as { $email }.
cancel-explain = We can make that link and its code useless. Your account is safe: without this mail nobody can log in.
cancel-submit = It wasn’t me: stop this login
cancelled-title = Login stopped
cancelled-lead = The link and its code no longer work. There is nothing else that you need to do.

# Refused
refused-title = This link does not work
refused-text = It may be too old, used already, or not whole. Links work once, and for a short time.
refused-submit = Ask for a new link
private-refused-title = This link does not work
private-refused-text = It may be too old, used up, withdrawn, or not whole. Ask whoever sent it to you for a new one.
cancel-refused-title = This link does not work any more
cancel-refused-text = It is too old, was used, or was stopped already. Nobody can log in with it.

# Open a private link
open-title = Open this link?
open-lead = { $email } shares something with you.
open-lead-label = { $email } shares “{ $label }” with you.
open-limited = This link can be opened only so many times. Open it when you want to look.
open-passphrase = Passphrase
open-passphrase-hint = Whoever gave you the link has told it to you.
open-passphrase-empty = Enter the passphrase.
open-passphrase-wrong = This is not the passphrase. Try again.
open-passphrase-limited = Too many attempts. Try again in { $time }.
open-submit = Open

# Limited
limited-title = Too many attempts
limited-text = To keep everybody’s mailbox and account safe there is a limit. Try again in { $time }.
limited-hint = A link that we have sent already still works: look in your mail.
limited-code = Type the code from the mail

# Account
navigation = Pages
account-title = Your account
account-lead = You are logged in as { $email }.
account-since = Since { $since }
account-sessions = Where you are logged in
account-this = This browser
account-row-since = Since
account-end = Log out
account-end-of = Log out { $browser }
account-end-others = Log out all other browsers
account-end-here = Log out here

# Log out
logout-title = Logged out
logout-lead = You are logged out.
logout-again = Log in again
logout-question-title = Log out?
logout-question = You are logged in as { $email }.
logout-submit = Log out

# Errors
bad-request-title = That did not work
bad-request-text = The request was not understood. Go back and try it once more.
host-title = That did not work
host-text = This site is not reached by that name.
forged-title = Please try again
forged-text = The form was open for too long, or cookies are blocked. Go back, reload the page and send it once more.
forbidden-title = Not for you
forbidden-text = You are logged in, but not with an account that may see this page.
not-found-title = Page not found
not-found-text = There is no such page. Check the address.
method-title = That did not work
method-text = This page cannot be used that way.
media-type-title = That did not work
media-type-text = The form was sent in a format that is not understood.
too-large-title = That is too much
too-large-text = What was sent is longer than anything that this page needs.
timeout-title = That took too long
timeout-text = The connection is slow or was interrupted. Try it once more.
unavailable-title = Back in a moment
unavailable-text = This cannot be done right now. Try it again in a moment.
internal-title = Something went wrong
internal-text = It is our fault, not yours. Try it again in a moment.
internal-reference = If you tell us about it, mention { $reference }.
error-home = Go to the login page

# Mail
mail-subject = Log in to { $site }
mail-lead = Here is your link to log in to { $site } as { $email }.
mail-button = Log in
mail-link = Open this link to log in:
mail-code = Or type this code in the browser where you asked for it:
mail-good = Link and code work once, within { $time }.
mail-asked = Asked for on { $asked } with { $browser }.
mail-not-me = You did not ask for this? Then do nothing, or stop this login here:
mail-not-me-link = It wasn’t me
mail-copy = If the button does not work, copy this address into your browser:
