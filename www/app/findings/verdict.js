// The line that says where the report stands. Never more than was checked.
import { fill, phrase, setAttribute, setText } from '../shell/dom.js';
import { tally } from './groups.js';

/**
 * @typedef {import('../../types').Answer} Answer
 * @typedef {import('./groups.js').Group} Group
 * @typedef {import('../shell/scope.js').Scope} Scope
 * @typedef {'none' | 'early' | 'filling' | 'hard' | 'soft' | 'blank' | 'assumed' | 'notice' | 'pass'} Kind
 */

/**
 * @typedef {object} State
 * @property {Answer} answer
 * @property {Group[]} groups
 * @property {number} filled
 * @property {number} blank
 * @property {boolean} asked
 * @property {number} checks how many comparisons there are
 */

/**
 * @param {State} state
 * @returns {Kind}
 */
export function kindOf({ answer, groups, filled, blank, asked }) {
  const { hard, soft } = tally(groups);
  if (hard > 0) return 'hard';
  if (filled === 0) return 'none';
  if (blank > 0 && !asked) return soft > 0 ? 'soft' : answer.held > 0 ? 'filling' : 'early';
  if (answer.open > 0 || answer.uncertain.length > 0) return 'blank';
  if (soft > 0) return 'soft';
  if (answer.assumed > 0) return 'assumed';
  if (blank > 0) return 'blank';
  return answer.failed > 0 ? 'notice' : 'pass';
}

/**
 * @param {Scope} scope
 * @param {State} state
 * @param {string} title the page's title without the count
 */
export function showVerdict(scope, state, title) {
  const { answer, groups, blank } = state;
  const { hard, soft, notice } = tally(groups);
  const kind = kindOf(state);
  const { held, assumed, open, failed } = answer;
  const unsure = answer.uncertain.length;
  const words = { held, assumed, open, failed, blank, hard, soft, notice, unsure };
  const name = kind === 'blank' && unsure > 0 ? 'unsure' : kind;
  const also = kind === 'hard' && soft > 0 ? phrase('verdict-also', words) : '';
  setAttribute(scope.byId('verdict'), 'data-kind', kind);
  setText(scope.byId('headline'), phrase(`verdict-${name}`, words) + also);
  setText(scope.byId('detail'), details(state, words).join(' · '));
  const prefix = hard > 0 ? phrase('title-hard', words) : '';
  const wanted = `${prefix}${title}`;
  if (scope.isDocument && document.title !== wanted) document.title = wanted;
}

/**
 * How much was checked, and what could not be.
 * @param {State} state
 * @param {Record<string, number>} words
 */
function details({ groups, blank, filled, asked, checks }, words) {
  if (filled === 0) return [phrase('detail-none', { checks })];
  // What rests on blanks is no news while they are being filled.
  const isFilling = blank > 0 && !asked;
  const { held, failed } = words;
  const assumed = isFilling ? 0 : words.assumed;
  const open = isFilling ? 0 : words.open;
  const checked = held + failed + assumed;
  const said = [];
  const add = /** @param {boolean} applies @param {string} name */ (applies, name) => {
    if (applies) said.push(phrase(`detail-${name}`, words));
  };
  if (checked > 0) {
    const parts = [];
    if (held > 0) parts.push(phrase('detail-held', words));
    if (failed > 0) parts.push(phrase(isOneCause(groups, failed) ? 'detail-failed-one' : 'detail-failed', words));
    if (assumed > 0) parts.push(phrase('detail-assumed', words));
    said.push(phrase('detail-checked', { checked }) + parts.join(' · '));
  }
  add(words.unsure > 0, 'unsure');
  add(open > 0, words.unsure > 0 ? 'open-unsure' : 'open');
  add(blank > 0, 'blank');
  add(words.notice > 0, 'notice');
  return said;
}

/**
 * Whether all that fails goes back to one cell.
 * @param {Group[]} groups
 * @param {number} failed
 */
const isOneCause = (groups, failed) => failed > 1 && groups.filter(({ findings }) => findings.some(({ terms }) => terms.length > 0)).length === 1;

/**
 * The chips that lead to the tables, with what is left to do in each.
 * @param {HTMLElement} chip
 * @param {{ name: string, checks: number, filled: number, blank: number, unsure: number, hard: number, soft: number, isAccused: boolean }} counts
 */
export function showChip(chip, { name, checks, filled, blank, unsure, hard, soft, isAccused }) {
  const kind = hard > 0 ? 'hard' : filled === 0 ? 'none' : unsure > 0 ? 'unsure' : isAccused && soft > 0 ? 'soft' : blank > 0 ? 'filling' : checks === 0 ? 'done' : 'pass';
  const words = { name, hard, soft, blank, unsure };
  setAttribute(chip, 'data-kind', kind === 'unsure' ? 'soft' : kind);
  setAttribute(chip, 'aria-label', phrase(`said-${kind}`, words));
  fill(chip, { name, word: phrase(`chip-${kind}`, words) });
}
