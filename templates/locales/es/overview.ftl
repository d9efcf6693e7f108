# The Overview.

overview-title = Resumen
overview-new-project = Nuevo proyecto
overview-today = Hoy
overview-today-text = En comparación con ayer hasta la misma hora
overview-month = Últimos 30 días
overview-open-usage = Abrir en Uso
overview-tile = { $figure ->
    [tokens] Tokens
    [cost] Costo
    [success] Tasa de éxito
   *[requests] Solicitudes
}
overview-points = { $points } pp
overview-before = { $before ->
    [yesterday] frente a ayer
   *[month] frente a los 30 días anteriores
}
overview-no-before = { $before ->
    [yesterday] nada ayer
   *[month] nada anterior con que comparar
}
overview-unpriced = { $count ->
    [one] { $count } de { $requests } { $requests ->
        [one] solicitud
       *[other] solicitudes
    } de los últimos 30 días no tiene precio: su costo se desconoce y no figura en ninguna de estas sumas. No es 0 $.
   *[other] { $count } de { $requests } solicitudes de los últimos 30 días no tienen precio: su costo se desconoce y no figura en ninguna de estas sumas. No es 0 $.
}

overview-projects = Proyectos por costo
overview-all-projects = Todos los proyectos
overview-project = Proyecto
overview-status-head = Estado
overview-status = { $status ->
    [running] En marcha
    [stopped] Detenido
   *[error] Con fallos
}
overview-models = Modelos por costo
overview-all-models = Todos los modelos
overview-model = Modelo
overview-requests = Solicitudes
overview-cost = Costo
overview-bar = Proporción
overview-unknown = desconocido
overview-month-caption = Los más costosos de los últimos 30 días
overview-nothing = No se registró nada en los últimos 30 días.

overview-never = Todavía no hay uso
overview-never-text = Cuando un proyecto de este equipo registre su primera llamada a un modelo, aquí aparecerán sus solicitudes, tokens y costo.

# What a new team does first.
overview-steps = Primeros pasos
overview-steps-text = Unos pocos pasos hasta las primeras cifras. Se marcan solos.
overview-done = Hecho:
overview-to-do = Pendiente:
overview-step-project = Crear un proyecto
overview-step-project-text = Las claves y el uso pertenecen a un proyecto, por ejemplo una aplicación o una tarea.
overview-step-key = Crear una clave de API
overview-step-key-text = Con ella su aplicación registra sus llamadas a modelos.
overview-step-key-verb = Nueva clave de API
overview-step-event = Enviar el primer evento
overview-step-event-text = Ponga su clave en lugar de sk_scalix_… y vuelva a mirar esta página.
overview-step-invite = Invitar a su equipo
overview-step-invite-text = Otras personas ven el uso y los costes, o trabajan con usted en proyectos, según lo que permita su rol.

# Recent activity; actor and target are names.
overview-activity = Actividad reciente
activity-project-created = { $actor } creó el proyecto { $target }
activity-project-updated = { $actor } modificó el proyecto { $target }
activity-project-started = { $actor } inició { $target }
activity-project-stopped = { $actor } detuvo { $target }
activity-project-deleted = { $actor } eliminó el proyecto { $target }
activity-project-restored = { $actor } restauró el proyecto { $target }
activity-project-purged = El proyecto { $target } se eliminó definitivamente
activity-key-created = { $actor } creó la clave de API { $target }
activity-key-rotated = { $actor } rotó la clave de API { $target }
activity-key-revoked = { $actor } revocó la clave de API { $target }
activity-team-created = { $actor } creó el equipo { $target }
activity-team-deleted = { $actor } eliminó el equipo
activity-team-renamed = { $actor } cambió el nombre del equipo a { $target }
activity-team-restored = { $actor } restauró el equipo
activity-member-left = { $actor } dejó el equipo
activity-member-removed = { $actor } quitó a { $target } del equipo
activity-member-role = { $actor } cambió el rol de { $target }
activity-member-deactivated = { $actor } desactivó a { $target }
activity-member-reactivated = { $actor } reactivó a { $target }
activity-members-exported = { $actor } exportó la lista de miembros
activity-team-transferred = { $actor } cedió el equipo a { $target }
activity-message-sent = { $actor } envió un mensaje
activity-member-added = { $actor } añadió a { $target } al equipo
activity-token-created = { $actor } creó el token personal { $target }
activity-token-revoked = { $actor } revocó el token personal { $target }
activity-price-created = { $actor } asignó a { $target } un precio propio del equipo
activity-price-changed = { $actor } modificó el precio propio del equipo para { $target }
activity-price-ended = { $actor } finalizó el precio propio del equipo para { $target }
activity-prices-imported = { $actor } importó precios de { $target }
activity-alias-created = { $actor } indicó qué modelo representa { $target }
activity-alias-changed = { $actor } hizo que { $target } represente otro modelo
activity-alias-removed = { $actor } quitó { $target } como nombre de un modelo
activity-usage-import-started = { $actor } empezó a importar uso en { $target }
activity-usage-imported = { $actor } importó uso en { $target }
activity-other = { $actor } realizó una acción en { $target } ({ $action })
activity-somebody = Alguien
activity-nameless = algo que ya no tiene nombre
