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
