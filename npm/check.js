// Reports checked by a program, as `gouji check --json` does: the same engine, in one package of WebAssembly.
import { open } from './engine.js';

/**
 * @typedef {import('./types.d.ts').Address} Address
 * @typedef {import('./types.d.ts').Answer} Answer
 * @typedef {import('./types.d.ts').FindingView} FindingView
 * @typedef {import('./types.d.ts').FormView} FormView
 * @typedef {import('./types.d.ts').CellView} CellView
 */

/**
 * A report's figures. What `<gouji-report>` sends with its form is one, and so is an `Answer`: cells that its file lacked are blank then.
 * @typedef {object} Report
 * @property {Record<Address, string | number | null>} cells as written, by address; one that is absent, null or "" is blank
 * @property {Record<string, string>} [forms] which form each table follows: all tables of the form of its year where it is not given, or of the newest
 * @property {number | null} [year] the report year
 * @property {Address[]} [uncertain] cells that could be read otherwise: their figures are no figures for the rules
 * @property {Record<Address, string[]>} [readings] all that such cells may hold, where that is known: a rule that fails under every reading is told
 */

/**
 * @typedef {object} ReportFile
 * @property {string} name asked only where the content leaves open what it is
 * @property {Uint8Array | ArrayBuffer} bytes
 */

/**
 * @typedef {object} Options
 * @property {Report} [prior] last year's report, which this one is compared with: figures, or the answer to its file
 * @property {(string | object)[]} [forms] further forms, each the JSON of a form's file; one with the id of a built-in form takes its place
 */

/** The answer to a file; where it holds several reports, `more` has those behind the first. @typedef {Answer & { more?: Answer[] }} FileAnswer */

/** A form, with its cells in printed order. @typedef {FormView & { cells: CellView[] }} KnownForm */

/** No report: a file that cannot be read, or in which no official table was recognised. The message says so in plain Chinese, and what to do. */
export class Unread extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'Unread';
  }
}

/** @type {() => Promise<BufferSource>} */
let bytesOfEngine;

/** @type {Promise<WebAssembly.Module> | null} */
let compiled = null;

/**
 * Says where the engine's bytes come from: the one thing that Node and browsers do differently.
 * @param {() => Promise<BufferSource>} bytes
 */
export function lend(bytes) {
  bytesOfEngine = bytes;
}

/**
 * Checks figures. Fails where they are no report: an address, a form or a table that nobody knows.
 * @param {Report} report
 * @param {Options} [options]
 * @returns {Promise<Answer>}
 */
export async function check(report, options) {
  const { checker } = await checkerOf(options);
  return checker.check(figuresOf(report));
}

/**
 * @param {Report} report
 * @returns {import('./types.d.ts').FiguresView}
 */
function figuresOf({ cells, forms, year = null, uncertain = [], readings = {} }) {
  return {
    cells: Object.entries(cells).map(([address, figure]) => [address, String(figure ?? '')]),
    forms: forms ? Object.entries(forms) : null,
    year,
    uncertain,
    readings: Object.entries(readings),
  };
}

/**
 * Reads a file and checks what it holds: the answer to its report, or to the first of several. Fails with
 * `Unread` where it holds none.
 * @param {ReportFile} file
 * @param {Options} [options]
 * @returns {Promise<FileAnswer>}
 */
export async function checkFile(file, options) {
  const { name, bytes } = file;
  const { checker, failed } = await checkerOf(options);
  const { reports, refused } = attempt(() => checker.checkFile(name, bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)), failed);
  const [first, ...others] = reports;
  if (!first) throw new Unread(refused);
  if (Object.keys(first.forms).length === 0) throw new Unread(['没有认出任何官方表格，未作核对。', ...first.remarks].join(''));
  return others.length > 0 ? { ...first, more: others } : first;
}

/**
 * The forms that it knows, oldest first, with the addresses and names of their cells.
 * @param {Options} [options]
 * @returns {Promise<KnownForm[]>}
 */
export async function forms(options) {
  const { checker } = await checkerOf(options);
  return checker.forms().map((form) => ({ ...form, cells: checker.cells(form.id) }));
}

/**
 * An engine for one call: nothing of one report is left when the next comes.
 * @param {Options} [options]
 */
async function checkerOf({ forms: added = [], prior } = {}) {
  compiled = compiled ?? bytesOfEngine().then((bytes) => WebAssembly.compile(bytes));
  compiled.catch(() => { compiled = null; });
  const { default: init, Checker } = open();
  await init({ module_or_path: await compiled });
  const checker = new Checker();
  for (const form of added) checker.addForm(typeof form === 'string' ? form : JSON.stringify(form));
  if (prior) checker.setPrior(figuresOf(prior));
  return { checker, failed: Checker.failed() };
}

/**
 * A reader that breaks off does so for its file alone.
 * @template T
 * @param {() => T} read
 * @param {string} failed what to say then
 */
function attempt(read, failed) {
  try {
    return read();
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError ? new Unread(failed) : error;
  }
}
