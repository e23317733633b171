// A general spreadsheet engine in JavaScript, with every comparison as a formula.
import { createRequire } from 'node:module';

/**
 * What is used of it here; its own types are there only once it is installed.
 * @typedef {{ sheet: number, row: number, col: number }} At
 * @typedef {{
 *   setCellContents(at: At, rows: unknown[][]): { address?: At, newValue: unknown }[],
 *   getRangeValues(range: { start: At, end: At }): unknown[][],
 * }} Engine
 * @typedef {import('../form.mjs').Form} Form
 */

/** Formulas stand in one column beside the tables. */
const COLUMN = 10;

/** @implements {Peer} @typedef {import('./peer.mjs').Peer} Peer */
class Sheet {
  /**
   * @param {Form} form
   * @param {Engine} engine
   * @param {unknown[][]} rows
   */
  constructor({ cells, checks }, engine, rows) {
    this.cells = cells;
    this.checks = checks.length;
    this.engine = engine;
    this.rows = rows;
    /** @type {Set<number>} */
    this.fails = new Set();
    /** @type {number[]} */
    this.failing = [];
    this.failed = 1;
  }

  /** @param {Float64Array} figures */
  open(figures) {
    this.fill(figures);
    this.fails = new Set();
    this.values().forEach((value, check) => value && this.fails.add(check));
  }

  /** @param {Float64Array} figures of one report */
  fill(figures) {
    this.cells.forEach(({ row, column, decimals }, cell) => {
      this.rows[row][column] = Number.isNaN(figures[cell]) ? null : figures[cell] / 10 ** decimals;
    });
    this.engine.setCellContents({ sheet: 0, row: 0, col: 0 }, this.rows);
  }

  /** What every formula says. */
  values() {
    const start = { sheet: 0, row: 0, col: COLUMN };
    return this.engine.getRangeValues({ start, end: { ...start, row: this.checks - 1 } }).map(([value]) => value === true);
  }

  /**
   * @param {number} cell
   * @param {string} text
   */
  key(cell, text) {
    const { row, column } = this.cells[cell];
    // It says itself what changed, so nothing else need be asked for.
    for (const { address, newValue } of this.engine.setCellContents({ sheet: 0, row, col: column }, [[text === '' ? null : text]])) {
      if (address?.col !== COLUMN) continue;
      if (newValue === true) this.fails.add(address.row);
      else this.fails.delete(address.row);
    }
    this.failing = [...this.fails];
    return this.failing.length;
  }

  /** @param {Float64Array} figures */
  batch(figures) {
    const { length } = this.cells;
    const failed = new Uint8Array((figures.length / length) * this.checks);
    for (let report = 0; report * length < figures.length; report++) {
      this.fill(figures.subarray(report * length, (report + 1) * length));
      failed.set(this.values().map(Number), report * this.checks);
    }
    return failed;
  }
}

/** @param {Form} form */
export async function open(form) {
  const { HyperFormula } = createRequire(import.meta.url)('hyperformula');
  const rows = blankRows(form);
  const formulas = form.checks.map((check) => [formula(check, form)]);
  const sheet = rows.map((row) => row.slice());
  formulas.forEach(([text], row) => {
    while (sheet.length <= row) sheet.push([]);
    while (sheet[row].length < COLUMN) sheet[row].push(null);
    sheet[row].push(text);
  });
  const engine = HyperFormula.buildFromArray(sheet, { licenseKey: 'gpl-v3', useStats: false });
  return new Sheet(form, engine, rows);
}

/**
 * @param {Form} form
 * @returns {unknown[][]}
 */
function blankRows({ cells }) {
  /** @type {unknown[][]} */
  const rows = [];
  for (const { row, column } of cells) (rows[row] ??= [])[column] = null;
  return rows;
}

/**
 * Whether a comparison fails, blanks being what they may be: it may still hold where a blank could make up
 * the difference. IF works out only the branch it takes.
 * @param {import('../form.mjs').Check} check
 * @param {Form} form
 */
function formula({ terms, constant, relation, whole }, { cells }) {
  const [left, right] = [1, -1].map((sign) => ranges(terms.filter(({ factor }) => Math.sign(factor) === sign).map(({ cell }) => cells[cell])));
  if (terms.some(({ factor }) => Math.abs(factor) !== 1)) throw new Error('The benchmark writes no formulas with factors.');
  const sum = (/** @type {string} */ side) => (side === '' ? '0' : `SUM(${side})`);
  const filled = (/** @type {string} */ side) => (side === '' ? 'TRUE()' : `COUNTBLANK(${side})=0`);
  const [l, r] = [sum(left), constant === 0 ? sum(right) : String(-constant / 10 ** cells[terms[0].cell].decimals)];
  const low = `IF(${l}<${r},${filled(left)},FALSE())`;
  switch (relation) {
    case '=': return `=IF(${l}=${r},FALSE(),IF(${l}<${r},${filled(left)},${filled(right)}))`;
    case '>=': return `=${low}`;
    case '<': {
      const at = whole ? name(cells[whole.cell]) : '';
      return whole ? `=IF(${l}>=${r},${at}=INT(${at}),FALSE())` : `=IF(${l}>=${r},${filled(right)},FALSE())`;
    }
    default: throw new Error(`The benchmark writes no formulas with ${relation}.`);
  }
}

/** @param {import('../form.mjs').Cell} cell */
const name = ({ row, column }) => `${String.fromCharCode(65 + column)}${row + 1}`;

/**
 * Neighbours in a row or a column make one range.
 * @param {import('../form.mjs').Cell[]} cells
 */
function ranges(cells) {
  /** @type {import('../form.mjs').Cell[][]} */
  const runs = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    const [first, last] = [run?.[0], run?.at(-1)];
    const isNext = run && first && last && (
      (cell.row === last.row && first.row === last.row && cell.column === last.column + 1)
      || (cell.column === last.column && first.column === last.column && cell.row === last.row + 1));
    if (isNext) run.push(cell);
    else runs.push([cell]);
  }
  return runs.map((run) => (run.length === 1 ? name(run[0]) : `${name(run[0])}:${name(/** @type {any} */ (run.at(-1)))}`)).join(',');
}
