// Where in the desk we are: the frame's address, the Dashboard's address bar, and what is shown.

import { tell } from "./bridge.js";

const ASKS = ["tab", "status", "search", "page"];

/** Shows what belongs to the frame's address. */
export function visit() {
  window.htmx.ajax("GET", partOf(location), { target: "#desk", swap: "innerHTML" });
}

function partOf(place) {
  const parts = "/desk/parts/returns";
  const path = plain(place.pathname);
  if (path === "/desk/health") return "/desk/parts/health";
  const found = path.match(/^\/desk\/returns\/([^/]+(?:\/inspect)?)$/);
  if (found) return `${parts}/${found[1]}`;
  const rules = place.pathname.match(/^\/desk(\/policies.*)$/);
  if (rules) return `/desk/parts${rules[1]}${place.search}`;
  const said = new URLSearchParams(place.search);
  if (path === "/desk/features") return `/desk/parts/features?${pick(said, ["error"])}`;
  if (path === "/desk/carriers") return "/desk/parts/carriers";
  if (path === "/desk/money") return `/desk/parts/money?${pick(said, ["drawer", "search", "page"])}`;
  const asked = pick(said, ASKS);
  return asked.size ? `${parts}?${asked}` : parts;
}

function pick(said, names) {
  return new URLSearchParams(names.filter((name) => said.get(name)).map((name) => [name, said.get(name)]));
}

/** The path without doubled slashes: the Dashboard makes them where it leads back to a path. */
export function plain(path) {
  return path.replace(/\/{2,}/g, "/");
}

function tellRoute() {
  tell("updateRouting", { newRoute: plain(location.pathname) + location.search });
}

/** Leaves the Dashboard's answer out of the address, so that a reload does not tell it again. */
export function forgetAnswer() {
  const said = new URLSearchParams(location.search);
  if (!said.has("appPath")) return;
  said.delete("appPath");
  said.delete("error");
  history.replaceState(history.state, "", `${plain(location.pathname)}?${said}`);
  tell("updateRouting", { newRoute: plain(location.pathname) });
}

document.addEventListener("htmx:pushedIntoHistory", tellRoute);

// Typing replaces the frame's address; the address bar follows once the typing is over.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-filters]")) setTimeout(tellRoute, 600);
});

document.addEventListener("htmx:historyCacheMiss", (event) => {
  event.preventDefault();
  visit();
});

document.addEventListener("click", (event) => {
  const leads = event.target.closest("[data-leads-to]");
  if (leads) tell("redirect", { to: leads.dataset.leadsTo });
});
