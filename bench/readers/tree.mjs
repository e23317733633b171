// Tables out of parse5's tree, to hold its figures against ours.
import { Table, tidy } from './scanner.mjs';

/** @typedef {{ nodeName: string, value?: string, childNodes?: Node[], attrs?: { name: string, value: string }[] }} Node */

/**
 * The tables of a page in order.
 * @param {Node} node
 * @returns {import('./scanner.mjs').Rows[]}
 */
export function walk(node) {
  if (node.nodeName !== 'table') return (node.childNodes ?? []).flatMap(walk);
  const table = new Table();
  for (const row of all(node, 'tr')) {
    table.row();
    for (const cell of all(row, 'td')) {
      table.open(` ${(cell.attrs ?? []).map(({ name, value }) => `${name}=${value}`).join(' ')}`);
      table.cell(tidy(text(cell)));
    }
  }
  return [table.rows];
}

/** @param {Node} node @param {string} name @returns {Node[]} */
const all = (node, name) => (node.childNodes ?? []).flatMap((child) => (child.nodeName === name ? [child] : all(child, name)));

/** @param {Node} node @returns {string} */
const text = (node) => (node.value ?? '') + (node.childNodes ?? []).map(text).join('');
