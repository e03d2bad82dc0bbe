// The line to the Dashboard that frames this page: Saleor's App Bridge, without its SDK.
// The token lives in memory alone; what is kept for the next load of the frame is no secret.

const KEPT = "returns-desk";
const ANSWER_WITHIN = 10_000;
const TOKEN_WITHIN = 5_000;
const SPARE_SECONDS = 5;

const waiting = new Map();
const events = new EventTarget();
const query = new URLSearchParams(location.search);
const kept = recall();

export const dashboard = {
  isThere: window.parent !== window,
  origin: foreign(document.referrer) || kept.origin || "",
  apiUrl: query.get("saleorApiUrl") || kept.apiUrl || "",
  locale: kept.locale || "",
  theme: kept.theme || "",
  token: "",
  session: "",
};

/** Calls back on `handshake`, `tokenRefresh`, `theme` and `localeChanged`. */
export function on(type, callback) {
  events.addEventListener(type, callback);
}

/** Asks the Dashboard to do something; rejects when it refuses, or does not know the action. */
export function send(type, payload = {}) {
  const actionId = newId();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(actionId);
      reject(new Error(`${type}: no answer`));
    }, ANSWER_WITHIN);
    waiting.set(actionId, (ok) => {
      clearTimeout(timer);
      if (ok) resolve();
      else reject(new Error(`${type}: refused`));
    });
    window.parent.postMessage({ type, payload: { ...payload, actionId } }, dashboard.origin || "*");
  });
}

/** Sends what nobody waits for: an old Dashboard may not know it, and that is all right. */
export function tell(type, payload) {
  send(type, payload).catch(() => {});
}

/** Whether the token, or the session that it was exchanged for, can be used for a request now. */
export function isTokenFresh() {
  return Boolean(dashboard.session) || expiryOf(dashboard.token) > Date.now() / 1000 + SPARE_SECONDS;
}

/** Has the Dashboard hand over its newest token; gives up after a few seconds. */
export function renewToken() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, TOKEN_WITHIN);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    events.addEventListener("handshake", done, { once: true });
    events.addEventListener("tokenRefresh", done, { once: true });
    tell("notifyReady");
  });
}

const TAKES = {
  handshake: ({ token }) => Object.assign(dashboard, { token }),
  tokenRefresh: ({ token }) => Object.assign(dashboard, { token }),
  theme: ({ theme }) => Object.assign(dashboard, { theme }),
  localeChanged: ({ locale }) => Object.assign(dashboard, { locale }),
};

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || event.source === window) return;
  if (dashboard.origin && event.origin !== dashboard.origin) return;
  const { type, payload = {} } = event.data || {};
  if (type === "response") {
    waiting.get(payload.actionId)?.(payload.ok);
    waiting.delete(payload.actionId);
  } else if (Object.hasOwn(TAKES, type)) {
    if (type === "handshake") dashboard.origin = event.origin;
    TAKES[type](payload);
    keep();
    events.dispatchEvent(new Event(type));
  }
});

function expiryOf(token) {
  try {
    const part = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(part)).exp || 0;
  } catch {
    return 0;
  }
}

function foreign(address) {
  // After a link inside the frame the referrer is this app itself, which says nothing.
  const origin = address ? new URL(address).origin : "";
  return origin === location.origin ? "" : origin;
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("");
}

function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) || "{}");
  } catch {
    return {};
  }
}

function keep() {
  const { origin, apiUrl, locale, theme } = dashboard;
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({ origin, apiUrl, locale, theme }));
  } catch {
    // Storage can be blocked in a frame; then the next load asks the Dashboard again.
  }
}
