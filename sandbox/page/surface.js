// One place that shows blocks (a message, a modal, the Home tab): what was entered there, and presses from it.

import { act, sentenceFor } from "./api.js";
import { ask } from "./confirm.js";
import { complaintAbout, heldValue, holdsValue, initialValue, statefulElements } from "./fields.js";
import { viewer } from "./workspace.js";

/** Values are kept by block id and action id, so that a changed view keeps what was typed. */
export class Surface {
  constructor(place) {
    this.place = place;
    this.blocks = [];
    this.values = new Map();
    this.held = {};
    this.later = new Map();
    this.complain = () => {};
  }

  key(blockId, actionId) {
    return `${blockId}/${actionId}`;
  }

  value(blockId, element) {
    const key = this.key(blockId, element.action_id);
    if (this.values.has(key)) return this.values.get(key);
    const held = heldValue(this.held[blockId]?.[element.action_id]);
    return held === undefined ? initialValue(element) : held;
  }

  /** Take over what the server keeps of earlier choices, so that a page opened anew shows them. */
  keep(state) {
    this.held = state?.values ?? {};
  }

  set(blockId, element, value) {
    this.values.set(this.key(blockId, element.action_id), value);
  }

  /** What all inputs hold, as {block_id: {action_id: value}}. */
  state() {
    const state = {};
    for (const { block, element } of statefulElements(this.blocks)) {
      state[block.block_id] ??= {};
      state[block.block_id][element.action_id] = this.value(block.block_id, element);
    }
    return state;
  }

  /** Sentences for inputs that cannot be submitted yet, by block id. */
  complaints() {
    const found = {};
    for (const { block, element } of statefulElements(this.blocks)) {
      const sentence = complaintAbout(block, element, this.value(block.block_id, element));
      if (sentence) found[block.block_id] = sentence;
    }
    return found;
  }

  /** Press an element; false when the person took it back in the confirm dialog. */
  async press(blockId, element, value, node) {
    if (node.getAttribute("aria-busy") === "true") {
      if (holdsValue(element)) this.later.set(node, value);
      return true;
    }
    if (element.confirm && !(await ask(element.confirm))) return false;
    this.complain(null);
    node.setAttribute("aria-busy", "true");
    const body = { user: viewer(), do: "press", ...this.place, block_id: blockId, action_id: element.action_id, value };
    const answer = await act({ ...body, state: this.state() });
    node.removeAttribute("aria-busy");
    if (!answer.ok) this.complain(sentenceFor(answer));
    return this.pressAgain(blockId, element, node);
  }

  /** Tell a choice that was made while an earlier one of the same element was on its way. */
  async pressAgain(blockId, element, node) {
    if (!this.later.has(node)) return true;
    const value = this.later.get(node);
    this.later.delete(node);
    return this.press(blockId, element, value, node);
  }
}
