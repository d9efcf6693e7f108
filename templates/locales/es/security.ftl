# The security of an account: password, second factor, sessions, devices.

password-weak-personal = Es fácil de adivinar: contiene su nombre o su dirección. Use unas cuantas palabras que no tengan nada que ver con usted.
password-weak-keyboard = Es fácil de adivinar: sigue las teclas de un teclado. Use en su lugar unas cuantas palabras sin relación.
password-weak-repeats = Es fácil de adivinar: se repite. Use en su lugar unas cuantas palabras sin relación.
password-weak-common = Es una de las contraseñas que se prueban primero. Use en su lugar unas cuantas palabras sin relación.
password-weak-similar = Se parece mucho a una contraseña que se prueba primero. Cambiar una letra por una cifra no ayuda; use en su lugar unas cuantas palabras sin relación.
password-weak-sequence = Es fácil de adivinar: cuenta o sigue el alfabeto. Use en su lugar unas cuantas palabras sin relación.
password-weak-date = Es fácil de adivinar: los años y las fechas se prueban pronto. Use en su lugar unas cuantas palabras sin relación.
password-weak-word = Una sola palabra es fácil de adivinar, por larga que sea. Añada algunas más que no tengan nada que ver con ella.
password-weak-name = Los nombres son fáciles de adivinar. Use en su lugar unas cuantas palabras sin relación.
password-wrong = No es su contraseña.
password-same = Es la contraseña que ya tiene. Elija otra.
password-lead = Al cambiarla se cierran sus demás sesiones.
password-current = Contraseña actual
password-new = Contraseña nueva
password-change = Cambiar contraseña
password-changing = Cambiando
password-changed = Su contraseña se ha cambiado y sus demás sesiones se han cerrado.
password-forgot = La he olvidado

forgot-link = ¿Olvidó su contraseña?
forgot-title = ¿Olvidó su contraseña?
forgot-lead = Le enviamos un enlace para elegir otra.
forgot-lead-kept = Esta instancia de Scalix no envía correos. Solicite aquí un enlace y pida a un operador que se lo entregue: queda en el servidor.
forgot-verb = Enviar el enlace
forgot-verb-kept = Solicitar un enlace
forgot-busy = Enviando
forgot-busy-kept = Solicitando
forgot-sent-title = Revise su bandeja de entrada
forgot-sent = Si esta dirección tiene una cuenta, un correo con un enlace está en camino. El enlace funciona una sola vez, durante una hora.
forgot-sent-more = ¿No llegó nada? Búsquelo en el correo no deseado o consulte a un operador de esta instancia de Scalix, que puede establecer una contraseña desde la línea de comandos.
forgot-kept-title = Consulte a un operador
forgot-kept = Esta instancia de Scalix no envía correos. Si esta dirección tiene una cuenta, el correo con el enlace está en la carpeta de datos del servidor. Un operador puede entregárselo o establecer una contraseña desde la línea de comandos. El enlace funciona una sola vez, durante una hora.
forgot-back = Volver al inicio de sesión
reset-title = Elija una contraseña nueva
reset-lead = para { $email }. Se cerrarán todas sus sesiones.
reset-verb = Establecer la contraseña
reset-busy = Estableciendo
reset-done = Su contraseña nueva está establecida. Inicie sesión con ella.

code-title = Introduzca su código
code-lead = La contraseña es correcta. Ahora, el código de su aplicación.
code-label = Código
code-hint = Seis cifras de su aplicación o uno de sus códigos de recuperación.
code-wrong = Este código es incorrecto o ya se usó. Espere al siguiente y compruebe que el reloj de su teléfono esté en hora.
code-back = Iniciar sesión con otra cuenta
signin-again = Este inicio de sesión tardó demasiado. Introduzca su contraseña de nuevo.

reauthenticate-title = Su contraseña, una vez más
reauthenticate-lead = Lo que sigue es sensible, por eso comprobamos que es usted.
reauthenticate-verb = Continuar
reauthenticate-busy = Comprobando
reauthenticate-back = No continuar
reauthenticate-done = Durante diez minutos no necesita contraseña para acciones sensibles.

two-factor-title = Autenticación de dos factores
two-factor-lead = Un código de una aplicación de su teléfono, que se pide después de la contraseña.
two-factor-on = Activada
two-factor-off = Desactivada
two-factor-since = Desde
two-factor-used = último uso
two-factor-set-up = Configurar la autenticación de dos factores
two-factor-set-up-lead = A partir de entonces, su contraseña por sí sola no da acceso a nada.
two-factor-need-app = Necesita una aplicación que genere códigos de un solo uso, como la de su gestor de contraseñas, en un teléfono o una computadora.
two-factor-begin = Mostrar el código para la aplicación
two-factor-beginning = Preparando
two-factor-begun = Añada el secreto a su aplicación y confirme con su primer código.
two-factor-scan = Escanéelo con su aplicación o escriba en ella el secreto que figura abajo.
two-factor-secret = Secreto
two-factor-open-app = Abrirlo en una aplicación de este dispositivo
two-factor-first-code = Código que muestra la aplicación
two-factor-first-code-hint = Seis cifras. La autenticación de dos factores se activa cuando el primero es correcto.
two-factor-turn-on = Activar
two-factor-turning-on = Comprobando
two-factor-is-on = La autenticación de dos factores está activada.
two-factor-is-off = La autenticación de dos factores está desactivada.
two-factor-off-more = Desactivar…
two-factor-turn-off = Desactivar
two-factor-turning-off = Desactivando
two-factor-turn-off-title = ¿Desactivar la autenticación de dos factores?
two-factor-turn-off-text = Su contraseña por sí sola bastará para iniciar sesión y sus códigos de recuperación dejarán de ser válidos.
two-factor-keep = Mantener activada
two-factor-on-already = La autenticación de dos factores ya está activada. Desactívela primero para usar otra aplicación.
two-factor-off-already = La autenticación de dos factores está desactivada.
two-factor-not-begun = Empiece con el secreto para su aplicación y confirme con su primer código.
two-factor-begun-long-ago = Ha pasado más de media hora. Empiece de nuevo con un secreto nuevo.
two-factor-other-key = Su segundo factor se creó con otra clave de esta instancia y no se puede comprobar. Pida a un operador que ejecute: scalix user reset-2fa

recovery-title = Códigos de recuperación
recovery-left = { $left ->
    [0] No queda ninguno
    [one] Queda { $left } de 10
   *[other] Quedan { $left } de 10
}
recovery-few = Le quedan pocos códigos de recuperación. Cree códigos nuevos antes de usar el último.
recovery-new = Nuevos códigos de recuperación
recovery-new-text = Los códigos que tiene dejan de ser válidos en cuanto se crean otros nuevos.
recovery-make = Crear códigos nuevos
recovery-making = Creando
recovery-made = Estos son sus nuevos códigos de recuperación. Los anteriores ya no son válidos.
recovery-lead = Cada uno de estos códigos le permite iniciar sesión una vez sin su aplicación. Guárdelos donde pueda encontrarlos si pierde su teléfono.
recovery-keep = Guarde estos códigos
recovery-once = Solo se muestran una vez.
recovery-download = Descargar
recovery-print = Imprimir
recovery-done = Los he guardado
recovery-file = Códigos de recuperación de Scalix de { $account }. Cada uno funciona una sola vez.

sessions-title = Sesiones
sessions-lead = Dónde tiene sesiones abiertas. Una sesión termina tras 14 días sin actividad y a los 90 días como máximo.
sessions-current = Actual
sessions-end = Cerrar sesión
sessions-end-one = Cerrar la sesión de { $name }
sessions-end-others = Cerrar todas las demás
sessions-ending = Cerrando sesión
session-revoked = La sesión de { $name } se ha cerrado.
sessions-revoked = { $count ->
    [0] No tiene sesiones abiertas en ningún otro lugar.
    [one] Se ha cerrado otra sesión.
   *[other] Se han cerrado otras { $count } sesiones.
}

device-on = { $browser } en { $os }
device-browser = { $browser }
device-os = Navegador en { $os }
device-not-told = Desconocido
device-computer = Computadora
device-phone = Teléfono
device-tablet = Tableta
device-program = Programa
device-unknown = Dispositivo desconocido
