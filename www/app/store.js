// What is filled in: the one place that writes to the session, and through it the history.
import { History, reversed } from './history.js';

/**
 * @typedef {import('../types').Session} Session
 * @typedef {import('../types').Address} Address
 * @typedef {import('../types').Answer} Answer
 * @typedef {import('./history.js').Setting} Setting
 * @typedef {import('./history.js').Change} Change
 */

/**
 * What happened: `typing` a key in one cell, `settled` that cell left, `texts` other cells
 * written, `sheet` other tables chosen.
 * @typedef {'typing' | 'settled' | 'texts' | 'sheet'} Event
 */

/** What is said of repairs before anything looks for them: nothing. @type {import('../types').Located} */
const NOT_LOCATED = { repairs: { complete: false, unique: false, size: 0, options: [], certain: [], impossible: [], message: '' }, blind: [] };

export class Store {
  /**
   * @param {Session} session
   * @param {import('./keystroke.js').Keystroke} keys the session's quick way in
   * @param {Record<string, string> | null} [forms] the tables to open; the newest form's if null
   */
  constructor(session, keys, forms = null) {
    this.session = session;
    this.keys = keys;
    this.history = new History();
    /** As typed, of every form that was ever open. @type {Map<Address, string>} */
    this.texts = new Map();
    /** @type {import('../types').CellView[]} */
    this.cells = [];
    /** @type {Map<Address, number>} */
    this.numbers = new Map();
    /** @type {Setting} */
    this.setting = { forms: forms ?? newest(session.forms()), auto: true, year: null, uncertain: [], readings: {}, doubts: {}, prior: null, asked: false };
    /** The cell being typed in, and what stood there. @type {{ cell: Address, from: string, before: Setting } | null} */
    this.pending = null;
    /** @type {Answer | null} */
    this.known = null;
    /** What finds repairs, once it is there. @type {import('../types').Localiser | null} */
    this.localiser = null;
    /** The uncertain cells that count all the same: a rule fails whichever way they are read. @type {Address[]} */
    this.counted = [];
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

  /** All that is known of the report; worked out once for each change. */
  answer() {
    if (!this.known) this.known = this.workOut();
    return this.known;
  }

  /** @returns {Answer} */
  workOut() {
    const { localiser, session } = this;
    if (!localiser) return { ...session.answer(), ...NOT_LOCATED };
    const { uncertain, readings } = this.setting;
    this.counted = localiser.open(this.cells.map(({ address }) => this.text(address)), uncertain, uncertain.map((cell) => readings[cell] ?? []));
    this.doubt();
    return { ...session.answer(), ...localiser.located() };
  }

  /** @param {import('../types').Localiser} localiser */
  lend(localiser) {
    this.localiser = localiser;
    this.prepare(localiser);
    this.known = null;
  }

  /**
   * Has an engine compare what is chosen here.
   * @param {Session | import('../types').Localiser} engine
   */
  prepare(engine) {
    const { prior, forms } = this.setting;
    engine.setPrior(prior ? prior.cells : null, prior && prior.year ? prior.year : undefined);
    engine.choose(forms);
  }

  /** Marks what is uncertain. Writing a cell takes its mark away. */
  doubt() {
    const { uncertain } = this.setting;
    if (uncertain.length === 0) return;
    this.session.markUncertain(uncertain);
    this.session.letCount(this.counted);
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
    const chosen = this.session.forms().map((form) => form.tables.filter(({ id }) => forms[id] === form.id).map((table) => ({ form, table })));
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
   */
  restore(texts, setting) {
    this.pending = null;
    this.history.forget();
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
      const found = known(this.session.answer(), which).filter(({ cell }) => this.isBlank(cell) && this.numbers.has(cell) && !derived.has(cell));
      for (const { cell, value, why } of found) {
        derived.set(cell, { value, why });
        this.put(cell, value);
      }
      more = found.length > 0;
    }
    for (const cell of derived.keys()) this.put(cell, this.text(cell));
    if (derived.size > 0) this.doubt();
    return derived;
  }

  /**
   * Which comparisons these changes would settle, and which they would break. Leaves the report as it was.
   * @param {{ cell: Address, to: string }[]} changes
   */
  attempt(changes) {
    const relations = /** @param {import('../types').Found} found */ ({ findings }) => findings.filter(({ terms }) => terms.length > 0);
    const before = relations(this.answer());
    for (const { cell, to } of changes) this.put(cell, to);
    const after = relations(this.session.answer());
    for (const { cell } of changes) this.put(cell, this.text(cell));
    this.doubt();
    const key = /** @param {import('../types').FindingView} finding */ ({ rule, terms }) => `${rule} ${terms.map(({ cell }) => cell).join()}`;
    const beyond = /** @param {import('../types').FindingView[]} some @param {import('../types').FindingView[]} others */ (some, others) => {
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
    for (const { cell, to } of changes) this.put(cell, to);
    // Writing a cell takes its mark away.
    for (const cell of previous.uncertain) if (!setting.uncertain.includes(cell)) this.put(cell, this.text(cell));
    this.session.setYear(setting.year ?? undefined);
    this.doubt();
    this.known = null;
    this.tell('texts');
  }

  /** Opens the chosen tables in the session with what is filled in. */
  open() {
    this.prepare(this.session);
    if (this.localiser) this.prepare(this.localiser);
    this.cells = this.session.cells();
    this.numbers = new Map();
    this.cells.forEach(({ address }, number) => {
      this.numbers.set(address, number);
      this.keys.put(number, this.text(address));
    });
    this.session.setYear(this.setting.year ?? undefined);
    this.doubt();
    this.known = null;
  }

  /**
   * @param {Address} cell
   * @param {string} text
   */
  write(cell, text) {
    this.texts.set(cell, text);
    this.put(cell, text);
    this.known = null;
  }

  /**
   * @param {Address} cell
   * @param {string} text
   */
  put(cell, text) {
    const number = this.numbers.get(cell);
    if (number !== undefined) this.keys.put(number, text);
  }
}

/**
 * Values of blanks that are fixed by themselves.
 * @param {import('../types').Found} answer
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
 * @param {Address[]} cells these are certain now
 * @returns {Setting}
 */
export function without(setting, cells) {
  if (setting.uncertain.length === 0) return setting;
  const certain = new Set(cells);
  const uncertain = setting.uncertain.filter((cell) => !certain.has(cell));
  return { ...setting, uncertain, readings: among(setting.readings, uncertain), doubts: among(setting.doubts, uncertain) };
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
 * @param {import('../types').FormView} form
 */
export function whole(form) {
  /** @type {Record<string, string>} */
  const forms = {};
  for (const { id } of form.tables) forms[id] = form.id;
  return forms;
}

/** @param {import('../types').FormView[]} forms oldest first */
const newest = (forms) => whole(forms[forms.length - 1]);
