// The Home tab: the app's published view for the person at this window.

import { showBlocks } from "./blocks.js";
import { el } from "./dom.js";
import { refreshDates } from "./mrkdwn.js";
import { Surface } from "./surface.js";

/** Shows one person's Home tab in its panel. */
export class Home {
  constructor(panel) {
    this.panel = panel;
    this.reset();
  }

  reset() {
    this.complaint = el("p", { class: "complaint", role: "alert" });
    this.body = el("div", { class: "home-body" });
    this.empty = el("p", { class: "quiet" }, "The app has not published a Home tab yet.");
    this.viewId = null;
    this.panel.replaceChildren(el("div", { class: "home-frame" }, this.complaint, this.body, this.empty));
  }

  complain(sentence) {
    this.complaint.textContent = sentence ?? "";
  }

  show(view) {
    this.empty.hidden = Boolean(view);
    if (!view) return;
    if (view.id !== this.viewId) {
      this.viewId = view.id;
      this.surface = new Surface({ view_id: view.id });
      this.surface.complain = (sentence) => this.complain(sentence);
    }
    this.surface.keep(view.state);
    showBlocks(this.body, view.blocks, this.surface);
    refreshDates(this.body);
  }
}
