// Blocks by type; an unknown or broken one is shown as an error that names its type.

import { el, freshId } from "./dom.js";
import { cannotShow, drawElement } from "./elements.js";
import { image } from "./images.js";
import { textObject } from "./mrkdwn.js";
import { keepingFocus, reconcile } from "./reconcile.js";
import { richText } from "./richtext.js";

function section(block, surface) {
  const textId = freshId("section");
  const body = el("div", { class: "section-body" });
  if (block.text) body.append(el("div", { class: "text", id: textId }, ...textObject(block.text)));
  if (block.fields) {
    const fields = block.fields.map((field) => el("div", { class: "text" }, ...textObject(field)));
    body.append(el("div", { class: "fields" }, ...fields));
  }
  const node = el("div", { class: "block section" }, body);
  if (block.accessory) {
    const context = { surface, block, pressing: true, labelledBy: block.text ? textId : null };
    node.append(el("div", { class: "accessory" }, drawElement(block.accessory, context)));
  }
  return node;
}

function context(block) {
  const draw = (element) => {
    if (element.type === "image") return el("span", { class: "context-image" }, image(element));
    return el("span", { class: "text" }, ...textObject(element));
  };
  return el("div", { class: "block context" }, ...block.elements.map(draw));
}

function actions(block, surface) {
  const draw = (element) => drawElement(element, { surface, block, pressing: true });
  return el("div", { class: "block actions" }, ...block.elements.map(draw));
}

function header(block) {
  return el("h3", { class: "block block-header" }, ...textObject(block.text));
}

function imageBlock(block) {
  const title = block.title ? el("figcaption", {}, ...textObject(block.title)) : null;
  return el("figure", { class: "block image-block" }, title, image(block));
}

function input(block, surface) {
  const ids = { field: freshId("field"), label: freshId("label"), about: freshId("about"), error: freshId("error") };
  const element = drawElement(block.element, {
    surface, block, fieldId: ids.field, labelledBy: ids.label,
    describedBy: `${ids.about} ${ids.error}`, pressing: block.dispatch_action === true,
  });
  const label = el("label", { class: "label", id: ids.label, for: ids.field }, ...textObject(block.label));
  const optional = block.optional ? el("span", { class: "optional" }, "(optional)") : null;
  const hint = el("p", { class: "hint", id: ids.about }, ...textObject(block.hint));
  return el(
    "div",
    { class: "block input" },
    el("div", { class: "label-line" }, label, optional),
    element,
    el("p", { class: "field-error", id: ids.error }),
    hint,
  );
}

const BLOCKS = {
  section,
  context,
  actions,
  header,
  input,
  divider: () => el("hr", { class: "block divider" }),
  image: imageBlock,
  rich_text: richText,
};

function drawBlock(block, surface) {
  const draw = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : null;
  if (!draw) return cannotShow(`Unknown block type: ${block.type}`);
  try {
    return draw(block, surface);
  } catch (error) {
    return cannotShow(`A block of type ${block.type} could not be drawn: ${error.message}`);
  }
}

/** Show blocks in a container, replacing only those that changed. */
export function showBlocks(container, blocks, surface) {
  surface.blocks = blocks;
  const seen = new Set();
  const items = blocks.map((block, index) => {
    const named = block.block_id && !seen.has(block.block_id);
    const key = named ? block.block_id : `nth-${index}`;
    seen.add(key);
    return { key, signature: JSON.stringify(block), create: () => drawBlock(block, surface) };
  });
  keepingFocus(container, () => reconcile(container, items));
}

/** Write sentences under the inputs they belong to, and take away those of before. */
export function showFieldErrors(container, errors) {
  let first = null;
  for (const node of container.querySelectorAll(".block.input")) {
    const sentence = errors[node.dataset.key] ?? "";
    node.querySelector(".field-error").textContent = sentence;
    const field = node.querySelector("input, textarea, [role=combobox], [role=radiogroup], [role=group]");
    field?.setAttribute("aria-invalid", sentence ? "true" : "false");
    if (sentence) first ??= node.querySelector("input, textarea, [role=combobox]");
  }
  first?.focus();
}
