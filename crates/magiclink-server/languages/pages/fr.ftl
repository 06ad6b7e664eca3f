# Les textes des pages du programme. Chaque langue a les mêmes clés ; un test le vérifie.

# D’une page à l’autre
navigation-account = Votre compte
navigation-links = Liens privés
navigation-people = Comptes
navigation-all-links = Tous les liens
navigation-mails = E-mails
navigation-audit = Journal
list-search = Rechercher
list-first = Première page
list-next = Page suivante
list-actions = Actions

# Se reconnecter
again-title = Reconnectez-vous
again-lead = Rien n’a encore été modifié.
again-text = Vous vous êtes connecté il y a plus de 20 minutes. Ce que vous alliez faire demande une connexion plus récente, pour que personne ne le fasse sur un ordinateur laissé ouvert.
again-submit = Se reconnecter
again-note = Pour modifier quelque chose ici, il faut une connexion de moins de 20 minutes.

# Liens privés
links-title = Liens privés
links-new = Créer un lien privé
links-lead = Un lien privé ouvre une page, ou un dossier, à quiconque le possède. Il ne demande pas de compte et ne connecte personne.
links-none = Vous n’avez pas encore créé de lien privé.
links-revoke-all = Révoquer tous les liens
links-revoke-all-text = Aucun de vos liens privés n’ouvrira plus rien, pour personne. C’est irréversible.
link-what = Ouvre
link-created = Création
link-expires = Expiration
link-opens = Ouvertures
link-state = État
link-until = jusqu’au { $day }
link-uses = { $count ->
    [0] Aucune
    [one] Une fois
   *[other] { $count } fois
}
link-uses-of = { $count } sur { $max }
link-last-opened = la dernière le { $day }
link-with-folder = et tout ce qu’il contient
link-with-passphrase = avec une phrase secrète
link-owner = de { $email }
link-owner-gone = d’un compte supprimé
link-state-open = Ouvert
link-state-used-up = Épuisé
link-state-expired = Expiré
link-state-revoked = Révoqué
link-revoke = Révoquer
link-revoke-of = Révoquer { $name }
link-revoke-text = Il n’ouvrira plus rien, pour personne. C’est irréversible.
link-back = Tous vos liens privés
new-link-lead = Choisissez ce qu’il ouvre, et pour combien de temps.
new-link-submit = Créer le lien
link-path = Page
link-path-foreign = Ce n’est pas un chemin de ce site. Saisissez-en un, par exemple /booking/1/, ou collez l’adresse de la page.
link-path-slash = C’est un dossier : son chemin se termine par une barre oblique.
link-path-nothing = Aucune page ne correspond à ce chemin.
link-opens-what = Le lien ouvre
link-opens-page = cette page seulement
link-opens-folder = tout ce dossier, avec ses images
link-label = Nom du lien
link-label-hint = Peut rester vide. La personne qui ouvre le lien le voit aussi.
link-label-wrong = 100 caractères au plus, sans retour à la ligne.
link-days = Durée de validité en jours
link-days-wrong = Un nombre de jours de 1 à { $max }.
link-limit = Combien de navigateurs peuvent l’ouvrir
link-limit-hint = Laissez vide pour ne pas limiter.
link-uses-wrong = Un nombre entier à partir de 1, ou rien.
link-passphrase = Phrase secrète
link-passphrase-short = Phrase secrète
link-passphrase-hint = Peut rester vide. Transmettez-la par un autre moyen que le lien.
link-passphrase-hint-needed = 8 caractères au moins. Transmettez-la par un autre moyen que le lien.
link-passphrase-wrong = Une phrase secrète a de 8 à 128 caractères.
link-passphrase-needed = Ici, chaque lien doit avoir une phrase secrète.
made-link-title = Le lien est créé
made-link-lead = Copiez-le maintenant : il ne sera plus affiché.
made-link-url = Lien privé
made-link-copy = Copier
made-link-copied = Copié
made-link-qr = Le lien en code QR
made-link-passphrase = Celle que vous avez choisie ; elle n’est conservée nulle part en clair.
made-link-another = En créer un autre
all-links-title = Tous les liens privés
all-links-search = Rechercher un nom ou un chemin
all-links-none = Aucun lien trouvé.

# Comptes
people-title = Comptes
people-new = Ajouter un compte
people-search = Rechercher une adresse
people-email = Adresse e-mail
people-last-login = Dernière connexion
people-created = Création
people-never = Jamais
people-admin = Admin
people-disabled = Désactivé
people-none = Aucun compte n’a une adresse de ce genre.
new-person-lead = Quiconque lit les e-mails de cette adresse peut se connecter.
new-person-submit = Ajouter
account-taken = Il y a déjà un compte avec cette adresse.
account-no-email = Aucun e-mail ne peut être envoyé à cette adresse. Écrivez-la comme jane@example.com.
language-of-browser = Celle du navigateur
language-en = Anglais
language-de = Allemand
language-fr = Français
language-es = Espagnol

# Un compte
person-back = Tous les comptes
person-self = Vous
person-sessions = Connecté
person-browsers = { $count ->
    [0] Nulle part
    [one] Sur un navigateur
   *[other] Sur { $count } navigateurs
}
person-language = Langue des e-mails
person-send = Envoyer un lien de connexion
person-send-text = Le compte reçoit un e-mail avec un lien pour se connecter.
person-send-submit = Envoyer
person-log-out = Déconnecter partout
person-log-out-text = Ferme toutes les sessions, annule les liens de connexion et révoque tous les liens privés de ce compte.
person-log-out-submit = Déconnecter
person-disable = Désactiver le compte
person-disable-text = Personne ne peut plus se connecter avec ce compte, et ses liens privés n’ouvrent plus rien tant qu’il n’est pas réactivé.
person-disable-self = Vous ne pouvez pas désactiver votre propre compte.
person-disable-submit = Désactiver
person-enable = Réactiver le compte
person-enable-text = Il peut de nouveau se connecter. Les liens privés qui n’ont pas expiré s’ouvrent de nouveau.
person-enable-submit = Réactiver
person-done-added = Le compte a été ajouté.
person-done-disabled = Le compte est désactivé.
person-done-enabled = Le compte peut de nouveau se connecter.
person-done-logged-out = Le compte est déconnecté partout.
person-done-sent = Le lien de connexion est en route.

# E-mails
mails-title = E-mails
mails-lead = Les e-mails attendent ici que le serveur de messagerie les accepte.
mails-open = Non remis
mails-all = Tous
mails-none = Aucun e-mail ici.
mails-to = À
mails-gone = Supprimé
mails-written = Écrit
mails-state = État
mails-state-waiting = En attente
mails-state-sending = En cours d’envoi
mails-state-sent = Envoyé
mails-state-expired = Trop tard : son lien a expiré
mails-state-refused = Refusé par le serveur de messagerie
mails-state-dropped = Abandonné par un admin
mails-again = Prochaine tentative dans { $time }
mails-attempts = { $count } tentatives
mails-reason = Réponse du serveur : { $reason }
mails-retry = Réessayer maintenant
mails-drop = Abandonner

# Journal
audit-title = Journal
audit-lead = Ce qui s’est passé : qui s’est connecté, d’où, ce qui a été refusé, qui a changé quoi.
audit-search = Chercher un compte ou une adresse réseau
audit-none = Rien de tel ne s’est passé.
audit-when = Quand
audit-what = Quoi
audit-account = Compte
audit-from = D’où
audit-all = Tout
audit-gone = supprimé
audit-count = { $count } fois
audit-link = Lien { $id }
audit-by-name = par { $email }
audit-by-admin = par un admin
audit-by-operator = par une commande
audit-by-program = par le programme
audit-what-login-asked = Lien de connexion demandé
audit-what-login-link-made = Lien de connexion créé à la main
audit-what-login-link-sent = Lien de connexion envoyé par un admin
audit-what-login-refused = Lien de connexion refusé
audit-what-code-refused = Code refusé
audit-what-cancel-refused = Lien d’annulation refusé
audit-what-login-cancelled = Connexion annulée : « ce n’était pas moi »
audit-what-logged-in = Connexion
audit-what-logged-out = Déconnexion
audit-what-other-logged-out = Autre navigateur déconnecté
audit-what-others-logged-out = Tous les autres navigateurs déconnectés
audit-what-all-logged-out = Déconnexion partout
audit-what-link-made = Lien privé créé
audit-what-link-opened = Lien privé ouvert
audit-what-link-refused = Lien privé refusé
audit-what-link-revoked = Lien privé révoqué
audit-what-links-revoked = Tous les liens privés révoqués
audit-what-mail-sent = E-mail envoyé
audit-what-mail-delayed = E-mail retardé
audit-what-mail-refused = E-mail refusé
audit-what-mail-expired = E-mail expiré
audit-what-mail-retried = E-mail à réessayer tout de suite
audit-what-mail-dropped = E-mail abandonné
audit-what-account-added = Compte ajouté
audit-what-account-disabled = Compte désactivé
audit-what-account-enabled = Compte réactivé
audit-what-account-deleted = Compte supprimé
audit-what-admin-made = Devenu admin
audit-what-admin-removed = N’est plus admin
audit-what-limited = Trop de tentatives
