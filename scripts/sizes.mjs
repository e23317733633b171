// What a visit costs: sizes of the built files, held against the budgets of wasm-pack.toml.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

/** @typedef {{ file: string, raw: number, brotli: number }} Size in bytes */

/**
 * @param {string} root
 * @param {string} file
 * @returns {Size}
 */
export function sizeOf(root, file) {
  const content = readFileSync(join(root, file));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return { file, raw: content.length, brotli: brotliCompressSync(content, { params }).length };
}

/**
 * @param {string} file
 * @param {string[]} onDemand files, or folders ending in a slash
 */
export const isOnDemand = (file, onDemand) => onDemand.some((entry) => (entry.endsWith('/') ? file.startsWith(entry) : file === entry));

/** @param {Size[]} sizes */
export const brotliTotal = (sizes) => sizes.reduce((total, { brotli }) => total + brotli, 0);

/**
 * Prints one table, and says whether it keeps its budget.
 * @param {string} title
 * @param {Size[]} sizes
 * @param {number} budget in kB of 1000 bytes
 * @returns {string | null} what is wrong, null if nothing
 */
export function keepBudget(title, sizes, budget) {
  const total = { file: 'total', raw: sizes.reduce((sum, { raw }) => sum + raw, 0), brotli: brotliTotal(sizes) };
  console.log(`\n${title.padEnd(44)}${'raw'.padStart(10)}${'brotli'.padStart(10)}`);
  for (const { file, raw, brotli } of [...sizes, total]) {
    console.log(`  ${file.padEnd(42)}${kB(raw).padStart(10)}${kB(brotli).padStart(10)}`);
  }
  console.log(`  ${'budget'.padEnd(52)}${kB(budget * 1000).padStart(10)}`);
  return total.brotli > budget * 1000 ? `${title}: ${kB(total.brotli)} kB of brotli, ${kB(budget * 1000)} kB allowed.` : null;
}

/** @param {number} bytes */
const kB = (bytes) => (bytes / 1000).toFixed(1);
