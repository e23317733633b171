// A form's cells and comparisons, worked out from its JSON file apart from the engine: what the peers are built on.
import { readFileSync } from 'node:fs';

/**
 * `Σ factor · cell + constant  relation  0`, in scaled whole numbers.
 * @typedef {{
 *   terms: { cell: number, factor: number }[],
 *   constant: number,
 *   relation: '=' | '<=' | '>=' | '<' | '>',
 *   whole: { cell: number, scale: number } | null,
 * }} Check
 * `whole`: it applies only where that cell is a whole number.
 *
 * @typedef {{ address: string, decimals: number, signed: boolean, row: number, column: number }} Cell
 * Row and column on one sheet that holds every table, block under block.
 *
 * @typedef {{ cells: Cell[], checks: Check[] }} Form
 *
 * A row or column, or a group of them, as the JSON has it.
 * @typedef {{ id?: string, decimals?: number, signed?: boolean, lines?: Line[] }} Line
 */

/** The format that every measure is taken on. */
export const FORM = '2021';

/** @param {string} id of a built-in form */
export const formFile = (id) => new URL(`../src/forms/${id}.json`, import.meta.url);

/**
 * @param {URL} file
 * @param {(rule: { severity: string }) => boolean} isWanted which rules are compared
 * @returns {Form}
 */
export function readForm(file = formFile(FORM), isWanted = () => true) {
  const json = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Cell[]} */
  const cells = [];
  /** @type {Check[]} */
  const checks = [];
  let bottom = 0;
  for (const table of json.tables) {
    // There is no last year's report here: rules that look back at one say nothing.
    const rules = json.rules.filter((/** @type {any} */ rule) => rule.table === table.id && rule.holds && !/\bprior\(/.test(rule.holds) && isWanted(rule));
    /** @type {Check[][]} */
    const byRule = rules.map(() => []);
    for (const block of table.blocks) {
      const [rows, columns] = [new Lines(block.rows), new Lines(block.columns)];
      const first = cells.length;
      rows.leaves.forEach((row, y) => columns.leaves.forEach((column, x) => {
        const decimals = row.decimals ?? column.decimals ?? block.decimals ?? 0;
        const signed = row.signed ?? column.signed ?? block.signed ?? false;
        cells.push({ address: `${table.id}.${row.id}.${column.id}`, decimals, signed, row: bottom + y, column: x });
      }));
      bottom += rows.leaves.length;
      rules.forEach((/** @type {any} */ rule, /** @type {number} */ number) => {
        const [crossing, named] = rule.each === 'row' ? [rows, columns] : [columns, rows];
        crossing.leaves.forEach((line, at) => {
          const cell = (/** @type {number} */ to) => first + (rule.each === 'row' ? at * columns.leaves.length + to : to * columns.leaves.length + at);
          if (rule.only && !rule.only.includes(line.id)) return;
          for (const holds of [rule.holds].flat()) {
            const check = compile(holds, named, cell, cells);
            if (check) byRule[number].push(check);
          }
        });
      });
    }
    checks.push(...byRule.flat());
  }
  return { cells, checks };
}

class Lines {
  /** @param {Line[]} tree */
  constructor(tree) {
    /** @type {Line[]} */
    this.leaves = [];
    /** @type {Map<string, number[]>} */
    this.named = new Map();
    for (const line of tree) this.add(line);
  }

  /** @param {Line} line */
  add({ lines, ...line }) {
    const from = this.leaves.length;
    if (lines) for (const inner of lines) this.add(inner);
    else this.leaves.push(line);
    const covered = this.leaves.map((_, at) => at).slice(from);
    if (line.id) this.named.set(line.id, covered);
  }
}

/**
 * Null where the rule names lines that this block does not have.
 * @param {string} holds
 * @param {Lines} named
 * @param {(line: number) => number} cell
 * @param {Cell[]} cells
 * @returns {Check | null}
 */
function compile(holds, named, cell, cells) {
  const parsed = /^(?:whole\((\w+)\) => )?([^<>=]+?) (=|<=|>=|<|>) ([^<>=]+)$/.exec(holds);
  if (!parsed) throw new Error(`The benchmark does not know rules such as "${holds}".`);
  const [, condition, left, relation, right] = parsed;
  /** @type {Check} */
  const check = { terms: [], constant: 0, relation: /** @type {Check['relation']} */ (relation), whole: null };
  for (const [side, sum] of /** @type {[number, string][]} */ ([[1, left], [-1, right]])) {
    for (const [, sign, factor, name] of sum.matchAll(/(-?)\s*(\d*)\*?(?:sum\()?([a-z_]\w*)?/g)) {
      const value = side * (sign ? -1 : 1) * Number(factor || 1);
      if (!name) {
        if (factor) check.constant += value;
        continue;
      }
      const lines = named.named.get(name);
      if (!lines) return null;
      for (const line of lines) check.terms.push({ cell: cell(line), factor: value });
    }
  }
  const decimals = Math.max(...check.terms.map((term) => cells[term.cell].decimals));
  for (const term of check.terms) term.factor *= 10 ** (decimals - cells[term.cell].decimals);
  check.constant *= 10 ** decimals;
  if (condition) {
    const at = cell(/** @type {number[]} */ (named.named.get(condition))[0]);
    check.whole = { cell: at, scale: 10 ** cells[at].decimals };
  }
  return check;
}
