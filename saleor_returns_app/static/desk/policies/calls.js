// Calls the desk's API with the Dashboard's token; a refusal comes back as an error with its problem.

import { isTokenFresh, renewToken } from "../bridge.js";
import { passport } from "../requests.js";

export const API = "/api/desk/v1/policies";

/** Asks for something; throws a `Refusal`, or a `TypeError` when there was no answer. */
export async function call(method, path, body) {
  if (!isTokenFresh()) await renewToken();
  const answer = await fetch(`${API}${path}`, {
    method,
    headers: { ...passport(), ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  const said = await answer.json();
  if (!answer.ok) throw new Refusal(said);
  return said;
}

/** What the server does not do, with its stable code. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.title);
    this.problem = problem;
  }
}
