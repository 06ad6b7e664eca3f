# Los textos de las páginas y los correos. Cada idioma tiene las mismas claves; una prueba lo comprueba.

# Iniciar sesión
login-title = Iniciar sesión
login-lead = Le enviamos un enlace que inicia su sesión. Sin contraseña.
login-email = Dirección de correo
login-submit = Enviarme un enlace
login-already = Ha iniciado sesión como { $email }.
login-already-link = Ir a su cuenta

email-empty = Escriba su dirección de correo.
email-too-long = Esta dirección de correo es demasiado larga.
email-no-at = Una dirección de correo lleva una @, como jane@example.com.
email-local-part = No podemos enviar correo a lo que hay antes de la @.
email-domain = Lo que hay después de la @ no es un dominio, como example.com.
email-other = No podemos enviar correo a esta dirección.

# Correo enviado
sent-title = Revise su correo
sent-lead = Hemos enviado un enlace para iniciar sesión. Revise su correo.
sent-hint = Si la dirección tiene una cuenta aquí, el correo llega en uno o dos minutos. Mire también en la carpeta de correo no deseado.
sent-code = Código del correo
sent-code-hint = ¿Lee el correo en otro dispositivo? Escriba aquí su código.
sent-code-submit = Iniciar sesión
sent-code-wrong = Este código no ha funcionado. Compruébelo o pida un enlace nuevo.
sent-wait = Podrá pedir otro enlace dentro de { $time }.
sent-again = Pedir otro enlace

# Cuánto tiempo
seconds = { $count ->
    [one] { $count } segundo
   *[other] { $count } segundos
}
minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
ago-now = ahora mismo
ago-minutes = { $count ->
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
ago-hours = { $count ->
    [one] hace { $count } hora
   *[other] hace { $count } horas
}

# Cuándo y dónde
moment = { $day } de{"\u00A0"}{ $month } de{"\u00A0"}{ $year }, { $time }{"\u00A0"}UTC
day = { $day } de{"\u00A0"}{ $month } de{"\u00A0"}{ $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
browser-on-system = { $browser } en { $system }
browser-unknown = un navegador desconocido
browser-unknown-row = Navegador desconocido
asked-when = Pedido
asked-browser = Con
asked-address = Desde

# Confirmar
confirm-title = ¿Iniciar sesión?
confirm-lead = Va a iniciar sesión como { $email }.
confirm-other = En este navegador ha iniciado sesión como { $other }. Esa sesión termina cuando inicie sesión como { $email }.
confirm-warning = Continúe solo si fue usted quien pidió este enlace.
confirm-submit = Iniciar sesión
confirm-cancel = Yo no lo he pedido

# No he sido yo
cancel-title = ¿No ha sido usted?
cancel-lead = Alguien ha pedido un enlace para iniciar sesión como { $email }.
cancel-explain = Podemos anular ese enlace y su código. Su cuenta está segura: sin este correo nadie puede iniciar sesión.
cancel-submit = No he sido yo: detener este inicio de sesión
cancelled-title = Inicio de sesión detenido
cancelled-lead = El enlace y su código ya no funcionan. No tiene que hacer nada más.

# Rechazado
refused-title = Este enlace no funciona
refused-text = Puede que sea demasiado antiguo, ya se haya usado o no esté completo. Los enlaces sirven una vez y por poco tiempo.
refused-submit = Pedir un enlace nuevo
private-refused-title = Este enlace no funciona
private-refused-text = Puede que sea demasiado antiguo, se haya agotado o retirado, o no esté completo. Pida uno nuevo a quien se lo envió.
cancel-refused-title = Este enlace ya no funciona
cancel-refused-text = Es demasiado antiguo, se ha usado o ya se detuvo. Nadie puede iniciar sesión con él.

# Abrir un enlace privado
open-title = ¿Abrir este enlace?
open-lead = { $email } comparte algo con usted.
open-lead-label = { $email } comparte «{ $label }» con usted.
open-limited = Este enlace solo se puede abrir un número limitado de veces. Ábralo cuando quiera verlo.
open-passphrase = Frase de acceso
open-passphrase-hint = Se la ha dado quien le dio el enlace.
open-passphrase-empty = Escriba la frase de acceso.
open-passphrase-wrong = Esa no es la frase de acceso. Inténtelo de nuevo.
open-passphrase-limited = Demasiados intentos. Inténtelo de nuevo en { $time }.
open-submit = Abrir

# Límite
limited-title = Demasiados intentos
limited-text = Para proteger los buzones y las cuentas de todos hay un límite. Inténtelo de nuevo dentro de { $time }.
limited-hint = Un enlace que ya hemos enviado sigue funcionando: revise su correo.
limited-code = Escribir el código del correo

# Cuenta
navigation = Páginas
account-title = Su cuenta
account-lead = Ha iniciado sesión como { $email }.
account-since = Desde el { $since }
account-sessions = Dónde ha iniciado sesión
account-this = Este navegador
account-row-since = Desde el
account-end = Cerrar sesión
account-end-of = Cerrar sesión en { $browser }
account-end-others = Cerrar sesión en los demás navegadores
account-end-here = Cerrar sesión aquí

# Cerrar sesión
logout-title = Sesión cerrada
logout-lead = Ha cerrado sesión.
logout-again = Iniciar sesión de nuevo
logout-question-title = ¿Cerrar sesión?
logout-question = Ha iniciado sesión como { $email }.
logout-submit = Cerrar sesión

# Errores
bad-request-title = No ha funcionado
bad-request-text = No se ha entendido la petición. Vuelva atrás e inténtelo otra vez.
host-title = No ha funcionado
host-text = Este sitio no se encuentra con ese nombre.
forged-title = Inténtelo otra vez
forged-text = El formulario ha estado abierto demasiado tiempo o las cookies están bloqueadas. Vuelva atrás, recargue la página y envíelo otra vez.
forbidden-title = Sin acceso
forbidden-text = Ha iniciado sesión, pero no con una cuenta que pueda ver esta página.
not-found-title = Página no encontrada
not-found-text = Esta página no existe. Compruebe la dirección.
method-title = No ha funcionado
method-text = Esta página no se puede usar así.
media-type-title = No ha funcionado
media-type-text = El formulario ha llegado en un formato que no se entiende.
too-large-title = Es demasiado
too-large-text = Lo enviado es más largo que todo lo que necesita esta página.
timeout-title = Ha tardado demasiado
timeout-text = La conexión es lenta o se ha interrumpido. Inténtelo otra vez.
unavailable-title = Volvemos enseguida
unavailable-text = Ahora mismo no es posible. Inténtelo de nuevo en un momento.
internal-title = Algo ha fallado
internal-text = Es culpa nuestra, no suya. Inténtelo de nuevo en un momento.
internal-reference = Si nos lo cuenta, mencione { $reference }.
error-home = Ir a la página de inicio de sesión

# Correo
mail-subject = Iniciar sesión en { $site }
mail-lead = Este es su enlace para iniciar sesión en { $site } como { $email }.
mail-button = Iniciar sesión
mail-link = Abra este enlace para iniciar sesión:
mail-code = O escriba este código en el navegador donde lo ha pedido:
mail-good = El enlace y el código sirven una vez, durante { $time }.
mail-asked = Pedido el { $asked } con { $browser }.
mail-not-me = ¿No lo ha pedido? No haga nada, o detenga este inicio de sesión aquí:
mail-not-me-link = No he sido yo
mail-copy = Si el botón no funciona, copie esta dirección en su navegador:
