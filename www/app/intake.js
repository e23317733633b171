// Everything that comes in otherwise than by keys: the clipboard, files, the paste dialog.
import { byId, part, phrase, setText, typed } from './dom.js';
import { openFiles } from './files.js';
import { numberOf } from './grid.js';
import { report, takeOver } from './reading.js';
import { Broken, Cancelled, MOST_BYTES, Refused, read } from './source.js';
import { isBlock, parseRows } from './tabular.js';

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./grid.js').Grid} Grid
 * @typedef {import('./notice.js').Notices} Notices
 * @typedef {import('./source.js').Text} Text
 * @typedef {import('../types').Reading} Reading
 */

/**
 * Why nothing was read, as a sentence.
 * @param {unknown} error
 */
export function whyNot(error) {
  if (error instanceof Refused) return error.message;
  if (error instanceof Broken) return phrase('file-broken');
  return phrase('reading-failed', { reason: error instanceof Error ? error.message : String(error) });
}

export class Intake {
  /**
   * @param {Store} store
   * @param {Grid} grid
   * @param {Notices} notices
   * @param {string[]} added forms that were added, as JSON
   */
  constructor(store, grid, notices, added) {
    this.store = store;
    this.added = added;
    this.grid = grid;
    this.notices = notices;
    this.dialog = typed('paste-dialog', HTMLDialogElement);
    this.area = typed('paste-text', HTMLTextAreaElement);
    document.addEventListener('paste', (event) => this.paste(event));
    this.wireDialog();
    this.wireFiles();
  }

  wireDialog() {
    byId('paste-open').addEventListener('click', () => {
      this.complain('');
      this.area.value = '';
      this.dialog.showModal();
      this.area.focus();
    });
    byId('paste-read').addEventListener('click', () => {
      const text = this.area.value;
      const kind = /^\s*</.test(text) ? 'html' : 'text';
      void this.take([{ kind, text }], phrase('source-paste'), (why) => this.complain(why || phrase(text.trim() === '' ? 'paste-empty' : 'paste-unknown')));
    });
  }

  /** @param {string} text */
  complain(text) {
    setText(byId('paste-fault'), text);
  }

  wireFiles() {
    const input = typed('file', HTMLInputElement);
    byId('file-open').addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      if (input.files) void this.open(input.files);
      input.value = '';
    });
    const holdsFiles = /** @param {DragEvent} event */ ({ dataTransfer }) => Boolean(dataTransfer && [...dataTransfer.types].includes('Files'));
    const hover = /** @param {boolean} is */ (is) => { byId('drop').hidden = !is; };
    document.addEventListener('dragover', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      hover(true);
    });
    document.addEventListener('dragleave', (event) => { if (event.relatedTarget === null) hover(false); });
    document.addEventListener('drop', (event) => {
      hover(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) void this.open(event.dataTransfer.files);
    });
  }

  /** @param {FileList} files */
  open(files) {
    return openFiles(this, [...files]);
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const { target, clipboardData } = event;
    const number = numberOf(target);
    const isElsewhere = number < 0 && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);
    if (!clipboardData || (isElsewhere && target !== this.area)) return;
    const files = clipboardData.files;
    const html = clipboardData.getData('text/html');
    const text = clipboardData.getData('text/plain');
    if (files.length > 0 && text === '' && html === '') {
      event.preventDefault();
      void this.open(files);
      return;
    }
    if (html.length + text.length > MOST_BYTES) {
      event.preventDefault();
      this.notices.say(phrase('too-large'), 'fault');
      return;
    }
    const rows = parseRows(text.replace(/[\r\n]+$/, ''));
    const isSmall = rows.length * rows[0].length === 1;
    // A single figure is typed by the browser itself where the caret stands in a cell's text.
    if (number >= 0 && isSmall && this.grid.isEditing) return;
    if (target !== this.area) event.preventDefault();
    if (number >= 0 && (isSmall || isBlock(rows))) {
      this.fill(rows);
      return;
    }
    /** @type {Text[]} */
    const sources = [{ kind: 'html', text: html }, { kind: 'text', text }];
    const given = sources.filter((source) => source.text.trim() !== '');
    void this.take(given, phrase('source-paste'), (why) => {
      if (target === this.area) this.complain(why || phrase('paste-unknown'));
      else this.notices.say(why || phrase(given.length === 0 ? 'paste-nothing' : isBlock(rows) ? 'paste-where' : 'paste-unknown'), 'fault');
    });
  }

  /**
   * Reads the first of these in which tables are recognised.
   * @param {Text[]} sources
   * @param {string} name
   * @param {(why: string) => void} unknown when there is none; what the readers remarked, if anything
   */
  async take(sources, name, unknown) {
    const { store, notices } = this;
    /** @type {string[]} */
    let remarks = [];
    try {
      for (const source of sources) {
        const reading = await read(store.session, source, this.added, this.progress());
        if (reading.tables.length === 0) {
          remarks = remarks.concat(reading.remarks);
          continue;
        }
        if (this.dialog.open) this.dialog.close();
        this.use(reading, name);
        return;
      }
      unknown([...new Set(remarks)].join(''));
    } catch (error) {
      if (error instanceof Cancelled) notices.say(phrase('cancelled'));
      else notices.say(whyNot(error), 'fault');
    }
  }

  /**
   * Takes a reading over and says what was read.
   * @param {Reading} reading with at least one table
   * @param {string} name
   */
  use(reading, name) {
    const { store, notices } = this;
    takeOver(store, reading, name);
    const box = report(store, reading, name);
    notices.show(box, [{ text: phrase('undo'), act: () => store.undo() }]);
    part(box, 'heading').focus();
  }

  /** Shows that reading goes on, for what takes long. */
  progress() {
    const dialog = typed('progress', HTMLDialogElement);
    return {
      /** @param {() => void} cancel */
      begin: (cancel) => {
        byId('progress-cancel').onclick = cancel;
        dialog.oncancel = cancel;
        dialog.showModal();
      },
      end: () => { if (dialog.open) dialog.close(); },
      warn: () => this.notices.say(phrase('slow')),
    };
  }

  /**
   * Fills a rectangle from the active cell on; a single figure fills all chosen cells.
   * @param {string[][]} rows
   */
  fill(rows) {
    const { store, grid, notices } = this;
    const active = grid.active;
    if (active < 0) return;
    const { block, row, column } = grid.sheet.places[active];
    const chosen = grid.chosen;
    const top = Math.min(...chosen.map((cells) => grid.sheet.places[cells[0]].row), row);
    const left = Math.min(...chosen[0].map((cell) => grid.sheet.places[cell].column), column);
    const isSmall = rows.length * rows[0].length === 1;
    const written = isSmall ? chosen.map((cells) => cells.map(() => rows[0][0])) : rows;
    /** @type {{ cell: string, to: string }[]} */
    const wanted = [];
    let outside = 0;
    written.forEach((texts, i) => texts.forEach((text, j) => {
      const number = (grid.sheet.blocks[block][top + i] ?? [])[left + j];
      if (number === undefined) outside += 1;
      else wanted.push({ cell: store.cells[number].address, to: text });
    }));
    const count = wanted.length;
    store.act(phrase('pasted', { count }), '', wanted);
    grid.sheet.inputs[active].select();
    const undo = [{ text: phrase('undo'), act: () => store.undo() }];
    if (outside > 0) notices.say(phrase('pasted-over', { count, outside }), 'fault', undo);
    else if (count > 1) notices.say(phrase('pasted', { count }), 'done', undo);
  }
}

/**
 * @param {Store} store
 * @param {Grid} grid
 * @param {Notices} notices
 * @param {string[]} added forms that were added, as JSON
 */
export const wireIntake = (store, grid, notices, added) => new Intake(store, grid, notices, added);
