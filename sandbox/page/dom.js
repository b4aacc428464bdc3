// Small helpers to build elements without ever turning data into markup.

/** Make an element; "on…" props are listeners, `data` fills the dataset, the rest are attributes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) apply(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function apply(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") node.className = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

let counter = 0;

/** An id that no other element on the page has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** The element that floating things belong in: the open dialog around a node, else the body. */
export function layerOf(node) {
  return node.closest("dialog[open]") ?? document.body;
}

/** Move focus without making the page jump. */
export function focusQuietly(node) {
  node?.focus({ preventScroll: true });
}

let release = null;
let pressed = Promise.resolve();

/** Resolves when no pointer is down: what is replaced between a press and its release gets no click. */
export function released() {
  return pressed;
}

/** The click that a release makes is dealt with first. */
function letGo(event) {
  if (release && event.buttons === 0) setTimeout(release);
  if (event.buttons === 0) release = null;
}

addEventListener("pointerdown", () => {
  if (!release) pressed = new Promise((resolve) => (release = resolve));
}, true);
for (const event of ["pointerup", "pointercancel", "pointermove"]) addEventListener(event, letGo, true);

/** Arrow keys walk through the given items; Home and End go to the ends. */
export function roveWithArrows(container, selector, { horizontal = false } = {}) {
  const [back, on] = horizontal ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  container.addEventListener("keydown", (event) => {
    const items = [...container.querySelectorAll(selector)];
    const at = items.indexOf(document.activeElement);
    if (at < 0) return;
    const target = { [back]: at - 1, [on]: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    items[Math.max(0, Math.min(items.length - 1, target))].focus();
  });
}
