# Messages between the members of a team.

ui-nav-messages = Nachrichten
ui-unread = ungelesen:

messages-lead = Was Personen dieses Teams einander schreiben.
messages-new = Neue Nachricht
messages-inbox = Posteingang
messages-sent = Gesendet
messages-unread-only = Ungelesen
messages-show-unread = Nur ungelesene anzeigen
messages-show-all = Alle anzeigen
messages-unread-mark = Ungelesen
messages-re = AW:
messages-to = An
messages-you = Sie
messages-left = Jemand, der nicht mehr da ist
messages-everyone = Alle im Team
messages-people = { $count ->
    [one] { $count } Person
   *[other] { $count } Personen
}
messages-and-others = { $count ->
    [one] { $names } und { $count } weitere Person
   *[other] { $names } und { $count } weitere Personen
}

messages-none = Noch keine Nachrichten
messages-none-text = Was Personen dieses Teams Ihnen schreiben, kommt hier an, auf Wunsch auch per E-Mail.
messages-none-unread = Nichts ist ungelesen
messages-none-unread-text = Sie haben alle Nachrichten dieses Teams gelesen.
messages-none-sent = Sie haben noch nichts geschrieben
messages-none-sent-text = Was Sie Personen dieses Teams schreiben, wird hier aufbewahrt.

messages-conversation = Unterhaltung
messages-from = Nachricht von { $name }
messages-mark-read = Als gelesen markieren
messages-marking = Wird markiert
messages-answer = Antworten
messages-answer-to = Antwort an { $name }
messages-answer-verb = Antwort senden
messages-plain = Reiner Text. Adressen, die mit http beginnen, werden zu Links.

messages-to-legend = An wen
messages-some = Personen
messages-everyone-hint = Alle, die jetzt im Team sind, erhalten sie.
messages-people-legend = Personen des Teams
messages-search = Nach Name oder Adresse suchen
messages-find = Suchen
messages-nobody-else = Sonst ist niemand in diesem Team.
messages-nobody-found = Niemand sonst in diesem Team heißt so.
messages-more = Es gibt noch mehr. Suchen Sie, wen Sie vermissen; wer ausgewählt ist, bleibt ausgewählt.
messages-subject = Betreff (optional)
messages-text = Nachricht
messages-send = Senden
messages-sending = Wird gesendet
messages-cancel = Abbrechen

messages-remove = Nachricht entfernen
messages-remove-more = Entfernen…
messages-remove-one = Nachricht von { $name } entfernen
messages-remove-mine = „{ $title }“ wird aus Ihren gesendeten Nachrichten entfernt. Wer sie erhalten hat, behält sie.
messages-remove-got = „{ $title }“ wird aus Ihren Nachrichten entfernt. Andere behalten sie.
messages-remove-verb = Entfernen
messages-removing = Wird entfernt
messages-keep = Behalten

message-sent = { $count ->
    [one] An { $count } Person gesendet.
   *[other] An { $count } Personen gesendet.
}
message-read = Als gelesen markiert.
message-removed = Die Nachricht ist für Sie entfernt.
message-to-nobody = Wählen Sie mindestens ein anderes Mitglied oder alle.
message-too-many = Nennen Sie höchstens { $most } Personen, oder schreiben Sie an alle.
message-not-members = { $count ->
    [one] { $count } dieser Personen ist kein aktives Mitglied dieses Teams.
   *[other] { $count } dieser Personen sind keine aktiven Mitglieder dieses Teams.
}
message-no-such = Sie haben keine solche Nachricht.
message-empty = Schreiben Sie zuerst etwas.
message-nobody-left = Niemand von denen, an die dies ginge, ist noch im Team. Schreiben Sie eine neue Nachricht.
message-box = Wählen Sie inbox oder sent.
