# Los textos de las páginas del programa. Cada idioma tiene las mismas claves; una prueba lo comprueba.

# De una página a otra
navigation-account = Su cuenta
navigation-links = Enlaces privados
navigation-people = Cuentas
navigation-all-links = Todos los enlaces
navigation-mails = Correos
navigation-audit = Registro
list-search = Buscar
list-first = Primera página
list-next = Página siguiente
list-actions = Acciones

# Iniciar sesión otra vez
again-title = Inicie sesión otra vez
again-lead = Todavía no se ha cambiado nada.
again-text = Inició sesión hace más de 20 minutos. Lo que iba a hacer necesita un inicio de sesión más reciente, para que nadie lo haga en un ordenador que quedó abierto.
again-submit = Iniciar sesión de nuevo
again-note = Para cambiar algo aquí, necesita haber iniciado sesión hace 20 minutos como máximo.

# Enlaces privados
links-title = Enlaces privados
links-new = Crear un enlace privado
links-lead = Un enlace privado abre una página, o una carpeta, a quien lo tenga. No necesita cuenta y no inicia la sesión de nadie.
links-none = Todavía no ha creado ningún enlace privado.
links-revoke-all = Revocar todos los enlaces
links-revoke-all-text = Ninguno de sus enlaces privados abrirá ya nada para nadie. Esto no se puede deshacer.
link-what = Abre
link-created = Creado
link-expires = Caduca
link-opens = Aperturas
link-state = Estado
link-until = hasta el { $day }
link-uses = { $count ->
    [0] Nunca
    [one] Una vez
   *[other] { $count } veces
}
link-uses-of = { $count } de { $max }
link-last-opened = la última, el { $day }
link-with-folder = y todo lo que contiene
link-with-passphrase = con una frase de acceso
link-owner = de { $email }
link-owner-gone = de una cuenta borrada
link-state-open = Activo
link-state-used-up = Agotado
link-state-expired = Caducado
link-state-revoked = Revocado
link-revoke = Revocar
link-revoke-of = Revocar { $name }
link-revoke-text = Ya no abrirá nada para nadie. Esto no se puede deshacer.
link-back = Todos sus enlaces privados
new-link-lead = Elija qué abre y durante cuánto tiempo.
new-link-submit = Crear el enlace
link-path = Página
link-path-foreign = No es una ruta de este sitio. Escriba una como /booking/1/, o pegue la dirección de la página.
link-path-slash = Es una carpeta: su ruta termina con una barra.
link-path-nothing = No hay ninguna página en esta ruta.
link-opens-what = El enlace abre
link-opens-page = solo esta página
link-opens-folder = todo lo de esta carpeta, con sus imágenes
link-label = Nombre del enlace
link-label-hint = Puede quedar vacío. Quien abra el enlace también lo ve.
link-label-wrong = Como máximo 100 caracteres, sin saltos de línea.
link-days = Validez en días
link-days-wrong = Un número de días de 1 a { $max }.
link-limit = Cuántos navegadores pueden abrirlo
link-limit-hint = Déjelo vacío para no limitarlo.
link-uses-wrong = Un número entero a partir de 1, o nada.
link-passphrase = Frase de acceso
link-passphrase-short = Frase de acceso
link-passphrase-hint = Puede quedar vacía. Comuníquela por otro medio que el enlace.
link-passphrase-hint-needed = Al menos 8 caracteres. Comuníquela por otro medio que el enlace.
link-passphrase-wrong = Una frase de acceso tiene de 8 a 128 caracteres.
link-passphrase-needed = Aquí cada enlace necesita una frase de acceso.
made-link-title = Se ha creado el enlace
made-link-lead = Cópielo ahora: no se volverá a mostrar.
made-link-url = Enlace privado
made-link-copy = Copiar
made-link-copied = Copiado
made-link-qr = El enlace como código QR
made-link-passphrase = La que ha elegido; no se guarda en ningún sitio de forma legible.
made-link-another = Crear otro
all-links-title = Todos los enlaces privados
all-links-search = Buscar un nombre o una ruta
all-links-none = No se ha encontrado ningún enlace.

# Cuentas
people-title = Cuentas
people-new = Añadir una cuenta
people-search = Buscar una dirección
people-email = Correo electrónico
people-last-login = Último acceso
people-created = Creada
people-never = Nunca
people-admin = Admin
people-disabled = Desactivada
people-none = Ninguna cuenta tiene una dirección así.
new-person-lead = Quien lea el correo de esta dirección puede iniciar sesión.
new-person-submit = Añadir
account-taken = Ya hay una cuenta con esta dirección.
account-no-email = No se puede enviar correo a esta dirección. Escríbala como jane@example.com.
language-of-browser = El del navegador
language-en = Inglés
language-de = Alemán
language-fr = Francés
language-es = Español

# Una cuenta
person-back = Todas las cuentas
person-self = Usted
person-sessions = Sesiones
person-browsers = { $count ->
    [0] Ninguna
    [one] En un navegador
   *[other] En { $count } navegadores
}
person-language = Idioma de los correos
person-send = Enviar un enlace de acceso
person-send-text = La cuenta recibe un correo con un enlace para iniciar sesión.
person-send-submit = Enviar
person-log-out = Cerrar todas las sesiones
person-log-out-text = Cierra todas las sesiones, anula los enlaces de acceso y revoca todos los enlaces privados de esta cuenta.
person-log-out-submit = Cerrar
person-disable = Desactivar la cuenta
person-disable-text = Nadie puede iniciar sesión con ella y sus enlaces privados no abren nada, hasta que se active de nuevo.
person-disable-self = No puede desactivar su propia cuenta.
person-disable-submit = Desactivar
person-enable = Activar la cuenta
person-enable-text = Puede iniciar sesión otra vez. Los enlaces privados que no han caducado se abren de nuevo.
person-enable-submit = Activar
person-done-added = La cuenta se ha añadido.
person-done-disabled = La cuenta está desactivada.
person-done-enabled = La cuenta puede iniciar sesión otra vez.
person-done-logged-out = Se han cerrado todas las sesiones de la cuenta.
person-done-sent = El enlace de acceso está en camino.

# Correos
mails-title = Correos
mails-lead = Los correos esperan aquí hasta que el servidor de correo los acepta.
mails-open = Sin entregar
mails-all = Todos
mails-none = No hay correos aquí.
mails-to = Para
mails-gone = Borrado
mails-written = Escrito
mails-state = Estado
mails-state-waiting = En espera
mails-state-sending = Enviándose
mails-state-sent = Enviado
mails-state-expired = Demasiado tarde: su enlace ha caducado
mails-state-refused = Rechazado por el servidor de correo
mails-state-dropped = Descartado por un administrador
mails-again = Próximo intento en { $time }
mails-attempts = { $count } intentos
mails-reason = Respuesta del servidor: { $reason }
mails-retry = Intentar ahora
mails-drop = Descartar

# Registro
audit-title = Registro
audit-lead = Lo que ha pasado: quién inició sesión, desde dónde, qué se rechazó, quién cambió qué.
audit-search = Buscar una cuenta o una dirección de red
audit-none = No ha pasado nada así.
audit-when = Cuándo
audit-what = Qué
audit-account = Cuenta
audit-from = Desde
audit-all = Todo
audit-gone = eliminada
audit-count = { $count } veces
audit-link = Enlace { $id }
audit-by-name = por { $email }
audit-by-admin = por un administrador
audit-by-operator = por una orden
audit-by-program = por el programa
audit-what-login-asked = Enlace de acceso pedido
audit-what-login-link-made = Enlace de acceso creado a mano
audit-what-login-link-sent = Enlace de acceso enviado por un administrador
audit-what-login-refused = Enlace de acceso rechazado
audit-what-code-refused = Código rechazado
audit-what-cancel-refused = Enlace para cancelar rechazado
audit-what-login-cancelled = Inicio de sesión cancelado: «no fui yo»
audit-what-logged-in = Sesión iniciada
audit-what-logged-out = Sesión cerrada
audit-what-other-logged-out = Sesión cerrada en otro navegador
audit-what-others-logged-out = Sesión cerrada en los demás navegadores
audit-what-all-logged-out = Sesión cerrada en todas partes
audit-what-link-made = Enlace privado creado
audit-what-link-opened = Enlace privado abierto
audit-what-link-refused = Enlace privado rechazado
audit-what-link-revoked = Enlace privado revocado
audit-what-links-revoked = Todos los enlaces privados revocados
audit-what-mail-sent = Correo enviado
audit-what-mail-delayed = Correo aplazado
audit-what-mail-refused = Correo rechazado
audit-what-mail-expired = Correo caducado
audit-what-mail-retried = Correo por reintentar ahora
audit-what-mail-dropped = Correo descartado
audit-what-account-added = Cuenta añadida
audit-what-account-disabled = Cuenta desactivada
audit-what-account-enabled = Cuenta reactivada
audit-what-account-deleted = Cuenta eliminada
audit-what-admin-made = Nombrado administrador
audit-what-admin-removed = Ya no es administrador
audit-what-limited = Demasiados intentos
