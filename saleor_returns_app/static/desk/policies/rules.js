// The ordered list of rules: each with a name, a condition and what it does.

import { conditionForm } from "./conditions.js";
import { button, field, h, labelled, select, tick } from "./dom.js";
import { firstValue, settingForm } from "./settings.js";

/** Shows the list. */
export function rulesForm(editor) {
  const { document, words } = editor;
  const rules = (document.rules ??= []);
  return h("section", { className: "card rules", "data-path": "rules" },
    h("h2", {}, words.rules), h("p", { className: "faint" }, words.rules_hint),
    !rules.length && h("p", { className: "no-rules" }, words.no_rules),
    h("ol", {}, rules.map((rule, place) => ruleForm(rule, place, editor))),
    button(words.add_rule, () => addRule(editor), { className: "button primary", "data-key": "add-rule" }));
}

function addRule(editor) {
  const { rules } = editor.document;
  const rule = { id: freeId(rules, "rule"), name: editor.words.new_rule, on: true, then: { fee: "free" } };
  rules.push(rule);
  editor.opened(`rule:${rule.id}`, true);
  editor.redraw(`name:${rule.id}`);
}

function freeId(rules, wanted) {
  const taken = new Set(rules.map((rule) => rule.id));
  if (wanted !== "rule" && !taken.has(wanted)) return wanted;
  let number = 1;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

function ruleForm(rule, place, editor) {
  const { catalogue, words, change } = editor;
  const path = `rules[${place}]`;
  const key = `rule:${rule.id}`;
  rule.then ??= {};
  return h("li", { "data-path": path, "data-rule": rule.id },
    h("details", { className: `rule${rule.on === false ? " is-off" : ""}`, open: editor.isOpen(key),
      toggle: (event) => editor.opened(key, event.target.open) },
      h("summary", { "data-key": `summary:${rule.id}`, keydown: (event) => byKey(event, place, rule, editor) },
        h("span", { className: "place" }, String(place + 1)),
        h("span", { className: "rule-name" }, rule.name || rule.id),
        rule.on === false && h("span", { className: "badge neutral" }, words.off),
        h("span", { className: "in-short faint" }, inShort(rule, editor))),
      h("div", { className: "rule-body" },
        h("div", { className: "row rule-head" },
          labelled(words.name, field(rule.name, (text) => { rule.name = text; change(); },
            { maxLength: 120, "data-path": `${path}.name`, "data-key": `name:${rule.id}` })),
          labelled(words.source, select(catalogue.sources, rule.source ?? "any", (code) => {
            if (code === "any") delete rule.source;
            else rule.source = code;
            change();
          })),
          tick(words.on, rule.on !== false, (on) => { rule.on = on; editor.redraw(); }, { "data-key": `on:${rule.id}` })),
        conditionForm(rule, `${path}.when`, editor),
        actionsForm(rule, path, editor),
        ruleActs(rule, place, editor))),
    h("ul", { className: "remarks", "data-findings": rule.id }));
}

function inShort(rule, { catalogue }) {
  const labels = Object.fromEntries([...catalogue.settings, ...catalogue.refusals].map((one) => [one.code, one.label]));
  return Object.keys(rule.then).map((name) => labels[name] ?? name).join(", ");
}

function actionsForm(rule, path, editor) {
  const { catalogue, words } = editor;
  const all = [...catalogue.refusals, ...catalogue.settings];
  const refuses = catalogue.refusals.some(({ code }) => code in rule.then);
  const free = all.filter(({ code }) => !(code in rule.then) && !(refuses && code.startsWith("refuse_")));
  const add = (code) => {
    if (!code) return;
    rule.then[code] = firstValue(code, editor);
    editor.redraw();
  };
  return h("div", { className: "then", "data-path": `${path}.then` },
    h("h4", {}, words.then),
    all.filter(({ code }) => code in rule.then).map(({ code, label }) => h("div", { className: "action" },
      settingForm(code, rule.then, `${path}.then`, editor),
      button("×", () => { delete rule.then[code]; editor.redraw(); },
        { className: "button small", "aria-label": `${words.remove}: ${label}` }))),
    free.length > 0 && select([{ code: "", label: words.add_action }, ...free], "", add,
      { "aria-label": words.add_action, className: "adder", "data-key": `action:${rule.id}` }));
}

function ruleActs(rule, place, editor) {
  const { words } = editor;
  const { rules } = editor.document;
  const copy = () => {
    const twin = structuredClone(rule);
    twin.id = freeId(rules, `${rule.id}-2`.slice(0, 60));
    twin.name = words.copy_of.replace("{name}", rule.name).slice(0, 120);
    rules.splice(place + 1, 0, twin);
    editor.redraw(`summary:${twin.id}`);
  };
  const drop = () => {
    rules.splice(place, 1);
    editor.redraw("add-rule");
    editor.offerUndo(rule, () => {
      editor.document.rules.splice(Math.min(place, editor.document.rules.length), 0, rule);
      editor.redraw(`summary:${rule.id}`);
    });
  };
  return h("div", { className: "row rule-acts" },
    button(words.up, () => move(place, -1, rule, editor, "up"), { disabled: place === 0, "data-key": `up:${rule.id}` }),
    button(words.down, () => move(place, 1, rule, editor, "down"),
      { disabled: place === rules.length - 1, "data-key": `down:${rule.id}` }),
    button(words.copy, copy), button(words.delete, drop, { className: "button risky" }));
}

function move(place, by, rule, editor, focus) {
  const { rules } = editor.document;
  const to = place + by;
  if (to < 0 || to >= rules.length) return;
  rules.splice(place, 1);
  rules.splice(to, 0, rule);
  editor.redraw(`${focus}:${rule.id}`);
}

function byKey(event, place, rule, editor) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!event.altKey || !by) return;
  event.preventDefault();
  move(place, by, rule, editor, "summary");
}
