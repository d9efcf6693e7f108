# Mails. Every sentence says what happened and what to do.

mail-foot = Enviado por Scalix desde { $url }.
mail-unsubscribe = No deseo recibir más correos de este tipo
mail-link-hours = { $hours ->
    [one] El enlace funciona una sola vez, durante { $hours } hora.
   *[other] El enlace funciona una sola vez, durante { $hours } horas.
}
mail-link-days = { $days ->
    [one] El enlace funciona una sola vez, durante { $days } día.
   *[other] El enlace funciona una sola vez, durante { $days } días.
}
mail-not-you-ignore = Si no fue usted, ignore este correo: no cambia nada.
mail-not-you-act = Si no fue usted, cambie su contraseña ahora y cierre las demás sesiones.
mail-not-you-operator = Si no fue usted, avise ahora a un operador de su instancia de Scalix.

mail-fact-device = Dispositivo
mail-fact-browser = Navegador
mail-fact-os = Sistema
mail-fact-address = Dirección de red
mail-fact-time = Hora

mail-confirm-subject = Confirme su dirección de correo electrónico
mail-confirm-lead = Confirme que { $address } es su dirección, para que Scalix pueda contactarle en ella.
mail-confirm-new-lead = Usted quiere usar { $address } para su cuenta de Scalix. El cambio se aplica cuando lo confirme.
mail-confirm-verb = Confirmar esta dirección

mail-email-changed-subject = Se cambió la dirección de su cuenta
mail-email-changed-lead = Su cuenta de Scalix usa ahora la dirección { $address }. Los correos sobre ella ya no llegan aquí.

mail-email-in-use-subject = Alguien quiere usar su dirección
mail-email-in-use-lead = Se intentó cambiar la dirección de otra cuenta de Scalix a { $address }. No se hizo, porque su cuenta usa esta dirección.
mail-email-in-use-after = Si fue usted, inicie sesión en la cuenta de esta dirección. Si no, no tiene que hacer nada.

mail-sign-up-subject = Complete su registro en Scalix
mail-sign-up-lead = Alguien solicitó una cuenta de Scalix con la dirección { $address }. Se crea cuando usted abre este enlace.
mail-sign-up-verb = Crear mi cuenta
mail-sign-up-not-you = Si no la solicitó usted, no abra el enlace: la contraseña la eligió quien hizo la solicitud.

mail-sign-up-again-subject = Ya tiene una cuenta de Scalix
mail-sign-up-again-lead = Alguien solicitó una cuenta de Scalix con la dirección { $address }, que ya tiene una.
mail-sign-up-again-verb = Iniciar sesión

mail-reset-subject = Elija una contraseña nueva
mail-reset-lead = Alguien solicitó una contraseña nueva para la cuenta de Scalix de { $address }.
mail-reset-verb = Elegir una contraseña nueva

mail-security-verb = Revisar la seguridad de su cuenta
mail-password-changed-subject = Se cambió su contraseña
mail-password-changed-lead = Se cambió la contraseña de la cuenta de Scalix de { $address }. Se cerraron todas sus demás sesiones.
mail-new-sign-in-subject = Nuevo inicio de sesión en su cuenta
mail-new-sign-in-lead = Alguien inició sesión en la cuenta de Scalix de { $address } con un dispositivo que no habíamos visto antes.
mail-second-factor-missed-subject = Alguien conoce su contraseña
mail-second-factor-missed-lead = Alguien introdujo la contraseña correcta de la cuenta de Scalix de { $address }, pero no el código del segundo factor. No pudo iniciar sesión.
mail-two-factor-on-subject = El segundo factor está activado
mail-two-factor-on-lead = Para iniciar sesión en la cuenta de Scalix de { $address } ahora se pide un código.
mail-two-factor-off-subject = El segundo factor está desactivado
mail-two-factor-off-lead = A partir de ahora, para iniciar sesión en la cuenta de Scalix de { $address } solo se pide la contraseña.
mail-recovery-code-subject = Se usó un código de recuperación
mail-recovery-code-lead = Alguien inició sesión en la cuenta de Scalix de { $address } con un código de recuperación en lugar de un código del segundo factor.
mail-recovery-code-left = { $left ->
    [0] No queda ningún código de recuperación. Cree códigos nuevos ahora; si no, perderá el acceso si pierde su dispositivo.
    [one] Queda { $left } código de recuperación. Cree códigos nuevos pronto.
   *[other] Quedan { $left } códigos de recuperación.
}

mail-token-subject = { $days ->
    [one] El token “{ $name }” expira dentro de { $days } día
   *[other] El token “{ $name }” expira dentro de { $days } días
}
mail-token-lead = { $days ->
    [one] Su token personal “{ $name }” expira dentro de { $days } día. A partir de entonces se rechazarán los programas que lo usan; cree antes uno nuevo para ellos.
   *[other] Su token personal “{ $name }” expira dentro de { $days } días. A partir de entonces se rechazarán los programas que lo usan; cree antes uno nuevo para ellos.
}
mail-token-verb = Ver sus tokens

mail-message-subject = Mensaje de { $from }
mail-message-about = { $from }: { $subject }
mail-message-lead = { $from } le ha escrito en el equipo { $team }:
mail-message-verb = Leer y responder

mail-account-deleted-subject = Su cuenta se ha eliminado
mail-account-deleted-lead = La cuenta de Scalix de { $address } y lo que guardaba sobre usted ya no existen, tal como solicitó.

link-used-up = Este enlace ya se usó, es demasiado antiguo o no es nuestro. Solicite uno nuevo.

mail-from-wrong = “{ $from }” no es un remitente de correo (mail.from). Escriba una dirección, o Nombre <dirección>.
mail-ca-file = No se pueden leer los certificados de { $file } (mail.ca_file): { $reason }.

mail-team-verb = Abrir el equipo
mail-role-subject = Su rol en { $team }: { role-name }
mail-role-lead = Su rol en el equipo { $team } es ahora { role-name }. Vale desde este momento.
mail-paused-subject = Su acceso a { $team } está suspendido
mail-paused-lead = Alguien que gestiona los miembros de { $team } suspendió su acceso. Lo que creó allí permanece; volverá a tener acceso cuando se le reactive.
mail-restored-subject = Vuelve a tener acceso a { $team }
mail-restored-lead = Su acceso al equipo { $team } se ha restablecido, con el rol que tenía.
mail-removed-subject = Se le ha quitado de { $team }
mail-removed-lead = Alguien que gestiona los miembros de { $team } le quitó del equipo. Sus tokens personales de este equipo ya no funcionan; su cuenta y sus otros equipos siguen igual.
