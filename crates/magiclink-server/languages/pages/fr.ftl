# Les textes des pages du programme. Chaque langue a les mêmes clés ; un test le vérifie.

# D’une page à l’autre
navigation-account = Votre compte
navigation-people = Comptes
navigation-mails = E-mails
list-search = Rechercher
list-first = Première page
list-next = Page suivante
list-actions = Ce que vous pouvez faire

# Se reconnecter
again-title = Reconnectez-vous
again-lead = Rien n’a encore été modifié.
again-text = Vous vous êtes connecté il y a plus de 20 minutes. Ce que vous alliez faire demande une connexion plus récente, pour que personne ne le fasse sur un ordinateur laissé ouvert.
again-submit = Se reconnecter
again-note = Pour modifier quelque chose ici, il faut une connexion de moins de 20 minutes.

# Comptes
people-title = Comptes
people-new = Ajouter un compte
people-search = Trouver une adresse
people-email = Adresse e-mail
people-last-login = Dernière connexion
people-created = Création
people-never = Jamais
people-admin = Admin
people-disabled = Désactivé
people-none = Aucun compte n’a une telle adresse.
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
person-log-out-text = Met fin à toutes les sessions et à tous les liens de connexion, et révoque tous les liens privés de ce compte.
person-log-out-submit = Déconnecter
person-disable = Désactiver le compte
person-disable-text = Personne ne peut s’y connecter et ses liens privés n’ouvrent rien, jusqu’à ce qu’il soit réactivé.
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
mails-none = Il n’y a pas d’e-mails ici.
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
mails-again = Prochain essai dans { $time }
mails-attempts = { $count } essais
mails-reason = Le serveur a dit : { $reason }
mails-retry = Essayer maintenant
mails-drop = Abandonner
