// What every journey needs: the real binary on a free port with a folder of its own, a browser,
// pages of a given size and theme, and the checks that hold on each of them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const binary = process.env.E2E_BINARY ?? path.resolve(import.meta.dirname, "../target/debug/scalix");
/** Runs a command of the binary on the data folder of a server; `input` is what it reads. */
export async function command(server, args, input = "") {
  const child = spawn(binary, [...args, "--data-dir", path.join(server.folder, "data")], { cwd: server.folder });
  let told = "";
  child.stdout.on("data", (chunk) => (told += chunk));
  child.stderr.on("data", (chunk) => (told += chunk));
  child.stdin.end(input);
  const [code] = await new Promise((resolve) => child.once("close", (...end) => resolve(end)));
  assert.equal(code, 0, `${args.join(" ")}: ${told}`);
}

const browserPath = process.env.E2E_CHROMIUM ?? "/usr/bin/chromium";

/** Starting up includes migrations and, in a debug binary, a slow first page. */
const START_MS = 30_000;
const STOP_MS = 15_000;

export const WIDTHS = [1440, 768, 390];
export const THEMES = ["light", "dark"];

/**
 * Starts the binary and waits until it answers.
 *
 * `folder` is the working directory (the data folder is `data` below it); without one a temporary
 * folder is made. Returns the origin, the set-up link (null when set-up is done), the output so
 * far, `stop()` for the polite end, which keeps the folder, and `remove()`, which does not.
 */
export async function startServer({ folder, env = {} } = {}) {
  const home = folder ?? (await mkdtemp(path.join(tmpdir(), "scalix-e2e-")));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const ours = Object.entries(process.env).filter(([name]) => !/^(SCALIX|ROCKET)_/.test(name));
  const child = spawn(binary, ["serve", "--port", String(port), "--data-dir", path.join(home, "data")], {
    cwd: home,
    env: { ...Object.fromEntries(ours), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const server = { origin, folder: home, setupLink: null, output: "", errors: "" };
  const ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
  child.stdout.on("data", (chunk) => {
    server.output += chunk;
    server.setupLink ??= /^(https?:\/\/\S+\/setup\?token=\S+)$/m.exec(server.output)?.[1] ?? null;
  });
  child.stderr.on("data", (chunk) => (server.errors += chunk));
  let spawnError = null;
  child.once("error", (error) => (spawnError = error));

  const told = () => `\n--- stdout\n${server.output}\n--- stderr\n${server.errors}`;
  server.stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    // Visitors leave first: the server waits some seconds for connections that are still open.
    await Promise.all((visitors.get(origin) ?? []).map((context) => context.close()));
    visitors.delete(origin);
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    const { code, signal } = await ended;
    clearTimeout(late);
    assert.equal(code, 0, `the server ended with ${code ?? signal} after SIGTERM${told()}`);
  };
  server.remove = async () => {
    try {
      await server.stop();
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  };

  const until = Date.now() + START_MS;
  for (;;) {
    if (spawnError) throw spawnError;
    if (child.exitCode !== null) throw new Error(`the server ended at once with ${child.exitCode}${told()}`);
    if (await answers(origin)) return server;
    if (Date.now() > until) {
      child.kill("SIGKILL");
      throw new Error(`the server did not answer within ${START_MS} ms${told()}`);
    }
    await pause(50);
  }
}

/** The path and query of the newest link to `path` in a mail to `address`, from the folder of mails. */
export async function mailedLink(server, address, path) {
  const folder = `${server.folder}/data/mail`;
  for (const until = Date.now() + START_MS; Date.now() < until; await pause(100)) {
    const names = await readdir(folder).catch(() => []);
    const mails = await Promise.all(names.filter((it) => it.endsWith(".eml")).map((it) => readFile(`${folder}/${it}`, "utf8")));
    for (const mail of mails.filter((it) => it.includes(`To: ${address}\r\n`))) {
      const text = mail.replaceAll("=\r\n", "").replaceAll("=3D", "=");
      const link = text.split(/\s/).find((it) => it.startsWith(`${server.origin}${path}?`));
      if (link) return link.slice(server.origin.length);
    }
  }
  throw new Error(`no mail to ${address} with a link to ${path} in ${folder}`);
}

async function answers(origin) {
  try {
    await (await fetch(`${origin}/login`, { redirect: "manual" })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** One headless browser, which never looks for anything outside of this machine. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A page in a browser session of its own. `cookies` signs it in (see `Api.cookies` in
 * world.mjs). Whatever goes wrong in the page is noted for `assertQuiet`.
 */
export async function newPage(browser, { origin, width = 1440, theme = "light", scripts = true, cookies = [] }) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: width < 600 ? 844 : 900 },
    hasTouch: width < 600,
    colorScheme: theme,
    reducedMotion: "reduce",
    javaScriptEnabled: scripts,
    locale: "en-US",
    timezoneId: "UTC",
  });
  context.setDefaultTimeout(10_000);
  visitors.set(origin, [...(visitors.get(origin) ?? []), context]);
  await context.addCookies(cookies);
  const page = await context.newPage();
  const problems = [];
  noted.set(page, problems);
  page.on("console", (message) => {
    if (message.type() === "error") problems.push({ text: message.text(), url: message.location().url });
  });
  page.on("pageerror", (error) => problems.push({ text: String(error), url: page.url() }));
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push({ text: `answered ${response.status()}`, url: response.url() });
  });
  return page;
}

const noted = new WeakMap();

/** The browser sessions at each origin. */
const visitors = new Map();

/**
 * Nothing went wrong in the page since the last call: no error on the console, no exception, no
 * answer of the 500s. `expected` lists statuses that the journey provoked on purpose (the browser
 * puts every answer from 400 up on the console).
 */
export function assertQuiet(page, { expected = [] } = {}) {
  const problems = noted.get(page).splice(0);
  const loud = problems.filter(
    ({ text }) => !expected.some((status) => text.startsWith("Failed to load resource") && text.includes(`status of ${status} `)),
  );
  const lines = loud.map(({ text, url }) => `${url}: ${text}`);
  assert.deepEqual(lines, [], `the browser's console at ${page.url()}`);
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No violation of any rule that axe knows, in the page as it is now. Needs a page with scripts. */
export async function assertAccessible(page, label = page.url()) {
  // Sent as an expression, not as a script element: the page's policy refuses foreign scripts.
  // A page that only changed its size has it already.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(`${await axeSource};0`);
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      at: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(" ")}\n${failureSummary}`),
    }));
  });
  const told = violations.map(({ rule, at }) => `${rule}\n${at.join("\n")}`).join("\n\n");
  assert.equal(violations.length, 0, `accessibility of ${label}\n${told}`);
}

/** The page itself never scrolls sideways; frames inside it may. */
export async function assertFits(page, label = page.url()) {
  const { wide, room, culprits } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const wide = document.documentElement.scrollWidth;
    const beyond = [...document.body.querySelectorAll("*")].filter((it) => it.getBoundingClientRect().right > room + 1);
    const name = (it) => `${it.tagName.toLowerCase()}.${[...it.classList].join(".")}`;
    return { wide, room, culprits: wide > room ? beyond.slice(0, 5).map(name) : [] };
  });
  assert.ok(wide <= room, `${label} is ${wide} px wide in ${room} px: ${culprits.join(", ")}`);
}

/** Presses Tab until the element has the focus, as a person without a mouse does. */
export async function tabTo(page, locator, { most = 60 } = {}) {
  for (let pressed = 0; pressed <= most; pressed += 1) {
    const there = await locator.evaluateAll((found) => found.includes(document.activeElement));
    if (there) {
      const visible = await page.evaluate(() => document.activeElement.matches(":focus-visible"));
      assert.ok(visible, `the focus on ${locator} cannot be seen`);
      return;
    }
    await page.keyboard.press("Tab");
  }
  assert.fail(`${locator} cannot be reached with the Tab key`);
}

/** A picture of the whole page in `folder`. Needs a page with scripts. */
export async function shoot(page, folder, name) {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: "disabled" });
}
