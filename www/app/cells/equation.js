// One equation in the tables: every cell of it with its sign, and its terms one by one, as they are read out.
import { signs } from '../findings/groups.js';
import { phrase, setAttribute } from '../shell/dom.js';

/** @typedef {import('../../types').FindingView} FindingView */

/** Figures have at most so many decimals. */
const SCALE = 10_000;

/**
 * @param {FindingView} finding
 * @param {number} at which of its terms
 * @param {(cell: string) => string} name
 */
export function termSaid({ terms }, at, name) {
  const term = terms[at];
  const side = terms.filter((other) => other.side === term.side);
  const sum = side.slice(0, side.indexOf(term) + 1).reduce((total, { sign, value }) => total + (sign === '-' ? -1 : 1) * Math.round(Number(value) * SCALE || 0), 0);
  return phrase('term', {
    at: at + 1,
    count: terms.length,
    side: phrase(`side-${term.side}`),
    sign: phrase(term.sign === '-' ? 'minus' : 'plus'),
    name: name(term.cell),
    value: term.value || phrase('blank'),
    sum: String(sum / SCALE),
  });
}

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {import('../report/store.js').Store} store
 * @param {import('../../types').FindingView | null} finding null shows none
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
