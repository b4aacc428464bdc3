// Which elements hold a value, what it is at first, and whether what was entered may be submitted.

const option = (one) => one?.value ?? null;
const options = (list) => (list ?? []).map((one) => one.value);

const INITIAL = {
  plain_text_input: (element) => element.initial_value ?? null,
  email_text_input: (element) => element.initial_value ?? null,
  url_text_input: (element) => element.initial_value ?? null,
  number_input: (element) => element.initial_value ?? null,
  static_select: (element) => option(element.initial_option),
  users_select: (element) => element.initial_user ?? null,
  conversations_select: (element) => element.initial_conversation ?? null,
  channels_select: (element) => element.initial_channel ?? null,
  multi_static_select: (element) => options(element.initial_options),
  multi_users_select: (element) => [...(element.initial_users ?? [])],
  multi_conversations_select: (element) => [...(element.initial_conversations ?? [])],
  multi_channels_select: (element) => [...(element.initial_channels ?? [])],
  radio_buttons: (element) => option(element.initial_option),
  checkboxes: (element) => options(element.initial_options),
  datepicker: (element) => element.initial_date ?? null,
  timepicker: (element) => element.initial_time ?? null,
};

/** Whether an element holds a value, as an input does and a button does not. */
export function holdsValue(element) {
  return Object.hasOwn(INITIAL, element.type);
}

/** The value that an element has before anyone touched it. */
export function initialValue(element) {
  return INITIAL[element.type]?.(element) ?? null;
}

const HELD = [
  "value", "selected_user", "selected_conversation", "selected_channel", "selected_date", "selected_time",
  "selected_users", "selected_conversations", "selected_channels",
];

/** The value in an entry of state.values as the server keeps it; undefined when there is none. */
export function heldValue(entry) {
  if (!entry) return undefined;
  if ("selected_option" in entry) return option(entry.selected_option);
  if ("selected_options" in entry) return options(entry.selected_options);
  const key = HELD.find((one) => one in entry);
  return key ? entry[key] : undefined;
}

function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "section") return block.accessory ? [block.accessory] : [];
  return block.type === "actions" ? block.elements : [];
}

/** All elements of the blocks that hold a value, as {block, element}. */
export function statefulElements(blocks) {
  return (blocks ?? []).flatMap((block) =>
    elementsOf(block)
      .filter((element) => element && holdsValue(element))
      .map((element) => ({ block, element })),
  );
}

function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function lengthComplaint(element, value) {
  const size = [...value].length;
  if (element.max_length && size > element.max_length) {
    return `This is ${size} characters. There is room for ${element.max_length}.`;
  }
  if (element.min_length && size < element.min_length) {
    return `This needs ${element.min_length} characters or more.`;
  }
  return null;
}

function numberComplaint(element, value) {
  const number = Number(value);
  if (!Number.isFinite(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value)) return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value)) return `Please enter ${element.max_value} or less.`;
  return null;
}

/** A sentence about why a value cannot be submitted yet, or null. */
export function complaintAbout(block, element, value) {
  if (block.type !== "input") return null;
  if (isEmpty(value)) return block.optional ? null : "Please complete this required field.";
  if (element.type === "number_input") return numberComplaint(element, value);
  return typeof value === "string" && element.type.endsWith("text_input") ? lengthComplaint(element, value) : null;
}
