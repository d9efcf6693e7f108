// Fills a server through its own JSON API, so that pages have something to show.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { command, pause } from "./harness.mjs";

export const ADA = {
  name: "Ada Byron",
  email: "ada@example.com",
  password: "copper lantern orbit 47",
  teamName: "Analytical Engines",
};

/** A signed-in client of the JSON API. */
export class Api {
  constructor(origin) {
    this.origin = origin;
    this.cookie = null;
  }

  /** The session for `newPage({cookies})`. */
  get cookies() {
    if (!this.cookie) return [];
    const at = this.cookie.indexOf("=");
    return [{ name: this.cookie.slice(0, at), value: this.cookie.slice(at + 1), url: this.origin }];
  }

  /** The raw answer. */
  async send(method, path, body, { bearer } = {}) {
    const headers = { Origin: this.origin };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (bearer) headers.Authorization = `Bearer ${bearer}`;
    else if (this.cookie) headers.Cookie = this.cookie;
    const answer = await fetch(this.origin + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const set = answer.headers.getSetCookie().find((it) => /^(__Host-)?session=/.test(it));
    if (set) this.cookie = set.split(";")[0];
    return answer;
  }

  /** The `data` of an answer that must be a success. Waits when the server asks for patience. */
  async call(method, path, body, options) {
    for (let tries = 0; ; tries += 1) {
      const answer = await this.send(method, path, body, options);
      const text = await answer.text();
      if (answer.status === 429 && tries < 5) {
        await pause(1000 * Number(answer.headers.get("retry-after") ?? 1));
        continue;
      }
      assert.ok(answer.ok, `${method} ${path} answered ${answer.status}: ${text}`);
      return JSON.parse(text).data;
    }
  }
}

/** Takes the first run's link and makes the first account. */
export async function setUp(server) {
  assert.ok(server.setupLink, `the server printed no set-up link:\n${server.output}`);
  const api = new Api(server.origin);
  const setupToken = new URL(server.setupLink).searchParams.get("token");
  await api.call("POST", "/api/setup", { setupToken, ...ADA });
  return api;
}

/** The id of the person who is signed in. */
const idOf = async (api) => (await api.call("GET", "/api/auth/me")).user.id;

/** A model as some hosts call theirs: long, and with no place where a line may break. */
const LONG_MODEL = "accounts/fireworks/models/llama_v3p1_405b_instruct_long_context_of_the_translation_team";

/** Nothing but the account. */
export async function withNothing(server) {
  const api = await setUp(server);
  return { api, me: await idOf(api), project: null, key: null };
}

const INVITED = [
  ["k.achterberg@havenlogistiek.example", "Developer", ""],
  ["finance-shared@meridianfreight.example", "Viewer", "For the reports of the month."],
  ["alexandria.papadopoulou-winterbourne-of-the-customs-department@meridianfreight.example", "Analyst", ""],
];

/** Invitations to long and short addresses, one of them revoked; gives a pending one. */
async function withInvitations(api) {
  const { id } = await api.call("POST", "/api/team/invite", { email: "gone@example.com", role: "Viewer" });
  await api.call("DELETE", `/api/team/invitations/${id}`);
  let invitation;
  for (const [email, role, message] of INVITED) {
    invitation = await api.call("POST", "/api/team/invite", { email, role, message });
  }
  return invitation;
}

/** One project, one key, a handful of events. */
export async function withLittle(server) {
  const api = await setUp(server);
  const project = await api.call("POST", "/api/projects", {
    name: "Support assistant",
    description: "Answers the first question of every ticket.",
    model: "gpt-4o-mini",
  });
  const key = await api.call("POST", "/api/api-keys", { name: "production", projectId: project.id });
  await post(api, key.secret, [
    { id: "little-1", model: "gpt-4o-mini", inputTokens: 1200, outputTokens: 340, latencyMs: 820 },
    { id: "little-2", model: "gpt-4o", inputTokens: 9100, outputTokens: 1250, cachedInputTokens: 4000, latencyMs: 2310 },
    { id: "little-3", model: "a-model-nobody-priced", inputTokens: 50, outputTokens: 5, latencyMs: 190 },
    { id: "little-4", model: "gpt-4o-mini", inputTokens: 700, outputTokens: 0, latencyMs: 30_000, status: "error", errorCode: "overloaded" },
    { id: "little-5", model: LONG_MODEL, inputTokens: 900, outputTokens: 90, latencyMs: 610, cost: "0.0031" },
  ]);
  // A second factor that was begun and waits for its first code.
  await api.call("POST", "/api/user/2fa", { password: ADA.password });
  return { api, me: await idOf(api), project, key };
}

/** The code of a secret in base 32 (RFC 6238), so many steps from now. */
export function codeOf(secret, steps = 0) {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((char) => digits.indexOf(char).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = mac.at(-1) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  "an-unusually-long-name-of-a-program-that-never-ends/1.0",
];

/** Sessions elsewhere, personal tokens with long and short names, and a second factor. */
async function withSecurity(api) {
  const { email, password } = ADA;
  for (const agent of AGENTS) {
    const headers = { Origin: api.origin, "Content-Type": "application/json", "User-Agent": agent };
    await fetch(`${api.origin}/api/auth/signin`, { method: "POST", headers, body: JSON.stringify({ email, password }) });
  }
  let token;
  for (const [name, scopes, days] of [
    ["CI", ["keys:read"], 2],
    ["The nightly export of the finance department, which somebody named in full", ["projects:read", "usage:read", "billing:read"], 90],
    ["Backup", ["team:read"], null],
  ]) {
    const expiresAt = days && new Date(Date.now() + days * 86_400_000).toISOString();
    token = await api.call("POST", "/api/user/tokens", { name, scopes, expiresAt });
  }
  const { secret } = await api.call("POST", "/api/user/2fa", { password });
  await api.call("POST", "/api/user/2fa/confirm", { code: codeOf(secret) });
  return { token, factor: { secret } };
}

const PEOPLE = [
  ["Grace Hopper", "grace@example.com", "admin"],
  ["Bo", "bo@example.com", "viewer"],
  ["Maximiliane von Hohenstein-Brandt und zu Wallenburg", "maximiliane.vonhohenstein-brandt@meridianfreight.example", "developer"],
  ["Oluwaseun Adeyemi-Richardson", "seun@example.com", "analyst"],
];

/** More people in the team, one of them inactive; gives the id of one with a long name. */
async function withPeople(server, api) {
  for (const [name, email, role] of PEOPLE) {
    await command(server, ["user", "add", email, "--name", name, "--role", role], `${ADA.password}\n`);
  }
  const members = await api.call("GET", "/api/team/members");
  const idOfName = (name) => members.find((member) => member.name === name).id;
  await api.call("PUT", `/api/team/members/${idOfName("Bo")}`, { status: "inactive" });
  return idOfName(PEOPLE[2][0]);
}

/** Messages with and without subjects, a conversation, and many in the inbox; gives the id of one. */
async function withMessages(api) {
  const grace = new Api(api.origin);
  await grace.call("POST", "/api/auth/signin", { email: PEOPLE[0][1], password: ADA.password });
  const me = await idOf(api);
  const long = "https://meridianfreight.example/reports/2026/customs-documents-of-the-third-quarter?page=1&sort=latest ";
  for (let index = 0; index < 60; index += 1) {
    const subject = index % 3 ? `Report ${index}, with a subject that goes on for longer than anybody would want` : "";
    await grace.call("POST", "/api/team/message", { to: [me], subject, body: `Line one of ${index}.\n\n${long.repeat(1 + (index % 3))}` });
  }
  const all = await api.call("POST", "/api/team/message", { to: "all", subject: "Friday", body: "We meet at ten.\nBring the numbers." });
  const answer = await grace.call("POST", `/api/messages/${all.id}/reply`, { body: "x".repeat(400) });
  await api.call("POST", `/api/messages/${answer.id}/reply`, { body: "Thank you!" });
  return answer.id;
}

/** Many projects with long and short names, many keys, a month of events. */
export async function withMuch(server) {
  const api = await setUp(server);
  const nouns = ["Customs document extraction", "Claims triage", "Ops", "Nightly translation of product texts", "Search"];
  const places = ["Lisbon", "Rotterdam", "Königsberg", "São Paulo", "東京", "Warehouse 7"];
  const projects = [];
  for (let index = 0; index < 36; index += 1) {
    const name = `${nouns[index % nouns.length]} ${places[index % places.length]} ${index + 1}`;
    projects.push(await api.call("POST", "/api/projects", { name, description: index % 3 ? "" : `${name}. `.repeat(6).trim() }));
  }
  projects.push(
    await api.call("POST", "/api/projects", { name: "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"}),
  );
  const busy = projects.slice(0, 6);
  const keys = [];
  for (const [rank, project] of busy.entries()) {
    const made = [];
    for (const name of ["production", "staging", "a key with a rather long name that somebody typed in a hurry"]) {
      made.push(await api.call("POST", "/api/api-keys", { name, projectId: project.id }));
    }
    await post(api, made[0].secret, month(`much-${rank}`, 900 / (rank + 1), { failing: rank === 1 }));
    keys.push(...made);
  }
  const long = { model: LONG_MODEL, inputTokens: 90_000, outputTokens: 900, latencyMs: 610, cost: "0.31" };
  await post(api, keys[0].secret, Array.from({ length: 40 }, (_, index) => ({ id: `long-${index}`, ...long })));
  for (const project of projects.slice(6, 16)) await api.call("POST", `/api/projects/${project.id}/stop`);
  for (const project of projects.slice(16, 18)) {
    await api.call("DELETE", `/api/projects/${project.id}`, { confirm: project.name });
  }
  const member = await withPeople(server, api);
  const invitation = await withInvitations(api);
  const message = await withMessages(api);
  return { api, me: await idOf(api), member, project: busy[0], key: keys.at(-1), invitation, message, ...(await withSecurity(api)) };
}

/**
 * `count` events spread over the last 33 days, the same in every run but for the clock. Of a
 * `failing` project the newest one failed, which is all that the last hour holds.
 */
function month(prefix, count, { failing }) {
  const models = ["claude-sonnet-4-5", "gpt-4o", "gpt-4o-mini", "gemini-2.5-pro", "mistral-large-latest", "deepseek-chat"];
  const now = Date.now();
  const day = 86_400_000;
  return Array.from({ length: Math.floor(count) }, (_, index) => {
    const wave = (index * 2_654_435_761) % 1000;
    const failed = index % 41 === (failing ? 0 : 7);
    return {
      id: `${prefix}-${index}`,
      time: new Date(now - (index / count) * 33 * day).toISOString(),
      model: models[(index * 7 + (wave % 3)) % models.length],
      inputTokens: 400 + wave * 37,
      outputTokens: failed ? 0 : 80 + wave * 3,
      latencyMs: 300 + wave * 4,
      ...(failed ? { status: "error", errorCode: "overloaded", errorMessage: "The model is overloaded." } : {}),
    };
  });
}

async function post(api, bearer, events) {
  for (let from = 0; from < events.length; from += 1000) {
    await api.call("POST", "/api/usage/events", events.slice(from, from + 1000), { bearer });
  }
}
