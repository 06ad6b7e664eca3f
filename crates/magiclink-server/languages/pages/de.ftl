# Die Texte der Seiten des Programms. Jede Sprache hat dieselben Schlüssel; ein Test prüft es.

# Von Seite zu Seite
navigation-account = Ihr Konto
navigation-links = Private Links
navigation-people = Konten
navigation-all-links = Alle Links
navigation-mails = Mails
navigation-audit = Protokoll
list-search = Suchen
list-first = Erste Seite
list-next = Nächste Seite
list-actions = Aktionen

# Noch einmal anmelden
again-title = Noch einmal anmelden
again-lead = Es wurde noch nichts geändert.
again-text = Ihre Anmeldung ist über 20 Minuten her. Was Sie vorhatten, braucht eine neuere, damit es niemand an einem unbeaufsichtigten Computer tun kann.
again-submit = Neu anmelden
again-note = Um hier etwas zu ändern, brauchen Sie eine Anmeldung, die höchstens 20 Minuten alt ist.

# Private Links
links-title = Private Links
links-new = Privaten Link erstellen
links-lead = Ein privater Link öffnet eine Seite oder einen Ordner für alle, die ihn haben. Er braucht kein Konto und meldet niemanden an.
links-none = Sie haben noch keinen privaten Link erstellt.
links-revoke-all = Alle Links widerrufen
links-revoke-all-text = Keiner Ihrer privaten Links öffnet dann noch etwas, für niemanden. Das lässt sich nicht rückgängig machen.
link-what = Öffnet
link-created = Erstellt
link-expires = Gilt bis
link-opens = Geöffnet
link-state = Status
link-until = bis { $day }
link-uses = { $count ->
    [0] Nie
    [one] Einmal
   *[other] { $count }-mal
}
link-uses-of = { $count } von { $max }
link-last-opened = zuletzt am { $day }
link-with-folder = und alles darunter
link-with-passphrase = mit Passphrase
link-owner = von { $email }
link-owner-gone = von einem gelöschten Konto
link-state-open = Offen
link-state-used-up = Aufgebraucht
link-state-expired = Abgelaufen
link-state-revoked = Widerrufen
link-revoke = Widerrufen
link-revoke-of = { $name } widerrufen
link-revoke-text = Er öffnet dann nichts mehr, für niemanden. Das lässt sich nicht rückgängig machen.
link-back = Alle Ihre privaten Links
new-link-lead = Wählen Sie, was er öffnet und wie lange er gilt.
new-link-submit = Link erstellen
link-path = Seite
link-path-foreign = Das ist kein Pfad dieser Website. Geben Sie einen wie /booking/1/ ein oder fügen Sie die Adresse der Seite ein.
link-path-slash = Das ist ein Ordner: Sein Pfad endet mit einem Schrägstrich.
link-path-nothing = Unter diesem Pfad gibt es keine Seite.
link-opens-what = Der Link öffnet
link-opens-page = nur diese Seite
link-opens-folder = alles in diesem Ordner, mit seinen Bildern
link-label = Bezeichnung
link-label-hint = Darf leer bleiben. Wer den Link öffnet, sieht sie auch.
link-label-wrong = Höchstens 100 Zeichen, ohne Zeilenumbrüche.
link-days = Gültig für wie viele Tage
link-days-wrong = Eine Anzahl von Tagen zwischen 1 und { $max }.
link-limit = In wie vielen Browsern er sich öffnen lässt
link-limit-hint = Leer lassen, wenn es keine Grenze geben soll.
link-uses-wrong = Eine ganze Zahl ab 1 oder nichts.
link-passphrase = Passphrase
link-passphrase-short = Passphrase
link-passphrase-hint = Darf leer bleiben. Geben Sie sie auf einem anderen Weg weiter als den Link.
link-passphrase-hint-needed = Mindestens 8 Zeichen. Geben Sie sie auf einem anderen Weg weiter als den Link.
link-passphrase-wrong = Eine Passphrase hat 8 bis 128 Zeichen.
link-passphrase-needed = Hier braucht jeder Link eine Passphrase.
made-link-title = Der Link ist fertig
made-link-lead = Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal angezeigt.
made-link-url = Privater Link
made-link-copy = Kopieren
made-link-copied = Kopiert
made-link-qr = Der Link als QR-Code
made-link-passphrase = Wie von Ihnen gewählt; im Klartext ist sie nirgends gespeichert.
made-link-another = Noch einen erstellen
all-links-title = Alle privaten Links
all-links-search = Nach Bezeichnung oder Pfad suchen
all-links-none = Keine solchen Links gefunden.

# Konten
people-title = Konten
people-new = Konto hinzufügen
people-search = Nach einer Adresse suchen
people-email = E-Mail-Adresse
people-last-login = Letzte Anmeldung
people-created = Angelegt
people-never = Noch nie
people-admin = Admin
people-disabled = Gesperrt
people-none = Kein Konto hat eine solche Adresse.
new-person-lead = Wer die Mails an diese Adresse liest, kann sich anmelden.
new-person-submit = Hinzufügen
account-taken = Zu dieser Adresse gibt es schon ein Konto.
account-no-email = An diese Adresse lässt sich keine Mail schicken. Eine Adresse sieht aus wie jane@example.com.
language-of-browser = Wie im Browser
language-en = Englisch
language-de = Deutsch
language-fr = Französisch
language-es = Spanisch

# Ein Konto
person-back = Alle Konten
person-self = Sie
person-sessions = Angemeldet
person-browsers = { $count ->
    [0] Nirgends
    [one] In einem Browser
   *[other] In { $count } Browsern
}
person-language = Sprache der Mails
person-send = Anmeldelink schicken
person-send-text = Das Konto bekommt eine Mail mit einem Link zum Anmelden.
person-send-submit = Schicken
person-log-out = Überall abmelden
person-log-out-text = Beendet alle Sitzungen, macht Anmeldelinks ungültig und widerruft alle privaten Links dieses Kontos.
person-log-out-submit = Abmelden
person-disable = Konto sperren
person-disable-text = Niemand kann sich damit anmelden, und seine privaten Links öffnen nichts, bis es wieder entsperrt wird.
person-disable-self = Ihr eigenes Konto können Sie nicht sperren.
person-disable-submit = Sperren
person-enable = Konto entsperren
person-enable-text = Es kann sich wieder anmelden. Private Links, die noch gelten, lassen sich wieder öffnen.
person-enable-submit = Entsperren
person-done-added = Das Konto wurde hinzugefügt.
person-done-disabled = Das Konto ist gesperrt.
person-done-enabled = Das Konto kann sich wieder anmelden.
person-done-logged-out = Das Konto ist überall abgemeldet.
person-done-sent = Der Anmeldelink ist unterwegs.

# Mails
mails-title = Mails
mails-lead = Hier warten Mails, bis der Mailserver sie annimmt.
mails-open = Nicht zugestellt
mails-all = Alle
mails-none = Hier sind keine Mails.
mails-to = An
mails-gone = Gelöscht
mails-written = Geschrieben
mails-state = Status
mails-state-waiting = Wartet
mails-state-sending = Wird gerade gesendet
mails-state-sent = Gesendet
mails-state-expired = Zu spät: Der Link darin ist abgelaufen
mails-state-refused = Vom Mailserver abgelehnt
mails-state-dropped = Von einem Admin verworfen
mails-again = Nächster Versuch in { $time }
mails-attempts = { $count } Versuche
mails-reason = Antwort des Servers: { $reason }
mails-retry = Jetzt versuchen
mails-drop = Verwerfen

# Protokoll
audit-title = Protokoll
audit-lead = Was geschehen ist: wer sich angemeldet hat, von wo, was abgelehnt wurde, wer was geändert hat.
audit-search = Konto oder Netzwerkadresse suchen
audit-none = So etwas ist nicht geschehen.
audit-when = Wann
audit-what = Was
audit-account = Konto
audit-from = Von wo
audit-all = Alles
audit-gone = gelöscht
audit-count = { $count }-mal
audit-link = Link { $id }
audit-by-name = durch { $email }
audit-by-admin = durch einen Admin
audit-by-operator = durch einen Befehl
audit-by-program = durch das Programm
audit-what-login-asked = Login-Link angefordert
audit-what-login-link-made = Login-Link von Hand erstellt
audit-what-login-link-sent = Login-Link von einem Admin verschickt
audit-what-login-refused = Login-Link abgelehnt
audit-what-code-refused = Code abgelehnt
audit-what-cancel-refused = Link zum Abbrechen abgelehnt
audit-what-login-cancelled = Anmeldung abgebrochen: „Das war ich nicht“
audit-what-logged-in = Angemeldet
audit-what-logged-out = Abgemeldet
audit-what-other-logged-out = Anderen Browser abgemeldet
audit-what-others-logged-out = Alle anderen Browser abgemeldet
audit-what-all-logged-out = Überall abgemeldet
audit-what-link-made = Privater Link erstellt
audit-what-link-opened = Privater Link geöffnet
audit-what-link-refused = Privater Link abgelehnt
audit-what-link-revoked = Privater Link widerrufen
audit-what-links-revoked = Alle privaten Links widerrufen
audit-what-mail-sent = Mail gesendet
audit-what-mail-delayed = Mail verzögert
audit-what-mail-refused = Mail abgelehnt
audit-what-mail-expired = Mail abgelaufen
audit-what-mail-retried = Mail wird gleich noch einmal versucht
audit-what-mail-dropped = Mail verworfen
audit-what-account-added = Konto hinzugefügt
audit-what-account-disabled = Konto gesperrt
audit-what-account-enabled = Konto freigegeben
audit-what-account-deleted = Konto gelöscht
audit-what-admin-made = Zum Admin gemacht
audit-what-admin-removed = Kein Admin mehr
audit-what-limited = Zu viele Versuche
