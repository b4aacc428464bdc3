// Talking with the sandbox server: reading state, acting as a person, moving the clock, hearing of changes.

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  try {
    return { status: response.status, answer: JSON.parse(text) };
  } catch {
    return { status: response.status, answer: { ok: false, error: text.trim() || `HTTP ${response.status}` } };
  }
}

/** Read everything that one person can see; null when there is no such person. */
export async function readState(user) {
  const query = user ? `?user=${encodeURIComponent(user)}` : "";
  const response = await fetch(`/sandbox/state${query}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`state answered ${response.status}`);
  return response.json();
}

let afterAct = async () => {};

/** Have something awaited after every act: reading the state again, so that what was pressed waits for it. */
export function onActed(listener) {
  afterAct = listener;
}

/** Act as a person; always resolves, with `said` holding a sentence when it did not work. */
export async function act(body) {
  try {
    const { status, answer } = await post("/sandbox/act", body);
    if (status >= 400 && answer.ok !== true) answer.ok = false;
    return answer;
  } catch {
    return { ok: false, error: "unreachable", said: "The sandbox did not answer. Nothing was sent." };
  } finally {
    await afterAct();
  }
}

/** Move the clock; resolves to a sentence when it could not be moved, else to null. */
export async function moveClock(body) {
  try {
    const { status, answer } = await post("/sandbox/clock", body);
    await afterAct();
    if (status < 400) return null;
    return answer.said ?? answer.error ?? "The clock did not move.";
  } catch {
    return "The sandbox did not answer.";
  }
}

/** Listen for changes; returns a function that stops listening. */
export function listen(user, { changed, connected }) {
  let source = null;
  let retry = null;
  const open = () => {
    source = new EventSource(`/sandbox/stream?user=${encodeURIComponent(user)}`);
    source.addEventListener("open", () => connected(true));
    source.addEventListener("changed", changed);
    source.addEventListener("error", () => {
      connected(false);
      if (source.readyState !== EventSource.CLOSED) return;
      clearTimeout(retry);
      retry = setTimeout(open, 2000);
    });
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}

/** A sentence for an answer that did not go well. */
export function sentenceFor(answer) {
  if (answer.said) return answer.said;
  const reason = { operation_timeout: "the app did not respond in time" }[answer.error] ?? answer.error ?? "unknown reason";
  return `That did not go through: ${reason}.`;
}
