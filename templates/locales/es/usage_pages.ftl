# The Usage page.

usage-page-title = Uso
usage-page-lead = { $range }, datos de las { $time }
usage-page-refresh = Actualizar

usage-page-filters = Filtros
usage-page-periods = Período
usage-page-period = { $period ->
    [h24] 24 h
    [d7] 7 días
    [d30] 30 días
    [d90] 90 días
   *[custom] Personalizado
}
usage-page-dates = Período personalizado
usage-page-from = Desde
usage-page-to = Hasta
usage-page-show = Mostrar
usage-page-group-by = Agrupar por
usage-page-group = { $by ->
    [model] Modelo
    [project] Proyecto
    [key] Clave de API
    [status] Estado
   *[all] Nada
}
usage-page-model = Modelo
usage-page-project = Proyecto
usage-page-any = Cualquiera
usage-page-add-model = Añadir un modelo…
usage-page-add-project = Añadir un proyecto…
usage-page-apply = Aplicar
usage-page-only-model = Modelo: { $name }
usage-page-only-project = Proyecto: { $name }
usage-page-only-key = Clave de API: { $name }
usage-page-remove = Quitar este filtro

usage-page-measures = Medida del gráfico
usage-page-tile = { $measure ->
    [cost] Costo
    [tokens] Tokens
    [errors] Errores
   *[requests] Solicitudes
}
usage-page-latency = Latencia, p95
usage-page-median = mediana { $duration }
usage-page-no-latency = no se registró ninguna
usage-page-about = Las latencias se cuentan por clases, por lo que este valor se desvía un 5 % como máximo.
usage-page-failed = { $count } con fallo
usage-page-before = { $period ->
    [h24] frente a las 24 h anteriores
    [d7] frente a los 7 días anteriores
    [d30] frente a los 30 días anteriores
    [d90] frente a los 90 días anteriores
   *[custom] frente al período anterior
}
usage-page-no-before = nada anterior con que comparar

usage-page-by = { $by ->
    [model] Por modelo
    [project] Por proyecto
    [key] Por clave de API
   *[status] Por estado
}
usage-page-head = { $by ->
    [model] Modelo
    [project] Proyecto
    [key] Clave de API
   *[status] Estado
}
usage-page-requests = Solicitudes
usage-page-errors = Fallidas
usage-page-input = Tokens de entrada
usage-page-cached = En caché
usage-page-output = Tokens de salida
usage-page-cost = Costo
usage-page-share = { $measure ->
    [cost] % del costo
    [tokens] % de tokens
    [errors] % de fallos
   *[requests] % de solicitudes
}
usage-page-bar = Proporción como barra
usage-page-rest = Todos los demás
usage-page-unknown = desconocido
usage-page-uncounted = sin contar
usage-page-unpriced-badge = { $count } sin precio
usage-page-unpriced = { $count ->
    [one] { $count } de { $requests } { $requests ->
        [one] solicitud
       *[other] solicitudes
    } no tiene precio: su costo se desconoce y no figura en ninguna de estas sumas. No es 0 $.
   *[other] { $count } de { $requests } solicitudes no tienen precio: su costo se desconoce y no figura en ninguna de estas sumas. No es 0 $.
}
usage-page-status-ok = Correctas
usage-page-status-error = Fallidas
usage-page-no-key = Importado, sin clave de API

usage-page-never = Todavía no hay uso
usage-page-never-text = Cuando su aplicación registre su primera llamada a un modelo, aparecerá aquí de inmediato, con sus tokens y su costo. Envíe una ahora con la clave de un proyecto:
usage-page-command = Enviar un primer evento
usage-page-new-key = Crear una clave
usage-page-none = Ningún uso coincide
usage-page-none-text = No se registró nada en este período con estos filtros.
usage-page-none-all = Quitar filtros
usage-page-none-wider = Mostrar 90 días
