// What is filled in: the one place that writes to the engines and to the history.
import { History, reversed } from './history.js';

/**
 * @typedef {import('./engines.js').Engines} Engines
 * @typedef {import('../../types').Address} Address
 * @typedef {import('../../types').Answer} Answer
 * @typedef {import('./history.js').Setting} Setting
 * @typedef {import('./history.js').Origin} Origin
 * @typedef {import('./history.js').Change} Change
 */

/**
 * What happened: `typing` a key in one cell, `settled` that cell left, `texts` other cells
 * written, `sheet` other tables chosen.
 * @typedef {'typing' | 'settled' | 'texts' | 'sheet'} Event
 */

/** Figures that were typed come from no source. @type {Origin} */
export const TYPED = { issuer: null, whole: false, lacking: [], renamed: [] };

export class Store {
  /**
   * @param {Engines} engines
   * @param {Record<string, string> | null} [forms] the tables to open; the newest form's if null
   */
  constructor(engines, forms = null) {
    this.engines = engines;
    this.history = new History();
    /** As typed, of every form that was ever open. @type {Map<Address, string>} */
    this.texts = new Map();
    /** @type {Setting} */
    this.setting = { forms: forms ?? newest(engines.forms), auto: true, year: null, uncertain: [], readings: {}, doubts: {}, prior: null, origin: TYPED, asked: false };
    /** The cell being typed in, and what stood there. @type {{ cell: Address, from: string, before: Setting } | null} */
    this.pending = null;
    /** @type {Answer | null} */
    this.known = null;
    /** Whether nothing may be changed. */
    this.isFrozen = false;
    /** @type {((event: Event) => void)[]} */
    this.listeners = [];
    this.open();
  }

  /** @param {(event: Event) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Event} event */
  tell(event) {
    for (const listener of this.listeners) listener(event);
  }

  /** Every form that is known, oldest first. */
  get forms() {
    return this.engines.forms;
  }

  /** The cells of the chosen tables, in printed order. */
  get cells() {
    return this.engines.cells;
  }

  /** The cells' positions. */
  get numbers() {
    return this.engines.numbers;
  }

  /** All that is known of the report; worked out once for each change. */
  answer() {
    if (!this.known) this.known = this.engines.answer(this.setting, (cell) => this.text(cell));
    return this.known;
  }

  /** @param {import('../../types').Localiser} localiser */
  lend(localiser) {
    this.engines.lend(localiser, this.setting);
    this.known = null;
  }

  /** @param {Address} cell */
  text(cell) {
    return this.texts.get(cell) ?? '';
  }

  /** @param {Address} cell */
  isBlank(cell) {
    return this.text(cell).trim() === '';
  }

  blanks() {
    return this.cells.filter(({ address }) => this.isBlank(address));
  }

  /** The chosen tables, in printed order, each with its form. */
  tables() {
    const { forms } = this.setting;
    const chosen = this.forms.map((form) => form.tables.filter(({ id }) => forms[id] === form.id).map((table) => ({ form, table })));
    const tables = chosen.reduce((all, some) => all.concat(some), []);
    const first = /** @param {Address} address */ (address) => address.slice(0, address.indexOf('.'));
    const order = this.cells.map(({ address }) => first(address));
    return tables.sort((a, b) => order.indexOf(a.table.id) - order.indexOf(b.table.id));
  }

  /** @param {Address} cell */
  name(cell) {
    const number = this.numbers.get(cell);
    return number === undefined ? cell : this.cells[number].name;
  }

  /**
   * A key was pressed in a cell.
   * @param {Address} cell
   * @param {string} text
   */
  type(cell, text) {
    if (this.pending && this.pending.cell !== cell) this.settle();
    if (!this.pending) this.pending = { cell, from: this.text(cell), before: this.setting };
    this.setting = without(this.setting, [cell]);
    this.write(cell, text);
    this.tell('typing');
  }

  /** The cell was left: what was typed in it becomes one step. */
  settle() {
    if (!this.pending) return;
    const { cell, from, before } = this.pending;
    this.pending = null;
    const to = this.text(cell);
    if (from !== to) this.history.push({ what: '填写', why: '', changes: [{ cell, from, to }], before, after: this.setting });
    this.tell('settled');
  }

  /**
   * Does something as one step that can be undone.
   * @param {string} what
   * @param {string} why
   * @param {{ cell: Address, to: string }[]} wanted
   * @param {Partial<Setting>} [chosen]
   * @returns {number} how many cells it changed
   */
  act(what, why, wanted, chosen = {}) {
    if (this.isFrozen && wanted.length > 0) return 0;
    this.settle();
    const differing = wanted.filter(({ cell, to }) => this.text(cell) !== to);
    const changes = differing.map(({ cell, to }) => ({ cell, from: this.text(cell), to }));
    const before = this.setting;
    const after = { ...without(before, changes.map(({ cell }) => cell)), ...chosen };
    if (changes.length === 0 && JSON.stringify(before) === JSON.stringify(after)) return 0;
    this.history.push({ what, why, changes, before, after });
    this.apply(changes, after);
    return changes.length;
  }

  undo() {
    this.settle();
    const step = this.isFrozen ? null : this.history.undo();
    if (step) this.apply(step.changes.map(reversed), step.before);
    return step;
  }

  redo() {
    this.settle();
    const step = this.isFrozen ? null : this.history.redo();
    if (step) this.apply(step.changes, step.after);
    return step;
  }

  /**
   * Begins anew with these texts, as from a draft.
   * @param {Iterable<[Address, string]>} texts
   * @param {Setting} setting
   * @param {import('./history.js').Step[]} [done] steps that led there
   * @param {import('./history.js').Entry[]} [log]
   */
  restore(texts, setting, done = [], log = []) {
    this.pending = null;
    this.history.begin(done, log);
    this.texts = new Map(texts);
    this.setting = setting;
    this.open();
    this.tell('sheet');
  }

  /**
   * What blanks must hold by the balances, the others counting as 0: every value that follows,
   * and those that follow from these. Leaves the report as it was.
   * @param {'all' | 'asked'} which `asked` leaves out lines that come to nothing but zeros: that there
   *   was none of something is the filer's to say
   * @returns {Map<Address, { value: string, why: string }>}
   */
  derive(which) {
    /** @type {Map<Address, { value: string, why: string }>} */
    const derived = new Map();
    for (let more = true; more;) {
      const located = this.engines.located(this.setting, (cell) => derived.get(cell)?.value ?? this.text(cell));
      const found = located ? known(located.answer, which).filter(({ cell }) => this.isBlank(cell) && this.numbers.has(cell) && !derived.has(cell)) : [];
      for (const { cell, value, why } of found) derived.set(cell, { value, why });
      more = found.length > 0;
    }
    return derived;
  }

  /**
   * Which comparisons these changes would settle, and which they would break. Leaves the report as it was.
   * @param {{ cell: Address, to: string }[]} changes
   */
  attempt(changes) {
    const relations = /** @param {import('../../types').Found} found */ ({ findings }) => findings.filter(({ terms }) => terms.length > 0);
    const before = relations(this.answer());
    const after = relations(this.engines.attempt(changes, this.setting, (cell) => this.text(cell)));
    const key = /** @param {import('../../types').FindingView} finding */ ({ rule, terms }) => `${rule} ${terms.map(({ cell }) => cell).join()}`;
    const beyond = /** @param {import('../../types').FindingView[]} some @param {import('../../types').FindingView[]} others */ (some, others) => {
      const known = new Set(others.map(key));
      return some.filter((finding) => !known.has(key(finding)));
    };
    return { settled: beyond(before, after), broken: beyond(after, before) };
  }

  /**
   * @param {Change[]} changes
   * @param {Setting} setting
   */
  apply(changes, setting) {
    const previous = this.setting;
    this.setting = setting;
    for (const { cell, to } of changes) this.texts.set(cell, to);
    if (JSON.stringify(previous.forms) !== JSON.stringify(setting.forms) || previous.prior !== setting.prior) {
      this.open();
      this.tell('sheet');
      return;
    }
    for (const { cell, to } of changes) this.engines.put(cell, to);
    // Writing a cell takes its mark away.
    for (const cell of previous.uncertain) if (!setting.uncertain.includes(cell)) this.engines.put(cell, this.text(cell));
    this.engines.situate(setting);
    this.known = null;
    this.tell('texts');
  }

  /** Opens the chosen tables with what is filled in. */
  open() {
    this.engines.open(this.setting, (cell) => this.text(cell));
    this.known = null;
  }

  /**
   * @param {Address} cell
   * @param {string} text
   */
  write(cell, text) {
    this.texts.set(cell, text);
    this.engines.put(cell, text);
    this.known = null;
  }
}

/**
 * Values of blanks that are fixed by themselves.
 * @param {import('../../types').Found} answer
 * @param {'all' | 'asked'} which
 */
function known({ findings, deduced }, which) {
  const proven = which === 'all' ? deduced.map(({ cell, value, proof }) => ({ cell, value, why: proof })) : [];
  return findings.reduce((all, { values, cells, basis }) => {
    const fixed = values.filter(({ relativeTo }) => relativeTo === null);
    const isFigured = fixed.length === cells.length && fixed.some(({ value }) => value !== '0');
    const taken = which === 'all' || isFigured ? fixed : fixed.filter(({ value }) => value !== '0');
    return all.concat(taken.map(({ cell, value }) => ({ cell, value, why: basis })));
  }, proven);
}

/**
 * @param {Setting} setting
 * @param {Address[]} cells these were written: they are certain, and there
 * @returns {Setting}
 */
export function without(setting, cells) {
  const { origin } = setting;
  if (setting.uncertain.length === 0 && origin.lacking.length === 0) return setting;
  const written = new Set(cells);
  const uncertain = setting.uncertain.filter((cell) => !written.has(cell));
  const lacking = origin.lacking.filter((cell) => !written.has(cell));
  return { ...setting, origin: { ...origin, lacking }, uncertain, readings: among(setting.readings, uncertain), doubts: among(setting.doubts, uncertain) };
}

/**
 * What is known of these cells alone.
 * @template T
 * @param {Record<Address, T>} known
 * @param {Address[]} cells
 */
function among(known, cells) {
  /** @type {Record<Address, T>} */
  const left = {};
  for (const cell of cells) if (cell in known) left[cell] = known[cell];
  return left;
}

/**
 * Every table of a form.
 * @param {import('../../types').FormView} form
 */
export function whole(form) {
  /** @type {Record<string, string>} */
  const forms = {};
  for (const { id } of form.tables) forms[id] = form.id;
  return forms;
}

/** @param {import('../../types').FormView[]} forms oldest first */
const newest = (forms) => whole(forms[forms.length - 1]);
