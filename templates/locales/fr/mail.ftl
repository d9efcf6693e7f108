# Mails. Every sentence says what happened and what to do.

mail-foot = Envoyé par Scalix depuis { $url }.
mail-unsubscribe = Ne plus m’envoyer ce type d’e-mail
mail-link-hours = { $hours ->
    [one] Le lien fonctionne une seule fois, pendant { $hours } heure.
   *[other] Le lien fonctionne une seule fois, pendant { $hours } heures.
}
mail-link-days = { $days ->
    [one] Le lien fonctionne une seule fois, pendant { $days } jour.
   *[other] Le lien fonctionne une seule fois, pendant { $days } jours.
}
mail-not-you-ignore = Si ce n’était pas vous, ignorez cet e-mail : rien ne change.
mail-not-you-act = Si ce n’était pas vous, changez votre mot de passe maintenant et fermez les autres sessions.
mail-not-you-operator = Si ce n’était pas vous, prévenez maintenant un opérateur de votre Scalix.

mail-fact-device = Appareil
mail-fact-browser = Navigateur
mail-fact-os = Système
mail-fact-address = Adresse réseau
mail-fact-time = Date et heure

mail-confirm-subject = Confirmez votre adresse e-mail
mail-confirm-lead = Confirmez que { $address } est votre adresse, afin que Scalix puisse vous y joindre.
mail-confirm-new-lead = Vous souhaitez utiliser { $address } pour votre compte Scalix. Le changement prend effet lorsque vous le confirmez.
mail-confirm-verb = Confirmer cette adresse

mail-email-changed-subject = L’adresse de votre compte a été modifiée
mail-email-changed-lead = Votre compte Scalix utilise désormais l’adresse { $address }. Les e-mails à son sujet n’arrivent plus ici.

mail-email-in-use-subject = Quelqu’un souhaite utiliser votre adresse
mail-email-in-use-lead = Un autre compte Scalix devait passer à l’adresse { $address }. Cela n’a pas eu lieu, car votre compte utilise cette adresse.
mail-email-in-use-after = Si c’était vous, connectez-vous plutôt au compte de cette adresse. Sinon, vous n’avez rien à faire.

mail-sign-up-subject = Terminez votre inscription à Scalix
mail-sign-up-lead = Quelqu’un a demandé un compte Scalix avec l’adresse { $address }. Il est créé lorsque vous suivez ce lien.
mail-sign-up-verb = Créer mon compte
mail-sign-up-not-you = Si vous n’êtes pas à l’origine de cette demande, ne suivez pas le lien : la personne qui l’a faite a choisi le mot de passe.

mail-sign-up-again-subject = Vous avez un compte Scalix
mail-sign-up-again-lead = Quelqu’un a demandé un compte Scalix avec l’adresse { $address }, qui en a déjà un.
mail-sign-up-again-verb = Se connecter

mail-reset-subject = Choisissez un nouveau mot de passe
mail-reset-lead = Quelqu’un a demandé un nouveau mot de passe pour le compte Scalix de { $address }.
mail-reset-verb = Choisir un nouveau mot de passe

mail-security-verb = Vérifier la sécurité de votre compte
mail-password-changed-subject = Votre mot de passe a été modifié
mail-password-changed-lead = Le mot de passe du compte Scalix de { $address } a été modifié. Toutes ses autres sessions ont été fermées.
mail-new-sign-in-subject = Nouvelle connexion à votre compte
mail-new-sign-in-lead = Quelqu’un s’est connecté au compte Scalix de { $address } avec un appareil que nous n’avions encore jamais vu.
mail-second-factor-missed-subject = Quelqu’un connaît votre mot de passe
mail-second-factor-missed-lead = Quelqu’un a saisi le bon mot de passe du compte Scalix de { $address }, mais pas le code du second facteur. La connexion a été refusée.
mail-two-factor-on-subject = Le second facteur est activé
mail-two-factor-on-lead = La connexion au compte Scalix de { $address } demande désormais un code.
mail-two-factor-off-subject = Le second facteur est désactivé
mail-two-factor-off-lead = La connexion au compte Scalix de { $address } ne demande désormais que le mot de passe.
mail-recovery-code-subject = Un code de récupération a été utilisé
mail-recovery-code-lead = Quelqu’un s’est connecté au compte Scalix de { $address } avec un code de récupération au lieu d’un code du second facteur.
mail-recovery-code-left = { $left ->
    [0] Il ne reste aucun code de récupération. Créez-en maintenant de nouveaux, sinon vous perdrez l’accès à votre compte en cas de perte de votre appareil.
    [one] Il reste { $left } code de récupération. Créez-en bientôt de nouveaux.
   *[other] Il reste { $left } codes de récupération.
}

mail-token-subject = { $days ->
    [one] Le jeton « { $name } » expire dans { $days } jour
   *[other] Le jeton « { $name } » expire dans { $days } jours
}
mail-token-lead = { $days ->
    [one] Votre jeton personnel « { $name } » expire dans { $days } jour. Les programmes qui l’utilisent seront ensuite refusés ; créez-en un nouveau pour eux d’ici là.
   *[other] Votre jeton personnel « { $name } » expire dans { $days } jours. Les programmes qui l’utilisent seront ensuite refusés ; créez-en un nouveau pour eux d’ici là.
}
mail-token-verb = Voir vos jetons

mail-message-subject = Message de { $from }
mail-message-about = { $from } : { $subject }
mail-message-lead = { $from } vous a écrit dans l’équipe { $team } :
mail-message-verb = Lire et répondre

mail-account-deleted-subject = Votre compte est supprimé
mail-account-deleted-lead = Le compte Scalix de { $address } et les données conservées à votre sujet ont été supprimés, comme vous l’avez demandé.

link-used-up = Ce lien a déjà servi, est trop ancien ou n’est pas l’un des nôtres. Demandez-en un nouveau.

mail-from-wrong = « { $from } » n’est pas un expéditeur d’e-mails (mail.from). Écrivez une adresse, ou Nom <adresse>.
mail-ca-file = Les certificats de { $file } (mail.ca_file) ne peuvent pas être lus : { $reason }.

mail-team-verb = Ouvrir l’équipe
mail-role-subject = Votre rôle dans { $team } : { role-name }
mail-role-lead = Votre rôle dans l’équipe { $team } est désormais { role-name }. Cela vaut dès maintenant.
mail-paused-subject = Votre accès à { $team } est suspendu
mail-paused-lead = Quelqu’un qui gère les membres de { $team } a suspendu votre accès. Ce que vous y avez créé reste ; vous aurez de nouveau accès quand on vous réactivera.
mail-restored-subject = Vous avez de nouveau accès à { $team }
mail-restored-lead = Votre accès à l’équipe { $team } est rétabli, avec le rôle que vous aviez.
mail-removed-subject = Vous avez été retiré de { $team }
mail-removed-lead = Quelqu’un qui gère les membres de { $team } vous a retiré de l’équipe. Vos jetons personnels de cette équipe ne fonctionnent plus ; votre compte et vos autres équipes restent tels quels.
