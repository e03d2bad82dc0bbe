// How htmx asks for pieces of the desk: with the Dashboard's token, and never with a stale one.

import { dashboard, isTokenFresh, renewToken } from "./bridge.js";

/** The headers that every request of the desk carries. */
export function passport() {
  const proof = dashboard.session
    ? { "Desk-Session": dashboard.session }
    : { "Authorization-Bearer": dashboard.token };
  return {
    ...proof,
    "Saleor-Api-Url": dashboard.apiUrl,
    "Accept-Language": dashboard.locale || document.documentElement.lang,
  };
}

/** Puts a template's content where the page is. */
export function showTemplate(id) {
  document.querySelector("#desk").replaceChildren(
    document.querySelector(`template#${id}`).content.cloneNode(true),
  );
}

document.addEventListener("htmx:configRequest", (event) => {
  Object.assign(event.detail.headers, passport());
});

document.addEventListener("htmx:confirm", async (event) => {
  if (isTokenFresh()) return;
  event.preventDefault();
  await renewToken();
  event.detail.issueRequest(true);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isQuiet(event) && (document.hidden || document.querySelector("dialog[open]"))) {
    event.preventDefault();
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (isQuiet(event) && (xhr.status >= 400 || document.querySelector("dialog[open]"))) {
    event.detail.shouldSwap = false;
  } else if (!(xhr.getResponseHeader("Content-Type") || "").startsWith("text/html")) {
    event.detail.shouldSwap = false;
    if (xhr.status !== 204) showTemplate("unanswered");
  }
});

for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:targetError"]) {
  document.addEventListener(failure, (event) => {
    if (!isQuiet(event)) showTemplate("unanswered");
  });
}

function isQuiet(event) {
  const asker = event.detail.requestConfig?.elt || event.detail.elt;
  return asker?.hasAttribute?.("data-quiet") ?? false;
}
