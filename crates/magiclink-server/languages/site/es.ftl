# Somebody who is not logged in asked for a part of a page
site-anonymous-title = Primero inicie sesión
site-anonymous-text = Solo lo ven las personas que han iniciado sesión.
