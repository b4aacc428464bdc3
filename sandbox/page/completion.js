// Completion in the composer: slash commands from the manifest, and people after an at sign.

import { el, freshId } from "./dom.js";
import { current, viewer } from "./workspace.js";

const OF_CHANNELS = [
  { command: "/invite", usage_hint: "@name", description: "Bring somebody, or the app, into this channel" },
  { command: "/kick", usage_hint: "@name", description: "Take somebody, or the app, out of this channel" },
  { command: "/join", usage_hint: "#channel", description: "Come into a public channel" },
  { command: "/leave", usage_hint: "", description: "Go out of this channel" },
  { command: "/archive", usage_hint: "", description: "Put this channel away" },
];

function commandChoices(typed) {
  const commands = [...current().app.commands, ...OF_CHANNELS];
  if (commands.some((one) => one.command === typed)) return [];
  return commands
    .filter((one) => one.command.startsWith(typed))
    .map((one) => ({ start: 0, insert: `${one.command} `, title: one.command, hint: one.usage_hint, note: one.description }));
}

function peopleChoices(typed, start) {
  const wanted = typed.toLowerCase();
  if (current().people.some((one) => one.name.toLowerCase() === wanted)) return [];
  const { people, app } = current();
  const called = { id: app.bot_user_id, name: app.name.toLowerCase(), real_name: "the app" };
  if (called.name === wanted) return [];
  return [...people.filter((one) => one.id !== viewer() && !one.deleted), called]
    .filter((one) => one.name.toLowerCase().startsWith(wanted) || (one.id !== called.id && (one.real_name ?? "").toLowerCase().startsWith(wanted)))
    .map((one) => ({ start, insert: `@${one.name} `, title: `@${one.name}`, note: one.real_name }));
}

function choicesFor(text) {
  if (/^\/\S*$/.test(text)) return commandChoices(text);
  const mention = /(?:^|\s)@([\w.-]*)$/.exec(text);
  return mention ? peopleChoices(mention[1], text.length - mention[1].length - 1) : [];
}

/** The list above the composer; it handles the keys while it is open. */
export class Completion {
  constructor(box, holder) {
    this.box = box;
    this.choices = [];
    this.at = 0;
    this.list = el("ul", { role: "listbox", id: freshId("completion"), class: "completion", "aria-label": "Suggestions", hidden: true });
    this.count = el("span", { class: "unseen", role: "status" });
    this.hint = el("p", { class: "usage", id: freshId("usage"), hidden: true });
    holder.append(this.list, this.hint, this.count);
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", this.list.id);
    box.setAttribute("aria-describedby", this.hint.id);
  }

  /** Look at what is typed now. */
  update() {
    this.choices = choicesFor(this.box.value.slice(0, this.box.selectionStart));
    this.at = 0;
    this.draw();
    this.showUsage();
  }

  showUsage() {
    const first = this.box.value.split(/\s/)[0];
    const command = current().app.commands.find((one) => one.command === first);
    this.hint.hidden = !command?.usage_hint;
    this.hint.textContent = command ? `${command.command} ${command.usage_hint ?? ""}` : "";
  }

  get open() {
    return this.choices.length > 0;
  }

  draw() {
    this.list.hidden = !this.open;
    this.list.replaceChildren(...this.choices.map((choice, index) => this.drawChoice(choice, index)));
    const active = this.list.children[this.at];
    if (active) this.box.setAttribute("aria-activedescendant", active.id);
    else this.box.removeAttribute("aria-activedescendant");
    this.count.textContent = this.open ? `${this.choices.length} suggestions, arrow keys to choose` : "";
  }

  drawChoice(choice, index) {
    return el(
      "li",
      {
        role: "option", id: freshId("suggestion"), class: index === this.at ? "suggestion active" : "suggestion",
        "aria-selected": String(index === this.at),
        onpointerdown: (event) => event.preventDefault(), onclick: () => this.take(choice),
      },
      el("span", {}, el("strong", {}, choice.title), choice.hint ? el("span", { class: "usage-hint" }, ` ${choice.hint}`) : null),
      choice.note ? el("span", { class: "menu-note" }, choice.note) : null,
    );
  }

  close() {
    this.choices = [];
    this.draw();
  }

  take(choice) {
    const caret = this.box.selectionStart;
    this.box.setRangeText(choice.insert, choice.start, caret, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
    this.box.focus();
  }

  /** Whether the key was for the list. */
  key(event) {
    if (!this.open) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + this.choices.length) % this.choices.length;
      this.draw();
    } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) this.take(this.choices[this.at]);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
