# Projects.

project-name-taken = Ein Projekt des Teams heißt bereits so. Wählen Sie einen anderen Namen.
project-status = Ein Projekt kann „running“ oder „stopped“ sein.
project-status-filter = Wählen Sie „running“, „stopped“, „error“, „deleted“ oder „all“.
project-restore-taken = Ein anderes Projekt heißt inzwischen „{ $name }“. Benennen Sie es um oder löschen Sie es, und stellen Sie dann dieses wieder her.
project-purged = Gelöschtes Projekt

project-created = Das Projekt { $name } ist erstellt und aktiv.
project-updated = Das Projekt { $name } ist gespeichert.
project-started = Das Projekt { $name } ist aktiv und nimmt Ereignisse an.
project-stopped = Das Projekt { $name } ist gestoppt und nimmt keine Ereignisse an.
project-deleted = Das Projekt { $name } ist gelöscht. Sie können es 30 Tage lang wiederherstellen.
project-restored = Das Projekt { $name } ist wiederhergestellt.
projects-too-many = Das Team hat { $most } Projekte. Löschen Sie einige, bevor Sie ein weiteres erstellen.
