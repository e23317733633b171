// Reading, side by side: a paste, files of Word and Excel, a PDF of thirty pages.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { median, ratio } from '../rounds.mjs';
import { duration, figure } from '../print.mjs';
import { inBrowser } from './browser.mjs';
import { READERS } from './peers.mjs';
import { measured } from './rounds.mjs';
import { LENGTH, wordClipboard } from './word.mjs';

/** @typedef {{ title: string, bytes: Buffer, peers: string[], aims: Record<string, number> }} Case aims: at most so much of a peer's time */

const fixture = (/** @type {string} */ name) => readFileSync(new URL(`../../tests/fixtures/office/${name}`, import.meta.url));

/** @returns {Case[]} */
const cases = () => [
  { title: 'a page of as much, in the worker', bytes: Buffer.from(wordClipboard()), peers: ['html', 'scanner', 'parse5'], aims: {} },
  { title: 'an Excel workbook (.xlsx)', bytes: fixture('2021.xlsx'), peers: ['xlsx', 'sheetjs'], aims: { sheetjs: 0.5 } },
  { title: 'a Word document (.docx)', bytes: fixture('2021.docx'), peers: ['docx', 'mammoth'], aims: { mammoth: 0.2 } },
  { title: 'a PDF of 30 pages', bytes: fixture('thirty-pages.pdf'), peers: ['pdf', 'pdfjs'], aims: {} },
];

/** @param {number} rounds */
export async function measureReading(rounds) {
  console.log('\nreading: bytes or text in. Ours gives the recognised report, the others what is told beside them, and no more is timed.');
  await paste(rounds);
  for (const { title, bytes, peers, aims } of cases()) {
    const workers = await Promise.all(peers.map((peer) => start(peer, bytes)));
    const asks = new Map(workers.map((worker, at) => [peers[at], (/** @type {number} */ times) => ask(worker, times)]));
    try {
      print(title, bytes.length, await measured(asks, rounds), aims, (peer) => READERS[peer]);
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }
}

/** @param {number} rounds */
async function paste(rounds) {
  const opened = await inBrowser(wordClipboard(), ['paste', 'scanner', 'parse5']);
  if (!opened) return console.log('\n*** There is no Chromium here, so the paste is LEFT OUT. ***');
  const own = { name: 'gouji (paste package)', gives: 'every cell of the form' };
  try {
    const title = `a paste as Word makes it, in Chromium ${opened.version}`;
    print(title, LENGTH, await measured(opened.readers, rounds), { scanner: 1, parse5: 1 }, (peer) => READERS[peer] ?? own);
  } finally {
    await opened.close();
  }
}

/**
 * @param {string} peer
 * @param {Buffer} bytes
 */
async function start(peer, bytes) {
  const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: { peer, bytes } });
  await once(worker, 'message');
  return worker;
}

/**
 * @param {Worker} worker
 * @param {number} times
 * @returns {Promise<import('./worker.mjs').Result>}
 */
async function ask(worker, times) {
  worker.postMessage({ times });
  const [result] = await once(worker, 'message');
  return result;
}

/**
 * @param {string} title
 * @param {number} length in bytes
 * @param {Awaited<ReturnType<typeof measured>>} result
 * @param {Record<string, number>} aims
 * @param {(peer: string) => { name: string, gives: string }} told
 */
function print(title, length, { times, figures }, aims, told) {
  const [ours] = times.keys();
  console.log(`\n${title}: ${length.toLocaleString('en')} bytes, ${figures} figures, the same for all`);
  console.log(`${'gouji ÷ peer'.padStart(38)}  median of one`);
  for (const [peer, each] of times) {
    const { name, gives } = told(peer);
    const against = ratio(times, ours, peer);
    const aim = peer in aims ? `  aim: at most ${figure(aims[peer])}, ${against <= aims[peer] ? 'met' : 'NOT met'}` : '';
    console.log(`${name.padEnd(24)}${(peer === ours ? '' : figure(against)).padStart(14)}  ${duration(median(each)).padStart(14)}  ${gives}${aim}`);
  }
}
