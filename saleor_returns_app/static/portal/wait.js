// Looks again, ever more slowly, until what is being made is there.

const FIRST_PAUSE = 1500;
const LONGEST_PAUSE = 15000;

async function look(pause) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (answer?.ok && !answer.redirected) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-wait]");
    if (fresh && !("waiting" in fresh.dataset)) {
      document.querySelector("[data-wait]").replaceWith(fresh);
      const voice = document.querySelector("[data-said]");
      if (fresh.querySelector("[download]")) voice.textContent = voice.dataset.said;
      return;
    }
  }
  later(Math.min(pause * 1.5, LONGEST_PAUSE));
}

function later(pause) {
  setTimeout(() => look(pause), pause);
}

if (document.querySelector("[data-waiting]")) later(FIRST_PAUSE);
