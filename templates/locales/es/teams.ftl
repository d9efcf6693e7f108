# Teams, membership and personal tokens.

member-already = Esta persona ya es miembro del equipo.
setup-done-before = Esta instancia de Scalix ya está configurada. Inicie sesión o pida una invitación a un propietario o administrador de un equipo.
cli-no-team = Ningún equipo coincide. Cree el primero en el navegador o indique uno existente con --team.
cli-several-teams = Hay varios equipos. Indique uno con --team.

teams-too-many = Ya pertenece a { $most } equipos. Deje uno antes de crear otro.
tokens-too-many = Tiene { $most } tokens personales. Revoque algunos antes de crear otro.
field-scope = El ámbito “{ $scope }” no existe.
field-scopes-none = Elija al menos un ámbito.
field-past = Elija un momento futuro.

team-created = El equipo { $name } se ha creado y es el que está viendo ahora.
team-renamed = El equipo se llama ahora { $name }.
team-deleted = El equipo { $name } se ha eliminado. Sus propietarios pueden restaurarlo durante 30 días.
team-restored = El equipo { $name } ha vuelto, con sus miembros, proyectos y claves.
field-team-status = Elija deleted o all.
team-switched = Ahora está viendo { $name }.
token-created = El token { $name } se ha creado. Cópielo ahora; solo se muestra una vez.
token-revoked = El token { $name } ya no funciona.

# What somebody is in a team, by the word of the role.
role-name = { $role ->
    [owner] Propietario
    [admin] Administrador
    [developer] Desarrollador
    [analyst] Analista
   *[viewer] Lector
}
