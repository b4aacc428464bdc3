// The right column: the clock, when it can be moved, and what would have buzzed.

import { moveClock } from "./api.js";
import { dayHeading, dayKey, fillDate, now, timeOfDay } from "./clock.js";
import { el } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { reconcile } from "./reconcile.js";
import { You } from "./you.js";
import { channelName, current, person, viewer, zone } from "./workspace.js";

const MOVES = [
  { text: "+1 min", name: "+1 min", body: () => ({ advance_minutes: 1 }) },
  { text: "+5 min", name: "+5 min", body: () => ({ advance_minutes: 5 }) },
  { text: "to 09:00 tomorrow", name: "to 09:00 tomorrow", body: () => ({ to: "09:00", day: "tomorrow", user: viewer() }) },
];

function buzzItem(buzz, index) {
  const at = new Date(buzz.at);
  const day = dayKey(at, zone()) === dayKey(now(), zone()) ? "" : `${dayHeading(at, zone())}, `;
  const where = channelName(buzz.channel);
  const create = () =>
    el(
      "li",
      { class: "buzz" },
      el("p", { class: "buzz-head" }, el("time", { datetime: buzz.at }, `${day}${timeOfDay(at, zone())}`), where ? ` · ${where}` : ""),
      el("p", { class: "buzz-text" }, ...mrkdwn(buzz.text ?? "")),
    );
  return { key: `${buzz.at}-${index}`, signature: JSON.stringify([buzz, day]), create };
}

/** Draws the column. */
export class Panel {
  constructor(holder) {
    this.time = el("p", { class: "clock-time", data: { testid: "clock" } });
    this.day = el("p", { data: { testid: "date" } });
    this.place = el("p", { class: "quiet" });
    this.trouble = el("p", { class: "complaint", role: "alert" });
    this.moves = el("div", { class: "clock-moves" }, ...MOVES.map((move) => this.moveButton(move)));
    this.about = el("p", { class: "quiet" });
    this.buzzes = el("ol", { class: "buzzes", "aria-labelledby": "buzz-heading" });
    this.none = el("p", { class: "quiet" });
    holder.append(
      el("section", { "aria-labelledby": "clock-heading" },
        el("h2", { id: "clock-heading" }, "Clock"), this.time, this.day, this.place, this.moves, this.trouble, this.about),
    );
    this.you = new You(holder);
    holder.append(
      el("section", { "aria-labelledby": "buzz-heading" },
        el("h2", { id: "buzz-heading" }, "Would have buzzed"), this.none, this.buzzes),
    );
  }

  moveButton(move) {
    const press = async () => {
      if (button.getAttribute("aria-busy") === "true") return;
      button.setAttribute("aria-busy", "true");
      this.trouble.textContent = (await moveClock(move.body())) ?? "";
      button.removeAttribute("aria-busy");
    };
    const button = el("button", { type: "button", class: "button", onclick: press }, move.text);
    return button;
  }

  show() {
    const { movable } = current().clock;
    this.moves.hidden = !movable;
    this.about.textContent = movable
      ? "Moves the time for everyone here. What falls due on the way happens at once."
      : "This clock follows the real time and cannot be moved.";
    const name = person(viewer())?.real_name || person(viewer())?.name || "this person";
    const list = current().buzzes.map(buzzItem).reverse();
    this.none.textContent = list.length ? `What a phone would have shown ${name}.` : `Nothing yet for ${name}.`;
    reconcile(this.buzzes, list);
    this.you.show();
    this.time.textContent = "";
    this.tick();
  }

  /** Write the clock again. */
  tick() {
    this.you.tick();
    const moment = now();
    const text = timeOfDay(moment, zone());
    if (this.time.textContent === text) return;
    this.time.textContent = text;
    this.day.textContent = fillDate(moment / 1000, "{date_long_full}", zone());
    this.place.textContent = person(viewer())?.tz_label || zone();
  }
}
