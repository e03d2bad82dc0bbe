// A form is sent once: the second click of a nervous finger is not.

for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.querySelector("button:not([type=button])").setAttribute("aria-disabled", "true");
  });
}

// Somebody who comes back to the page may send the form again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("button:not([type=button])").removeAttribute("aria-disabled");
  }
});
