# The pages of API keys.

keys-new = Neuer Schlüssel
keys-key = Schlüssel
keys-project = Projekt
keys-state = Status
keys-scopes = Berechtigungen
keys-may = Berechtigungen
keys-created-by = Erstellt von
keys-last-used = Zuletzt verwendet
keys-expires = Ablauf
keys-never = nie
keys-actions = Aktionen
keys-actions-of = Aktionen für { $name }
keys-active = Aktiv
keys-rotating = In Rotation
keys-expired = Abgelaufen
keys-revoked = Widerrufen
keys-overlap = altes Secret endet
keys-scope-write = Schreiben
keys-scope-read = Lesen
keys-scope-both = Schreiben, Lesen
keys-rotate-more = Rotieren …
keys-revoke-more = Widerrufen …

keys-lead = Damit melden Programme ihre Nutzung. Jeder Schlüssel gehört zu einem Projekt.
keys-filters = Schlüssel suchen
keys-all-projects = Alle Projekte
keys-none = Erstellen Sie Ihren ersten API-Schlüssel
keys-none-text = Ein Programm meldet Nutzung mit dem Schlüssel seines Projekts. Das Secret wird einmal angezeigt, wenn der Schlüssel erstellt wird; danach senden Sie ein Ereignis wie dieses:
keys-first-event = Testereignis senden
keys-no-match = Dieses Projekt hat keine Schlüssel
keys-no-match-text = Widerrufene und abgelaufene Schlüssel bleiben 30 Tage lang in der Liste.

keys-create = Schlüssel erstellen
keys-creating = Schlüssel wird erstellt
keys-name-hint = Wo er verwendet wird, z. B. „production“.
keys-default-project = Ein neues Projekt „Default“
keys-may-write = Nutzung schreiben
keys-may-write-hint = Ereignisse senden
keys-may-read = Nutzung lesen
keys-may-read-hint = Nutzung dieses Projekts abfragen
keys-in-days = In { $count } Tagen
keys-on-date = An einem Datum
keys-no-end = Nie
keys-date = Letzter Tag
keys-date-hint = Gültig bis zum Ende dieses Tages.
keys-no-date = Geben Sie einen Tag an, z. B. 2027-02-17.
keys-no-lifetime = Wählen Sie eine dieser Möglichkeiten.

keys-made-title = Der Schlüssel „{ $name }“ ist bereit
keys-rotated-title = Der Schlüssel „{ $name }“ hat ein neues Secret
keys-made-text = Projekt { $project }. Berechtigungen: { $scopes }.
keys-ends = Ablauf:
keys-ends-never = Läuft nie ab.
keys-copy-now = Kopieren Sie das Secret jetzt
keys-the-secret = Das Secret des Schlüssels
keys-keep-safe = Bewahren Sie es dort auf, wo Ihr Programm es findet, nicht im Quelltext. Wer es hat, kann es verwenden.
keys-old-until = Das alte Secret funktioniert noch; es endet
keys-old-gone = Das alte Secret wird ab jetzt abgewiesen.
keys-use = Ausprobieren
keys-use-text = Das Ereignis erscheint gleich darauf auf der Seite „Nutzung“.
keys-use-shell = In einer Shell
keys-to-project = Zum Projekt
keys-to-list = Alle Schlüssel

keys-rotate = Schlüssel rotieren
keys-rotate-busy = Schlüssel wird rotiert
keys-rotate-title = „{ $name }“ rotieren?
keys-rotate-text = Der Schlüssel erhält ein neues Secret. Das bisherige bleibt noch eine Weile gültig, damit Sie es ohne Unterbrechung ersetzen können.
keys-rotate-again = Eine Rotation läuft bereits. Das ältere Secret endet dann sofort, es sei denn, das neuere wurde nie verwendet; in diesem Fall endet das neuere.
keys-overlap-label = Restlaufzeit des bisherigen Secrets
keys-overlap-hint = Wählen Sie „keine“, wenn das Secret in falsche Hände geraten ist.
keys-overlap-none = keine
keys-overlap-hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
keys-overlap-days = { $count } Tage

keys-revoke = Widerrufen
keys-revoke-busy = Wird widerrufen
keys-revoke-title = „{ $name }“ widerrufen?
keys-revoke-text = Programme, die diesen Schlüssel verwenden, werden sofort abgewiesen. Das lässt sich nicht rückgängig machen.
keys-requests = Anfragen, 30 Tage
