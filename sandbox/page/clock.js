// The sandbox clock as people see it, and dates written in a person's own zone.

let base = Date.now();
let readAt = performance.now();

/** Take over the moment that the server reported. */
export function setNow(iso) {
  base = Date.parse(iso);
  readAt = performance.now();
}

/** The sandbox's present moment. */
export function now() {
  return new Date(base + (performance.now() - readAt));
}

const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }));
  return formats.get(key);
}

const TWELVE_HOURS = new Intl.DateTimeFormat(navigator.language, { hour: "numeric" }).resolvedOptions().hour12;

/** "9:20 AM" in the given zone, or "9:20" where the browser's language counts 24 hours. */
export function timeOfDay(date, zone, { seconds = false } = {}) {
  const options = { hour: "numeric", minute: "2-digit", hourCycle: TWELVE_HOURS ? "h12" : "h23" };
  if (seconds) options.second = "2-digit";
  return format(zone, options).format(date).replace(/\u202f/g, " ").replace(/^0(?=\d:)/, "");
}

/** The date in the given zone as "2026-11-23". */
export function dayKey(date, zone) {
  const parts = partsOf(date, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function partsOf(date, zone, options) {
  return Object.fromEntries(format(zone, options).formatToParts(date).map((part) => [part.type, part.value]));
}

function ordinal(day) {
  const tail = day % 100 >= 11 && day % 100 <= 13 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[day % 10] ?? "th";
  return `${day}${tail}`;
}

const HALF_A_YEAR = 183 * 86_400_000;

function dateWords(date, zone, { month, weekday, ordinals }) {
  const options = { year: "numeric", month, day: "numeric" };
  if (weekday) options.weekday = "long";
  const parts = partsOf(date, zone, options);
  const day = ordinals ? ordinal(Number(parts.day)) : parts.day;
  const year = Math.abs(date - now()) < HALF_A_YEAR ? "" : `, ${parts.year}`;
  return `${weekday ? `${parts.weekday}, ` : ""}${parts.month} ${day}${year}`;
}

const LONG = { month: "long", weekday: true, ordinals: true };
const PLAIN = { month: "long", weekday: false, ordinals: true };
const SHORT = { month: "short", weekday: false, ordinals: false };

/** "today", "yesterday" or "tomorrow" by the sandbox clock, or null. */
export function nearDay(date, zone) {
  const key = dayKey(date, zone);
  const noon = Date.parse(`${dayKey(now(), zone)}T12:00:00Z`);
  const near = { yesterday: -1, today: 0, tomorrow: 1 };
  const found = Object.entries(near).find(
    ([, days]) => new Date(noon + days * 86_400_000).toISOString().slice(0, 10) === key,
  );
  return found ? found[0] : null;
}

/** The heading above a day's messages. */
export function dayHeading(date, zone) {
  const near = nearDay(date, zone);
  return near ? near[0].toUpperCase() + near.slice(1) : dateWords(date, zone, LONG);
}

function ago(date) {
  const seconds = Math.round((now() - date) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return seconds >= 0 ? "just now" : "in a moment";
  const steps = [["minute", 60], ["hour", 3600], ["day", 86_400]];
  const [unit, length] = steps.findLast(([, each]) => size >= each) ?? steps[0];
  const count = Math.max(1, Math.round(size / length));
  const words = `${count} ${unit}${count === 1 ? "" : "s"}`;
  return seconds >= 0 ? `${words} ago` : `in ${words}`;
}

function pretty(shape) {
  return (date, zone) => nearDay(date, zone) ?? dateWords(date, zone, shape);
}

const TOKENS = {
  date_num: dayKey,
  date_slash: (date, zone) => {
    const [year, month, day] = dayKey(date, zone).split("-");
    return `${month}/${day}/${year}`;
  },
  date: (date, zone) => dateWords(date, zone, PLAIN),
  date_short: (date, zone) => dateWords(date, zone, SHORT),
  date_long: (date, zone) => dateWords(date, zone, LONG),
  date_long_full: (date, zone) => dateWords(date, zone, { ...LONG, ordinals: false }),
  date_pretty: pretty(PLAIN),
  date_short_pretty: pretty(SHORT),
  date_long_pretty: pretty(LONG),
  day_divider_pretty: pretty(LONG),
  time: (date, zone) => timeOfDay(date, zone),
  time_secs: (date, zone) => timeOfDay(date, zone, { seconds: true }),
  ago,
};

/** Fill a format such as "{date_short} at {time}"; null when it cannot be filled, so that the fallback is shown. */
export function fillDate(epoch, pattern, zone) {
  const date = new Date(Number(epoch) * 1000);
  if (!Number.isFinite(date.getTime()) || typeof pattern !== "string") return null;
  let known = true;
  const text = pattern.replace(/\{([^{}]*)\}/g, (whole, token) => {
    if (!Object.hasOwn(TOKENS, token)) known = false;
    return known ? TOKENS[token](date, zone) : whole;
  });
  if (!known) return null;
  return /^\{(date|day)\w*pretty\}/.test(pattern) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
