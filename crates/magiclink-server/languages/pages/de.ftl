# Die Texte der Seiten des Programms. Jede Sprache hat dieselben Schlüssel; ein Test prüft es.

# Von Seite zu Seite
navigation-account = Ihr Konto
navigation-people = Konten
navigation-mails = Mails
list-search = Suchen
list-first = Erste Seite
list-next = Nächste Seite
list-actions = Was Sie tun können

# Noch einmal anmelden
again-title = Noch einmal anmelden
again-lead = Bisher wurde nichts geändert.
again-text = Ihre Anmeldung ist über 20 Minuten her. Was Sie vorhatten, braucht eine neuere, damit es niemand an einem Computer tut, der offen stehen blieb.
again-submit = Neu anmelden
again-note = Um hier etwas zu ändern, brauchen Sie eine Anmeldung, die höchstens 20 Minuten alt ist.

# Konten
people-title = Konten
people-new = Konto hinzufügen
people-search = Adresse suchen
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
account-no-email = An diese Adresse kann keine Mail gehen. Schreiben Sie sie wie jane@example.com.
language-of-browser = Wie der Browser
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
person-log-out-text = Beendet alle Sitzungen und Anmeldelinks und widerruft alle privaten Links dieses Kontos.
person-log-out-submit = Abmelden
person-disable = Konto sperren
person-disable-text = Niemand kann sich damit anmelden, und seine privaten Links öffnen nichts, bis es wieder freigegeben wird.
person-disable-self = Ihr eigenes Konto können Sie nicht sperren.
person-disable-submit = Sperren
person-enable = Konto freigeben
person-enable-text = Es kann sich wieder anmelden. Private Links, die noch gelten, öffnen sich wieder.
person-enable-submit = Freigeben
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
mails-state = Zustand
mails-state-waiting = Wartet
mails-state-sending = Wird gerade gesendet
mails-state-sent = Gesendet
mails-state-expired = Zu spät: Ihr Link ist abgelaufen
mails-state-refused = Vom Mailserver abgelehnt
mails-state-dropped = Von einem Admin verworfen
mails-again = Nächster Versuch in { $time }
mails-attempts = { $count } Versuche
mails-reason = Der Server sagte: { $reason }
mails-retry = Jetzt versuchen
mails-drop = Verwerfen
