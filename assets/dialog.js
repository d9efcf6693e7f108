// Opens the page behind a[data-dialog] as a dialog: the part of it marked data-sheet is lifted
// into a <dialog>, and its form is sent from there. A redirect shows the page it leads to in
// place; an answer with wrong fields (422) shows the form again. When the page cannot be had, the
// link is simply followed.

export const parse = (text) => new DOMParser().parseFromString(text, "text/html");

const tell = (kind, detail) => document.dispatchEvent(new CustomEvent(kind, { detail }));

const isHtml = (answer) => (answer.headers.get("Content-Type") ?? "").startsWith("text/html");

/** The address without its fragment. */
const place = () => location.pathname + location.search;

let shown = place();

/** Shows another page in place of this one, with its own address. */
export function show(page, address) {
  if (address !== location.href) history.pushState({ shown: true }, "", address);
  shown = place();
  document.title = page.title;
  const root = page.documentElement;
  document.documentElement.lang = root.lang;
  document.documentElement.dataset.theme = root.dataset.theme ?? "";
  document.body.replaceWith(document.adoptNode(page.body));
  tell("scalix:shown", document);
  if (!document.activeElement || document.activeElement === document.body) {
    const start = document.querySelector("main h1") ?? document.querySelector("main");
    start?.focus({ preventScroll: true });
  }
}

// Going back to a page that was replaced in place: have it anew. A link to a fragment, such as
// "Skip to content", comes here too and leaves the page as it is.
window.addEventListener("popstate", () => {
  if (place() !== shown) location.reload();
});

function part(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Fills the dialog with the sheet of a page; false if the page has none. */
function fill(dialog, page) {
  const sheet = page.querySelector("main [data-sheet]");
  if (!sheet) return false;
  const title = sheet.querySelector("h1");
  const heading = document.createElement("h2");
  heading.id = "dialog-title";
  heading.tabIndex = -1;
  heading.append(...title.childNodes);
  title.replaceWith(heading);
  heading.parentElement.append(part("dialog-parts"));
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.replaceChildren(...sheet.childNodes);
  return true;
}

/** The first thing to fill in; else the heading, so that the question is read first. */
function focusFirst(dialog) {
  const field = "input:not([type=hidden], [type=checkbox], [readonly]), textarea, select";
  const wrong = dialog.querySelector("[aria-invalid=true]");
  (wrong ?? dialog.querySelector(field) ?? dialog.querySelector("h2")).focus();
}

async function open(link) {
  const answer = await fetch(link.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok || answer.redirected || !isHtml(answer)) return false;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.dataset.from = answer.url;
  if (!fill(dialog, parse(await answer.text()))) return false;
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (link.isConnected) (link.closest("details.pop")?.querySelector("summary") ?? link).focus();
  });
  dialog.showModal();
  tell("scalix:shown", dialog);
  focusFirst(dialog);
  return true;
}

document.addEventListener("click", async (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-dialog]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || event.defaultPrevented) return;
  event.preventDefault();
  if (link.ariaBusy === "true") return;
  link.ariaBusy = "true";
  const menu = link.closest("details.pop");
  if (menu) menu.open = false;
  try {
    if (!(await open(link))) location.assign(link.href);
  } catch {
    location.assign(link.href);
  } finally {
    link.ariaBusy = null;
  }
});

document.addEventListener("click", (event) => {
  const control = event.target instanceof Element && event.target.closest("dialog [data-close]");
  if (!control) return;
  event.preventDefault();
  control.closest("dialog").close();
});

// A press on the ground beside the dialog closes it while nothing was typed.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement)) return;
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  const typed = [...dialog.querySelectorAll("input, textarea")].some((field) => field.value !== field.defaultValue);
  if (!inside && !typed) dialog.close();
});

async function send(dialog, form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { Accept: "text/html" },
    credentials: "same-origin",
  });
  if (!isHtml(answer)) throw new Error("not a page");
  const page = parse(await answer.text());
  if (answer.status === 422 && fill(dialog, page)) {
    tell("scalix:shown", dialog);
    focusFirst(dialog);
    return;
  }
  dialog.close();
  // A page that is not a redirect answers the form itself: it has no address to come back to.
  show(page, answer.redirected ? answer.url : location.href);
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const dialog = form.closest("dialog");
  if (!dialog || event.defaultPrevented || form.method !== "post") return;
  event.preventDefault();
  try {
    await send(dialog, form, event.submitter);
  } catch {
    // Sending it again could do the thing twice: say so instead.
    tell("scalix:idle", dialog);
    dialog.querySelector(".banner--bad")?.remove();
    dialog.querySelector(".dialog-body").prepend(part("dialog-failed"));
  }
});
