# Connexions en direct.

live-upgrade = Cette adresse parle WebSocket. Demandez un passage (upgrade) de la connexion.
live-origin = Avec une session, une connexion en direct s’ouvre uniquement depuis une page de ce serveur (origine vue : { $seen } ; attendue : { $expected }). Un programme utilise un jeton personnel.
