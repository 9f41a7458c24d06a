// What does the phone itself keep: the pages to open without network, whose they are, and a file for a bad day?

import { config } from "./field-words.js";

export const PAGES = "campo-pages";

/** The pages that are kept are of one account; whoever comes after does not open them. Says if the phone is new to her. */
export async function ownPhone() {
  const isNew = localStorage.getItem("campo-account") !== config.account;
  if (isNew && navigator.onLine && "caches" in window) await caches.delete(PAGES);
  if (navigator.onLine) localStorage.setItem("campo-account", config.account);
  return isNew;
}

export async function registerWorker() {
  await navigator.serviceWorker.register(config.urls.worker, { scope: config.urls.kit });
  await navigator.serviceWorker.ready;
}

/** Fetches pages anew and keeps them. */
export async function keepPages(addresses) {
  if (!navigator.onLine) return;
  const kept = await caches.open(PAGES);
  for (const address of addresses) {
    const page = await fetch(address, { redirect: "error", cache: "no-store" });
    if (!page.ok) throw new Error(page.status);
    await kept.put(address, page);
  }
}

/** What was not sent, as a file that the field page of any phone of the same account takes in again. */
export function saveFile(entries) {
  const told = { convite: 1, account: config.account, entries: entries.filter((entry) => entry.state !== "sent") };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1)], { type: "application/json" }));
  link.download = `campo-${new Date().toISOString().slice(0, 16).replace(":", "")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** How many entries a file brought that were not here; what is here stays as it is. */
export async function takeFile(file, store) {
  const told = JSON.parse(await file.text());
  if (told.convite !== 1 || told.account !== config.account) throw new Error("not ours");
  const known = new Set((await store.entries()).map((entry) => entry.key));
  const fresh = told.entries.filter((entry) => entry.key && entry.gathering && entry.data && !known.has(entry.key));
  for (const entry of fresh) await store.put(entry);
  return fresh.length;
}
