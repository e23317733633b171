// Shows one equation in the tables: every cell of it, with its sign.
import { setAttribute } from './dom.js';
import { signs } from './groups.js';

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {import('./store.js').Store} store
 * @param {import('../types').FindingView | null} finding null shows none
 */
export function showTrace(sheet, store, finding) {
  /** @type {Map<number, string>} */
  const wanted = new Map();
  if (finding && finding.terms.length > 0) {
    for (const { cell, sign } of signs(finding)) wanted.set(store.numbers.get(cell) ?? -1, sign);
  } else if (finding) {
    for (const cell of finding.cells) wanted.set(store.numbers.get(cell) ?? -1, '');
  }
  sheet.boxes.forEach((box, number) => setAttribute(box, 'data-sign', wanted.get(number) ?? null));
}
