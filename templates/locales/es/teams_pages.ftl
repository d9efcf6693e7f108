# Páginas de los equipos propios, ajustes de un equipo, su fin y qué permite cada rol.

ui-nav-team = Equipo
ui-new-team = Nuevo equipo
ui-no-team = Sin equipo

team-tab-roles = Roles
team-tab-settings = Ajustes del equipo

teams-lead = Cada equipo tiene sus propios proyectos, claves, miembros y uso.
teams-none = No pertenece a ningún equipo
teams-none-text = Cree un equipo propio o pida a un propietario o administrador de alguno que invite a { $email }.
teams-team = Equipo
teams-role = Su rol
teams-made = Creado
teams-actions = Acciones
teams-current = Es el que está viendo
teams-switch = Cambiar
teams-switching = Cambiando
teams-deleted = Equipos eliminados
teams-deleted-text = Usted era propietario de estos equipos. Hasta el último día se puede recuperar todo su contenido tal como estaba.
teams-deleted-at = Eliminado
teams-restorable = Se puede restaurar hasta
teams-restore = Restaurar
teams-restoring = Restaurando
teams-name = Nombre del equipo
teams-new-hint = Usted será su propietario y podrá invitar a otras personas.
teams-create = Crear equipo
teams-creating = Creando
teams-cancel = Cancelar
teams-name-lead = Los miembros lo ven en la barra lateral, en los correos y en las exportaciones.
teams-save = Guardar
teams-saving = Guardando

teams-delete = Eliminar equipo
teams-delete-more = Eliminar equipo…
teams-delete-lead = Sus claves dejan de funcionar al instante y sus miembros pierden el acceso. Los propietarios pueden restaurarlo durante 30 días.
teams-delete-title = ¿Eliminar el equipo { $name }?
teams-delete-text = Desde ese momento no se acepta ninguna clave de este equipo y ninguno de sus miembros puede verlo. Un propietario puede restaurarlo con todo su contenido hasta el { $date }; después se elimina definitivamente, junto con su uso.
teams-deleting = Eliminando
teams-keep = Conservar
teams-members = Miembros
teams-tokens = Tokens personales
teams-delete-members = { $count ->
    [one] solo usted
   *[other] { $count } pierden el acceso
}
teams-delete-projects = { $count ->
    [0] ninguno
   *[other] { $count }
}
teams-delete-keys = { $count ->
    [0] ninguna
    [one] { $count } deja de funcionar
   *[other] { $count } dejan de funcionar
}
teams-delete-tokens = { $count ->
    [0] ninguno
    [one] { $count } deja de funcionar
   *[other] { $count } dejan de funcionar
}
teams-delete-invitations = { $count ->
    [0] ninguna
    [one] { $count } ya no se puede aceptar
   *[other] { $count } ya no se pueden aceptar
}
teams-delete-messages = { $count ->
    [0] ninguno
    [one] { $count } ya no se puede leer
   *[other] { $count } ya no se pueden leer
}
teams-delete-last-uses = Claves usadas más recientemente

roles-title = Cinco roles
roles-lead = Su rol en este equipo es { role-name }.
roles-yours = Usted
roles-owner = Todo, también eliminar el equipo y nombrar propietarios. Un equipo siempre tiene uno.
roles-admin = Dirige el equipo: miembros, proyectos, claves, precios y el registro de auditoría.
roles-developer = Trabaja con proyectos y claves y ve el uso hasta cada evento.
roles-analyst = Lee el uso en detalle y escribe a los miembros; no cambia nada más.
roles-viewer = Ve los proyectos, los miembros y los totales.
roles-may = Qué puede hacer cada rol
roles-may-text = El servidor consulta esta tabla en cada petición. Nadie puede dar un rol superior al suyo.
roles-permission = Permiso
roles-yes = Sí
roles-no = No
roles-view-team = Ver el equipo y sus miembros
roles-view-projects = Ver los proyectos
roles-view-usage = Ver los totales de uso y coste
roles-manage-projects = Crear, cambiar, iniciar, detener, eliminar y restaurar proyectos
roles-read-keys = Ver la lista de claves de API
roles-manage-keys = Crear, rotar y revocar claves de API
roles-read-usage = Ver el uso por clave, por estado y por evento
roles-manage-prices = Cambiar los precios y los nombres de modelos propios del equipo
roles-send-messages = Escribir a otros miembros
roles-manage-members = Invitar a personas, cambiar sus roles, desactivarlas y quitarlas
roles-read-audit = Ver quién hizo qué en el equipo
roles-own-team = Renombrar, eliminar y restaurar el equipo, y nombrar propietarios
