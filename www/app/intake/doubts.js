// The uncertain cells of a table by reason, each with what was taken and what else it may be, to be settled one by one.
import { empty, part, phrase, setText, stamp } from '../shell/dom.js';
import { without } from '../report/store.js';

/**
 * @typedef {import('../../types').Address} Address
 * @typedef {import('../../types').TableReading} TableReading
 * @typedef {import('../report/store.js').Store} Store
 */

/** About so many cells are listed at a time, of each reason alike; the next ones follow as these are settled. */
const MOST_ROWS = 12;

/** @param {string} text */
const shown = (text) => (text.trim() === '' ? phrase('blank') : text);

export class Doubts {
  /**
   * @param {Store} store
   * @param {TableReading} read
   * @param {string} name the table's
   * @param {(cell: Address) => void} go
   */
  constructor(store, { uncertain, readings, doubts }, name, go) {
    this.store = store;
    this.cells = uncertain;
    this.readings = readings;
    /** Each reason with its cells, in the order in which they were met. */
    this.reasons = [...new Set(uncertain.map((cell) => doubts[cell]))].map((reason) => ({ reason, cells: uncertain.filter((cell) => doubts[cell] === reason) }));
    this.name = name;
    this.go = go;
    this.box = stamp('doubts');
    const all = stamp('act', { text: phrase('doubts-all') });
    all.setAttribute('aria-label', phrase('doubts-all-of', { name }));
    all.addEventListener('click', () => {
      const cells = this.read();
      this.confirm(cells, phrase('doubts-all-what', { name, count: cells.length }));
      part(this.box, 'about').focus();
    });
    part(this.box, 'all').appendChild(all);
    /** What the rows were made of. */
    this.made = '';
    this.show();
  }

  /** The cells that are still uncertain. */
  open() {
    const { uncertain } = this.store.setting;
    return this.cells.filter((cell) => uncertain.includes(cell) && this.store.numbers.has(cell));
  }

  /** Those listed now in which something was read: what nobody has seen is not confirmed. What is blank for want of a choice is settled one by one. */
  read() {
    const listed = this.listed().reduce((all, { cells }) => all.concat(cells), /** @type {Address[]} */ ([]));
    return listed.filter((cell) => !this.store.isBlank(cell) || !(cell in this.readings));
  }

  /** What is listed now: each reason that is left, how many cells it has, and the first of them. */
  listed() {
    const open = new Set(this.open());
    const left = this.reasons.map(({ reason, cells }) => ({ reason, cells: cells.filter((cell) => open.has(cell)) })).filter(({ cells }) => cells.length > 0);
    return left.map(({ reason, cells }) => ({ reason, count: cells.length, cells: cells.slice(0, Math.ceil(MOST_ROWS / left.length)) }));
  }

  /** Shows how it stands now. */
  show() {
    const open = this.open();
    const groups = this.listed();
    const more = groups.reduce((left, { cells }) => left - cells.length, open.length);
    setText(part(this.box, 'about'), open.length > 0 ? phrase('doubts-open', { count: open.length }) : phrase('doubts-none'));
    setText(part(this.box, 'rest'), more > 0 ? phrase('doubts-rest', { count: more }) : '');
    part(this.box, 'all').hidden = this.read().length === 0;
    const made = JSON.stringify(groups.map(({ count, cells }) => [count, cells.map((cell) => [cell, this.store.text(cell)])]));
    if (made === this.made) return;
    this.made = made;
    const list = part(this.box, 'list');
    empty(list);
    for (const { reason, count, cells } of groups) {
      const group = stamp('doubts-of', { reason, count });
      const rows = part(group, 'cells');
      rows.setAttribute('aria-label', reason);
      for (const cell of cells) rows.appendChild(this.row(cell));
      list.appendChild(group);
    }
  }

  /** @param {Address} cell */
  row(cell) {
    const place = this.store.name(cell);
    const taken = this.store.text(cell);
    const row = stamp('doubt', { place, taken: shown(taken) });
    part(row, 'go').addEventListener('click', () => this.go(cell));
    const offers = part(row, 'offers');
    const offer = /** @param {string} text @param {() => void} act */ (text, act) => {
      const button = stamp('act', { text });
      button.setAttribute('aria-label', phrase('doubt-act', { text, place }));
      button.addEventListener('click', () => this.settle(cell, act));
      offers.appendChild(button);
    };
    for (const other of (this.readings[cell] ?? []).filter((text) => text.trim() !== taken.trim())) {
      offer(phrase('doubt-change', { value: shown(other) }), () => this.store.act(phrase('doubt-change-what'), phrase('doubt-why'), [{ cell, to: other }]));
    }
    offer(phrase('doubt-right'), () => this.confirm([cell], phrase('doubt-right-what', { place })));
    return row;
  }

  /**
   * What stands in these cells is right: one step, though no text changes.
   * @param {Address[]} cells
   * @param {string} what
   */
  confirm(cells, what) {
    const { store } = this;
    store.act(what, phrase('doubt-why'), cells.map((cell) => ({ cell, to: store.text(cell) })), without(store.setting, cells));
  }

  /**
   * Does something that settles a cell, and keeps the focus where the cell's row was.
   * @param {Address} cell
   * @param {() => void} act
   */
  settle(cell, act) {
    const rows = part(this.box, 'list').getElementsByTagName('li');
    const at = this.listed().reduce((all, { cells }) => all.concat(cells), /** @type {Address[]} */ ([])).indexOf(cell);
    act();
    this.show();
    const next = rows[Math.min(at, rows.length - 1)];
    (next ? part(next, 'go') : part(this.box, 'about')).focus();
  }
}
