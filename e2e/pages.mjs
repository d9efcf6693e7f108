// The pages there are: walked by the accessibility checks and by scripts/screenshots.

/** Pages of somebody who is signed in. `path` is null when the world lacks what it shows. */
export function pagesOf({ project }) {
  const own = (suffix = "") => (project ? `/projects/${project.id}${suffix}` : null);
  return [
    { name: "overview", path: "/" },
    { name: "projects", path: "/projects" },
    { name: "project-new", path: "/projects/new" },
    { name: "project", path: own() },
    { name: "project-delete", path: own("/delete") },
    { name: "keys", path: "/keys" },
    { name: "key-new", path: "/keys/new" },
    { name: "usage", path: "/usage" },
    { name: "usage-day", path: "/usage?period=24h" },
    { name: "not-found", path: "/no-such-page", status: 404 },
  ].filter(({ path }) => path !== null);
}

/** Pages of everybody else; the set-up page only while the server waits for its first account. */
export function pagesOfAnybody({ setupLink }) {
  return [
    ...(setupLink ? [{ name: "setup", path: setupLink }, { name: "setup-bad-link", path: "/setup?token=wrong", status: 410 }] : []),
    ...(setupLink ? [] : [{ name: "login", path: "/login" }]),
  ];
}
