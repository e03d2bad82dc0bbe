// Values of several parts: amounts with their currencies, and lists of which each entry is a chip.

import { button, field, h, select } from "./dom.js";

/** One amount. */
export function amount(value, path, words, change) {
  return h("span", { className: "amount-field", "data-path": path },
    field(value.amount, (text) => { value.amount = text.trim().replace(",", "."); change(); },
      { "aria-label": words.amount, inputMode: "decimal", className: "short" }),
    field(value.currency, (text) => { value.currency = text.trim().toUpperCase(); change(); },
      { "aria-label": words.currency, maxLength: 3, className: "currency" }));
}

/** An amount for each currency. */
export function amounts(values, path, words, { change, redraw }, currency) {
  return h("div", { className: "amounts", "data-path": path },
    values.map((one, place) => h("div", { className: "row" },
      amount(one, `${path}[${place}]`, words, change),
      button("×", () => { values.splice(place, 1); redraw(); },
        { className: "button small", "aria-label": words.remove }))),
    button(words.add_amount, () => { values.push({ amount: "0.00", currency }); redraw(); },
      { className: "button small" }));
}

/** A list of values; with `choices` they are chosen, else typed. */
export function chips(values, path, words, { change, redraw }, { choices, read = (text) => text, label } = {}) {
  const name = (code) => choices?.find((one) => one.code === code)?.label ?? String(code);
  const add = (code) => {
    if (code === "" || values.includes(code)) return;
    values.push(code);
    redraw();
  };
  const adder = choices
    ? select([{ code: "", label: words.add_value }, ...choices.filter((one) => !values.includes(one.code))], "", add,
      { "aria-label": label })
    : typed(words, label, (text) => add(read(text)));
  return h("span", { className: "chips", "data-path": path },
    values.map((code, place) => h("span", { className: "chip" }, name(code),
      h("button", { type: "button", "aria-label": `${words.remove}: ${name(code)}`,
        click: () => { values.splice(place, 1); redraw(); } }, "×"))),
    adder);
}

function typed(words, label, add) {
  const element = h("input", { type: "text", placeholder: words.add_value, "aria-label": label, autocomplete: "off",
    keydown: (event) => {
      if (event.key !== "Enter" && event.key !== ",") return;
      event.preventDefault();
      add(element.value.trim());
    },
    change: () => add(element.value.trim()) });
  return element;
}
