// npm run bench: our engine beside its peers, on the same made reports. `-- --quick` only shows that it works.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compare } from './equal.mjs';
import { FORM } from './form.mjs';
import { install, installed } from './install.mjs';
import { printMachine, printTimes } from './print.mjs';
import { REPORTS } from './reports.mjs';
import { measureReading } from './readers/measure.mjs';
import { measureRepairs } from './repairs.mjs';
import { measure } from './rounds.mjs';
import { Workers } from './workers.mjs';

const { values: { quick } } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

/** How much is done; HyperFormula, which is much slower, types less into each report. */
const SIZE = quick
  ? { reports: 200, rounds: 4, keys: 100, slow: { compared: 40, keyed: 10, keys: 5 } }
  : { reports: REPORTS, rounds: 40, keys: 200, slow: { compared: 1000, keyed: 200, keys: 5 } };

const isSlow = (/** @type {string} */ peer) => peer === 'hyperformula';

const BUILT = new URL('../www/pkg/page/gouji_page_bg.wasm', import.meta.url);
if (existsSync(BUILT)) await main();
else {
  console.error('There is no wasm package to measure: run "npm run build" first.');
  process.exitCode = 1;
}

async function main() {
  const hyperformula = (quick ? installed() : install())?.hyperformula ?? null;
  console.log(quick ? 'gouji: a quick run, to show that the benchmark works. Its times are not worth quoting.'
    : 'gouji: compares and measures for 2 to 4 minutes. Let the machine do nothing else meanwhile.');
  if (!hyperformula) console.log('\n*** HyperFormula is not installed, so it is LEFT OUT. "npm run bench" without --quick installs it. ***\n');
  printMachine(hyperformula);

  const peers = ['gouji', 'api', 'indexed', 'plain', ...(hyperformula ? ['hyperformula'] : [])];
  const workers = new Workers();
  try {
    await workers.start(peers, SIZE.reports);
    await checked(workers, peers);
    await keystrokes(workers, peers);
    await batch(workers, peers.filter((peer) => peer !== 'api'));
    await measureRepairs(quick ? 3 : 40);
  } finally {
    await workers.stop();
  }
  await reading();
}

async function reading() {
  if (installed()) await measureReading(quick ? 3 : 30);
  else console.log('\n*** The libraries that read files are not installed, so reading is LEFT OUT. "npm run bench" without --quick installs them. ***');
}

/**
 * @param {Workers} workers
 * @param {string[]} peers
 */
async function checked(workers, peers) {
  const { slow } = SIZE;
  const all = { batch: SIZE.reports, keyed: Math.min(SIZE.reports, 1000), keys: 100 };
  const some = { batch: slow.compared, keyed: slow.keyed, keys: slow.keys };
  const { reports, keys, failing } = await compare(workers, peers, (peer) => (isSlow(peer) ? some : all));
  console.log(`\nform ${FORM}, ${reports} made reports, in which ${failing} comparisons fail: all peers name the same ones,`);
  console.log(`and the same after each of ${keys} keys${peers.some(isSlow) ? ` (HyperFormula asked about ${some.batch} of the reports and ${some.keyed * some.keys} keys)` : ''}.`);
}

/**
 * @param {Workers} workers
 * @param {string[]} peers
 */
async function keystrokes(workers, peers) {
  const { rounds, reports, keys, slow } = SIZE;
  const times = await measure(workers, peers, (peer) => ({ what: 'keys', rounds, reports, keys: isSlow(peer) ? slow.keys : keys, whole: false }));
  printTimes('keystroke: the text of one cell in, the complete list of failing comparisons out', times, 'key', 0,
    [{ peer: 'indexed', atMost: 0.5 }, { peer: 'hyperformula', atMost: 0.01 }]);
}

/**
 * @param {Workers} workers
 * @param {string[]} peers
 */
async function batch(workers, peers) {
  const { reports, rounds } = SIZE;
  const times = await measure(workers, peers, (peer) => ({ what: 'batch', rounds, reports, keys: 0, whole: !isSlow(peer) }));
  printTimes(`batch: the figures of ${reports} reports in, the verdict of each comparison of each out`, times, 'report', reports,
    [{ peer: 'plain', atMost: 0.5 }]);
}
