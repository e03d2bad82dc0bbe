// What defaults and rules can set, each with the control that fits it.

import { boxes, field, h, labelled, numeral, select, tick } from "./dom.js";
import { amounts } from "./values.js";

/** Shows one thing that is set in `holder`. */
export function settingForm(name, holder, path, editor) {
  return MAKE[name](holder, name, `${path}.${name}`, editor);
}

/** What a setting begins with when it is added. */
export function firstValue(name, editor) {
  const { catalogue } = editor;
  return {
    window: { days: 30, from: "delivered" },
    fee: "free",
    restocking_percent: "0",
    outcomes: [catalogue.outcomes[0].code],
    credit_bonus_percent: "0",
    methods: [catalogue.methods[0].code],
    ship_with: "",
    return_address: "default",
    keep_below: [],
    approval: true,
    photo: true,
    message: true,
    refuse_item: { message: {} },
    refuse_order: { message: {} },
  }[name];
}

const MAKE = {
  window: windowForm,
  fee: feeForm,
  restocking_percent: percentForm,
  outcomes: (holder, name, path, editor) => several(holder, name, path, editor, "outcomes"),
  credit_bonus_percent: percentForm,
  methods: (holder, name, path, editor) => several(holder, name, path, editor, "methods"),
  ship_with: textForm,
  return_address: addressForm,
  keep_below: (holder, name, path, editor) => amountsForm(holder, name, path, editor),
  approval: flagForm,
  photo: flagForm,
  message: flagForm,
  refuse_item: refusalForm,
  refuse_order: refusalForm,
};

function legendOf(name, { catalogue }) {
  return [...catalogue.settings, ...catalogue.refusals].find((one) => one.code === name).label;
}

function parts(name, path, editor, ...children) {
  return h("fieldset", { className: "setting", "data-path": path },
    h("legend", {}, legendOf(name, editor)), h("div", { className: "row" }, children));
}

function windowForm(holder, name, path, editor) {
  const value = holder[name];
  return parts(name, path, editor,
    numeral(value.days, (days) => { value.days = days; editor.change(); },
      { "aria-label": editor.words.days, "data-path": `${path}.days` }),
    editor.words.days,
    select(editor.catalogue.starts, value.from ?? "delivered", (code) => { value.from = code; editor.change(); },
      { "aria-label": editor.words.from }));
}

function feeForm(holder, name, path, editor) {
  const { words, catalogue } = editor;
  const fee = holder[name];
  const kind = fee === "free" ? "free" : "percent" in fee ? "percent" : "amounts";
  const payer = fee === "free" ? "customer" : fee.payer ?? "customer";
  const become = (code) => {
    const begun = {
      free: "free",
      percent: { percent: "5", payer },
      amounts: { amounts: [{ amount: "5.00", currency: editor.currency() }], payer },
    };
    holder[name] = begun[code];
    editor.redraw();
  };
  const kinds = ["free", "amounts", "percent"].map((code) => ({ code, label: words[`fee_${code}`] }));
  return parts(name, path, editor,
    select(kinds, kind, become, { "aria-label": words.fee_kind }),
    kind === "amounts" && amounts(fee.amounts, `${path}.amounts`, words, editor, editor.currency()),
    kind === "percent" && percentField(fee, "percent", `${path}.percent`, editor),
    kind !== "free" && select(catalogue.payers, payer, (code) => { fee.payer = code; editor.change(); },
      { "aria-label": words.payer }));
}

function percentField(holder, key, path, editor) {
  return h("span", { className: "row" },
    field(holder[key], (text) => { holder[key] = text.trim().replace(",", "."); editor.change(); },
      { inputMode: "decimal", className: "short", "aria-label": editor.words.percent, "data-path": path }), "%");
}

function percentForm(holder, name, path, editor) {
  return parts(name, path, editor, percentField(holder, name, path, editor));
}

function several(holder, name, path, editor, list) {
  return boxes(legendOf(name, editor), editor.catalogue[list], holder[name],
    (values) => {
      const order = editor.catalogue[list].map((one) => one.code);
      holder[name] = values.sort((one, other) => order.indexOf(one) - order.indexOf(other));
      editor.redraw();
    }, path);
}

function textForm(holder, name, path, editor) {
  return h("div", { className: "setting", "data-path": path },
    labelled(legendOf(name, editor), field(holder[name], (text) => { holder[name] = text.trim(); editor.change(); },
      { placeholder: editor.words.usual })));
}

function addressForm(holder, name, path, editor) {
  const names = [...new Set(["default", ...Object.keys(editor.document.return_addresses ?? {})])];
  const choices = names.map((code) => ({ code, label: code === "default" ? editor.words.usual : code }));
  return h("div", { className: "setting", "data-path": path },
    labelled(legendOf(name, editor), select(choices, holder[name] || "default",
      (code) => { holder[name] = code; editor.change(); })));
}

function amountsForm(holder, name, path, editor) {
  return parts(name, path, editor, amounts(holder[name], path, editor.words, editor, editor.currency()));
}

function flagForm(holder, name, path, editor) {
  return h("div", { className: "setting", "data-path": path },
    tick(`${legendOf(name, editor)}: ${editor.words.required}`, holder[name],
      (on) => { holder[name] = on; editor.change(); }));
}

function refusalForm(holder, name, path, editor) {
  const texts = (holder[name].message ??= {});
  const known = [...new Set([...(editor.document.languages ?? []), ...Object.keys(texts)])];
  return h("fieldset", { className: "setting refusal-texts", "data-path": path },
    h("legend", {}, legendOf(name, editor)),
    known.map((language) => {
      const area = h("textarea", { rows: 2, maxLength: 1000, value: texts[language] ?? "",
        "data-path": `${path}.message.${language}`,
        input: () => {
          if (area.value.trim()) texts[language] = area.value.trim();
          else delete texts[language];
          editor.change();
        } });
      return labelled(editor.words.message_in.replace("{language}", language), area);
    }));
}

/** Takes what a message that nobody wrote leaves behind out of a document. */
export function tidied(document) {
  const copy = structuredClone(document);
  for (const rule of Array.isArray(copy.rules) ? copy.rules : []) {
    for (const name of ["refuse_item", "refuse_order"]) {
      const refusal = rule?.then?.[name];
      if (refusal?.message && !Object.keys(refusal.message).length) delete refusal.message;
    }
  }
  return copy;
}

