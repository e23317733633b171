// The buttons of the toolbar and of the dialogs: each act is explicit, logged, and can be undone.
import { phrase } from './dom.js';

/**
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('./notices.js').Notices} Notices
 * @typedef {import('./scope.js').Scope} Scope
 */

/**
 * @param {Scope} scope
 * @param {Store} store
 * @param {Notices} notices
 * @param {{ check: () => void, reader: () => Promise<import('../../engine.js').PageReader> }} page
 */
export function wireActs(scope, store, notices, page) {
  const on = /** @param {string} id @param {() => void} act */ (id, act) => scope.byId(id).addEventListener('click', act);
  const undo = [{ text: phrase('undo'), act: () => takeBack(store, notices) }];
  on('check', () => page.check());
  on('zeros', () => fillZeros(store, notices, undo));
  on('totals', () => fillTotals(store, notices, undo));
  on('undo', () => takeBack(store, notices));
  on('redo', () => doAgain(store, notices));
  on('print', () => window.print());
  const later = /** @param {(part: typeof import('../../later.js')) => void} act */ (act) => {
    page.reader().then((reader) => act(reader.later)).catch(() => notices.say(phrase('incomplete'), 'fault'));
  };
  on('log-open', () => later(({ showLog }) => showLog(scope, store)));
  on('log-copy', () => later(({ copyLog }) => copyLog(scope, store)));
}

/**
 * @param {Store} store
 * @param {Notices} notices
 */
export function takeBack(store, notices) {
  const step = store.undo();
  if (step) notices.say(phrase('undone', { what: step.what }));
}

/**
 * @param {Store} store
 * @param {Notices} notices
 */
export function doAgain(store, notices) {
  const step = store.redo();
  if (step) notices.say(phrase('redone', { what: step.what }));
}

/**
 * Blanks in which 0 would break a balance that could hold are left blank.
 * @param {Store} store
 * @param {Notices} notices
 * @param {import('./notices.js').Choice[]} undo
 */
function fillZeros(store, notices, undo) {
  const blanks = store.blanks().map(({ address }) => address);
  const free = new Set(store.answer().zeros);
  const zeros = blanks.filter((cell) => free.has(cell));
  const count = store.act(phrase('zeros-what'), phrase('zeros-why'), zeros.map((cell) => ({ cell, to: '0' })));
  const kept = blanks.length - zeros.length;
  const said = phrase(count > 0 ? 'zeros-done' : 'zeros-none', { count }) + (kept > 0 ? phrase('zeros-kept', { kept }) : '');
  notices.say(said, 'done', count > 0 ? undo : []);
}

/**
 * @param {Store} store
 * @param {Notices} notices
 * @param {import('./notices.js').Choice[]} undo
 */
function fillTotals(store, notices, undo) {
  const derived = store.derive('asked');
  const why = [...new Set([...derived.values()].map((value) => value.why))].join('；');
  const count = store.act(phrase('totals-what'), why, [...derived].map(([cell, { value }]) => ({ cell, to: value })));
  notices.say(phrase(count > 0 ? 'totals-done' : 'totals-none', { count }), 'done', count > 0 ? undo : []);
}
