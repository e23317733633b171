// What the page needs, out of the single file itself. Stands in for outside.js there.
import { ownScript } from '../app/shell/trusted.js';
import { bytesOf } from './bytes.js';

/** Nothing is fetched, so nothing can be missing. */
export class Missing extends Error {
  constructor() {
    super('missing');
    this.path = '';
    this.status = 0;
  }
}

/**
 * @param {'page' | 'paste' | 'reader' | 'pdf'} name
 * @returns {Promise<ArrayBuffer>}
 */
export const wasmOf = async (name) => bytesOf(held(`${name}.wasm`));

export const laterScript = () => import('../later.js');

/** @returns {Worker | null} null where a file may start none */
export function readerWorker() {
  const address = URL.createObjectURL(new Blob([held('reader-worker.js')], { type: 'text/javascript' }));
  try {
    const worker = new Worker(ownScript(address));
    const [reader, pdf] = [bytesOf(held('reader.wasm')), bytesOf(held('pdf.wasm'))];
    worker.postMessage({ reader, pdf }, [reader, pdf]);
    return worker;
  } catch {
    return null;
  } finally {
    // The worker is already being fetched, from memory.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

export const isKeepable = false;

/** @param {string} name @returns {string} the text of a data block */
function held(name) {
  const block = document.getElementById(`packed-${name}`);
  if (!block) throw new Error(`This file lacks ${name}.`);
  return block.textContent ?? '';
}
