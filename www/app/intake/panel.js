// 读到了什么: what was read of each table, what is uncertain of it, and the source beside it.
import { tableOf } from '../cells/layout.js';
import { empty, part, phrase, stamp } from '../shell/dom.js';
import { Doubts } from './doubts.js';
import { original } from './original.js';

/**
 * @typedef {import('../../types').Reading} Reading
 * @typedef {import('../../types').TableReading} TableReading
 * @typedef {import('../../types').FormView} FormView
 * @typedef {import('../report/store.js').Store} Store
 */

/** At most this many names are listed one by one. */
const MOST_NAMES = 6;

/** What was read, and what is uncertain of it, to be settled cell by cell. */
export class ReadingPanel {
  /**
   * @param {Store} store with the reading taken over, by its latest step
   * @param {Reading} reading
   * @param {string} name of the source
   * @param {import('./source.js').Text | null} source null where it is no text
   * @param {(cell: string) => void} go
   * @param {(html: string) => Promise<Document>} parse
   */
  constructor(store, reading, name, source, go, parse) {
    const forms = store.forms;
    const { done } = store.history;
    this.store = store;
    this.step = done[done.length - 1];
    this.box = stamp('reading', { source: name, year: reading.year === null ? phrase('no-year') : phrase('year', { year: reading.year }) });
    /** @type {Doubts[]} */
    this.doubts = [];
    for (const read of reading.tables) part(this.box, 'tables').appendChild(this.table(read, forms, go));
    const absent = store.tables().filter(({ table }) => !reading.tables.some((read) => read.table === table.id));
    const others = reading.remarks.filter((remark) => !reading.tables.some((read) => isInList(remark, read, nameOf(forms, read))));
    const remarks = [...mixed(reading, forms), ...absent.map(({ table }) => phrase(reading.whole ? 'not-there' : 'not-read', { name: table.name })), ...others];
    if (remarks.length > 0) list(part(this.box, 'remarks'), remarks);
    part(this.box, 'original').appendChild(original(source, name, parse));
  }

  /**
   * @param {TableReading} read
   * @param {FormView[]} forms
   * @param {(cell: string) => void} go
   */
  table(read, forms, go) {
    const { form, cells, uncertain, missing, loose, noted } = read;
    const texts = Object.keys(cells).map((cell) => cells[cell]);
    const filled = texts.filter((text) => text.trim() !== '').length;
    const name = nameOf(forms, read);
    const item = stamp('reading-table', { name, form: formName(forms, form), filled, blank: texts.length - filled });
    const more = part(item, 'more');
    const tell = /** @param {string} about @param {string[]} names */ (about, names) => {
      if (names.length === 0) return;
      const shown = names.slice(0, MOST_NAMES).join('、') + (names.length > MOST_NAMES ? phrase('and-more', { count: names.length }) : '');
      more.appendChild(stamp('reading-more', { about: phrase(about, { count: names.length }), names: shown }));
    };
    if (uncertain.length > 0) {
      const doubts = new Doubts(this.store, read, name, go);
      this.doubts.push(doubts);
      more.appendChild(doubts.box);
    }
    tell('reading-missing', missing);
    const named = /** @param {string} cell */ (cell) => phrase('noted', { name: this.store.name(cell), written: cells[cell].trim(), taken: noted[cell] });
    tell('reading-noted', Object.keys(noted).map(named));
    tell('reading-loose', loose.map(({ written, taken }) => `“${written}”→“${taken}”`));
    return item;
  }

  /** Shows how it stands now. */
  show() {
    for (const doubts of this.doubts) doubts.show();
  }

  /** Whether the reading still stands and cells of it are uncertain. */
  hasMore() {
    return this.store.history.done.includes(this.step) && this.doubts.some((doubts) => doubts.open().length > 0);
  }
}

/**
 * Whether a remark says of a table what the list of its uncertain cells says anyway.
 * @param {string} remark
 * @param {TableReading} read
 * @param {string} name the table's
 */
const isInList = (remark, { uncertain, doubts }, name) => remark.startsWith(name) && uncertain.some((cell) => remark.includes(doubts[cell]));

/**
 * @param {FormView[]} forms
 * @param {TableReading} read
 */
const nameOf = (forms, { form, table }) => tableOf(forms, form, table)?.name ?? table;

/**
 * @param {FormView[]} forms
 * @param {string} form
 */
const formName = (forms, form) => forms.find(({ id }) => id === form)?.name ?? form;

/**
 * Where the tables follow several forms: which follows which, in a sentence.
 * @param {Reading} reading
 * @param {FormView[]} forms
 * @returns {string[]} none, or one
 */
function mixed({ tables }, forms) {
  const used = [...new Set(tables.map(({ form }) => form))];
  if (used.length < 2) return [];
  const parts = used.map((form) => {
    const names = tables.filter((read) => read.form === form).map((read) => nameOf(forms, read));
    return phrase('mixed-part', { names: names.join('、'), form: formName(forms, form) });
  });
  return [phrase('mixed-read', { count: used.length, parts: parts.join('；') })];
}

/**
 * @param {HTMLElement} into
 * @param {string[]} texts
 */
function list(into, texts) {
  empty(into);
  for (const text of texts) into.appendChild(stamp('remark', { text }));
}
