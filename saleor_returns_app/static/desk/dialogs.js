// Confirmations: a frame in the Dashboard may not use confirm().

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
  if (event.target instanceof HTMLDialogElement) event.target.close();
});

document.addEventListener("close", (event) => {
  const told = event.target.querySelector?.("[data-refusal]");
  if (told) told.replaceChildren();
}, true);
