# Live-Verbindungen.

live-upgrade = Diese Adresse spricht WebSocket. Fordern Sie ein Upgrade der Verbindung an.
live-origin = Mit einer Sitzung wird eine Live-Verbindung nur von einer Seite dieses Servers aus geöffnet (Origin gesehen: { $seen }; erwartet: { $expected }). Ein Programm verwendet ein persönliches Token.
