// JavaScript as one would write it for speed: typed arrays, an index from each cell to the sums it is in,
// sums kept up to date, and the failing comparisons kept as bits.
import { read } from './read.mjs';

const RELATIONS = ['=', '<=', '>=', '<', '>'];

/** @implements {Peer} @typedef {import('./peer.mjs').Peer} Peer */
export class Indexed {
  /** @param {import('../form.mjs').Form} form */
  constructor({ cells, checks }) {
    this.decimals = Uint8Array.from(cells, ({ decimals }) => decimals);
    this.figures = new Float64Array(cells.length).fill(NaN);
    this.relations = Uint8Array.from(checks, ({ relation }) => RELATIONS.indexOf(relation));
    this.constants = Float64Array.from(checks, ({ constant }) => constant);
    this.wholeCells = Int16Array.from(checks, ({ whole }) => (whole ? whole.cell : -1));
    this.wholeScales = Float64Array.from(checks, ({ whole }) => (whole ? whole.scale : 1));

    const terms = checks.flatMap((check, number) => check.terms.map((term) => ({ ...term, number })));
    this.byCheck = table(terms, checks.length, ({ number }) => number, ({ cell }) => cell);
    this.byCell = table(terms, cells.length, ({ cell }) => cell, ({ number }) => number);

    /** Of each comparison's terms those that are known, added up. */
    this.sums = this.constants.slice();
    /** How many blanks could raise it, and lower it. */
    this.ups = new Int16Array(checks.length);
    this.downs = new Int16Array(checks.length);
    for (const { number, factor } of terms) (factor > 0 ? this.ups : this.downs)[number] += 1;
    this.bits = new Int32Array((checks.length >> 5) + 1);
    this.failing = new Uint16Array(checks.length);
    this.failed = 1;
    for (let check = 0; check < checks.length; check++) this.judge(check);
  }

  /** @param {Float64Array} figures */
  open(figures) {
    for (let cell = 0; cell < figures.length; cell++) this.set(cell, figures[cell]);
  }

  /**
   * @param {number} cell
   * @param {string} text
   */
  key(cell, text) {
    this.set(cell, read(text, this.decimals[cell]));
    return this.list();
  }

  /**
   * @param {number} cell
   * @param {number} figure
   */
  set(cell, figure) {
    const { figures, sums, ups, downs, byCell: { first, others, factors } } = this;
    const old = figures[cell];
    const wasBlank = old !== old;
    const isBlank = figure !== figure;
    if (old === figure || (wasBlank && isBlank)) return;
    figures[cell] = figure;
    const change = (isBlank ? 0 : figure) - (wasBlank ? 0 : old);
    const blanks = (isBlank ? 1 : 0) - (wasBlank ? 1 : 0);
    const end = first[cell + 1];
    for (let at = first[cell]; at < end; at++) {
      const check = others[at];
      const factor = factors[at];
      sums[check] += factor * change;
      if (blanks !== 0) (factor > 0 ? ups : downs)[check] += blanks;
      this.judge(check);
    }
  }

  /** @param {number} check */
  judge(check) {
    const bit = 1 << (check & 31);
    if (this.applies(check, this.figures, 0) && fails(this.relations[check], this.sums[check], this.ups[check] > 0, this.downs[check] > 0)) {
      this.bits[check >> 5] |= bit;
    } else {
      this.bits[check >> 5] &= ~bit;
    }
  }

  /**
   * @param {number} check
   * @param {Float64Array} figures
   * @param {number} first where the report begins
   */
  applies(check, figures, first) {
    const cell = this.wholeCells[check];
    return cell < 0 || figures[first + cell] % this.wholeScales[check] === 0;
  }

  /** Writes down the failing comparisons, in order. */
  list() {
    const { bits, failing } = this;
    let count = 0;
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word]; rest !== 0; rest &= rest - 1) {
        failing[count++] = (word << 5) + 31 - Math.clz32(rest & -rest);
      }
    }
    return count;
  }

  /**
   * Everything changes from one report to the next, so here each sum is added up from its own row of terms.
   * @param {Float64Array} figures
   */
  batch(figures) {
    const { relations, constants, byCheck: { first, others, factors }, figures: { length: cells } } = this;
    const checks = relations.length;
    const failed = new Uint8Array((figures.length / cells) * checks);
    let out = 0;
    for (let report = 0; report < figures.length; report += cells) {
      for (let check = 0; check < checks; check++) {
        let sum = constants[check];
        let up = false;
        let down = false;
        const end = first[check + 1];
        for (let at = first[check]; at < end; at++) {
          const figure = figures[report + others[at]];
          if (figure === figure) sum += factors[at] * figure;
          else if (factors[at] > 0) up = true;
          else down = true;
        }
        failed[out++] = fails(relations[check], sum, up, down) && this.applies(check, figures, report) ? 1 : 0;
      }
    }
    return failed;
  }
}

/**
 * Whether no values of the blanks could make a comparison with 0 hold.
 * @param {number} relation
 * @param {number} sum
 * @param {boolean} up
 * @param {boolean} down
 */
function fails(relation, sum, up, down) {
  switch (relation) {
    case 0: return sum < 0 ? !up : sum > 0 && !down;
    case 1: return sum > 0 && !down;
    case 2: return sum < 0 && !up;
    case 3: return sum >= 0 && !down;
    default: return sum <= 0 && !up;
  }
}

/**
 * Terms by one of their ends: those of `n` are `others` and `factors` from `first[n]` to `first[n + 1]`.
 * @param {{ cell: number, number: number, factor: number }[]} terms
 * @param {number} count
 * @param {(term: { cell: number, number: number }) => number} key
 * @param {(term: { cell: number, number: number }) => number} other
 */
function table(terms, count, key, other) {
  const sorted = terms.slice().sort((a, b) => key(a) - key(b));
  const first = new Uint16Array(count + 1);
  for (const term of sorted) first[key(term) + 1] += 1;
  for (let at = 0; at < count; at++) first[at + 1] += first[at];
  return { first, others: Uint16Array.from(sorted, other), factors: Float64Array.from(sorted, ({ factor }) => factor) };
}
