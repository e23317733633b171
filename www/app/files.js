// Files that were dropped, chosen or pasted: one is taken over at once, several become a list.
import { part, phrase, setText, stamp } from './dom.js';
import { whyNot } from './intake.js';
import { Cancelled, MOST_BYTES, Refused, asText, bytesOf, read } from './source.js';

/**
 * @typedef {import('./intake.js').Intake} Intake
 * @typedef {import('../types').Reading} Reading
 * @typedef {{ name: string, reading: Reading | null, source: import('./source.js').Text | null, why: string }} Outcome
 *   what came of a file: a reading with at least one table and the text it was read from, if it is text; or why there is none
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
    for (const file of files.slice(0, MOST_FILES)) outcomes.push(await outcomeOf(intake, file));
  } catch {
    intake.notices.say(phrase('cancelled'));
    return;
  }
  if (files.length > MOST_FILES) outcomes.push({ name: '…', reading: null, source: null, why: phrase('files-many', { count: files.length, most: MOST_FILES }) });
  const [first] = outcomes;
  if (outcomes.length > 1) list(intake, outcomes);
  else if (first && first.reading) intake.use(first.reading, phrase('source-file', { name: first.name }), first.source);
  else if (first) intake.notices.say(first.why, 'fault');
}

/**
 * @param {Intake} intake
 * @param {File} file
 * @returns {Promise<Outcome>} fails only where the user cancelled
 */
async function outcomeOf(intake, file) {
  const { name } = file;
  const failed = /** @param {string} why */ (why) => ({ name, reading: null, source: null, why });
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
    const reading = await read(intake.reader, given, intake.added, intake.progress());
    if (reading.tables.length > 0) return { name, reading, source, why: '' };
    return failed([phrase('file-unknown', { name }), ...new Set(reading.remarks)].join(''));
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    return failed(error instanceof Refused ? phrase('file-refused', { name, why: error.message }) : whyNot(error));
  }
}

/**
 * What was read in each file, to choose from.
 * @param {Intake} intake
 * @param {Outcome[]} outcomes
 */
function list(intake, outcomes) {
  const box = stamp('files', { count: outcomes.length });
  const forms = intake.store.session.forms();
  for (const { name, reading, source, why } of outcomes) {
    const item = stamp('files-item', { name });
    if (reading) {
      const names = reading.tables.map(({ form, table }) => forms.find(({ id }) => id === form)?.tables.find(({ id }) => id === table)?.name ?? table);
      const year = reading.year === null ? '' : phrase('year', { year: reading.year });
      setText(part(item, 'what'), phrase('files-read', { tables: names.join('、'), year }));
      const button = stamp('act', { text: phrase('files-use') });
      button.addEventListener('click', () => intake.use(reading, phrase('source-file', { name }), source));
      part(item, 'choose').appendChild(button);
    } else {
      setText(part(item, 'what'), why);
    }
    part(box, 'list').appendChild(item);
  }
  intake.notices.show(box, []);
  part(box, 'heading').focus();
}
