# API keys.

key-unknown = Dieser API-Schlüssel ist hier nicht bekannt. Prüfen Sie, ob er vollständig kopiert wurde, von „sk_scalix_“ bis zum letzten Zeichen.
key-revoked = Dieser API-Schlüssel wurde widerrufen. Verwenden Sie einen anderen oder erstellen Sie einen neuen.
key-expired = Dieser API-Schlüssel ist abgelaufen. Erstellen Sie einen neuen.
key-replaced = Dieses Secret wurde durch eine Rotation ersetzt. Verwenden Sie das neuere Secret des Schlüssels.
key-project-deleted = Das Projekt dieses API-Schlüssels wurde gelöscht. Stellen Sie das Projekt wieder her oder verwenden Sie den Schlüssel eines anderen.
key-team-deleted = Das Team dieses API-Schlüssels wurde gelöscht. Seine Inhaber können es 30 Tage lang wiederherstellen; verwenden Sie sonst den Schlüssel eines anderen Teams.
key-scope-missing = Dieser API-Schlüssel darf das nicht: Ihm fehlt die Berechtigung „{ $scope }“. Erstellen Sie einen Schlüssel, der sie hat.
key-scope = Eine Berechtigung „{ $scope }“ gibt es nicht. Ein API-Schlüssel kann „usage:write“ und „usage:read“ haben.
key-overlap = Wählen Sie ganze Stunden von 0 bis { $most }.
key-rotate-expired = Der Schlüssel ist abgelaufen und kann nicht rotiert werden. Erstellen Sie einen neuen.
key-rotate-revoked = Der Schlüssel wurde widerrufen und kann nicht rotiert werden. Erstellen Sie einen neuen.
keys-too-many = Das Team hat { $most } Schlüssel. Widerrufen Sie einige, bevor Sie einen weiteren erstellen.

key-created = Der Schlüssel { $name } ist erstellt. Kopieren Sie ihn jetzt; er wird nur einmal angezeigt.
key-rotated = Der Schlüssel { $name } hat ein neues Secret. Kopieren Sie es jetzt; es wird nur einmal angezeigt.
key-revoked-now = Der Schlüssel { $name } funktioniert nicht mehr.
