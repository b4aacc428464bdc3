// What the person at this window sets about themselves: status, notifications, and what the app may in their name.

import { act, sentenceFor } from "./api.js";
import { now } from "./clock.js";
import { ask } from "./confirm.js";
import { choice, labelled, openDialog, tick } from "./dialog.js";
import { el } from "./dom.js";
import { attachMenu } from "./menu.js";
import { decode } from "./mrkdwn.js";
import { moment, silentUntil, statusNodes } from "./presence.js";
import { current, nameOf, person, viewer } from "./workspace.js";

const CLEARS = [["", "Do not clear"], ["30", "In 30 minutes"], ["60", "In one hour"], ["240", "In four hours"]];
const PAUSES = [["5 minutes", 5], ["30 minutes", 30], ["One hour", 60], ["Four hours", 240]];
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

async function done(body) {
  const answer = await act({ user: viewer(), ...body });
  return answer.ok ? null : sentenceFor(answer);
}

function openStatus() {
  const status = person(viewer()).status;
  const emoji = labelled("Emoji", el("input", { type: "text", placeholder: ":seedling:", value: status?.emoji ? `:${status.emoji}:` : "" }));
  const text = labelled("What is your status?", el("input", { type: "text", value: status ? decode(status.text) : "" }));
  const clears = labelled("Clear it", choice(CLEARS, ""));
  const submit = () => {
    const minutes = Number(clears.box.value);
    const until = minutes ? new Date(now().getTime() + minutes * 60_000).toISOString() : null;
    return done({ do: "set_status", text: text.box.value.trim(), emoji: emoji.box.value.trim(), until });
  };
  const clear = { text: "Clear status", run: () => done({ do: "set_status", text: "", emoji: "" }) };
  openDialog({ title: "Set a status", body: [text.node, emoji.node, clears.node], button: "Save", submit, also: status ? [clear] : [] });
}

function openHours() {
  const hours = person(viewer()).quiet.hours;
  const always = tick("At any hour", { checked: !hours });
  const since = labelled("From", el("input", { type: "time", value: hours?.since ?? "08:00" }));
  const until = labelled("Until", el("input", { type: "time", value: hours?.until ?? "22:00" }));
  const days = DAYS.map((name, number) => ({ number, ...tick(name, { checked: hours?.days.includes(number) ?? true }) }));
  const submit = () => {
    if (always.box.checked) return done({ do: "always_notified" });
    const chosen = days.filter(({ box }) => box.checked).map(({ number }) => number);
    return done({ do: "keep_hours", since: since.box.value, until: until.box.value, days: chosen });
  };
  const body = [
    el("p", { class: "quiet" }, "Outside these hours nothing buzzes, and apps can see when they are."),
    since.node, until.node,
    el("div", { class: "own-days", role: "group", "aria-label": "Days" }, ...days.map(({ node }) => node)),
    el("p", {}, always.node),
  ];
  openDialog({ title: "Notification hours", body, button: "Save", submit });
}

/** The part of the panel about whoever is at this window. */
export class You {
  constructor(holder) {
    this.status = el("p", { class: "you-status" });
    this.sound = el("p", { class: "quiet", data: { testid: "notifications" } });
    this.complaint = el("p", { class: "complaint", role: "alert" });
    this.pause = el("button", { type: "button", class: "button", "aria-label": "Pause notifications" }, "Pause");
    attachMenu(this.pause, () => PAUSES.map(([label, minutes]) => ({ label, run: () => this.do({ do: "snooze", minutes }) })), { label: "Pause notifications" });
    this.resume = el("button", { type: "button", class: "button", "aria-label": "Resume notifications", onclick: () => this.do({ do: "end_snooze" }) }, "Resume");
    this.more = el("button", { type: "button", class: "tool", "aria-label": "More about you", title: "More about you" }, "⋯");
    attachMenu(this.more, () => [{ label: "Deactivate this account", description: "They are gone from the workspace, for good.", run: () => this.deactivate() }], { label: "More about you" });
    this.allowed = el("details", { class: "allowed" });
    holder.append(
      el(
        "section",
        { "aria-labelledby": "you-heading" },
        el("div", { class: "you-heading" }, el("h2", { id: "you-heading" }, "You"), this.more),
        this.status, this.sound,
        el(
          "div",
          { class: "clock-moves" },
          el("button", { type: "button", class: "button", "aria-label": "Set a status", onclick: openStatus }, "Status"),
          this.pause, this.resume,
          el("button", { type: "button", class: "button", "aria-label": "Notification hours", onclick: openHours }, "Hours"),
        ),
        this.complaint, this.allowed,
      ),
    );
  }

  async deactivate() {
    const words = (text) => ({ type: "plain_text", text, emoji: false });
    const title = words(`Deactivate ${nameOf(viewer())}?`);
    const text = words("Nobody can be them here any more, and what the app may in their name ends.");
    if (await ask({ title, text, confirm: words("Deactivate"), deny: words("Not now"), style: "danger" })) this.do({ do: "deactivate" });
  }

  async do(body) {
    this.complaint.textContent = (await done(body)) ?? "";
  }

  show() {
    const { status } = person(viewer());
    this.status.replaceChildren(...(status ? statusNodes(status) : []));
    if (status?.ends) this.status.append(el("span", { class: "quiet" }, ` until ${moment(status.ends)}`));
    this.status.hidden = !status;
    this.showAllowed();
    this.tick();
  }

  showAllowed() {
    const { allowed } = current();
    const app = current().app.name;
    const drawn = JSON.stringify([viewer(), allowed]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const items = allowed.map(({ scope, words }) =>
      el("li", {}, el("span", {}, words), el("button", {
        type: "button", class: "button small", "aria-label": `Take back: ${words}`,
        onclick: () => this.do({ do: "withdraw", scope }),
      }, "Take back")));
    const all = el("button", { type: "button", class: "button", onclick: () => this.do({ do: "revoke" }) }, "Take back everything");
    this.allowed.hidden = allowed.length === 0;
    this.allowed.replaceChildren(el("summary", {}, `What ${app} may in your name`), el("ul", {}, ...items), all);
  }

  /** Write again what depends on the time. */
  tick() {
    const one = person(viewer());
    const until = silentUntil(one);
    const snoozed = until && one.quiet.snoozed_until === until;
    const text = until ? `Nothing buzzes you until ${moment(until)}${snoozed ? "" : ", outside your hours"}.` : "Notifications come through.";
    if (this.sound.textContent !== text) this.sound.textContent = text;
    this.resume.hidden = one.quiet.snoozed_until <= now() / 1000;
  }
}
