// Labels and receipts are fetched with the token and handed over as a file: a frame may not print.

import { isTokenFresh, renewToken, tell } from "./bridge.js";
import { passport } from "./requests.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-downloads]");
  if (!button || button.disabled) return;
  button.disabled = true;
  try {
    if (!isTokenFresh()) await renewToken();
    const answer = await fetch(button.dataset.downloads, { headers: passport() });
    if (!answer.ok) throw new Error(`download: ${answer.status}`);
    save(await answer.blob(), button.dataset.name);
  } catch {
    tell("notification", { status: "error", title: button.dataset.sorry });
  } finally {
    button.disabled = false;
  }
});

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
