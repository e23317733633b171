// What is typed: cells of a report, cleared and typed anew digit by digit, some of them wrong at first.
import { randomness } from './reports.mjs';

/**
 * `texts[i]` is the whole text of `cells[i]` after a key.
 * @typedef {{ cells: Uint16Array, texts: string[] }} Keys
 */

/**
 * A cell's figure as it is typed: plain digits.
 * @param {number} figure scaled
 * @param {number} decimals
 */
export function shown(figure, decimals) {
  if (Number.isNaN(figure)) return '';
  const digits = String(figure).padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return decimals === 0 ? digits : digits.slice(0, -decimals) + (fraction && `.${fraction}`);
}

/**
 * @param {import('./form.mjs').Form} form
 * @param {Float64Array} figures of one report
 * @param {number} report its number, which the keys depend on
 * @param {number} count how many keys
 * @returns {Keys}
 */
export function makeKeys({ cells }, figures, report, count) {
  const random = randomness(report);
  /** @type {[number, string][]} */
  const keys = [];
  while (keys.length < count) {
    const cell = random(cells.length);
    if (random(4) === 0) type(keys, cell, String(random(3000)));
    type(keys, cell, shown(figures[cell], cells[cell].decimals));
  }
  keys.length = count;
  return { cells: Uint16Array.from(keys, ([cell]) => cell), texts: keys.map(([, text]) => text) };
}

/**
 * @param {[number, string][]} keys
 * @param {number} cell
 * @param {string} text
 */
function type(keys, cell, text) {
  keys.push([cell, '']);
  for (let length = 1; length <= text.length; length++) {
    const typed = text.slice(0, length);
    // "12." is no number yet, and the peers would have to agree on what it is.
    if (!typed.endsWith('.')) keys.push([cell, typed]);
  }
}
