// What comes of a file or of a paste: a reading for each report in it, or why there is none.
import { phrase } from '../shell/dom.js';
import { Broken, Cancelled, MOST_BYTES, Refused, asText, bytesOf, read } from './source.js';

/**
 * @typedef {import('../../types').Reading} Reading
 * @typedef {{ reader: () => Promise<import('../../engine.js').PageReader>, added: string[], progress: () => import('./source.js').Progress }} Means
 *   what reads, which forms were added to it, and what shows that it goes on
 * @typedef {{ name: string, reading: Reading | null, source: import('./source.js').Text | null, why: string }} Outcome
 *   what came of a file, or of a report in it: a reading with at least one table and the text it was read from, if it is text; or why
 *   there is none
 */

/** Text of more bytes is not kept to be looked at. */
const MOST_SHOWN = 1024 * 1024;

/**
 * Why nothing was read, as a sentence.
 * @param {unknown} error
 */
export function whyNot(error) {
  if (error instanceof Refused) return error.message;
  if (error instanceof Broken) return phrase('file-broken');
  return phrase('reading-failed', { reason: error instanceof Error ? error.message : String(error) });
}

/**
 * @param {Means} means
 * @param {File} file
 * @returns {Promise<Outcome[]>} one for each report in it; fails only where the user cancelled
 */
export async function outcomesOf(means, file) {
  const { name } = file;
  const failed = /** @param {string} why */ (why) => [{ name, reading: null, source: null, why }];
  if (file.size > MOST_BYTES) return failed(phrase('file-large', { name }));
  let bytes;
  try {
    bytes = await bytesOf(file);
  } catch {
    return failed(phrase('file-unreadable', { name }));
  }
  try {
    /** @type {import('./source.js').Bytes} */
    const given = { kind: 'file', name, bytes };
    // Taken first: a worker may get the bytes for its own.
    const source = bytes.length > MOST_SHOWN ? null : asText(given);
    const readings = await read(means.reader, given, means.added, means.progress());
    if (readings[0].tables.length === 0) return failed([phrase('file-unknown', { name }), ...new Set(readings[0].remarks)].join(''));
    return outcomesIn(readings, phrase('source-file', { name }), source);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return failed(error instanceof Refused ? phrase('file-refused', { name, why: error.message }) : whyNot(error));
  }
}

/**
 * The reports of one source.
 * @param {Reading[]} readings
 * @param {string} name
 * @param {Outcome['source']} source
 * @returns {Outcome[]}
 */
export const outcomesIn = (readings, name, source) => readings.map((reading, at) => {
  const title = reading.title === null ? phrase('report-number', { number: at + 1 }) : reading.title;
  return { name: readings.length === 1 ? name : phrase('report-in', { name, title }), reading, source, why: '' };
});
