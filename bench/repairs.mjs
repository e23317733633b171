// The smallest repairs: ours in wasm, a plain JavaScript search, HiGHS in wasm, on the same made reports.
import { cases } from './cases.mjs';
import { formFile, readForm } from './form.mjs';
import { shown } from './keys.mjs';
import { loadLocaliser } from './peers/gouji.mjs';
import { PlainSearch } from './peers/search.mjs';
import { median } from './rounds.mjs';
import { openSolver } from './solver.mjs';

const GROUPS = [
  { name: '1 wrong cell', slip: 'independent', errors: 1 },
  { name: '2 wrong cells', slip: 'independent', errors: 2 },
  { name: '3 wrong cells', slip: 'independent', errors: 3 },
  { name: '1 compensating pair', slip: 'compensating', errors: 1 },
  { name: 'a column over', slip: 'a column over', errors: 1 },
  { name: 'a row over', slip: 'a row over', errors: 1 },
];

/** @param {number} reports how many of each kind */
export async function measureRepairs(reports) {
  const form = readForm(formFile('2021'), ({ severity }) => severity === 'hard');
  const [localiser, solver, plain] = [await loadLocaliser(), await openSolver(), new PlainSearch(form)];
  console.log(`\nrepairs: a report in, every smallest set of cells out (form 2021, ${reports} reports of each kind)`);
  console.log(`${''.padEnd(28)}${'ours'.padStart(10)}${'plain JS'.padStart(10)}${'HiGHS'.padStart(10)}${'÷ plain'.padStart(10)}${'÷ HiGHS'.padStart(10)}${'worst of ours'.padStart(15)}`);
  const enough = reports * 24 * 4;
  for (const { name, slip, errors } of GROUPS) {
    const own = [...cases(form, enough)].filter((one) => one.slip === slip && one.errors === errors && one.blanks === 'none').slice(0, reports);
    print(name, own.map(({ figures }) => time(localiser, plain, solver, form, figures)));
  }
  const blanks = [...cases(form, enough * 2)].filter(({ blanks }) => blanks !== 'none').map(({ figures }) => {
    fill(localiser, form, figures);
    return timed(() => localiser.countRepairs()).time;
  });
  console.log(`with blanks, every kind, ${blanks.length} reports: median ${median(blanks).toFixed(2)} ms, worst ${Math.max(...blanks).toFixed(1)} ms (aim: below 50)`);
  const random = Float64Array.from(form.cells, (_, cell) => (cell * cell * 97 + 31 * cell) % 4999);
  for (const [name, figures] of /** @type {[string, Float64Array][]} */ ([
    ['all cells random', random], ['all blank', random.map(() => NaN)], ['random, every third blank', random.map((figure, cell) => (cell % 3 ? figure : NaN))],
    ['all at the limit', random.map(() => 999_999_999_999_999)],
  ])) {
    fill(localiser, form, figures);
    console.log(`${name}: ${timed(() => localiser.countRepairs()).time.toFixed(2)} ms, with its words ${timed(() => localiser.answer()).time.toFixed(2)} ms`);
  }
}

/**
 * @param {import('../npm/pkg/whole/gouji_whole.js').Localiser} localiser
 * @param {import('./form.mjs').Form} form
 * @param {Float64Array} figures
 */
function fill(localiser, form, figures) {
  localiser.open(undefined, form.cells.map(({ decimals }, cell) => shown(figures[cell], decimals)), [], []);
}

/**
 * @template T
 * @param {() => T} what
 */
function timed(what) {
  const started = performance.now();
  const result = what();
  return { time: performance.now() - started, result };
}

/**
 * Times all three, after having compared them.
 * @param {import('../npm/pkg/whole/gouji_whole.js').Localiser} localiser
 * @param {PlainSearch} plain
 * @param {import('./solver.mjs').Solver} solver
 * @param {import('./form.mjs').Form} form
 * @param {Float64Array} figures
 */
function time(localiser, plain, solver, form, figures) {
  fill(localiser, form, figures);
  const { complete } = localiser.answer().repairs;
  const ours = timed(() => localiser.countRepairs());
  const theirs = timed(() => plain.find(figures, 3));
  const exact = timed(() => solver.smallest(form, figures));
  const [size, sets] = ours.result;
  if (size !== exact.result && complete) throw new Error(`HiGHS changes ${exact.result} cells, we ${size}.`);
  const comparable = theirs.result.size > 0 && theirs.result.size <= 3;
  if (comparable && (theirs.result.size !== size || theirs.result.sets !== sets)) throw new Error(`The plain search finds ${theirs.result.sets} sets of ${theirs.result.size}, we ${sets} of ${size}.`);
  return { ours: ours.time, plain: theirs.time, highs: exact.time };
}

/**
 * @param {string} name
 * @param {{ ours: number, plain: number, highs: number }[]} times
 */
function print(name, times) {
  const middle = (/** @type {'ours' | 'plain' | 'highs'} */ key) => median(times.map((time) => time[key]));
  const against = (/** @type {'plain' | 'highs'} */ key) => median(times.map((time) => time.ours / time[key]));
  const ms = (/** @type {number} */ value) => `${value.toFixed(2)} ms`.padStart(10);
  console.log(`${name.padEnd(28)}${ms(middle('ours'))}${ms(middle('plain'))}${ms(middle('highs'))}${against('plain').toPrecision(2).padStart(10)}`
    + `${against('highs').toPrecision(2).padStart(10)}${ms(Math.max(...times.map(({ ours }) => ours))).padStart(15)}`);
}
