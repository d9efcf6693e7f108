# The people of a team.

member-role = No existe el rol “{ $role }”: owner, admin, developer, analyst o viewer.
member-status = Un miembro puede estar “active” o “inactive”.
member-status-filter = Elija “active”, “inactive” o “all”.
member-nothing = Envíe un rol, un estado o ambos.
member-no-longer = Ya no puede gestionar los miembros de este equipo, así que no se ha modificado nada.
member-owners-only = Solo un propietario puede nombrar, modificar o quitar a un propietario. Diríjase a { $owners }.
member-last-owner = { $name } es el último propietario de { $team }. Nombre antes propietaria a otra persona.
member-last-owner-you = Usted es el último propietario de { $team }. Nombre antes propietaria a otra persona.
member-not-oneself = No puede desactivarse a sí mismo. Deje el equipo o pida a otra persona que lo haga.
member-transfer-oneself = El equipo ya es suyo. Elija a otra persona.
member-transfer-inactive = { $name } está inactivo. Reactive antes a esta persona.
member-bulk-nobody = Elija al menos a una persona, con “ids” o con “filter”.
member-bulk-most = Elija como máximo { $most } personas a la vez.
member-bulk-action = Elija “role”, “deactivate”, “reactivate”, “remove” o “message”.
member-bulk-oneself = Es usted. Entre varias personas no se le aplica nada a usted mismo.
member-bulk-inactive = { $name } está inactivo y no recibe mensajes.

member-changed = El lugar de { $name } se ha modificado. Vale desde su próxima solicitud.
member-removed = { $name } ya no está en el equipo.
member-left = Ya no pertenece a { $team }.
member-transferred = { $name } es ahora propietario del equipo y usted es administrador.
member-bulk-done = { $done ->
    [0] No se ha modificado a nadie.
    [one] Se ha modificado a { $done } persona.
   *[other] Se ha modificado a { $done } personas.
}{ $refused ->
    [0] {""}
    [one] {" "}A { $refused } no.
   *[other] {" "}A { $refused } no.
}
member-bulk-sent = { $done ->
    [0] El mensaje no se ha enviado a nadie.
    [one] El mensaje se ha enviado a { $done } persona.
   *[other] El mensaje se ha enviado a { $done } personas.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } no lo ha recibido.
   *[other] {" "}{ $refused } no lo han recibido.
}
member-deactivated = { $name } está desactivado y ya no tiene acceso.
member-reactivated = { $name } vuelve a tener acceso.

# Pages.
team-tab-members = Miembros
members-lead = Quién está en este equipo y con qué rol.
members-total-note = en este equipo
members-active = Activo
members-inactive = Inactivo
members-inactive-note = { $count ->
    [0] nadie está inactivo
    [one] { $count } está inactivo
   *[other] { $count } están inactivos
}
members-invited = Invitados
members-invited-note = { $count ->
    [0] nadie espera
   *[other] aún sin respuesta
}
members-owners = Propietarios
members-of-role = { $role ->
    [owner] { $count ->
        [one] { $count } propietario
       *[other] { $count } propietarios
    }
    [admin] { $count ->
        [one] { $count } administrador
       *[other] { $count } administradores
    }
    [developer] { $count ->
        [one] { $count } desarrollador
       *[other] { $count } desarrolladores
    }
    [analyst] { $count ->
        [one] { $count } analista
       *[other] { $count } analistas
    }
   *[viewer] { $count ->
        [one] { $count } lector
       *[other] { $count } lectores
    }
}
members-filters = Filtrar los miembros
members-search = Nombre o correo electrónico
members-any-role = Cualquier rol
members-any-status = Cualquier estado
members-apply = Aplicar
members-clear = Quitar los filtros
members-no-match = No hay coincidencias
members-no-match-text = Los filtros ocultan a todos los miembros del equipo.
members-member = Miembro
members-role-head = Rol
members-status = Estado
members-last = Última actividad
members-never = nunca
members-joined = Se unió
members-you = (usted)
members-first-page = Primera página
members-next-page = Página siguiente
members-export = Exportar
members-export-as = { $format ->
    [csv] Como CSV
   *[json] Como JSON
}

members-select = Seleccionar
members-select-all = Seleccionar toda la página
members-select-one = Seleccionar a { $name }
members-many = Modificar varios miembros
members-many-do = Selección
members-make = Rol: { role-name }
members-many-all = { $count ->
    [one] La única persona que coincide
   *[other] Las { $count } que coinciden
}
members-many-look = Vista previa…
members-many-looking = Comprobando
members-many-nobody = Seleccione antes al menos a una persona.
members-many-role = { $count ->
    [one] ¿Dar el rol { role-name } a { $count } persona?
   *[other] ¿Dar el rol { role-name } a { $count } personas?
}
members-many-role-verb = Cambiar el rol
members-many-deactivate = { $count ->
    [one] ¿Desactivar a { $count } persona?
   *[other] ¿Desactivar a { $count } personas?
}
members-many-reactivate = { $count ->
    [one] ¿Reactivar a { $count } persona?
   *[other] ¿Reactivar a { $count } personas?
}
members-many-remove = { $count ->
    [one] ¿Quitar a { $count } persona del equipo?
   *[other] ¿Quitar a { $count } personas del equipo?
}
members-many-doing = En curso
members-many-keep = No cambiar nada
members-many-and-more = { $count ->
    [one] y { $count } más
   *[other] y { $count } más
}
members-many-refused = Estas personas no
members-many-more = { $count ->
    [one] { $count } más
   *[other] { $count } más
}
members-many-unknown = Alguien que no está en el equipo
members-many-none = No se puede modificar así a nadie
members-many-result = Resultado
members-back = Volver a los miembros

members-place = Lugar en el equipo
members-role-text = Lo que el rol permite vale desde la próxima solicitud de esta persona.
members-role-save = Guardar el rol
members-role-saving = Guardando
members-access = Acceso
members-deactivate = Desactivar
members-deactivating = Desactivando
members-deactivate-text = Una persona inactiva sigue en la lista, pero ni sus sesiones ni sus tokens abren este equipo. Quitarla la saca de la lista.
members-reactivate = Reactivar
members-reactivating = Reactivando
members-reactivate-text = Esta persona está en la lista y no tiene acceso. Reactivarla le devuelve lo que su rol permite.
members-remove = Quitar
members-remove-more = Quitar…
members-removing = Quitando
members-keep = Conservar
members-remove-title = ¿Quitar a { $name } del equipo?
members-remove-text = Desde ahora esta persona ya no está en el equipo; su rol era { role-name }. Sus mensajes y lo que creó permanecen.
members-leave = Dejar el equipo
members-leave-more = Dejar el equipo…
members-leaving = Saliendo
members-stay = Quedarse
members-leave-lead = Para volver necesitará una nueva invitación.
members-leave-title = ¿Dejar { $team }?
members-leave-text = Desde ahora ya no está en este equipo; su rol era { role-name }. Sus mensajes y lo que creó permanecen. Para volver necesitará una nueva invitación.
members-alone-text = En este equipo no hay nadie más, así que quedaría vacío. Puede eliminarlo: sus claves dejan de funcionar en el acto, y puede restaurarlo durante 30 días.
members-transfer = Ceder el equipo
members-transfer-more = Ceder…
members-transferring = Cediendo
members-transfer-keep = Conservar el equipo
members-transfer-title = ¿Ceder { $team } a { $name }?
members-transfer-text = { $name } pasa a ser propietario y usted administrador. Usted no puede deshacerlo; { $name } sí.

members-sessions = Sesiones
members-sessions-end = { $count ->
    [0] ninguna en este equipo
    [one] { $count } dejará de ver este equipo
   *[other] { $count } dejarán de ver este equipo
}
members-tokens = Tokens personales
members-tokens-end = { $count ->
    [0] ninguno
    [one] { $count } revocado
   *[other] { $count } revocados
}
members-keys = Claves de API creadas
members-keys-own = Claves de API que usted creó
members-keys-stay = { $count ->
    [0] ninguna
    [one] { $count } sigue funcionando
   *[other] { $count } siguen funcionando
}
members-key-of = { $name } en { $project }
members-key-used = último uso
members-key-unused = nunca usada
members-more-keys = { $count ->
    [one] y { $count } clave más
   *[other] y { $count } claves más
}
members-write = Escribir un mensaje
members-invite = Invitar a personas
members-many-message = { $count ->
    [one] Escribir a { $count } persona
   *[other] Escribir a { $count } personas
}
