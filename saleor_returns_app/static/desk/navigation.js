// Where in the desk we are: the frame's address, the Dashboard's address bar, and what is shown.

import { tell } from "./bridge.js";

const ASKS = ["tab", "status", "search", "page"];

/** Shows what belongs to the frame's address. */
export function visit() {
  window.htmx.ajax("GET", partOf(location), { target: "#desk", swap: "innerHTML" });
}

function partOf(place) {
  const parts = "/desk/parts/returns";
  if (place.pathname === "/desk/health") return "/desk/parts/health";
  const found = place.pathname.match(/^\/desk\/returns\/([^/]+)$/);
  if (found) return `${parts}/${found[1]}`;
  const said = new URLSearchParams(place.search);
  const asked = new URLSearchParams(ASKS.filter((name) => said.get(name)).map((name) => [name, said.get(name)]));
  return asked.size ? `${parts}?${asked}` : parts;
}

function tellRoute() {
  tell("updateRouting", { newRoute: location.pathname + location.search });
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
