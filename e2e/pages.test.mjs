// What holds on every page: no accessibility violation in either theme, narrow and wide, nothing
// wrong on the console, and no sideways scroll on the narrowest screen.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { THEMES, assertAccessible, assertFits, assertQuiet, launchBrowser, newPage, startServer } from "./harness.mjs";
import { pagesOf, pagesOfAnybody } from "./pages.mjs";
import { withLittle, withMuch, withNothing } from "./world.mjs";

let browser;
before(async () => (browser = await launchBrowser()));
after(() => browser?.close());

/** Opens every page once for each size and theme. */
function walk(title, world) {
  for (const theme of THEMES) {
    for (const width of [390, 1440]) {
      test(`${title}: accessible at ${width} px, ${theme}`, () =>
        visitAll(world(), { theme, width }, assertAccessible));
    }
  }
  test(`${title}: no sideways scroll at 320 px`, () => visitAll(world(), { width: 320 }, assertFits));
  test(`${title}: no sideways scroll at 2560 px`, () => visitAll(world(), { width: 2560 }, assertFits));
}

async function visitAll({ origin, pages, cookies }, options, check) {
  const page = await newPage(browser, { origin, cookies, ...options });
  const wrong = [];
  for (const { name, path, status = 200 } of pages) {
    try {
      const answer = await page.goto(path);
      assert.equal(answer.status(), status, path);
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, `${name} has one main heading`);
      await check(page, `${name} (${path})`);
      assertQuiet(page, { expected: [status] });
    } catch (error) {
      // One bad page must not hide the next.
      wrong.push(error.message);
    }
  }
  await page.context().close();
  assert.equal(wrong.length, 0, wrong.join("\n\n"));
}

describe("before anybody has an account", () => {
  let server;
  before(async () => (server = await startServer()));
  after(() => server?.remove());
  walk("set-up", () => ({ origin: server.origin, pages: pagesOfAnybody(server), cookies: [] }));
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
    if (name === "nothing") {
      walk("signed out", () => ({ origin: server.origin, pages: pagesOfAnybody({ setupLink: null }), cookies: [] }));
    }
  });
}
