// The message box: Enter sends, Shift and Enter makes a line; a slash sends a command; drafts stay by channel.

import { act, sentenceFor } from "./api.js";
import { Completion } from "./completion.js";
import { el } from "./dom.js";
import { attachMenu } from "./menu.js";
import { current, viewer } from "./workspace.js";

/** Writes as the person at this window in the channel in view. */
export class Composer {
  constructor(holder, { sent, failed }) {
    Object.assign(this, { sent, failed });
    this.drafts = new Map();
    this.channel = null;
    this.box = el("textarea", { id: "composer-text", rows: "1", autocomplete: "off", oninput: () => this.typed() });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.completion.close());
    const suggestions = el("div", { class: "suggestions" });
    this.completion = new Completion(this.box, suggestions);
    this.shortcuts = el("button", { type: "button", class: "tool", "aria-label": "Shortcuts", title: "Shortcuts" }, "+");
    attachMenu(this.shortcuts, () => this.shortcutItems(), { label: "Shortcuts", above: true });
    const send = el("button", { type: "button", class: "button filled send", onclick: () => this.send() }, "Send");
    this.frame = el("div", { class: "composer-box" }, this.shortcuts, this.box, send);
    this.note = el("p", { class: "composer-note" });
    holder.append(suggestions, this.frame, this.note);
  }

  /** Point the box at a channel of the person at this window. */
  aim(channel, label, { readOnly = false, archived = false } = {}) {
    this.frame.hidden = readOnly || archived;
    const closed = archived ? "This channel has been archived." : "Sending messages to this app has been turned off.";
    this.note.textContent = this.frame.hidden
      ? closed
      : "Enter sends, Shift and Enter starts a new line. Type / for commands.";
    const place = `${viewer()}/${channel}`;
    this.shortcuts.hidden = this.globalShortcuts().length === 0;
    this.box.setAttribute("aria-label", `Message ${label}`);
    this.box.placeholder = `Message ${label}`;
    if (place === this.place) return;
    if (this.place) this.drafts.set(this.place, this.box.value);
    this.place = place;
    this.channel = channel;
    this.write(this.drafts.get(place) ?? "");
  }

  write(text) {
    this.box.value = text;
    this.fit();
    this.completion.close();
    this.completion.showUsage();
  }

  typed() {
    this.fit();
    this.completion.update();
  }

  fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(220, this.box.scrollHeight)}px`;
  }

  key(event) {
    if (event.isComposing || this.completion.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  async send() {
    const text = this.box.value.trim();
    if (!text) return;
    const place = { user: viewer(), channel: this.channel };
    const where = this.place;
    this.write("");
    this.sent();
    const answer = await act({ ...place, do: text.startsWith("/") ? "command" : "message", text });
    if (answer.ok) return;
    if (answer.error === "unreachable" && this.place === where && !this.box.value) this.write(text);
    this.failed(place, sentenceFor(answer));
  }

  globalShortcuts() {
    return current().app.shortcuts.filter((one) => one.type === "global");
  }

  shortcutItems() {
    return this.globalShortcuts().map((one) => ({ label: one.name, description: one.description, run: () => this.runShortcut(one) }));
  }

  async runShortcut(shortcut) {
    const place = { user: viewer(), channel: this.channel };
    const answer = await act({ user: place.user, do: "shortcut", callback_id: shortcut.callback_id });
    if (!answer.ok) this.failed(place, sentenceFor(answer));
  }

  focus() {
    this.box.focus();
  }
}
