// The tables as a spreadsheet: keys, and blocks of cells chosen by Shift or the mouse.
import { setAttribute } from '../shell/dom.js';

/**
 * @typedef {import('./sheet.js').Sheet} Sheet
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../shell/scope.js').Scope} Scope
 */

/** @type {Record<string, [number, number]>} rows down, columns right */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** A tap is followed by mouse events that must stay the browser's own. */
const TAP = 800;

export class Grid {
  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {Scope} scope
   * @param {{ direction: () => string, chosen: (rows: number, columns: number) => void }} page
   */
  constructor(root, store, scope, page) {
    this.store = store;
    this.scope = scope;
    this.page = page;
    /** @type {Sheet} */
    this.sheet = { inputs: [], boxes: [], places: [], blocks: [], sections: new Map() };
    /** Whether the arrows move within the cell's text. */
    this.isEditing = false;
    /** The other corner of the chosen block; the first is the cell with the focus. -1 for no block. */
    this.corner = -1;
    this.isDragging = false;
    this.tapped = 0;
    root.addEventListener('keydown', (event) => this.key(event));
    root.addEventListener('input', (event) => this.input(event));
    root.addEventListener('compositionend', (event) => this.input(event));
    root.addEventListener('focusin', (event) => this.enter(event));
    root.addEventListener('focusout', () => this.leave());
    root.addEventListener('touchstart', () => { this.tapped = Date.now(); }, { passive: true });
    root.addEventListener('mousedown', (event) => this.press(event));
    root.addEventListener('mouseover', (event) => this.drag(event));
    scope.listen(document, 'mouseup', () => { this.isDragging = false; });
    scope.listen(scope.root, 'copy', (event) => this.copy(event, false));
    scope.listen(scope.root, 'cut', (event) => this.copy(event, true));
  }

  /** The number of the cell with the focus; -1 for none. */
  get active() {
    return numberOf(this.scope.focused);
  }

  /** The chosen cells, row by row; only the one with the focus where no block is chosen. */
  get chosen() {
    const [from, to] = [this.active, this.corner];
    if (from < 0) return [];
    if (to < 0) return [[from]];
    const { block, row, column } = this.sheet.places[from];
    const other = this.sheet.places[to];
    const rows = this.sheet.blocks[block].slice(Math.min(row, other.row), Math.max(row, other.row) + 1);
    return rows.map((cells) => cells.slice(Math.min(column, other.column), Math.max(column, other.column) + 1));
  }

  /**
   * Goes to a cell and shows it with its row's label.
   * @param {number} number
   */
  go(number) {
    const input = this.sheet.inputs[number];
    if (!input) return;
    const frame = input.closest('.frame');
    if (frame && frame.scrollHeight > frame.clientHeight + 1) {
      // A table that scrolls by itself is brought whole into view, so that its head is seen.
      frame.scrollIntoView({ block: 'start' });
      const top = input.getBoundingClientRect().top - frame.getBoundingClientRect().top;
      frame.scrollTop += top - frame.clientHeight / 2;
      input.scrollIntoView({ block: 'nearest', inline: 'center' });
    } else {
      input.scrollIntoView({ block: 'center', inline: 'center' });
    }
    input.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const number = numberOf(event.target);
    if (number < 0 || event.isComposing || event.keyCode === 229 || event.altKey) return;
    if (this.command(event, number)) event.preventDefault();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} number
   * @returns {boolean} whether the key was used up
   */
  command({ key, shiftKey, ctrlKey, metaKey }, number) {
    const isControl = ctrlKey || metaKey;
    if (key === 'Enter') return this.advance(number, shiftKey ? -1 : 1);
    if (key === 'F2') return this.edit(number);
    if (key === 'Escape') return this.escape(number);
    if (this.isEditing) return false;
    if (key in ARROWS) return this.arrow(number, ARROWS[key], shiftKey, isControl);
    if (key === 'Home' || key === 'End') return this.edge(number, key, isControl);
    if (key === 'Delete' || (key === 'Backspace' && this.corner >= 0)) return this.clear();
    if (isControl && key.toLowerCase() === 'a') return this.all(number);
    return false;
  }

  /**
   * @param {number} number
   * @param {[number, number]} way
   * @param {boolean} extends_
   * @param {boolean} isFar
   */
  arrow(number, [down, right], extends_, isFar) {
    const from = extends_ && this.corner >= 0 ? this.corner : number;
    const { block, row, column } = this.sheet.places[from];
    const rows = this.sheet.blocks[block];
    const reach = isFar ? Infinity : 1;
    const toRow = clamp(row + (down ? down * reach : 0), rows.length);
    const toColumn = clamp(column + (right ? right * reach : 0), rows[toRow].length);
    if (extends_) {
      this.choose(rows[toRow][toColumn]);
    } else if (toRow === row && down !== 0) {
      this.cross(block + down, down, column);
    } else {
      this.focus(rows[toRow][toColumn]);
    }
    return true;
  }

  /**
   * Enters the next block from its near side.
   * @param {number} block
   * @param {number} down
   * @param {number} column
   */
  cross(block, down, column) {
    const rows = this.sheet.blocks[block];
    if (!rows) return;
    const row = rows[down > 0 ? 0 : rows.length - 1];
    this.focus(row[clamp(column, row.length)]);
  }

  /**
   * @param {number} number
   * @param {number} by 1 or -1
   */
  advance(number, by) {
    if (this.page.direction() === 'down') return this.arrow(number, [by, 0], false, false);
    const order = this.sheet.blocks.reduce((all, rows) => all.concat(...rows), /** @type {number[]} */ ([]));
    const next = order[order.indexOf(number) + by];
    if (next !== undefined) this.focus(next);
    return true;
  }

  /**
   * @param {number} number
   * @param {string} key
   * @param {boolean} isWhole of the block rather than of the row
   */
  edge(number, key, isWhole) {
    const { block, row } = this.sheet.places[number];
    const rows = this.sheet.blocks[block];
    const line = rows[isWhole ? (key === 'Home' ? 0 : rows.length - 1) : row];
    this.focus(line[key === 'Home' ? 0 : line.length - 1]);
    return true;
  }

  /** @param {number} number */
  edit(number) {
    const input = this.sheet.inputs[number];
    this.isEditing = !this.isEditing;
    if (this.isEditing) input.setSelectionRange(input.value.length, input.value.length);
    else input.select();
    return true;
  }

  /** @param {number} number */
  escape(number) {
    const { pending } = this.store;
    const input = this.sheet.inputs[number];
    const isIdle = !pending && !this.isEditing && this.corner < 0;
    if (pending) {
      input.value = pending.from;
      this.store.type(pending.cell, pending.from);
      this.store.settle();
    }
    this.isEditing = false;
    this.choose(-1);
    input.select();
    return !isIdle;
  }

  clear() {
    if (this.store.pending) return false;
    const cells = this.addresses();
    this.store.act(cells.length > 1 ? `清除 ${cells.length} 格` : '清除', '', cells.map((cell) => ({ cell, to: '' })));
    return true;
  }

  /** @param {number} number */
  all(number) {
    const rows = this.sheet.blocks[this.sheet.places[number].block];
    this.focus(rows[0][0]);
    const last = rows[rows.length - 1];
    this.choose(last[last.length - 1]);
    return true;
  }

  addresses() {
    const { cells } = this.store;
    return this.chosen.reduce((all, row) => all.concat(row), []).map((number) => cells[number].address);
  }

  /** @param {number} number */
  focus(number) {
    const input = this.sheet.inputs[number];
    if (input) input.focus();
  }

  /** @param {Event} event */
  input(event) {
    const number = numberOf(event.target);
    if (number < 0 || (event instanceof InputEvent && event.isComposing)) return;
    if (this.corner >= 0) this.choose(-1);
    this.store.type(this.store.cells[number].address, this.sheet.inputs[number].value);
  }

  /** @param {Event} event */
  enter(event) {
    const number = numberOf(event.target);
    if (number < 0) return;
    this.isEditing = false;
    this.choose(-1);
    this.sheet.inputs[number].select();
  }

  leave() {
    this.choose(-1);
    this.isEditing = false;
    this.store.settle();
  }

  /** @param {MouseEvent} event */
  press(event) {
    const number = numberOf(event.target);
    if (number < 0 || event.button !== 0 || Date.now() - this.tapped < TAP) return;
    const { active } = this;
    this.isDragging = true;
    if (number === active) {
      this.choose(-1);
      this.isEditing = true;
      return;
    }
    event.preventDefault();
    if (event.shiftKey && this.sharesBlock(active, number)) this.choose(number);
    else this.focus(number);
  }

  /** @param {MouseEvent} event */
  drag(event) {
    if (!this.isDragging || (event.buttons & 1) === 0) return;
    const target = event.target instanceof Element ? event.target.closest('td') : null;
    const number = numberOf(target && target.querySelector('input'));
    const { active } = this;
    if (number < 0 || !this.sharesBlock(active, number) || (number === active && this.corner < 0)) return;
    this.isEditing = false;
    this.choose(number === active ? -1 : number);
  }

  /**
   * @param {number} one
   * @param {number} other
   */
  sharesBlock(one, other) {
    return one >= 0 && this.sheet.places[one].block === this.sheet.places[other].block;
  }

  /** @param {number} corner the block's other corner; -1 for no block */
  choose(corner) {
    if (corner === this.corner && corner < 0) return;
    this.corner = corner === this.active ? -1 : corner;
    const chosen = new Set(this.corner < 0 ? [] : this.chosen.reduce((all, row) => all.concat(row), []));
    this.sheet.boxes.forEach((box, number) => setAttribute(box, 'data-chosen', chosen.has(number) ? '' : null));
    const rows = this.corner < 0 ? [] : this.chosen;
    this.page.chosen(rows.length, rows.length > 0 ? rows[0].length : 0);
  }

  /**
   * @param {ClipboardEvent} event
   * @param {boolean} cuts
   */
  copy(event, cuts) {
    if (this.active < 0 || (this.corner < 0 && !cuts) || this.isEditing || !event.clipboardData) return;
    const { cells } = this.store;
    const lines = this.chosen.map((row) => row.map((number) => this.store.text(cells[number].address)).join('\t'));
    event.clipboardData.setData('text/plain', lines.join('\r\n'));
    event.preventDefault();
    if (cuts) this.clear();
  }
}

/**
 * The number of the cell an input belongs to; -1 for anything else.
 * @param {EventTarget | null} target
 */
export function numberOf(target) {
  return target instanceof HTMLInputElement && target.dataset.cell !== undefined ? Number(target.dataset.cell) : -1;
}

/**
 * @param {number} at
 * @param {number} length
 */
const clamp = (at, length) => Math.max(0, Math.min(length - 1, at));
