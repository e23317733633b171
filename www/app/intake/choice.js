// Several reports were read: a list to choose one from.
import { part, phrase, setText, stamp } from '../shell/dom.js';

/**
 * @typedef {import('./outcomes.js').Outcome} Outcome
 * @typedef {import('../../types').Reading} Reading
 */

/**
 * @param {import('../report/store.js').Store} store
 * @param {import('../shell/notices.js').Notices} notices
 * @param {Outcome[]} outcomes
 * @param {string} heading
 * @param {(outcome: Outcome & { reading: Reading }) => void} use what is done with the one chosen
 */
export function choose(store, notices, outcomes, heading, use) {
  const box = stamp('choice', { heading });
  for (const { name, reading, source, why } of outcomes) {
    const item = stamp('files-item', { name });
    if (reading) {
      const names = reading.tables.map(({ form, table }) => store.forms.find(({ id }) => id === form)?.tables.find(({ id }) => id === table)?.name ?? table);
      const year = reading.year === null ? '' : phrase('year', { year: reading.year });
      setText(part(item, 'what'), phrase('files-read', { tables: names.join('、'), year }));
      const button = stamp('act', { text: phrase('files-use') });
      button.addEventListener('click', () => use({ name, reading, source, why }));
      part(item, 'choose').appendChild(button);
    } else {
      setText(part(item, 'what'), why);
    }
    part(box, 'list').appendChild(item);
  }
  notices.show(box, []);
  part(box, 'heading').focus();
}
