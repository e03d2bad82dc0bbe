// The editor of a draft: forms on one JSON document, checked by the server while somebody writes.

import { isTokenFresh, renewToken, tell } from "../bridge.js";
import { call, Refusal } from "./calls.js";
import { button, h } from "./dom.js";
import { generalForm } from "./general.js";
import { rulesForm } from "./rules.js";
import { tidied } from "./settings.js";

const CHECK_AFTER = 500;
let current = null;

class Editor {
  constructor(root, draft, catalogue) {
    this.root = root;
    this.draft = draft;
    this.catalogue = catalogue;
    this.words = JSON.parse(root.dataset.words);
    this.document = draft.document;
    this.isDirty = false;
    this.asJson = false;
    this.unread = false;
    this.open = new Set();
    this.change = this.change.bind(this);
    this.redraw = this.redraw.bind(this);
    this.body = root.querySelector("[data-body]");
    this.name = root.querySelector("[data-name]");
    this.name.addEventListener("input", () => this.change());
    root.addEventListener("click", (event) => this.press(event));
    this.draw();
    this.tellFindings(draft.findings);
    // Pressed any sooner, they would do nothing.
    for (const pressed of root.querySelectorAll("[data-press]")) pressed.disabled = !draft.is_open;
  }

  isOpen(key) {
    return this.open.has(key);
  }

  opened(key, isOpen) {
    if (isOpen) this.open.add(key);
    else this.open.delete(key);
  }

  currency() {
    const found = JSON.stringify(this.document).match(/"currency":"([A-Z]{3})"/);
    return found ? found[1] : "EUR";
  }

  change() {
    this.isDirty = true;
    this.say(this.words.unsaved);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), CHECK_AFTER);
  }

  redraw(focus) {
    const kept = focus ?? document.activeElement?.dataset?.key;
    this.draw();
    this.change();
    if (kept) this.body.querySelector(`[data-key="${CSS.escape(kept)}"]`)?.focus();
  }

  draw() {
    this.body.replaceChildren(...(this.asJson ? [this.jsonForm()] : [rulesForm(this), ...generalForm(this)]));
    this.root.querySelector('[data-press="json"]').textContent = this.asJson ? this.words.as_forms : this.words.as_json;
  }

  jsonForm() {
    const area = h("textarea", { className: "json", spellcheck: false, "aria-label": this.words.as_json,
      value: JSON.stringify(tidied(this.document), null, 2),
      input: () => {
        try {
          this.document = JSON.parse(area.value);
          this.unread = false;
          this.change();
        } catch (error) {
          this.unread = true;
          this.isDirty = true;
          clearTimeout(this.timer);
          this.tellFaults([{ path: "", message: `${this.words.not_json} ${error.message}` }]);
        }
      } });
    return h("section", { className: "card" }, area);
  }

  async check() {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      const said = await call("POST", "/lint", { document: tidied(this.document) });
      if (asked === this.asked) this.tellFindings(said.findings);
      return asked === this.asked;
    } catch (error) {
      if (!(error instanceof Refusal)) return false;
      if (asked === this.asked) this.tellRefusal(error.problem);
      return false;
    }
  }

  tellRefusal(problem) {
    const faults = problem.faults?.length ? problem.faults : [{ path: "", message: problem.title }];
    this.tellFaults(faults);
  }

  clear() {
    for (const told of this.root.querySelectorAll(".fault")) told.remove();
    for (const list of this.root.querySelectorAll("[data-findings]")) list.replaceChildren();
    for (const wrong of this.root.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
  }

  tellFaults(faults) {
    this.clear();
    this.summary(this.words.faults.replace("{count}", faults.length), "critical");
    for (const fault of faults) this.tellFault(fault);
  }

  tellFault({ path, message }) {
    const place = this.asJson ? null : this.placeOf(path);
    const text = place && place.dataset.path === path ? message : `${path ? `${path}: ` : ""}${message}`;
    const told = h("p", { className: "fault", role: "alert" }, text);
    if (!place) {
      this.root.querySelector("[data-faults]").append(told);
    } else {
      const rule = place.closest("details");
      if (rule) rule.open = true;
      if (place.matches("input, textarea, select")) {
        place.setAttribute("aria-invalid", "true");
        (place.closest(".row") ?? place).after(told);
      } else {
        place.append(told);
      }
    }
  }

  placeOf(path) {
    const fits = (known) => path === known || [".", "["].includes(path.slice(known.length)[0]);
    return [...this.body.querySelectorAll("[data-path]")]
      .filter((one) => path.startsWith(one.dataset.path) && fits(one.dataset.path))
      .sort((one, other) => one.dataset.path.length - other.dataset.path.length).pop();
  }

  tellFindings(findings) {
    this.clear();
    const errors = findings.filter((one) => one.severity === "error").length;
    const text = this.words.findings.replace("{errors}", errors).replace("{warnings}", findings.length - errors);
    this.summary(findings.length ? text : this.words.no_findings, errors ? "critical" : findings.length ? "warning" : "success");
    for (const finding of findings) {
      const list = (finding.rule_id && !this.asJson
        && this.body.querySelector(`[data-findings="${CSS.escape(finding.rule_id)}"]`))
        || this.root.querySelector('[data-findings=""]');
      const word = finding.severity === "error" ? this.words.error : this.words.warning;
      const rule = this.asJson && finding.rule_name ? `${finding.rule_name}: ` : "";
      list.append(h("li", { className: finding.severity },
        h("span", { className: `badge ${finding.severity === "error" ? "critical" : "warning"}` }, word),
        ` ${rule}${finding.sentence}`));
    }
  }

  summary(text, tone) {
    const badge = this.root.querySelector("[data-summary]");
    badge.textContent = text;
    badge.className = `badge ${tone}`;
  }

  say(text) {
    this.root.querySelector("[data-state]").textContent = text;
  }

  /** Keeps the draft; says whether it is kept. */
  async save(more = {}) {
    if (this.unread) return false;
    clearTimeout(this.timer);
    this.conflict();
    this.say(this.words.saving);
    try {
      const name = this.name.value;
      this.draft = await call("PUT", `/drafts/${this.draft.id}`,
        { document: tidied(this.document), name, revision: this.draft.revision, ...more });
      this.isDirty = false;
      this.say(this.words.saved);
      if (!this.draft.is_outdated) this.root.querySelector("[data-outdated]")?.remove();
      this.tellFindings(this.draft.findings);
      return true;
    } catch (error) {
      this.say(this.words.not_saved);
      if (!(error instanceof Refusal)) tell("notification", { status: "error", title: this.words.no_answer });
      else if (error.problem.code === "draft_changed") this.conflict(error.problem);
      else this.tellRefusal(error.problem);
      return false;
    }
  }

  conflict(problem) {
    const place = this.root.querySelector("[data-conflict]");
    if (!problem) return place.replaceChildren();
    const text = this.words.conflict.replace("{author}", problem.author);
    const mine = () => this.save({ revision: problem.revision });
    const theirs = () => {
      this.isDirty = false;
      visit(`/drafts/${this.draft.id}`);
    };
    place.replaceChildren(h("div", { className: "notice critical", role: "alert" }, h("div", {}, h("p", {}, text),
      h("p", { className: "row" }, button(this.words.take_theirs, theirs), button(this.words.keep_mine, mine)))));
    return place.scrollIntoView({ block: "nearest" });
  }

  offerUndo(rule, undo) {
    const place = this.root.querySelector("[data-undo]");
    const again = () => {
      place.replaceChildren();
      undo();
    };
    place.replaceChildren(h("div", { className: "notice info", role: "status" },
      h("p", {}, this.words.deleted.replace("{name}", rule.name)), button(this.words.undo, again, { className: "button small" })));
  }

  async press(event) {
    const pressed = event.target.closest("[data-press]");
    if (!pressed) return;
    const { press } = pressed.dataset;
    if (press === "save") await this.save();
    else if (press === "base") await this.save({ based_on: Number(pressed.dataset.version) });
    else if (press === "json") await this.turn();
    else if (!this.isDirty || (await this.save())) lead(pressed);
  }

  async turn() {
    if (this.unread || (this.asJson && this.isDirty && !(await this.check()))) return;
    this.asJson = !this.asJson;
    this.draw();
    await this.check();
  }
}

/** Leads on to what a button is for: a page of the desk, or a dialog with something in it. */
function lead({ dataset }) {
  if (dataset.press === "dialog") {
    const dialog = document.getElementById(dataset.dialog);
    window.htmx.ajax("GET", dataset.part, { target: dialog, swap: "innerHTML" }).then(() => dialog.showModal());
  } else if (dataset.press === "opens") {
    document.getElementById(dataset.dialog).showModal();
  } else {
    visit(dataset.place);
  }
}

function visit(place) {
  const address = `/desk/policies${place}`;
  history.pushState({ htmx: true }, "", address);
  document.dispatchEvent(new Event("htmx:pushedIntoHistory"));
  window.htmx.ajax("GET", `/desk/parts/policies${place}`, { target: "#desk", swap: "innerHTML" });
}

async function begin(root) {
  root.dataset.mounted = "";
  try {
    const [draft, catalogue] = await Promise.all([call("GET", `/drafts/${root.dataset.draft}`), call("GET", "/catalogue")]);
    current = new Editor(root, draft, catalogue);
  } catch {
    root.querySelector("[data-body]").replaceChildren(
      document.querySelector("template#unanswered").content.cloneNode(true));
  }
}

document.addEventListener("htmx:afterSettle", () => {
  if (current && !current.root.isConnected) current = null;
  const root = document.querySelector("[data-policy-editor]:not([data-mounted])");
  if (root) begin(root);
});

// Nothing that was written is lost by going elsewhere: what was not kept is kept first, or asked about.
document.addEventListener("htmx:confirm", async (event) => {
  const leaves = current?.root.isConnected && event.detail.elt.closest?.("a");
  if (!leaves || !current.isDirty) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById("dialog-leave");
  dialog.querySelector("[data-leaves]").onclick = async () => {
    current.isDirty = false;
    dialog.close();
    if (!isTokenFresh()) await renewToken();
    event.detail.issueRequest(true);
  };
  dialog.showModal();
}, true);

window.addEventListener("beforeunload", (event) => {
  if (current?.isDirty && current.root.isConnected) event.preventDefault();
});
