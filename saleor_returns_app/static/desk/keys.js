// Keys: a slash leads to the search; a click on a link to copy selects it whole.

const TYPED_INTO = "input, textarea, select, dialog[open]";

document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  const isBusy = event.target.closest?.(TYPED_INTO) || document.querySelector("dialog[open]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !search || isBusy) return;
  event.preventDefault();
  search.focus();
  search.select();
});

document.addEventListener("focusin", (event) => {
  // The clipboard is blocked in the Dashboard's frame: select, and let the person copy.
  if (event.target.matches("[data-selects]")) event.target.select();
});
