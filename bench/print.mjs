// What is printed: the machine, and a table for each measure.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { PEERS } from './peers/peer.mjs';
import { median, ratio } from './rounds.mjs';

/**
 * What we aim at: our time is at most so much of a peer's.
 * @typedef {{ peer: string, atMost: number }} Aim
 */

/** @param {string | null} hyperformula its version */
export function printMachine(hyperformula) {
  const wasm = readFileSync(new URL('../www/pkg/page/gouji_page_bg.wasm', import.meta.url));
  const [{ model }] = cpus();
  console.log(`machine       ${model}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(1)} GiB, ${process.platform} ${process.arch}`);
  console.log(`busy with     ${loadavg()[0].toFixed(1)} processes on average in the last minute, before this`);
  console.log(`node          ${process.version}, V8 ${process.versions.v8}`);
  console.log(`date          ${new Date().toISOString().slice(0, 10)}`);
  console.log(`gouji         ${version()}, page package ${wasm.length} bytes, sha256 ${createHash('sha256').update(wasm).digest('hex').slice(0, 16)}`);
  console.log(`HyperFormula  ${hyperformula ?? 'not installed'}`);
}

function version() {
  const { version: number } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  try {
    const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: new URL('..', import.meta.url), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return `${number}, commit ${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') ? ' with changes' : ''}`;
  } catch {
    return number;
  }
}

/**
 * @param {string} title
 * @param {import('./rounds.mjs').Times} times
 * @param {string} unit what one time is about
 * @param {number} times10k how many of them to tell as well, or 0
 * @param {Aim[]} aims
 */
export function printTimes(title, times, unit, times10k, aims) {
  const [ours] = times.keys();
  console.log(`\n${title}`);
  console.log(`${'gouji ÷ peer'.padStart(38)}  median of one ${unit}${times10k ? `  of ${times10k}` : ''}`);
  for (const [peer, each] of times) {
    const time = median(each);
    const against = peer === ours ? '' : figure(ratio(times, ours, peer));
    const aim = aims.find((aim) => aim.peer === peer);
    const met = aim ? `  aim: at most ${figure(aim.atMost)}, ${ratio(times, ours, peer) <= aim.atMost ? 'met' : 'NOT met'}` : '';
    const many = times10k ? duration(time * times10k).padStart(11) : '';
    console.log(`${PEERS[peer].name.padEnd(24)}${against.padStart(14)}  ${duration(time).padStart(14)}${many}${met}`);
  }
}

/** @param {number} number to three digits */
export const figure = (number) => (number >= 0.1 ? number.toFixed(2) : String(Number(number.toPrecision(2))));

/** @param {number} nanoseconds */
export function duration(nanoseconds) {
  const [scale, unit] = nanoseconds < 1e3 ? [1, 'ns'] : nanoseconds < 1e6 ? [1e3, 'µs'] : nanoseconds < 1e9 ? [1e6, 'ms'] : [1e9, 's'];
  return `${(nanoseconds / scale).toPrecision(3)} ${unit}`;
}
