// The select widget: a combobox button with a list of options, for one choice or several, with groups.

import { el, freshId } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { openPopup } from "./popup.js";

/** A picker; groups are [{label, options: [{value, text, description}]}]; onpick(values) is told of choices. */
export class Picker {
  constructor({ groups, multiple = false, limit = Infinity, clearable = false, placeholder, chosen, props, onpick }) {
    Object.assign(this, { groups, multiple, limit, clearable, placeholder, onpick });
    this.chosen = [...chosen];
    this.close = null;
    this.typed = { text: "", at: 0 };
    this.listId = freshId("options");
    this.button = el("button", {
      type: "button", role: "combobox", class: "picker", "aria-haspopup": "listbox", "aria-expanded": "false",
      "aria-controls": this.listId, onclick: () => (this.close ? this.hide() : this.show()),
      onkeydown: (event) => this.key(event), onblur: () => this.hide(), ...props,
    });
    this.write();
  }

  get options() {
    return this.groups.flatMap((group) => group.options);
  }

  write() {
    const texts = this.options.filter((one) => this.chosen.includes(one.value));
    const shown = texts.flatMap((one, index) => [index ? ", " : "", ...textObject(one.text)]);
    this.button.replaceChildren(...(shown.length ? shown : [el("span", { class: "placeholder" }, this.placeholder)]));
  }

  drawOption(option) {
    return el(
      "li",
      {
        role: "option", id: freshId("option"), class: "option", data: { value: option.value },
        "aria-selected": String(this.chosen.includes(option.value)),
        onpointerdown: (event) => event.preventDefault(), onclick: () => this.choose(option.value),
      },
      el("span", {}, ...textObject(option.text)),
      option.description ? el("span", { class: "menu-note" }, ...textObject(option.description)) : null,
    );
  }

  drawGroup(group) {
    const items = group.options.map((option) => this.drawOption(option));
    if (!group.label) return items;
    const id = freshId("group");
    const heading = el("li", { role: "presentation", id, class: "option-group" }, ...textObject(group.label));
    return [el("ul", { role: "group", "aria-labelledby": id }, heading, ...items)];
  }

  show() {
    const props = { role: "listbox", id: this.listId, class: "options", "aria-label": this.placeholder };
    if (this.multiple) props["aria-multiselectable"] = "true";
    this.list = el("ul", props, ...this.groups.flatMap((group) => this.drawGroup(group)));
    if (this.clearable && this.chosen.length && !this.multiple) {
      this.list.append(this.drawOption({ value: "", text: { type: "plain_text", text: "No choice" } }));
    }
    this.before = JSON.stringify(this.chosen);
    this.close = openPopup(this.button, this.list, { onclosed: () => this.closed() });
    this.button.setAttribute("aria-expanded", "true");
    const items = this.items();
    this.point(items.find((item) => item.getAttribute("aria-selected") === "true") ?? items[0]);
  }

  closed() {
    this.close = null;
    this.button.setAttribute("aria-expanded", "false");
    this.button.removeAttribute("aria-activedescendant");
    if (JSON.stringify(this.chosen) !== this.before) this.onpick([...this.chosen]);
  }

  hide() {
    this.close?.();
  }

  items() {
    return this.list ? [...this.list.querySelectorAll("[role=option]")] : [];
  }

  point(item) {
    if (!item) return;
    for (const one of this.items()) one.classList.toggle("active", one === item);
    this.button.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  active() {
    return this.items().find((item) => item.classList.contains("active"));
  }

  choose(value) {
    if (!this.multiple) {
      this.chosen = value === "" ? [] : [value];
      this.write();
      this.hide();
      return;
    }
    const has = this.chosen.includes(value);
    if (!has && this.chosen.length >= this.limit) return;
    this.chosen = has ? this.chosen.filter((one) => one !== value) : [...this.chosen, value];
    for (const item of this.items()) item.setAttribute("aria-selected", String(this.chosen.includes(item.dataset.value)));
    this.write();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey) return;
    const handled = this.close ? this.keyWhenOpen(event) : this.keyWhenClosed(event);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  keyWhenClosed(event) {
    if (event.key.length > 1 && !["Enter", "ArrowDown", "ArrowUp"].includes(event.key)) return false;
    this.show();
    if (event.key.length === 1 && event.key !== " ") this.seek(event.key);
    return true;
  }

  keyWhenOpen(event) {
    const items = this.items();
    const at = items.indexOf(this.active());
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (target !== undefined) this.point(items[Math.max(0, Math.min(items.length - 1, target))]);
    else if (event.key === "Enter" || event.key === " ") this.choose(this.active()?.dataset.value ?? "");
    else if (event.key === "Escape") this.hide();
    else if (event.key.length === 1) this.seek(event.key);
    else return false;
    return true;
  }

  seek(letter) {
    const fresh = performance.now() - this.typed.at > 800;
    this.typed = { text: (fresh ? "" : this.typed.text) + letter.toLowerCase(), at: performance.now() };
    this.point(this.items().find((item) => item.textContent.toLowerCase().startsWith(this.typed.text)));
  }
}
