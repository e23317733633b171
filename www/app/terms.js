// The terms of a failing equation, one by one, as they are read out.
import { phrase } from './dom.js';

/** @typedef {import('../types').FindingView} FindingView */

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
