# Messages between the members of a team.

ui-nav-messages = Mensajes
ui-unread = sin leer:

messages-lead = Lo que las personas de este equipo se escriben.
messages-new = Nuevo mensaje
messages-inbox = Recibidos
messages-sent = Enviados
messages-unread-only = Sin leer
messages-show-unread = Mostrar solo los no leídos
messages-show-all = Mostrar todos
messages-unread-mark = Sin leer
messages-re = Re:
messages-to = Para
messages-you = Usted
messages-left = Alguien que ya no está
messages-everyone = Todo el equipo
messages-people = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
}
messages-and-others = { $count ->
    [one] { $names } y { $count } persona más
   *[other] { $names } y { $count } personas más
}

messages-none = Aún no hay mensajes
messages-none-text = Lo que le escriban las personas de este equipo llega aquí y, si lo desea, por correo.
messages-none-unread = No hay nada sin leer
messages-none-unread-text = Ha leído todos los mensajes de este equipo.
messages-none-sent = Aún no ha escrito
messages-none-sent-text = Lo que escriba a las personas de este equipo se guarda aquí.

messages-conversation = Conversación
messages-from = Mensaje de { $name }
messages-mark-read = Marcar como leído
messages-marking = Marcando
messages-answer = Responder
messages-answer-to = Respuesta a { $name }
messages-answer-verb = Enviar la respuesta
messages-plain = Texto sin formato. Las direcciones que empiezan por http se convierten en enlaces.

messages-to-legend = A quién
messages-some = Personas
messages-everyone-hint = Lo recibe todo el que esté ahora en el equipo.
messages-people-legend = Personas del equipo
messages-search = Buscar por nombre o dirección
messages-find = Buscar
messages-nobody-else = No hay nadie más en este equipo.
messages-nobody-found = Nadie más en este equipo se llama así.
messages-more = Hay más. Busque a quien eche en falta; quienes estén elegidos siguen elegidos.
messages-subject = Asunto (opcional)
messages-text = Mensaje
messages-send = Enviar
messages-sending = Enviando
messages-cancel = Cancelar

messages-remove = Quitar el mensaje
messages-remove-more = Quitar…
messages-remove-one = Quitar el mensaje de { $name }
messages-remove-mine = «{ $title }» se quita de sus mensajes enviados. Quienes lo recibieron lo conservan.
messages-remove-got = «{ $title }» se quita de sus mensajes. Los demás lo conservan.
messages-remove-verb = Quitar
messages-removing = Quitando
messages-keep = Conservar

message-sent = { $count ->
    [one] Enviado a { $count } persona.
   *[other] Enviado a { $count } personas.
}
message-read = Marcado como leído.
message-removed = El mensaje se ha quitado para usted.
message-to-nobody = Elija al menos a otro miembro, o a todo el equipo.
message-too-many = Indique como máximo { $most } personas, o escriba a todo el equipo.
message-not-members = { $count ->
    [one] { $count } de estas personas no es miembro activo de este equipo.
   *[other] { $count } de estas personas no son miembros activos de este equipo.
}
message-no-such = No tiene ningún mensaje así.
message-empty = Escriba algo primero.
message-nobody-left = Ninguna de las personas a las que iría sigue en el equipo. Escriba un mensaje nuevo.
message-box = Elija inbox o sent.
