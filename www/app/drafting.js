// Keeps the draft while one works, and says so.
import { clock, phrase, setText } from './dom.js';
import * as draft from './draft.js';
import { priorFrom } from './prior.js';

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./scope.js').Scope} Scope
 */

/** Writing waits for a pause of so many milliseconds. */
const PAUSE = 500;

export class Drafting {
  /**
   * @param {Store} store
   * @param {Scope} scope
   * @param {string} key the draft's name on this machine; '' where none is kept
   */
  constructor(store, scope, key) {
    this.store = store;
    this.scope = scope;
    this.key = key;
    this.initial = store.setting;
    this.timer = 0;
    this.direction = this.scope.typed('enter', HTMLSelectElement);
    this.direction.addEventListener('change', () => this.schedule());
    this.larger = scope.byId('larger');
    this.larger.addEventListener('click', () => {
      this.enlarge(!this.isLarge);
      this.schedule();
    });
    store.listen(() => this.schedule());
    // The page may be closed before the pause is over.
    scope.listen(window, 'pagehide', () => this.flush());
    scope.listen(document, 'visibilitychange', () => { if (document.hidden) this.flush(); });
    // Another window wrote the same draft.
    scope.listen(window, 'storage', (event) => { if (event.key === key && event.newValue !== null) this.say('draft-other'); });
    scope.atEnd(() => window.clearTimeout(this.timer));
    this.wireClearing();
  }

  wireClearing() {
    const dialog = this.scope.typed('clear-dialog', HTMLDialogElement);
    this.scope.byId('clear-open').addEventListener('click', () => {
      dialog.returnValue = '';
      dialog.showModal();
    });
    dialog.addEventListener('close', () => { if (dialog.returnValue === 'clear') this.clear(); });
  }

  /** Opens what was kept; forms that are not known now are left aside. */
  restore() {
    if (this.key === '') return this.say('draft-off');
    const kept = draft.load(this.key);
    if (!kept) return this.say('draft-none');
    const known = this.store.session.forms();
    const forms = kept.setting.forms;
    const isKnown = Object.keys(forms).length > 0 && Object.keys(forms).every((table) => known.some(({ id, tables }) => id === forms[table] && tables.some((other) => other.id === table)));
    const setting = { ...this.store.setting, ...kept.setting, ...draft.uncertainFrom(kept.setting), prior: priorFrom(kept.setting.prior), forms: isKnown ? forms : this.store.setting.forms };
    if (kept.preferences && kept.preferences.enter === 'right') this.direction.value = 'right';
    if (kept.preferences && kept.preferences.size === 'large') this.enlarge(true);
    this.store.restore(Object.keys(kept.cells).map((cell) => /** @type {[string, string]} */ ([cell, kept.cells[cell]])), setting);
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.say('draft-saved', new Date(kept.saved));
  }

  get isLarge() {
    return this.scope.frame.classList.contains('large');
  }

  /** Larger type for those who see badly, kept with the draft. @param {boolean} isLarge */
  enlarge(isLarge) {
    this.scope.frame.classList.toggle('large', isLarge);
    this.larger.setAttribute('aria-pressed', String(isLarge));
  }

  schedule() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), PAUSE);
  }

  flush() {
    if (this.timer === 0 || this.key === '') return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    /** @type {Record<string, string>} */
    const cells = {};
    this.store.texts.forEach((text, cell) => { if (text !== '') cells[cell] = text; });
    const now = new Date();
    const fault = draft.save(this.key, { version: 1, saved: now.toISOString(), setting: this.store.setting, cells, preferences: { enter: this.direction.value, size: this.isLarge ? 'large' : '' } });
    this.say(fault ? `draft-${fault}` : 'draft-saved', now);
  }

  clear() {
    this.store.restore([], { ...this.initial, year: null, uncertain: [], readings: {}, doubts: {}, prior: null, asked: false });
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.say(this.key === '' || draft.clear(this.key) ? 'draft-cleared' : 'draft-forbidden');
  }

  /**
   * @param {string} name
   * @param {Date} [when]
   */
  say(name, when = new Date()) {
    setText(this.scope.byId('draft-state'), phrase(name, { time: clock(when) }));
  }
}
