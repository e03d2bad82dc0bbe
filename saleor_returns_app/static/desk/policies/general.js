// What holds for the whole policy: languages, reasons, addresses, and what holds where no rule says otherwise.

import { boxes, button, field, h, labelled, tick } from "./dom.js";
import { firstValue, settingForm } from "./settings.js";
import { chips } from "./values.js";

const LINES = ["company", "first_name", "last_name", "street_1", "street_2", "postal_code", "city", "area", "country", "phone"];

/** Shows everything but the rules. */
export function generalForm(editor) {
  const { document, catalogue, words } = editor;
  document.defaults ??= {};
  for (const { code } of catalogue.settings) {
    document.defaults[code] ??= { approval: false, photo: false, message: false }[code] ?? firstValue(code, editor);
  }
  return [
    h("section", { className: "card", "data-path": "defaults" },
      h("h2", {}, words.defaults), h("p", { className: "faint" }, words.defaults_hint),
      h("div", { className: "settings" },
        catalogue.settings.map(({ code }) => settingForm(code, document.defaults, "defaults", editor)))),
    h("details", { className: "card", open: editor.isOpen("shop"), toggle: (event) => editor.opened("shop", event.target.open) },
      h("summary", {}, h("h2", {}, words.shop)),
      h("div", { className: "settings" }, shopForm(editor))),
    h("details", { className: "card", "data-path": "return_addresses", open: editor.isOpen("addresses"),
      toggle: (event) => editor.opened("addresses", event.target.open) },
      h("summary", {}, h("h2", {}, words.addresses)), addressesForm(editor)),
  ];
}

function shopForm(editor) {
  const { document, catalogue, words, change, redraw } = editor;
  const informed = (document.informed ??= { of_withdrawal: true, of_return_cost: true });
  const reasons = document.reasons ?? catalogue.reasons.map((one) => one.code);
  const needed = (document.message_needed_for ??= []);
  const order = catalogue.reasons.map((one) => one.code);
  const sorted = (values) => values.sort((one, other) => order.indexOf(one) - order.indexOf(other));
  return [
    labelled(words.time_zone, field(document.time_zone, (text) => { document.time_zone = text.trim(); change(); },
      { "data-path": "time_zone" }), words.time_zone_hint),
    h("div", { className: "labelled" }, h("span", { className: "as-label" }, words.languages),
      chips((document.languages ??= ["en"]), "languages", words, editor,
        { read: (text) => text.toLowerCase(), label: words.languages }),
      h("p", { className: "faint" }, words.languages_hint)),
    h("fieldset", { className: "boxes", "data-path": "informed" }, h("legend", {}, words.informed),
      tick(words.of_withdrawal, informed.of_withdrawal, (on) => { informed.of_withdrawal = on; change(); }),
      tick(words.of_return_cost, informed.of_return_cost, (on) => { informed.of_return_cost = on; change(); })),
    boxes(words.reasons, catalogue.reasons, reasons, (values) => {
      document.reasons = sorted(values);
      redraw();
    }, "reasons"),
    boxes(words.message_needed_for, catalogue.reasons, needed, (values) => {
      document.message_needed_for = sorted(values);
      redraw();
    }, "message_needed_for"),
  ];
}

function addressesForm(editor) {
  const { document, words, change, redraw } = editor;
  const addresses = (document.return_addresses ??= {});
  const named = h("input", { type: "text", "aria-label": words.address_name, placeholder: words.address_name });
  const add = () => {
    const name = named.value.trim().toLowerCase() || "default";
    addresses[name] ??= { street_1: "", city: "", country: "" };
    redraw();
  };
  return [
    h("p", { className: "faint" }, words.addresses_hint),
    Object.entries(addresses).map(([name, address]) =>
      h("fieldset", { className: "setting", "data-path": `return_addresses.${name}` },
        h("legend", {}, name === "default" ? words.usual : name),
        h("div", { className: "address" }, LINES.map((line) =>
          labelled(words[`line_${line}`], field(address[line], (text) => {
            if (text.trim()) address[line] = line === "country" ? text.trim().toUpperCase() : text.trim();
            else if (["street_1", "city", "country"].includes(line)) address[line] = "";
            else delete address[line];
            change();
          }, { "data-path": `return_addresses.${name}.${line}` })))),
        button(words.remove, () => { delete addresses[name]; redraw(); }, { className: "button small" }))),
    h("div", { className: "row" }, named, button(words.add_address, add, { className: "button small" })),
  ];
}
