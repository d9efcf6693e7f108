# Usage: events in, figures out.

usage-body-empty = Der Body ist leer. Senden Sie ein Ereignis als JSON-Objekt oder ein Array davon.
usage-body-not-utf8 = Der Body ist kein UTF-8. Es wurde nichts gezählt.
usage-body-malformed = Der Body ist kein gültiges JSON: Zeile { $line }, Spalte { $column }. Es wurde nichts gezählt.
usage-body-not-one = Dieser Medientyp ist für ein einzelnes Ereignis. Senden Sie ein Array davon als { $media }.
usage-body-not-an-array = Dieser Medientyp ist für ein Array von Ereignissen. Senden Sie ein einzelnes als { $media }.
usage-line-malformed = Die Zeile ist kein gültiges JSON: Spalte { $column }.
usage-line-not-utf8 = Die Zeile ist kein UTF-8.
usage-body-broken = Der Body kann nicht entpackt werden: Er ist nicht { $encoding } oder abgeschnitten. Es wurde nichts gezählt.
usage-body-window = Der zstd-Frame verlangt vom Leser mehr als { $mebibytes } MiB. Komprimieren Sie mit einem kleineren Fenster.
usage-body-too-large = Der Body hat mehr als { $mebibytes } MiB, gezählt nach dem Dekomprimieren. Senden Sie ihn in kleineren Batches.
usage-body-too-many = Ein Batch enthält höchstens { $most } Ereignisse. Senden Sie den Rest in einem weiteren.

usage-event-too-large = Das Ereignis hat mehr als { $kibibytes } KiB.
usage-event-not-an-object = Ein Ereignis ist ein JSON-Objekt.
usage-event-name-unreadable = Ein Feldname enthält die Hälfte eines Surrogatpaars; das ist kein Text.
usage-event-unknown-field = Ein Feld { $field } gibt es nicht.
usage-event-is-a-cloud-event = Die einfache Form hat kein Feld specversion. Senden Sie CloudEvents als { $media }.
usage-event-misplaced = In einem CloudEvent steht { $field } neben data, nicht darin.
usage-event-cloud-constant = Der Wert muss { $expected } sein.
usage-event-data-not-an-object = Die Daten des Ereignisses müssen ein JSON-Objekt im Attribut data sein.
usage-event-duplicate-field = Das Feld { $field } ist mehr als einmal angegeben.
usage-event-missing = Das Feld { $field } fehlt.
usage-event-empty = Der Wert darf nicht leer sein.
usage-event-too-long = Der Wert darf höchstens { $most } Zeichen haben.
usage-event-control-character = Der Wert darf keine Steuerzeichen enthalten.
usage-event-unreadable-text = Der Wert enthält die Hälfte eines Surrogatpaars; das ist kein Text.
usage-event-not-a-text = Der Wert muss ein Text in Anführungszeichen sein.
usage-event-not-a-number = Der Wert muss eine Zahl ohne Anführungszeichen sein.
usage-event-not-integer = Der Wert muss eine ganze Zahl sein.
usage-event-negative = Der Wert darf nicht negativ sein.
usage-event-out-of-range = Der Wert muss zwischen { $least } und { $most } liegen.
usage-event-invalid-time = Der Wert muss eine Zeit wie 2026-03-01T12:00:00Z sein.
usage-event-too-old = Ereignisse werden bis zu { $days } Tage nach ihrem Eintreten angenommen.
usage-event-in-future = Ereignisse dürfen der Uhr des Servers höchstens { $minutes } Minuten voraus sein.
usage-event-invalid-status = Der Wert muss ok oder error sein.
usage-event-error-without-status = { $field } gehört zu Ereignissen mit dem Status error.
usage-event-invalid-cost = Der Wert muss ein Betrag in Dollar wie 0.0125 sein, mit höchstens neun Nachkommastellen.
usage-event-cost-too-high = Der Wert darf höchstens { $most } USD betragen.
usage-event-subset = { $field } zählt einen Teil von { $total } und kann nicht größer sein.

usage-object-not-an-object = Der Wert muss ein JSON-Objekt sein.
usage-object-not-a-list = Der Wert muss eine Liste von JSON-Objekten sein.
usage-object-and-count = Geben Sie entweder usage oder die Token-Zahlen an, nicht beides: { $field } ist ebenfalls vorhanden.
usage-object-provider = Wir wissen nicht, was die usage-Objekte von { $provider } bedeuten. Senden Sie die Zahlen selbst: inputTokens, outputTokens und ihre Teile.
usage-object-unknown = Das Objekt enthält keinen der Namen, die OpenAI, Anthropic und Google verwenden. Senden Sie die Zahlen selbst: inputTokens, outputTokens und ihre Teile.
usage-object-ambiguous = Das Objekt enthält Namen von OpenAI und von Anthropic, die Tokens aus dem Cache unterschiedlich zählen. Nennen Sie den Anbieter in provider oder senden Sie die Zahlen selbst.
usage-object-mismatch = Die Namen im Objekt sind nicht die des Anbieters, den das Ereignis nennt. Korrigieren Sie provider oder senden Sie die Zahlen selbst.

usage-range-period = Wählen Sie 24h, 7d, 30d, 90d oder custom.
usage-range-zone = Eine Zeitzone { $name } gibt es nicht. Verwenden Sie einen IANA-Namen wie Europe/Berlin.
usage-range-bucket = Wählen Sie minute, hour, day oder month.
usage-range-not-custom = Diese Angabe gilt nur für period=custom.
usage-range-from-missing = Ein eigener Zeitraum braucht einen Anfang: ein Datum oder einen Zeitpunkt.
usage-range-bound = Geben Sie ein Datum wie 2026-03-01 oder einen Zeitpunkt wie 2026-03-01T12:00:00Z an.
usage-range-year = Wählen Sie ein Jahr von { $first } bis { $last }.
usage-range-order = Das Ende muss nach dem Anfang liegen.
usage-range-minutes-too-long = Minutenwerte gibt es für höchstens 24 Stunden. Wählen Sie einen kürzeren Zeitraum oder bucket=hour.
usage-range-hours-too-long = Stundenwerte gibt es für höchstens 31 Tage. Wählen Sie einen kürzeren Zeitraum oder bucket=day.
usage-range-days-too-long = Tageswerte gibt es für höchstens 400 Tage. Wählen Sie einen kürzeren Zeitraum oder bucket=month.
usage-range-too-long = Ein Zeitraum umfasst höchstens 10 Jahre. Wählen Sie einen kürzeren.
usage-range-hours-most = Stundenwerte gibt es für höchstens 31 Tage. Wählen Sie einen kürzeren Zeitraum.
usage-range-days-most = Tageswerte gibt es für höchstens 400 Tage. Wählen Sie einen kürzeren Zeitraum.

usage-report-group-by = Gruppieren Sie nach model, project, key oder status, mehrere durch Kommas getrennt.
usage-report-moved = Die Liste hat sich seit der ersten Seite zu stark verändert. Beginnen Sie ohne cursor von vorn.
usage-report-forbidden = Nutzung nach Schlüssel oder Status ist für Personen, die die Nutzung im Detail lesen dürfen. Wenden Sie sich an einen Inhaber oder Admin des Teams.
usage-events-forbidden = Einzelne Ereignisse sind für Personen, die die Nutzung im Detail lesen dürfen, und nicht für Projektschlüssel. Wenden Sie sich an einen Inhaber oder Admin des Teams.

price-created = { $model } hat ab { $from } einen Preis. Bereits Gezähltes behält seine Kosten.
price-changed = { $model } hat ab { $from } einen anderen Preis. Bereits Gezähltes behält seine Kosten.
price-ended-now = Der Preis von { $model } ist beendet.
prices-imported = { $entered ->
    [one] Ein Preis eingetragen, { $refused } abgewiesen.
   *[other] { $entered } Preise eingetragen, { $refused } abgewiesen.
}
price-scope = Wählen Sie team oder global.
price-negative = Ein Preis darf nicht negativ sein.
price-missing = Dieser Preis wird benötigt. Geben Sie 0 an, wenn es nichts kostet.
price-too-fine = Der Preis hat mehr als neun Nachkommastellen in Dollar pro Million Einheiten.
price-too-high = Ein Preis darf höchstens { $most } USD pro Million Einheiten betragen.
price-not-a-number = Der Wert muss eine Dezimalzahl wie 2.5 mit höchstens { $digits } Ziffern sein.
price-mode = Wählen Sie einen dieser Werte: { $modes }.
price-aliases-too-many = Ein Preis darf höchstens { $most } weitere Namen haben.
price-alias-blank = Der Name „{ $alias }“ darf keine Leerzeichen enthalten.
price-tiers-too-many = Ein Preis darf höchstens { $most } Stufen haben.
price-tier-above = Der Wert darf höchstens { $most } Tokens betragen.
price-tier-service = Wählen Sie einen dieser Werte: { $services }, oder lassen Sie das Feld weg.
price-tier-plain = Eine Stufe braucht eine Kontextgröße, oberhalb derer sie gilt, oder eine Servicestufe.
price-tier-twice = Für denselben Kontext und dieselbe Servicestufe gibt es bereits eine Stufe.
price-unusual = { $price } USD pro Million ist mehr als das Hundertfache der üblichen { $usual }. Preise gelten pro Million Einheiten, nicht pro Token oder pro tausend. Mit force wird der Preis trotzdem übernommen.
price-tier-unusual = { $price } USD pro Million ist mehr als das Hundertfache der { $usual } außerhalb dieser Stufe. Mit force wird der Preis trotzdem übernommen.
price-cached-dearer = Tokens aus dem Cache sind teurer als andere. Mit force wird der Preis trotzdem übernommen.
price-write-cheaper = Einen Cache eine Stunde lang zu halten ist billiger als einige Minuten. Mit force wird der Preis trotzdem übernommen.
price-before-it-began = Der Zeitpunkt darf nicht vor dem Beginn des Preises liegen, der ersetzt wird.
price-ended = Dieser Preis ist beendet. Fügen Sie einen anderen hinzu.
price-global = Dieser Preis gilt für alle: Ein Betreiber dieser Scalix-Instanz kann ihn ändern. Fügen Sie für dasselbe Modell einen eigenen Preis hinzu; er hat Vorrang vor diesem.
prices-too-many = Ein Team darf für { $most } Modelle eigene Preise haben. Beenden Sie einige, die nicht benötigt werden.
alias-created = Ereignisse, die { $name } nennen, werden ab jetzt wie { $model } berechnet.
alias-removed = Der Name { $name } hat keine eigene Bedeutung mehr.
alias-taken = Der Name { $name } steht bereits für ein Modell. Ändern Sie diese Zuordnung.
alias-itself = Ein Name kann nicht für sich selbst stehen.
aliases-too-many = Es darf { $most } Namen geben. Entfernen Sie einige, die nicht benötigt werden.
price-file-strange = Das ist keine Preistabelle: Es muss ein Array von Preisen sein, ein Objekt mit dem Array „prices“ oder „rows“ oder die Tabelle von LiteLLM.
price-row-unreadable = Der Eintrag kann nicht gelesen werden: { $reason }.
price-field-unreadable = { $field } kann nicht gelesen werden: { $reason }.
price-untold = Die Tabelle nennt für Input oder Output keinen Preis oder 0, was dort oft für „nicht bekannt“ steht.
price-row-twice = Der Eintrag kommt zweimal vor, mit unterschiedlichen Preisen.
price-row-twice-aliases = Der Eintrag kommt zweimal vor, mit unterschiedlichen weiteren Namen. Keiner von beiden wird übernommen.
price-row-twice-mode = Der Eintrag kommt zweimal vor, mit unterschiedlichem Modus. Er wird als { $mode } übernommen.
price-row-twice-from = Der Eintrag kommt zweimal vor, mit unterschiedlichen Zeitpunkten. Keiner von beiden wird übernommen.
price-row-twice-tier = Diese Stufe kommt zweimal vor, mit unterschiedlichen Preisen. Das Modell wird ohne sie übernommen.
