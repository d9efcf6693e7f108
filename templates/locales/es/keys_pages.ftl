# The pages of API keys.

keys-new = Nueva clave
keys-key = Clave
keys-project = Proyecto
keys-state = Estado
keys-scopes = Ámbitos
keys-may = Ámbitos
keys-created-by = Creada por
keys-last-used = Último uso
keys-expires = Expira
keys-never = nunca
keys-actions = Acciones
keys-actions-of = Acciones de { $name }
keys-active = Activa
keys-rotating = En rotación
keys-expired = Expirada
keys-revoked = Revocada
keys-overlap = el secreto anterior expira
keys-scope-write = Escritura
keys-scope-read = Lectura
keys-scope-both = Escritura, lectura
keys-rotate-more = Rotar…
keys-revoke-more = Revocar…

keys-lead = Con ellas los programas envían su uso. Cada clave pertenece a un proyecto.
keys-filters = Buscar claves
keys-all-projects = Todos los proyectos
keys-none = Cree su primera clave de API
keys-none-text = Un programa envía su uso con la clave de su proyecto. El secreto se muestra una sola vez, al crear la clave; después se envía un evento así:
keys-first-event = Enviar un evento de prueba
keys-no-match = Este proyecto no tiene claves
keys-no-match-text = Las claves revocadas o expiradas permanecen en la lista durante 30 días.

keys-create = Crear clave
keys-creating = Creando la clave
keys-name-hint = Dónde se usa, por ejemplo “producción”.
keys-default-project = Un proyecto nuevo, “Default”
keys-may-write = Escribir uso
keys-may-write-hint = Enviar eventos
keys-may-read = Leer uso
keys-may-read-hint = Consultar el uso de este proyecto
keys-in-days = Dentro de { $count } días
keys-on-date = En una fecha
keys-no-end = Nunca
keys-date = Último día
keys-date-hint = La clave funciona hasta el final de ese día.
keys-no-date = Introduzca un día, por ejemplo 2027-02-17.
keys-no-lifetime = Elija una de estas opciones.

keys-made-title = La clave “{ $name }” está lista
keys-rotated-title = La clave “{ $name }” tiene un secreto nuevo
keys-made-text = Proyecto { $project }. Ámbitos: { $scopes }.
keys-ends = Expira
keys-ends-never = No expira nunca.
keys-copy-now = Copie el secreto ahora
keys-the-secret = El secreto de la clave
keys-keep-safe = Guárdelo donde su programa lo encuentre, no en su código fuente. Quien lo tenga puede usarlo.
keys-old-until = El secreto anterior sigue funcionando; expira
keys-old-gone = El secreto anterior se rechaza a partir de ahora.
keys-use = Pruébela
keys-use-text = El evento aparece en la página Uso un momento después.
keys-use-shell = En una terminal
keys-to-project = Ir al proyecto
keys-to-list = Todas las claves

keys-rotate = Rotar clave
keys-rotate-busy = Rotando la clave
keys-rotate-title = ¿Rotar “{ $name }”?
keys-rotate-text = La clave recibe un secreto nuevo. El actual sigue siendo válido durante un tiempo, para que pueda reemplazarlo sin interrupciones.
keys-rotate-again = Hay una rotación en curso. Su secreto más antiguo deja de valer de inmediato, salvo que el más reciente no se haya usado nunca; en ese caso deja de valer el más reciente.
keys-overlap-label = Validez restante del secreto actual
keys-overlap-hint = Elija “ninguna” si el secreto se ha filtrado.
keys-overlap-none = ninguna
keys-overlap-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
keys-overlap-days = { $count } días

keys-revoke = Revocar clave
keys-revoke-busy = Revocando la clave
keys-revoke-title = ¿Revocar “{ $name }”?
keys-revoke-text = Los programas que usan esta clave se rechazan de inmediato. Esto no se puede deshacer.
keys-requests = Solicitudes, 30 días
