// One reader in an isolate of its own, with the one file that it reads over and over.
import { parentPort, workerData } from 'node:worker_threads';
import { READERS } from './peers.mjs';

/**
 * What a worker is asked: to read so many times, or, with 0, to tell the figures.
 * @typedef {{ times: number }} Task
 * @typedef {{ each: number, figures: string[] }} Result `each` in nanoseconds
 */

const { peer, bytes } = /** @type {{ peer: string, bytes: Uint8Array }} */ (workerData);
const reader = await READERS[peer].load(Buffer.from(bytes));

parentPort?.on('message', async (/** @type {Task} */ { times }) => {
  if (times === 0) return parentPort?.postMessage({ each: 0, figures: await reader.figures(await reader.read()) });
  const started = process.hrtime.bigint();
  for (let time = 0; time < times; time++) await reader.read();
  parentPort?.postMessage({ each: Number(process.hrtime.bigint() - started) / times, figures: [] });
});
parentPort?.postMessage('ready');
