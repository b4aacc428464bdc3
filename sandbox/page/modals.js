// The stack of open modals: the topmost is shown, the ones below keep what was typed in them.

import { act, sentenceFor } from "./api.js";
import { showBlocks, showFieldErrors } from "./blocks.js";
import { el, freshId } from "./dom.js";
import { refreshDates, textObject } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { viewer } from "./workspace.js";

class Modal {
  constructor(view) {
    this.id = view.id;
    this.surface = new Surface({ view_id: view.id });
    this.surface.complain = (sentence) => this.complain(sentence);
    const titleId = freshId("title");
    this.title = el("h2", { id: titleId, tabindex: "-1" });
    this.alert = el("p", { class: "complaint", role: "alert" });
    this.body = el("div", { class: "modal-blocks" });
    this.cross = el("button", { type: "button", class: "tool", "aria-label": "Close modal", onclick: () => this.dismiss({ all_of_them: true }) }, "×");
    this.closeButton = el("button", { type: "button", class: "button", onclick: () => this.dismiss() });
    this.submitButton = el("button", { type: "submit", class: "button filled" });
    this.form = el(
      "form",
      { novalidate: true, onsubmit: (event) => this.submit(event) },
      el("header", { class: "modal-head" }, this.title, this.cross),
      el("div", { class: "modal-body" }, this.alert, this.body),
      el("footer", { class: "modal-foot" }, this.closeButton, this.submitButton),
    );
    this.dialog = el("dialog", { class: "modal", "aria-labelledby": titleId, data: { testid: "modal" } }, this.form);
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.dismiss();
    });
    document.body.append(this.dialog);
  }

  draw(view) {
    this.title.replaceChildren(...textObject(view.title));
    this.closeButton.replaceChildren(...(view.close ? textObject(view.close) : ["Close"]));
    this.submitButton.hidden = !view.submit;
    this.submitButton.replaceChildren(...textObject(view.submit));
    this.surface.keep(view.state);
    showBlocks(this.body, view.blocks, this.surface);
    refreshDates(this.body);
  }

  complain(sentence) {
    this.alert.textContent = sentence ?? "";
  }

  key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.dismiss();
  }

  async dismiss(more = {}) {
    const answer = await act({ user: viewer(), do: "close", view_id: this.id, ...more });
    if (!answer.ok) this.complain(sentenceFor(answer));
  }

  async submit(event) {
    event.preventDefault();
    if (this.submitButton.hidden || this.submitButton.getAttribute("aria-busy") === "true") return;
    this.complain(null);
    const missing = this.surface.complaints();
    showFieldErrors(this.body, missing);
    if (Object.keys(missing).length) return;
    this.submitButton.setAttribute("aria-busy", "true");
    const answer = await act({ user: viewer(), do: "submit", view_id: this.id, state: this.surface.state() });
    this.submitButton.removeAttribute("aria-busy");
    if (answer.ok) return;
    if (answer.errors) showFieldErrors(this.body, answer.errors);
    else this.complain(sentenceFor(answer));
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    (this.last?.isConnected ? this.last : this.firstField()).focus();
  }

  firstField() {
    const fields = "input, textarea, [role=combobox]";
    return (
      this.body.querySelector('[data-focus-on-load="yes"]') ??
      this.body.querySelector(fields) ??
      this.body.querySelector("button, a") ??
      this.title
    );
  }

  /** Step aside while another modal is on top. */
  cover() {
    if (!this.dialog.open) return;
    if (this.dialog.contains(document.activeElement)) this.last = document.activeElement;
    this.dialog.close();
  }

  remove() {
    this.dialog.close();
    this.dialog.remove();
  }
}

/** Keeps the dialogs on the page the same as the views that the server has open. */
export class Modals {
  constructor({ giveFocusBack }) {
    this.modals = new Map();
    this.giveFocusBack = giveFocusBack;
    this.opener = null;
  }

  show(views) {
    if (this.modals.size === 0 && views.length) this.opener = document.activeElement;
    const wanted = new Set(views.map((view) => view.id));
    let removed = false;
    for (const [id, modal] of this.modals) {
      if (wanted.has(id)) continue;
      modal.remove();
      this.modals.delete(id);
      removed = true;
    }
    views.forEach((view, index) => this.showOne(view, index === views.length - 1));
    if (removed && this.modals.size === 0) this.giveFocusBack(this.opener);
  }

  showOne(view, isTop) {
    if (!this.modals.has(view.id)) this.modals.set(view.id, new Modal(view));
    const modal = this.modals.get(view.id);
    modal.draw(view);
    if (isTop) modal.open();
    else modal.cover();
  }

  reset() {
    for (const modal of this.modals.values()) modal.remove();
    this.modals.clear();
  }
}
