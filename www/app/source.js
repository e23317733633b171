// Reads what was pasted or opened: at once where it is small, in a worker where it is not.
import { readerWorker } from '../outside.js';

/**
 * @typedef {import('../types').Reader} Reader
 * @typedef {import('../types').Reading} Reading
 * @typedef {{ kind: 'html' | 'text' | 'csv', text: string }} Source
 */

/** Up to this many characters are read on the spot, within a fifth of a second on a slow machine. */
export const AT_ONCE = 128 * 1024;

/** A reading that is over sooner shows no progress. */
const PATIENCE = 300;

/** More than this no report needs. */
export const MOST_BYTES = 50 * 1024 * 1024;

/** The reading was given up by the user. */
export class Cancelled extends Error {}

/** The file is of a kind, or of a size, that is not read. */
export class Refused extends Error {}

/**
 * @param {Reader} reader
 * @param {Source} source
 */
export function readWith(reader, { kind, text }) {
  if (kind === 'html') return reader.readHtml(text);
  return kind === 'csv' ? reader.readCsv(text) : reader.readText(text);
}

/**
 * @param {() => Promise<Reader>} reader in the page
 * @param {Source} source
 * @param {string[]} forms those that were added, as JSON
 * @param {{ begin: (cancel: () => void) => void, end: () => void, warn: () => void }} progress for what takes long
 * @returns {Promise<Reading>}
 */
export async function read(reader, source, forms, progress) {
  if (source.text.length <= AT_ONCE) return readWith(await reader(), source);
  try {
    return await readApart(source, forms, progress);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    // No worker can be had, or the network is gone: slower, but it reads.
    progress.warn();
    await pause(50);
    return readWith(await reader(), source);
  }
}

/**
 * @param {Source} source
 * @param {string[]} forms
 * @param {{ begin: (cancel: () => void) => void, end: () => void }} progress
 * @returns {Promise<Reading>}
 */
async function readApart(source, forms, progress) {
  const worker = readerWorker();
  if (!worker) throw new Error('no worker');
  let timer = 0;
  try {
    return await new Promise((resolve, reject) => {
      timer = window.setTimeout(() => progress.begin(() => reject(new Cancelled('cancelled'))), PATIENCE);
      worker.onmessage = ({ data }) => ('reading' in data ? resolve(data.reading) : reject(new Error(data.fault)));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ source, forms });
    });
  } finally {
    window.clearTimeout(timer);
    worker.terminate();
    progress.end();
  }
}

/** @param {number} time */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** File name endings that can be read, and what they hold. @type {Record<string, Source['kind']>} */
const KINDS = { html: 'html', htm: 'html', txt: 'text', tsv: 'text', md: 'text', csv: 'csv' };

/** @param {string} name */
export function kindOfFile(name) {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return { ending, kind: KINDS[ending] ?? null };
}

/**
 * @param {File} file
 * @returns {Promise<Uint8Array>}
 */
export function bytesOf(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(/** @type {ArrayBuffer} */ (reader.result)));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsArrayBuffer(file);
  });
}

/**
 * Text of unknown encoding: by its byte order mark, else strictly UTF-8, else GB 18030.
 * @param {Uint8Array} bytes
 */
export function decode(bytes) {
  const marked = /** @param {number[]} mark */ (mark) => mark.every((byte, at) => bytes[at] === byte);
  if (marked([0xff, 0xfe])) return new TextDecoder('utf-16le').decode(bytes);
  if (marked([0xfe, 0xff])) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
