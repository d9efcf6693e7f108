# Seiten der eigenen Teams, Einstellungen eines Teams, sein Ende, und was Rollen dürfen.

ui-nav-team = Team
ui-new-team = Neues Team
ui-no-team = Kein Team

team-tab-roles = Rollen
team-tab-settings = Teameinstellungen

teams-lead = Jedes Team hat eigene Projekte, Schlüssel, Mitglieder und eigene Nutzung.
teams-none = Sie gehören keinem Team an
teams-none-text = Erstellen Sie ein eigenes Team oder bitten Sie einen Inhaber oder Admin eines Teams, { $email } einzuladen.
teams-team = Team
teams-role = Ihre Rolle
teams-made = Erstellt
teams-actions = Aktionen
teams-current = Ausgewählt
teams-switch = Wechseln
teams-switching = Wird gewechselt
teams-deleted = Gelöschte Teams
teams-deleted-text = Diese Teams gehörten Ihnen. Bis zum letzten Tag lässt sich alles darin wiederherstellen, wie es war.
teams-deleted-at = Gelöscht
teams-restorable = Wiederherstellbar bis
teams-restore = Wiederherstellen
teams-restoring = Wird wiederhergestellt
teams-name = Name des Teams
teams-new-hint = Es gehört Ihnen, und Sie können andere einladen.
teams-create = Team erstellen
teams-creating = Wird erstellt
teams-cancel = Abbrechen
teams-name-lead = Mitglieder sehen ihn in der Seitenleiste, in E-Mails und in Exporten.
teams-save = Speichern
teams-saving = Wird gespeichert

teams-delete = Team löschen
teams-delete-more = Team löschen …
teams-delete-lead = Seine Schlüssel gelten sofort nicht mehr, und die Mitglieder verlieren den Zugang. Inhaber können es 30 Tage lang wiederherstellen.
teams-delete-title = Team { $name } löschen?
teams-delete-text = Ab dann wird kein Schlüssel dieses Teams mehr angenommen, und keines seiner Mitglieder sieht es noch. Ein Inhaber kann es mit allem darin bis { $date } wiederherstellen; danach wird es samt seiner Nutzung endgültig entfernt.
teams-deleting = Wird gelöscht
teams-keep = Behalten
teams-members = Mitglieder
teams-tokens = Persönliche Tokens
teams-delete-members = { $count ->
    [one] nur Sie
   *[other] { $count } verlieren den Zugang
}
teams-delete-projects = { $count ->
    [0] keine
   *[other] { $count }
}
teams-delete-keys = { $count ->
    [0] keine
    [one] { $count } gilt nicht mehr
   *[other] { $count } gelten nicht mehr
}
teams-delete-tokens = { $count ->
    [0] keine
    [one] { $count } gilt nicht mehr
   *[other] { $count } gelten nicht mehr
}
teams-delete-invitations = { $count ->
    [0] keine
    [one] { $count } kann nicht mehr angenommen werden
   *[other] { $count } können nicht mehr angenommen werden
}
teams-delete-messages = { $count ->
    [0] keine
    [one] { $count } ist nicht mehr lesbar
   *[other] { $count } sind nicht mehr lesbar
}
teams-delete-last-uses = Zuletzt verwendete Schlüssel

roles-title = Fünf Rollen
roles-lead = Ihre Rolle in diesem Team: { role-name }.
roles-yours = Sie
roles-owner = Darf alles, auch das Team löschen und Inhaber ernennen. Ein Team hat immer einen Inhaber.
roles-admin = Führt das Team: Mitglieder, Projekte, Schlüssel, Preise und das Audit-Log.
roles-developer = Arbeitet an Projekten und Schlüsseln und sieht die Nutzung bis zum einzelnen Ereignis.
roles-analyst = Liest die Nutzung im Detail und schreibt Mitgliedern; ändert sonst nichts.
roles-viewer = Sieht die Projekte, die Mitglieder und die Summen.
roles-may = Was jede Rolle darf
roles-may-text = Der Server fragt diese Tabelle bei jeder Anfrage. Niemand kann eine höhere Rolle als die eigene vergeben.
roles-permission = Berechtigung
roles-yes = Ja
roles-no = Nein
roles-view-team = Das Team und seine Mitglieder sehen
roles-view-projects = Die Projekte sehen
roles-view-usage = Die Summen von Nutzung und Kosten sehen
roles-manage-projects = Projekte erstellen, ändern, starten, stoppen, löschen und wiederherstellen
roles-read-keys = Die Liste der API-Schlüssel sehen
roles-manage-keys = API-Schlüssel erstellen, rotieren und widerrufen
roles-read-usage = Nutzung nach Schlüssel, Status und Ereignis sehen
roles-manage-prices = Eigene Preise und Modellnamen des Teams ändern
roles-send-messages = Anderen Mitgliedern schreiben
roles-manage-members = Personen einladen, ihre Rollen ändern, sie deaktivieren und entfernen
roles-read-audit = Sehen, wer im Team was getan hat
roles-own-team = Das Team umbenennen, löschen und wiederherstellen und Inhaber ernennen
