# The pages of projects.

projects-lead = Contienen las claves de API y su uso.
projects-new = Nuevo proyecto
projects-in-team = en este equipo
projects-take-events = aceptan eventos
projects-days = últimos 30 días
projects-list-days = últimos 30 días (UTC), sin los proyectos eliminados
projects-requests = Solicitudes
projects-tokens = Tokens
projects-cost = Costo
projects-success = Tasa de éxito
projects-unpriced = { $count } sin precio
projects-failed = { $count } con fallo
projects-project = Proyecto
projects-model = Modelo
projects-any-model = cualquiera
projects-status = Estado
projects-last-event = Último evento
projects-never = nunca
projects-restorable = Se puede restaurar hasta
projects-actions = Acciones
projects-actions-of = Acciones de { $name }

projects-filters = Buscar proyectos
projects-search = Buscar por nombre o descripción
projects-apply = Aplicar
projects-clear = Quitar los filtros
projects-all = Todos
projects-running = En marcha
projects-stopped = Detenido
projects-failing = Con fallos
projects-deleted = Eliminado

projects-none = Cree su primer proyecto
projects-none-text = Un proyecto contiene claves de API y el uso que registran. Cree uno para cada aplicación o entorno, para ver cuánto cuesta y poder detenerlo por separado.
projects-none-viewer = Todavía no hay proyectos. Un propietario, administrador o desarrollador del equipo puede crear uno.
projects-show-deleted = Mostrar proyectos eliminados
projects-no-match = Sin coincidencias
projects-hidden = { $count ->
    [0] El equipo no tiene proyectos.
    [one] Los filtros ocultan el único proyecto del equipo.
   *[other] Los filtros ocultan los { $count } proyectos del equipo.
}
projects-no-deleted = No hay nada eliminado
projects-no-deleted-text = Los proyectos eliminados permanecen aquí 30 días. Hasta entonces se pueden restaurar con sus claves y su uso.
projects-show-all = Mostrar todos los proyectos

projects-stop = Detener
projects-stopping = Deteniendo
projects-start = Iniciar
projects-starting = Iniciando
projects-restore = Restaurar
projects-restoring = Restaurando
projects-edit = Editar
projects-new-key = Nueva clave
projects-delete-more = Eliminar proyecto…

projects-name = Nombre
projects-name-hint = Único en el equipo. Se puede cambiar más adelante.
projects-description = Descripción
projects-description-hint = Opcional. Para qué sirve y quién se encarga de él.
projects-model-hint = Opcional. Una nota para las personas y para el inicio rápido; no limita nada.
projects-create = Crear proyecto
projects-creating = Creando el proyecto
projects-edit-title = Editar “{ $name }”
projects-save = Guardar
projects-saving = Guardando
projects-cancel = Cancelar

projects-delete = Eliminar proyecto
projects-delete-lead = Se puede restaurar durante 30 días.
projects-delete-title = ¿Eliminar “{ $name }”?
projects-delete-keys = { $count ->
    [0] No tiene claves que funcionen.
    [one] Su clave deja de funcionar de inmediato.
   *[other] Sus { $count } claves dejan de funcionar de inmediato.
}
projects-delete-requests = Su uso (solicitudes en los últimos 30 días: { $requests }) permanece en los totales del equipo. Se puede restaurar hasta el { $date }.
projects-deleting = Eliminando el proyecto
projects-keep = Conservar
projects-key-used = usada
projects-key-unused = nunca usada
projects-key-more = { $count ->
    [one] y una más
   *[other] y { $count } más
}

projects-is-stopped = Este proyecto está detenido: los eventos de sus claves se rechazan hasta que se inicie.
projects-is-failing = Más de la mitad de las solicitudes de la última hora fallaron.
projects-show-failed = Mostrar solicitudes fallidas
projects-measure = Qué muestra el gráfico
projects-no-keys = Todavía no hay claves
projects-no-keys-text = Los programas registran su uso con una clave de API del proyecto.
projects-make-key = Crear una clave
projects-all-keys = Todas las claves de este proyecto
projects-details = Detalles
projects-id = Id del proyecto
projects-live-keys = Claves que funcionan
projects-created = Creado
projects-started-at = Último inicio

projects-send = Enviar un evento
projects-send-key = Ponga la clave en la variable SCALIX_KEY. La más reciente es { $hint }.
projects-send-no-key = Ponga una clave de este proyecto en la variable SCALIX_KEY.
projects-language = Lenguaje
