// What of a draft, or of a file that was saved, can be taken up again. It may be old, cut off, or edited by hand: what is
// sound is taken, and the rest is told. Pure.

/**
 * @typedef {import('../report/history.js').Setting} Setting
 * @typedef {import('../report/history.js').Origin} Origin
 * @typedef {import('../report/history.js').Prior} Prior
 * @typedef {import('../report/history.js').Change} Change
 * @typedef {Record<string, unknown>} Fields
 */

/**
 * A report as it is kept.
 * @typedef {object} Draft
 * @property {1} version
 * @property {string} saved when, ISO 8601
 * @property {Setting} setting
 * @property {Record<string, string>} cells as typed
 * @property {Record<string, string>} preferences
 * @property {{ when: string, what: string, why: string, changes: Change[] }[]} log
 * @property {{ settings: Setting[], done: { what: string, why: string, changes: Change[], before: number, after: number }[] }} steps
 *   those that can be undone; `before` and `after` are positions in `settings`
 */

const ADDRESS = /^[a-z]\w*\.[a-z]\w*\.[a-z]\w*$/;

/** Later versions may mean other things by the same names. */
const VERSION = 1;

/**
 * @param {string} text
 * @param {Setting} initial what holds where the draft says nothing, or nothing sound
 * @param {(forms: Record<string, string>) => boolean} isKnown whether the page has these tables
 * @returns {{ draft: Draft | null, isLater: boolean, lost: string[] }} no draft where nothing can be taken up; `lost` names
 *   what was left aside
 */
export function sound(text, initial, isKnown) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { draft: null, isLater: false, lost: ['*'] };
  }
  const { version, saved, cells, setting, preferences, log, steps } = fields(value);
  if (typeof version === 'number' && version > VERSION) return { draft: null, isLater: true, lost: ['*'] };
  /** @type {string[]} */
  const lost = [];
  const taken = texts(cells, (key) => ADDRESS.test(key), lost, 'cells');
  if (Object.keys(taken).length === 0 && (version !== VERSION || typeof setting !== 'object' || setting === null)) return { draft: null, isLater: false, lost: ['*'] };
  const when = typeof saved === 'string' && !Number.isNaN(Date.parse(saved)) ? saved : new Date(0).toISOString();
  const settingIn = /** @param {unknown} kept @param {string[]} aside */ (kept, aside) => settingOf(fields(kept), initial, isKnown, aside);
  const draft = {
    version: /** @type {1} */ (1),
    saved: when,
    setting: settingIn(setting, lost),
    cells: taken,
    preferences: texts(preferences, () => true, [], ''),
    log: logOf(log),
    steps: stepsOf(fields(steps), (kept) => settingIn(kept, [])),
  };
  return { draft, isLater: false, lost };
}

/**
 * @param {Fields} kept
 * @param {Setting} initial
 * @param {(forms: Record<string, string>) => boolean} isKnown
 * @param {string[]} lost
 * @returns {Setting}
 */
function settingOf(kept, initial, isKnown, lost) {
  const forms = texts(kept.forms, () => true, lost, 'forms');
  const year = kept.year ?? null;
  const isYear = year === null || (Number.isInteger(year) && Number(year) >= 1900 && Number(year) <= 2200);
  if (!isYear) lost.push('year');
  return {
    forms: Object.keys(forms).length > 0 && isKnown(forms) ? forms : initial.forms,
    auto: kept.auto !== false,
    year: isYear && year !== null ? Number(year) : null,
    ...uncertainOf(kept, lost),
    prior: priorOf(kept.prior, ''),
    origin: originOf(kept.origin),
    asked: kept.asked === true,
  };
}

/**
 * What is known of the uncertain cells. Older drafts have no reasons.
 * @param {Fields} kept
 * @param {string[]} lost
 */
function uncertainOf(kept, lost) {
  const list = Array.isArray(kept.uncertain) ? kept.uncertain : [];
  const uncertain = list.filter(isText);
  if (uncertain.length < list.length) lost.push('uncertain');
  const [known, why] = [fields(kept.readings), fields(kept.doubts)];
  /** @type {Record<string, string[]>} */
  const readings = {};
  /** @type {Record<string, string>} */
  const doubts = {};
  for (const cell of uncertain) {
    const [read, doubt] = [known[cell], why[cell]];
    if (Array.isArray(read)) readings[cell] = read.map(String);
    if (isText(doubt)) doubts[cell] = doubt;
  }
  return { uncertain, readings, doubts };
}

/**
 * Where the figures came from. Older drafts do not say.
 * @param {unknown} kept
 * @returns {Origin}
 */
function originOf(kept) {
  const { issuer, whole, lacking, renamed } = fields(kept);
  return {
    issuer: isText(issuer) ? issuer : null,
    whole: whole === true,
    lacking: Array.isArray(lacking) ? lacking.filter(isText) : [],
    renamed: Array.isArray(renamed) ? renamed.filter((line) => Array.isArray(line) && line.length === 3 && line.every(isText)) : [],
  };
}

/**
 * Last year's report, from a draft or from a host page; null where it is none.
 * @param {unknown} given `{ name?, year?, cells }`
 * @param {string} name where it says none
 * @returns {Prior | null}
 */
export function priorOf(given, name) {
  const { name: own, year, cells } = fields(given);
  if (typeof cells !== 'object' || cells === null) return null;
  /** @type {Record<string, string>} */
  const written = {};
  for (const cell of Object.keys(cells)) written[cell] = String(fields(cells)[cell]);
  return { name: isText(own) ? own : name, year: typeof year === 'number' && year > 0 && year < 65536 ? Math.trunc(year) : null, cells: written };
}

/**
 * What was done, for the log.
 * @param {unknown} kept
 * @returns {Draft['log']}
 */
const logOf = (kept) => (Array.isArray(kept) ? kept.filter((entry) => isText(fields(entry).when) && isDeed(entry)) : []);

/**
 * Steps hang together: one that is not sound takes all with it.
 * @param {Fields} kept
 * @param {(kept: unknown) => Setting} settingIn
 * @returns {Draft['steps']}
 */
function stepsOf({ settings, done }, settingIn) {
  if (!Array.isArray(settings) || !Array.isArray(done)) return { settings: [], done: [] };
  const isPlace = /** @param {unknown} at */ (at) => Number.isInteger(at) && Number(at) >= 0 && Number(at) < settings.length;
  const isStep = /** @param {unknown} step */ (step) => isDeed(step) && isPlace(fields(step).before) && isPlace(fields(step).after);
  return done.every(isStep) ? { settings: settings.map(settingIn), done } : { settings: [], done: [] };
}

/** @param {unknown} deed */
function isDeed(deed) {
  const { what, why, changes } = fields(deed);
  const isChange = /** @param {unknown} change */ (change) => ['cell', 'from', 'to'].every((name) => isText(fields(change)[name]));
  return isText(what) && isText(why) && Array.isArray(changes) && changes.every(isChange);
}

/**
 * @param {unknown} value
 * @param {(key: string) => boolean} isKey
 * @param {string[]} lost
 * @param {string} name what is told where something is left aside
 */
function texts(value, isKey, lost, name) {
  /** @type {Record<string, string>} */
  const taken = {};
  const all = fields(value);
  for (const key of Object.keys(all)) {
    const text = all[key];
    if (isText(text) && isKey(key)) taken[key] = text;
    else if (!lost.includes(name)) lost.push(name);
  }
  return taken;
}

/** @param {unknown} value @returns {Fields} */
const fields = (value) => (typeof value === 'object' && value !== null ? /** @type {Fields} */ (value) : {});

/** @type {(value: unknown) => value is string} */
const isText = (value) => typeof value === 'string';
