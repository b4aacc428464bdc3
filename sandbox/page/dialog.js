// A dialog of the page's own, beside the modals that an app opens.

import { el, freshId } from "./dom.js";

/** Open one; `submit` gives a sentence when it stays open. The first box has the focus, which goes back at the end. */
export function openDialog({ title, body, button, submit, also = [] }) {
  const back = document.activeElement;
  const titleId = freshId("dialog");
  const alert = el("p", { class: "complaint", role: "alert" });
  const close = () => {
    dialog.close();
    dialog.remove();
    if (back?.isConnected) back.focus();
  };
  const send = async (event) => {
    event.preventDefault();
    alert.textContent = "";
    const sentence = await submit();
    if (sentence) alert.textContent = sentence;
    else close();
  };
  const dialog = el(
    "dialog",
    { class: "modal own", "aria-labelledby": titleId },
    el(
      "form",
      { novalidate: true, onsubmit: send },
      el(
        "header",
        { class: "modal-head" },
        el("h2", { id: titleId }, title),
        el("button", { type: "button", class: "tool", "aria-label": "Close", onclick: close }, "×"),
      ),
      el("div", { class: "modal-body" }, ...body, alert),
      el(
        "footer",
        { class: "modal-foot" },
        ...also.map(({ text, run }) => {
          const press = async () => {
            const sentence = await run();
            if (sentence) alert.textContent = sentence;
            else close();
          };
          return el("button", { type: "button", class: "button", onclick: press }, text);
        }),
        el("button", { type: "submit", class: "button filled" }, button),
      ),
    ),
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector(".modal-body input, .modal-body select")?.focus();
}

/** A box with its label; gives both, and the box. */
export function labelled(text, box) {
  const id = freshId("box");
  box.id = id;
  return { node: el("p", { class: "own-box" }, el("label", { for: id }, text), box), box };
}

/** A box to tick with its label beside it. */
export function tick(text, { checked = false } = {}) {
  const id = freshId("tick");
  const box = el("input", { type: "checkbox", id, checked });
  return { node: el("span", { class: "own-tick" }, box, el("label", { for: id }, text)), box };
}

/** A list to choose from: [[value, words], …]. */
export function choice(options, chosen) {
  return el("select", {}, ...options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)));
}
