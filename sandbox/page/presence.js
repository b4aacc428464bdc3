// How people are at this moment: their status, and whether anything buzzes them.

import { dayKey, now, timeOfDay } from "./clock.js";
import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { decode } from "./mrkdwn.js";
import { zone } from "./workspace.js";

/** When somebody can be buzzed again, in seconds; 0 when they can be now, Infinity when no end is known. */
export function silentUntil(person) {
  const at = now() / 1000;
  const quiet = person.quiet;
  if (!quiet) return 0;
  const [start, end] = quiet.window;
  const scheduled = start !== undefined && start <= at && at < end ? end : 0;
  const snoozed = quiet.snoozed_until > at ? quiet.snoozed_until : 0;
  return Math.max(scheduled, snoozed);
}

/** "9:20 AM", with the day when it is another one; in the zone of the person at this window. */
export function moment(seconds) {
  const date = new Date(seconds * 1000);
  const other = dayKey(date, zone()) !== dayKey(now(), zone());
  const day = other ? `${new Intl.DateTimeFormat("en-US", { timeZone: zone(), weekday: "long" }).format(date)}, ` : "";
  return `${day}${timeOfDay(date, zone())}`;
}

/** A status as a list of nodes: the emoji and the words. */
export function statusNodes(status) {
  const picture = status.emoji ? emoji(status.emoji, status.codes) : null;
  return [picture, picture && status.text ? " " : null, decode(status.text)].filter(Boolean);
}

/** A small mark for whoever cannot be buzzed now. */
export function silentMark() {
  return el("span", { class: "silent", role: "img", "aria-label": "Notifications are paused", title: "Notifications are paused" }, "zᶻ");
}
