// The report year and the format, chosen by hand or following from what was read.
import { empty, phrase, setText } from './dom.js';
import { whole } from '../report/store.js';

/**
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('./scope.js').Scope} Scope
 * @typedef {import('../../types').FormView} FormView
 */

export class Settings {
  /**
   * @param {Store} store
   * @param {Scope} scope
   */
  constructor(store, scope) {
    this.store = store;
    this.scope = scope;
    this.year = this.scope.typed('year', HTMLSelectElement);
    this.format = this.scope.typed('format', HTMLSelectElement);
    this.year.addEventListener('change', () => this.chooseYear());
    this.format.addEventListener('change', () => this.chooseFormat());
  }

  chooseYear() {
    const year = this.year.value === '' ? null : Number(this.year.value);
    const { forms, auto } = this.store.setting;
    const fitting = auto && year !== null ? this.formOf(year) : null;
    this.store.act(phrase('year-what'), this.year.value, [], { year, forms: fitting ? whole(fitting) : forms });
  }

  chooseFormat() {
    const form = this.forms().find(({ id }) => id === this.format.value);
    const { forms, year } = this.store.setting;
    const fitting = form ?? (year === null ? null : this.formOf(year));
    this.store.act(phrase('format-what'), fitting ? fitting.name : '', [], { auto: !form, forms: fitting ? whole(fitting) : forms });
  }

  forms() {
    return this.store.forms;
  }

  /**
   * The form in force in a year, with the tables that are open.
   * @param {number} year
   */
  formOf(year) {
    const open = Object.keys(this.store.setting.forms).sort().join();
    const fits = /** @param {FormView} form */ (form) => form.from <= year && (form.to === null || year <= form.to)
      && Object.keys(whole(form)).sort().join() === open;
    return this.forms().filter(fits).pop() ?? null;
  }

  /** Shows what is chosen now. */
  show() {
    const { year, auto } = this.store.setting;
    const forms = this.forms();
    const used = [...new Set(this.store.tables().map(({ form }) => form.name))];
    const name = used.length === 1 ? used[0] : phrase('mixed');
    options(this.format, [['', phrase('auto', { name })], ...forms.map(({ id, name: own }) => /** @type {[string, string]} */ ([id, own]))]);
    const only = forms.find((form) => form.name === name);
    this.format.value = auto || !only ? '' : only.id;
    const first = Math.min(...forms.map(({ from }) => from));
    const last = Math.max(new Date().getFullYear(), year ?? 0);
    /** @type {[string, string][]} */
    const years = [];
    for (let at = last; at >= Math.min(first, year ?? first); at -= 1) years.push([String(at), `${at} 年`]);
    options(this.year, [['', this.year.options[0].text], ...years]);
    this.year.value = year === null ? '' : String(year);
    this.scope.frame.classList.toggle('mixed', used.length > 1);
  }
}

/**
 * @param {HTMLSelectElement} select
 * @param {[string, string][]} wanted
 */
function options(select, wanted) {
  const isSame = select.options.length === wanted.length && wanted.every(([value, text], at) => select.options[at].value === value && select.options[at].text === text);
  if (isSame) return;
  if (select.options.length === wanted.length) {
    wanted.forEach(([value, text], at) => {
      select.options[at].value = value;
      setText(select.options[at], text);
    });
    return;
  }
  empty(select);
  for (const [value, text] of wanted) select.add(new Option(text, value));
}
