// The engine's packages. The only module of the page that knows WebAssembly.
import init, { Session } from './pkg/page/gouji_page.js';
import initPaste, { Reader } from './pkg/paste/gouji_paste.js';
import { Keystroke } from './app/keystroke.js';
import { parseApart } from './app/trusted.js';

/**
 * What a page needs to begin with.
 * @param {string} base where the packages lie
 * @returns {Promise<{ session: Session, keysOf: (session: Session) => Keystroke }>}
 */
export async function openSession(base) {
  const { memory } = await init({ module_or_path: new URL('pkg/page/gouji_page_bg.wasm', base) });
  return { session: new Session(), keysOf: (session) => new Keystroke(session, memory, Session.room()) };
}

/**
 * What reads pastes: fetched once, and again where that failed.
 * @param {string} base where the packages lie
 * @param {string[]} forms that were added, as JSON
 */
export function readerOf(base, forms) {
  /** @type {Promise<Reader> | null} */
  let loading = null;
  const load = async () => {
    await initPaste({ module_or_path: new URL('pkg/paste/gouji_paste_bg.wasm', base) });
    const reader = new Reader(parseApart);
    for (const form of forms) reader.addForm(form);
    return reader;
  };
  return () => {
    loading = loading ?? load().catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}
