// Elements where one types: text, numbers, dates and times.

import { el } from "./dom.js";

const QUIET_MS = 900;

function naming(element, context, fallback) {
  return {
    id: context.fieldId,
    "aria-labelledby": context.labelledBy,
    "aria-label": context.labelledBy ? null : (element.placeholder?.text ?? fallback),
    "aria-describedby": context.describedBy,
    "aria-required": context.block.type === "input" && !context.block.optional ? "true" : null,
    placeholder: element.placeholder?.text,
    data: { ...context.mark, focusOnLoad: element.focus_on_load ? "yes" : "no" },
  };
}

function counterFor(element, input) {
  if (!element.max_length) return null;
  const counter = el("span", { class: "counter", "aria-live": "polite" });
  const count = () => {
    const left = element.max_length - [...input.value].length;
    counter.textContent = left < 0 ? `${-left} over` : left <= element.max_length * 0.2 ? `${left} left` : "";
    counter.classList.toggle("over", left < 0);
  };
  input.addEventListener("input", count);
  count();
  return counter;
}

function pressesOn(element, trigger) {
  return (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(trigger);
}

function tellWhileTyping(element, context, input) {
  let timer = null;
  input.addEventListener("input", () => {
    if (!pressesOn(element, "on_character_entered")) return;
    clearTimeout(timer);
    timer = setTimeout(() => context.change(input.value, input), 300);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !pressesOn(element, "on_enter_pressed")) return;
    event.preventDefault();
    clearTimeout(timer);
    context.change(input.value, input);
  });
}

const TYPES = { email_text_input: "email", url_text_input: "url" };

/** One line or several of text, with what is left of its length. */
export function textEntry(element, context) {
  const props = { ...naming(element, context, "Text"), class: "entry", autocomplete: "off" };
  const input = element.multiline
    ? el("textarea", { ...props, rows: "4" })
    : el("input", { ...props, type: TYPES[element.type] ?? "text" });
  input.value = context.value ?? "";
  input.addEventListener("input", () => context.surface.set(context.block.block_id, element, input.value || null));
  if (context.pressing) tellWhileTyping(element, context, input);
  return el("div", { class: "entry-frame" }, input, counterFor(element, input));
}

/** A number. */
export function numberEntry(element, context) {
  const props = { ...naming(element, context, "Number"), class: "entry", inputmode: "decimal", autocomplete: "off" };
  const input = el("input", { ...props, type: "text" });
  input.value = context.value ?? "";
  input.addEventListener("input", () => context.surface.set(context.block.block_id, element, input.value.trim() || null));
  if (context.pressing) tellWhileTyping(element, context, input);
  return input;
}

function moment(element, context, type, fallback) {
  const input = el("input", { ...naming(element, context, fallback), class: "entry moment", type });
  input.value = context.value ?? "";
  let timer = null;
  let told = input.value;
  const tell = () => {
    clearTimeout(timer);
    if (input.value === told) return;
    told = input.value;
    context.change(input.value || null, input);
  };
  input.addEventListener("input", () => {
    if (!context.pressing) {
      context.surface.set(context.block.block_id, element, input.value || null);
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(tell, QUIET_MS);
  });
  if (context.pressing) {
    input.addEventListener("blur", tell);
    input.addEventListener("keydown", (event) => event.key === "Enter" && tell());
  }
  return input;
}

/** A date; the app hears of it when the typing rests. */
export function dateEntry(element, context) {
  return moment(element, context, "date", "Date");
}

/** A time of day; the app hears of it when the typing rests. */
export function timeEntry(element, context) {
  return moment(element, context, "time", "Time");
}
