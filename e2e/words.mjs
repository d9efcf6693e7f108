// How a person finds things on the pages: by label, role and words. The only place that knows
// them; journeys use these names.

const button = (page, name) => page.getByRole("button", { name });
const link = (page, name) => page.getByRole("link", { name });

export const see = {
  heading: (page, name) => page.getByRole("heading", { level: 1, name }),
  notice: (page) => page.getByRole("status"),
  /** The frame of a form: its dialog when scripts opened one, else the page's main part. */
  frame: (page) => page.locator("dialog[open], main").last(),
};

export const setup = {
  name: (page) => page.getByLabel("Your name"),
  email: (page) => page.getByLabel("E-mail"),
  password: (page) => page.getByLabel("Password", { exact: true }),
  team: (page) => page.getByLabel("Team", { exact: false }),
  submit: (page) => button(page, /^(create|set up|start)/i),
};

export const login = {
  email: (page) => page.getByLabel("E-mail"),
  password: (page) => page.getByLabel("Password", { exact: true }),
  submit: (page) => button(page, "Sign in"),
};

export const signup = {
  open: (page) => link(page, "Make an account"),
  name: (page) => page.getByLabel("Your name"),
  email: (page) => page.getByLabel("E-mail"),
  password: (page) => page.getByLabel("Password", { exact: true }),
  submit: (page) => button(page, "Make an account"),
  confirm: (page) => button(page, "Confirm this address"),
};

export const invitations = {
  open: (page) => link(page, "Invite people").first(),
  emails: (page) => see.frame(page).getByLabel("E-mail addresses"),
  role: (page) => see.frame(page).getByLabel("Role", { exact: true }),
  message: (page) => see.frame(page).getByLabel("Personal line"),
  submit: (page) => see.frame(page).getByRole("button", { name: "Invite", exact: true }),
  linkOf: (page, email) => see.frame(page).getByLabel(`Link for ${email}`),
  menu: (page, email) => page.locator(`summary[aria-label="Actions for ${email}"]`),
  copyLink: (page) => link(page, "Copy link…"),
  link: (page) => see.frame(page).getByLabel("Link", { exact: true }),
  done: (page) => see.frame(page).getByRole("link", { name: "Done" }),
  revoke: (page) => link(page, "Revoke…"),
  revokeForGood: (page) => see.frame(page).getByRole("button", { name: "Revoke" }),
  name: (page) => page.getByLabel("Your name"),
  password: (page) => page.getByLabel("Choose a password", { exact: true }),
  join: (page) => button(page, "Make my account and join"),
  accept: (page, team) => button(page, `Join ${team}`),
  signIn: (page) => link(page, "I have an account: sign in and join"),
  switch: (page) => button(page, "Sign out and go on"),
};

export const shell = {
  skip: (page) => link(page, "Skip to content"),
  place: (page, name) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }),
  menu: (page) => page.locator("nav details.menu > summary"),
  person: (page, name) => page.locator("nav summary").filter({ hasText: name }),
  signOut: (page) => button(page, "Sign out"),
};

export const overview = {
  checklist: (page) => page.getByRole("list", { name: "First steps" }),
  step: (page, name) => overview.checklist(page).getByRole("listitem").filter({ hasText: name }),
};

export const projects = {
  create: (page) => link(page, "New project").first(),
  name: (page) => see.frame(page).getByLabel("Name", { exact: true }),
  description: (page) => see.frame(page).getByLabel("Description", { exact: false }),
  submit: (page) => see.frame(page).getByRole("button", { name: "Create project" }),
  row: (page, name) => page.getByRole("link", { name, exact: true }),
  status: (page) => page.getByLabel("Status", { exact: true }),
  stop: (page) => button(page, "Stop").first(),
  start: (page) => button(page, "Start").first(),
  remove: (page) => page.getByRole("link", { name: /^Delete project/ }).or(button(page, /^Delete project/)).first(),
  confirm: (page) => see.frame(page).getByLabel(/name/i),
  removeForGood: (page) => see.frame(page).getByRole("button", { name: "Delete project" }),
  restore: (page) => button(page, /^(Undo|Restore)/).first(),
};

export const keys = {
  create: (page) => link(page, "New key").first(),
  name: (page) => see.frame(page).getByLabel("Name", { exact: true }),
  project: (page) => see.frame(page).getByLabel("Project", { exact: true }),
  submit: (page) => see.frame(page).getByRole("button", { name: "Create key" }),
  secret: (page) => page.getByLabel("The secret of the key"),
};

export const usage = {
  figure: (page, name) => page.locator(".stat").filter({ hasText: name }),
  models: (page) => page.getByRole("table").filter({ hasText: "Model" }).first(),
};
