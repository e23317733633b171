// The draft kept on this machine. Storage may be full or forbidden; then that is said.

/** @typedef {import('./history.js').Setting} Setting */

/**
 * @typedef {object} Draft
 * @property {1} version
 * @property {string} saved when, ISO 8601
 * @property {Setting} setting
 * @property {Record<string, string>} cells as typed
 * @property {Record<string, string>} preferences
 */

/** One draft a page, so that copies of the page under other paths keep their own. */
const KEY = `gouji:${location.pathname.replace(/index\.html$/, '')}`;

/** @returns {Draft | null} */
export function load() {
  try {
    const draft = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

/**
 * @param {Draft} draft
 * @returns {string | null} why it could not be kept
 */
export function save(draft) {
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
    return null;
  } catch (error) {
    const isFull = error instanceof DOMException && (error.name === 'QuotaExceededError' || error.code === 22);
    return isFull ? 'full' : 'forbidden';
  }
}

/** @returns {boolean} whether nothing is left */
export function clear() {
  try {
    localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** @param {() => void} changed another window wrote the same draft */
export function watch(changed) {
  window.addEventListener('storage', ({ key, newValue }) => { if (key === KEY && newValue !== null) changed(); });
}

/**
 * Whatever lies in the storage may be old or broken.
 * @param {unknown} value
 * @returns {value is Draft}
 */
function isDraft(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { version, setting, cells } = /** @type {Partial<Draft>} */ (value);
  return version === 1 && isTexts(cells) && typeof setting === 'object' && setting !== null
    && isTexts(setting.forms) && Array.isArray(setting.uncertain);
}

/** @param {unknown} value */
const isTexts = (value) => typeof value === 'object' && value !== null && Object.keys(value).every((key) => typeof (/** @type {Record<string, unknown>} */ (value)[key]) === 'string');
