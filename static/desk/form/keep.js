// What is written and not saved yet is kept on this device, in IndexedDB: for each person, article and
// opening of the form one copy, {key, token, at, version, sent, fields: [[name, value], …]}.
// `sent` says that exactly this was sent to the site; whether it arrived, the next page knows.

const DAYS = 60;
const NAME = "broadside-desk";
const STORE = "texts";

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

async function act(mode, what) {
  const store = (await database()).transaction(STORE, mode).objectStore(STORE);
  const request = what(store);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** True once the copy is on this device; false where the browser keeps nothing. */
export const keep = (copy) => act("readwrite", (store) => store.put(copy)).then(() => true, () => false);

export const forget = (key) => act("readwrite", (store) => store.delete(key)).catch(() => {});

/** The copies whose keys begin with `start`, the newest first; those of long ago are thrown away. */
export async function copies(start) {
  try {
    const found = await act("readonly", (store) => store.getAll(IDBKeyRange.bound(start, `${start}\uffff`)));
    const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
    for (const copy of found) if (copy.at < oldest) forget(copy.key);
    return found.filter((copy) => copy.at >= oldest).sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}
