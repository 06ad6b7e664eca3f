# Les textes des pages et des courriels. Chaque langue a les mêmes clés ; un test le vérifie.

# Connexion
login-title = Se connecter
login-lead = Nous vous envoyons un lien qui vous connecte. Sans mot de passe.
login-email = Adresse e-mail
login-submit = Envoyer le lien
login-already = Vous êtes connecté(e) en tant que { $email }.
login-already-link = Aller à votre compte

email-empty = Saisissez votre adresse e-mail.
email-too-long = Cette adresse e-mail est trop longue.
email-no-at = Une adresse e-mail contient un @, comme jane@example.com.
email-local-part = Nous ne pouvons pas écrire à ce qui se trouve avant le @.
email-domain = Ce qui suit le @ n’est pas un domaine, comme example.com.
email-other = Nous ne pouvons pas écrire à cette adresse e-mail.

# Courriel envoyé
sent-title = Consultez vos e-mails
sent-lead = Nous avons envoyé un lien de connexion. Consultez vos e-mails.
sent-hint = Si un compte existe pour cette adresse, le message arrive d’ici une à deux minutes. Pensez au dossier des indésirables.
sent-code = Code reçu par e-mail
sent-code-hint = Vous lisez le message sur un autre appareil ? Saisissez son code ici.
sent-code-submit = Se connecter
sent-code-wrong = Ce code n’a pas fonctionné. Vérifiez-le ou demandez un nouveau lien.
sent-wait = Vous pourrez demander un autre lien dans { $time }.
sent-again = Demander un autre lien

# Durées
seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
ago-now = à l’instant
ago-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
ago-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
}

# Quand et où
moment = { $day }{"\u00A0"}{ $month } { $year } à{"\u00A0"}{ $time }{"\u00A0"}UTC
day = { $day }{"\u00A0"}{ $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
browser-on-system = { $browser } sur { $system }
browser-unknown = un navigateur inconnu
browser-unknown-row = Navigateur inconnu
asked-when = Demandé
asked-browser = Avec
asked-address = Depuis

# Confirmation
confirm-title = Se connecter ?
confirm-lead = Vous allez vous connecter en tant que { $email }.
confirm-other = Dans ce navigateur, vous êtes connecté(e) en tant que { $other }. Cela prendra fin quand vous vous connecterez en tant que { $email }.
confirm-warning = Continuez seulement si vous avez demandé ce lien vous-même.
confirm-submit = Se connecter
confirm-cancel = Je n’ai rien demandé

# Ce n’était pas moi
cancel-title = Ce n’était pas vous ?
cancel-lead = Quelqu’un a demandé un lien pour se connecter en tant que { $email }.
cancel-explain = Nous pouvons rendre ce lien et son code inutilisables. Votre compte est en sécurité : sans ce message, personne ne peut se connecter.
cancel-submit = Ce n’était pas moi : bloquer cette connexion
cancelled-title = Connexion bloquée
cancelled-lead = Le lien et son code ne fonctionnent plus. Vous n’avez rien d’autre à faire.

# Refusé
refused-title = Ce lien ne fonctionne pas
refused-text = Il est peut-être trop ancien, déjà utilisé ou incomplet. Un lien sert une fois, et peu de temps.
refused-submit = Demander un nouveau lien
private-refused-title = Ce lien ne fonctionne pas
private-refused-text = Il est peut-être trop ancien, épuisé, retiré ou incomplet. Demandez-en un nouveau à la personne qui vous l’a envoyé.
cancel-refused-title = Ce lien ne fonctionne plus
cancel-refused-text = Il est trop ancien, a été utilisé ou est déjà bloqué. Personne ne peut s’en servir pour se connecter.

# Ouvrir un lien privé
open-title = Ouvrir ce lien{"\u00A0"}?
open-lead = { $email } partage quelque chose avec vous.
open-lead-label = { $email } partage «{"\u00A0"}{ $label }{"\u00A0"}» avec vous.
open-limited = Ce lien ne s’ouvre qu’un nombre limité de fois. Ouvrez-le au moment de regarder.
open-passphrase = Phrase secrète
open-passphrase-hint = La personne qui vous a donné le lien vous l’a communiquée.
open-passphrase-empty = Saisissez la phrase secrète.
open-passphrase-wrong = Ce n’est pas la bonne phrase secrète. Réessayez.
open-passphrase-limited = Trop de tentatives. Réessayez dans { $time }.
open-submit = Ouvrir

# Limite
limited-title = Trop de tentatives
limited-text = Pour protéger les messageries et les comptes de chacun, il y a une limite. Réessayez dans { $time }.
limited-hint = Un lien déjà envoyé fonctionne toujours : consultez vos e-mails.
limited-code = Saisir le code reçu par e-mail

# Compte
navigation = Pages
account-title = Votre compte
account-lead = Vous êtes connecté(e) en tant que { $email }.
account-since = Depuis le { $since }
account-sessions = Où vous êtes connecté(e)
account-this = Ce navigateur
account-row-since = Depuis le
account-end = Déconnecter
account-end-of = Déconnecter { $browser }
account-end-others = Déconnecter tous les autres navigateurs
account-end-here = Se déconnecter ici

# Déconnexion
logout-title = Déconnexion
logout-lead = Vous êtes déconnecté(e).
logout-again = Se reconnecter
logout-question-title = Se déconnecter ?
logout-question = Vous êtes connecté(e) en tant que { $email }.
logout-submit = Se déconnecter

# Erreurs
bad-request-title = Cela n’a pas fonctionné
bad-request-text = La demande n’a pas été comprise. Revenez en arrière et réessayez.
host-title = Cela n’a pas fonctionné
host-text = Ce site n’est pas accessible sous ce nom.
forged-title = Veuillez réessayer
forged-text = Le formulaire est resté ouvert trop longtemps, ou les cookies sont bloqués. Revenez en arrière, rechargez la page et renvoyez-le.
forbidden-title = Accès réservé
forbidden-text = Vous êtes connecté, mais pas avec un compte qui peut voir cette page.
not-found-title = Page introuvable
not-found-text = Cette page n’existe pas. Vérifiez l’adresse.
method-title = Cela n’a pas fonctionné
method-text = Cette page ne s’utilise pas ainsi.
media-type-title = Cela n’a pas fonctionné
media-type-text = Le formulaire est arrivé dans un format qui n’est pas compris.
too-large-title = C’est trop
too-large-text = Ce qui a été envoyé est plus long que tout ce dont cette page a besoin.
timeout-title = Cela a pris trop de temps
timeout-text = La connexion est lente ou a été interrompue. Réessayez.
unavailable-title = De retour dans un instant
unavailable-text = C’est impossible pour le moment. Réessayez dans un instant.
internal-title = Un problème est survenu
internal-text = C’est de notre faute, pas de la vôtre. Réessayez dans un instant.
internal-reference = Si vous nous en parlez, mentionnez { $reference }.
error-home = Aller à la page de connexion

# Courriel
mail-subject = Se connecter à { $site }
mail-lead = Voici votre lien pour vous connecter à { $site } en tant que { $email }.
mail-button = Se connecter
mail-link = Ouvrez ce lien pour vous connecter :
mail-code = Ou saisissez ce code dans le navigateur où vous l’avez demandé :
mail-good = Le lien et le code servent une fois, pendant { $time }.
mail-asked = Demandé le { $asked } avec { $browser }.
mail-not-me = Vous n’avez rien demandé ? Ne faites rien, ou bloquez cette connexion ici :
mail-not-me-link = Ce n’était pas moi
mail-copy = Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
