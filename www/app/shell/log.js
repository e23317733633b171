// 修改记录: what was changed, when, from what, to what and why; to look at, and to copy as a table.
import { clock, empty, phrase, setText, stamp } from './dom.js';

/**
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('./scope.js').Scope} Scope
 */

/** The log shows the latest of so many changes. */
const MOST_ROWS = 2000;

/**
 * @param {Scope} scope
 * @param {Store} store
 */
export function showLog(scope, store) {
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
 * @param {Scope} scope
 * @param {Store} store
 */
export function copyLog(scope, store) {
  setText(scope.byId('log-copied'), phrase(copyText(logText(scope, store)) ? 'copied' : 'copy-failed'));
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
