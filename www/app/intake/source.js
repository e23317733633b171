// Reads what was pasted or opened: at once where it is small, in a worker where it is not.
import { readerWorker } from '../../outside.js';
import { Endless, parsed } from './parse.js';

/**
 * @typedef {import('../../engine.js').PageReader} Reader
 * @typedef {import('../../types').Reading} Reading
 * @typedef {import('../../types').FileReading} FileReading
 * @typedef {{ kind: 'html' | 'text' | 'csv', text: string }} Text
 * @typedef {{ kind: 'file', name: string, bytes: Uint8Array }} Bytes
 * @typedef {Text | Bytes} Source
 * @typedef {{ begin: (cancel: () => void) => void, end: () => void, warn: () => void }} Progress for what takes long
 */

/** Up to this many characters of text, and twice as many of a page, are read on the spot, within a fifth of a second. */
const AT_ONCE = 64 * 1024;

/** A reading that is over sooner shows no progress. */
const PATIENCE = 300;

/** More than this no report needs. */
export const MOST_BYTES = 50 * 1024 * 1024;

/** The reading was given up by the user. */
export class Cancelled extends Error {}

/** The file is of a kind, or of a size, that is not read: what it is and what to do. */
export class Refused extends Error {}

/** Reading broke off: a reader gave up on this very input. */
export class Broken extends Error {}

/**
 * In the worker, which has a parser of its own.
 * @param {{ readHtml: (text: string) => Reading[], readText: (text: string) => Reading[], readCsv: (text: string) => Reading[] }} reader
 * @param {Text} source
 */
export function readWith(reader, { kind, text }) {
  if (kind === 'html') return reader.readHtml(text);
  return kind === 'csv' ? reader.readCsv(text) : reader.readText(text);
}

/**
 * In the page, by the browser's parser.
 * @param {Reader} reader
 * @param {Text} source
 * @returns {Promise<Reading[]>} fails with `Endless`
 */
async function readHere(reader, { kind, text }) {
  if (kind !== 'html') return kind === 'csv' ? reader.readCsv(text) : reader.readText(text);
  const written = reader.later.flat(await parsed(reader.prepared(text)));
  if (written === '') throw new Endless('has too many nodes');
  return reader.readFlat(written);
}

/**
 * @param {() => Promise<Reader>} reader in the page
 * @param {Source} source
 * @param {string[]} forms those that were added, as JSON
 * @param {Progress} progress
 * @returns {Promise<Reading[]>} the reports in it, at least one
 */
export async function read(reader, source, forms, progress) {
  const plain = source.kind === 'file' ? asText(source) : source;
  if (plain && plain.text.length <= (plain.kind === 'html' ? 2 : 1) * AT_ONCE) {
    try {
      return await readHere(await reader(), plain);
    } catch (error) {
      // The worker's parser is guarded, and can be given up.
      if (!(error instanceof Endless)) throw error;
    }
  }
  try {
    return await readApart(source, forms, progress);
  } catch (error) {
    if (error instanceof Cancelled || error instanceof Refused || error instanceof Broken) throw error;
    // No worker can be had, or the network is gone: text is read all the same, slower.
    if (!plain) throw new Broken(String(error));
    progress.warn();
    await pause(50);
    try {
      return await readHere(await reader(), plain);
    } catch (failed) {
      throw failed instanceof Endless ? new Broken(failed.message) : failed;
    }
  }
}

/**
 * @param {Source} source
 * @param {string[]} forms
 * @param {Progress} progress
 * @returns {Promise<Reading[]>}
 */
async function readApart(source, forms, progress) {
  const worker = readerWorker();
  if (!worker) throw new Error('no worker');
  let timer = 0;
  try {
    return await new Promise((resolve, reject) => {
      timer = window.setTimeout(() => progress.begin(() => reject(new Cancelled('cancelled'))), PATIENCE);
      worker.onmessage = ({ data }) => {
        if (data.readings) resolve(data.readings);
        else if (data.refused) reject(new Refused(data.refused));
        else reject(data.broken ? new Broken(data.broken) : new Error(data.fault));
      };
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ source, forms });
    });
  } finally {
    window.clearTimeout(timer);
    // A worker that broke off may hold anything; the next reading gets a new one.
    worker.terminate();
    progress.end();
  }
}

/** @param {number} time */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/** File name endings of text, and what it holds. @type {Record<string, Text['kind']>} */
const TEXTS = { html: 'html', htm: 'html', txt: 'text', tsv: 'text', md: 'text', csv: 'csv' };

/** What begins so is no text, whatever its name. */
const NO_TEXT = /^(%PDF|PK\u0003|\{\\rtf|\u00d0\u00cf|\u00ff\u00d8|\u0089PNG|GIF8|RIFF|MIME-Version|From:)/;

/**
 * A file that is plain text by its name and by its content; others are read in the worker.
 * @param {Bytes} file
 * @returns {Text | null}
 */
export function asText({ name, bytes }) {
  const kind = TEXTS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const isText = kind !== undefined && !NO_TEXT.test(head) && bytes.length > 0 && bytes.indexOf(0) < 0;
  return isText ? { kind, text: decode(bytes) } : null;
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
 * Text of unknown encoding: strictly UTF-8, else GB 18030.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
