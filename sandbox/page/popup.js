// Floating things (menus, lists of options): placed by their anchor, gone with a press elsewhere.

import { layerOf } from "./dom.js";

const open = new Set();

function place(node, anchor, above) {
  const box = anchor.getBoundingClientRect();
  const room = { below: innerHeight - box.bottom - 12, above: box.top - 12 };
  const wanted = Math.min(node.scrollHeight, 340);
  const upwards = above ? room.above > 120 : room.below < wanted && room.above > room.below;
  node.style.maxHeight = `${Math.max(96, Math.min(340, upwards ? room.above : room.below))}px`;
  node.style.minWidth = `${Math.min(box.width, innerWidth - 16)}px`;
  const wished = box.left > innerWidth * 0.55 ? box.right - node.offsetWidth : box.left;
  const left = Math.max(8, Math.min(wished, innerWidth - node.offsetWidth - 8));
  node.style.left = `${left}px`;
  if (upwards) node.style.bottom = `${innerHeight - box.top + 4}px`;
  else node.style.top = `${box.bottom + 4}px`;
}

/** Show a node by its anchor; returns a function that takes it away (onclosed is then called once). */
export function openPopup(anchor, node, { above = false, onclosed = () => {} } = {}) {
  const entry = { anchor };
  node.classList.add("popup");
  layerOf(anchor).append(node);
  place(node, anchor, above);
  const outside = (event) => {
    if (!node.contains(event.target) && !anchor.contains(event.target)) entry.close();
  };
  const { top } = anchor.getBoundingClientRect();
  // A scroll that was under way when it opened is told of afterwards; only one that carries the anchor off counts.
  const scrolled = () => {
    if (Math.abs(anchor.getBoundingClientRect().top - top) > 1) entry.close();
  };
  entry.close = () => {
    if (!open.delete(entry)) return;
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("scroll", scrolled, true);
    removeEventListener("resize", entry.close);
    node.remove();
    onclosed();
  };
  open.add(entry);
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("scroll", scrolled, true);
  addEventListener("resize", entry.close);
  return entry.close;
}

/** Take away what floats beside an anchor that is no longer on the page. */
export function dropOrphans() {
  for (const entry of [...open]) if (!entry.anchor.isConnected) entry.close();
}
