// The two engines behind a page: the session of the first package, which says at once what fails, and the
// localiser of the second, which says all that is known. This module alone keeps both in step.

/**
 * @typedef {import('../../types').Session} Session
 * @typedef {import('../../types').Localiser} Localiser
 * @typedef {import('../../types').Address} Address
 * @typedef {import('../../types').Answer} Answer
 * @typedef {import('../../types').CellView} CellView
 * @typedef {import('./history.js').Setting} Setting
 * @typedef {(cell: Address) => string} Texts what is filled in
 */

/** What is said of repairs and of what lacks before the localiser is there: nothing. @type {Omit<Answer, keyof import('../../types').Found>} */
const NOT_LOCATED = { repairs: { complete: false, unique: false, size: 0, options: [], ties: 0, certain: [], impossible: [], message: '' }, blind: [], unchecked: [], zeros: [] };

export class Engines {
  /**
   * @param {Session} session with every form that will ever be known
   * @param {import('./keystroke.js').Keystroke} keys the session's quick way in
   */
  constructor(session, keys) {
    this.session = session;
    this.keys = keys;
    /** Oldest first. */
    this.forms = session.forms();
    /** @type {CellView[]} */
    this.cells = [];
    /** @type {Map<Address, number>} */
    this.numbers = new Map();
    /** @type {Localiser | null} */
    this.localiser = null;
    /** The uncertain cells that count all the same: a rule fails whichever way they are read. @type {Address[]} */
    this.counted = [];
  }

  /**
   * From now on the localiser answers.
   * @param {Localiser} localiser
   * @param {Setting} setting
   */
  lend(localiser, setting) {
    this.localiser = localiser;
    prepare(localiser, setting);
  }

  /**
   * Opens the chosen tables with what is filled in.
   * @param {Setting} setting
   * @param {Texts} text
   */
  open(setting, text) {
    const { session, localiser } = this;
    prepare(session, setting);
    if (localiser) prepare(localiser, setting);
    this.cells = session.cells();
    this.numbers = new Map();
    this.cells.forEach(({ address }, number) => {
      this.numbers.set(address, number);
      this.keys.put(number, text(address));
    });
    this.situate(setting);
  }

  /**
   * Tells the session whose report it is, of which year, and what is uncertain. Writing a cell takes its mark away.
   * @param {Setting} setting
   */
  situate({ year, origin, uncertain }) {
    const { session } = this;
    session.situate(year ?? undefined, origin.issuer ?? undefined);
    if (uncertain.length === 0) return;
    session.markUncertain(uncertain);
    session.letCount(this.counted);
  }

  /**
   * @param {Address} cell
   * @param {string} text
   */
  put(cell, text) {
    const number = this.numbers.get(cell);
    if (number !== undefined) this.keys.put(number, text);
  }

  /**
   * All that is known of the report.
   * @param {Setting} setting
   * @param {Texts} text
   * @returns {Answer}
   */
  answer(setting, text) {
    const located = this.located(setting, text);
    if (!located) return { ...this.session.answer(), ...NOT_LOCATED };
    this.counted = located.counted;
    this.situate(setting);
    return located.answer;
  }

  /**
   * What the localiser says of a report; null before it is there. The session stays as it is.
   * @param {Setting} setting
   * @param {Texts} text
   */
  located({ year, origin, uncertain, readings }, text) {
    const { localiser } = this;
    if (!localiser) return null;
    localiser.describe(origin.issuer ?? undefined, origin.whole, origin.lacking, origin.renamed);
    const counted = localiser.open(year ?? undefined, this.cells.map(({ address }) => text(address)), uncertain, uncertain.map((cell) => readings[cell] ?? []));
    return { counted, answer: localiser.answer() };
  }

  /**
   * What fails at once if these cells were written so. The session stays as it is.
   * @param {{ cell: Address, to: string }[]} changes
   * @param {Setting} setting
   * @param {Texts} text
   */
  attempt(changes, setting, text) {
    for (const { cell, to } of changes) this.put(cell, to);
    const found = this.session.answer();
    for (const { cell } of changes) this.put(cell, text(cell));
    this.situate(setting);
    return found;
  }

  /** What each cell's mark says: see `Session.marks`. */
  marks() {
    return this.session.marks();
  }

  /** Comparisons, filled and blank cells, table by table. */
  counts() {
    return this.session.counts();
  }

  /** Frees what both hold. */
  free() {
    this.session.free();
    if (this.localiser) this.localiser.free();
  }
}

/**
 * Has an engine compare what is chosen.
 * @param {Session | Localiser} engine
 * @param {Setting} setting
 */
function prepare(engine, { prior, forms }) {
  engine.setPrior(prior ? prior.cells : null, prior && prior.year ? prior.year : undefined);
  engine.choose(forms);
}
