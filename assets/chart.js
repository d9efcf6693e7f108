// A chart is one tab stop: the arrow keys, Home and End go from bar to bar, and the tooltip
// follows the focus. Touch shows the tooltip of the bar that is pressed; a second press follows it.

const bars = (chart) => [...chart.querySelectorAll(".bar")];

function move(chart, to) {
  for (const bar of bars(chart)) bar.setAttribute("tabindex", bar === to ? "0" : "-1");
  to.focus();
}

document.addEventListener("keydown", (event) => {
  const bar = event.target instanceof Element && event.target.closest("[data-chart] .bar");
  if (!bar || event.ctrlKey || event.metaKey || event.altKey) return;
  const chart = bar.closest("[data-chart]");
  const all = bars(chart);
  const at = all.indexOf(bar);
  const next = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (event.key === "Escape") bar.blur();
  if (next === undefined) return;
  event.preventDefault();
  if (all[next]) move(chart, all[next]);
});

document.addEventListener("pointerdown", (event) => {
  const pressed = event.target instanceof Element && event.target.closest("[data-chart] .bar");
  for (const bar of document.querySelectorAll("[data-chart] .bar.is-on")) {
    if (bar !== pressed) bar.classList.remove("is-on");
  }
});

document.addEventListener("click", (event) => {
  const bar = event.target instanceof Element && event.target.closest("[data-chart] .bar");
  if (!bar || event.pointerType !== "touch" || bar.classList.contains("is-on")) return;
  event.preventDefault();
  bar.classList.add("is-on");
});
