// Made reports: always the same ones, since their randomness has a seed.

/** @typedef {import('./form.mjs').Form} Form */

/** How many a full run is about. */
export const REPORTS = 10_000;

const PARTS = ['natural', 'business', 'research', 'social', 'legal_service', 'other_org'];
const RESULTS = ['upheld', 'corrected', 'other', 'pending'];
const KEYS = ['received', 'carried_in', 'processed', 'carried_out'];

/**
 * Whole numbers from 0 to below `below`: mulberry32.
 * @param {number} seed
 * @returns {(below: number) => number}
 */
export function randomness(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/**
 * Their cells in order, report after report, scaled by the cells' decimals, NaN for a blank.
 * Half are balanced, the others have one to three wrong cells; of both, a third has blanks.
 * @param {Form} form
 * @param {number} count
 */
export function makeReports(form, count) {
  const random = randomness(2021);
  const { length } = form.cells;
  const figures = new Float64Array(count * length);
  const settle = settler(form);
  for (let report = 0; report < count; report++) {
    const own = figures.subarray(report * length, (report + 1) * length);
    for (let cell = 0; cell < length; cell++) own[cell] = random(3) ? random([1, 10, 10, 300, 2000][random(5)]) : 0;
    settle(own);
    if (random(2)) for (let wrong = 1 + random(3); wrong > 0; wrong--) spoil(own, random);
    if (random(3) === 0) blank(own, random);
  }
  return figures;
}

/**
 * Makes totals follow from details, as a clerk would.
 * @param {Form} form
 */
export function settler({ cells }) {
  const numbers = new Map(cells.map(({ address }, number) => [address, number]));
  const at = (/** @type {string} */ address) => /** @type {number} */ (numbers.get(address));
  const rows = [...new Set(cells.map(({ address }) => address.slice(0, address.lastIndexOf('.'))))];
  const applications = rows.filter((row) => row.startsWith('applications.'));
  const details = applications.filter((row) => !KEYS.includes(row.slice('applications.'.length)));
  const columns = PARTS.map((part) => ({ details: details.map((row) => at(`${row}.${part}`)), keys: KEYS.map((row) => at(`applications.${row}.${part}`)) }));
  const totals = [
    ...applications.map((row) => ({ total: at(`${row}.total`), parts: PARTS.map((part) => at(`${row}.${part}`)) })),
    ...rows.filter((row) => row.startsWith('disputes.')).map((row) => ({ total: at(`${row}.total`), parts: RESULTS.map((result) => at(`${row}.${result}`)) })),
  ];
  const made = rows.filter((row) => numbers.has(`${row}.in_force`)).map((row) => ({ made: at(`${row}.made`), force: at(`${row}.in_force`) }));
  const fees = numbers.get('disclosure.fees.amount');

  return (/** @type {Float64Array} */ own) => {
    const sum = (/** @type {number[]} */ parts) => parts.reduce((whole, part) => whole + own[part], 0);
    for (const { details, keys: [received, carriedIn, processed, carriedOut] } of columns) {
      own[processed] = sum(details);
      own[carriedIn] = Math.floor(own[processed] / 3);
      own[received] = own[processed] + own[carriedOut] - own[carriedIn];
    }
    for (const { total, parts } of totals) own[total] = sum(parts);
    for (const { made: now, force } of made) own[force] += own[now];
    // 万元, from a hundredth up.
    if (fees !== undefined) own[fees] *= 10_000;
  };
}

/**
 * A slip: one off, a digit too many or too few, or another number altogether.
 * @param {Float64Array} own
 * @param {(below: number) => number} random
 */
function spoil(own, random) {
  const cell = random(own.length);
  const slips = [own[cell] + 1, Math.abs(own[cell] - 1), own[cell] * 10, Math.floor(own[cell] / 10), random(5000)];
  own[cell] = slips[random(slips.length)];
}

/**
 * Leaves cells blank: some anywhere, or every 0.
 * @param {Float64Array} own
 * @param {(below: number) => number} random
 */
function blank(own, random) {
  if (random(2)) {
    for (let more = 1 + random(12); more > 0; more--) own[random(own.length)] = NaN;
    return;
  }
  own.forEach((figure, cell) => {
    if (figure === 0) own[cell] = NaN;
  });
}
