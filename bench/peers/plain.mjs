// JavaScript as one would first write it: every key recomputes every comparison.
import { read } from './read.mjs';

/** @typedef {import('../form.mjs').Check} Check */

/** @implements {Peer} @typedef {import('./peer.mjs').Peer} Peer */
export class Plain {
  /** @param {import('../form.mjs').Form} form */
  constructor({ cells, checks }) {
    this.decimals = cells.map(({ decimals }) => decimals);
    this.checks = checks;
    this.figures = new Float64Array(cells.length).fill(NaN);
    /** @type {number[]} */
    this.failing = [];
    this.failed = 1;
  }

  /** @param {Float64Array} figures */
  open(figures) {
    this.figures.set(figures);
  }

  /**
   * @param {number} cell
   * @param {string} text
   */
  key(cell, text) {
    this.figures[cell] = read(text, this.decimals[cell]);
    this.failing = [];
    this.checks.forEach((check, number) => {
      if (fails(check, this.figures, 0)) this.failing.push(number);
    });
    return this.failing.length;
  }

  /** @param {Float64Array} figures */
  batch(figures) {
    const { checks, decimals: { length } } = this;
    const failed = new Uint8Array((figures.length / length) * checks.length);
    let at = 0;
    for (let first = 0; first < figures.length; first += length) {
      for (const check of checks) failed[at++] = fails(check, figures, first) ? 1 : 0;
    }
    return failed;
  }
}

/**
 * Whether no values of the blanks could make it hold.
 * @param {Check} check
 * @param {Float64Array} figures
 * @param {number} first where the report begins
 */
function fails({ terms, constant, relation, whole }, figures, first) {
  // A blank is no whole number either, for NaN % anything is not 0.
  if (whole && figures[first + whole.cell] % whole.scale !== 0) return false;
  let sum = constant;
  let up = false;
  let down = false;
  for (const { cell, factor } of terms) {
    const figure = figures[first + cell];
    if (!Number.isNaN(figure)) sum += factor * figure;
    else if (factor > 0) up = true;
    else down = true;
  }
  switch (relation) {
    case '=': return sum < 0 ? !up : sum > 0 && !down;
    case '<=': return sum > 0 && !down;
    case '>=': return sum < 0 && !up;
    case '<': return sum >= 0 && !down;
    case '>': return sum <= 0 && !up;
  }
}
