// The page of one gathering, with and without network: people, ideas, agreements, and sending them.

import { Entries } from "./field-entries.js";
import { openStore } from "./field-store.js";
import { synchronise } from "./field-sync.js";
import { keepPages, ownPhone, registerWorker, saveFile } from "./field-phone.js";
import { config, say, tell } from "./field-words.js";

const find = (name) => document.querySelector(`[data-${name}]`);
const [counts, state, button] = ["counts", "network", "sync"].map(find);
let store, tabs, busy;

async function refresh() {
  const entries = await store.entries(config.gathering);
  for (const tab of tabs) tab.show(entries);
  const number = (...states) => entries.filter((entry) => states.includes(entry.state)).length;
  const parts = [["waiting", number("waiting")], ["sent", number("sent")], ["mend", number("conflict", "refused")]];
  const told = parts.filter(([name, n]) => n || (name !== "mend" && entries.length)).map(([name, n]) => say(name, { n }));
  counts.textContent = told.join(" · ") || say("nothing");
  for (const place of document.querySelectorAll("[data-count]")) {
    const some = entries.filter((entry) => entry.kind === place.dataset.count && !entry.removed);
    place.textContent = some.length || "";
  }
  find("conflicts").hidden = !number("conflict");
  find("file").hidden = !entries.some((entry) => entry.state !== "sent");
  return parts;
}

const sayNetwork = () => tell(state, say(navigator.onLine ? "online" : "offline"), navigator.onLine ? "" : "warning");

async function sync() {
  if (busy) return;
  busy = true;
  button.disabled = true;
  find("login").hidden = true;
  const progress = (done, all) => tell(state, say("sending", { done, all }));
  const why = await synchronise(store, progress, config.gathering).catch(() => "stopped");
  const [, , [, left]] = await refresh();
  if (why) tell(state, config.words[why] ?? why, "warning");
  else if (left) tell(state, say("some_left", { n: left }), "warning");
  else tell(state, say("done"), "success");
  find("login").hidden = why !== "session";
  button.disabled = busy = false;
}

/** One tab at a time, by the address: the way back works. */
function showTab() {
  const wanted = tabs.find(({ section }) => `#${section.id}` === location.hash) ?? tabs[0];
  for (const { section } of tabs) section.hidden = section !== wanted.section;
  for (const link of document.querySelectorAll(".field-tabs a")) {
    if (link.hash === `#${wanted.section.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

async function start() {
  const isNew = await ownPhone();
  store = await openStore(config.account);
  await store.forgetOldNames();
  await store.keepNote(`gathering ${config.gathering}`, { title: document.title, url: location.pathname });
  tabs = [...document.querySelectorAll("[data-kind-section]")].map((section) => new Entries(section, store, refresh));
  showTab();
  await refresh();
  sayNetwork();
  find("field").hidden = false;
  window.addEventListener("hashchange", showTab);
  window.addEventListener("offline", sayNetwork);
  window.addEventListener("online", sync);
  button.addEventListener("click", sync);
  find("file").addEventListener("click", async () => saveFile(await store.entries(config.gathering)));
  const isKept = !isNew && navigator.serviceWorker.controller; // else the worker came too late to keep this page
  await registerWorker();
  if (!isKept) await keepPages([location.pathname]);
}

start().catch(() => tell(find("broken"), say("broken"), "error"));
