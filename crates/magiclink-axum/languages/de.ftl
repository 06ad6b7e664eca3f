# Die Texte der Seiten und Mails. Jede Sprache hat dieselben Schlüssel; ein Test prüft es.

# Anmelden
login-title = Anmelden
login-lead = Wir schicken Ihnen einen Link, mit dem Sie sich anmelden. Ganz ohne Passwort.
login-email = E-Mail-Adresse
login-submit = Link schicken
login-already = Sie sind als { $email } angemeldet.
login-already-link = Zu Ihrem Konto

email-empty = Geben Sie Ihre E-Mail-Adresse ein.
email-too-long = Diese E-Mail-Adresse ist zu lang.
email-no-at = Eine E-Mail-Adresse enthält ein @, zum Beispiel jane@example.com.
email-local-part = An das, was vor dem @ steht, können wir keine Mail schicken.
email-domain = Was nach dem @ steht, ist keine Domain wie example.com.
email-other = An diese E-Mail-Adresse können wir keine Mail schicken.

# Postfach
sent-title = Sehen Sie in Ihr Postfach
sent-lead = Wir haben einen Anmeldelink geschickt. Sehen Sie in Ihr Postfach.
sent-hint = Wenn es zu der Adresse ein Konto gibt, kommt die Mail in ein bis zwei Minuten an. Sehen Sie auch im Spam-Ordner nach.
sent-code = Code aus der Mail
sent-code-hint = Sie lesen die Mail auf einem anderen Gerät? Dann geben Sie hier den Code ein.
sent-code-submit = Anmelden
sent-code-wrong = Dieser Code hat nicht funktioniert. Prüfen Sie ihn oder fordern Sie einen neuen Link an.
sent-wait = Einen weiteren Link können Sie in { $time } anfordern.
sent-again = Weiteren Link anfordern

# Dauer
seconds = { $count ->
    [one] { $count } Sekunde
   *[other] { $count } Sekunden
}
minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
ago-now = gerade eben
ago-minutes = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
}
ago-hours = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}

# Wann und wo
moment = { $day }.{"\u00A0"}{ $month } { $year }, { $time }{"\u00A0"}Uhr{"\u00A0"}UTC
day = { $day }.{"\u00A0"}{ $month } { $year }
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
browser-on-system = { $browser } unter { $system }
browser-unknown = einem unbekannten Browser
browser-unknown-row = Unbekannter Browser
asked-when = Angefordert
asked-browser = Mit
asked-address = Von

# Bestätigen
confirm-title = Anmelden?
confirm-lead = Sie melden sich gleich als { $email } an.
confirm-other = In diesem Browser sind Sie als { $other } angemeldet. Das endet, wenn Sie sich als { $email } anmelden.
confirm-warning = Fahren Sie nur fort, wenn Sie diesen Link selbst angefordert haben.
confirm-submit = Anmelden
confirm-cancel = Ich habe das nicht angefordert

# Das war ich nicht
cancel-title = Das waren Sie nicht?
cancel-lead = Jemand hat einen Link angefordert, um sich als { $email } anzumelden.
cancel-explain = Wir können diesen Link und seinen Code unbrauchbar machen. Ihr Konto ist sicher: Ohne diese Mail kann sich niemand anmelden.
cancel-submit = Das war ich nicht: Anmeldung stoppen
cancelled-title = Anmeldung gestoppt
cancelled-lead = Der Link und sein Code funktionieren nicht mehr. Sonst müssen Sie nichts tun.

# Abgelehnt
refused-title = Dieser Link funktioniert nicht
refused-text = Vielleicht ist er zu alt, schon benutzt oder unvollständig. Links gelten einmal und nur für kurze Zeit.
refused-submit = Neuen Link anfordern
private-refused-title = Dieser Link funktioniert nicht
private-refused-text = Vielleicht ist er zu alt, aufgebraucht, zurückgezogen oder unvollständig. Bitten Sie die Person, von der Sie ihn haben, um einen neuen.
cancel-refused-title = Dieser Link funktioniert nicht mehr
cancel-refused-text = Er ist zu alt, wurde benutzt oder bereits gestoppt. Niemand kann sich damit anmelden.

# Einen privaten Link öffnen
open-title = Diesen Link öffnen?
open-lead = { $email } teilt etwas mit Ihnen.
open-lead-label = { $email } teilt „{ $label }“ mit Ihnen.
open-limited = Dieser Link lässt sich nur begrenzt oft öffnen. Öffnen Sie ihn, wenn Sie wirklich nachsehen möchten.
open-passphrase = Passphrase
open-passphrase-hint = Sie haben sie von der Person, die Ihnen den Link gegeben hat.
open-passphrase-empty = Geben Sie die Passphrase ein.
open-passphrase-wrong = Das ist nicht die Passphrase. Versuchen Sie es noch einmal.
open-passphrase-limited = Zu viele Versuche. Versuchen Sie es in { $time } noch einmal.
open-submit = Öffnen

# Begrenzt
limited-title = Zu viele Versuche
limited-text = Zum Schutz aller Postfächer und Konten gibt es eine Grenze. Versuchen Sie es in { $time } noch einmal.
limited-hint = Ein Link, den wir schon geschickt haben, gilt weiterhin: Sehen Sie in Ihr Postfach.
limited-code = Den Code aus der Mail eingeben

# Konto
navigation = Seiten
account-title = Ihr Konto
account-lead = Sie sind als { $email } angemeldet.
account-since = Seit { $since }
account-sessions = Wo Sie angemeldet sind
account-this = Dieser Browser
account-row-since = Seit
account-end = Abmelden
account-end-of = { $browser } abmelden
account-end-others = Alle anderen Browser abmelden
account-end-here = Hier abmelden

# Abmelden
logout-title = Abgemeldet
logout-lead = Sie sind abgemeldet.
logout-again = Wieder anmelden
logout-question-title = Abmelden?
logout-question = Sie sind als { $email } angemeldet.
logout-submit = Abmelden

# Fehler
bad-request-title = Das hat nicht funktioniert
bad-request-text = Die Anfrage wurde nicht verstanden. Gehen Sie zurück und versuchen Sie es noch einmal.
host-title = Das hat nicht funktioniert
host-text = Unter diesem Namen ist diese Website nicht erreichbar.
forged-title = Bitte noch einmal
forged-text = Das Formular war zu lange offen, oder Cookies sind gesperrt. Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal ab.
forbidden-title = Kein Zugang
forbidden-text = Sie sind angemeldet, aber nicht mit einem Konto, das diese Seite sehen darf.
not-found-title = Seite nicht gefunden
not-found-text = Diese Seite gibt es nicht. Prüfen Sie die Adresse.
method-title = Das hat nicht funktioniert
method-text = So lässt sich diese Seite nicht benutzen.
media-type-title = Das hat nicht funktioniert
media-type-text = Das Formular kam in einem Format an, das nicht verstanden wird.
too-large-title = Das ist zu viel
too-large-text = Was gesendet wurde, ist länger als alles, was diese Seite braucht.
timeout-title = Das hat zu lange gedauert
timeout-text = Die Verbindung ist langsam oder war unterbrochen. Versuchen Sie es noch einmal.
unavailable-title = Gleich wieder da
unavailable-text = Das geht im Moment nicht. Versuchen Sie es gleich noch einmal.
internal-title = Etwas ist schiefgegangen
internal-text = Es liegt an uns, nicht an Ihnen. Versuchen Sie es gleich noch einmal.
internal-reference = Wenn Sie uns davon erzählen, nennen Sie { $reference }.
error-home = Zur Anmeldung

# Mail
mail-subject = Anmelden bei { $site }
mail-lead = Hier ist Ihr Link, um sich bei { $site } als { $email } anzumelden.
mail-button = Anmelden
mail-link = Mit diesem Link melden Sie sich an:
mail-code = Oder geben Sie diesen Code in dem Browser ein, in dem Sie ihn angefordert haben:
mail-good = Link und Code gelten einmal, innerhalb von { $time }.
mail-asked = Angefordert am { $asked } mit { $browser }.
mail-not-me = Sie haben das nicht angefordert? Dann müssen Sie nichts tun, oder Sie stoppen die Anmeldung hier:
mail-not-me-link = Das war ich nicht
mail-copy = Falls der Knopf nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:
