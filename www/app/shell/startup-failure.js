// Why the page did not start, in words for whoever can change it.
import { phrase } from './dom.js';
import { Missing } from '../../outside.js';

/** The first Chromium whose policies know `'wasm-unsafe-eval'`. */
const NAMED = 97;

/**
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (typeof WebAssembly !== 'object') return phrase('stop-no-wasm');
  if (error instanceof Missing) return phrase('stop-missing', { path: error.path, status: error.status });
  // Firefox and Chromium throw different classes here, and name the policy in different words.
  if (error instanceof Error && /CSP|Content Security Policy|unsafe-eval|disallowed by embedder/i.test(error.message)) {
    return phrase('stop-policy', { keyword: version(navigator.userAgent) < NAMED ? "'unsafe-eval'" : "'wasm-unsafe-eval'" });
  }
  if (error instanceof WebAssembly.CompileError) return phrase('stop-damaged', { reason: error.message });
  return String(error);
}

/** @param {string} userAgent @returns {number} of Chromium; above all where it is another browser */
function version(userAgent) {
  const found = /Chrom(?:e|ium)\/(\d+)/.exec(userAgent);
  return found ? Number(found[1]) : Infinity;
}
