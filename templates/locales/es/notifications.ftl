# Which mail somebody wants.

notifications-legend = Correos que desea recibir
notifications-saved = Sus preferencias de correo se han guardado.
notifications-email = Correo
notifications-email-hint = Por ejemplo, un aviso antes de que expire un token personal. Desactivado: ningún correo salvo los de la seguridad de su cuenta.
notifications-project-updates = Novedades de proyectos
notifications-project-updates-hint = Lo que ocurre con los proyectos de sus equipos.
notifications-team-activity = Actividad del equipo
notifications-team-activity-hint = Los cambios de su lugar en un equipo y los mensajes.
notifications-billing-alerts = Alertas de facturación
notifications-billing-alerts-hint = Presupuestos, facturas y pagos.

unsubscribe-title = ¿Dejar de recibir estos correos?
unsubscribe-lead = No recibirá más correos de este tipo: { $topic }. Puede volver a activarlos en su configuración.
unsubscribe-verb = No enviarme más
unsubscribe-done-title = Listo
unsubscribe-done = Ya no recibe correos de este tipo: { $topic }. Puede volver a activarlos en su configuración.
unsubscribe-security = Los correos sobre la seguridad de su cuenta se envían siempre.
unsubscribe-unknown = Este enlace no lo creó este servidor o está incompleto. Cópielo entero, o inicie sesión y haga el cambio en su configuración.

mail-not-failed = Solo se puede reintentar un correo cuyo envío falló.
mail-retried = Se está reintentando el envío del correo.
field-mail-state = Elija queued, sent o failed.

# Lo que requiere atención en la aplicación.
notifications-title = Avisos
notifications-lead = Lo que requiere su atención ahora. Cada aviso desaparece con su motivo.
notifications-none = Nada requiere su atención
notifications-none-text = Aquí se avisa de las claves y los tokens que caducan pronto y de los modelos sin precio.
notifications-new = Nuevo
notifications-open = Abrir
notifications-mark = Marcar como leído
notifications-read-all = Marcar todos como leídos
notifications-reading = Marcando
notifications-all-read = Todos están marcados como leídos.
notification-read = Marcado como leído.
notification-key = { $days ->
    [one] La clave de API { $name } del proyecto { $project } deja de funcionar en menos de un día. Cree otra a tiempo.
   *[other] La clave de API { $name } del proyecto { $project } deja de funcionar en { $days } días. Cree otra a tiempo.
}
notification-token = { $days ->
    [one] Su token personal { $name } para el equipo { $team } deja de funcionar en menos de un día. Cree otro a tiempo.
   *[other] Su token personal { $name } para el equipo { $team } deja de funcionar en { $days } días. Cree otro a tiempo.
}
notification-model = { $requests ->
    [one] El modelo { $model } se usa y no tiene precio: se desconoce el costo de { $requests } solicitud de los últimos 30 días. Introduzca un precio mediante la API (POST /api/usage/prices) o con «scalix prices import».
   *[other] El modelo { $model } se usa y no tiene precio: se desconoce el costo de { $requests } solicitudes de los últimos 30 días. Introduzca un precio mediante la API (POST /api/usage/prices) o con «scalix prices import».
}
notification-mail = { $count ->
    [one] Un correo de los últimos 30 días no se pudo entregar y se abandonó. Consulte la lista de tareas.
   *[other] { $count } correos de los últimos 30 días no se pudieron entregar y se abandonaron. Consulte la lista de tareas.
}
overview-attention = Requiere su atención
overview-attention-all = Todos los avisos
overview-attention-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
}
