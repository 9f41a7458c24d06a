// The service worker of the field pages: they open without network. It touches no other page and sends nothing.
//
// A page comes from the network if it answers soon, else as it was last kept; files come from the phone, where they
// lie under the version of all of them together. Told by its address (views/field.py): version, files, kit.

const { version, files, kit } = self.FIELD;
const FILES = `campo-files-${version}`;
const PAGES = "campo-pages";
const PATIENCE = 4000; // milliseconds: a bar of signal in a vereda is worse than none
const isOurs = new RegExp(`^${kit}([0-9a-z]{12}/)?$`); // the kit, and a gathering by its public id
const isFile = new Set(files.map((file) => new URL(file, self.location).pathname));

self.addEventListener("install", (event) => {
  const fresh = files.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(FILES).then((kept) => kept.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const isOld = (name) => name.startsWith("campo-files-") && name !== FILES;
  const forget = caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && isOurs.test(url.pathname)) event.respondWith(page(request, url.pathname));
  else if (isFile.has(url.pathname)) event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)));
});

async function page(request, address) {
  const kept = await caches.match(address, { cacheName: PAGES });
  const asked = fetch(request);
  const answer = await (kept ? Promise.race([asked, late()]) : asked).catch(() => null);
  if (answer && answer.ok) {
    const copy = answer.clone();
    caches.open(PAGES).then((pages) => pages.put(address, copy));
    return answer;
  }
  // A session that ended or a server that fails must not keep anybody from writing down what she hears.
  const gone = answer && [403, 404].includes(answer.status);
  return (!gone && kept) || answer || Response.error();
}

const late = () => new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
