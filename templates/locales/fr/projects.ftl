# Projects.

project-name-taken = Un projet de l’équipe porte déjà ce nom. Choisissez-en un autre.
project-status = Un projet peut être « running » ou « stopped ».
project-status-filter = Choisissez « running », « stopped », « error », « deleted » ou « all ».
project-restore-taken = Un autre projet s’appelle désormais « { $name } ». Renommez-le ou supprimez-le, puis restaurez celui-ci.
project-purged = Projet supprimé

project-created = Le projet { $name } est créé et en service.
project-updated = Le projet { $name } est enregistré.
project-started = Le projet { $name } est en service et reçoit des événements.
project-stopped = Le projet { $name } est à l’arrêt et ne reçoit aucun événement.
project-deleted = Le projet { $name } est supprimé. Vous pouvez le restaurer pendant 30 jours.
project-restored = Le projet { $name } est restauré.
projects-too-many = L’équipe a { $most } projets. Supprimez-en avant d’en créer un autre.
