// What was not checked: the cells that no rule can prove wrong, in words and as a map for who asks for it, and the
// relations that lack a figure.
import { empty, part, setAttribute, setText, stamp } from '../shell/dom.js';

/**
 * @typedef {import('../shell/scope.js').Scope} Scope
 * @typedef {import('../cells/sheet.js').Sheet} Sheet
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../../types').BlindView} BlindView
 * @typedef {import('../../types').UncheckedView} UncheckedView
 */

/**
 * @param {Scope} scope
 * @param {Sheet} sheet
 * @param {Store} store
 * @param {BlindView[]} blind
 */
export function showBlind(scope, sheet, store, blind) {
  const box = scope.typed('blind', HTMLDetailsElement);
  const list = scope.byId('blind-list');
  const drawn = JSON.stringify([blind, box.open]);
  box.hidden = blind.length === 0;
  box.ontoggle = () => showBlind(scope, sheet, store, blind);
  if (list.dataset.drawn !== drawn) {
    list.dataset.drawn = drawn;
    empty(list);
    for (const { message } of blind) list.appendChild(stamp('remark', { text: message }));
  }
  const unseen = new Set(box.open ? blind.filter(({ seen }) => !seen).reduce((all, { cells }) => all.concat(cells), /** @type {string[]} */ ([])) : []);
  store.cells.forEach(({ address }, number) => {
    const cell = sheet.boxes[number];
    if (cell) setAttribute(cell, 'data-blind', unseen.has(address) ? '' : null);
  });
}

/**
 * @param {Scope} scope
 * @param {UncheckedView[]} unchecked
 */
export function showUnchecked(scope, unchecked) {
  const box = scope.byId('unchecked');
  const list = part(box, 'list');
  const drawn = JSON.stringify(unchecked);
  box.hidden = unchecked.length === 0;
  if (list.dataset.drawn === drawn) return;
  list.dataset.drawn = drawn;
  empty(list);
  setText(part(box, 'count'), String(unchecked.length));
  for (const { message } of unchecked) list.appendChild(stamp('remark', { text: message }));
}
