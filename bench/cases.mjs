// Made reports with known slips in them: always the same ones, since their randomness has a seed.
import { randomness, settler } from './reports.mjs';

/**
 * @typedef {import('./form.mjs').Form} Form
 * @typedef {(below: number) => number} Random
 * @typedef {{ slip: string, blanks: string, errors: number, figures: Float64Array }} Case
 * `figures`: the cells in order, scaled, NaN for a blank.
 */

/** @type {Record<string, (lot: Lot) => void>} */
const SLIPS = {
  independent: (lot) => {
    const cell = lot.cell();
    lot.set(cell, lot.wrong(cell));
  },
  compensating: (lot) => {
    const [a, b] = lot.pair((a, b) => a.row === b.row || a.column === b.column);
    const by = 1 + lot.random(30);
    lot.set(a, lot.figures[a] + by);
    lot.set(b, lot.figures[b] + (lot.random(2) ? by : -by));
  },
  rectangle: (lot) => {
    const [a, b] = lot.pair((a, b) => a.row !== b.row && a.column !== b.column);
    const [c, d] = [lot.at(a, b), lot.at(b, a)];
    if (c < 0 || d < 0) return;
    const by = 1 + lot.random(9);
    for (const cell of [a, b]) lot.set(cell, lot.figures[cell] + by);
    for (const cell of [c, d]) lot.set(cell, lot.figures[cell] - by);
  },
  'a column over': (lot) => lot.move(...lot.pair((a, b) => a.row === b.row && b.column === a.column + 1)),
  'a row over': (lot) => lot.move(...lot.pair((a, b) => a.column === b.column && b.row === a.row + 1)),
  exchanged: (lot) => {
    const [a, b] = lot.pair(() => true);
    const figure = lot.figures[a];
    lot.set(a, lot.figures[b]);
    lot.set(b, figure);
  },
};

/** @type {Record<string, (lot: Lot) => void>} */
const BLANKS = {
  none: () => {},
  some: (lot) => {
    for (let more = 1 + lot.random(12); more > 0; more--) lot.figures[lot.cell()] = NaN;
  },
  zeros: (lot) => lot.figures.forEach((figure, cell) => {
    if (figure === 0) lot.figures[cell] = NaN;
  }),
  'a row': (lot) => {
    const { row } = lot.form.cells[lot.cell()];
    lot.form.cells.forEach((cell, number) => {
      if (cell.row === row) lot.figures[number] = NaN;
    });
  },
};

/** A report to spoil. */
class Lot {
  /**
   * @param {Form} form
   * @param {Float64Array} figures
   * @param {Random} random
   */
  constructor(form, figures, random) {
    this.form = form;
    this.figures = figures;
    this.random = random;
    this.guarded = guarded(form);
  }

  /** Some cell that is in a comparison. */
  cell() {
    return this.guarded[this.random(this.guarded.length)];
  }

  /**
   * Two cells that stand to each other so; after many tries, any two.
   * @param {(a: import('./form.mjs').Cell, b: import('./form.mjs').Cell) => boolean} fits
   * @returns {[number, number]}
   */
  pair(fits) {
    let [a, b] = [this.cell(), this.cell()];
    for (let tries = 0; tries < 2000 && (a === b || !fits(this.form.cells[a], this.form.cells[b])); tries++) [a, b] = [this.cell(), this.cell()];
    return [a, b];
  }

  /**
   * The cell in the row of one and the column of the other; -1 where there is none.
   * @param {number} row
   * @param {number} column
   */
  at(row, column) {
    const { cells } = this.form;
    return cells.findIndex((cell) => cell.row === cells[row].row && cell.column === cells[column].column);
  }

  /**
   * @param {number} cell
   * @param {number} figure
   */
  set(cell, figure) {
    this.figures[cell] = Math.max(0, figure);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  move(from, to) {
    const by = this.random(2) ? this.figures[from] : this.random(this.figures[from] + 1);
    this.set(from, this.figures[from] - by);
    this.set(to, this.figures[to] + by);
  }

  /** @param {number} cell */
  wrong(cell) {
    const figure = this.figures[cell];
    const slips = [figure + 1, Math.abs(figure - 1), figure * 10, Math.floor(figure / 10), this.random(500), Number(String(figure).split('').reverse().join(''))];
    return slips[this.random(slips.length)];
  }
}

/** @param {Form} form */
const guarded = ({ checks }) => [...new Set(checks.flatMap(({ terms }) => terms.map(({ cell }) => cell)))];

/**
 * Every slip with every way to leave blanks, with one to four slips of a kind, over and over.
 * @param {Form} form with the rules that must hold
 * @param {number} count
 * @returns {Generator<Case>}
 */
export function* cases(form, count) {
  const random = randomness(count);
  const settle = form.cells.some(({ address }) => address.startsWith('applications.')) ? settler(form) : balance(form, random);
  const [slips, blanks] = [Object.keys(SLIPS), Object.keys(BLANKS)];
  for (let number = 0; number < count; number++) {
    const slip = slips[number % slips.length];
    const blank = blanks[Math.floor(number / slips.length) % blanks.length];
    const errors = 1 + Math.floor(number / slips.length / blanks.length) % (slip === 'independent' ? 4 : 2);
    const figures = new Float64Array(form.cells.length);
    for (let cell = 0; cell < figures.length; cell++) figures[cell] = random(3) ? random([2, 10, 10, 30, 100][random(5)]) : 0;
    settle(figures);
    const lot = new Lot(form, figures, random);
    for (let more = 0; more < errors; more++) SLIPS[slip](lot);
    BLANKS[blank](lot);
    yield { slip, blanks: blank, errors, figures };
  }
}

/**
 * For a form of single equations: the last term of each takes what is left.
 * @param {Form} form
 * @param {Random} random
 */
function balance({ checks }, random) {
  return (/** @type {Float64Array} */ figures) => {
    for (const { terms, relation } of checks.filter((check) => check.relation === '=')) {
      const sum = (/** @type {number} */ sign) => terms.filter(({ factor }) => Math.sign(factor) === sign).reduce((sum, { cell }) => sum + figures[cell], 0);
      const sign = sum(1) < sum(-1) ? 1 : -1;
      const taker = terms.filter(({ factor }) => Math.sign(factor) === sign);
      if (relation === '=') figures[taker[random(taker.length)].cell] += Math.abs(sum(1) - sum(-1));
    }
  };
}
