// Looking at goods: what is missing is counted, and photos go up as soon as they are chosen.

import { isTokenFresh, renewToken } from "./bridge.js";
import { passport } from "./requests.js";

document.addEventListener("input", (event) => {
  const line = event.target.closest("[data-found-line]");
  if (!line) return;
  // What was wrong may be so no more; the sum beside it says what still is.
  document.querySelector("#inspect-refusal").replaceChildren();
  const [accepted, rejected] = line.querySelectorAll("input[type=number]");
  const missing = line.dataset.expected - accepted.value - rejected.value;
  line.querySelector("[data-missing]").value = missing >= 0 ? missing : "–";
});

document.addEventListener("change", (event) => {
  const input = event.target.closest("input[data-adds-photo]");
  if (input) addAll(input);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-takes-out]");
  if (!button) return;
  const form = button.closest("form");
  const adder = button.closest("[data-evidence]").querySelector("input[data-adds-photo]");
  button.closest("li").remove();
  adder.focus();
  form.dispatchEvent(new CustomEvent("desk:photos"));
});

async function addAll(input) {
  const { form } = input;
  const list = input.closest("[data-evidence]");
  const slip = list.parentElement.querySelector("[data-slip]");
  const files = [...input.files];
  input.value = "";
  slip.textContent = "";
  for (const file of files) {
    if (list.querySelectorAll("input[type=hidden]").length >= Number(form.dataset.most)) {
      slip.textContent = form.dataset.tooMany;
      break;
    }
    if (file.size > Number(form.dataset.largest)) slip.textContent = form.dataset.tooLarge;
    else await add(file, input, list, slip);
  }
  form.dispatchEvent(new CustomEvent("desk:photos"));
}

async function add(file, input, list, slip) {
  const tile = document.querySelector("#evidence-photo").content.cloneNode(true).firstElementChild;
  list.insertBefore(tile, input.closest("li"));
  try {
    const photo = await send(input.form.dataset.inspects, file);
    tile.querySelector("img").src = photo.thumbnail_url;
    Object.assign(tile.querySelector("input"), { name: input.dataset.addsPhoto, value: photo.id });
    tile.classList.remove("on-its-way");
  } catch (error) {
    tile.remove();
    slip.textContent = error instanceof Refusal ? error.message : input.form.dataset.sorry;
  }
}

class Refusal extends Error {}

async function send(number, file) {
  if (!isTokenFresh()) await renewToken();
  const answer = await fetch(`/api/desk/v1/returns/${encodeURIComponent(number)}/photos`, {
    method: "POST",
    headers: { ...passport(), "Content-Type": file.type || "application/octet-stream" },
    body: file,
  });
  const said = await answer.json();
  if (!answer.ok) throw new Refusal(said.title);
  return said;
}
