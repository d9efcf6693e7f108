# Taking usage events in: what depends on what is stored already.

ingest-cost-out-of-range = Selon la grille tarifaire, cet événement coûte plus de { $most } USD. Vérifiez ses nombres de tokens, ou indiquez son coût.
ingest-sum-out-of-range = Les totaux de ce modèle dépasseraient ce qui peut être compté en une journée.
ingest-conflict = Un autre événement portant cet id a déjà été reçu, avec un contenu différent. Rien n’a été modifié ; donnez à chaque événement un id qui lui est propre.
ingest-cloud-binary = Les CloudEvents ne sont acceptés qu’en mode structuré. Envoyez l’événement entier au format { $media }.
ingest-encoding = Envoyez les événements tels quels, ou avec un seul Content-Encoding : gzip ou zstd.
ingest-too-many-models = Ce projet a envoyé aujourd’hui { $most } noms de modèles jamais envoyés auparavant. Vérifiez que model contient le modèle et rien d’autre.
ingest-too-many-sources = Ce projet a déjà { $most } sources. Une source est un émetteur, par exemple un service ; ce qui change d’un événement à l’autre doit aller dans id.
ingest-project-gone = Le projet a été supprimé. Restaurez-le, ou choisissez-en un autre.
