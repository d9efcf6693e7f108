# Taking usage events in: what depends on what is stored already.

ingest-cost-out-of-range = Nach der Preistabelle kostet dieses Ereignis mehr als { $most } USD. Prüfen Sie seine Token-Zahlen oder geben Sie seine Kosten an.
ingest-sum-out-of-range = Die Summen dieses Modells würden übersteigen, was an einem Tag gezählt werden kann.
ingest-conflict = Ein anderes Ereignis mit dieser id wurde bereits angenommen und hat einen anderen Inhalt. Es wurde nichts geändert; geben Sie jedem Ereignis eine eigene id.
ingest-cloud-binary = CloudEvents werden nur im Structured Mode angenommen. Senden Sie das ganze Ereignis als { $media }.
ingest-encoding = Senden Sie die Ereignisse unkomprimiert oder mit einem einzigen Content-Encoding: gzip oder zstd.
ingest-too-many-models = Dieses Projekt hat heute { $most } Modellnamen gesendet, die zuvor niemand gesendet hat. Prüfen Sie, ob model nur das Modell nennt und nichts anderes.
ingest-too-many-sources = Dieses Projekt hat bereits { $most } Quellen. Eine Quelle ist ein Absender, etwa ein Dienst; was sich von Ereignis zu Ereignis unterscheidet, gehört in id.
ingest-project-gone = Das Projekt wurde gelöscht. Stellen Sie es wieder her oder wählen Sie ein anderes.
