// Last year's report: read from a file, kept beside this year's, compared with by the rules that look back.
import { phrase, setText } from '../shell/dom.js';
import { outcomesOf } from './outcomes.js';
import { Cancelled } from './source.js';

/**
 * @typedef {import('../report/history.js').Prior} Prior
 * @typedef {import('../../types').Reading} Reading
 */

/**
 * @param {import('../shell/scope.js').Scope} scope
 * @param {import('./intake.js').Intake} intake
 */
export function wirePrior(scope, intake) {
  const { store, notices } = intake;
  const state = scope.byId('prior-state');
  const remove = scope.byId('prior-remove');
  const input = scope.typed('prior-file', HTMLInputElement);
  const show = () => {
    const { prior } = store.setting;
    setText(state, prior ? phrase('prior-with', { name: prior.name, year: prior.year === null ? '' : phrase('year', { year: prior.year }) }) : phrase('prior-none'));
    remove.hidden = !prior;
  };
  const take = /** @param {{ name: string, reading: Reading }} chosen */ ({ name, reading }) => {
    const prior = priorOf(name, reading);
    const uncertain = reading.tables.reduce((count, table) => count + table.uncertain.length, 0);
    store.act(phrase('prior-taken'), '', [], { prior });
    notices.say(phrase(uncertain > 0 ? 'prior-read-partly' : 'prior-read', { name, count: Object.keys(prior.cells).length - uncertain, uncertain }), 'done', [{ text: phrase('undo'), act: () => store.undo() }]);
  };
  scope.byId('prior-open').addEventListener('click', () => input.click());
  input.addEventListener('change', async () => {
    const [file] = input.files ? [...input.files] : [];
    input.value = '';
    if (!file) return;
    try {
      const outcomes = await outcomesOf(intake, file);
      const [{ name, reading, why }] = outcomes;
      if (scope.isOver) return;
      if (outcomes.length > 1) await intake.offer(outcomes, phrase('prior-choose', { count: outcomes.length }), take);
      else if (reading) take({ name, reading });
      else notices.say(why, 'fault');
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      notices.say(phrase('cancelled'));
    }
  });
  remove.addEventListener('click', () => {
    store.act(phrase('prior-removed'), '', [], { prior: null });
    scope.byId('prior-open').focus();
  });
  store.listen((event) => { if (event === 'sheet' || event === 'texts') show(); });
  show();
}

/**
 * The figures of a reading; an uncertain one is all that it may be: `34|43`.
 * @param {string} name
 * @param {Reading} reading
 * @returns {Prior}
 */
function priorOf(name, { tables, year }) {
  /** @type {Record<string, string>} */
  const cells = {};
  for (const { cells: read, uncertain, readings } of tables) {
    Object.assign(cells, read);
    for (const cell of uncertain) cells[cell] = (readings[cell] ?? []).join('|');
  }
  return { name, year, cells };
}
