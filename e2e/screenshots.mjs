// Every page at three widths in both themes, with nothing, little and much to show.

import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { THEMES, WIDTHS, launchBrowser, newPage, shoot, startServer } from "./harness.mjs";
import { pagesOf, pagesOfAnybody } from "./pages.mjs";
import { withLittle, withMuch, withNothing } from "./world.mjs";

const folder = path.resolve(process.argv[2] ?? "screenshots");
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });

let count = 0;
const browser = await launchBrowser();

async function walk(prefix, origin, pages, cookies) {
  for (const width of WIDTHS) {
    for (const theme of THEMES) {
      const page = await newPage(browser, { origin, width, theme, cookies });
      for (const { name, path } of pages) {
        await page.goto(path);
        await shoot(page, folder, `${prefix}${name}-${width}-${theme}`);
        count += 1;
      }
      await page.context().close();
    }
  }
}

try {
  for (const [name, furnish] of [["nothing", withNothing], ["little", withLittle], ["much", withMuch]]) {
    const server = await startServer();
    try {
      if (name === "nothing") await walk("", server.origin, pagesOfAnybody(server), []);
      const world = await furnish(server);
      if (name === "nothing") await walk("", server.origin, pagesOfAnybody({ setupLink: null }), []);
      await walk(`${name}-`, server.origin, pagesOf(world), world.api.cookies);
    } finally {
      await server.remove();
    }
  }
} finally {
  await browser.close();
}
console.log(`${count} pictures in ${folder}`);
