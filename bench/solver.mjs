// The smallest repair as a mixed-integer programme, solved by HiGHS.
import { createRequire } from 'node:module';

/** @typedef {import('./form.mjs').Form} Form */
/** @typedef {{ Status: string, ObjectiveValue: number }} Solution */
/** @typedef {{ solve: (problem: string, options: object) => Solution }} Highs */

/** @type {() => Promise<Highs>} */
const loadHighs = createRequire(import.meta.url)('highs');

/**
 * Figures are left continuous: with the changeable cells chosen, sums and balances have whole corners. What an
 * indicator within this tolerance lets a figure move is far less than the 1 by which a rule fails at least.
 */
const OPTIONS = { output_flag: false, mip_feasibility_tolerance: 1e-7, mip_rel_gap: 0, threads: 1 };

/** @returns {Promise<Solver>} */
export async function openSolver() {
  return new Solver(await loadHighs());
}

export class Solver {
  /** @param {Highs} highs */
  constructor(highs) {
    this.highs = highs;
  }

  /**
   * How many cells must change at least; null where no change suffices.
   * @param {Form} form with the rules that must hold
   * @param {Float64Array} figures
   * @returns {number | null}
   */
  smallest(form, figures) {
    const used = cellsOf(form);
    const change = used.filter((cell) => !Number.isNaN(figures[cell]));
    if (change.length === 0) return this.solve(form, figures, used, [], []);
    const most = reach(form, figures);
    const tied = change.flatMap((cell) => [
      `x${cell} - ${most - figures[cell]} z${cell} <= ${figures[cell]}`,
      `x${cell} + ${figures[cell] + (form.cells[cell].signed ? most : 0)} z${cell} >= ${figures[cell]}`,
    ]);
    return this.solve(form, figures, used, tied, change);
  }

  /**
   * Whether the figures can be completed so that everything holds, these cells within these bounds.
   * @param {Form} form
   * @param {Float64Array} figures
   * @param {Map<number, [number, number]>} bounds
   */
  suffices(form, figures, bounds) {
    const used = cellsOf(form);
    const fixed = used.flatMap((cell) => {
      const [least, most] = bounds.get(cell) ?? [figures[cell], figures[cell]];
      return Number.isNaN(least) ? [] : [`x${cell} >= ${least}`, `x${cell} <= ${most}`];
    });
    return this.solve(form, figures, used, fixed, []) !== null;
  }

  /**
   * @param {Form} form
   * @param {Float64Array} figures
   * @param {number[]} used
   * @param {string[]} further rows
   * @param {number[]} changeable cells whose change costs 1
   * @returns {number | null}
   */
  solve(form, figures, used, further, changeable) {
    const rows = form.checks.map(({ terms, constant, relation }) => {
      const sum = terms.map(({ cell, factor }) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} x${cell}`).join(' ');
      const strict = relation === '<' ? -1 : relation === '>' ? 1 : 0;
      return `${sum} ${relation.replace(/^([<>])$/, '$1=')} ${strict - constant}`;
    });
    const cost = changeable.map((cell) => `z${cell}`).join(' + ') || `0 x${used[0]}`;
    const all = [...rows, ...further];
    const most = reach(form, figures);
    const bounds = used.map((cell) => `${form.cells[cell].signed ? -most : 0} <= x${cell} <= ${most}`);
    const problem = `Minimize\n obj: ${cost}\nSubject To\n${all.map((row, at) => ` r${at}: ${row}`).join('\n')}\nBounds\n ${bounds.join('\n ')}\n`
      + `${changeable.length ? `Binary\n ${changeable.map((cell) => `z${cell}`).join(' ')}\n` : ''}End`;
    const result = this.highs.solve(problem, OPTIONS);
    if (result.Status === 'Infeasible') return null;
    if (result.Status !== 'Optimal') throw new Error(`HiGHS says ${result.Status}`);
    return Math.round(result.ObjectiveValue);
  }
}

/**
 * No figure of a smallest repair need be larger: as much as all figures of the report together.
 * @param {Form} form
 * @param {Float64Array} figures
 */
const reach = (form, figures) => 1 + cellsOf(form).reduce((sum, cell) => sum + Math.abs(figures[cell] || 0), 0);

/** @param {Form} form */
const cellsOf = ({ checks }) => [...new Set(checks.flatMap(({ terms }) => terms.map(({ cell }) => cell)))];
