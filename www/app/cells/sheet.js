// Draws the official tables from the form's data, an input a cell.
import { byLeaf, byLevel, depth, leaves } from './layout.js';
import { empty, part, stamp } from '../shell/dom.js';

/**
 * @typedef {import('../../types').BlockView} BlockView
 * @typedef {import('../../types').TableView} TableView
 * @typedef {import('../../types').FormView} FormView
 * @typedef {import('../../types').LineView} LineView
 * @typedef {import('../report/store.js').Store} Store
 */

/**
 * Where a cell stands: in which block, there in which row and column.
 * @typedef {{ block: number, row: number, column: number }} Place
 */

/**
 * The drawn tables. All arrays go by cell number.
 * @typedef {object} Sheet
 * @property {HTMLInputElement[]} inputs
 * @property {HTMLTableCellElement[]} boxes the table cell around each input
 * @property {Place[]} places
 * @property {number[][][]} blocks cell numbers by block, row and column
 * @property {Map<string, HTMLElement>} sections by table id
 */

/** A table of more rows keeps its head in view. */
const TALL = 8;

/**
 * @param {HTMLElement} into
 * @param {Store} store
 * @returns {Sheet}
 */
export function draw(into, store) {
  empty(into);
  /** @type {Sheet} */
  const sheet = { inputs: [], boxes: [], places: [], blocks: [], sections: new Map() };
  for (const { form, table } of store.tables()) {
    const section = stamp('table', { label: table.label, form: form.name, authority: form.authority });
    section.id = `table-${table.id}`;
    const heading = part(section, 'heading');
    heading.id = `${section.id}-heading`;
    section.setAttribute('aria-labelledby', heading.id);
    for (const block of table.blocks) part(section, 'blocks').appendChild(drawBlock(block, table, store, sheet));
    sheet.sections.set(table.id, section);
    into.appendChild(section);
  }
  return sheet;
}

/**
 * @param {BlockView} block
 * @param {TableView} table
 * @param {Store} store
 * @param {Sheet} sheet
 */
function drawBlock(block, table, store, sheet) {
  const drawn = document.createElement('table');
  const caption = drawn.createCaption();
  caption.className = 'unseen';
  caption.textContent = block.heading ? `${table.name} ${block.heading}` : table.label;
  const put = /** @param {LineView} row @param {LineView} column @param {number} i @param {number} j */ (row, column, i, j) =>
    drawCell(`${table.id}.${row.id}.${column.id}`, `${row.name}，${column.name}`, { block: sheet.blocks.length, row: i, column: j }, store, sheet);
  const body = block.inline ? drawInline(drawn, block, put) : drawGrid(drawn, block, put);
  sheet.blocks.push(body);
  const frame = document.createElement('div');
  frame.className = block.inline ? 'frame inline' : 'frame';
  if (body.length > TALL) drawn.classList.add('tall');
  frame.appendChild(drawn);
  return frame;
}

/** @typedef {(row: LineView, column: LineView, i: number, j: number) => { box: HTMLTableCellElement, number: number }} Put */

/**
 * Rows under each other, columns beside each other.
 * @param {HTMLTableElement} drawn
 * @param {BlockView} block
 * @param {Put} put
 */
function drawGrid(drawn, block, put) {
  const columns = leaves(block.columns);
  const levels = depth(block.rows);
  setColumns(drawn, levels, columns.length);
  const head = drawn.createTHead();
  if (block.heading) head.insertRow().appendChild(header(block.heading, 'colgroup', levels + columns.length, 1)).classList.add('banner');
  byLevel(block.columns).forEach((labels, level, { length }) => {
    const row = head.insertRow();
    if (level === 0) row.appendChild(corner(block.corner, levels, length));
    for (const { line, along, deep } of labels) row.appendChild(header(line.label, line.lines.length ? 'colgroup' : 'col', along, deep));
  });
  const body = drawn.createTBody();
  const rows = leaves(block.rows);
  return byLeaf(block.rows, levels).map((labels, i) => {
    const row = body.insertRow();
    for (const { line, level, along, deep } of labels) {
      const isGroup = line.lines.length > 0;
      const label = row.appendChild(header(line.label, isGroup ? 'rowgroup' : 'row', deep, along));
      label.classList.add(isGroup ? 'group' : 'label');
      if (isGroup && level === 0) label.classList.add('outer');
      label.style.setProperty('--level', String(level));
    }
    return columns.map((column, j) => {
      const { box, number } = put(rows[i], column, i, j);
      row.appendChild(box);
      return number;
    });
  });
}

/**
 * All rows beside each other in one line of cells, under heads of their own.
 * @param {HTMLTableElement} drawn
 * @param {BlockView} block
 * @param {Put} put
 */
function drawInline(drawn, block, put) {
  const columns = leaves(block.columns);
  const rows = leaves(block.rows);
  setColumns(drawn, 0, rows.length * columns.length);
  const head = drawn.createTHead();
  if (block.heading) head.insertRow().appendChild(header(block.heading, 'colgroup', rows.length * columns.length, 1)).classList.add('banner');
  for (const labels of byLevel(block.rows)) {
    const row = head.insertRow();
    for (const { line, along, deep } of labels) row.appendChild(header(line.label, 'colgroup', along * columns.length, deep)).classList.add('bundle');
  }
  byLevel(block.columns).forEach((labels) => {
    const row = head.insertRow();
    rows.forEach(() => labels.forEach(({ line, along, deep }, at) => {
      const label = row.appendChild(header(line.label, line.lines.length ? 'colgroup' : 'col', along, deep));
      if (at === 0) label.classList.add('first');
    }));
  });
  const line = drawn.createTBody().insertRow();
  const numbers = rows.map((row, i) => columns.map((column, j) => {
    const { box, number } = put(row, column, 0, i * columns.length + j);
    if (j === 0) box.classList.add('first');
    line.appendChild(box);
    return number;
  }));
  return [numbers.reduce((all, some) => all.concat(some), [])];
}

/**
 * @param {string} address
 * @param {string} name
 * @param {Place} place
 * @param {Store} store
 * @param {Sheet} sheet
 */
function drawCell(address, name, place, store, sheet) {
  const number = store.numbers.get(address);
  const box = document.createElement('td');
  if (number === undefined) return { box, number: -1 };
  const { unit, signed } = store.cells[number];
  const input = document.createElement('input');
  input.type = 'text';
  // A decimal keypad has no minus.
  input.setAttribute('inputmode', signed ? 'text' : 'decimal');
  input.autocomplete = 'off';
  input.spellcheck = false;
  input.className = 'cell';
  input.setAttribute('part', 'cell');
  input.id = `cell-${address}`;
  input.setAttribute('aria-label', unit ? `${name}（${unit}）` : name);
  input.dataset.cell = String(number);
  input.value = store.text(address);
  box.appendChild(input);
  sheet.inputs[number] = input;
  sheet.boxes[number] = box;
  sheet.places[number] = place;
  return { box, number };
}

/**
 * @param {string} label
 * @param {string} scope
 * @param {number} across
 * @param {number} down
 */
function header(label, scope, across, down) {
  const cell = document.createElement('th');
  cell.scope = scope;
  cell.colSpan = across;
  cell.rowSpan = down;
  const text = document.createElement('span');
  text.textContent = label;
  cell.appendChild(text);
  return cell;
}

/**
 * @param {string | null} text
 * @param {number} across
 * @param {number} down
 */
function corner(text, across, down) {
  const cell = text ? header(text, 'col', across, down) : document.createElement('td');
  cell.colSpan = across;
  cell.rowSpan = down;
  cell.classList.add('corner');
  return cell;
}

/**
 * @param {HTMLTableElement} drawn
 * @param {number} levels of row labels
 * @param {number} cells in a row
 */
function setColumns(drawn, levels, cells) {
  const group = document.createElement('colgroup');
  const add = /** @param {string} name */ (name) => {
    group.appendChild(document.createElement('col')).className = name;
  };
  for (let level = 0; level < levels; level += 1) add(level === levels - 1 ? 'label' : level === 0 ? 'group outer' : 'group');
  for (let cell = 0; cell < cells; cell += 1) add('cells');
  drawn.appendChild(group);
  drawn.classList.add(cells > 4 ? 'many' : 'few');
  drawn.style.setProperty('--levels', String(levels));
}

/**
 * Heads stick below each other while the table scrolls under them; what scrolls into view must
 * not come to lie under heads and labels.
 * @param {HTMLElement} within
 */
export function pinHeads(within) {
  for (const table of within.querySelectorAll('table')) {
    const head = table.tHead;
    if (!head || !table.parentElement) continue;
    const { top, height } = head.getBoundingClientRect();
    for (const row of head.rows) {
      // Rounded down: a gap would show the cells that pass beneath.
      const offset = `${Math.floor(row.getBoundingClientRect().top - top)}px`;
      for (const cell of row.cells) cell.style.setProperty('--top', offset);
    }
    const first = head.querySelector('.corner');
    table.parentElement.style.setProperty('--head', `${height}px`);
    table.parentElement.style.setProperty('--labels', `${first ? first.getBoundingClientRect().width : 0}px`);
  }
}
