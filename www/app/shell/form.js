// A form that the page's address asks for, `?form=path`, or the element's attribute: from this very site.
import { phrase } from './dom.js';
import { whole } from '../report/store.js';

/**
 * @param {import('../../types').Session} session
 * @param {() => Promise<import('../../engine.js').PageReader>} reader which says what is wrong with a form; the session does not
 * @param {string} path of the form's file; '' for none
 * @param {string} base what it is relative to
 * @returns {Promise<{ forms: Record<string, string> | null, json: string[], message: string }>} the tables to open with, what was added, and what went wrong
 */
export async function addForm(session, reader, path, base) {
  if (path === '') return { forms: null, json: [], message: '' };
  try {
    const url = new URL(path, base);
    if (url.origin !== new URL(base).origin) return { forms: null, json: [], message: phrase('form-elsewhere') };
    const answer = await fetch(url.href, { credentials: 'same-origin', redirect: 'error' });
    if (!answer.ok) throw new Error(phrase('form-status', { status: answer.status }));
    const json = await answer.text();
    return { forms: tablesWith(session, await added(session, reader, json)), json: [json], message: '' };
  } catch (error) {
    return { forms: null, json: [], message: phrase('form-fault', { path, reason: error instanceof Error ? error.message : String(error) }) };
  }
}

/**
 * @param {import('../../types').Session} session
 * @param {() => Promise<import('../../engine.js').PageReader>} reader
 * @param {string} json
 * @returns {Promise<string>} its id
 */
async function added(session, reader, json) {
  try {
    return session.addForm(json);
  } catch {
    return (await reader()).addForm(json);
  }
}

/**
 * The added form's tables; a form of some of the usual tables leaves the others as they are.
 * @param {import('../../types').Session} session
 * @param {string} id
 */
function tablesWith(session, id) {
  const forms = session.forms();
  const added = forms.find((form) => form.id === id);
  if (!added) return null;
  const own = whole(added);
  const usual = forms.filter((form) => form !== added).map(whole).filter((tables) => Object.keys(own).every((table) => table in tables)).pop();
  return { ...usual, ...own };
}
