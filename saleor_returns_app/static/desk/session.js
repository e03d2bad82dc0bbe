// A pop-up gets one token, good for five minutes, and never another: it is exchanged for a session of
// ours, which lives in memory alone and is renewed before it ends, for as long as the server allows.

import { dashboard } from "./bridge.js";
import { passport } from "./requests.js";

const SPARE_SECONDS = 60;

/** Exchanges what there is for a session; without one the token has to do as long as it lasts. */
export async function openSession(address) {
  let seconds = 0;
  try {
    const answer = await fetch(address, { method: "POST", headers: passport() });
    const said = answer.ok ? await answer.json() : { session: "", seconds: 0 };
    dashboard.session = said.session;
    seconds = said.seconds;
  } catch {
    // Without an answer what we have stays good until it ends.
  }
  if (seconds > SPARE_SECONDS) setTimeout(() => openSession(address), (seconds - SPARE_SECONDS) * 1000);
}
