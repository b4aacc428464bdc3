// Slack's message markup and text objects, drawn as elements; every piece of data becomes a text node.

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelName, nameOf, viewer, zone } from "./workspace.js";
import { fillDate } from "./clock.js";

/** Turn the three entities of Slack text back into their characters. */
export function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A link that opens elsewhere; an address that is neither web nor mail stays plain text. */
export function link(address, label) {
  const safe = /^(https?:|mailto:)/i.test(address);
  if (!safe) return el("span", {}, label);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** A mention of a person or the app. */
export function userMention(id) {
  return el("span", { class: id === viewer() ? "mention mention-me" : "mention" }, `@${nameOf(id)}`);
}

/** A mention of a channel. */
export function channelMention(id, label) {
  return el("span", { class: "mention" }, `#${channelName(id) ?? label ?? id}`);
}

/** A date in the viewer's zone that follows the sandbox clock. */
export function dateElement(epoch, pattern, fallback, address) {
  const text = fillDate(epoch, pattern, zone());
  if (text === null) return el("span", {}, fallback ?? "");
  const full = fillDate(epoch, "{date_long} at {time}", zone());
  const when = new Date(Number(epoch) * 1000).toISOString();
  const time = el("time", { datetime: when, title: full, data: { epoch, pattern } }, text);
  return address ? link(address, time) : time;
}

/** Write all dates again, after the clock or the day moved on. */
export function refreshDates(root = document) {
  for (const node of root.querySelectorAll("time[data-pattern]")) {
    const text = fillDate(node.dataset.epoch, node.dataset.pattern, zone());
    if (text !== null && text !== node.textContent) node.textContent = text;
  }
}

function angled(inside) {
  const [head, label] = splitOnce(inside, "|");
  if (head.startsWith("@")) return userMention(head.slice(1));
  if (head.startsWith("#")) return channelMention(head.slice(1), label);
  if (head.startsWith("!date^")) {
    const [, epoch, pattern, address] = head.split("^");
    return dateElement(epoch, decode(pattern ?? ""), decode(label ?? ""), address);
  }
  if (head.startsWith("!subteam^")) return el("span", { class: "mention" }, label ?? "@group");
  if (head.startsWith("!")) return el("span", { class: "mention" }, `@${head.slice(1)}`);
  return link(decode(head), label === undefined ? decode(head) : decode(label));
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const STYLES = { "*": "strong", _: "em", "~": "s" };
const OPENINGS = [
  [/<([^<>\n]+)>/y, (match) => angled(match[1])],
  [/`([^`\n]+)`/y, (match) => el("code", {}, decode(match[1]))],
  [/:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/y, (match) => emoji(match[1])],
  [/https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"]/y, (match) => link(decode(match[0]), decode(match[0]))],
];

function styled(text, at) {
  const mark = text[at];
  if (!STYLES[mark] || /[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return null;
  const close = new RegExp(`[${mark}](\\S|\\S[^\\n]*?\\S)[${mark}](?![\\p{L}\\p{N}])`, "uy");
  close.lastIndex = at;
  const match = close.exec(text);
  if (!match) return null;
  return { node: el(STYLES[mark], {}, ...inline(match[1])), length: match[0].length };
}

function special(text, at) {
  for (const [pattern, make] of OPENINGS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { node: make(match), length: match[0].length };
  }
  return styled(text, at);
}

function inline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = /[<`:*_~h]/.test(text[at]) ? special(text, at) : null;
    if (found) {
      if (plain) nodes.push(decode(plain));
      plain = "";
      nodes.push(found.node);
    } else plain += text[at];
    at += found ? found.length : 1;
  }
  if (plain) nodes.push(decode(plain));
  return nodes;
}

function lines(text) {
  const nodes = [];
  for (const group of text.match(/(?:^(?:&gt;|>).*\n?)+|(?:^(?!&gt;|>).*\n?)+/gm) ?? []) {
    const quoted = /^(?:&gt;|>)/.test(group);
    if (!quoted) nodes.push(...inline(group));
    else nodes.push(el("blockquote", {}, ...inline(group.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, ""))));
  }
  return nodes;
}

/** Draw markup as a list of nodes. */
export function mrkdwn(text) {
  return text.split(/```([\s\S]+?)```/).flatMap((part, index) => {
    if (index % 2 === 1) return [el("pre", {}, decode(part.replace(/^\n/, "")))];
    return part ? lines(part) : [];
  });
}

function plain(object) {
  if (object.emoji === false) return [decode(object.text)];
  return decode(object.text).split(/:([a-z0-9_+'-]+):/).map((part, index) => (index % 2 ? emoji(part) : part));
}

/** Draw a text object (plain_text or mrkdwn) as a list of nodes. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  if (object.type === "plain_text") return plain(object);
  throw new Error(`unknown text type ${object.type}`);
}
