// What does this phone remember? Entries and what was prepared, one database for each account.
//
// An entry: {key, gathering, kind, data, removed, at, edition, state, said, sending, day}.
// `edition` is the one that the server last told of; `sending` is a copy of what was sent and not yet answered, so that
// after a lost answer exactly the same is sent again. `state`: waiting, sent, conflict, refused or office.

const answered = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Random, and unique without asking anybody. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const today = () => new Date().toLocaleDateString("sv");

export async function openStore(account) {
  const opening = indexedDB.open(`campo-${account}`, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("entries", { keyPath: "key" });
    opening.result.createObjectStore("notes");
  };
  return new Store(await answered(opening));
}

class Store {
  constructor(database) {
    this.database = database;
  }

  /** Does `work` with a table; it is on the disk before this returns. */
  write(table, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(table, "readwrite", { durability: "strict" });
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
      work(transaction.objectStore(table));
    });
  }

  async entries(gathering = "") {
    const all = await answered(this.database.transaction("entries").objectStore("entries").getAll());
    return all.filter((entry) => !gathering || entry.gathering === gathering).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  put(entry) {
    return this.write("entries", (table) => table.put(entry));
  }

  /** Gives what stands to `how`, and keeps what it returns, or nothing. What was written meanwhile is not lost. */
  change(key, how) {
    return this.write("entries", (table) => {
      table.get(key).onsuccess = ({ target }) => {
        const kept = target.result && how(target.result);
        if (kept) table.put(kept);
        else table.delete(key);
      };
    });
  }

  remove(key) {
    return this.write("entries", (table) => table.delete(key));
  }

  note(name) {
    return answered(this.database.transaction("notes").objectStore("notes").get(name));
  }

  keepNote(name, value) {
    return this.write("notes", (table) => table.put(value, name));
  }

  async erase() {
    await this.write("entries", (table) => table.clear());
    await this.write("notes", (table) => table.clear());
  }

  /** What was sent on an earlier day stays on the phone as a number only. */
  async forgetOldNames() {
    for (const entry of await this.entries())
      if (["sent", "office"].includes(entry.state) && entry.day < today())
        await this.put({ ...entry, data: {}, said: "", gone: true });
  }
}
