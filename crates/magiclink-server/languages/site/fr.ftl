# Somebody who is not logged in asked for a part of a page
site-anonymous-title = Connectez-vous d’abord
site-anonymous-text = Seules les personnes connectées voient cette page.
