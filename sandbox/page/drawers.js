// The two side columns: in a narrow window each opens over the page and Escape or a press elsewhere closes it.

import { el } from "./dom.js";

/** Lets a button show and hide a column; below the given width it starts closed and lies over the page. */
export class Drawer {
  constructor({ node, button, width, collapsible }) {
    Object.assign(this, { node, button, collapsible });
    this.narrow = matchMedia(`(max-width: ${width}px)`);
    this.openWhenWide = true;
    button.setAttribute("aria-controls", node.id);
    const props = { type: "button", class: "tool drawer-close", "aria-label": "Hide this column", title: "Hide this column" };
    node.prepend(el("button", { ...props, onclick: () => this.set(false, { focusButton: true }) }, "×"));
    button.addEventListener("click", () => this.toggle());
    this.narrow.addEventListener("change", () => this.settle());
    node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.narrow.matches) this.set(false, { focusButton: true });
    });
    document.addEventListener("pointerdown", (event) => this.pressed(event));
    this.settle();
  }

  settle() {
    this.set(!this.narrow.matches && this.openWhenWide);
  }

  toggle() {
    const open = this.node.hidden;
    if (!this.narrow.matches) this.openWhenWide = open;
    this.set(open);
    if (open && this.narrow.matches) this.node.querySelector("a, button")?.focus();
  }

  set(open, { focusButton = false } = {}) {
    this.node.hidden = !open;
    this.node.classList.toggle("over", open && this.narrow.matches);
    this.button.hidden = !this.collapsible && !this.narrow.matches;
    this.button.setAttribute("aria-expanded", String(open));
    if (focusButton) this.button.focus();
  }

  pressed(event) {
    const inside = this.node.contains(event.target) || this.button.contains(event.target);
    if (this.narrow.matches && !this.node.hidden && !inside) this.set(false);
  }

  /** Close after a choice, when the column lies over the page. */
  chosen() {
    if (this.narrow.matches) this.set(false);
  }
}
