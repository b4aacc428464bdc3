// The header: the name of what is in view, the tabs Messages and Home, and the buttons of the two columns.

import { el, roveWithArrows } from "./dom.js";
import { attachMenu } from "./menu.js";

function tab(name, panel, choose) {
  const props = { type: "button", role: "tab", class: "tab", "aria-controls": panel, onclick: () => choose(name) };
  return el("button", { ...props, id: `tab-${name}` }, name === "home" ? "Home" : "Messages");
}

/** Draws the header and tells of choices. */
export class Top {
  constructor(holder, { chooseTab, channelItems }) {
    this.menuButton = el("button", { type: "button", class: "tool menu-button", "aria-label": "Channels and people", title: "Channels and people" }, "☰");
    this.panelButton = el("button", { type: "button", class: "button panel-button" }, "Clock and buzzes");
    this.title = el("h1", {});
    this.badge = el("span", { class: "badge", title: "This is an app" }, "APP");
    this.note = el("span", { class: "quiet channel-note" });
    this.channel = el("button", { type: "button", class: "tool", "aria-label": "Channel", title: "People, and putting it away" }, "⋯");
    attachMenu(this.channel, channelItems, { label: "Channel" });
    this.tabs = el("div", { role: "tablist", "aria-label": "Views", class: "tabs" });
    this.messages = tab("messages", "conversation", chooseTab);
    this.home = tab("home", "home", chooseTab);
    this.tabs.append(this.messages, this.home);
    roveWithArrows(this.tabs, ".tab", { horizontal: true });
    holder.append(
      el("div", { class: "top-line" }, this.menuButton, this.title, this.badge, this.channel, this.note, el("span", { class: "spacer" }), this.panelButton),
      this.tabs,
    );
  }

  show({ title, isApp, hasHome, tab: selected, note }) {
    this.note.textContent = note;
    this.note.hidden = this.channel.hidden = isApp;
    this.title.textContent = title;
    this.badge.hidden = !isApp;
    this.tabs.hidden = !isApp;
    this.home.hidden = !hasHome;
    for (const [name, button] of [["messages", this.messages], ["home", this.home]]) {
      button.setAttribute("aria-selected", String(name === selected));
      button.tabIndex = name === selected ? 0 : -1;
    }
  }
}
