// The IF of a rule: tests in groups, nested as deep as somebody wants.

import { button, field, h, numeral, select } from "./dom.js";
import { amount, chips } from "./values.js";

const GROUPS = ["all", "any", "none"];
const PLAIN = ["fact", "of", "within_days"];

/** Shows the condition of a rule. */
export function conditionForm(rule, path, editor) {
  const { words } = editor;
  const when = rule.when;
  const add = (part) => {
    if (!when) rule.when = part;
    else if (groupOf(when)) when[groupOf(when)].push(part);
    else rule.when = { all: [when, part] };
    editor.redraw();
  };
  const drop = () => {
    delete rule.when;
    editor.redraw();
  };
  return h("div", { className: "when", "data-path": path },
    h("h4", {}, words.when),
    !when && h("p", { className: "faint" }, words.always),
    when && (groupOf(when) ? group(when, path, editor, drop) : test(when, path, editor, drop)),
    !(when && groupOf(when)) && adders(editor, add));
}

function groupOf(node) {
  return GROUPS.find((name) => name in node);
}

function group(node, path, editor, drop) {
  const { words } = editor;
  const name = groupOf(node);
  const parts = node[name];
  const rename = (chosen) => {
    delete node[name];
    node[chosen] = parts;
    editor.redraw();
  };
  const choices = GROUPS.map((code) => ({ code, label: words[`group_${code}`] }));
  return h("div", { className: "group", role: "group", "aria-label": words.group, "data-path": path },
    h("div", { className: "row" },
      select(choices, name, rename, { "aria-label": words.group }),
      remover(words, drop)),
    h("ul", {}, parts.map((part, place) => {
      const at = `${path}.${name}[${place}]`;
      const without = () => {
        parts.splice(place, 1);
        if (!parts.length && name !== "all") drop();
        else editor.redraw();
      };
      return h("li", {}, groupOf(part) ? group(part, at, editor, without) : test(part, at, editor, without));
    })),
    adders(editor, (part) => { parts.push(part); editor.redraw(); }));
}

function adders(editor, add) {
  const { words } = editor;
  return h("div", { className: "row adders" },
    button(words.add_test, () => add(fresh(editor, "order.country")), { className: "button small" }),
    button(words.add_group, () => add({ any: [fresh(editor, "order.country")] }), { className: "button small" }));
}

function remover(words, drop) {
  return button("×", drop, { className: "button small", "aria-label": words.remove_test });
}

function test(node, path, editor, drop) {
  const { catalogue, words } = editor;
  const fact = catalogue.facts.find((one) => one.code === node.fact);
  if (!fact) return h("p", { "data-path": path }, JSON.stringify(node), remover(words, drop));
  const operator = fact.operators.find((name) => name in node) ?? fact.operators[0];
  const replace = (made) => {
    for (const key of Object.keys(node)) delete node[key];
    Object.assign(node, made);
    editor.redraw();
  };
  const asked = (chosen) => {
    const kept = Object.fromEntries(PLAIN.filter((key) => key in node).map((key) => [key, node[key]]));
    const isSame = isList(chosen) === isList(operator) && (chosen === "between") === (operator === "between");
    replace({ ...kept, [chosen]: isSame ? node[operator] : begun(fact, chosen, editor) });
  };
  const operators = catalogue.operators.filter((one) => fact.operators.includes(one.code));
  return h("div", { className: "row test", "data-path": path },
    factSelect(fact, editor, (code) => replace(fresh(editor, code))),
    fact.names_a_key && field(node.of, (text) => { node.of = text.trim(); editor.change(); },
      { "aria-label": words.key, placeholder: words.key, "data-path": `${path}.of` }),
    fact.counts_days && h("span", { className: "row" }, numeral(node.within_days,
      (days) => { node.within_days = days; editor.change(); },
      { "aria-label": words.days, "data-path": `${path}.within_days` }), words.days),
    select(operators, operator, asked, { "aria-label": words.operator }),
    operand(node, operator, fact, `${path}.${operator}`, editor),
    remover(words, drop));
}

function factSelect(fact, { catalogue, words }, change) {
  const element = h("select", { "aria-label": words.fact, change: () => change(element.value) },
    catalogue.groups.map((one) => h("optgroup", { label: one.label },
      catalogue.facts.filter((other) => other.group === one.code).map((other) =>
        h("option", { value: other.code, selected: other === fact }, other.label)))));
  return element;
}

function operand(node, operator, fact, path, editor) {
  const { catalogue, words } = editor;
  const choices = fact.choices ? catalogue[fact.choices] : undefined;
  const read = (text) => (fact.kind === "number" && /^\d+$/.test(text) ? Number(text) : text);
  if (isList(operator)) {
    return chips(node[operator], path, words, editor, { choices, read, label: words.value });
  }
  if (operator === "between") {
    return h("span", { className: "row", "data-path": path }, single(node[operator], 0, fact, `${path}[0]`, editor),
      words.and, single(node[operator], 1, fact, `${path}[1]`, editor));
  }
  return single(node, operator, fact, path, editor, choices);
}

function single(holder, key, fact, path, editor, choices) {
  const { words } = editor;
  const keep = (value) => {
    holder[key] = value;
    editor.change();
  };
  const more = { "aria-label": words.value, "data-path": path };
  if (fact.kind === "money") return amount(holder[key], path, words, editor.change);
  if (fact.kind === "number") return numeral(holder[key], keep, more);
  if (fact.kind === "flag") {
    const answers = [{ code: "true", label: words.yes }, { code: "false", label: words.no }];
    return select(answers, String(holder[key]), (code) => keep(code === "true"), more);
  }
  if (choices) return select(choices, holder[key], keep, more);
  return field(holder[key], (text) => keep(text.trim()), more);
}

function isList(operator) {
  return operator === "in" || operator === "not_in";
}

function fresh(editor, code) {
  const fact = editor.catalogue.facts.find((one) => one.code === code);
  const operator = fact.operators[0];
  return {
    fact: code,
    ...(fact.names_a_key ? { of: "" } : {}),
    ...(fact.counts_days ? { within_days: 365 } : {}),
    [operator]: begun(fact, operator, editor),
  };
}

function begun(fact, operator, editor) {
  const one = first(fact, editor);
  if (isList(operator)) return [];
  return operator === "between" ? [one, structuredClone(one)] : one;
}

function first(fact, { catalogue, currency }) {
  if (fact.kind === "money") return { amount: "0.00", currency: currency() };
  if (fact.kind === "number") return 0;
  if (fact.kind === "flag") return true;
  return fact.choices ? catalogue[fact.choices][0].code : "";
}
