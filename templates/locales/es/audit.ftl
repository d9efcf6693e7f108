# The audit log.

ui-nav-audit = Registro de auditoría
field-format = Elija csv, json o ndjson.

audit-title = Registro de auditoría
audit-lead = Quién hizo qué en este equipo y desde dónde. Las filas solo se añaden.
audit-filters = Filtrar el registro de auditoría
audit-actor = Persona o clave
audit-target = Objeto afectado
audit-action = Acción
audit-any = Cualquiera
audit-from = Desde
audit-to = Hasta
audit-apply = Mostrar
audit-clear = Quitar los filtros
audit-no-match = Sin coincidencias
audit-no-match-text = Los filtros ocultan todas las filas del registro.
audit-what = Qué ocurrió
audit-means = Mediante
audit-address = Dirección
audit-when = Cuándo
audit-none = ninguna
audit-details = Detalles (fila { $seq })
audit-request = Solicitud
audit-erased = Datos personales
audit-erased-text = Se borraron con la cuenta. La cadena sigue demostrando que la fila está donde estaba.
audit-hash = Hash
audit-export-csv = Exportar CSV
audit-export-json = Exportar JSON
audit-head = Prueba
audit-head-text = Cada fila contiene el hash de la anterior. Anote esta línea en otro lugar: así, el comando demuestra que hasta aquí nada se modificó, eliminó ni recortó.
audit-head-command = En el servidor
audit-by = { $means ->
    [session] el navegador
    [token] un token personal
    [key] una clave de API
    [cli] la línea de comandos
    [system] el propio servidor
   *[anonymous] alguien sin sesión iniciada
}

# scalix audit verify
audit-sound = { $rows ->
    [one] El registro de auditoría está tal como se escribió: { $rows } fila.
   *[other] El registro de auditoría está tal como se escribió: { $rows } filas.
}
audit-end-instance = Instancia: { $head }
audit-end-team = Equipo { $team }: { $head }
audit-end-nameless = Un equipo que ya no existe: { $head }
audit-heads-hold = { $count ->
    [one] El final anotado sigue ahí: hasta él nada se modificó ni se recortó.
   *[other] Los { $count } finales anotados siguen ahí: hasta ellos nada se modificó ni se recortó.
}
audit-broken-instance = El registro de auditoría de la instancia se modificó en la fila { $row }: esa fila está alterada o falta una anterior.
audit-broken-team = El registro de auditoría del equipo { $team } se modificó en la fila { $row }: esa fila está alterada o falta una anterior.
audit-broken-nameless = El registro de auditoría de un equipo que ya no existe se modificó en la fila { $row }: esa fila está alterada o falta una anterior.
audit-head-missing = El final anotado { $head } no está en el registro: se reescribieron filas anteriores o se recortó el final.
audit-head-form = { $head } no es el final de una cadena. Tiene la forma ROWS:HASH, con 64 dígitos hexadecimales.
