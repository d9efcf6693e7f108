# The frame of every page and the parts that pages are made of.

ui-skip = Ir al contenido
ui-nav-main = Principal
ui-menu = Menú
ui-nav-overview = Resumen
ui-nav-projects = Proyectos
ui-nav-usage = Uso
ui-nav-keys = Claves de API
ui-nav-settings = Configuración
ui-profile = Perfil y configuración
ui-teams = Sus equipos
ui-sign-out = Cerrar sesión
ui-foot = Scalix { $version }. Todas las horas en { $zone }.
ui-foot-gate = Scalix { $version }
ui-crumbs = Ruta de navegación

ui-dismiss = Descartar
ui-undo = Deshacer
ui-undo-busy = Deshaciendo
ui-close = Cerrar
ui-copy = Copiar
ui-copied = Copiado
ui-show = Mostrar
ui-hide = Ocultar
ui-shown-once = Solo se muestra una vez.
ui-type-to-confirm = Escriba el nombre “{ $name }” para confirmar
ui-no-answer = El servidor no respondió. Compruebe si el cambio se realizó antes de volver a intentarlo.

ui-pages = Páginas
ui-newer = Más recientes
ui-older = Más antiguas

# Against the period before.
ui-change-up = sube
ui-change-down = baja
ui-change-flat = sin cambios
ui-change-unknown = sin comparación: costo desconocido

ui-from-to = { $from } a { $to }
ui-and = { $first } y { $last }
# Before a name that begins with an i, which only Spanish minds: "e", not "y".
ui-and-before-i = { $first } e { $last }
ui-unknown = desconocido
ui-unpriced-do = Qué hacer
ui-unpriced-ask = Los propietarios y administradores del equipo pueden introducir un precio.

# How long ago, or how long until.
ui-now = ahora
ui-today = hoy
ui-ago-seconds = { $count ->
    [one] hace { $count } segundo
   *[other] hace { $count } segundos
}
ui-ago-minutes = { $count ->
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
ui-ago-hours = { $count ->
    [one] hace { $count } hora
   *[other] hace { $count } horas
}
ui-ago-days = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
}
ui-ago-months = { $count ->
    [one] hace { $count } mes
   *[other] hace { $count } meses
}
ui-ago-years = { $count ->
    [one] hace { $count } año
   *[other] hace { $count } años
}
ui-in-seconds = { $count ->
    [one] dentro de { $count } segundo
   *[other] dentro de { $count } segundos
}
ui-in-minutes = { $count ->
    [one] dentro de { $count } minuto
   *[other] dentro de { $count } minutos
}
ui-in-hours = { $count ->
    [one] dentro de { $count } hora
   *[other] dentro de { $count } horas
}
ui-in-days = { $count ->
    [one] dentro de { $count } día
   *[other] dentro de { $count } días
}
ui-in-years = { $count ->
    [one] dentro de { $count } año
   *[other] dentro de { $count } años
}

# Charts.
chart-so-far = { $bucket }, hasta ahora
chart-table = Mostrar como tabla
chart-total = Total
chart-other = Otros
chart-keys = Use las teclas de flecha para ir de una barra a otra.
chart-empty = No hay nada que mostrar en este período.
chart-unknown = Se desconoce el costo de lo usado en este período.

# Charts of usage.
chart-usage-measure = { $measure ->
    [cost] Costo
    [tokens] Tokens
    [errors] Solicitudes fallidas
   *[requests] Solicitudes
}
chart-usage-title = { chart-usage-measure } { $bucket ->
    [minute] por minuto
    [hour] por hora
    [month] por mes
   *[day] por día
}{ $by ->
    [model] {", "}por modelo
    [project] {", "}por proyecto
    [key] {", "}por clave de API
    [status] {", "}por estado
   *[none] {""}
}
chart-usage-bucket = { $bucket ->
    [minute] Minuto
    [hour] Hora
    [month] Mes
   *[day] Día
}
