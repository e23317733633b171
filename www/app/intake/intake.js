// Everything that comes in otherwise than by keys: the clipboard, files, the paste dialog.
import { part, phrase, setText } from '../shell/dom.js';
import { outcomesIn, outcomesOf, whyNot } from './outcomes.js';
import { numberOf } from '../cells/grid.js';
import { parsed } from './parse.js';
import { takeOver } from './takeover.js';
import { Cancelled, MOST_BYTES, bytesOf, read } from './source.js';
import { isBlock, parseRows } from './tabular.js';

/**
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../shell/scope.js').Scope} Scope
 * @typedef {import('../cells/grid.js').Grid} Grid
 * @typedef {import('../shell/notices.js').Notices} Notices
 * @typedef {import('./source.js').Text} Text
 * @typedef {import('../../types').Reading} Reading
 * @typedef {import('../../engine.js').PageReader} Reader
 * @typedef {Pick<import('../draft/drafting.js').Drafting, 'openSaved' | 'begin'>} Drafts
 */

/** More text than this is no block of figures for some cells; looking for one would take long. */
const MOST_BLOCK = 100_000;

/**
 * The text as cells, where it could be some. Browsers offer a picture as markup without text, which is no blank cell.
 * @param {string} text
 */
const rectangle = (text) => text === '' || text.length > MOST_BLOCK ? null : parseRows(text.replace(/[\r\n]+$/, ''));

/** A report that was saved is not larger. */
const MOST_SAVED = 20 * 1024 * 1024;

/** More files at once are no reports of one office. */
const MOST_FILES = 200;

/**
 * Whether a reading says that it is of another year or issuer than the report that is open.
 * @param {import('../report/history.js').Setting} setting
 * @param {Reading} reading
 */
function isOfAnother({ year, origin }, reading) {
  const differs = /** @param {string | number | null} a @param {string | number | null} b */ (a, b) => a !== null && b !== null && a !== b;
  return differs(reading.year, year) || differs(reading.issuer, origin.issuer);
}

/**
 * A report by its issuer and year, as far as they are known.
 * @param {string | null} issuer
 * @param {number | null} year
 */
const named = (issuer, year) => [issuer, year === null ? null : phrase('year', { year })].filter((part) => part !== null).join(' ') || phrase('draft-unnamed');

export class Intake {
  /**
   * @param {Scope} scope
   * @param {Store} store
   * @param {Grid} grid
   * @param {Notices} notices
   * @param {() => Promise<Reader>} reader
   * @param {string[]} added forms that were added, as JSON
   * @param {Drafts} drafts
   */
  constructor(scope, store, grid, notices, reader, added, drafts) {
    this.drafts = drafts;
    this.scope = scope;
    /** How many reports were taken over. */
    this.taken = 0;
    this.store = store;
    this.reader = reader;
    this.added = added;
    this.grid = grid;
    this.notices = notices;
    /** What was read last, and how it stands. @type {import('./panel.js').ReadingPanel | null} */
    this.panel = null;
    store.listen((event) => { if (event !== 'typing' && this.panel) this.panel.show(); });
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

  /**
   * A report that came alone is taken over at once, several become a list.
   * @param {ArrayLike<File>} list
   */
  async open(list) {
    const files = /** @type {File[]} */ (Array.prototype.slice.call(list));
    if (files.length === 1 && await this.isSaved(files[0])) return;
    /** @type {import('./outcomes.js').Outcome[]} */
    const outcomes = [];
    try {
      for (const file of files.slice(0, MOST_FILES)) outcomes.push(...await outcomesOf(this, file));
    } catch {
      this.notices.say(phrase('cancelled'));
      return;
    }
    if (files.length > MOST_FILES) outcomes.push({ name: '…', reading: null, source: null, why: phrase('files-many', { count: files.length, most: MOST_FILES }) });
    try {
      await this.show(files.length, outcomes);
    } catch (error) {
      this.notices.say(whyNot(error), 'fault');
    }
  }

  /** @param {File} file */
  async isSaved(file) {
    if (!/\.json$/i.test(file.name) || file.size > MOST_SAVED) return false;
    const bytes = await bytesOf(file).catch(() => null);
    return bytes !== null && this.drafts.openSaved(new TextDecoder().decode(bytes), file.name);
  }

  /**
   * @param {number} count of files
   * @param {import('./outcomes.js').Outcome[]} outcomes
   */
  async show(count, outcomes) {
    const [first] = outcomes;
    if (count > 1) await this.choose(outcomes, phrase('files', { count }));
    else if (outcomes.length > 1) await this.choose(outcomes, phrase('reports', { count: outcomes.length }));
    else if (first && first.reading) await this.use(first.reading, first.name, first.source);
    else if (first) this.notices.say(first.why, 'fault');
  }

  /**
   * Offers several reports; from the one chosen a way leads back to the list.
   * @param {import('./outcomes.js').Outcome[]} outcomes
   * @param {string} heading
   */
  choose(outcomes, heading) {
    return this.offer(outcomes, heading, ({ name, reading, source }) => void this.use(reading, name, source, () => void this.choose(outcomes, heading)));
  }

  /**
   * Offers several reports for something.
   * @param {import('./outcomes.js').Outcome[]} outcomes
   * @param {string} heading
   * @param {(outcome: import('./outcomes.js').Outcome & { reading: Reading }) => void} use
   */
  async offer(outcomes, heading, use) {
    const { later } = await this.reader();
    later.choose(this.store, this.notices, outcomes, heading, use);
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
        if (readings.length === 1) await this.use(reading, name, source);
        else await this.choose(outcomesIn(readings, name, source), phrase('reports', { count: readings.length }));
        return;
      }
      unknown(remarks.length === 0 ? '' : [...new Set(remarks)].join('') + phrase('unchanged'));
    } catch (error) {
      if (this.scope.isOver) return;
      if (error instanceof Cancelled) notices.say(phrase('cancelled'));
      else notices.say(whyNot(error), 'fault');
    }
  }

  /**
   * Takes a reading over. A part of another report than the one that is filled in is asked about first.
   * @param {Reading} reading with at least one table
   * @param {string} name
   * @param {Text | null} source to look at beside it; null where it is no text
   * @param {(() => void) | null} [others] leads to the others that it was chosen from
   */
  async use(reading, name, source, others = null) {
    const { store, notices } = this;
    await this.reader();
    if (this.scope.isOver) return;
    const isPart = !reading.whole && store.blanks().length < store.cells.length;
    if (!isPart || !isOfAnother(store.setting, reading)) {
      await this.fillIn(reading, name, source, others, isPart);
      return;
    }
    const { origin, year } = store.setting;
    notices.say(phrase('part-other', { read: named(reading.issuer, reading.year), open: named(origin.issuer, year) }), 'done', [
      { text: phrase('part-join'), act: () => void this.fillIn(reading, name, source, others, false) },
      { text: phrase('part-new'), act: () => this.fillAnew(reading, name, source, others) },
    ]);
  }

  /**
   * @param {Reading} reading
   * @param {string} name
   * @param {Text | null} source
   * @param {(() => void) | null} others
   */
  fillAnew(reading, name, source, others) {
    this.drafts.begin();
    void this.fillIn(reading, name, source, others, false);
  }

  /**
   * Takes a reading over and says what was read.
   * @param {Reading} reading
   * @param {string} name
   * @param {Text | null} source
   * @param {(() => void) | null} others
   * @param {boolean} isJoined whether it became a part of what was filled in before
   */
  async fillIn(reading, name, source, others, isJoined) {
    const { store, grid, notices } = this;
    const { later } = await this.reader();
    if (this.scope.isOver) return;
    takeOver(store, reading, name);
    this.taken += 1;
    const panel = new later.ReadingPanel(store, reading, name, source, (cell) => grid.go(store.numbers.get(cell) ?? -1), parsed);
    this.panel = panel;
    /** @type {import('../shell/notices.js').Choice[]} */
    const acts = [{ text: phrase('undo'), act: () => store.undo() }];
    if (isJoined) {
      const anew = () => {
        store.undo();
        this.fillAnew(reading, name, source, others);
      };
      acts.push({ text: phrase('part-new'), act: anew });
    }
    if (others) acts.push({ text: phrase('files-others'), act: others });
    notices.show(panel.box, acts, () => panel.hasMore());
    part(panel.box, 'heading').focus();
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
 * @param {Drafts} drafts
 */
export const wireIntake = (scope, store, grid, notices, reader, added, drafts) => new Intake(scope, store, grid, notices, reader, added, drafts);
