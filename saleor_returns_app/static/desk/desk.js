// The desk begins when the Dashboard shakes hands, and speaks its language and theme from then on.

import { dashboard, on, renewToken, tell } from "./bridge.js";
import "./copying.js";
import "./dialogs.js";
import "./downloads.js";
import "./inspecting.js";
import "./keys.js";
import { forgetAnswer, visit } from "./navigation.js";
import "./permissions.js";
import "./policies/editor.js";
import { showTemplate } from "./requests.js";
import { writeTimes } from "./times.js";

const HANDSHAKE_WITHIN = 5_000;
const LOCALE_WITHIN = 200;
let shownIn = null;

function begin() {
  if (shownIn !== null || !dashboard.token) return;
  shownIn = dashboard.locale;
  visit();
  forgetAnswer();
}

function languageOf(element) {
  const spoken = element.closest("[lang]").lang;
  return dashboard.locale.toLowerCase().startsWith(spoken) ? dashboard.locale : spoken;
}

on("handshake", () => setTimeout(begin, LOCALE_WITHIN));
on("localeChanged", () => {
  if (shownIn === null) begin();
  else if (shownIn !== dashboard.locale) {
    shownIn = dashboard.locale;
    visit();
  }
});
on("theme", () => {
  if (["light", "dark"].includes(dashboard.theme)) {
    document.documentElement.dataset.theme = dashboard.theme;
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  const desk = document.querySelector("#desk");
  const language = languageOf(desk.querySelector(".page") || desk);
  document.documentElement.lang = language;
  writeTimes(desk, language);
  const asker = event.detail.requestConfig?.elt;
  if (!asker?.closest?.("[data-keeps-focus]")) {
    desk.querySelector("[data-focus]")?.focus({ preventScroll: true });
    if (asker?.tagName === "A") window.scrollTo(0, 0);
  }
});

document.addEventListener("desk:done", (event) => {
  document.querySelector("#said").textContent = event.detail.text;
  tell("notification", { status: "success", title: event.detail.text });
});

document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-again]")) return;
  await renewToken();
  visit();
});

if (!dashboard.isThere) {
  showTemplate("outside");
} else {
  tell("notifyReady");
  setTimeout(() => {
    if (!dashboard.token) showTemplate("outside");
  }, HANDSHAKE_WITHIN);
}
