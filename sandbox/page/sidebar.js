// The left column: the workspace's name, who one is at this window, and the channels.

import { timeOfDay, now } from "./clock.js";
import { el, roveWithArrows } from "./dom.js";
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

function personItem(person, choose) {
  return sideLink(
    { user: person.id },
    {
      class: "side-item person", "aria-current": person.id === viewer() ? "true" : null,
      data: { spot: `person/${person.id}`, testid: `person-${person.id}` },
    },
    () => choose(person.id),
    el("span", { class: `avatar small ${tintOf(person.id)}`, "aria-hidden": "true" }, initials(person.real_name || person.name)),
    el("span", { class: "side-name" }, person.real_name || person.name),
    el("span", { class: "side-note", data: { zone: person.tz } }, timeOfDay(now(), person.tz)),
    el("span", { class: "side-place" }, person.tz_label || person.tz),
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
    el("span", { class: "side-name" }, channel.kind === "dm" ? "" : "# ", channelName(channel.id)),
    channel.kind === "dm" ? el("span", { class: "badge" }, "APP") : null,
    unread ? el("span", { class: "side-note" }, "new") : null,
  );
}

/** Draws the column and tells of choices. */
export class Sidebar {
  constructor(holder, { choosePerson, chooseChannel }) {
    Object.assign(this, { holder, choosePerson, chooseChannel });
    this.team = el("p", { class: "team" });
    this.people = el("ul", { class: "side-list" });
    this.apps = el("ul", { class: "side-list" });
    this.channels = el("ul", { class: "side-list" });
    holder.append(
      this.team,
      el("h2", { id: "channels-heading" }, "Channels"), this.apps, this.channels,
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
    const person = (one) => ({ key: one.id, signature: JSON.stringify([one, one.id === viewer()]), create: () => personItem(one, this.choosePerson) });
    const channel = (one) => {
      const status = { selected: one.id === selected, unread: isUnread(one.id) };
      const create = () => channelItem(one, status, this.chooseChannel);
      return { key: one.id, signature: JSON.stringify([one, status]), create };
    };
    const channels = current().channels;
    keepingFocus(this.holder, () => {
      reconcile(this.people, current().people.filter((one) => !one.is_bot).map(person));
      reconcile(this.apps, channels.filter((one) => one.kind === "dm").map(channel));
      reconcile(this.channels, channels.filter((one) => one.kind !== "dm").map(channel));
    });
    this.tick();
  }

  /** Write the people's local times again. */
  tick() {
    for (const node of this.people.querySelectorAll("[data-zone]")) {
      const text = timeOfDay(now(), node.dataset.zone);
      if (node.textContent !== text) node.textContent = text;
    }
  }
}
