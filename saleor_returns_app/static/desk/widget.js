// A small frame of the Dashboard: it shows one piece, fits its height, and leads into the desk.

import { dashboard, on, renewToken, send, tell } from "./bridge.js";
import { showTemplate } from "./requests.js";

const HANDSHAKE_WITHIN = 5_000;
const LOCALE_WITHIN = 200;
const query = new URLSearchParams(location.search);
const piece = document.querySelector("#desk");
let shownIn = null;
let height = 0;

function show() {
  shownIn = dashboard.locale;
  const asked = new URLSearchParams(query.has("orderId") ? { orderId: query.get("orderId") } : {});
  window.htmx.ajax("GET", `${piece.dataset.part}?${asked}`, { target: "#desk", swap: "innerHTML" });
}

on("handshake", () => setTimeout(() => {
  if (shownIn === null && dashboard.token) show();
}, LOCALE_WITHIN));
on("localeChanged", () => {
  document.documentElement.lang = dashboard.locale.slice(0, 2);
  if (shownIn !== null && shownIn !== dashboard.locale) show();
});
on("theme", () => {
  if (["light", "dark"].includes(dashboard.theme)) {
    document.documentElement.dataset.theme = dashboard.theme;
  }
});

// A Dashboard that knows no resizing does not answer; its frame stays as it is and scrolls.
new ResizeObserver(() => {
  const wanted = Math.ceil(piece.getBoundingClientRect().height);
  if (wanted > 0 && wanted !== height && dashboard.token) {
    height = wanted;
    tell("widgetResize", { height });
  }
}).observe(piece);

// Inside the app's own pages the Dashboard changes its address bar and nothing else: ask for a tab.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-desk]");
  if (link) {
    event.preventDefault();
    const path = link.getAttribute("href");
    const to = `/extensions/app/${encodeURIComponent(query.get("id") || "")}${path}`;
    send("redirect", { to, newContext: true }).catch(() => {});
  } else if (event.target.closest("[data-again]")) {
    await renewToken();
    show();
  }
});

if (!dashboard.isThere) {
  showTemplate("outside");
} else {
  tell("notifyReady");
  setTimeout(() => {
    if (!dashboard.token) showTemplate("outside");
  }, HANDSHAKE_WITHIN);
}
