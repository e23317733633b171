// What every peer offers to be measured by.

/**
 * @typedef {{
 *   open(figures: Float64Array, texts: string[]): void,
 *   key(cell: number, text: string): number,
 *   failing: ArrayLike<number>,
 *   batch(figures: Float64Array): Uint8Array,
 *   failed: number,
 * }} Peer
 *
 * `open` fills in a report. `key` writes one cell and gives how many comparisons fail now; the first so many
 * of `failing` are their numbers. `batch` gives a byte for each comparison of each report, which is `failed`
 * where it fails.
 */

/**
 * The names under which they are asked for, and printed. A worker loads only the one it measures.
 * @type {Record<string, { name: string, load: (form: import('../form.mjs').Form) => Promise<Peer> }>}
 */
export const PEERS = {
  gouji: { name: 'gouji (wasm)', load: async (form) => (await import('./gouji.mjs')).open(form) },
  api: { name: 'gouji, put() + failed()', load: async (form) => (await import('./gouji.mjs')).openPlain(form) },
  indexed: { name: 'indexed JavaScript', load: async (form) => new (await import('./indexed.mjs')).Indexed(form) },
  plain: { name: 'plain JavaScript', load: async (form) => new (await import('./plain.mjs')).Plain(form) },
  hyperformula: { name: 'HyperFormula', load: async (form) => (await import('./hyperformula.mjs')).open(form) },
};
