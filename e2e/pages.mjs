// The pages there are: walked by the accessibility checks and by scripts/screenshots.

/** A day in UTC, so many days from now. */
const day = (away) => new Date(Date.now() + away * 86_400_000).toISOString().slice(0, 10);

/** Pages of somebody who is signed in. `path` is null when the world lacks what it shows. */
export function pagesOf({ me, member, project, key, token, factor, invitation, message }) {
  const own = (suffix = "") => (project ? `/projects/${project.id}${suffix}` : null);
  const ofKey = (suffix) => (key ? `/keys/${key.id}${suffix}` : null);
  return [
    { name: "overview", path: "/" },
    { name: "projects", path: "/projects" },
    { name: "project-new", path: "/projects/new" },
    { name: "project", path: own() },
    { name: "projects-deleted", path: "/projects?status=deleted" },
    { name: "projects-no-match", path: project && "/projects?search=zzz" },
    { name: "project-edit", path: own("/edit") },
    { name: "project-delete", path: own("/delete") },
    { name: "keys", path: "/keys" },
    { name: "key-new", path: "/keys/new" },
    { name: "key-rotate", path: ofKey("/rotate") },
    { name: "key-revoke", path: ofKey("/revoke") },
    { name: "usage", path: "/usage" },
    { name: "usage-day", path: "/usage?period=24h" },
    { name: "usage-custom", path: `/usage?period=custom&from=${day(-6)}&to=${day(0)}&groupBy=status` },
    { name: "usage-wrong-dates", path: "/usage?period=custom&from=2024-02-30&to=", status: 422 },
    { name: "settings-profile", path: "/settings/profile" },
    { name: "settings-notifications", path: "/settings/notifications" },
    { name: "settings-delete", path: "/settings/delete" },
    { name: "settings-appearance", path: "/settings/appearance" },
    { name: "settings-security", path: "/settings/security" },
    { name: "settings-2fa", path: factor ? null : "/settings/security/2fa" },
    { name: "settings-2fa-off", path: factor && "/settings/security/2fa/off" },
    { name: "settings-2fa-codes", path: factor && "/settings/security/2fa/codes" },
    { name: "settings-tokens", path: "/settings/tokens" },
    { name: "token-new", path: "/settings/tokens/new" },
    { name: "token-revoke", path: token && `/settings/tokens/${token.id}/revoke` },
    { name: "team", path: "/team" },
    { name: "team-no-match", path: "/team?search=zzz" },
    { name: "team-oneself", path: `/team/members/${me}` },
    { name: "team-member", path: member && `/team/members/${member}` },
    { name: "team-remove", path: member && `/team/members/${member}/remove` },
    { name: "team-transfer", path: member && `/team/members/${member}/transfer` },
    { name: member ? "team-leave-last-owner" : "team-leave-alone", path: "/team/leave", ...(member ? { status: 409 } : {}) },
    { name: "team-many", path: "/team/many?do=deactivate&all=yes" },
    { name: "invitations", path: "/team/invitations" },
    { name: "invitations-revoked", path: "/team/invitations?status=revoked" },
    { name: "invite", path: "/team/invitations/new" },
    { name: "invitation-link", path: invitation && `/team/invitations/${invitation.id}/link` },
    { name: "invitation-revoke", path: invitation && `/team/invitations/${invitation.id}/revoke` },
    { name: "invitation-another", path: invitation && new URL(invitation.inviteUrl).pathname },
    { name: "teams", path: "/teams" },
    { name: "team-new", path: "/teams/new" },
    { name: "team-roles", path: "/team/roles" },
    { name: "team-settings", path: "/team/settings" },
    { name: "team-delete", path: "/team/delete" },
    { name: "notifications", path: "/notifications" },
    { name: "messages", path: "/messages" },
    { name: "messages-unread", path: "/messages?unread=true" },
    { name: "messages-sent", path: "/messages/sent" },
    { name: "message-new", path: "/messages/new" },
    { name: "message", path: message && `/messages/${message}` },
    { name: "message-delete", path: message && `/messages/${message}/delete` },
    { name: "audit", path: "/audit" },
    { name: "audit-no-match", path: "/audit?actor=zzz" },
    { name: "audit-wrong-dates", path: `/audit?from=${day(0)}&to=${day(-6)}`, status: 422 },
    { name: "not-found", path: "/no-such-page", status: 404 },
  ].filter(({ path }) => path);
}

/** Pages of everybody else; the set-up page only while the server waits for its first account. */
export function pagesOfAnybody({ setupLink, invitation }) {
  return [
    ...(setupLink ? [{ name: "setup", path: setupLink }, { name: "setup-bad-link", path: "/setup?token=wrong", status: 410 }] : []),
    ...(setupLink ? [] : [{ name: "login", path: "/login" }, { name: "forgot", path: "/forgot" }]),
    { name: "reset-bad-link", path: "/reset?token=wrong", status: 410 },
    ...(invitation ? [{ name: "invitation", path: new URL(invitation.inviteUrl).pathname }] : []),
    { name: "invitation-bad-link", path: "/invitations/wrong", status: 410 },
  ];
}

/** Pages of those who may make an account; `link` is one that asks whether an address is theirs. */
export function pagesOfNewcomers({ link }) {
  return [
    { name: "login-open", path: "/login" },
    { name: "signup", path: "/signup" },
    { name: "verify-email", path: link },
    { name: "verify-email-used", path: "/verify-email?token=used", status: 410 },
    { name: "unsubscribe-unknown", path: "/unsubscribe?token=none", status: 403 },
  ];
}
