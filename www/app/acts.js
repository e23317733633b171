// The buttons of the toolbar and of the dialogs: each act is explicit, logged, and can be undone.
import { clock, empty, phrase, setText, stamp } from './dom.js';

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./notice.js').Notices} Notices
 * @typedef {import('./scope.js').Scope} Scope
 */

/** The log shows the latest of so many changes. */
const MOST_ROWS = 2000;

/**
 * @param {Scope} scope
 * @param {Store} store
 * @param {Notices} notices
 * @param {{ check: () => void }} page
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
  on('log-open', () => showLog(scope, store));
  on('log-copy', () => setText(scope.byId('log-copied'), phrase(copyText(logText(scope, store)) ? 'copied' : 'copy-failed')));
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
 * @param {import('./notice.js').Choice[]} undo
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
 * @param {import('./notice.js').Choice[]} undo
 */
function fillTotals(store, notices, undo) {
  const derived = store.derive('asked');
  const why = [...new Set([...derived.values()].map((value) => value.why))].join('；');
  const count = store.act(phrase('totals-what'), why, [...derived].map(([cell, { value }]) => ({ cell, to: value })));
  notices.say(phrase(count > 0 ? 'totals-done' : 'totals-none', { count }), 'done', count > 0 ? undo : []);
}

/**
 * @param {Scope} scope
 * @param {Store} store
 */
function showLog(scope, store) {
  store.settle();
  const rows = logRows(store);
  const body = scope.typed('log', HTMLTableElement).tBodies[0];
  empty(body);
  for (const [time, what, place, from, to, why] of rows.slice(-MOST_ROWS).reverse()) {
    body.appendChild(stamp('log-row', { time, what, place, from, to, why }));
  }
  scope.byId('log-none').hidden = rows.length > 0;
  setText(scope.byId('log-copied'), '');
  scope.typed('log-dialog', HTMLDialogElement).showModal();
}

/**
 * A row a cell that was changed.
 * @param {Store} store
 * @returns {string[][]}
 */
function logRows(store) {
  const shown = /** @param {string} text */ (text) => (text === '' ? phrase('blank') : text);
  /** @type {string[][]} */
  const rows = [];
  for (const { when, what, why, changes } of store.history.log) {
    const time = `${clock(when)}:${String(when.getSeconds()).padStart(2, '0')}`;
    if (changes.length === 0) rows.push([time, what, '', '', '', why]);
    for (const { cell, from, to } of changes) rows.push([time, what, store.name(cell), shown(from), shown(to), why]);
  }
  return rows;
}

/**
 * @param {Scope} scope
 * @param {Store} store
 */
function logText(scope, store) {
  const heads = [...scope.typed('log', HTMLTableElement).rows[0].cells].map((cell) => cell.textContent ?? '');
  return [heads, ...logRows(store)].map((row) => row.map((text) => text.replace(/\s+/g, ' ')).join('\t')).join('\r\n');
}

/**
 * Works without a secure context too, as on an office's own network.
 * @param {string} text
 */
function copyText(text) {
  const put = /** @param {ClipboardEvent} event */ (event) => {
    if (event.clipboardData) event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', put, true);
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', put, true);
  return isDone;
}
