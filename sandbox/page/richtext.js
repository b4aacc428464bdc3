// The rich_text block: sections, lists, quotes and preformatted text with their styled pieces.

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelMention, dateElement, link, userMention } from "./mrkdwn.js";

const TAGS = { code: "code", strike: "s", italic: "em", bold: "strong", underline: "u", highlight: "mark" };

function withStyle(piece, node) {
  return Object.entries(TAGS).reduce((inner, [style, tag]) => (piece.style?.[style] ? el(tag, {}, inner) : inner), node);
}

const PIECES = {
  text: (piece) => piece.text,
  emoji: (piece) => emoji(piece.name, piece.unicode),
  link: (piece) => link(piece.url, piece.text || piece.url),
  user: (piece) => userMention(piece.user_id),
  usergroup: (piece) => el("span", { class: "mention" }, `@${piece.usergroup_id}`),
  channel: (piece) => channelMention(piece.channel_id),
  broadcast: (piece) => el("span", { class: "mention" }, `@${piece.range}`),
  date: (piece) => dateElement(piece.timestamp, piece.format, piece.fallback, piece.url),
  color: (piece) => el("code", {}, piece.value),
};

function drawPiece(piece) {
  const draw = PIECES[piece.type];
  if (!draw) return el("span", { class: "cannot-show", data: { testid: "unknown-block" } }, `Unknown rich text piece: ${piece.type}`);
  return withStyle(piece, draw(piece));
}

function pieces(part) {
  return (part.elements ?? []).map(drawPiece);
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const props = { class: `rich-list indent-${Math.min(8, part.indent ?? 0)}` };
  if (tag === "ol" && part.offset) props.start = part.offset + 1;
  return el(tag, props, ...part.elements.map((item) => el("li", {}, ...pieces(item))));
}

const PARTS = {
  rich_text_section: (part) => el("p", { class: "rich-section" }, ...pieces(part)),
  rich_text_list: list,
  rich_text_quote: (part) => el("blockquote", {}, ...pieces(part)),
  rich_text_preformatted: (part) => el("pre", {}, ...pieces(part)),
};

function drawPart(part) {
  const draw = PARTS[part.type];
  if (!draw) return el("div", { class: "cannot-show", data: { testid: "unknown-block" } }, `Unknown rich text part: ${part.type}`);
  return draw(part);
}

/** Draw a rich_text block. */
export function richText(block) {
  return el("div", { class: "block rich-text" }, ...(block.elements ?? []).map(drawPart));
}
