// Takes what was read over into the report, as one step.
import { addressesOf, tableOf } from '../cells/layout.js';
import { whole, without } from '../report/store.js';

/**
 * @typedef {import('../../types').Reading} Reading
 * @typedef {import('../../types').TableReading} TableReading
 * @typedef {import('../../types').FormView} FormView
 * @typedef {import('../report/store.js').Store} Store
 */

/**
 * @param {Store} store
 * @param {Reading} reading with at least one table
 * @param {string} source what was read, for the log
 */
export function takeOver(store, reading, source) {
  const forms = store.forms;
  const read = reading.tables.map((table) => wantedOf(table, forms)).reduce((all, some) => all.concat(some), []);
  // Nothing of one report stays in the next.
  const wanted = reading.whole ? [...left(store, read), ...read] : read;
  const uncertain = reading.tables.reduce((all, table) => all.concat(table.uncertain), /** @type {string[]} */ ([]));
  const others = without(store.setting, wanted.map(({ cell }) => cell));
  /** @type {Record<string, string[]>} */
  const readings = reading.tables.reduce((all, table) => ({ ...all, ...table.readings }), others.readings);
  /** @type {Record<string, string>} */
  const doubts = reading.tables.reduce((all, table) => ({ ...all, ...table.doubts }), others.doubts);
  return store.act(`读取${source}`, '', wanted, {
    forms: formsFor(store, reading, forms),
    auto: true,
    year: reading.year ?? (reading.whole ? null : yearKept(store, reading, forms)),
    ...(isAnother(store, reading) ? { prior: null } : {}),
    origin: originOf(reading, forms) ?? others.origin,
    uncertain: [...others.uncertain, ...uncertain],
    readings,
    doubts,
    asked: true,
  });
}

/**
 * What was filled in of a former report, in tables of any form, and is not overwritten: it becomes blank.
 * @param {Store} store
 * @param {{ cell: string }[]} read
 */
function left(store, read) {
  const overwritten = new Set(read.map(({ cell }) => cell));
  return [...store.texts.keys()].filter((cell) => !overwritten.has(cell) && store.text(cell) !== '').map((cell) => ({ cell, to: '' }));
}

/**
 * Whether a report is of another issuer than the last: then last year's is not its own either.
 * @param {Store} store
 * @param {Reading} reading
 */
const isAnother = ({ setting: { origin } }, { whole, issuer }) => whole && issuer !== null && origin.issuer !== null && issuer !== origin.issuer;

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
 * What a whole report says of itself; a part of one leaves it at what is known.
 * @param {Reading} reading
 * @param {FormView[]} forms
 * @returns {import('../report/history.js').Origin | null}
 */
function originOf({ issuer, whole, tables }, forms) {
  if (!whole) return null;
  const form = forms.find(({ id }) => id === tables[0].form);
  const lost = (form ? form.tables : []).filter(({ id }) => !tables.some(({ table }) => table === id));
  const lacking = lost.map(addressesOf).concat(tables.map(({ table, form: own, cells }) => {
    const view = tableOf(forms, own, table);
    return view ? addressesOf(view).filter((cell) => !(cell in cells)) : [];
  }));
  return {
    issuer,
    whole,
    lacking: lacking.reduce((all, some) => all.concat(some), []),
    renamed: tables.map(({ table, renamed }) => renamed.map(({ written, taken }) => /** @type {[string, string, string]} */ ([table, written, taken]))).reduce((all, some) => all.concat(some), []),
  };
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
function formsFor(store, { tables, whole: isWhole }, forms) {
  const open = store.setting.forms;
  const first = forms.find(({ id }) => id === tables[0].form);
  const isElsewhere = isWhole || tables.every(({ table }) => !(table in open));
  /** @type {Record<string, string>} */
  const chosen = isElsewhere && first ? whole(first) : { ...open };
  for (const table of Object.keys(chosen)) {
    const isEmpty = store.cells.every(({ address }) => !address.startsWith(`${table}.`) || store.isBlank(address));
    if (isEmpty && first && tableOf(forms, first.id, table)) chosen[table] = first.id;
  }
  for (const { table, form } of tables) chosen[table] = form;
  return chosen;
}
