// The Dashboard's side of the App Bridge, as real Dashboards speak it. Each frame has its own bridge.

const REFRESH_BEFORE = 30_000;
const page = document.body;
const bridges = new Set();

class Bridge {
  constructor(frame) {
    this.frame = frame;
    this.facts = JSON.parse(frame.dataset.bridge);
    this.origin = new URL(frame.dataset.src).origin;
    this.token = null;
    this.loads = 0;
    frame.addEventListener("load", () => this.onLoad());
    this.listen = (event) => this.onMessage(event);
    window.addEventListener("message", this.listen);
    bridges.add(this);
    frame.src = frame.dataset.src;
  }

  end() {
    window.removeEventListener("message", this.listen);
    bridges.delete(this);
    this.frame.remove();
  }

  async onLoad() {
    this.frame.classList.add("shown");
    this.loads += 1;
    await this.introduce();
    if (this.loads === 1) this.send("redirect", { path: location.pathname + location.search });
  }

  async introduce() {
    if (!this.token) await this.fetchToken();
    this.send("handshake", {
      token: this.token,
      version: 1,
      saleorVersion: this.facts.saleorVersion,
      dashboardVersion: this.facts.dashboardVersion,
    });
    this.send("theme", { theme: page.dataset.theme });
    this.send("localeChanged", { locale: page.dataset.locale });
  }

  async fetchToken() {
    const answer = await fetch(this.facts.tokenUrl, { headers: { Accept: "application/json" } });
    const { token, lifetime } = await answer.json();
    this.token = token;
    if (this.facts.kind === "popup") return;
    const wait = Math.max(lifetime * 1000 - REFRESH_BEFORE, 1000);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.refresh(), wait);
  }

  async refresh() {
    await this.fetchToken();
    this.send("tokenRefresh", { token: this.token });
  }

  send(type, payload) {
    this.frame.contentWindow?.postMessage({ type, payload }, this.origin);
  }

  async onMessage(event) {
    if (event.source !== this.frame.contentWindow || event.origin !== this.origin) return;
    const { type, payload } = event.data ?? {};
    const actionId = payload?.actionId;
    if (!type || !actionId || !this.facts.actions.includes(type)) return;
    const ok = await this[type](payload);
    this.send("response", { actionId, ok: ok !== false });
  }

  notifyReady() {
    return this.introduce();
  }

  notification({ status, title, text, apiMessage }) {
    const toast = document.createElement("div");
    toast.className = `toast ${["success", "error", "warning"].includes(status) ? status : "info"}`;
    const heading = document.createElement("strong");
    heading.textContent = title ?? "";
    toast.append(heading, document.createTextNode([text, apiMessage].filter(Boolean).join(" ")));
    document.querySelector("[data-toasts]").append(toast);
    window.setTimeout(() => toast.remove(), 6000);
  }

  async redirect({ to, newContext }) {
    const own = `/extensions/app/${this.facts.appId}`;
    if (to.startsWith("/")) {
      const target = this.facts.dashboard.replace(/\/$/, "") + to;
      if (newContext) window.open(target, "_blank");
      else if (decodeURIComponent(to).startsWith(own)) history.replaceState(null, "", target);
      else location.assign(target);
      return true;
    }
    if (newContext) {
      window.open(to, "_blank", "noopener");
      return true;
    }
    if (!(await confirmLeaving(to))) return false;
    location.assign(to);
    return true;
  }

  updateRouting({ newRoute }) {
    const route = newRoute.startsWith("/") ? newRoute : `/${newRoute}`;
    if (this.facts.kind === "page") history.replaceState(null, "", this.facts.home + route);
  }

  requestPermissions({ permissions, redirectPath }) {
    if (!permissions?.length || !redirectPath) return false;
    const query = new URLSearchParams({ permissions: permissions.join(","), redirectPath });
    location.assign(`${this.facts.consent}?${query}`);
    return true;
  }

  popupClose() {
    if (this.facts.kind === "popup") document.querySelector("[data-popup]").close();
  }

  widgetResize({ height }) {
    if (this.facts.kind !== "widget" || !(height > 0)) return false;
    this.frame.style.height = `${Math.min(height, 5000)}px`;
    return true;
  }

  refreshEntity() {
    if (this.facts.kind === "widget") location.reload();
    else if (this.facts.kind === "popup") window.setTimeout(() => location.reload(), 300);
  }

  openPopup() {
    return false;
  }

  formPayloadUpdate() {}
}

function confirmLeaving(target) {
  const dialog = document.querySelector("[data-leave]");
  dialog.querySelector("[data-leave-target]").textContent = target;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function openPopup(url) {
  const dialog = document.querySelector("[data-popup]");
  const answer = await fetch(url);
  dialog.querySelector("[data-popup-content]").innerHTML = await answer.text();
  const bridge = new Bridge(dialog.querySelector("iframe"));
  dialog.querySelector("[data-popup-title]").textContent = bridge.frame.title;
  dialog.addEventListener("close", () => bridge.end(), { once: true });
  dialog.showModal();
}

for (const frame of document.querySelectorAll("iframe[data-bridge]")) new Bridge(frame);
for (const button of document.querySelectorAll("[data-popup-url]")) {
  button.addEventListener("click", () => openPopup(button.dataset.popupUrl));
}
document.querySelector("[data-popup-close]").addEventListener("click", (event) => {
  event.target.closest("dialog").close();
});
for (const select of document.querySelectorAll("[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// Light and language change without a reload, so that a framed app hears of it through the bridge.
async function choose(name, value) {
  const body = new URLSearchParams({ [name]: value, back: "/dashboard/" });
  await fetch("/dashboard/choices", { method: "POST", body, redirect: "manual" });
  page.dataset[name] = value;
}

const CHOICES = {
  theme: (value) => {
    document.documentElement.dataset.theme = value;
    for (const bridge of bridges) bridge.send("theme", { theme: value });
    return value === "dark" ? ["light", page.dataset.wordLight] : ["dark", page.dataset.wordDark];
  },
  locale: (value) => {
    for (const bridge of bridges) bridge.send("localeChanged", { locale: value });
    return value === "fr" ? ["en", "English"] : ["fr", "Français"];
  },
};

for (const button of document.querySelectorAll("[data-choice]")) {
  button.addEventListener("click", async (event) => {
    if (!bridges.size) return;
    event.preventDefault();
    const name = button.dataset.choice;
    const value = button.value;
    await choose(name, value);
    const [next, word] = CHOICES[name](value);
    button.value = next;
    button.textContent = word;
  });
}
