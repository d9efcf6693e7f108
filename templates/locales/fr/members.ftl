# The people of a team.

member-role = Il n’y a pas de rôle « { $role } » : owner, admin, developer, analyst ou viewer.
member-status = Un membre peut être « active » ou « inactive ».
member-status-filter = Choisissez « active », « inactive » ou « all ».
member-nothing = Envoyez un rôle, un statut ou les deux.
member-no-longer = Vous ne pouvez plus gérer les membres de cette équipe ; rien n’a donc été modifié.
member-owners-only = Seul un propriétaire peut nommer, modifier ou retirer un propriétaire. Adressez-vous à { $owners }.
member-last-owner = { $name } est le dernier propriétaire de { $team }. Nommez d’abord quelqu’un d’autre propriétaire.
member-last-owner-you = Vous êtes le dernier propriétaire de { $team }. Nommez d’abord quelqu’un d’autre propriétaire.
member-not-oneself = Vous ne pouvez pas vous désactiver vous-même. Quittez plutôt l’équipe, ou demandez à quelqu’un d’autre de le faire.
member-transfer-oneself = L’équipe est déjà à vous. Choisissez quelqu’un d’autre.
member-transfer-inactive = { $name } est inactif. Réactivez d’abord cette personne.
member-bulk-nobody = Choisissez au moins une personne, par « ids » ou par « filter ».
member-bulk-most = Choisissez au plus { $most } personnes à la fois.
member-bulk-action = Choisissez « role », « deactivate », « reactivate », « remove » ou « message ».
member-bulk-oneself = C’est vous. Parmi plusieurs personnes, rien n’est fait à vous-même.
member-bulk-inactive = { $name } est inactif et ne reçoit pas de messages.

member-changed = La place de { $name } est modifiée. Cela vaut dès sa prochaine requête.
member-removed = { $name } ne fait plus partie de l’équipe.
member-left = Vous ne faites plus partie de { $team }.
member-transferred = { $name } est désormais propriétaire de l’équipe, et vous en êtes administrateur.
member-bulk-done = { $done ->
    [0] Personne n’a été modifié.
    [one] { $done } personne a été modifiée.
   *[other] { $done } personnes ont été modifiées.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } ne l’a pas été.
   *[other] {" "}{ $refused } ne l’ont pas été.
}
member-bulk-sent = { $done ->
    [0] Le message n’a été envoyé à personne.
    [one] Le message a été envoyé à { $done } personne.
   *[other] Le message a été envoyé à { $done } personnes.
}{ $refused ->
    [0] {""}
    [one] {" "}{ $refused } ne l’a pas reçu.
   *[other] {" "}{ $refused } ne l’ont pas reçu.
}
member-deactivated = { $name } est désactivé et n’a plus accès.
member-reactivated = { $name } a de nouveau accès.

# Pages.
team-tab-members = Membres
members-lead = Qui fait partie de cette équipe, et avec quel rôle.
members-total-note = dans cette équipe
members-active = Actif
members-inactive = Inactif
members-inactive-note = { $count ->
    [0] personne n’est inactif
    [one] { $count } est inactif
   *[other] { $count } sont inactifs
}
members-invited = Invités
members-invited-note = { $count ->
    [0] personne n’attend
   *[other] encore sans réponse
}
members-owners = Propriétaires
members-of-role = { $role ->
    [owner] { $count ->
        [one] { $count } propriétaire
       *[other] { $count } propriétaires
    }
    [admin] { $count ->
        [one] { $count } administrateur
       *[other] { $count } administrateurs
    }
    [developer] { $count ->
        [one] { $count } développeur
       *[other] { $count } développeurs
    }
    [analyst] { $count ->
        [one] { $count } analyste
       *[other] { $count } analystes
    }
   *[viewer] { $count ->
        [one] { $count } lecteur
       *[other] { $count } lecteurs
    }
}
members-filters = Filtrer les membres
members-search = Nom ou adresse e-mail
members-any-role = Tous les rôles
members-any-status = Tous les statuts
members-apply = Appliquer
members-clear = Effacer les filtres
members-no-match = Personne ne correspond
members-no-match-text = Les filtres masquent tous les membres de l’équipe.
members-member = Membre
members-role-head = Rôle
members-status = Statut
members-last = Dernière activité
members-never = jamais
members-joined = Arrivée
members-you = (vous)
members-first-page = Première page
members-next-page = Page suivante
members-export = Exporter
members-export-as = { $format ->
    [csv] En CSV
   *[json] En JSON
}

members-select = Sélectionner
members-select-all = Sélectionner toute la page
members-select-one = Sélectionner { $name }
members-many = Modifier plusieurs membres
members-many-do = Sélection
members-make = Rôle : { role-name }
members-many-all = { $count ->
    [one] La seule personne qui correspond
   *[other] Les { $count } qui correspondent
}
members-many-look = Aperçu…
members-many-looking = Vérification
members-many-nobody = Sélectionnez d’abord au moins une personne.
members-many-role = { $count ->
    [one] Donner le rôle { role-name } à { $count } personne ?
   *[other] Donner le rôle { role-name } à { $count } personnes ?
}
members-many-role-verb = Modifier le rôle
members-many-deactivate = { $count ->
    [one] Désactiver { $count } personne ?
   *[other] Désactiver { $count } personnes ?
}
members-many-reactivate = { $count ->
    [one] Réactiver { $count } personne ?
   *[other] Réactiver { $count } personnes ?
}
members-many-remove = { $count ->
    [one] Retirer { $count } personne de l’équipe ?
   *[other] Retirer { $count } personnes de l’équipe ?
}
members-many-doing = En cours
members-many-keep = Ne rien modifier
members-many-and-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
members-many-refused = Pas ces personnes
members-many-more = { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}
members-many-unknown = Quelqu’un qui n’est pas dans l’équipe
members-many-none = Personne ne peut être modifié ainsi
members-many-result = Résultat
members-back = Retour aux membres

members-place = Place dans l’équipe
members-role-text = Ce que le rôle permet vaut dès la prochaine requête de cette personne.
members-role-save = Enregistrer le rôle
members-role-saving = Enregistrement
members-access = Accès
members-deactivate = Désactiver
members-deactivating = Désactivation
members-deactivate-text = Une personne inactive reste dans la liste, mais ni ses sessions ni ses jetons n’ouvrent cette équipe. La retirer l’enlève de la liste.
members-reactivate = Réactiver
members-reactivating = Réactivation
members-reactivate-text = Cette personne est dans la liste et n’a pas accès. La réactiver lui rend ce que son rôle permet.
members-remove = Retirer
members-remove-more = Retirer…
members-removing = Retrait
members-keep = Conserver
members-remove-title = Retirer { $name } de l’équipe ?
members-remove-text = Dès maintenant, cette personne ne fait plus partie de l’équipe ; son rôle était { role-name }. Ses messages et ce qu’elle a créé restent.
members-leave = Quitter l’équipe
members-leave-more = Quitter l’équipe…
members-leaving = Départ
members-stay = Rester
members-leave-lead = Pour revenir, il vous faudra une nouvelle invitation.
members-leave-title = Quitter { $team } ?
members-leave-text = Dès maintenant, vous ne faites plus partie de cette équipe ; votre rôle était { role-name }. Vos messages et ce que vous avez créé restent. Pour revenir, il vous faudra une nouvelle invitation.
members-alone-text = Personne d’autre n’est dans cette équipe : elle resterait vide. Vous pouvez la supprimer : ses clés cessent aussitôt de fonctionner, et vous pouvez la restaurer pendant 30 jours.
members-transfer = Transmettre l’équipe
members-transfer-more = Transmettre…
members-transferring = Transmission
members-transfer-keep = Garder l’équipe
members-transfer-title = Transmettre { $team } à { $name } ?
members-transfer-text = { $name } devient propriétaire et vous devenez administrateur. Vous ne pouvez pas revenir en arrière ; { $name } le peut.

members-sessions = Sessions
members-sessions-end = { $count ->
    [0] aucune dans cette équipe
    [one] { $count } ne verra plus cette équipe
   *[other] { $count } ne verront plus cette équipe
}
members-tokens = Jetons personnels
members-tokens-end = { $count ->
    [0] aucun
    [one] { $count } révoqué
   *[other] { $count } révoqués
}
members-keys = Clés d’API créées
members-keys-own = Clés d’API que vous avez créées
members-keys-stay = { $count ->
    [0] aucune
    [one] { $count } continue de fonctionner
   *[other] { $count } continuent de fonctionner
}
members-key-of = { $name } dans { $project }
members-key-used = dernière utilisation
members-key-unused = jamais utilisée
members-more-keys = { $count ->
    [one] et { $count } autre clé
   *[other] et { $count } autres clés
}
members-write = Écrire un message
members-invite = Inviter des personnes
members-many-message = { $count ->
    [one] Écrire à { $count } personne
   *[other] Écrire à { $count } personnes
}
