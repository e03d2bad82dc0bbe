// Permissions are asked for by the Dashboard, on a page of its own that leads back here.

import { send, tell } from "./bridge.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-asks-permissions]");
  if (!button) return;
  const permissions = button.dataset.asksPermissions.split(", ");
  try {
    await send("requestPermissions", { permissions, redirectPath: location.pathname });
  } catch {
    tell("notification", { status: "error", title: button.textContent });
  }
});
