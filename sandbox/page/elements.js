// Block elements by type; an unknown one is shown as an error that names its type.

import { el } from "./dom.js";
import { button, overflow } from "./buttons.js";
import { checkboxes, radioButtons, select } from "./choices.js";
import { dateEntry, numberEntry, textEntry, timeEntry } from "./entries.js";
import { image } from "./images.js";

const ELEMENTS = {
  button,
  overflow,
  image,
  static_select: select,
  multi_static_select: select,
  users_select: select,
  multi_users_select: select,
  conversations_select: select,
  multi_conversations_select: select,
  channels_select: select,
  multi_channels_select: select,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: dateEntry,
  timepicker: timeEntry,
  plain_text_input: textEntry,
  email_text_input: textEntry,
  url_text_input: textEntry,
  number_input: numberEntry,
};

/** An error box in place of something that cannot be drawn. */
export function cannotShow(sentence) {
  return el("div", { class: "cannot-show", role: "note", data: { testid: "unknown-block" } }, sentence);
}

/**
 * Draw an element. The context says where it stands: {surface, block, fieldId, labelledBy, describedBy, pressing},
 * pressing being whether a change is told to the app at once.
 */
export function drawElement(element, context) {
  const draw = Object.hasOwn(ELEMENTS, element?.type) ? ELEMENTS[element.type] : null;
  if (!draw) return cannotShow(`Unknown element type: ${element?.type}`);
  let node = null;
  const change = async (value, source = node) => {
    const before = context.surface.value(context.block.block_id, element);
    context.surface.set(context.block.block_id, element, value);
    if (!context.pressing) return;
    const done = await context.surface.press(context.block.block_id, element, value, source);
    if (done) return;
    context.surface.set(context.block.block_id, element, before);
    node.replaceWith(drawElement(element, context));
  };
  const spot = `${context.block.block_id}/${element.action_id}`;
  node = draw(element, {
    ...context,
    change,
    value: context.surface.value(context.block.block_id, element),
    mark: { spot, action: element.action_id ?? "" },
  });
  return node;
}
