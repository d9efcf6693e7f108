// Small help for every page: each part below makes a control nicer that works without it.
// Everything is delegated from the document, so markup that arrives later needs no wiring; parts
// that must look at new markup once listen for "scalix:shown" (detail: the element).

const on = (kind, query, act) =>
  document.addEventListener(kind, (event) => {
    const found = event.target instanceof Element && event.target.closest(query);
    if (found) act(found, event);
  });

const whenShown = (act) => {
  act(document);
  document.addEventListener("scalix:shown", (event) => act(event.detail));
};

/** Tells a screen reader, from inside an open dialog if there is one. */
function say(words, near) {
  const home = near.closest("dialog") ?? document.body;
  let region = home.querySelector(":scope > .vh[role=status]");
  if (!region) {
    region = document.createElement("p");
    region.className = "vh";
    region.setAttribute("role", "status");
    home.append(region);
  }
  region.textContent = "";
  setTimeout(() => (region.textContent = words), 50);
}

// ---- the pressed button is busy, and a form is sent once ----

function busy(button) {
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  if (button.dataset.busy) {
    button.dataset.idle = button.innerHTML;
    button.textContent = button.dataset.busy;
  }
  // After the event, or the button's own name and value would not be sent.
  setTimeout(() => {
    if (button.ariaBusy === "true") button.disabled = true;
  });
}

function idle(button) {
  button.ariaBusy = null;
  button.disabled = false;
  if (button.dataset.idle !== undefined) {
    button.innerHTML = button.dataset.idle;
    delete button.dataset.idle;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  // The answer is a file, and the page stays.
  if ("download" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  busy(event.submitter ?? form.querySelector("button[type=submit]"));
});

/** Makes the forms in an element ready again, after an answer or when a page comes back. */
function restore(root) {
  for (const form of root.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  root.querySelectorAll("button[aria-busy=true]").forEach(idle);
  expectAll(root);
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) restore(document);
});
document.addEventListener("scalix:idle", (event) => restore(event.detail));

// ---- toasts ----

const TOAST_MS = 8000;

function hideLater(toast) {
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), TOAST_MS));
  const hold = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", start);
  start();
}

whenShown((root) => {
  for (const toast of root.querySelectorAll(".toasts > .toast")) {
    // A live region tells what changes in it, not what it began with.
    const region = toast.parentElement;
    toast.remove();
    setTimeout(() => region.append(toast), 100);
    // What went wrong stays until it was read.
    if (toast.classList.contains("toast--ok")) hideLater(toast);
  }
});

on("click", "[data-dismiss]", (button) => button.closest(".toast")?.remove());

// ---- copy ----

async function copy(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https there is no clipboard: select the text and let the browser copy it.
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
}

on("click", "[data-copy]", async (button) => {
  const source = document.querySelector(button.dataset.copy);
  if (!source || !(await copy(source.value ?? source.textContent, source))) return;
  const label = button.querySelector("span");
  button.dataset.label ??= label.textContent;
  label.textContent = button.dataset.copied;
  say(button.dataset.copied, button);
  clearTimeout(Number(button.dataset.timer));
  button.dataset.timer = setTimeout(() => (label.textContent = button.dataset.label), 2000);
});

// ---- what is shown once can be printed ----

on("click", "[data-print]", () => print());

// ---- passwords can be looked at ----

on("click", "[data-show]", (button) => {
  const input = document.getElementById(button.dataset.show);
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.ariaPressed = String(!shown);
  [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
});

// A password manager should see a password field when the form is sent.
document.addEventListener("submit", (event) => {
  for (const button of event.target.querySelectorAll("[data-show][aria-pressed=true]")) button.click();
});

// ---- filters apply at once; with the keyboard on Enter or when they are left ----

// An arrow key changes a select with every step, so a change that keys made has to wait.
let byKey = false;
for (const kind of ["keydown", "pointerdown"])
  document.addEventListener(kind, () => (byKey = kind === "keydown"), true);

const FOCUS = "scalix-focus";

function apply(control, focus) {
  delete control.dataset.changed;
  sessionStorage.setItem(FOCUS, `${location.pathname}#${focus.id || control.id}`);
  control.form?.requestSubmit();
}

on("change", "[data-autosubmit]", (control) => {
  if (byKey) control.dataset.changed = "yes";
  else apply(control, control);
});
on("keydown", "[data-autosubmit][data-changed]", (control, event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  apply(control, control);
});
on("focusout", "[data-autosubmit][data-changed]", (control, event) => {
  // Not when the whole window is left.
  if (document.hasFocus()) apply(control, event.relatedTarget ?? control);
});

// The page that comes has the focus where the person was.
const [path, id] = sessionStorage.getItem(FOCUS)?.split("#") ?? [];
sessionStorage.removeItem(FOCUS);
if (id && path === location.pathname) document.getElementById(id)?.focus();

// ---- the box in the head of a table ticks those of its rows ----

const boxes = (table) => [...table.querySelectorAll("tbody .check-box")];

on("change", "[data-check-all]", (all) => {
  for (const box of boxes(all.closest("table"))) box.checked = all.checked;
});

on("change", "tbody .check-box", (box) => {
  const table = box.closest("table");
  const all = table.querySelector("[data-check-all]");
  const ticked = boxes(table).filter((other) => other.checked).length;
  all.checked = ticked === boxes(table).length;
  all.indeterminate = ticked > 0 && !all.checked;
});

// ---- a dangerous button waits for the name of the thing ----

const squeeze = (text) => text.trim().replace(/\s+/g, " ");

function expect(input) {
  const button = input.form?.querySelector("button[type=submit]");
  if (button) button.disabled = squeeze(input.value) !== squeeze(input.dataset.expect);
}

function expectAll(root) {
  root.querySelectorAll("input[data-expect]").forEach(expect);
}

whenShown(expectAll);
on("input", "input[data-expect]", expect);

// ---- the first wrong field has the focus ----

whenShown((root) => root.querySelector("[aria-invalid=true]")?.focus());

// ---- tabs that do not fit scroll in their own frame: the present one is in it ----

whenShown((root) => {
  for (const tab of root.querySelectorAll(".tabs [aria-current]")) {
    const frame = tab.closest(".tabs");
    frame.scrollLeft += tab.getBoundingClientRect().right - frame.getBoundingClientRect().right + 24;
  }
});

// ---- menus close when something else is meant ----

const menus = () => document.querySelectorAll("details.pop[open], details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    const inside = menu.contains(event.target) || (menu.matches(".menu") && event.target.closest(".side"));
    if (!inside) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// ---- "4 minutes ago" stays true ----

const UNITS = [
  ["year", 31536000],
  ["month", 2592000],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

const FORMATS = {};

function age(time, now) {
  const lang = document.documentElement.lang;
  const seconds = (Date.parse(time.dateTime) - now) / 1000;
  const words = (count, unit, numeric = "always") =>
    (FORMATS[lang + numeric] ??= new Intl.RelativeTimeFormat(lang, { numeric })).format(count, unit);
  if (seconds <= 0) {
    const past = Math.trunc(seconds);
    if (past === 0) return words(0, "second", "auto");
    const [unit, length] = UNITS.find((entry) => -past >= entry[1]);
    return words(Math.trunc(past / length), unit);
  }
  // As on the server: what has begun counts, and what is to come is told in days for a year.
  const begun = (length) => Math.ceil(seconds / length);
  if (begun(1) < 60) return words(begun(1), "second");
  if (begun(60) < 60) return words(begun(60), "minute");
  if (begun(3600) < 24) return words(begun(3600), "hour");
  const days = begun(86400);
  return days <= 365 ? words(days, "day") : words(Math.trunc(days / 365), "year");
}

setInterval(() => {
  if (document.hidden) return;
  const now = Date.now();
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const words = age(time, now);
    if (time.textContent !== words) time.textContent = words;
  }
}, 15000);
