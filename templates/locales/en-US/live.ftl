# Live connections.

live-upgrade = This address speaks WebSocket. Ask for an upgrade of the connection.
live-origin = With a session, a live connection is opened from a page of this server only (origin seen: { $seen }; expected: { $expected }). A program uses a personal token.
