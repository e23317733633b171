// What a proposed change would do, shown before anything changes.
import { phrase, setAttribute, setText } from '../shell/dom.js';

/**
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../shell/scope.js').Scope} Scope
 * @typedef {import('../cells/sheet.js').Sheet} Sheet
 * @typedef {import('../../types').FindingView} FindingView
 */

/** So long it stays when the pointer leaves the proposal, and may be on its way to what is said of it. */
const LINGER = 600;

export class Attempt {
  /**
   * @param {Store} store
   * @param {Scope} scope
   * @param {() => Sheet} sheet the one that is drawn now
   */
  constructor(store, scope, sheet) {
    this.store = store;
    this.scope = scope;
    this.sheet = sheet;
    this.isShown = false;
    this.timer = 0;
    this.said = scope.byId('said');
    this.said.addEventListener('mouseenter', () => window.clearTimeout(this.timer));
    this.said.addEventListener('mouseleave', () => this.leave());
    scope.atEnd(() => window.clearTimeout(this.timer));
  }

  /** The pointer is leaving. */
  leave() {
    if (this.isShown) this.timer = window.setTimeout(() => this.show(null), LINGER);
  }

  /** @param {{ cell: string, to: string }[] | null} changes null when the proposal is left */
  show(changes) {
    window.clearTimeout(this.timer);
    if (!changes && !this.isShown) return;
    this.isShown = changes !== null;
    const { settled, broken } = changes ? this.store.attempt(changes) : { settled: [], broken: [] };
    const good = cellsOf(settled);
    const bad = cellsOf(broken);
    const wanted = new Map((changes ?? []).map(({ cell, to }) => [cell, to]));
    const { boxes } = this.sheet();
    this.store.cells.forEach(({ address }, number) => {
      const box = boxes[number];
      if (!box) return;
      setAttribute(box, 'data-try', wanted.get(address) ?? null);
      setAttribute(box, 'data-turns', bad.has(address) ? 'bad' : good.has(address) || wanted.has(address) ? 'good' : null);
    });
    this.said.classList.toggle('tried', this.isShown);
    setText(this.said, changes ? phrase(broken.length > 0 ? 'tried-worse' : 'tried', { settled: settled.length, broken: broken.length }) : '');
  }
}

/** @param {FindingView[]} findings */
const cellsOf = (findings) => new Set(findings.reduce((all, { cells }) => all.concat(cells), /** @type {string[]} */ ([])));
