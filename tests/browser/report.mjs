// Reports to paste, made from the official formats and from figures by address.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/run.mjs';

/**
 * A label as the format's file holds it.
 * @typedef {{ id?: string, label: string, lines?: Line[] }} Line
 * @typedef {{ heading?: string, corner?: string, printed?: string, columns: Line[], rows: Line[] }} Block
 * @typedef {{ id: string, name: string, label: string, blocks: Block[] }} Table
 * @typedef {{ id: string, name: string, title: string, tables: Table[] }} Form
 * @typedef {Record<string, string>} Cells
 * @typedef {{ text: string, across: number, down: number }} Printed
 */

/** @param {string} path below the repository's root */
const json = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** @param {string} id @returns {Form} */
export const form = (id) => json(`src/forms/${id}.json`);

/** Figures of which nothing is wrong, by format. @param {'2019' | '2021'} id @returns {Cells} */
export const balanced = (id) => json(`tests/fixtures/balanced-${id}.json`);

/**
 * A real report from the folder beside the repository.
 * @param {string} file
 * @returns {string | null} null where the folder is not there
 */
export function real(file) {
  const path = join(ROOT, '../shared/corpus', file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Why a test that needs the real reports is not run; false where it is. @param {string[]} files */
export const unlessReal = (...files) => (files.every((file) => real(file) !== null) ? false : `no ${files.join(', ')} beside the repository: real reports are NOT tested`);

/** @param {Line[]} lines @returns {Line[]} */
export const leaves = (lines) => lines.flatMap((line) => (line.lines ? leaves(line.lines) : [line]));

/** @param {Line[]} lines @returns {number} */
const depth = (lines) => Math.max(...lines.map((line) => (line.lines ? 1 + depth(line.lines) : 1)));

/**
 * Labels level by level.
 * @param {Line[]} lines
 * @param {number} levels that they fill
 * @returns {{ label: string, span: number, levels: number, at: number }[][]} `at` counts leaves
 */
function levelled(lines, levels) {
  /** @type {{ label: string, span: number, levels: number, at: number }[][]} */
  const result = Array.from({ length: levels }, () => []);
  const put = /** @param {Line[]} some @param {number} level @param {number} first */ (some, level, first) => {
    let at = first;
    for (const { label, lines: below } of some) {
      const span = below ? leaves(below).length : 1;
      result[level].push({ label, span, levels: below ? 1 : levels - level, at });
      if (below) put(below, level + 1, at);
      at += span;
    }
  };
  put(lines, 0, 0);
  return result;
}

/**
 * A block as printed: rows of labels and figures with their spans.
 * @param {string} table
 * @param {Block} block
 * @param {Cells} cells
 * @returns {Printed[][]}
 */
function printed(table, block, cells) {
  const figure = /** @param {Line} row @param {Line} column */ (row, column) => ({ text: cells[`${table}.${row.id}.${column.id}`] ?? '', across: 1, down: 1 });
  const [rows, columns] = [leaves(block.rows), leaves(block.columns)];
  const [high, wide] = [depth(block.columns), depth(block.rows)];
  const lines = /** @type {Printed[][]} */ ([]);
  if (block.printed === 'inline') {
    for (const level of levelled(block.rows, wide)) lines.push(level.map(({ label, span, levels }) => ({ text: label, across: span * columns.length, down: levels })));
    lines.push(rows.flatMap(() => columns.map(({ label }) => ({ text: label, across: 1, down: 1 }))));
    lines.push(rows.flatMap((row) => columns.map((column) => figure(row, column))));
    return lines;
  }
  if (block.heading) lines.push([{ text: block.heading, across: wide + columns.length, down: 1 }]);
  levelled(block.columns, high).forEach((level, at) => {
    const corner = at === 0 ? [{ text: block.corner ?? '', across: wide, down: high }] : [];
    lines.push([...corner, ...level.map(({ label, span, levels }) => ({ text: label, across: span, down: levels }))]);
  });
  const labels = levelled(block.rows, wide);
  rows.forEach((row, i) => {
    const own = labels.flatMap((level) => level.filter(({ at }) => at === i).map(({ label, span, levels }) => ({ text: label, across: levels, down: span })));
    lines.push([...own, ...columns.map((column) => figure(row, column))]);
  });
  return lines;
}

/**
 * The tables of a format with these figures, each under its heading.
 * @param {string} id
 * @param {Cells} cells
 * @param {string[]} [only] ids of the tables wanted
 * @returns {{ label: string, rows: Printed[][] }[]}
 */
function sections(id, cells, only) {
  return form(id).tables.filter((table) => only?.includes(table.id) ?? true)
    .map((table) => ({ label: table.label, rows: table.blocks.flatMap((block) => printed(table.id, block, cells)) }));
}

/** @param {string} text */
const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * @param {string} id
 * @param {Cells} cells
 * @param {string[]} [only]
 */
export function html(id, cells, only) {
  const cell = /** @param {Printed} printed */ ({ text, across, down }) => `<td colspan="${across}" rowspan="${down}">${escape(text)}</td>`;
  return sections(id, cells, only).map(({ label, rows }) =>
    `<p>${label}</p>\n<table border="1">\n${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}\n</table>\n`).join('');
}

/**
 * As a spreadsheet puts merged cells on the clipboard: the text in the first, the others empty.
 * @param {string} id
 * @param {Cells} cells
 * @param {string[]} [only]
 */
export function tabbed(id, cells, only) {
  return sections(id, cells, only).map(({ label, rows }) => {
    /** @type {string[][]} */
    const grid = rows.map(() => []);
    rows.forEach((row, i) => {
      let at = 0;
      for (const { text, across, down } of row) {
        while (grid[i][at] !== undefined) at += 1;
        for (let y = 0; y < down; y += 1) for (let x = 0; x < across; x += 1) grid[i + y][at + x] = y + x === 0 ? text : '';
        at += across;
      }
    });
    return `${label}\n${grid.map((row) => row.join('\t')).join('\n')}\n`;
  }).join('');
}
