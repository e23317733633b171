// Takes what was read over into the report, as one step, and says what was read.
import { empty, part, phrase, stamp } from './dom.js';
import { Doubts } from './doubts.js';
import { addressesOf } from './layout.js';
import { original } from './original.js';
import { whole, without } from './store.js';

/**
 * @typedef {import('../types').Reading} Reading
 * @typedef {import('../types').TableReading} TableReading
 * @typedef {import('../types').FormView} FormView
 * @typedef {import('./store.js').Store} Store
 */

/** At most this many names are listed one by one. */
const MOST_NAMES = 6;

/**
 * @param {Store} store
 * @param {Reading} reading with at least one table
 * @param {string} source what was read, for the log
 */
export function takeOver(store, reading, source) {
  const forms = store.session.forms();
  const wanted = reading.tables.map((table) => wantedOf(table, forms)).reduce((all, some) => all.concat(some), []);
  const uncertain = reading.tables.reduce((all, table) => all.concat(table.uncertain), /** @type {string[]} */ ([]));
  const others = without(store.setting, wanted.map(({ cell }) => cell));
  /** @type {Record<string, string[]>} */
  const readings = reading.tables.reduce((all, table) => ({ ...all, ...table.readings }), others.readings);
  /** @type {Record<string, string>} */
  const doubts = reading.tables.reduce((all, table) => ({ ...all, ...table.doubts }), others.doubts);
  return store.act(`读取${source}`, '', wanted, {
    forms: formsFor(store, reading, forms),
    auto: true,
    year: reading.year ?? yearKept(store, reading, forms),
    uncertain: [...others.uncertain, ...uncertain],
    readings,
    doubts,
    asked: true,
  });
}

/**
 * The year chosen before, unless it speaks of another report: a form read is not for it.
 * @param {Store} store
 * @param {Reading} reading
 * @param {FormView[]} forms
 */
function yearKept({ setting: { year } }, { tables }, forms) {
  const fits = forms.some(({ id, from, to }) => year !== null && from <= year && (to === null || year <= to) && tables.some(({ form }) => form === id));
  return fits ? year : null;
}

/**
 * What a table's cells become. Where most of a table was read, what it lacks is blank; where only
 * some rows were, the others are left as they are.
 * @param {TableReading} read
 * @param {FormView[]} forms
 */
function wantedOf({ table, form, cells }, forms) {
  const view = tableOf(forms, form, table);
  const all = view ? addressesOf(view) : Object.keys(cells);
  const isWhole = Object.keys(cells).length * 2 >= all.length;
  const taken = isWhole ? all : all.filter((cell) => cell in cells);
  return taken.map((cell) => ({ cell, to: cells[cell] ?? '' }));
}

/**
 * The read tables follow the forms they were recognised as; tables still empty go along.
 * @param {Store} store
 * @param {Reading} reading
 * @param {FormView[]} forms
 */
function formsFor(store, { tables }, forms) {
  const open = store.setting.forms;
  const first = forms.find(({ id }) => id === tables[0].form);
  const isElsewhere = tables.every(({ table }) => !(table in open));
  /** @type {Record<string, string>} */
  const chosen = isElsewhere && first ? whole(first) : { ...open };
  for (const table of Object.keys(chosen)) {
    const isEmpty = store.cells.every(({ address }) => !address.startsWith(`${table}.`) || store.isBlank(address));
    if (isEmpty && first && tableOf(forms, first.id, table)) chosen[table] = first.id;
  }
  for (const { table, form } of tables) chosen[table] = form;
  return chosen;
}

/**
 * @param {FormView[]} forms
 * @param {string} form
 * @param {string} table
 */
function tableOf(forms, form, table) {
  const found = forms.find(({ id }) => id === form);
  return found ? found.tables.find(({ id }) => id === table) ?? null : null;
}

/** 读到了什么: what was read, and what is uncertain of it, to be settled cell by cell. */
export class Report {
  /**
   * @param {Store} store with the reading taken over, by its latest step
   * @param {Reading} reading
   * @param {string} name of the source
   * @param {import('./source.js').Text | null} source null where it is no text
   * @param {(cell: string) => void} go
   */
  constructor(store, reading, name, source, go) {
    const forms = store.session.forms();
    const { done } = store.history;
    this.store = store;
    this.step = done[done.length - 1];
    this.box = stamp('reading', { source: name, year: reading.year === null ? phrase('no-year') : phrase('year', { year: reading.year }) });
    /** @type {Doubts[]} */
    this.doubts = [];
    for (const read of reading.tables) part(this.box, 'tables').appendChild(this.table(read, forms, go));
    const absent = store.tables().filter(({ table }) => !reading.tables.some((read) => read.table === table.id));
    const others = reading.remarks.filter((remark) => !reading.tables.some((read) => isInList(remark, read, nameOf(forms, read))));
    const remarks = [...mixed(reading, forms), ...absent.map(({ table }) => phrase('not-read', { name: table.name })), ...others];
    if (remarks.length > 0) list(part(this.box, 'remarks'), remarks);
    part(this.box, 'original').appendChild(original(source, name));
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
