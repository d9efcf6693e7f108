# What went wrong, as told to a person or a client. Say what to do, never "Oops".

error-internal = Algo falló por nuestra parte. Nada quedó a medias; indique el identificador de la solicitud al informar del problema.
error-unavailable = El servidor no puede hacerlo en este momento. No se cambió nada; inténtelo de nuevo en un momento.
error-rate-limited = { $seconds ->
    [one] Demasiados intentos. Inténtelo de nuevo dentro de { $seconds } segundo.
   *[other] Demasiados intentos. Inténtelo de nuevo dentro de { $seconds } segundos.
}
error-method-not-allowed = Esta dirección solo responde a { $allow }.
error-project-stopped = El proyecto está detenido y no acepta eventos. Inícielo para continuar.
error-invalid-fields = { $count ->
    [one] Hay un campo que requiere su atención. No se guardó nada.
   *[other] Hay { $count } campos que requieren su atención. No se guardó nada.
}
error-not-found = No hay nada en esta dirección, o usted no tiene acceso a ello.
error-unauthenticated = Inicie sesión primero o envíe un token válido.

field-limit = Elija un límite de 1 a { $most }.
field-cursor = Este cursor no lo creó este servidor.

cli-newer-schema = La base de datos la escribió una versión más reciente de Scalix (esquema { $present }; esta conoce hasta el { $latest }). Vuelva a instalar esa versión o restaure una copia anterior a la actualización. No se cambió nada.

field-required = Este campo es obligatorio.
field-too-long = Use como máximo { $most } caracteres.
field-control = Contiene caracteres de control. Escríbalo en lugar de pegarlo.
field-characters = Contiene caracteres invisibles o que cambian la dirección del texto.
field-email = No es una dirección de correo electrónico.
field-email-taken = Esta dirección ya tiene una cuenta.
field-confirm = Escriba “{ $name }” exactamente para confirmar.

error-malformed = No se pudo leer esta solicitud.
error-forbidden = No tiene permiso para hacer esto.
error-too-large = Supera el tamaño que acepta el servidor.
error-media-any = El servidor no lee este tipo de contenido aquí.
error-media = Envíelo como { $expected }.
error-body-cut = El cuerpo terminó antes de estar completo. No se cambió nada.
error-body-slow = El cuerpo no llegó en { $seconds } segundos. No se cambió nada.
error-body-large = El cuerpo supera { $limit }.
error-form = El formulario terminó antes de estar completo. No se cambió nada.
error-json = No es JSON válido (línea { $line }, columna { $column }).
error-authorization-form = Escriba el encabezado como “Authorization: Bearer” seguido del token.
error-token-unknown = Este token es desconocido, se revocó o expiró.
error-key-not-here = Una clave de proyecto registra uso; no da acceso a nada más. Use aquí un token personal.
error-token-not-here = Un token personal no registra uso. Envíe la clave de un proyecto, que empieza por sk_scalix_.
error-key-needed = Envíe la clave del proyecto como “Authorization: Bearer sk_scalix_…”.
error-session-needed = Inicie sesión para esto; un token personal no basta.
error-scope = A este token personal le falta el ámbito { $scope }.
error-role = Su rol en { $team } es { role-name }, que no permite esto. Pídalo a un propietario o administrador: { $helpers }.
error-role-owner = Su rol en { $team } es { role-name }, que no permite esto. Pídalo a un propietario: { $helpers }.
error-operator = Solo un operador de esta instancia de Scalix puede hacer esto.
error-no-team = No pertenece a ningún equipo. Cree uno o pida una invitación a un propietario o administrador de alguno.
error-csrf = Este cambio lo solicitó otro sitio, por lo que no se realizó (origen recibido: { $seen }; esperado: { $expected }). Con una cookie y curl, añada -H 'Origin: { $expected }'.

field-unknown = Ese campo no existe aquí.
field-type = Es de un tipo incorrecto.

# Pages of failures.
error-back = Volver al resumen
error-to-sign-in = Ir al inicio de sesión
error-request = Solicitud
error-title-malformed = No se pudo leer esta solicitud
error-title-unauthenticated = Inicie sesión primero
error-title-forbidden = No tiene permiso para hacer esto
error-title-csrf = Esto lo solicitó otro sitio
error-title-not-found = Aquí no hay nada
error-title-method = Así no
error-title-timed-out = Esto tardó demasiado
error-title-conflict = No es compatible con el estado actual
error-title-expired = Este enlace ya no es válido
error-title-too-large = Demasiado grande
error-title-invalid = Algo requiere su atención
error-title-rate-limited = Demasiados intentos
error-title-unavailable = No en este momento
error-title-internal = Algo falló por nuestra parte

field-true-false = Escriba true o false.
error-team-left = Ya no pertenece al equipo en el que trabajaba, por lo que no se cambió nada. Vuelva a cargar la página para continuar en otro equipo.
error-role-changed = Su rol en { $team } pasó a ser { role-name } mientras se enviaba esto, por lo que no se cambió nada. Envíelo de nuevo.

error-second-factor-required = La contraseña es correcta. Ahora introduzca también el código de su segundo factor.
error-reauthenticate = Es una acción sensible: introduzca primero su contraseña de nuevo. La última vez fue hace más de diez minutos.
