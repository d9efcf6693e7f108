# Messages between the members of a team.

ui-nav-messages = Messages
ui-unread = non lus :

messages-lead = Ce que les personnes de cette équipe s’écrivent.
messages-new = Nouveau message
messages-inbox = Boîte de réception
messages-sent = Envoyés
messages-unread-only = Non lus
messages-show-unread = Afficher seulement les non lus
messages-show-all = Tout afficher
messages-unread-mark = Non lu
messages-re = Re :
messages-to = À
messages-you = Vous
messages-left = Quelqu’un qui est parti
messages-everyone = Toute l’équipe
messages-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
messages-and-others = { $count ->
    [one] { $names } et { $count } autre personne
   *[other] { $names } et { $count } autres personnes
}

messages-none = Pas encore de messages
messages-none-text = Ce que les personnes de cette équipe vous écrivent arrive ici, et par e-mail si vous le souhaitez.
messages-none-unread = Rien n’est à lire
messages-none-unread-text = Vous avez lu tous les messages de cette équipe.
messages-none-sent = Vous n’avez pas encore écrit
messages-none-sent-text = Ce que vous écrivez aux personnes de cette équipe est gardé ici.

messages-conversation = Conversation
messages-from = Message de { $name }
messages-mark-read = Marquer comme lu
messages-marking = Marquage
messages-answer = Répondre
messages-answer-to = Réponse à { $name }
messages-answer-verb = Envoyer la réponse
messages-plain = Texte brut. Les adresses qui commencent par http deviennent des liens.

messages-to-legend = À qui
messages-some = Des personnes
messages-everyone-hint = Toutes les personnes qui sont maintenant dans l’équipe le reçoivent.
messages-people-legend = Personnes de l’équipe
messages-search = Rechercher par nom ou adresse
messages-find = Rechercher
messages-nobody-else = Il n’y a personne d’autre dans cette équipe.
messages-nobody-found = Personne d’autre dans cette équipe ne s’appelle ainsi.
messages-more = Il y en a d’autres. Cherchez qui vous manque ; les personnes choisies le restent.
messages-subject = Objet (facultatif)
messages-text = Message
messages-send = Envoyer
messages-sending = Envoi
messages-cancel = Annuler

messages-remove = Retirer le message
messages-remove-more = Retirer…
messages-remove-one = Retirer le message de { $name }
messages-remove-mine = « { $title } » est retiré de vos messages envoyés. Les personnes qui l’ont reçu le gardent.
messages-remove-got = « { $title } » est retiré de vos messages. Les autres le gardent.
messages-remove-verb = Retirer
messages-removing = Retrait
messages-keep = Garder

message-sent = { $count ->
    [one] Envoyé à { $count } personne.
   *[other] Envoyé à { $count } personnes.
}
message-read = Marqué comme lu.
message-removed = Le message est retiré pour vous.
message-to-nobody = Choisissez au moins un autre membre, ou toute l’équipe.
message-too-many = Nommez au plus { $most } personnes, ou écrivez à toute l’équipe.
message-not-members = { $count ->
    [one] { $count } de ces personnes n’est pas un membre actif de cette équipe.
   *[other] { $count } de ces personnes ne sont pas des membres actifs de cette équipe.
}
message-no-such = Vous n’avez pas de tel message.
message-empty = Écrivez d’abord quelque chose.
message-nobody-left = Aucune des personnes à qui ceci irait n’est encore dans l’équipe. Écrivez un nouveau message.
message-box = Choisissez inbox ou sent.
