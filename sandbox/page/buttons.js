// Buttons and overflow menus.

import { el } from "./dom.js";
import { attachMenu } from "./menu.js";
import { textObject } from "./mrkdwn.js";

const STYLES = { primary: "button filled", danger: "button danger" };

function opensElsewhere(url) {
  return typeof url === "string" && /^(https?:|mailto:)/i.test(url);
}

/** A button; one with an address is a link that also tells the app. */
export function button(element, { surface, block, mark }) {
  const shared = { class: STYLES[element.style] ?? "button", data: mark, "aria-label": element.accessibility_label };
  const press = () => surface.press(block.block_id, element, element.value ?? null, node);
  const outside = opensElsewhere(element.url);
  const node = outside
    ? el("a", { ...shared, href: element.url, target: "_blank", rel: "noopener noreferrer", onclick: press })
    : el("button", { ...shared, type: "button", onclick: press });
  node.append(...textObject(element.text));
  return node;
}

/** An overflow menu behind three dots. */
export function overflow(element, { surface, block, mark }) {
  const node = el("button", { type: "button", class: "button dots", "aria-label": "More options", title: "More options", data: mark }, "⋯");
  const run = (option) => {
    if (opensElsewhere(option.url)) window.open(option.url, "_blank", "noopener");
    surface.press(block.block_id, element, option.value ?? null, node);
  };
  const items = () =>
    (element.options ?? []).map((option) => ({
      label: textObject(option.text),
      description: option.description ? textObject(option.description) : null,
      run: () => run(option),
    }));
  attachMenu(node, items, { label: "More options" });
  return node;
}
