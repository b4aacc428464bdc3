// Images; one from elsewhere is shown by its words, as this page has no network but its own server.

import { el } from "./dom.js";

function inWords(words) {
  return el("span", { class: "picture-words", role: "img", "aria-label": words }, `Image: ${words || "no description"}`);
}

function isNear(address) {
  try {
    const url = new URL(address, location.href);
    return url.origin === location.origin || url.protocol === "data:";
  } catch {
    return false;
  }
}

/** An image element or the picture of an image block. */
export function image(element) {
  const words = element.alt_text ?? "";
  const address = element.image_url ?? element.slack_file?.url ?? "";
  if (!address || !isNear(address)) return inWords(words);
  const picture = el("img", { class: "picture", alt: words, loading: "lazy" });
  const frame = el("span", { class: "picture-frame" }, picture);
  picture.addEventListener("error", () => frame.replaceChildren(inWords(words)));
  picture.src = address;
  return frame;
}
