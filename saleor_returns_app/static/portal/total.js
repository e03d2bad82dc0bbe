// The refund so far, kept up to date while items are chosen.

const PAUSE = 200;

function follow(form) {
  const region = form.querySelector("[data-total-region]");
  let timer;
  let newest = 0;
  const ask = async () => {
    const mine = ++newest;
    try {
      const answer = await fetch(form.dataset.total, { method: "POST", body: new FormData(form) });
      if (answer.ok && !answer.redirected && mine === newest) {
        region.innerHTML = await answer.text();
      }
    } catch {
      region.replaceChildren();
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-quantity]")) soon();
  });
  addEventListener("pageshow", soon);
}

const form = document.querySelector("form[data-total]");
if (form?.querySelector("[data-total-region]")) follow(form);
