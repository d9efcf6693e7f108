# The end of an account, and everything that is held about a person.

leave-data = Sus datos
leave-data-lead = Todo lo que se guarda sobre usted, en un solo archivo: cuenta, foto, equipos, sesiones, tokens, correo, mensajes y lo que dice de usted el registro de auditoría.
leave-download = Descargar sus datos
leave-section = Eliminar su cuenta
leave-section-lead = Verá qué se elimina y qué permanece antes de que ocurra nada.
leave-open = Eliminar su cuenta…

leave-title = Eliminar su cuenta
leave-verb = Eliminar mi cuenta
leave-busy = Eliminando
leave-keep = Conservar
leave-type-to-confirm = Escriba la dirección “{ $email }” para confirmar
leave-goes = Su cuenta se elimina de inmediato y no se puede recuperar.
leave-counts = { $sessions ->
    [one] { $sessions } sesión
   *[other] { $sessions } sesiones
} y { $tokens ->
    [one] { $tokens } token personal
   *[other] { $tokens } tokens personales
} dejan de ser válidos.
leave-erased = Su nombre, dirección, foto y correo se borran, también del registro de auditoría.
leave-messages = { $count ->
    [0] No queda ninguno de sus mensajes.
    [one] { $count } mensaje que escribió queda con quienes lo recibieron, sin su nombre.
   *[other] { $count } mensajes que escribió quedan con quienes los recibieron, sin su nombre.
}
leave-team-stays = Continúa sin usted, con { $projects ->
    [one] { $projects } proyecto
   *[other] { $projects } proyectos
} y { $keys ->
    [one] { $keys } clave
   *[other] { $keys } claves
}.
leave-team-ends = Nadie más pertenece a él: se elimina, con { $projects ->
    [one] { $projects } proyecto
   *[other] { $projects } proyectos
} y { $keys ->
    [one] { $keys } clave
   *[other] { $keys } claves
}.
leave-last-operator = Nadie más es operador de esta instancia de Scalix. Sin un operador, su configuración solo se puede cambiar desde la línea de comandos del servidor.
leave-last-owner = { $count ->
    [one] No hay más propietarios que usted en { $teams }, donde hay otras personas. Nombre antes propietaria a una de ellas.
   *[other] No hay más propietarios que usted en { $teams }, donde hay otras personas. Nombre antes propietaria a una de ellas en cada equipo.
}
leave-done = Su cuenta se ha eliminado.
