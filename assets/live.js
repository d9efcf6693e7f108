// The socket of a page: what the server tells is shown without a reload. Without it, and where
// sockets are blocked, pages are as they were when they were loaded.

const FIRST_MS = 1000;
const LONGEST_MS = 300000;

let socket = null;
let wait = FIRST_MS;
let timer = 0;

/** How many messages are unread, beside their place in the side bar. */
function unread(count) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.hidden = count === 0;
    badge.lastElementChild.textContent = count > 99 ? "99+" : String(count);
  }
}

const acts = {
  hello: () => (wait = FIRST_MS),
  inbox: (frame) => unread(frame.unread),
};

function open() {
  clearTimeout(timer);
  if (socket || document.hidden) return;
  socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/usage/live`);
  socket.addEventListener("message", (event) => {
    const frame = JSON.parse(event.data);
    acts[frame.type]?.(frame);
  });
  socket.addEventListener("close", () => {
    socket = null;
    // Each page waits another time, so that they do not all come at once after a restart.
    timer = setTimeout(open, wait * (0.5 + Math.random()));
    wait = Math.min(wait * 2, LONGEST_MS);
  });
}

// A page that nobody looks at does not try; one that is kept for going back lets go of its socket.
document.addEventListener("visibilitychange", open);
window.addEventListener("pagehide", () => socket?.close());
window.addEventListener("pageshow", open);
open();

// A conversation that is looked at is read.
const read = document.querySelector("form[data-read]");
if (read) fetch(read.dataset.read, { method: "POST" }).then((answer) => (read.hidden = answer.ok));
