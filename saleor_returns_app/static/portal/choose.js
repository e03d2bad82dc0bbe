// Quantity steppers, and questions that are asked only of chosen items.

function stepper(holder) {
  const input = holder.querySelector("[data-quantity]");
  const button = (words, sign, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "step";
    made.textContent = sign;
    made.setAttribute("aria-label", words);
    made.addEventListener("click", () => {
      const wanted = (parseInt(input.value, 10) || 0) + step;
      input.value = Math.min(Math.max(wanted, 0), Number(input.max));
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return made;
  };
  const less = button(holder.dataset.less, "−", -1);
  const more = button(holder.dataset.more, "+", 1);
  input.before(less);
  input.after(more);
  return () => {
    const quantity = parseInt(input.value, 10) || 0;
    less.disabled = quantity <= 0;
    more.disabled = quantity >= Number(input.max);
  };
}

function choice(holder) {
  const quantity = holder.querySelector("[data-quantity]");
  const reason = holder.querySelector("[data-reason]");
  const message = holder.querySelector("[data-message]");
  const limit = stepper(holder.querySelector("[data-stepper]"));
  const show = () => {
    const chosen = Number(quantity.value) !== 0;
    limit();
    holder.closest("[data-line]").classList.toggle("is-chosen", chosen);
    holder.querySelector("[data-why]").hidden = !chosen;
    message.hidden = reason.value === "" || reason.value === "not_said";
  };
  holder.addEventListener("input", show);
  addEventListener("pageshow", show);
  show();
}

document.querySelectorAll("[data-choice]").forEach(choice);
document.querySelector("[data-focus]")?.focus();
