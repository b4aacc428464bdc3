// The message list: one row per message by its ts, changed in place, following the newest when the reader is there.

import { sentenceFor, act } from "./api.js";
import { showBlocks } from "./blocks.js";
import { dayHeading, dayKey, fillDate, timeOfDay } from "./clock.js";
import { el, freshId } from "./dom.js";
import { attachMenu } from "./menu.js";
import { mrkdwn, refreshDates } from "./mrkdwn.js";
import { keepingFocus, reconcile } from "./reconcile.js";
import { Surface } from "./surface.js";
import { channelName, current, initials, isApp, nameOf, tintOf, viewer, zone } from "./workspace.js";

const NEAR_BOTTOM = 80;

function authorName(message) {
  if (message.notice) return "Sandbox";
  return message.bot && current().people.every((one) => one.id !== message.user) ? current().app.name : nameOf(message.user);
}

function wholeDate(date) {
  return fillDate(date / 1000, "{date_long_full} at {time}", zone());
}

function head(message, ids) {
  const name = authorName(message);
  const shown = new Date(message.shown_at);
  return el(
    "div",
    { class: "message-head" },
    el("span", { class: "author", id: ids.author }, name),
    message.bot || isApp(message.user) ? el("span", { class: "badge", title: "This is an app" }, "APP") : null,
    el("time", { id: ids.time, datetime: message.shown_at, title: wholeDate(shown) }, timeOfDay(shown, zone())),
  );
}

function showAttachments(container, attachments, surface) {
  const parts = (attachments ?? []).map((attachment) => {
    const part = el("div", { class: "attachment" });
    if (attachment.blocks) showBlocks(part, attachment.blocks, surface);
    else part.append(...mrkdwn(attachment.text ?? attachment.fallback ?? ""));
    return part;
  });
  container.replaceChildren(...parts);
}

function fillBody(row, message, surface) {
  const body = row.querySelector(".message-body");
  surface.keep(message.state);
  if (message.blocks?.length) {
    body.classList.remove("text");
    if (body.dataset.plain) body.replaceChildren();
    delete body.dataset.plain;
    showBlocks(body, message.blocks, surface);
  } else {
    surface.blocks = [];
    body.classList.add("text");
    body.dataset.plain = "yes";
    keepingFocus(row, () => body.replaceChildren(...mrkdwn(message.text ?? "")));
  }
  if (message.attachments?.length || row.querySelector(".attachment")) {
    const attached = new Surface(surface.place);
    showAttachments(row.querySelector(".attachments"), message.attachments, attached);
  }
  row.querySelector(".edited").textContent = message.edited ? "(edited)" : "";
}

/** The list of messages of the channel in view. */
export class MessageList {
  constructor({ scroller, log, toNewest }) {
    Object.assign(this, { scroller, log, toNewest });
    this.surfaces = new Map();
    this.channel = null;
    log.addEventListener("keydown", (event) => this.walk(event));
    this.pinned = true;
    scroller.addEventListener("scroll", () => this.scrolled());
    const resized = new ResizeObserver(() => this.pinned && this.goToNewest());
    resized.observe(scroller);
    resized.observe(log);
    toNewest.addEventListener("click", () => this.goToNewest());
  }

  scrolled() {
    this.pinned = this.atBottom();
    if (this.pinned) this.toNewest.hidden = true;
  }

  /** Start over for another channel or another person. */
  reset(channel) {
    this.channel = channel;
    this.surfaces.clear();
    this.log.replaceChildren();
    this.toNewest.hidden = true;
  }

  atBottom() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_BOTTOM;
  }

  goToNewest() {
    this.pinned = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.toNewest.hidden = true;
  }

  /** Show the messages; follow means going to the newest whatever the reader looks at. */
  show(messages, { follow = false } = {}) {
    const first = this.log.childElementCount === 0;
    const before = this.lastKey();
    const stay = !follow && !first && !this.pinned;
    keepingFocus(this.log, () => reconcile(this.log, this.items(messages)));
    this.makeOneTabbable();
    refreshDates(this.log);
    if (!stay) this.goToNewest();
    else if (this.lastKey() !== before) this.toNewest.hidden = false;
  }

  lastKey() {
    return this.log.lastElementChild?.dataset.key;
  }

  items(messages) {
    const items = [this.beginningItem()];
    let day = null;
    for (const message of messages) {
      const shown = new Date(message.shown_at);
      const its = dayKey(shown, zone());
      if (its !== day) items.push(this.dayItem(its, shown));
      day = its;
      items.push(this.messageItem(message));
    }
    return items;
  }

  beginningItem() {
    const isApp = current().channels.find((one) => one.id === this.channel)?.kind === "dm";
    const name = channelName(this.channel);
    const text = isApp ? `This is where you and ${name} talk.` : `This is the beginning of #${name}.`;
    return { key: "beginning", signature: text, create: () => el("p", { class: "beginning quiet" }, text) };
  }

  dayItem(day, shown) {
    const text = dayHeading(shown, zone());
    const create = () => el("div", { class: "day", role: "separator", "aria-label": text }, el("span", {}, text));
    return { key: `day-${day}`, signature: text, create };
  }

  messageItem(message) {
    const surface = this.surfaceOf(message);
    return {
      key: message.ts,
      signature: JSON.stringify(message),
      create: () => this.createRow(message, surface),
      update: (row) => fillBody(row, message, surface),
    };
  }

  surfaceOf(message) {
    if (!this.surfaces.has(message.ts)) {
      this.surfaces.set(message.ts, new Surface({ channel: this.channel, ts: message.ts }));
    }
    return this.surfaces.get(message.ts);
  }

  createRow(message, surface) {
    const ids = { author: freshId("author"), time: freshId("at") };
    const avatar = message.notice ? "tint-note" : tintOf(message.user);
    const complaint = el("p", { class: "complaint", role: "alert" });
    surface.complain = (sentence) => {
      complaint.textContent = sentence ?? "";
    };
    const row = el(
      "article",
      {
        class: message.ephemeral ? "message ephemeral" : "message", tabindex: "-1",
        "aria-labelledby": `${ids.author} ${ids.time}`, data: { row: message.ts, testid: "message" },
      },
      el("div", { class: `avatar ${avatar}`, "aria-hidden": "true" }, initials(authorName(message))),
      el(
        "div",
        { class: "message-main" },
        message.ephemeral ? el("p", { class: "only-you" }, "Only visible to you") : null,
        head(message, ids),
        el("div", { class: "message-body" }),
        el("div", { class: "attachments" }),
        el("span", { class: "edited" }),
        complaint,
      ),
      this.tools(message, surface),
    );
    fillBody(row, message, surface);
    return row;
  }

  tools(message, surface) {
    const shortcuts = current().app.shortcuts.filter((one) => one.type === "message");
    if (message.ephemeral || shortcuts.length === 0) return null;
    const button = el("button", { type: "button", class: "tool", "aria-label": "More actions", title: "More actions" }, "⋮");
    const run = async (shortcut) => {
      const place = { channel: this.channel, ts: message.ts };
      const answer = await act({ user: viewer(), do: "message_shortcut", callback_id: shortcut.callback_id, ...place });
      surface.complain(answer.ok ? null : sentenceFor(answer));
    };
    const item = (shortcut) => ({ label: shortcut.name, description: shortcut.description, run: () => run(shortcut) });
    attachMenu(button, () => shortcuts.map(item), { label: "More actions" });
    return el("div", { class: "message-tools" }, button);
  }

  rows() {
    return [...this.log.querySelectorAll("[data-row]")];
  }

  makeOneTabbable() {
    const rows = this.rows();
    const kept = rows.find((row) => row === document.activeElement) ?? rows.at(-1);
    for (const row of rows) row.tabIndex = row === kept ? 0 : -1;
  }

  walk(event) {
    const rows = this.rows();
    const at = rows.indexOf(event.target);
    if (at < 0) return;
    const target = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const row = rows[Math.max(0, Math.min(rows.length - 1, target))];
    for (const one of rows) one.tabIndex = one === row ? 0 : -1;
    row.focus();
  }
}
