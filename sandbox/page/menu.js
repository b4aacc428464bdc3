// A menu that opens from a button: arrow keys walk, Enter chooses, Escape gives focus back.

import { el } from "./dom.js";
import { openPopup } from "./popup.js";

function entry(item, choose) {
  return el(
    "li",
    { role: "none" },
    el(
      "button",
      { type: "button", role: "menuitem", tabindex: "-1", class: "menu-item", onclick: () => choose(item) },
      el("span", {}, ...[item.label].flat()),
      item.description ? el("span", { class: "menu-note" }, ...[item.description].flat()) : null,
    ),
  );
}

function walk(event, list) {
  const items = [...list.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target !== undefined) {
    event.preventDefault();
    items[(target + items.length) % items.length].focus();
    return;
  }
  if (event.key.length !== 1 || event.key === " ") return;
  const starts = (item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
  [...items.slice(at + 1), ...items].find(starts)?.focus();
}

/** Make a button open a menu; items() is asked each time and gives {label, description, run}. */
export function attachMenu(button, items, { label, above = false } = {}) {
  let close = null;
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const choose = (item) => {
    close();
    button.focus();
    item.run();
  };
  const show = () => {
    const list = el("ul", { role: "menu", "aria-label": label ?? button.textContent, class: "menu" });
    list.append(...items().map((item) => entry(item, choose)));
    list.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "Tab") {
        event.preventDefault();
        event.stopPropagation();
        close();
        button.focus();
      } else walk(event, list);
    });
    close = openPopup(button, list, { above, onclosed: () => {
      close = null;
      button.setAttribute("aria-expanded", "false");
    } });
    button.setAttribute("aria-expanded", "true");
    list.querySelector("[role=menuitem]")?.focus();
  };
  button.addEventListener("click", () => (close ? close() : show()));
  button.addEventListener("keydown", (event) => {
    if (close || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    show();
  });
}
