// What holds on every page: no accessibility violation in either theme, narrow and wide, nothing
// wrong on the console, and no sideways scroll from the narrowest screen to the widest.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { THEMES, assertAccessible, assertFits, assertQuiet, launchBrowser, mailedLink, newPage, startServer } from "./harness.mjs";
import { pagesOf, pagesOfAnybody, pagesOfNewcomers } from "./pages.mjs";
import { ADA, withLittle, withMuch, withNothing } from "./world.mjs";

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** Every check on every page, which is loaded once for each theme and then changes its size. */
function walk(title, world) {
  for (const theme of THEMES) test(`${title}, ${theme}`, () => visitAll(world(), theme));
}

const HEIGHT = 900;
const NARROWEST = 320;
const WIDEST = 2560;

async function check(page, { name, path, status = 200 }) {
  const label = (width) => `${name} (${path}) at ${width} px`;
  const answer = await page.goto(path);
  assert.equal(answer.status(), status, path);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, `${name} has one main heading`);
  for (const width of [NARROWEST, 390, 768, 1440, WIDEST]) {
    await page.setViewportSize({ width, height: HEIGHT });
    await assertFits(page, label(width));
    if (width === 390 || width === 1440) await assertAccessible(page, label(width));
  }
  assertQuiet(page, { expected: [status] });
}

async function visitAll({ origin, pages, cookies }, theme) {
  const page = await newPage(browser, { origin, cookies, theme });
  const wrong = [];
  for (const one of pages) {
    try {
      await check(page, one);
    } catch (error) {
      // One bad page must not hide the next.
      wrong.push(error.message);
    }
  }
  await page.context().close();
  assert.equal(wrong.length, 0, wrong.join("\n\n"));
}

/** The page that asks for the code is there for who gave the password. */
async function secondStep(origin) {
  for (const theme of THEMES) {
    const page = await newPage(browser, { origin, cookies: [], theme });
    await page.goto("/login");
    await page.getByLabel("E-mail").fill(ADA.email);
    await page.getByLabel("Password", { exact: true }).fill(ADA.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname === "/login/code");
    await check(page, { name: "login-code", path: "/login/code" });
    await page.context().close();
  }
}

describe("before anybody has an account", () => {
  let server;
  before(async () => (server = await startServer()));
  after(() => server?.remove());
  walk("set-up", () => ({ origin: server.origin, pages: pagesOfAnybody(server), cookies: [] }));
});

describe("where anybody may make an account", () => {
  let server, link;
  before(async () => {
    server = await startServer({ env: { SCALIX_SIGNUP: "open" } });
    await withNothing(server);
    link = await mailedLink(server, ADA.email, "/verify-email");
  });
  after(() => server?.remove());
  walk("sign-up", () => ({ origin: server.origin, pages: pagesOfNewcomers({ link }), cookies: [] }));
});

for (const [name, furnish] of [["nothing", withNothing], ["little", withLittle], ["much", withMuch]]) {
  describe(`with ${name} to show`, () => {
    let server, world;
    before(async () => {
      server = await startServer();
      world = await furnish(server);
    });
    after(() => server?.remove());
    walk(`with ${name}`, () => ({ origin: server.origin, pages: pagesOf(world), cookies: world.api.cookies }));
    if (name === "much") {
      test("the second step of the sign-in", () => secondStep(server.origin));
      walk("invited", () => ({ origin: server.origin, pages: pagesOfAnybody({ setupLink: null, invitation: world.invitation }), cookies: [] }));
    }
    if (name === "nothing") {
      walk("signed out", () => ({ origin: server.origin, pages: pagesOfAnybody({ setupLink: null }), cookies: [] }));
    }
  });
}
