// How does what stands on the phone reach the office, once? By sending each entry until it is answered.

import { newKey, today } from "./field-store.js";
import { config } from "./field-words.js";

const AT_ONCE = 200;
const PASSES = 6; // an entry that was changed while it was being sent goes once more
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const said = (entry) => ({ data: entry.data, removed: entry.removed });

/** Why nothing more could be sent: "session", "other_account", "stopped", or a sentence of the server. */
class Stopped extends Error {}

async function ask(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { redirect: "manual", cache: "no-store", credentials: "same-origin", ...options });
  } catch {
    throw new Stopped("stopped");
  }
  if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) throw new Stopped("session");
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Stopped(told.said ?? "stopped");
  return told;
}

/** Makes sure who is logged in; gives the token for what is sent after it. */
async function greet() {
  const { account, token } = await ask(config.urls.data);
  if (account !== config.account) throw new Stopped("other_account");
  return token;
}

export async function phoneKey(store) {
  const known = await store.note("phone");
  if (known) return known;
  const key = newKey();
  await store.keepNote("phone", key);
  return key;
}

export async function send(store, told) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": await greet() };
  const body = JSON.stringify({ phone: await phoneKey(store), ...told });
  return (await ask(config.urls.sync, { method: "POST", headers, body })).answers;
}

/** The entry after its answer; null: it is gone from here too. */
function settled(entry, { outcome, edition, said: sentence }) {
  const unchanged = same(said(entry), entry.sending ?? said(entry));
  const taken = ["new", "changed", "same", "twin"].includes(outcome);
  const state = unchanged ? (taken ? "sent" : outcome) : "waiting";
  if (taken && unchanged && entry.removed) return null;
  return { ...entry, state, said: sentence, edition: taken ? edition : entry.edition, sending: null, day: today() };
}

async function sendSome(store, gathering, some) {
  const entries = [];
  for (const { key } of some) {
    await store.change(key, (entry) => {
      entry.sending = entry.sending ?? JSON.parse(JSON.stringify(said(entry)));
      entries.push({ key, kind: entry.kind, edition: entry.edition, at: entry.at, ...entry.sending });
      return entry;
    });
  }
  for (const answer of await send(store, { gathering, entries }))
    await store.change(answer.key, (entry) => settled(entry, answer));
}

const chunks = (rows) =>
  Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) => rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE));

/** Sends what waits. `progress(done, all)`; returns why it stopped, or "". */
export async function synchronise(store, progress, only = "") {
  try {
    for (let pass = 0; pass < PASSES; pass++) {
      const wanted = pass ? ["waiting"] : ["waiting", "conflict"]; // a conflict may have been settled
      const waiting = (await store.entries(only)).filter((entry) => wanted.includes(entry.state));
      let done = 0;
      for (const gathering of new Set(waiting.map((entry) => entry.gathering)))
        for (const some of chunks(waiting.filter((entry) => entry.gathering === gathering))) {
          progress(done, waiting.length);
          await sendSome(store, gathering, some);
          done += some.length;
        }
      if (!waiting.length) break;
    }
    return "";
  } catch (error) {
    if (error instanceof Stopped) return error.message;
    throw error;
  }
}
