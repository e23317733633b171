// A page of ours at work: joins its parts.
import { doAgain, takeBack, wireActs } from './toolbar.js';
import { phrase } from './dom.js';
import { Drafting } from '../draft/drafting.js';
import { priorOf } from '../draft/sound.js';
import { addForm } from './form.js';
import { tally } from '../findings/groups.js';
import { wireIntake } from '../intake/intake.js';
import { Notices } from './notices.js';
import { wirePopups } from './popups.js';
import { wirePrior } from '../intake/prior.js';
import { Engines } from '../report/engines.js';
import { Store, whole } from '../report/store.js';
import { View } from '../cells/view.js';

/**
 * @typedef {import('../../types').Session} Session
 * @typedef {import('../../engine.js').PageReader} Reader
 * @typedef {import('./scope.js').Scope} Scope
 */

/**
 * @typedef {object} Engine
 * @property {Session} session
 * @property {(session: Session) => import('../report/keystroke.js').Keystroke} keysOf
 * @property {(forms: string[]) => () => Promise<Reader>} readerOf
 */

/**
 * @typedef {object} Options
 * @property {string} form the address of a form's file to add; '' for none
 * @property {string} formBase what that address is relative to
 * @property {string} draft the name under which the draft is kept on this machine; '' for none
 */

export class App {
  /**
   * @param {Scope} scope
   * @param {Engine} engine
   * @param {Options} options
   */
  static async start(scope, engine, options) {
    const added = await addForm(engine.session, engine.readerOf([]), options.form, options.formBase);
    const app = new App(scope, engine, options, added);
    if (added.message) app.notices.say(added.message, 'fault');
    return app;
  }

  /**
   * @param {Scope} scope
   * @param {Engine} engine
   * @param {Options} options
   * @param {{ forms: Record<string, string> | null, json: string[] }} added
   */
  constructor(scope, { session, keysOf, readerOf }, { draft }, added) {
    this.scope = scope;
    this.notices = new Notices(scope);
    this.store = new Store(new Engines(session, keysOf(session)), added.forms);
    this.drafting = new Drafting(this.store, scope, this.notices, draft);
    scope.frame.classList.add('started');
    scope.byId('workspace').hidden = false;
    this.view = new View(this.store, scope);
    const reader = readerOf(added.json);
    this.reader = () => reader().then((known) => {
      known.later.learnWording(scope.root);
      this.lend(known);
      return known;
    });
    this.intake = wireIntake(scope, this.store, this.view.grid, this.notices, this.reader, added.json, this.drafting);
    wirePrior(scope, this.intake);
    wireActs(scope, this.store, this.notices, { check: () => this.view.check(), reader: this.reader });
    wirePopups(scope);
    this.drafting.restore();
    scope.listen(scope.root, 'keydown', (event) => this.shortcut(event));
    // By now the page can be used; before long something will be pasted.
    this.complete = new Promise((resolve) => { window.setTimeout(resolve); }).then(() => this.reader()).then(() => scope.frame.classList.add('complete'));
    this.complete.catch(() => { if (!scope.isOver) this.notices.say(phrase('incomplete'), 'fault'); });
  }

  /**
   * From now on repairs are found. Until the reader was there nothing was said of them.
   * @param {Reader} reader
   */
  lend(reader) {
    if (this.store.engines.localiser || this.scope.isOver) return;
    this.store.lend(reader.localiser());
    this.view.show();
  }

  /** @param {KeyboardEvent} event */
  shortcut(event) {
    const { key, shiftKey, ctrlKey, metaKey, target } = event;
    // Other fields undo for themselves, and dialogs cover the report.
    if (target instanceof HTMLTextAreaElement || (target instanceof Element && target.closest('dialog'))) return;
    const letter = ctrlKey || metaKey ? key.toLowerCase() : '';
    if (key === 'F8') this.view.step(shiftKey ? -1 : 1);
    else if (key === 'F9') this.view.walkTerms(shiftKey ? -1 : 1);
    else if (key === 'F4' && !shiftKey && letter === '') this.view.propose();
    else if (key === 'Escape') return this.view.back() ? event.preventDefault() : this.view.dismiss();
    else if (letter === 'y' || (letter === 'z' && shiftKey)) doAgain(this.store, this.notices);
    else if (letter === 'z') takeBack(this.store, this.notices);
    else return;
    event.preventDefault();
  }

  /** What is filled in, as it could be taken up again. */
  filled() {
    const { texts, setting } = this.store;
    /** @type {Record<string, string>} */
    const cells = {};
    texts.forEach((text, cell) => { if (text !== '') cells[cell] = text; });
    return { year: setting.year, forms: setting.forms, cells, ...(setting.prior ? { prior: setting.prior } : {}) };
  }

  /**
   * Fills in cells, as one step that can be undone; addresses that no table has are left aside.
   * @param {{ cells?: Record<string, string>, year?: number | null }} given
   */
  take({ cells = {}, year }) {
    const wanted = Object.keys(cells).filter((cell) => this.store.numbers.has(cell)).map((cell) => ({ cell, to: String(cells[cell]) }));
    if (wanted.length > 0 || year) this.store.act(phrase('given'), '', wanted, year ? { year } : {});
  }

  /** Last year's report, to be compared with. */
  get prior() {
    return this.store.setting.prior;
  }

  /** @param {unknown} given `{ year?, cells }`; anything else: none */
  setPrior(given) {
    this.store.act(phrase('given'), '', [], { prior: priorOf(given, phrase('prior-host')) });
  }

  /**
   * @param {{ year: string | null, form: string | null }} wanted as written in attributes
   * @returns {string[]} what cannot be chosen, and why
   */
  choose({ year, form }) {
    const faults = [];
    const number = Number(year);
    const isYear = year !== null && /^\d{4}$/.test(year) && number >= 2008 && number <= 2100;
    if (year !== null && year !== '' && !isYear) faults.push(phrase('bad-year', { year }));
    const chosen = this.store.forms.find(({ id }) => id === form);
    if (form && !chosen) faults.push(phrase('bad-form', { form, known: this.store.forms.map(({ id }) => id).join('、') }));
    if (isYear || chosen) {
      const { setting } = this.store;
      this.store.act(phrase('given'), '', [], { year: isYear ? number : setting.year, ...(chosen ? { forms: whole(chosen), auto: false } : {}) });
    }
    for (const fault of faults) this.notices.say(fault, 'fault');
    return faults;
  }

  /** @param {boolean} isFrozen */
  freeze(isFrozen) {
    this.store.isFrozen = isFrozen;
    this.scope.frame.classList.toggle('frozen', isFrozen);
    this.view.redraw();
  }

  /**
   * @param {object} heard
   * @param {(detail: unknown) => void} heard.change figures or settings are others now
   * @param {(detail: unknown) => void} heard.check the answer is known anew
   * @param {(detail: unknown) => void} heard.apply a proposal was taken over
   * @param {(message: string) => void} heard.fault
   */
  watch({ change, check, apply, fault }) {
    this.store.listen((event) => { if (event !== 'typing') change({ cells: this.filled().cells }); });
    this.view.watch({ answered: () => check(this.answer()), applied: (detail) => apply(detail) });
    this.notices.failed = fault;
  }

  /** How the report stands. */
  state() {
    const { hard } = tally(this.view.groups);
    return { hard, blank: this.store.blanks().length, headline: this.scope.byId('headline').textContent ?? '' };
  }

  answer() {
    this.store.settle();
    return this.store.answer();
  }

  check() {
    this.view.check();
    return this.answer();
  }

  /**
   * @param {string | File} source
   * @returns {Promise<boolean>} whether any table was recognised
   */
  load(source) {
    return this.intake.receive(source);
  }

  /** Takes the page down; what it held is freed. */
  end() {
    this.drafting.flush();
    this.scope.end();
    this.store.engines.free();
  }
}
