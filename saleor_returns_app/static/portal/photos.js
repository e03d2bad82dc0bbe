// Photos go up one by one as soon as they are chosen, each with its progress.

const form = document.querySelector("form[data-photos]");
let underway = 0;

function tile(line) {
  const made = document.createElement("li");
  made.className = "on-the-way";
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", form.dataset.sending);
  made.append(progress);
  line.querySelector("[data-photo-list]").append(made);
  return { made, progress };
}

function send(values, onProgress) {
  const data = new FormData();
  data.append("csrf_token", form.elements.csrf_token.value);
  for (const [name, value] of values) data.append(name, value);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "document";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const fresh = request.response?.querySelector("[data-region]");
      if (fresh) resolve(fresh);
      else reject(new Error(String(request.status)));
    });
    request.addEventListener("error", () => reject(new Error("network")));
    request.send(data);
  });
}

// One at a time: each answer's cookie holds the photos so far.
function hold() {
  for (const input of form.querySelectorAll("input[type=file]")) input.disabled = underway > 0;
  form.querySelector("[data-go]").setAttribute("aria-disabled", String(underway > 0));
}

function show(fresh) {
  form.querySelector("[data-region]").replaceWith(fresh);
  hold();
  return !fresh.querySelector("[role=alert].notice");
}

function busy(is) {
  underway += is ? 1 : -1;
  hold();
}

async function add(input) {
  const name = input.name;
  const mine = () => form.querySelector(`input[name="${CSS.escape(name)}"]`)?.closest("[data-line]");
  const line = mine();
  const files = [...input.files];
  input.value = "";
  if (files.some((file) => file.size > Number(form.dataset.largest))) {
    line.querySelector("[data-slip]").textContent = form.dataset.tooLarge;
    return;
  }
  busy(true);
  for (const file of files) {
    const place = mine() ?? line;
    const { made, progress } = tile(place);
    try {
      const fresh = await send([[name, file], ["then", "stay"]], (part) => { progress.value = part; });
      if (!show(fresh)) break;
      say();
    } catch {
      made.remove();
      place.querySelector("[data-slip]").textContent = form.dataset.failed;
      break;
    }
  }
  busy(false);
}

function say() {
  const voice = document.querySelector("[data-said]");
  voice.textContent = "";
  voice.textContent = voice.dataset.said;
}

async function takeOut(button) {
  busy(true);
  try {
    show(await send([["remove", button.value], ["then", "stay"]]));
  } catch {
    form.requestSubmit(button);
  }
  busy(false);
  form.querySelector("input[type=file]")?.focus();
}

form.classList.add("is-live");
form.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]") && event.target.files.length) add(event.target);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=remove]");
  if (!button) return;
  event.preventDefault();
  if (!underway) takeOut(button);
});
form.addEventListener("submit", (event) => {
  if (underway) event.preventDefault();
});
