// Changing what is drawn in place: only what differs is replaced, and focus stays where it was.

import { focusQuietly } from "./dom.js";

const signatures = new WeakMap();

/**
 * Make the children of a container match the items, each with a key, a signature and create();
 * a child whose signature changed is given to update(node) if the item has one, else replaced.
 */
export function reconcile(container, items) {
  const kept = new Map([...container.children].map((node) => [node.dataset.key, node]));
  const wanted = new Set(items.map((item) => item.key));
  for (const [key, node] of kept) if (!wanted.has(key)) node.remove();
  let cursor = container.firstElementChild;
  for (const item of items) {
    const old = kept.get(item.key);
    const node = settle(old, item);
    if (old && node !== old) {
      if (cursor === old) cursor = node;
      old.replaceWith(node);
    }
    if (node === cursor) cursor = cursor.nextElementSibling;
    else container.insertBefore(node, cursor);
  }
}

function settle(old, item) {
  if (old && signatures.get(old) === item.signature) return old;
  if (old && item.update) {
    item.update(old);
    signatures.set(old, item.signature);
    return old;
  }
  const node = item.create();
  node.dataset.key = item.key;
  signatures.set(node, item.signature);
  return node;
}

function describe(node) {
  const caret = typeof node.selectionStart === "number" ? [node.selectionStart, node.selectionEnd] : null;
  return { spot: node.dataset.spot, action: node.dataset.action, key: node.closest("[data-row]")?.dataset.row, caret };
}

function find(container, held) {
  const row = held.key ? [...container.querySelectorAll("[data-row]")].find((one) => one.dataset.row === held.key) : null;
  const within = row ?? container;
  const nodes = [...within.querySelectorAll("[data-spot]")];
  return (
    nodes.find((node) => held.spot && node.dataset.spot === held.spot) ??
    nodes.find((node) => held.action && node.dataset.action === held.action) ??
    row
  );
}

function resting(container) {
  return container.closest("dialog")?.querySelector("h2") ?? container.closest("[role=tabpanel]");
}

/** Do the work and put focus back on the same control, or on its row (or the modal's title, or the tab) when the control is gone. */
export function keepingFocus(container, work) {
  const active = document.activeElement;
  const held = container.contains(active) && active !== container ? describe(active) : null;
  work();
  if (!held || container.contains(document.activeElement)) return;
  const target = find(container, held) ?? resting(container);
  focusQuietly(target);
  if (held.caret && target?.setSelectionRange) target.setSelectionRange(...held.caret);
}
