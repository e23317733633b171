// Keeps what is filled in on this machine while one works, and says so. A window holds its draft alone: one that finds
// it held goes on with a copy, so that no window writes over another's.
import { clock, empty, part, phrase, setText, stamp } from '../shell/dom.js';
import { sound } from './sound.js';
import * as vault from './vault.js';

/**
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../report/history.js').Setting} Setting
 * @typedef {import('../shell/scope.js').Scope} Scope
 * @typedef {import('../shell/notices.js').Notices} Notices
 * @typedef {import('./sound.js').Draft} Draft
 */

/** What is new waits for so many milliseconds, and no longer, whatever follows. */
const WAIT = 250;

/** The latest of so many steps can be undone after a reload. */
const MOST_STEPS = 300;

/** The name of a file that a report is saved to. */
const ENDING = '.gouji.json';

export class Drafting {
  /**
   * @param {Store} store
   * @param {Scope} scope
   * @param {Notices} notices
   * @param {string} base the name of the page's first draft on this machine; '' where none is kept
   */
  constructor(store, scope, notices, base) {
    this.store = store;
    this.scope = scope;
    this.notices = notices;
    this.base = base;
    /** This window's draft. */
    this.key = base && (windowKey(base) ?? base);
    this.initial = store.setting;
    this.timer = 0;
    this.isFailing = false;
    this.direction = this.scope.typed('enter', HTMLSelectElement);
    this.direction.addEventListener('change', () => this.schedule());
    this.larger = scope.byId('larger');
    this.larger.addEventListener('click', () => {
      this.enlarge(!this.isLarge);
      this.schedule();
    });
    store.listen(() => this.schedule());
    // The page may be closed before that.
    scope.listen(window, 'pagehide', () => this.flush());
    scope.listen(document, 'visibilitychange', () => { if (document.hidden) this.flush(); });
    // Another window wrote the same draft, where the browser cannot tell who holds it.
    scope.listen(window, 'storage', (event) => { if (event.key === this.key && event.newValue !== null) this.part(); });
    scope.atEnd(() => window.clearTimeout(this.timer));
    this.wire();
  }

  wire() {
    const { scope } = this;
    const dialog = scope.typed('clear-dialog', HTMLDialogElement);
    scope.byId('clear-open').addEventListener('click', () => {
      dialog.returnValue = '';
      dialog.showModal();
    });
    dialog.addEventListener('close', () => { if (dialog.returnValue === 'clear') void this.clear(); });
    scope.byId('draft-new').addEventListener('click', () => this.begin());
    scope.byId('draft-save').addEventListener('click', () => this.save());
    scope.byId('draft').addEventListener('toggle', () => this.list());
    for (const id of ['draft-new', 'draft-list']) scope.byId(id).hidden = this.base === '';
  }

  /** Opens what was kept, and takes hold of it. */
  restore() {
    if (this.base === '') return this.say('draft-off');
    const text = vault.read(this.key);
    if (text === null) this.say('draft-none');
    else this.open(text);
    void this.claim();
  }

  /** Finds out whether another window holds the draft, and whether the disk has a newer one. */
  async claim() {
    const { key } = this;
    if (!await vault.hold(key)) return this.part();
    const text = await vault.readLate(key);
    if (text === null || this.scope.isOver || this.key !== key) return;
    const { draft } = this.sound(text);
    const { draft: known } = this.sound(vault.read(key) ?? '');
    const isUntouched = this.timer === 0 && !this.store.pending;
    if (draft && isUntouched && (!known || draft.saved > known.saved)) this.open(text);
  }

  /** Goes on with a copy: the draft is another window's. */
  part() {
    this.rename();
    this.notices.say(phrase('draft-other'));
    this.schedule();
  }

  /** From now on what is filled in is kept as another draft. */
  rename() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    vault.release(this.key);
    this.key = `${this.base}#${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
    setWindowKey(this.base, this.key);
    void vault.hold(this.key);
  }

  /** @param {string} text */
  sound(text) {
    const { forms } = this.store;
    const isKnown = /** @param {Record<string, string>} tables */ (tables) => Object.keys(tables).every((table) => forms.some(({ id, tables: own }) => id === tables[table] && own.some((other) => other.id === table)));
    return sound(text, this.initial, isKnown);
  }

  /**
   * Takes a draft up, as far as it is sound. What is not is kept aside.
   * @param {string} text
   */
  open(text) {
    const { draft, lost } = this.sound(text);
    if (lost.length > 0) {
      void vault.keep(`${this.base}!${Date.now().toString(36)}`, text);
      this.notices.say(draft ? phrase('draft-damaged', { names: lost.map((name) => phrase(`lost-${name}`)).join('、') }) : phrase('draft-lost'), 'fault', [{ text: phrase('draft-look'), act: () => download(text, `damaged${ENDING}`) }]);
    }
    if (!draft) return this.say('draft-none');
    const { cells, setting, preferences, log, steps } = draft;
    this.direction.value = preferences.enter === 'right' ? 'right' : this.direction.value;
    if (preferences.size === 'large') this.enlarge(true);
    const { settings, done } = steps;
    this.store.restore(
      Object.keys(cells).map((cell) => /** @type {[string, string]} */ ([cell, cells[cell]])),
      setting,
      done.map(({ before, after, ...step }) => ({ ...step, before: settings[before], after: settings[after] })),
      log.map((entry) => ({ ...entry, when: new Date(entry.when) })),
    );
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.say('draft-saved', new Date(draft.saved));
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
    if (this.timer === 0) this.timer = window.setTimeout(() => this.flush(), WAIT);
  }

  /** What is filled in now, as it is kept. @returns {Draft} */
  now() {
    const { texts, setting, history } = this.store;
    /** @type {Record<string, string>} */
    const cells = {};
    texts.forEach((text, cell) => { if (text !== '') cells[cell] = text; });
    /** @type {Setting[]} */
    const settings = [];
    const placeOf = /** @param {Setting} one */ (one) => (settings.includes(one) ? settings.indexOf(one) : settings.push(one) - 1);
    const done = history.done.slice(-MOST_STEPS).map(({ before, after, ...step }) => ({ ...step, before: placeOf(before), after: placeOf(after) }));
    const log = history.log.map(({ when, ...entry }) => ({ ...entry, when: when.toISOString() }));
    const preferences = { enter: this.direction.value, size: this.isLarge ? 'large' : '' };
    return { version: 1, saved: new Date().toISOString(), setting, cells, preferences, log, steps: { settings, done } };
  }

  flush() {
    if (this.timer === 0) return;
    window.clearTimeout(this.timer);
    this.timer = 0;
    if (this.base === '') return;
    const { key } = this;
    vault.keep(key, JSON.stringify(this.now())).then((fault) => {
      if (this.scope.isOver || key !== this.key) return;
      this.say(fault ? `draft-${fault}` : 'draft-saved');
      // Told once in view, and tried again at each change.
      if (fault && !this.isFailing) this.notices.say(phrase(`draft-${fault}-what`), 'fault', [{ text: phrase('draft-save'), act: () => this.save() }]);
      this.isFailing = fault !== null;
    });
  }

  /** A new report; the one before stays in the list. */
  begin() {
    this.flush();
    this.rename();
    this.store.restore([], { ...this.initial, year: null });
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.say('draft-none');
    this.list();
  }

  /** The other drafts on this machine. */
  list() {
    const list = this.scope.byId('draft-list');
    empty(list);
    if (this.base === '') return;
    for (const key of vault.keysOf(this.base).filter((other) => other !== this.key)) {
      const { draft } = this.sound(vault.read(key) ?? '');
      if (!draft) continue;
      const { setting: { origin, year }, cells, saved } = draft;
      const item = stamp('draft-item', { name: origin.issuer ?? phrase('draft-unnamed'), year: year === null ? '' : phrase('year', { year }), count: Object.keys(cells).length, time: new Date(saved).toLocaleString('zh-CN') });
      part(item, 'open').addEventListener('click', () => this.turnTo(key));
      list.appendChild(item);
    }
  }

  /** @param {string} key another draft, which this window goes on with */
  turnTo(key) {
    this.flush();
    const text = vault.read(key);
    if (text === null) return this.list();
    vault.release(this.key);
    this.key = key;
    setWindowKey(this.base, key);
    this.open(text);
    void this.claim();
    this.list();
  }

  /** Hands the report out as a file that this page opens again, here or elsewhere. */
  save() {
    const { setting: { origin, year } } = this.store;
    download(JSON.stringify(this.now(), null, 1), `${origin.issuer ?? phrase('draft-unnamed')}${year ?? ''}${ENDING}`);
  }

  /**
   * Opens a file that was saved, as a draft of its own.
   * @param {string} text
   * @param {string} name
   * @returns {boolean} whether it is one
   */
  openSaved(text, name) {
    const { draft, isLater } = this.sound(text);
    if (!draft) {
      const isOurs = isLater || name.endsWith(ENDING);
      if (isOurs) this.notices.say(phrase(isLater ? 'saved-later' : 'saved-damaged', { name }), 'fault');
      return isOurs;
    }
    this.flush();
    this.rename();
    this.open(text);
    this.schedule();
    return true;
  }

  async clear() {
    this.store.restore([], { ...this.initial, year: null });
    window.clearTimeout(this.timer);
    this.timer = 0;
    const isClear = this.base === '' || await vault.clear(this.base);
    this.say(isClear ? 'draft-cleared' : 'draft-forbidden');
    this.list();
  }

  /**
   * @param {string} name
   * @param {Date} [when]
   */
  say(name, when = new Date()) {
    setText(this.scope.byId('draft-state'), phrase(name, { time: clock(when) }));
  }
}

/** The draft that this window had before it was reloaded. @param {string} base */
function windowKey(base) {
  try {
    const key = sessionStorage.getItem(base);
    return key !== null && (key === base || key.startsWith(`${base}#`)) ? key : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} base
 * @param {string} key
 */
function setWindowKey(base, key) {
  try {
    sessionStorage.setItem(base, key);
  } catch {
    // Then a reload opens the page's first draft.
  }
}

/**
 * @param {string} text
 * @param {string} name
 */
function download(text, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name.replace(/[\\/:*?"<>|]/g, '');
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
