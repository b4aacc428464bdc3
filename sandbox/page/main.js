// Starts the page: who is at this window, what is in view, and keeping it the same as the server's state.

import { channelItems, channelNote, openNewChannel } from "./channels.js";
import { act, listen, onActed, readState, sentenceFor } from "./api.js";
import { setNow } from "./clock.js";
import { Composer } from "./composer.js";
import { el, focusQuietly, released } from "./dom.js";
import { Drawer } from "./drawers.js";
import { Home } from "./home.js";
import { MessageList } from "./messages.js";
import { Modals } from "./modals.js";
import { refreshDates } from "./mrkdwn.js";
import { Panel } from "./panel.js";
import { dropOrphans } from "./popup.js";
import { Sidebar } from "./sidebar.js";
import { Top } from "./top.js";
import { channelName, current, nameOf, person, receive, viewer, zone } from "./workspace.js";

const byId = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const place = { user: asked.get("user"), channel: asked.get("channel"), tab: "messages" };
const notices = new Map();
const seen = new Map();
const link = { reads: true, stream: true };
let follow = false;
let stopListening = () => {};

const messages = new MessageList({ scroller: byId("scroller"), log: byId("log"), toNewest: byId("to-newest") });
const home = new Home(byId("home"));
const modals = new Modals({ giveFocusBack });
const panel = new Panel(byId("panel"));
const header = new Top(byId("top"), { chooseTab, channelItems: () => channelItems(channelInView(), failedHere) });
const sidebar = new Sidebar(byId("sidebar"), {
  choosePerson,
  chooseChannel,
  addChannel: () => openNewChannel(chooseChannel),
  joinChannel,
});
const composer = new Composer(byId("composer"), {
  sent: () => {
    follow = true;
  },
  failed: addNotice,
});
const leftDrawer = new Drawer({ node: byId("sidebar"), button: header.menuButton, width: 760, collapsible: false });
new Drawer({ node: byId("panel"), button: header.panelButton, width: 1180, collapsible: true });

function giveFocusBack(opener) {
  const spot = opener?.dataset?.spot;
  const again = spot ? [...document.querySelectorAll("#main [data-spot]")].find((node) => node.dataset.spot === spot) : null;
  if (opener?.isConnected && opener !== document.body) focusQuietly(opener);
  else if (again) focusQuietly(again);
  else if (place.tab === "home") header.home.focus();
  else composer.focus();
}

function addNotice({ user, channel }, text) {
  const key = `${user}/${channel}`;
  const ts = (Date.now() / 1000).toFixed(6);
  const notice = { ts, text, user: "sandbox", notice: true, ephemeral: true, shown_at: current().now };
  notices.set(key, [...(notices.get(key) ?? []), notice]);
  draw();
}

function failedHere(sentence) {
  addNotice({ user: viewer(), channel: place.channel }, sentence);
}

function channelInView() {
  return current().channels.find((one) => one.id === place.channel);
}

function messagesInView() {
  const own = notices.get(`${viewer()}/${place.channel}`) ?? [];
  const all = [...(current().messages[place.channel] ?? [])];
  for (const notice of own) {
    const after = all.findIndex((one) => Number(one.ts) > Number(notice.ts));
    all.splice(after < 0 ? all.length : after, 0, notice);
  }
  return all;
}

function newest(channel) {
  return current().messages[channel]?.findLast((one) => one.user !== viewer())?.ts ?? "";
}

function isUnread(channel) {
  const key = `${viewer()}/${channel}`;
  const inView = channel === place.channel && place.tab === "messages";
  if (inView || !seen.has(key)) seen.set(key, newest(channel));
  return seen.get(key) !== newest(channel);
}

function drawHints() {
  const hints = [];
  if (!link.reads || !link.stream) hints.push("Not connected to the sandbox. Trying again.");
  else if (current() && !current().app.connected) {
    hints.push(`${current().app.name} is not connected. Nothing will be answered until it is.`);
  }
  const text = hints.join(" ");
  if (byId("hints").textContent !== text) byId("hints").replaceChildren(...(text ? [el("p", {}, text)] : []));
}

function draw() {
  drawHints();
  const state = current();
  if (!state) return;
  if (!state.channels.some((one) => one.id === place.channel)) place.channel = state.channels[0]?.id ?? null;
  const channel = channelInView();
  const isApp = channel?.kind === "dm";
  if (!isApp || !state.app.home_tab) place.tab = "messages";
  const sign = channel?.kind === "private" ? "🔒 " : "#";
  const title = isApp ? state.app.name : `${sign}${channelName(place.channel) ?? ""}`;
  document.title = `${title}, ${person(viewer()) ? nameOf(viewer()) : ""}`;
  header.show({ title, isApp, hasHome: state.app.home_tab, tab: place.tab, note: isApp || !channel ? "" : channelNote(channel) });
  byId("conversation").hidden = place.tab === "home";
  byId("conversation").setAttribute("role", isApp ? "tabpanel" : "region");
  byId("home").hidden = place.tab !== "home";
  composer.aim(place.channel, title, { readOnly: isApp && state.app.messages_tab === false, archived: channel?.archived });
  drawMessages();
  home.show(state.home);
  sidebar.show(place.channel, isUnread);
  panel.show();
  modals.show(state.views);
  dropOrphans();
}

function drawMessages() {
  const shown = `${viewer()}/${place.channel}/${zone()}`;
  if (messages.shown !== shown) messages.reset(place.channel);
  messages.shown = shown;
  byId("log").setAttribute("aria-label", `Messages in ${channelName(place.channel)}`);
  messages.show(messagesInView(), { follow });
  follow = false;
}

async function read() {
  const user = place.user;
  try {
    const state = (await readState(user)) ?? (await readState(null));
    await released();
    if (user !== place.user) return;
    const isHere = (one) => !one.deleted && !one.is_bot;
    if (!state.people.some((one) => one.id === user && isHere(one))) {
      place.user = state.people.find(isHere).id;
      if (user) return read();
    }
    setNow(state.now);
    receive(state, place.user);
    link.reads = true;
    refreshDates();
  } catch {
    link.reads = false;
  }
  draw();
}

let reading = null;
let again = null;

/** Read the state; resolves when a read that began after this call is drawn. */
function refresh() {
  if (!reading) {
    reading = read().finally(() => {
      reading = null;
    });
    return reading;
  }
  again ??= reading.then(() => {
    again = null;
    return refresh();
  });
  return again;
}

let soon = null;

function refreshSoon() {
  soon ??= setTimeout(() => {
    soon = null;
    refresh();
  }, 40);
}

function startListening() {
  stopListening();
  stopListening = listen(place.user, {
    changed: refreshSoon,
    connected: (yes) => {
      link.stream = yes;
      drawHints();
      if (yes) refreshSoon();
    },
  });
}

async function choosePerson(user) {
  if (user === place.user) return;
  Object.assign(place, { user, channel: null, tab: "messages" });
  history.replaceState(null, "", `?user=${encodeURIComponent(user)}`);
  modals.reset();
  home.reset();
  leftDrawer.chosen();
  await refresh();
  startListening();
}

function chooseChannel(channel) {
  place.channel = channel;
  leftDrawer.chosen();
  chooseTab("messages");
  composer.focus();
}

async function joinChannel(channel) {
  const answer = await act({ user: viewer(), do: "join", channel });
  if (answer.ok) chooseChannel(channel);
  else failedHere(sentenceFor(answer));
}

/** A consent page opened from here begins with whoever is at this window; several windows share one browser. */
function rememberWindow() {
  document.cookie = `sandbox_window=${encodeURIComponent(viewer() ?? "")}; path=/; max-age=3600; samesite=lax`;
}

/** Tell the app, as Slack does, that its Home or its messages were opened. */
async function tellOpened(tab) {
  if (current().channels.find((one) => one.id === place.channel)?.kind !== "dm") return;
  const answer = await act({ user: place.user, do: "open_home", tab });
  if (!answer.ok && tab === "home") home.complain(sentenceFor(answer));
}

function chooseTab(tab) {
  place.tab = tab;
  home.complain(null);
  draw();
  if (tab !== "home") messages.goToNewest();
  tellOpened(tab);
}

function tick() {
  if (!current()) return;
  panel.tick();
  sidebar.tick();
  refreshDates();
}

async function begin() {
  await refresh();
  if (!current()) {
    setTimeout(begin, 1500);
    return;
  }
  startListening();
  composer.focus();
}

for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, rememberWindow, true);
onActed(() => refresh().catch(console.error));
setInterval(tick, 1000);
begin();
