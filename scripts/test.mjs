// npm test: runs every step that CI runs. `npm test -- --only rust,types` runs some; `--skip browser` leaves some out.
import { parseArgs } from 'node:util';
import { Failure, command, elapsed } from './run.mjs';
import { STEPS } from './steps.mjs';

/** @typedef {import('./steps.mjs').Step} Step */

await command(async () => {
  const steps = chosen();
  console.log(`gouji: runs ${steps.map(({ name }) => name).join(', ')}. `
    + 'All of it takes 25 to 45 minutes on two cores the first time, when tools are compiled, and about 15 afterwards.');
  const results = [];
  for (const step of steps) results.push(await result(step));
  report(results);
});

/** @returns {Step[]} */
function chosen() {
  const list = { type: /** @type {const} */ ('string'), multiple: true, default: [] };
  const { values } = parseArgs({ options: { only: list, skip: list } });
  const only = names(/** @type {string[]} */ (values.only));
  const skip = names(/** @type {string[]} */ (values.skip));
  const isNamed = (/** @type {Step} */ { name, group }, /** @type {string[]} */ list) => list.includes(name) || list.includes(group);
  return STEPS.filter((step) => (only.length === 0 || isNamed(step, only)) && !isNamed(step, skip));
}

/** @param {string[]} given */
function names(given) {
  const list = given.flatMap((text) => text.split(','));
  const known = new Set(STEPS.flatMap(({ name, group }) => [name, group]));
  const unknown = list.find((name) => !known.has(name));
  if (unknown !== undefined) throw new Failure(`There is no step "${unknown}", only ${[...known].join(', ')}.`);
  return list;
}

/** @param {Step} step */
async function result({ name, what, run }) {
  const started = performance.now();
  console.log(`\n${'='.repeat(72)}\n${name}: ${what}\n${'='.repeat(72)}`);
  let passed = true;
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    passed = false;
  }
  return { name, passed, time: elapsed(started) };
}

/** @param {{ name: string, passed: boolean, time: string }[]} results */
function report(results) {
  console.log(`\n${'='.repeat(72)}`);
  for (const { name, passed, time } of results) console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(10)}${time.padStart(10)}`);
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(`\n${results.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
