# Somebody who is not logged in asked for a part of a page
site-anonymous-title = Bitte zuerst anmelden
site-anonymous-text = Das sehen nur Personen, die angemeldet sind.
