# The people of a team.

member-role = Eine Rolle „{ $role }“ gibt es nicht: owner, admin, developer, analyst oder viewer.
member-status = Ein Mitglied kann „active“ oder „inactive“ sein.
member-status-filter = Wählen Sie „active“, „inactive“ oder „all“.
member-nothing = Senden Sie eine Rolle, einen Status oder beides.
member-no-longer = Sie dürfen die Mitglieder dieses Teams nicht mehr verwalten; deshalb wurde nichts geändert.
member-owners-only = Nur Inhaber können jemanden zum Inhaber machen, einen Inhaber ändern oder entfernen. Wenden Sie sich an { $owners }.
member-last-owner = { $name } ist der letzte Inhaber von { $team }. Machen Sie zuerst jemand anderen zum Inhaber.
member-last-owner-you = Sie sind der letzte Inhaber von { $team }. Machen Sie zuerst jemand anderen zum Inhaber.
member-not-oneself = Sie können sich nicht selbst deaktivieren. Verlassen Sie stattdessen das Team oder bitten Sie jemand anderen darum.
member-transfer-oneself = Das Team gehört Ihnen bereits. Wählen Sie jemand anderen.
member-transfer-inactive = { $name } ist inaktiv. Reaktivieren Sie diese Person zuerst.
member-bulk-nobody = Wählen Sie mindestens eine Person, mit „ids“ oder mit „filter“.
member-bulk-most = Wählen Sie höchstens { $most } Personen auf einmal.
member-bulk-action = Wählen Sie „role“, „deactivate“, „reactivate“, „remove“ oder „message“.
member-bulk-oneself = Das sind Sie selbst. Unter mehreren Personen wird an Ihnen nichts geändert.
member-bulk-inactive = { $name } ist inaktiv und erhält keine Nachrichten.

member-changed = { $name } ist geändert. Das gilt ab der nächsten Anfrage dieser Person.
member-removed = { $name } gehört nicht mehr zum Team.
member-left = Sie gehören nicht mehr zu { $team }.
member-transferred = { $name } ist jetzt Inhaber des Teams, und Sie sind Admin.
member-bulk-done = { $done ->
    [0] Niemand wurde geändert.
    [one] { $done } Person wurde geändert.
   *[other] { $done } Personen wurden geändert.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } nicht.
   *[other] {" "}{ $refused } nicht.
}
member-bulk-sent = { $done ->
    [0] Die Nachricht ging an niemanden.
    [one] Die Nachricht ging an { $done } Person.
   *[other] Die Nachricht ging an { $done } Personen.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } erhielt sie nicht.
   *[other] {" "}{ $refused } erhielten sie nicht.
}
member-deactivated = { $name } ist deaktiviert und hat keinen Zugang mehr.
member-reactivated = { $name } hat wieder Zugang.

# Pages.
team-tab-members = Mitglieder
members-lead = Wer zu diesem Team gehört und mit welcher Rolle.
members-total-note = in diesem Team
members-active = Aktiv
members-inactive = Inaktiv
members-inactive-note = { $count ->
    [0] niemand ist inaktiv
    [one] { $count } inaktiv
   *[other] { $count } inaktiv
}
members-invited = Eingeladen
members-invited-note = { $count ->
    [0] niemand wartet
   *[other] noch ohne Antwort
}
members-owners = Inhaber
members-of-role = { $role ->
    [owner] { $count ->
        [one] { $count } Inhaber
       *[other] { $count } Inhaber
    }
    [admin] { $count ->
        [one] { $count } Admin
       *[other] { $count } Admins
    }
    [developer] { $count ->
        [one] { $count } Entwickler
       *[other] { $count } Entwickler
    }
    [analyst] { $count ->
        [one] { $count } Analyst
       *[other] { $count } Analysten
    }
   *[viewer] { $count ->
        [one] { $count } Betrachter
       *[other] { $count } Betrachter
    }
}
members-filters = Mitglieder filtern
members-search = Name oder E-Mail-Adresse
members-any-role = Jede Rolle
members-any-status = Jeder Status
members-apply = Anwenden
members-clear = Filter zurücksetzen
members-no-match = Niemand passt
members-no-match-text = Die Filter blenden alle Mitglieder des Teams aus.
members-member = Mitglied
members-role-head = Rolle
members-status = Status
members-last = Zuletzt aktiv
members-never = nie
members-joined = Beigetreten
members-you = (Sie)
members-first-page = Erste Seite
members-next-page = Nächste Seite
members-export = Exportieren
members-export-as = { $format ->
    [csv] Als CSV
   *[json] Als JSON
}

members-select = Auswählen
members-select-all = Alle auf dieser Seite auswählen
members-select-one = { $name } auswählen
members-many = Mehrere Mitglieder ändern
members-many-do = Ausgewählte
members-make = Rolle: { role-name }
members-many-all = { $count ->
    [one] Das eine passende
   *[other] Alle { $count } passenden
}
members-many-look = Vorschau …
members-many-looking = Wird geprüft
members-many-nobody = Wählen Sie zuerst mindestens eine Person aus.
members-many-role = { $count ->
    [one] { $count } Person die Rolle { role-name } geben?
   *[other] { $count } Personen die Rolle { role-name } geben?
}
members-many-role-verb = Rolle ändern
members-many-deactivate = { $count ->
    [one] { $count } Person deaktivieren?
   *[other] { $count } Personen deaktivieren?
}
members-many-reactivate = { $count ->
    [one] { $count } Person reaktivieren?
   *[other] { $count } Personen reaktivieren?
}
members-many-remove = { $count ->
    [one] { $count } Person aus dem Team entfernen?
   *[other] { $count } Personen aus dem Team entfernen?
}
members-many-doing = Wird ausgeführt
members-many-keep = Nichts ändern
members-many-and-more = { $count ->
    [one] und { $count } weitere Person
   *[other] und { $count } weitere
}
members-many-refused = Diese nicht
members-many-more = { $count ->
    [one] { $count } weitere Person
   *[other] { $count } weitere
}
members-many-unknown = Jemand, der nicht zum Team gehört
members-many-none = Niemand kann so geändert werden
members-many-result = Ergebnis
members-back = Zurück zu den Mitgliedern

members-place = Platz im Team
members-role-text = Was die Rolle erlaubt, gilt ab der nächsten Anfrage dieser Person.
members-role-save = Rolle speichern
members-role-saving = Wird gespeichert
members-access = Zugang
members-deactivate = Deaktivieren
members-deactivating = Wird deaktiviert
members-deactivate-text = Wer inaktiv ist, bleibt in der Liste, aber weder Sitzungen noch Tokens öffnen dieses Team. Entfernen nimmt die Person aus der Liste.
members-reactivate = Reaktivieren
members-reactivating = Wird reaktiviert
members-reactivate-text = Diese Person steht in der Liste und hat keinen Zugang. Reaktivieren gibt ihr zurück, was ihre Rolle erlaubt.
members-remove = Entfernen
members-remove-more = Entfernen …
members-removing = Wird entfernt
members-keep = Behalten
members-remove-title = { $name } aus dem Team entfernen?
members-remove-text = Die Person gehört ab sofort nicht mehr zu diesem Team; ihre Rolle war { role-name }. Ihre Nachrichten und was sie erstellt hat, bleiben.
members-leave = Team verlassen
members-leave-more = Team verlassen …
members-leaving = Wird verlassen
members-stay = Bleiben
members-leave-lead = Für eine Rückkehr brauchen Sie eine neue Einladung.
members-leave-title = { $team } verlassen?
members-leave-text = Sie gehören ab sofort nicht mehr zu diesem Team; Ihre Rolle war { role-name }. Ihre Nachrichten und was Sie erstellt haben, bleiben. Für eine Rückkehr brauchen Sie eine neue Einladung.
members-alone-text = Außer Ihnen ist niemand in diesem Team; es bliebe leer zurück. Sie können es löschen: Seine Schlüssel gelten sofort nicht mehr, und Sie können es 30 Tage lang wiederherstellen.
members-transfer = Team übergeben
members-transfer-more = Übergeben …
members-transferring = Wird übergeben
members-transfer-keep = Team behalten
members-transfer-title = { $team } an { $name } übergeben?
members-transfer-text = { $name } wird Inhaber, und Sie werden Admin. Sie können das nicht zurücknehmen; { $name } kann es.

members-sessions = Sitzungen
members-sessions-end = { $count ->
    [0] keine in diesem Team
   *[other] { $count } ohne Zugang zu diesem Team
}
members-tokens = Persönliche Tokens
members-tokens-end = { $count ->
    [0] keine
   *[other] { $count } widerrufen
}
members-keys = Erstellte API-Schlüssel
members-keys-own = Von Ihnen erstellte API-Schlüssel
members-keys-stay = { $count ->
    [0] keine
    [one] { $count } funktioniert weiter
   *[other] { $count } funktionieren weiter
}
members-key-of = { $name } in { $project }
members-key-used = zuletzt verwendet
members-key-unused = nie verwendet
members-more-keys = { $count ->
    [one] und { $count } weiterer Schlüssel
   *[other] und { $count } weitere Schlüssel
}
members-write = Nachricht schreiben
members-invite = Personen einladen
members-many-message = { $count ->
    [one] An { $count } Person schreiben
   *[other] An { $count } Personen schreiben
}
