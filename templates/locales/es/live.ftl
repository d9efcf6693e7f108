# Conexiones en directo.

live-upgrade = Esta dirección habla WebSocket. Solicite una actualización (upgrade) de la conexión.
live-origin = Con una sesión, una conexión en directo solo se abre desde una página de este servidor (origen recibido: { $seen }; esperado: { $expected }). Un programa usa un token personal.
