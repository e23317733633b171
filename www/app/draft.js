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

/**
 * @param {string} key
 * @returns {Draft | null}
 */
export function load(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {Draft} draft
 * @returns {string | null} why it could not be kept
 */
export function save(key, draft) {
  try {
    localStorage.setItem(key, JSON.stringify(draft));
    return null;
  } catch (error) {
    const isFull = error instanceof DOMException && (error.name === 'QuotaExceededError' || error.code === 22);
    return isFull ? 'full' : 'forbidden';
  }
}

/**
 * @param {string} key
 * @returns {boolean} whether nothing is left
 */
export function clear(key) {
  try {
    localStorage.removeItem(key);
    return true;
  } catch {
    return false;
  }
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

/**
 * What is known of the uncertain cells, as it was kept. Older drafts have no reasons.
 * @param {Setting} kept
 * @returns {Pick<Setting, 'uncertain' | 'readings' | 'doubts'>}
 */
export function uncertainFrom(kept) {
  const uncertain = kept.uncertain.filter((cell) => typeof cell === 'string');
  /** @type {Record<string, string[]>} */
  const readings = {};
  /** @type {Record<string, string>} */
  const doubts = {};
  for (const cell of uncertain) {
    const [texts, doubt] = [Object(kept.readings)[cell], Object(kept.doubts)[cell]];
    if (Array.isArray(texts)) readings[cell] = texts.map(String);
    if (typeof doubt === 'string') doubts[cell] = doubt;
  }
  return { uncertain, readings, doubts };
}
