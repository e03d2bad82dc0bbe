// Makes elements: text stays text, and a function becomes a listener.

/** Makes an element with properties and children; `data` and `aria` are spelled out as attributes. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key in element && !key.includes("-")) element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let made = 0;

/** Puts a label over a control. */
export function labelled(text, control, hint = "") {
  control.id ||= `field-${++made}`;
  return h("div", { className: "labelled" }, h("label", { htmlFor: control.id }, text), control,
    hint && h("p", { className: "faint" }, hint));
}

/** Makes a choice of codes with words. */
export function select(choices, value, change, more = {}) {
  const known = choices.some((one) => one.code === value);
  const listed = known || value === undefined ? choices : [{ code: value, label: value }, ...choices];
  const element = h("select", { ...more, change: () => change(element.value) },
    listed.map((one) => h("option", { value: one.code, selected: one.code === value }, one.label)));
  return element;
}

/** Makes boxes to tick, of which any number may be. */
export function boxes(legend, choices, values, change, path) {
  const flip = (code, on) => {
    const kept = values.filter((one) => one !== code);
    change(on ? [...kept, code] : kept);
  };
  return h("fieldset", { className: "boxes", "data-path": path }, h("legend", {}, legend),
    choices.map((one) => tick(one.label, values.includes(one.code), (on) => flip(one.code, on))));
}

/** Makes a box to tick. */
export function tick(text, checked, change, more = {}) {
  const box = h("input", { type: "checkbox", checked, ...more, change: () => change(box.checked) });
  return h("label", { className: "tick" }, box, " ", text);
}

/** Makes a field for a text. */
export function field(value, change, more = {}) {
  const element = h("input", { type: "text", autocomplete: "off", value: value ?? "", ...more,
    input: () => change(element.value) });
  return element;
}

/** Makes a field for a whole number; what is none goes on as it was typed, and is told of. */
export function numeral(value, change, more = {}) {
  return field(value, (text) => change(/^\d+$/.test(text.trim()) ? Number(text) : text),
    { inputMode: "numeric", className: "short", ...more });
}

/** Makes a small button. */
export function button(text, click, more = {}) {
  return h("button", { type: "button", className: "button", ...more, click }, text);
}
