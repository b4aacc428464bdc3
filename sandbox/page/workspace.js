// What the server last said about the workspace, and look-ups in it.

let state = null;
let viewerId = null;

/** Take over a state read for one person. */
export function receive(next, user) {
  state = next;
  viewerId = user;
}

/** The last state, or null before the first one. */
export function current() {
  return state;
}

/** The id of the person at this window. */
export function viewer() {
  return viewerId;
}

/** The person with this id, if there is one. */
export function person(id) {
  return state?.people.find((one) => one.id === id);
}

/** The zone of the person at this window. */
export function zone() {
  return person(viewerId)?.tz ?? "UTC";
}

/** Whether an author id is the app's. */
export function isApp(id) {
  return id === state?.app.bot_user_id || id === state?.app.id;
}

/** How a user is called on the page. */
export function nameOf(id) {
  if (isApp(id)) return state.app.name;
  const found = person(id);
  return found?.real_name || found?.name || id;
}

/** How a channel is called on the page. */
export function channelName(id) {
  const found = state?.channels.find((one) => one.id === id);
  if (!found) return null;
  return found.kind === "dm" ? state.app.name : found.name;
}

/** Up to two letters that stand for a name. */
export function initials(name) {
  const words = name.split(/[\s_.-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("") || "?";
}

/** One of the avatar tints, the same for the same person. */
export function tintOf(id) {
  if (isApp(id)) return "tint-app";
  const position = state?.people.findIndex((one) => one.id === id) ?? 0;
  return `tint-${Math.max(0, position) % 6}`;
}
