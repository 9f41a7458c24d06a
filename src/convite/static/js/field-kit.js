// The page before going out: what is ready on this phone, what waits to be sent, and how to leave the phone clean.

import { keepPages, ownPhone, PAGES, registerWorker, saveFile, takeFile } from "./field-phone.js";
import { openStore } from "./field-store.js";
import { send, synchronise } from "./field-sync.js";
import { config, say, sayDay, tell } from "./field-words.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const state = find("network");
const rows = [...document.querySelectorAll("[data-gathering]")];
let store;

async function refresh() {
  const entries = await store.entries();
  const waiting = entries.filter((entry) => entry.state === "waiting");
  const prepared = await store.note("prepared");
  const expired = prepared && Date.now() - prepared > config.days * 86_400_000;
  const ready = expired ? say("expired", { days: config.days }) : prepared && say("ready", { day: sayDay(prepared) });
  tell(find("prepared"), ready || say("unprepared"), expired ? "warning" : ready ? "success" : "");
  for (const row of rows) {
    const n = waiting.filter((entry) => entry.gathering === row.dataset.gathering).length;
    row.querySelector("[data-waiting]").textContent = n ? say("waiting", { n }) : "";
  }
  await showOthers(waiting);
  find("counts").textContent = waiting.length ? say("waiting", { n: waiting.length }) : "";
  find("file").hidden = !waiting.length;
  return waiting.length;
}

/** Gatherings that are no longer listed, of which something still waits. */
async function showOthers(waiting) {
  const listed = new Set(rows.map((row) => row.dataset.gathering));
  const others = new Set(waiting.map((entry) => entry.gathering).filter((one) => !listed.has(one)));
  const links = [];
  for (const one of others) {
    const note = await store.note(`gathering ${one}`);
    const link = Object.assign(document.createElement("a"), { href: note?.url ?? `${config.urls.kit}${one}/` });
    link.textContent = note?.title ?? one;
    links.push(Object.assign(document.createElement("li"), { className: "soft" }));
    links[links.length - 1].append(link);
  }
  find("others").replaceChildren(...links);
}

async function prepare() {
  tell(state, say("preparing"));
  try {
    await registerWorker();
    await keepPages([config.urls.kit, ...rows.map((row) => row.dataset.url)]);
    await send(store, {}); // the phone makes itself known: it can be reported lost even if it never sends
    if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
    await store.keepNote("prepared", Date.now());
    tell(state, say("prepared"), "success");
  } catch (error) {
    tell(state, config.words[error.message] ?? say("not_prepared"), "warning");
  }
  await refresh();
}

async function sync() {
  const why = await synchronise(store, (done, all) => tell(state, say("sending", { done, all }))).catch(() => "stopped");
  tell(state, why ? config.words[why] ?? why : say("done"), why ? "warning" : "success");
  await refresh();
}

async function erase() {
  await store.erase();
  await caches.delete(PAGES);
  find("erase-sure").hidden = true;
  tell(state, say("erased"), "success");
  await refresh();
}

async function askErase() {
  const n = await refresh();
  if (!n) return erase();
  find("erase-sure").hidden = false;
  tell(find("unsent"), say("unsent_erase", { n }), "warning");
}

async function take({ target }) {
  const n = await takeFile(target.files[0], store).catch(() => null);
  tell(state, n === null ? say("not_imported") : say("imported", { n }), n === null ? "warning" : "success");
  target.value = "";
  await refresh();
}

async function start() {
  await ownPhone();
  store = await openStore(config.account);
  await store.forgetOldNames();
  await refresh();
  find("field").hidden = false;
  const acts = { prepare, sync, erase: askErase, "erase-now": erase, file: async () => saveFile(await store.entries()) };
  for (const [name, act] of Object.entries(acts)) find(name).addEventListener("click", act);
  find("take").addEventListener("change", take);
}

start().catch(() => tell(find("broken"), say("broken"), "error"));
