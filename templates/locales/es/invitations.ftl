# Invitaciones a un equipo.

role-hint = { $role ->
    [owner] Propietario: todo
    [admin] Administrador: todo, salvo nombrar propietarios
    [developer] Desarrollador: proyectos, claves y uso
    [analyst] Analista: uso en detalle
   *[viewer] Lector: totales, solo lectura
}

team-tab-invitations = Invitaciones

invitations-title = Invitaciones
invitations-lead = Quién está invitado a este equipo. Una invitación es válida durante siete días.
invitations-closed = En esta instancia de Scalix nadie puede crear una cuenta. Quien tenga una puede aceptar; para los demás, pida primero una cuenta a un operador.
invitations-no-mail = Esta instancia de Scalix no envía correos. Copie el enlace de cada invitación y entréguelo a su destinatario.
invitations-status = Estado
invitation-status = { $status ->
    [accepted] Aceptadas
    [expired] Vencidas
    [revoked] Revocadas
   *[pending] Pendientes
}
invitations-none = { $status ->
    [accepted] No hay invitaciones aceptadas
    [expired] No hay invitaciones vencidas
    [revoked] No hay invitaciones revocadas
   *[pending] No hay invitaciones pendientes
}
invitations-none-text = Las invitaciones aceptadas, vencidas y revocadas permanecen aquí 30 días.
invitations-email = Correo electrónico
invitations-role = Rol
invitations-delivery = Envío
invitations-by = Invitado por
invitations-by-nobody = una cuenta que ya no existe
invitations-expires = Vence
invitation-end = { $status ->
    [accepted] Aceptada
    [expired] Vencida
    [revoked] Revocada
   *[pending] Vence
}
invitation-delivery = { $delivery ->
    [queued] En camino
    [sent] Correo enviado
    [failed] Correo fallido
   *[link_only] Solo enlace
}
invitations-actions-of = Acciones de { $email }
invitations-link = Enlace
invitations-link-more = Copiar enlace…
invitations-link-text = Quien abra este enlace puede unirse en lugar de la persona invitada, así que no se lo dé a nadie más.
invitations-link-done = Listo
invitations-send = Enviar de nuevo
invitations-renew = Renovar por siete días
invitations-revoke = Revocar
invitations-revoke-more = Revocar…
invitations-revoke-title = ¿Revocar esta invitación?
invitations-revoke-text = Los enlaces para { $email } se rechazan desde ahora. Puede hacer una invitación nueva en cualquier momento.
invitations-revoke-busy = Revocando

invite-open = Invitar a personas
invite-title = Invitar a personas
invite-verb = Invitar
invite-busy = Invitando
invite-emails = Direcciones de correo electrónico
invite-emails-hint = Hasta 100, separadas por comas o saltos de línea.
invite-message = Línea personal
invite-message-hint = Opcional. Aparece en el correo, debajo de su nombre.
invite-message-hint-link = Opcional. Aparece en la página que abre el enlace, debajo de su nombre.
invite-none = No se puede invitar a ninguna de estas personas. No se envió nada.

invited-title = { $count ->
    [one] { $count } persona está invitada
   *[other] { $count } personas están invitadas
}
invited-lead-mail = El correo está en camino. También puede entregar el enlace usted mismo.
invited-lead-link = Esta instancia de Scalix no envía correos. Entregue a cada persona su enlace.
invited-links = Enlaces
invited-link-of = Enlace para { $email }
invited-refused = No invitados
invited-refused-text = Estas direcciones se rechazaron, cada una por su propio motivo.
invited-to-list = A las invitaciones
invited-more = Invitar a otras personas

join-title = Unirse a { $team }
join-lead = { $inviter } invita a { $email } a este equipo.
join-message = { $inviter } escribe: “{ $message }”
join-verb = Unirme a { $team }
join-account-verb = Crear mi cuenta y unirme
join-busy = Un momento
join-password = Elija una contraseña
join-not-now = Ahora no
join-sign-in = Tengo una cuenta: iniciar sesión y unirme
join-switch = Cerrar sesión y continuar
join-switch-busy = Cerrando sesión
join-stay = Seguir con la sesión de { $own }

invitation-made = { $delivery ->
    [queued] La invitación de { $email } está en camino.
    [sent] La invitación de { $email } se envió.
   *[other] La invitación de { $email } está hecha. Copie su enlace y entréguelo a la persona.
}
invitation-many-made = { $made ->
    [one] { $made } de { $all } está invitada.
   *[other] { $made } de { $all } están invitadas.
}
invitation-revoked = La invitación de { $email } se revocó.
invitation-joined = Ahora forma parte de { $team }. ¡Le damos la bienvenida!

invitation-status-unknown = Elija pending, accepted, expired o revoked.
invitation-role-unknown = Elija Owner, Admin, Developer, Analyst o Viewer.
invitation-role-above = Nadie da un rol superior al suyo: el de usted es { $own ->
    [owner] Propietario
    [admin] Administrador
    [developer] Desarrollador
    [analyst] Analista
   *[viewer] Lector
}, este es { $role ->
    [owner] Propietario
    [admin] Administrador
    [developer] Desarrollador
    [analyst] Analista
   *[viewer] Lector
}. Pídalo a alguien que lo tenga.
invitation-one-or-many = Envíe una invitación o una lista de ellas, no ambas cosas.
invitation-how-many = Invite de 1 a { $most } personas a la vez. Aquí hay { $count }.
invitation-self = Esta es su propia dirección.
invitation-member = { $email } ya está en el equipo.
invitation-member-inactive = { $email } ya está en el equipo, pero desactivado. Reactive a la persona en la lista de miembros.
invitation-pending-already = { $email } tiene una invitación pendiente. Envíela de nuevo, o revóquela para elegir otro rol.
invitation-not-open = { $status ->
    [accepted] { $email } ya está en el equipo con esta invitación. Cambie o quite al miembro.
    [expired] Esta invitación de { $email } venció. Envíela de nuevo primero.
   *[revoked] Esta invitación de { $email } se revocó. Haga una nueva.
}
invitation-resent-often = Esta invitación ya se envió de nuevo { $most } veces. Contacte con la persona de otra forma, o revóquela y haga una nueva.

invitation-was-revoked = Esta invitación a { $team } se retiró. Pida una nueva al equipo.
invitation-was-accepted = Esta invitación a { $team } ya se usó. Inicie sesión para entrar.
invitation-is-old = Esta invitación a { $team } venció. Pida al equipo que la envíe de nuevo.
invitation-nobody-vouches = Quien le invitó a { $team } ya no está. Pida una invitación nueva al equipo.
invitation-inviter-lost = { $inviter } ya no puede darle este rol en { $team }. Pida una invitación nueva al equipo.
invitation-for-another = Esta invitación es para { $email }, y la sesión abierta es de { $own }. Cierre la sesión y luego inicie sesión con la cuenta correcta o cree una.
invitation-other-address = La invitación es para otra dirección.
invitation-off = Aquí nadie puede crear una cuenta por sí mismo. Pida una a un operador de esta instancia de Scalix y abra este enlace de nuevo. Si tiene una cuenta, inicie sesión.
invitation-has-account = Esta dirección tiene una cuenta. Inicie sesión con ella para unirse.
invitation-sign-in = Inicie sesión como { $email } para unirse, o envíe un nombre y una contraseña para crear una cuenta.

# Los correos.
mail-invitation-subject = { $inviter } le invita a { $team }
mail-invitation-lead = { $inviter } le invita al equipo { $team } en Scalix.
mail-invitation-reminder-subject = Su invitación a { $team } le espera
mail-invitation-reminder-lead = Hace unos días { $inviter } le invitó al equipo { $team } en Scalix. La invitación sigue esperándole.
mail-invitation-message = { $inviter } escribe
mail-invitation-role = Su rol
mail-invitation-until = Válida hasta
mail-invitation-verb = Ver la invitación
mail-invitation-unknown = Si no conoce a { $inviter }, ignore este correo: no ocurre nada.

activity-invitation-created = { $actor } invitó a { $target }
activity-invitation-resent = { $actor } envió de nuevo la invitación de { $target }
activity-invitation-revoked = { $actor } revocó la invitación de { $target }
activity-invitation-accepted = { $actor } aceptó la invitación de { $target }
activity-member-joined = { $target } se unió al equipo
