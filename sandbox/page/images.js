// Images; one that cannot be reached (this page has no network but its own server) is shown by its words.

import { el } from "./dom.js";

/** An image element or the picture of an image block. */
export function image(element) {
  const words = element.alt_text ?? "";
  const picture = el("img", { class: "picture", alt: words, loading: "lazy", referrerpolicy: "no-referrer" });
  const frame = el("span", { class: "picture-frame" }, picture);
  picture.addEventListener("error", () => {
    frame.replaceChildren(el("span", { class: "picture-words", role: "img", "aria-label": words }, `Image: ${words || "no description"}`));
  });
  picture.src = element.image_url ?? element.slack_file?.url ?? "";
  return frame;
}
