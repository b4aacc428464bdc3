// The left column: the workspace's name, who one is at this window, and the channels.

import { timeOfDay, now } from "./clock.js";
import { el, roveWithArrows } from "./dom.js";
import { silentMark, silentUntil, statusNodes } from "./presence.js";
import { keepingFocus, reconcile } from "./reconcile.js";
import { channelName, current, initials, tintOf, viewer } from "./workspace.js";

/** A link that acts on this page; with a modifier key it opens a window of its own, as links do. */
function sideLink(query, props, choose, ...children) {
  const onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose();
  };
  return el("li", {}, el("a", { href: `/?${new URLSearchParams(query)}`, onclick, ...props }, ...children));
}

function personItem(person, silent, choose) {
  return sideLink(
    { user: person.id },
    {
      class: "side-item person", "aria-current": person.id === viewer() ? "true" : null,
      data: { spot: `person/${person.id}`, testid: `person-${person.id}` },
    },
    () => choose(person.id),
    el("span", { class: `avatar small ${tintOf(person.id)}`, "aria-hidden": "true" }, initials(person.real_name || person.name)),
    el("span", { class: "side-name" }, person.real_name || person.name, silent ? silentMark() : null),
    el("span", { class: "side-note", data: { zone: person.tz } }, timeOfDay(now(), person.tz)),
    el("span", { class: "side-place" }, person.tz_label || person.tz),
    person.status ? el("span", { class: "side-status" }, ...statusNodes(person.status)) : null,
  );
}

function channelItem(channel, { selected, unread }, choose) {
  return sideLink(
    { user: viewer(), channel: channel.id },
    {
      class: unread ? "side-item unread" : "side-item", "aria-current": selected ? "page" : null,
      data: { spot: `channel/${channel.id}` },
    },
    () => choose(channel.id),
    el("span", { class: "side-name" }, { dm: "", private: "🔒 " }[channel.kind] ?? "# ", channelName(channel.id)),
    channel.archived ? el("span", { class: "side-note" }, "archived") : null,
    channel.kind === "dm" ? el("span", { class: "badge" }, "APP") : null,
    unread ? el("span", { class: "side-note" }, "new") : null,
  );
}

/** A public channel that one is not in; choosing it is coming in. */
function openItem(channel, join) {
  const props = { type: "button", class: "side-item", "aria-label": `Join ${channel.name}`, data: { spot: `join/${channel.id}` } };
  return el("li", {}, el("button", { ...props, onclick: () => join(channel.id) }, el("span", { class: "side-name" }, "# ", channel.name), el("span", { class: "side-note" }, "join")));
}

/** Draws the column and tells of choices. */
export class Sidebar {
  constructor(holder, { choosePerson, chooseChannel, addChannel, joinChannel }) {
    Object.assign(this, { holder, choosePerson, chooseChannel, joinChannel });
    this.team = el("p", { class: "team" });
    this.people = el("ul", { class: "side-list" });
    this.apps = el("ul", { class: "side-list" });
    this.channels = el("ul", { class: "side-list" });
    this.open = el("ul", { class: "side-list", "aria-label": "Channels you are not in" });
    const add = el("button", { type: "button", class: "tool", "aria-label": "Add a channel", title: "Add a channel", onclick: addChannel }, "+");
    holder.append(
      this.team,
      el("div", { class: "side-heading" }, el("h2", { id: "channels-heading" }, "Channels"), add),
      this.apps, this.channels, this.open,
      el("h2", { id: "people-heading" }, "You are"), this.people,
      el("p", { class: "side-about" }, "Everyone here is pretend. A name opened in a second window is that person there."),
    );
    this.people.setAttribute("aria-labelledby", "people-heading");
    this.channels.setAttribute("aria-labelledby", "channels-heading");
    this.apps.setAttribute("aria-label", "App messages");
    roveWithArrows(holder, ".side-item");
  }

  show(selected, isUnread) {
    this.team.textContent = current().team.name;
    this.silence = this.silences();
    const person = (one) => {
      const silent = silentUntil(one) > 0;
      const create = () => personItem(one, silent, this.choosePerson);
      return { key: one.id, signature: JSON.stringify([one, silent, one.id === viewer()]), create };
    };
    this.selected = [selected, isUnread];
    const open = (one) => ({ key: one.id, signature: one.name, create: () => openItem(one, this.joinChannel) });
    const channel = (one) => {
      const status = { selected: one.id === selected, unread: isUnread(one.id) };
      const create = () => channelItem(one, status, this.chooseChannel);
      return { key: one.id, signature: JSON.stringify([one, status]), create };
    };
    const channels = current().channels;
    keepingFocus(this.holder, () => {
      reconcile(this.people, current().people.filter((one) => !one.is_bot && !one.deleted).map(person));
      reconcile(this.apps, channels.filter((one) => one.kind === "dm").map(channel));
      reconcile(this.channels, channels.filter((one) => one.kind !== "dm").map(channel));
      reconcile(this.open, current().open_channels.map(open));
    });
    this.tick();
  }

  /** For whom nothing buzzes now. */
  silences() {
    return current().people.map((one) => silentUntil(one) > 0).join();
  }

  /** Write the people's local times again, and draw them anew when notifications began or ended for somebody. */
  tick() {
    if (this.silences() !== this.silence) this.show(...this.selected);
    for (const node of this.people.querySelectorAll("[data-zone]")) {
      const text = timeOfDay(now(), node.dataset.zone);
      if (node.textContent !== text) node.textContent = text;
    }
  }
}
