// The photo of the profile: shows what was chosen, and how much of it is sent. Without scripts the
// form is sent as it is.

import { parse, show } from "./dialog.js";

const MOST = 2 * 1024 * 1024;

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-photo]");
  const [file] = event.target.files ?? [];
  if (!form) return;
  const preview = form.querySelector("[data-preview]");
  preview.hidden = true;
  form.querySelector(".avatar:not([data-preview])").hidden = false;
  // What is too large or no picture is told by the server.
  if (!file || file.size > MOST || !file.type.startsWith("image/")) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => (preview.src = reader.result));
  preview.addEventListener(
    "load",
    () => {
      preview.hidden = false;
      form.querySelector(".avatar:not([data-preview])").hidden = true;
    },
    { once: true },
  );
  reader.readAsDataURL(file);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-photo]") || event.defaultPrevented) return;
  event.preventDefault();
  const progress = form.querySelector("progress");
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    progress.hidden = false;
    progress.value = (100 * loaded) / total;
  });
  request.addEventListener("load", () => {
    const done = request.status < 300;
    show(parse(request.responseText), done ? request.responseURL : location.href);
  });
  request.addEventListener("error", () => {
    progress.hidden = true;
    document.dispatchEvent(new CustomEvent("scalix:idle", { detail: form }));
    const words = document.getElementById("dialog-failed").content.firstElementChild.cloneNode(true);
    form.querySelector(".banner--bad")?.remove();
    form.prepend(words);
  });
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
});
