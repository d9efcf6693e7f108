# Personal tokens.

token-team = No pertenece a ese equipo. Elija uno de los suyos.
tokens-title = Tokens personales
tokens-lead = Para programas que actúan en su nombre, en un solo equipo y dentro de los ámbitos que elija. Para enviar uso, cree en su lugar una clave de API de un proyecto.
tokens-new = Nuevo token
tokens-none = Todavía no hay tokens personales
tokens-none-text = Un token permite que un script suyo lea y cambie lo mismo que usted, sin su contraseña.
tokens-token = Token
tokens-team = Equipo
tokens-team-hint = El token actúa solo en este equipo.
tokens-name-hint = Para qué se usará, por ejemplo “Informe semanal”.
tokens-scopes-hint = Nunca más de lo que permite su rol en el equipo.
tokens-create = Crear token
tokens-creating = Creando
tokens-made-title = { $name } se ha creado
tokens-made-text = Actúa en su nombre en { $team }.
tokens-secret = El token
tokens-use-text = El token va en el encabezado Authorization de cada solicitud.
tokens-to-list = Ir a sus tokens
tokens-revoke-one = Revocar { $name }
tokens-revoke-text = A partir de entonces se rechaza toda solicitud con este token.

scope-projects-read = Ver proyectos
scope-projects-write = Crear, modificar, iniciar y detener proyectos
scope-keys-read = Ver claves de API, enmascaradas
scope-keys-write = Crear, rotar y revocar claves de API
scope-usage-read = Leer el uso y los costos
scope-usage-write = Modificar precios
scope-team-read = Ver el equipo y su registro de auditoría
scope-team-write = Modificar el equipo
scope-billing-read = Leer la facturación
scope-billing-write = Modificar la facturación
