// The smallest repairs of made reports against HiGHS: the same size every time, and every listed way suffices.
// A part of it by default; `npm run proof` runs all of it (some minutes).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cases } from '../bench/cases.mjs';
import { formFile, readForm } from '../bench/form.mjs';
import { shown } from '../bench/keys.mjs';
import { load, loadLocaliser } from '../bench/peers/gouji.mjs';
import { openSolver } from '../bench/solver.mjs';

/**
 * @typedef {import('../bench/form.mjs').Form} Form
 * @typedef {import('../src/boundary/types.d.ts').RepairView} RepairView
 */

const SHARE = Number(process.env.CASES ?? 1200) / 10_000;
const MADE_UP = new URL('./fixtures/made-up-form.json', import.meta.url);
const FORMS = [
  { id: '2021', file: formFile('2021'), count: 4500 },
  { id: '2019', file: formFile('2019'), count: 4500 },
  { id: 'parks-2030', file: MADE_UP, count: 1000 },
];

const isHard = (/** @type {{ severity: string }} */ { severity }) => severity === 'hard';

for (const { id, file, count } of FORMS) {
  const some = Math.ceil(count * SHARE);
  test(`${id}: ${some} made reports are repaired as HiGHS repairs them`, async (context) => {
    const form = readForm(file, isHard);
    const solver = await openSolver();
    const { session } = await load();
    const added = file === MADE_UP ? [readFileSync(file, 'utf8')] : [];
    const localiser = await loadLocaliser(added);
    for (const json of added) session.addForm(json);
    for (const engine of [session, localiser]) engine.choose(Object.fromEntries(form.cells.map(({ address }) => [address.slice(0, address.indexOf('.')), id])));
    assert.deepEqual(session.cells().map((/** @type {{ address: string }} */ { address }) => address), form.cells.map(({ address }) => address));
    const numbers = new Map(form.cells.map(({ address }, number) => [address, number]));
    const tally = { beyond: 0, unfinished: 0, mistaken: 0, ways: 0, sizes: /** @type {Record<number, number>} */ ({}) };
    let number = 0;
    for (const { slip, blanks, errors, figures } of cases(form, some)) {
      const name = `case ${number++}: ${errors} × ${slip}, blanks: ${blanks}`;
      localiser.open(undefined, form.cells.map(({ decimals }, cell) => shown(figures[cell], decimals)), [], []);
      const { repairs } = localiser.answer();
      const smallest = solver.smallest(form, figures);
      const smallestWays = repairs.options.filter(({ larger }) => !larger);
      // A way that suffices when put in is a proof that needs no tolerance: where HiGHS says more, it is mistaken.
      const isDisproved = smallest !== null && repairs.size < smallest && smallestWays.length > 0
        && smallestWays.every((option) => option.changes.length === repairs.size && suffices(form, figures, option, numbers, solver));
      if (isDisproved) tally.mistaken++;
      else if (repairs.complete || smallestWays.length > 0) assert.equal(repairs.size, smallest, name);
      else assert.ok(repairs.size <= Number(smallest), `${name}: at least ${repairs.size}, but ${smallest} do`);
      if (repairs.complete) assert.equal(repairs.options.length === 0, repairs.size === 0, name);
      else if (repairs.size > 3) tally.beyond++;
      else tally.unfinished++;
      for (const option of repairs.options) assert.ok(suffices(form, figures, option, numbers, solver), `${name}: ${JSON.stringify(option)}`);
      for (const { changes, larger } of repairs.options) assert.ok(larger || changes.length === repairs.size, name);
      const sets = repairs.options.map(({ changes }) => JSON.stringify(changes));
      assert.equal(new Set(sets).size, sets.length, `${name}: a way is listed twice`);
      tally.ways += sets.length;
      tally.sizes[Number(smallest)] = (tally.sizes[Number(smallest)] ?? 0) + 1;
    }
    context.diagnostic(`${number} reports; cells to change: ${JSON.stringify(tally.sizes)}; ${tally.ways} ways verified; `
      + `${tally.beyond} beyond three cells, ${tally.unfinished} not finished; ${tally.mistaken} where HiGHS missed a smaller way that it confirms`);
    assert.ok(tally.mistaken <= number / 200, `HiGHS is said to be mistaken ${tally.mistaken} times`);
    assert.ok(tally.unfinished <= number / 100, `${tally.unfinished} of ${number} were not finished`);
  });
}

/**
 * Puts a way's figures in. Where no blank has a say, the rules are added up here; else HiGHS fills the blanks.
 * @param {Form} form
 * @param {Float64Array} figures
 * @param {RepairView} option
 * @param {Map<string, number>} numbers
 * @param {import('../bench/solver.mjs').Solver} solver
 */
function suffices(form, figures, { changes }, numbers, solver) {
  const mended = figures.slice();
  /** @type {Map<number, [number, number]>} */
  const bounds = new Map();
  for (const { cell, to, most } of changes) {
    const number = /** @type {number} */ (numbers.get(cell));
    const scale = 10 ** form.cells[number].decimals;
    mended[number] = Math.round(Number(to) * scale);
    if (most === undefined) bounds.set(number, [mended[number], mended[number]]);
    else bounds.set(number, [mended[number], most === null ? 1e9 : Math.round(Number(most) * scale)]);
  }
  const isOpen = changes.some(({ most }) => most !== undefined)
    || form.checks.some(({ terms }) => terms.some(({ cell }) => Number.isNaN(mended[cell])));
  if (isOpen) return solver.suffices(form, mended, bounds);
  return form.checks.every(({ terms, constant, relation }) => {
    const sum = terms.reduce((sum, { cell, factor }) => sum + factor * mended[cell], constant);
    return relation === '=' ? sum === 0 : relation === '<=' ? sum <= 0 : relation === '>=' ? sum >= 0 : relation === '<' ? sum < 0 : sum > 0;
  });
}
