// Where drafts lie on this machine: in localStorage, which answers at once, and in IndexedDB, which is on the disk
// when it says so. Either may be full or forbidden; a draft is kept where one of them took it.

const DATABASE = 'gouji';
const STORE = 'drafts';

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @returns {Promise<IDBDatabase>} fails where the browser has none, or lets this page have none */
function database() {
  opening = opening ?? new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(STORE); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error('blocked'));
  });
  opening.catch(() => { opening = null; });
  return opening;
}

/**
 * @template T
 * @param {'readonly' | 'readwrite'} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>} once it is on the disk
 */
async function inDatabase(mode, act) {
  const opened = await database();
  return new Promise((resolve, reject) => {
    const transaction = opened.transaction(STORE, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
}

/**
 * What is there at once.
 * @param {string} key
 * @returns {string | null}
 */
export function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * What the disk has; it may be newer than what is there at once, where the browser was killed.
 * @param {string} key
 * @returns {Promise<string | null>}
 */
export const readLate = (key) => inDatabase('readonly', (store) => store.get(key)).then((text) => (typeof text === 'string' ? text : null), () => null);

/**
 * Keeps a text, in what is at hand before this returns.
 * @param {string} key
 * @param {string} text
 * @returns {Promise<'full' | 'forbidden' | null>} why it could not be kept; null once it is
 */
export async function keep(key, text) {
  /** @type {unknown} */
  let fault = null;
  try {
    localStorage.setItem(key, text);
  } catch (error) {
    fault = error;
  }
  try {
    await inDatabase('readwrite', (store) => store.put(text, key));
    return null;
  } catch (error) {
    // What is at hand outlives the page, though perhaps not the machine's going down.
    return fault === null ? null : isFull(fault) || isFull(error) ? 'full' : 'forbidden';
  }
}

/** @param {unknown} error */
const isFull = (error) => error instanceof DOMException && (error.name === 'QuotaExceededError' || error.code === 22);

/**
 * The keys of a page's drafts that are at hand: its first, and those that were begun beside it.
 * @param {string} base
 */
export function keysOf(base) {
  try {
    return Object.keys(localStorage).filter((key) => key === base || key.startsWith(`${base}#`)).sort();
  } catch {
    return [];
  }
}

/**
 * Takes away all drafts of a page, and what was kept aside since it was damaged.
 * @param {string} base
 * @returns {Promise<boolean>} whether nothing is left
 */
export async function clear(base) {
  let isClear = true;
  try {
    for (const key of Object.keys(localStorage)) if (key === base || [`${base}#`, `${base}!`].some((beginning) => key.startsWith(beginning))) localStorage.removeItem(key);
  } catch {
    isClear = false;
  }
  const beginning = /** @param {string} text */ (text) => IDBKeyRange.bound(text, `${text}\uffff`);
  // A browser that lets this page have no database has none of it there.
  if (typeof indexedDB !== 'undefined') {
    await Promise.all([() => IDBKeyRange.only(base), () => beginning(`${base}#`), () => beginning(`${base}!`)].map((range) => inDatabase('readwrite', (store) => store.delete(range())))).catch(() => undefined);
  }
  return isClear;
}

/** What this window holds, and how it is given back. @type {Map<string, () => void>} */
const held = new Map();

/**
 * Holds a draft for this window until it is released, or the window goes.
 * @param {string} key
 * @returns {Promise<boolean>} false where another window holds it; true also where the browser cannot tell
 */
export function hold(key) {
  const { locks } = /** @type {{ locks?: LockManager }} */ (navigator);
  if (!locks || held.has(key)) return Promise.resolve(true);
  const once = () => new Promise((/** @type {(is: boolean) => void} */ resolve) => {
    locks.request(key, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise((/** @type {(done: void) => void} */ release) => { held.set(key, release); });
    }).catch(() => resolve(true));
  });
  // A window that is being reloaded may still hold it for a moment.
  return once().then((is) => is || new Promise((resolve) => { setTimeout(resolve, 400); }).then(once));
}

/** @param {string} key a draft that this window leaves */
export function release(key) {
  const give = held.get(key);
  held.delete(key);
  if (give) give();
}
