// One peer in an isolate of its own, so that no peer is compiled by what another did, or pays for its garbage.
import { parentPort, workerData } from 'node:worker_threads';
import { readForm } from './form.mjs';
import { makeKeys, shown } from './keys.mjs';
import { PEERS } from './peers/peer.mjs';
import { makeReports } from './reports.mjs';

/**
 * What a worker is asked: to time, or to tell everything for the comparison.
 * @typedef {{ peer: string, reports: number }} Given
 * @typedef {{ what: 'keys' | 'batch' | 'keysSaid' | 'batchSaid', from: number, to: number, keys: number }} Task
 * Reports `from` to before `to`; `keys` typed into each.
 *
 * What it answers: nanoseconds of one key or one report, or what was said.
 * @typedef {{ each: number, said: Uint16Array }} Result
 */

const { peer: id, reports } = /** @type {Given} */ (workerData);
const form = readForm();
const { length } = form.cells;
const figures = makeReports(form, reports);
const peer = await PEERS[id].load(form);
/** Kept, so that no compiler can find that nobody reads the results. */
let sink = 0;

const figuresOf = (/** @type {number} */ from, to = from + 1) => figures.subarray(from * length, to * length);

/** @param {number} report */
function open(report) {
  const own = figuresOf(report);
  peer.open(own, form.cells.map(({ decimals }, cell) => shown(own[cell], decimals)));
}

/** The time of a key, from its text to having read every failing comparison. @param {Task} task */
function timeKeys({ from, to, keys: count }) {
  let time = 0n;
  for (let report = from; report < to; report++) {
    open(report);
    const { cells, texts } = makeKeys(form, figuresOf(report), report, count);
    const started = process.hrtime.bigint();
    for (let key = 0; key < count; key++) {
      const failed = peer.key(cells[key], texts[key]);
      const { failing } = peer;
      for (let at = 0; at < failed; at++) sink += failing[at];
    }
    time += process.hrtime.bigint() - started;
  }
  return Number(time) / ((to - from) * count);
}

/** @param {Task} task */
function timeBatch({ from, to }) {
  const given = figuresOf(from, to);
  const started = process.hrtime.bigint();
  const said = peer.batch(given);
  const time = process.hrtime.bigint() - started;
  sink += said[said.length - 1];
  return Number(time) / (to - from);
}

/** What was said after every key: how many fail, and which. @param {Task} task */
function keysSaid({ from, to, keys: count }) {
  /** @type {number[]} */
  const said = [];
  for (let report = from; report < to; report++) {
    open(report);
    const { cells, texts } = makeKeys(form, figuresOf(report), report, count);
    for (let key = 0; key < count; key++) {
      const failed = peer.key(cells[key], texts[key]);
      said.push(failed, ...Array.from(peer.failing).slice(0, failed).sort((a, b) => a - b));
    }
  }
  return Uint16Array.from(said);
}

/** What was said of every report: a 1 for each comparison that fails. @param {Task} task */
function batchSaid({ from, to }) {
  return Uint16Array.from(peer.batch(figuresOf(from, to)), (said) => (said === peer.failed ? 1 : 0));
}

parentPort?.on('message', (/** @type {Task} */ task) => {
  /** @type {Result} */
  const result = { each: 0, said: new Uint16Array(0) };
  if (task.what === 'keys') result.each = timeKeys(task);
  if (task.what === 'batch') result.each = timeBatch(task);
  if (task.what === 'keysSaid') result.said = keysSaid(task);
  if (task.what === 'batchSaid') result.said = batchSaid(task);
  parentPort?.postMessage(result);
  if (sink === -1) console.log(sink);
});
parentPort?.postMessage('ready');
