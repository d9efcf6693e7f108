# The frame of every page and the parts that pages are made of.

ui-skip = Zum Inhalt springen
ui-nav-main = Hauptnavigation
ui-menu = Menü
ui-nav-overview = Übersicht
ui-nav-projects = Projekte
ui-nav-usage = Nutzung
ui-nav-keys = API-Schlüssel
ui-nav-settings = Einstellungen
ui-profile = Profil und Einstellungen
ui-teams = Ihre Teams
ui-sign-out = Abmelden
ui-foot = Scalix { $version }. Alle Zeiten in der Zeitzone { $zone }.
ui-foot-gate = Scalix { $version }
ui-crumbs = Navigationspfad

ui-dismiss = Ausblenden
ui-undo = Rückgängig
ui-undo-busy = Wird rückgängig gemacht
ui-close = Schließen
ui-copy = Kopieren
ui-copied = Kopiert
ui-show = Anzeigen
ui-hide = Verbergen
ui-shown-once = Wird nur einmal angezeigt.
ui-type-to-confirm = Geben Sie zur Bestätigung „{ $name }“ ein
ui-no-answer = Der Server hat nicht geantwortet. Prüfen Sie, ob die Änderung ausgeführt wurde, bevor Sie es erneut versuchen.

ui-pages = Seiten
ui-newer = Neuere
ui-older = Ältere

# Against the period before.
ui-change-up = mehr
ui-change-down = weniger
ui-change-flat = unverändert
ui-change-unknown = kein Vergleich: Kosten unbekannt

ui-from-to = { $from } bis { $to }
ui-and = { $first } und { $last }
# Before a name that begins with an i, which only Spanish minds: "e", not "y".
ui-and-before-i = { $first } und { $last }
ui-unknown = unbekannt
ui-unpriced-do = Was zu tun ist
ui-unpriced-ask = Inhaber und Administratoren des Teams können einen Preis eingeben.

# How long ago, or how long until.
ui-now = jetzt
ui-today = heute
ui-ago-seconds = { $count ->
    [one] vor { $count } Sekunde
   *[other] vor { $count } Sekunden
}
ui-ago-minutes = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
}
ui-ago-hours = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}
ui-ago-days = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
}
ui-ago-months = { $count ->
    [one] vor { $count } Monat
   *[other] vor { $count } Monaten
}
ui-ago-years = { $count ->
    [one] vor { $count } Jahr
   *[other] vor { $count } Jahren
}
ui-in-seconds = { $count ->
    [one] in { $count } Sekunde
   *[other] in { $count } Sekunden
}
ui-in-minutes = { $count ->
    [one] in { $count } Minute
   *[other] in { $count } Minuten
}
ui-in-hours = { $count ->
    [one] in { $count } Stunde
   *[other] in { $count } Stunden
}
ui-in-days = { $count ->
    [one] in { $count } Tag
   *[other] in { $count } Tagen
}
ui-in-years = { $count ->
    [one] in { $count } Jahr
   *[other] in { $count } Jahren
}

# Charts.
chart-so-far = { $bucket }, bisher
chart-table = Als Tabelle anzeigen
chart-total = Gesamt
chart-other = Sonstige
chart-keys = Mit den Pfeiltasten gehen Sie von Balken zu Balken.
chart-empty = In diesem Zeitraum gibt es nichts anzuzeigen.
chart-unknown = Was die Nutzung in diesem Zeitraum gekostet hat, ist unbekannt.

# Charts of usage.
chart-usage-measure = { $measure ->
    [cost] Kosten
    [tokens] Tokens
    [errors] Fehlgeschlagene Anfragen
   *[requests] Anfragen
}
chart-usage-title = { chart-usage-measure } { $bucket ->
    [minute] pro Minute
    [hour] pro Stunde
    [month] pro Monat
   *[day] pro Tag
}{ $by ->
    [model] {" "}nach Modell
    [project] {" "}nach Projekt
    [key] {" "}nach API-Schlüssel
    [status] {" "}nach Status
   *[none] {""}
}
chart-usage-bucket = { $bucket ->
    [minute] Minute
    [hour] Stunde
    [month] Monat
   *[day] Tag
}
