// What a newcomer does, from the set-up link to the first deleted project: with scripts, without
// scripts, and with the keyboard alone.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, assertFits, assertQuiet, command, launchBrowser, mailedLink, newPage, startServer, tabTo } from "./harness.mjs";
import { ADA, Api, withNothing } from "./world.mjs";
import { invitations, keys, login, overview, projects, see, setup, shell, signup, usage } from "./words.mjs";

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

const PROJECT = "Support assistant";
const EVENT = { id: "first-event", model: "gpt-4o-mini", inputTokens: 1200, outputTokens: 340 };

/** Sends the event as the reader of the quick start does. */
async function send(server, secret, event) {
  const answer = await fetch(`${server.origin}/api/usage/events`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
    body: JSON.stringify(event),
  });
  return { status: answer.status, body: await answer.json() };
}

const visible = (locator) => locator.waitFor({ state: "visible" });
const at = (page, path) => page.waitForURL((url) => url.pathname === path);

async function go(page, place) {
  // On a narrow screen the side bar is behind its menu.
  if (!(await shell.place(page, place).isVisible())) await shell.menu(page).click();
  await shell.place(page, place).click();
}

async function firstRun(page, server) {
  await page.goto(server.setupLink);
  await setup.name(page).fill(ADA.name);
  await setup.email(page).fill(ADA.email);
  await setup.password(page).fill(ADA.password);
  await setup.team(page).fill(ADA.teamName);
  await setup.submit(page).click();
  await at(page, "/");
  await visible(overview.checklist(page));
}

async function createProject(page) {
  await go(page, "Projects");
  await projects.create(page).click();
  await projects.name(page).fill(PROJECT);
  await projects.submit(page).click();
  await visible(see.heading(page, PROJECT));
  assert.match(new URL(page.url()).pathname, /^\/projects\/prj_\w+$/);
  return new URL(page.url()).pathname;
}

/** Makes a key and returns its secret, which is on screen this once. */
async function createKey(page, scripts) {
  await go(page, "API keys");
  await keys.create(page).click();
  await keys.name(page).fill("production");
  await keys.project(page).selectOption({ label: PROJECT });
  await keys.submit(page).click();
  await visible(keys.secret(page));
  const secret = await keys.secret(page).inputValue();
  assert.match(secret, /^sk_scalix_[0-9A-Za-z]{36}$/);
  if (scripts) await assertAccessible(page, "a key that was just made");
  await page.goto("/keys");
  const listed = await page.content();
  assert.ok(!listed.includes(secret), "the list of keys shows a whole secret");
  assert.ok(listed.includes(secret.slice(-4)), "the list of keys shows the last four characters");
  return secret;
}

async function signOut(page) {
  if (!(await shell.person(page, ADA.name).isVisible())) await shell.menu(page).click();
  await shell.person(page, ADA.name).click();
  await shell.signOut(page).click();
  await at(page, "/login");
}

async function signIn(page) {
  await login.email(page).fill(ADA.email);
  await login.password(page).fill(ADA.password);
  await login.submit(page).click();
  await at(page, "/");
}

for (const [how, options] of [
  ["with scripts", { width: 1440 }],
  ["without scripts", { width: 1440, scripts: false }],
  ["on a phone", { width: 390, theme: "dark" }],
]) {
  describe(`from the first run to the first deleted project, ${how}`, () => {
    let server;
    before(async () => (server = await startServer()));
    after(() => server?.remove());

    test("everything a newcomer does", async (t) => {
      const page = await newPage(browser, { origin: server.origin, ...options });
      let path, secret;

      await t.test("the set-up link makes the first account and ends on the checklist", async () => {
        await firstRun(page, server);
        assertQuiet(page);
      });

      await t.test("the link works once", async () => {
        const other = await newPage(browser, { origin: server.origin, ...options });
        const answer = await other.goto(server.setupLink);
        assert.ok(answer.status() >= 400 || new URL(other.url()).pathname === "/login");
        await other.context().close();
      });

      await t.test("a project without a name is refused beside its field", async () => {
        await page.goto("/projects/new");
        // The browser's own check would stop the form before the server saw it.
        await projects.name(page).fill("   ");
        await projects.description(page).fill("kept");
        await projects.submit(page).click();
        await visible(see.frame(page).locator("[aria-invalid=true]").first());
        assert.equal(await projects.description(page).inputValue(), "kept");
        assertQuiet(page, { expected: [422] });
      });

      await t.test("a project, then a key that is shown once", async () => {
        path = await createProject(page);
        await visible(see.notice(page).filter({ hasText: PROJECT }));
        if (options.scripts !== false) await assertAccessible(page, "a new project with its notice");
        await page.goto("/");
        await visible(overview.step(page, "Create a project").getByText("Done:"));
        await visible(overview.step(page, "Create an API key").getByText("To do:"));
        secret = await createKey(page, options.scripts !== false);
        assertQuiet(page);
      });

      await t.test("an event is on the usage page and ticks the checklist", async () => {
        const { status, body } = await send(server, secret, EVENT);
        assert.equal(status, 200);
        assert.equal(body.data.accepted, 1);
        await go(page, "Usage");
        await visible(usage.models(page).getByText(EVENT.model));
        await visible(usage.figure(page, "Requests").getByText("1", { exact: true }));
        await visible(usage.figure(page, "Tokens").getByText(/1[.,]54|1,540/).first());
        await go(page, "Overview");
        await visible(see.heading(page, "Overview"));
        // It stays until somebody else is asked to join.
        const done = overview.checklist(page).locator(".is-done");
        assert.equal(await done.count(), 3, "project, key and event are ticked");
        assertQuiet(page);
      });

      await t.test("a stopped project refuses the event, a started one takes it", async () => {
        await page.goto(path);
        await projects.stop(page).click();
        await visible(projects.start(page));
        const refused = await send(server, secret, { ...EVENT, id: "second-event" });
        assert.equal(refused.status, 409);
        assert.equal(refused.body.code, "project_stopped");
        await projects.start(page).click();
        await visible(projects.stop(page));
        assert.equal((await send(server, secret, { ...EVENT, id: "third-event" })).status, 200);
        assertQuiet(page);
      });

      await t.test("deleting asks for the name, and can be undone", async () => {
        await page.goto(path);
        await projects.remove(page).click();
        await projects.confirm(page).fill("another name");
        if (options.scripts === false) {
          await projects.removeForGood(page).click();
          await visible(see.frame(page).locator("[aria-invalid=true]"));
        } else {
          assert.ok(await projects.removeForGood(page).isDisabled(), "the button waits for the name");
        }
        await projects.confirm(page).fill(PROJECT);
        await projects.removeForGood(page).click();
        await at(page, "/projects");
        await visible(see.notice(page));
        assert.equal((await send(server, secret, { ...EVENT, id: "fourth-event" })).status, 401);
        await projects.restore(page).click();
        await visible(projects.row(page, PROJECT).first());
        assert.equal((await send(server, secret, { ...EVENT, id: "fifth-event" })).status, 200);
        assertQuiet(page, { expected: [422] });
      });

      await t.test("signed out, the pages ask to sign in and lead back", async () => {
        await signOut(page);
        await page.goto("/usage");
        await at(page, "/login");
        await login.email(page).fill(ADA.email);
        await login.password(page).fill("not the password");
        await login.submit(page).click();
        await visible(see.heading(page, /sign in/i));
        await visible(page.getByRole("alert"));
        await login.email(page).fill(ADA.email);
        await login.password(page).fill(ADA.password);
        await login.submit(page).click();
        await at(page, "/usage");
        assertQuiet(page, { expected: [401, 422] });
      });

      await t.test("the next start needs no set-up", async () => {
        await server.stop();
        const second = await startServer({ folder: server.folder });
        try {
          assert.equal(second.setupLink, null, second.output);
          const other = await newPage(browser, { origin: second.origin, ...options });
          await other.goto("/login");
          await signIn(other);
          await go(other, "Projects");
          await visible(projects.row(other, PROJECT).first());
          assertQuiet(other);
        } finally {
          await second.stop();
        }
      });
    });
  });
}

describe("with the keyboard alone", () => {
  let server, world;
  before(async () => {
    server = await startServer();
    world = await withNothing(server);
  });
  after(() => server?.remove());

  test("sign in, skip to the content, make a project, stop it, sign out", async () => {
    const page = await newPage(browser, { origin: server.origin });
    await page.goto("/login");
    await tabTo(page, login.email(page));
    await page.keyboard.type(ADA.email);
    await tabTo(page, login.password(page));
    await page.keyboard.type(ADA.password);
    await page.keyboard.press("Enter");
    await at(page, "/");

    await page.keyboard.press("Tab");
    assert.ok(await shell.skip(page).evaluate((it) => it === document.activeElement), "the skip link comes first");
    await page.evaluate(() => (globalThis.sameDocument = true));
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.hash === "#main");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    assert.ok(await page.evaluate(() => globalThis.sameDocument), "skipping to the content keeps the page");

    await page.goto("/");
    await tabTo(page, shell.place(page, "Projects"));
    await page.keyboard.press("Enter");
    await at(page, "/projects");
    await tabTo(page, projects.create(page));
    await page.keyboard.press("Enter");
    await visible(projects.name(page));
    await tabTo(page, projects.name(page));
    await page.keyboard.type(PROJECT);
    await page.keyboard.press("Enter");
    await visible(see.heading(page, PROJECT));

    await tabTo(page, projects.stop(page));
    await page.keyboard.press("Enter");
    await visible(projects.start(page));

    await tabTo(page, shell.person(page, ADA.name));
    await page.keyboard.press("Enter");
    await tabTo(page, shell.signOut(page));
    await page.keyboard.press("Enter");
    await at(page, "/login");
    assertQuiet(page);
  });

  test("a filter waits until somebody has chosen, and keeps the focus", async () => {
    const page = await newPage(browser, { origin: server.origin, cookies: world.api.cookies });
    // There is a project since the first test.
    await page.goto("/projects");
    await tabTo(page, projects.status(page));
    await page.evaluate(() => (globalThis.sameDocument = true));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(300);
    assert.ok(await page.evaluate(() => globalThis.sameDocument), "the arrow keys only choose");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("status") === "stopped");
    assert.ok(await projects.status(page).evaluate((it) => it === document.activeElement), "the filter keeps the focus");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    await page.waitForURL((url) => url.searchParams.get("status") === "running");
    assertQuiet(page);
  });

  test("a dialog keeps the focus, Escape closes it and gives the focus back", async () => {
    const page = await newPage(browser, { origin: server.origin, cookies: world.api.cookies });
    // The first test has signed its own session out, not this one.
    await page.goto("/projects");
    await tabTo(page, projects.create(page));
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    await visible(dialog);
    await assertAccessible(page, "an open dialog");
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press("Tab");
      const outside = await page.evaluate(() => {
        const it = document.activeElement;
        return it !== document.body && !it.closest("dialog[open]");
      });
      assert.ok(!outside, "the focus left the open dialog");
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" }).catch(() => dialog.waitFor({ state: "hidden" }));
    assert.ok(await projects.create(page).evaluate((it) => it === document.activeElement));
    await assertFits(page);
    assertQuiet(page);
  });
});

describe("somebody makes an account", () => {
  let server;
  before(async () => {
    server = await startServer({ env: { SCALIX_SIGNUP: "open" } });
    await withNothing(server);
  });
  after(() => server?.remove());

  test("and confirms the address by the link in the mail, without scripts", async () => {
    const page = await newPage(browser, { origin: server.origin, scripts: false });
    await page.goto("/login");
    await signup.open(page).click();
    await signup.name(page).fill("Grace Hopper");
    await signup.email(page).fill("grace@example.com");
    await signup.password(page).fill(ADA.password);
    await signup.submit(page).click();
    await at(page, "/");
    await visible(overview.checklist(page));

    await page.goto(await mailedLink(server, "grace@example.com", "/verify-email"));
    await signup.confirm(page).click();
    await visible(page.getByText("The address grace@example.com is confirmed."));
    assertQuiet(page);
  });
});

for (const [how, options] of [
  ["with scripts", { width: 1440 }],
  ["without scripts", { width: 390, scripts: false }],
]) {
  describe(`a team grows, ${how}`, () => {
    let server, world;
    before(async () => {
      server = await startServer();
      world = await withNothing(server);
    });
    after(() => server?.remove());

    test("invited, the link copied, accepted in another browser; another account is led out", async () => {
      const ada = await newPage(browser, { origin: server.origin, cookies: world.api.cookies, ...options });
      await ada.goto("/team/invitations");
      await invitations.open(ada).click();
      await visible(invitations.emails(ada));
      await invitations.emails(ada).fill("grace@example.com, Edsger <edsger@example.com>\nnobody");
      await invitations.role(ada).selectOption("developer");
      await invitations.message(ada).fill("Welcome to the engines");
      await invitations.submit(ada).click();
      await visible(see.heading(ada, "2 people are invited"));
      await visible(ada.getByText("This is not an e-mail address."));
      const shown = await invitations.linkOf(ada, "grace@example.com").inputValue();
      if (options.scripts !== false) await assertAccessible(ada, "people who were just invited");
      await assertFits(ada);

      // The link can be had later as well.
      await ada.goto("/team/invitations");
      await invitations.menu(ada, "grace@example.com").click();
      await invitations.copyLink(ada).first().click();
      await visible(invitations.link(ada));
      assert.equal(await invitations.link(ada).inputValue(), shown);
      if (options.scripts !== false) await assertAccessible(ada, "the link of an invitation");
      await invitations.done(ada).click();

      const grace = await newPage(browser, { origin: server.origin, ...options });
      await grace.goto(shown);
      await visible(see.heading(grace, `Join ${ADA.teamName}`));
      await visible(grace.getByText("Welcome to the engines"));
      if (options.scripts !== false) await assertAccessible(grace, "an invitation");
      await assertFits(grace);
      await invitations.name(grace).fill("Grace Hopper");
      await invitations.password(grace).fill(ADA.password);
      await invitations.join(grace).click();
      await at(grace, "/");
      await visible(grace.getByText(`You are in ${ADA.teamName} now. Welcome!`));
      const again = await grace.goto(shown);
      assert.equal(again.status(), 410);

      // Somebody else is signed in where the link is opened.
      const other = await fetch(`${server.origin}/api/team/invitations`, {
        headers: { Cookie: world.api.cookie, Origin: server.origin },
      });
      const edsger = (await other.json()).data.find((it) => it.email === "edsger@example.com");
      const { inviteUrl } = await world.api.call("GET", `/api/team/invitations/${edsger.id}/link`);
      await grace.goto(inviteUrl);
      await visible(grace.getByText("you are signed in as grace@example.com"));
      await invitations.switch(grace).click();
      await visible(invitations.name(grace));

      // Taken back, the link is of no use.
      await ada.goto("/team/invitations");
      await invitations.menu(ada, "edsger@example.com").click();
      await invitations.revoke(ada).first().click();
      await visible(invitations.revokeForGood(ada));
      await invitations.revokeForGood(ada).click();
      await visible(see.notice(ada).getByText("The invitation of edsger@example.com is revoked."));
      assert.equal((await grace.goto(inviteUrl)).status(), 410);
      assertQuiet(ada);
      assertQuiet(grace, { expected: [410] });
    });

    test("somebody with an account signs in first and comes back to the invitation", async () => {
      const { inviteUrl: first } = await world.api.call("POST", "/api/team/invite", { email: "barbara@example.com", role: "Viewer" });
      const barbara = await newPage(browser, { origin: server.origin, ...options });
      await barbara.goto(first);
      await invitations.name(barbara).fill("Barbara Liskov");
      await invitations.password(barbara).fill(ADA.password);
      await invitations.join(barbara).click();
      await at(barbara, "/");
      await barbara.context().clearCookies();

      const team = await world.api.call("POST", "/api/teams", { name: "Substitution" });
      assert.equal(team.current, true);
      const { inviteUrl } = await world.api.call("POST", "/api/team/invite", { email: "Barbara@example.com", role: "Admin" });
      await barbara.goto(inviteUrl);
      await invitations.signIn(barbara).click();
      await login.email(barbara).fill("barbara@example.com");
      await login.password(barbara).fill(ADA.password);
      await login.submit(barbara).click();
      await invitations.accept(barbara, "Substitution").click();
      await at(barbara, "/");
      await visible(barbara.getByText("You are in Substitution now. Welcome!"));
      assertQuiet(barbara);
    });
  });
}

describe("two people, two browsers", () => {
  let server, world, grace;
  before(async () => {
    server = await startServer();
    world = await withNothing(server);
    await command(server, ["user", "add", "grace@example.com", "--name", "Grace Hopper"], `${ADA.password}\n`);
    grace = new Api(server.origin);
    await grace.call("POST", "/api/auth/signin", { email: "grace@example.com", password: ADA.password });
  });
  after(() => server?.remove());

  test("a message is counted without a reload, and who is removed is out within a second", async () => {
    const ada = await newPage(browser, { origin: server.origin, cookies: world.api.cookies });
    const hers = await newPage(browser, { origin: server.origin, cookies: grace.cookies });
    const connected = hers.waitForEvent("websocket");
    await hers.goto("/projects");
    await connected;
    const count = (page) => page.locator("[data-unread]");
    assert.equal(await count(hers).isVisible(), false);

    await ada.goto("/messages/new");
    await ada.getByLabel("Grace Hopper").check();
    await ada.getByLabel("Subject").fill("Friday");
    await ada.getByLabel("Message", { exact: true }).fill("We meet at ten: https://plan.example.");
    await ada.getByRole("button", { name: "Send", exact: true }).click();
    await visible(see.heading(ada, "Friday"));

    await visible(count(hers).getByText("1", { exact: true }));
    await hers.goto("/messages");
    await hers.getByRole("link", { name: "Friday" }).click();
    await visible(hers.getByRole("link", { name: "https://plan.example", exact: true }));
    // Looking at it reads it, which the count tells.
    await count(hers).waitFor({ state: "hidden" });
    await hers.getByLabel("Answer to").fill("I will be there.");
    await hers.getByRole("button", { name: "Send the answer" }).click();
    await visible(hers.getByText("I will be there."));
    await visible(count(ada).getByText("1", { exact: true }));

    const open = hers.waitForEvent("websocket");
    await hers.goto("/projects");
    const gone = (await open).waitForEvent("close");
    const members = await world.api.call("GET", "/api/team/members");
    const { id } = members.find((member) => member.name === "Grace Hopper");
    const begun = Date.now();
    await world.api.call("DELETE", `/api/team/members/${id}`);
    await gone;
    assert.ok(Date.now() - begun < 1000, "the socket of the open page is closed within a second");
    // Her page is out of the team: she is shown how to get into one.
    await hers.goto("/projects");
    await at(hers, "/teams");
    assertQuiet(ada);
  });
});
