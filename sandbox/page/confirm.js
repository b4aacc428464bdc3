// The confirm dialog that a button or another element may carry.

import { el, freshId } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** Ask with a confirm object; resolves to whether the person said yes. */
export function ask(confirm) {
  const back = document.activeElement;
  const titleId = freshId("confirm");
  const textId = freshId("confirm-text");
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "modal confirm", "aria-labelledby": titleId, "aria-describedby": textId });
    const finish = (answer) => {
      dialog.close();
      dialog.remove();
      if (back?.isConnected) back.focus();
      resolve(answer);
    };
    const yes = confirm.style === "danger" ? "button danger-filled" : "button filled";
    dialog.append(
      el("header", { class: "modal-head" }, el("h2", { id: titleId }, ...textObject(confirm.title))),
      el("div", { class: "modal-body", id: textId }, ...textObject(confirm.text)),
      el(
        "footer",
        { class: "modal-foot" },
        el("button", { type: "button", class: "button", onclick: () => finish(false) }, ...textObject(confirm.deny)),
        el("button", { type: "button", class: yes, onclick: () => finish(true) }, ...textObject(confirm.confirm)),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(false);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
