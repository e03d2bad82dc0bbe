// Permissions: the Dashboard asks for them on a page of its own and leads back to where we were.

import { send, tell } from "./bridge.js";
import { plain } from "./navigation.js";

async function ask(permissions, title) {
  try {
    await send("requestPermissions", { permissions, redirectPath: plain(location.pathname) });
  } catch {
    // The Dashboard refuses, or knows no such question: say where it can be answered by hand.
    const words = document.querySelectorAll("[data-by-hand]");
    for (const one of words) one.hidden = false;
    if (!words.length) tell("notification", { status: "error", title });
  }
}

document.addEventListener("desk:permission", (event) => ask(event.detail.permissions, ""));

document.addEventListener("click", (event) => {
  const asker = event.target.closest("[data-asks]");
  if (asker) ask(asker.dataset.asks.split(", "), asker.textContent);
});
