// The line that says where the report stands. Never more than was checked.
import { byId, fill, phrase, setAttribute, setText } from './dom.js';
import { tally } from './groups.js';

/**
 * @typedef {import('../types').Answer} Answer
 * @typedef {import('./groups.js').Group} Group
 * @typedef {'none' | 'filling' | 'hard' | 'soft' | 'blank' | 'assumed' | 'notice' | 'pass'} Kind
 */

/**
 * @typedef {object} State
 * @property {Answer} answer
 * @property {Group[]} groups
 * @property {number} filled
 * @property {number} blank
 * @property {boolean} asked
 */

/**
 * @param {State} state
 * @returns {Kind}
 */
export function kindOf({ answer, groups, filled, blank, asked }) {
  const { hard, soft } = tally(groups);
  if (hard > 0) return 'hard';
  if (filled === 0) return 'none';
  if (blank > 0 && !asked) return soft > 0 ? 'soft' : 'filling';
  if (answer.open > 0) return 'blank';
  if (soft > 0) return 'soft';
  if (answer.assumed > 0) return 'assumed';
  if (blank > 0) return 'blank';
  return answer.failed > 0 ? 'notice' : 'pass';
}

/**
 * @param {State} state
 * @param {string} title the page's title without the count
 */
export function showVerdict(state, title) {
  const { answer, groups, blank } = state;
  const { hard, soft, notice } = tally(groups);
  const kind = kindOf(state);
  const { held, assumed, open, failed } = answer;
  const words = { held, assumed, open, failed, blank, hard, soft, notice, checked: held + assumed + failed };
  const also = kind === 'hard' && soft > 0 ? phrase('verdict-also', words) : '';
  setAttribute(byId('verdict'), 'data-kind', kind);
  setText(byId('headline'), phrase(`verdict-${kind}`, words) + also);
  setText(byId('detail'), details(state, words).join(' · '));
  const prefix = hard > 0 ? phrase('title-hard', words) : '';
  const wanted = `${prefix}${title}`;
  if (document.title !== wanted) document.title = wanted;
}

/**
 * How much was checked, and what could not be.
 * @param {State} state
 * @param {Record<string, number>} words
 */
function details({ answer, groups, blank, filled }, words) {
  const { checked, held, assumed, open, failed } = words;
  if (filled === 0) return [];
  const said = [];
  const add = /** @param {boolean} applies @param {string} name */ (applies, name) => {
    if (applies) said.push(phrase(`detail-${name}`, words));
  };
  if (checked > 0) {
    const parts = [];
    if (held > 0) parts.push(phrase('detail-held', words));
    if (failed > 0) parts.push(phrase(answer.causes.length === 1 && isOneCause(groups, failed) ? 'detail-failed-one' : 'detail-failed', words));
    if (assumed > 0) parts.push(phrase('detail-assumed', words));
    said.push(phrase('detail-checked', words) + parts.join(' · '));
  }
  add(open > 0, 'open');
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
 * @param {{ name: string, filled: number, blank: number, hard: number, soft: number, isAccused: boolean }} counts
 */
export function showChip(chip, { name, filled, blank, hard, soft, isAccused }) {
  const kind = hard > 0 ? 'hard' : filled === 0 ? 'none' : isAccused && soft > 0 ? 'soft' : blank > 0 ? 'filling' : 'pass';
  const word = phrase(`chip-${kind}`, { hard, soft, blank });
  setAttribute(chip, 'data-kind', kind);
  fill(chip, { name, word });
}
