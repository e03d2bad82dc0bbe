// Copies what stands in a field. A frame may lack the clipboard's permission; a selection is enough.

import { tell } from "./bridge.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  document.getElementById(button.dataset.copies).select();
  if (document.execCommand("copy")) {
    tell("notification", { status: "success", title: button.dataset.copied });
  }
});
