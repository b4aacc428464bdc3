// Elements where one chooses among options: the selects, radio buttons and checkboxes.

import { el, freshId } from "./dom.js";
import { textObject } from "./mrkdwn.js";
import { Picker } from "./picker.js";
import { channelName, current } from "./workspace.js";

function plainOption(value, text) {
  return { value, text: { type: "plain_text", text, emoji: false } };
}

function peopleGroups() {
  return [{ options: current().people.map((one) => plainOption(one.id, one.real_name || one.name)) }];
}

const KINDS = { dm: "im", private: "private", channel: "public" };

/** The conversations that the person at this window sees, through the element's filter; a menu of channels has public ones. */
function conversationGroups(element) {
  const { include = Object.values(KINDS), exclude_bot_users: withoutBots = false } = element.filter ?? {};
  const kinds = element.type.includes("conversations") ? include : ["public"];
  const there = [...current().channels, ...current().open_channels]
    .filter((one) => !one.archived && kinds.includes(KINDS[one.kind]))
    .filter((one) => !(one.kind === "dm" && withoutBots));
  const name = (one) => (one.kind === "dm" ? channelName(one.id) : `${one.kind === "private" ? "🔒 " : "# "}${one.name}`);
  return [{ options: there.map((one) => plainOption(one.id, name(one))) }];
}

function staticGroups(element) {
  return element.option_groups ?? [{ options: element.options ?? [] }];
}

function groupsOf(element) {
  if (element.type.includes("users")) return peopleGroups();
  if (element.type.includes("conversations") || element.type.includes("channels")) return conversationGroups(element);
  return staticGroups(element);
}

function placeholderOf(element, multiple) {
  if (element.placeholder) return element.placeholder.text;
  return multiple ? "Choose any" : "Choose one";
}

function naming(context, fallback) {
  return {
    id: context.fieldId,
    "aria-labelledby": context.labelledBy,
    "aria-label": context.labelledBy ? null : fallback,
    "aria-describedby": context.describedBy,
  };
}

/** Any select: static, people or conversations; one choice or several. */
export function select(element, context) {
  const multiple = element.type.startsWith("multi_");
  const placeholder = placeholderOf(element, multiple);
  const value = context.value;
  const picker = new Picker({
    groups: groupsOf(element),
    multiple,
    limit: element.max_selected_items ?? Infinity,
    clearable: context.block.optional === true,
    placeholder,
    chosen: multiple ? (value ?? []) : value === null ? [] : [value],
    props: { ...naming(context, placeholder), data: context.mark },
    onpick: (chosen) => context.change(multiple ? chosen : (chosen[0] ?? null), picker.button),
  });
  return picker.button;
}

function choice(option, { type, name, checked, spot, onchange }) {
  const id = freshId("choice");
  const input = el("input", { type, name, id, checked, value: option.value, onchange, data: { spot } });
  const label = el("label", { for: id }, ...textObject(option.text));
  const note = option.description ? el("span", { class: "choice-note", id: `${id}-note` }, ...textObject(option.description)) : null;
  if (note) input.setAttribute("aria-describedby", note.id);
  return el("div", { class: "choice" }, input, el("div", {}, label, note));
}

function choiceGroup(element, context, type, read) {
  const name = freshId("choices");
  const role = type === "radio" ? "radiogroup" : "group";
  const group = el("div", { role, class: "choices", ...naming(context, "Options"), data: { action: element.action_id ?? "" } });
  const chosen = [context.value ?? []].flat();
  const onchange = () => context.change(read(group), group);
  for (const option of element.options ?? []) {
    const spot = `${context.mark.spot}/${option.value}`;
    group.append(choice(option, { type, name, checked: chosen.includes(option.value), spot, onchange }));
  }
  return group;
}

/** One of up to ten options, all in view. */
export function radioButtons(element, context) {
  return choiceGroup(element, context, "radio", (group) => group.querySelector("input:checked")?.value ?? null);
}

/** Any of up to ten options, all in view. */
export function checkboxes(element, context) {
  const read = (group) => [...group.querySelectorAll("input:checked")].map((input) => input.value);
  return choiceGroup(element, context, "checkbox", read);
}
