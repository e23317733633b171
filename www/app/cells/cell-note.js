// What is known of the cell with the focus, said beside it.
import { part, phrase, setText } from '../shell/dom.js';

const GAP = 3;

/** The sentence for each reason: hundreds of cells may share one. @type {Map<string, string>} */
const SAID = new Map();

/**
 * Why a cell is uncertain, as a sentence.
 * @param {import('../report/store.js').Store} store
 * @param {string} cell
 */
export function doubtSaid({ setting: { doubts } }, cell) {
  const reason = doubts[cell];
  const said = SAID.get(reason) ?? phrase('unsure', { reason });
  SAID.set(reason, said);
  return said;
}

/**
 * @param {import('../shell/scope.js').Scope} scope
 * @param {HTMLElement | null} box the cell; null for none
 * @param {string[]} sentences
 * @param {string} severity
 */
export function showNote(scope, box, sentences, severity) {
  const note = scope.byId('note');
  note.hidden = box === null || sentences.length === 0;
  if (note.hidden || box === null) return;
  note.dataset.kind = severity;
  setText(part(note, 'text'), sentences[0]);
  setText(part(note, 'more'), sentences.length > 1 ? phrase('note-more', { count: sentences.length - 1 }) : '');
  const around = /** @type {HTMLElement} */ (note.offsetParent ?? scope.frame).getBoundingClientRect();
  const at = box.getBoundingClientRect();
  const left = Math.max(0, Math.min(at.left - around.left, around.width - note.offsetWidth));
  note.style.setProperty('--x', `${left}px`);
  note.style.setProperty('--y', `${at.bottom - around.top + GAP}px`);
}
