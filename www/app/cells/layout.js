// How trees of lines are printed: which label spans what. Pure.

/** @typedef {import('../../types').LineView} LineView */

/**
 * A label with what it covers: `along` lines of cells, `deep` levels of labels.
 * @typedef {{ line: LineView, level: number, along: number, deep: number }} Label
 */

/** @param {LineView} line */
const isLeaf = (line) => line.lines.length === 0;

/**
 * The lines of cells, in printed order.
 * @param {LineView[]} lines
 * @returns {LineView[]}
 */
export function leaves(lines) {
  /** @type {LineView[]} */
  const none = [];
  return lines.reduce((all, line) => all.concat(isLeaf(line) ? line : leaves(line.lines)), none);
}

/**
 * How many levels of labels there are.
 * @param {LineView[]} lines
 * @returns {number}
 */
export const depth = (lines) => lines.reduce((most, line) => Math.max(most, 1 + depth(line.lines)), 0);

/**
 * The labels level by level, as a head of columns prints them.
 * @param {LineView[]} lines
 * @param {number} [levels]
 * @returns {Label[][]}
 */
export function byLevel(lines, levels = depth(lines)) {
  /** @type {Label[][]} */
  const rows = Array.from({ length: levels }, () => []);
  walk(lines, 0, levels, (label) => rows[label.level].push(label));
  return rows;
}

/**
 * The labels that begin at each line of cells, as rows print them.
 * @param {LineView[]} lines
 * @param {number} [levels]
 * @returns {Label[][]}
 */
export function byLeaf(lines, levels = depth(lines)) {
  /** @type {Label[][]} */
  const rows = [];
  /** @type {Label[]} */
  let opening = [];
  walk(lines, 0, levels, (label) => {
    opening.push(label);
    if (!isLeaf(label.line)) return;
    rows.push(opening);
    opening = [];
  });
  return rows;
}

/**
 * Outer labels first; a leaf reaches through all levels that are left.
 * @param {LineView[]} lines
 * @param {number} level
 * @param {number} levels
 * @param {(label: Label) => void} visit
 */
function walk(lines, level, levels, visit) {
  for (const line of lines) {
    visit({ line, level, along: Math.max(1, leaves(line.lines).length), deep: isLeaf(line) ? levels - level : 1 });
    walk(line.lines, level + 1, levels, visit);
  }
}

/**
 * The addresses of a table's cells, in printed order.
 * @param {import('../../types').TableView} table
 * @returns {string[]}
 */
export function addressesOf({ id, blocks }) {
  /** @type {string[]} */
  const addresses = [];
  for (const { rows, columns } of blocks) {
    for (const row of leaves(rows)) for (const column of leaves(columns)) addresses.push(`${id}.${row.id}.${column.id}`);
  }
  return addresses;
}

/**
 * A table of one of the forms; null where there is none.
 * @param {import('../../types').FormView[]} forms
 * @param {string} form
 * @param {string} table
 */
export function tableOf(forms, form, table) {
  const found = forms.find(({ id }) => id === form);
  return found ? found.tables.find(({ id }) => id === table) ?? null : null;
}
