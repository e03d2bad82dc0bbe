// A small frame of the Dashboard: it shows one piece, fits its height, and leads into the desk.

import { dashboard, on, renewToken, send, tell } from "./bridge.js";
import { showTemplate } from "./requests.js";
import { openSession } from "./session.js";

const HANDSHAKE_WITHIN = 5_000;
const LOCALE_WITHIN = 200;
const CONTEXT = ["orderId", "customerId"];
const query = new URLSearchParams(location.search);
const piece = document.querySelector("#desk");
const isPopup = piece.hasAttribute("data-session");
let shownIn = null;
let height = 0;

function show() {
  shownIn = dashboard.locale;
  const part = new URL(piece.dataset.part, location.href);
  for (const name of CONTEXT) if (query.has(name)) part.searchParams.set(name, query.get(name));
  window.htmx.ajax("GET", part.pathname + part.search, { target: "#desk", swap: "innerHTML" });
}

async function begin() {
  if (shownIn !== null || !dashboard.token) return;
  shownIn = dashboard.locale;
  if (isPopup) await openSession(piece.dataset.session);
  show();
}

on("handshake", () => setTimeout(begin, LOCALE_WITHIN));
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
    // A pop-up would stay before the page that it leads to; a Dashboard of 3.21 cannot close it.
    send("redirect", { to, newContext: true }).then(() => isPopup && tell("popupClose"), () => {});
  } else if (event.target.closest("[data-again]")) {
    dashboard.session = "";
    await renewToken();
    if (isPopup) await openSession(piece.dataset.session);
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
