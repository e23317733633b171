// What each cell shows of what is known about it: by fill, by sign and in words.
import { setAttribute } from '../shell/dom.js';
import { doubtSaid } from './cell-note.js';

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../findings/groups.js').Group} Group
 * @typedef {import('../../types').FindingView} FindingView
 */

// The bits of `Session.marks`.
const FAILED = 1;
const BLANK = 2;
const UNCERTAIN = 8;

/** How strongly a cell is marked; the strongest wins. */
const KINDS = ['involved', 'notice', 'soft', 'hard'];

/**
 * @param {Sheet} sheet
 * @param {Store} store
 * @param {Group[]} groups
 * @param {number} editing the cell being typed in, which is not accused until it is left; -1 for none
 */
export function showMarks(sheet, store, groups, editing) {
  const marks = store.engines.marks();
  const kinds = kindsOf(store, groups);
  const sentences = sentencesOf(groups);
  for (let number = 0; number < marks.length; number += 1) {
    const [box, input] = [sheet.boxes[number], sheet.inputs[number]];
    if (!box || !input) continue;
    const bits = marks[number];
    const { address } = store.cells[number];
    const told = sentences.get(address);
    const isTold = told !== undefined;
    const isBlank = (bits & BLANK) !== 0 && store.isBlank(address);
    const found = kinds.get(address) ?? (bits & FAILED && isTold ? 'involved' : null);
    // A mark goes as soon as it may, and comes when the cell is left.
    const shown = found && number === editing ? box.dataset.kind ?? null : found;
    setAttribute(box, 'data-kind', shown);
    setAttribute(box, 'data-zero', store.text(address).trim() === '0' ? '' : null);
    setAttribute(box, 'data-blank', isBlank && isTold ? '' : null);
    setAttribute(box, 'data-uncertain', bits & UNCERTAIN ? '' : null);
    setAttribute(input, 'aria-invalid', shown === 'hard' ? 'true' : null);
    describe(box, input, [...(bits & UNCERTAIN ? [doubtSaid(store, address)] : []), ...(told ?? [])].join(' '));
  }
}

/**
 * The sentences of a cell, hidden beside it for those who hear the page.
 * @param {HTMLElement} box
 * @param {HTMLElement} input
 * @param {string} text
 */
function describe(box, input, text) {
  let hidden = box.querySelector('.unseen');
  if (text === '') {
    if (hidden) box.removeChild(hidden);
    setAttribute(input, 'aria-describedby', null);
    return;
  }
  if (!hidden) {
    hidden = document.createElement('span');
    hidden.className = 'unseen';
    hidden.id = `${input.id}-told`;
    box.appendChild(hidden);
  }
  if (hidden.textContent !== text) hidden.textContent = text;
  setAttribute(input, 'aria-describedby', hidden.id);
}

/**
 * The cells to look at first, by how bad it is.
 * @param {Store} store
 * @param {Group[]} groups
 */
function kindsOf(store, groups) {
  /** @type {Map<string, string>} */
  const kinds = new Map();
  const mark = /** @param {string} cell @param {string} kind */ (cell, kind) => {
    if (KINDS.indexOf(kind) > KINDS.indexOf(kinds.get(cell) ?? '')) kinds.set(cell, kind);
  };
  for (const { severity, cause, repair, cell, findings } of groups) {
    if (cause || repair) {
      for (const at of repair ? repair.changes.map((change) => change.cell) : [cell]) mark(at, severity);
      continue;
    }
    for (const finding of findings) {
      // Of an equation's cells, the one that would be another if it held; where none is, all alike.
      const isOpen = finding.terms.length > 0 && finding.expected === null;
      const cells = finding.terms.length > 0 && !isOpen ? finding.cells.slice(0, 1) : finding.cells;
      // A hint about many blanks is told in the list; its cells are hatched anyway.
      for (const at of cells) if (!store.isBlank(at) || severity === 'hard' || finding.terms.length > 0) mark(at, severity);
    }
  }
  return kinds;
}

/**
 * What is said of each cell, the root cause first.
 * @param {Group[]} groups
 * @returns {Map<string, string[]>}
 */
export function sentencesOf(groups) {
  /** @type {Map<string, string[]>} */
  const sentences = new Map();
  const say = /** @param {string} cell @param {string} text */ (cell, text) => {
    const said = sentences.get(cell);
    if (said) said.push(text);
    else sentences.set(cell, [text]);
  };
  for (const { cause, findings } of groups) {
    if (cause) say(cause.cell, cause.message);
    for (const finding of findings) for (const cell of new Set(finding.cells)) say(cell, finding.message);
  }
  return sentences;
}
