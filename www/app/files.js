// What was dropped, chosen or pasted: a report that came alone is taken over at once, several become a list.
import { part, phrase, setText, stamp } from './dom.js';
import { whyNot } from './intake.js';
import { Cancelled, MOST_BYTES, Refused, asText, bytesOf, read } from './source.js';

/**
 * @typedef {import('./intake.js').Intake} Intake
 * @typedef {import('../types').Reading} Reading
 * @typedef {{ name: string, reading: Reading | null, source: import('./source.js').Text | null, why: string }} Outcome
 *   what came of a file, or of a report in it: a reading with at least one table and the text it was read from, if it is text; or why
 *   there is none
 */

/** More files at once are no reports of one office. */
const MOST_FILES = 200;

/** Text of more bytes is not kept to be looked at. */
const MOST_SHOWN = 1024 * 1024;

/**
 * @param {Intake} intake
 * @param {File[]} files
 */
export async function openFiles(intake, files) {
  /** @type {Outcome[]} */
  const outcomes = [];
  try {
    for (const file of files.slice(0, MOST_FILES)) outcomes.push(...await outcomesOf(intake, file));
  } catch {
    intake.notices.say(phrase('cancelled'));
    return;
  }
  if (files.length > MOST_FILES) outcomes.push({ name: '…', reading: null, source: null, why: phrase('files-many', { count: files.length, most: MOST_FILES }) });
  const [first] = outcomes;
  if (files.length > 1) choose(intake, outcomes, phrase('files', { count: files.length }));
  else if (outcomes.length > 1) choose(intake, outcomes, phrase('reports', { count: outcomes.length }));
  else if (first && first.reading) intake.use(first.reading, first.name, first.source);
  else if (first) intake.notices.say(first.why, 'fault');
}

/**
 * @param {Intake} intake
 * @param {File} file
 * @returns {Promise<Outcome[]>} one for each report in it; fails only where the user cancelled
 */
async function outcomesOf(intake, file) {
  const { name } = file;
  const failed = /** @param {string} why */ (why) => [{ name, reading: null, source: null, why }];
  if (file.size > MOST_BYTES) return failed(phrase('file-large', { name }));
  let bytes;
  try {
    bytes = await bytesOf(file);
  } catch {
    return failed(phrase('file-unreadable', { name }));
  }
  try {
    /** @type {import('./source.js').Bytes} */
    const given = { kind: 'file', name, bytes };
    // Taken first: a worker may get the bytes for its own.
    const source = bytes.length > MOST_SHOWN ? null : asText(given);
    const readings = await read(intake.reader, given, intake.added, intake.progress());
    if (readings[0].tables.length === 0) return failed([phrase('file-unknown', { name }), ...new Set(readings[0].remarks)].join(''));
    return outcomesIn(readings, phrase('source-file', { name }), source);
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return failed(error instanceof Refused ? phrase('file-refused', { name, why: error.message }) : whyNot(error));
  }
}

/**
 * The reports of one source.
 * @param {Reading[]} readings
 * @param {string} name
 * @param {Outcome['source']} source
 * @returns {Outcome[]}
 */
export const outcomesIn = (readings, name, source) => readings.map((reading, at) => {
  const title = reading.title === null ? phrase('report-number', { number: at + 1 }) : reading.title;
  return { name: readings.length === 1 ? name : phrase('report-in', { name, title }), reading, source, why: '' };
});

/**
 * What was read, to choose from; from the one chosen a way leads back to the list.
 * @param {Intake} intake
 * @param {Outcome[]} outcomes
 * @param {string} heading
 */
export function choose(intake, outcomes, heading) {
  const box = stamp('choice', { heading });
  const forms = intake.store.session.forms();
  for (const { name, reading, source, why } of outcomes) {
    const item = stamp('files-item', { name });
    if (reading) {
      const names = reading.tables.map(({ form, table }) => forms.find(({ id }) => id === form)?.tables.find(({ id }) => id === table)?.name ?? table);
      const year = reading.year === null ? '' : phrase('year', { year: reading.year });
      setText(part(item, 'what'), phrase('files-read', { tables: names.join('、'), year }));
      const button = stamp('act', { text: phrase('files-use') });
      button.addEventListener('click', () => intake.use(reading, name, source, () => choose(intake, outcomes, heading)));
      part(item, 'choose').appendChild(button);
    } else {
      setText(part(item, 'what'), why);
    }
    part(box, 'list').appendChild(item);
  }
  intake.notices.show(box, []);
  part(box, 'heading').focus();
}
