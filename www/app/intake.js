// Everything that comes in otherwise than by keys: the clipboard, files, the paste dialog.
import { part, phrase, setText } from './dom.js';
import { choose, openFiles, outcomesIn } from './files.js';
import { numberOf } from './grid.js';
import { Report, takeOver } from './reading.js';
import { Broken, Cancelled, MOST_BYTES, Refused, read } from './source.js';
import { isBlock, parseRows } from './tabular.js';

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./scope.js').Scope} Scope
 * @typedef {import('./grid.js').Grid} Grid
 * @typedef {import('./notice.js').Notices} Notices
 * @typedef {import('./source.js').Text} Text
 * @typedef {import('../types').Reading} Reading
 * @typedef {import('../types').Reader} Reader
 */

/** More text than this is no block of figures for some cells; looking for one would take long. */
const MOST_BLOCK = 100_000;

/**
 * The text as cells, where it could be some. Browsers offer a picture as markup without text, which is no blank cell.
 * @param {string} text
 */
const rectangle = (text) => text === '' || text.length > MOST_BLOCK ? null : parseRows(text.replace(/[\r\n]+$/, ''));

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
   * @param {Scope} scope
   * @param {Store} store
   * @param {Grid} grid
   * @param {Notices} notices
   * @param {() => Promise<Reader>} reader
   * @param {string[]} added forms that were added, as JSON
   */
  constructor(scope, store, grid, notices, reader, added) {
    this.scope = scope;
    /** How many reports were taken over. */
    this.taken = 0;
    this.store = store;
    this.reader = reader;
    this.added = added;
    this.grid = grid;
    this.notices = notices;
    /** What was read last, and how it stands. @type {Report | null} */
    this.report = null;
    store.listen((event) => { if (event !== 'typing' && this.report) this.report.show(); });
    this.dialog = this.scope.typed('paste-dialog', HTMLDialogElement);
    this.area = this.scope.typed('paste-text', HTMLTextAreaElement);
    scope.listen(scope.root, 'paste', (event) => this.paste(event));
    this.wireDialog();
    this.wireFiles();
  }

  wireDialog() {
    this.scope.byId('paste-open').addEventListener('click', () => {
      this.complain('');
      this.area.value = '';
      this.dialog.showModal();
      this.area.focus();
    });
    this.scope.byId('paste-read').addEventListener('click', () => {
      const text = this.area.value;
      const kind = /^\s*</.test(text) ? 'html' : 'text';
      void this.take([{ kind, text }], phrase('source-paste'), (why) => this.complain(why || phrase(text.trim() === '' ? 'paste-empty' : 'paste-unknown')));
    });
  }

  /** @param {string} text */
  complain(text) {
    setText(this.scope.byId('paste-fault'), text);
  }

  wireFiles() {
    const input = this.scope.typed('file', HTMLInputElement);
    this.scope.byId('file-open').addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      if (input.files) void this.open(input.files);
      input.value = '';
    });
    const holdsFiles = /** @param {DragEvent} event */ ({ dataTransfer }) => Boolean(dataTransfer && [...dataTransfer.types].includes('Files'));
    const hover = /** @param {boolean} is */ (is) => { this.scope.byId('drop').hidden = !is; };
    this.scope.listen(this.scope.root, 'dragover', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      hover(true);
    });
    this.scope.listen(this.scope.root, 'dragleave', (event) => { if (event.relatedTarget === null) hover(false); });
    this.scope.listen(this.scope.root, 'drop', (event) => {
      hover(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) void this.open(event.dataTransfer.files);
    });
  }

  /** @param {ArrayLike<File>} files */
  open(files) {
    return openFiles(this, Array.from(files));
  }

  /**
   * Reads what a host page hands over.
   * @param {string | File} source
   * @returns {Promise<boolean>} whether any table was recognised
   */
  async receive(source) {
    const before = this.taken;
    if (typeof source !== 'string') {
      await this.open([source]);
    } else {
      const kind = /^\s*</.test(source) ? 'html' : 'text';
      await this.take([{ kind, text: source }], phrase('source-host'), (why) => this.notices.say(why || phrase('paste-unknown'), 'fault'));
    }
    return this.taken > before;
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    const { target, clipboardData } = event;
    const number = numberOf(target);
    const isElsewhere = number < 0 && (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement);
    if (!clipboardData || this.store.isFrozen || (isElsewhere && target !== this.area)) return;
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
    const rows = rectangle(text);
    const isSmall = rows !== null && rows.length * rows[0].length === 1;
    // A single figure is typed by the browser itself where the caret stands in a cell's text.
    if (number >= 0 && isSmall && this.grid.isEditing) return;
    if (target !== this.area) event.preventDefault();
    if (number >= 0 && rows !== null && (isSmall || isBlock(rows))) {
      this.fill(rows);
      return;
    }
    /** @type {Text[]} */
    const sources = [{ kind: 'html', text: html }, { kind: 'text', text }];
    const given = sources.filter((source) => source.text.trim() !== '');
    void this.take(given, phrase('source-paste'), (why) => {
      if (target === this.area) this.complain(why || phrase('paste-unknown'));
      else this.notices.say(why || phrase(given.length === 0 ? 'paste-nothing' : rows !== null && isBlock(rows) ? 'paste-where' : 'paste-unknown'), 'fault');
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
        const readings = await read(this.reader, source, this.added, this.progress());
        if (this.scope.isOver) return;
        const [reading] = readings;
        if (reading.tables.length === 0) {
          remarks = remarks.concat(reading.remarks);
          continue;
        }
        if (this.dialog.open) this.dialog.close();
        if (readings.length === 1) this.use(reading, name, source);
        else choose(this, outcomesIn(readings, name, source), phrase('reports', { count: readings.length }));
        return;
      }
      unknown([...new Set(remarks)].join(''));
    } catch (error) {
      if (this.scope.isOver) return;
      if (error instanceof Cancelled) notices.say(phrase('cancelled'));
      else notices.say(whyNot(error), 'fault');
    }
  }

  /**
   * Takes a reading over and says what was read.
   * @param {Reading} reading with at least one table
   * @param {string} name
   * @param {Text | null} source to look at beside it; null where it is no text
   * @param {(() => void) | null} [others] leads to the others that it was chosen from
   */
  use(reading, name, source, others = null) {
    const { store, grid, notices } = this;
    takeOver(store, reading, name);
    this.taken += 1;
    const report = new Report(store, reading, name, source, (cell) => grid.go(store.numbers.get(cell) ?? -1));
    this.report = report;
    /** @type {import('./notice.js').Choice[]} */
    const acts = [{ text: phrase('undo'), act: () => store.undo() }];
    if (others) acts.push({ text: phrase('files-others'), act: others });
    notices.show(report.box, acts, () => report.hasMore());
    part(report.box, 'heading').focus();
  }

  /** Shows that reading goes on, for what takes long. */
  progress() {
    const dialog = this.scope.typed('progress', HTMLDialogElement);
    return {
      /** @param {() => void} cancel */
      begin: (cancel) => {
        this.scope.byId('progress-cancel').onclick = cancel;
        dialog.oncancel = cancel;
        this.scope.atEnd(cancel);
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
 * @param {Scope} scope
 * @param {Store} store
 * @param {Grid} grid
 * @param {Notices} notices
 * @param {() => Promise<Reader>} reader
 * @param {string[]} added forms that were added, as JSON
 */
export const wireIntake = (scope, store, grid, notices, reader, added) => new Intake(scope, store, grid, notices, reader, added);
