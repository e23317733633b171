// The engine's packages. The only module of the page that knows WebAssembly.
import init, { Session, version } from './pkg/page/gouji_page.js';
import { Keystroke } from './app/report/keystroke.js';
import { laterScript, wasmOf } from './outside.js';

/** A reader, and what came with it. @typedef {import('./types').Reader & { later: typeof import('./later.js') }} PageReader */

export { version };

/**
 * What a page needs to begin with.
 * @returns {Promise<{ session: Session, keysOf: (session: Session) => Keystroke }>}
 */
export async function openSession() {
  const { memory } = await init({ module_or_path: wasmOf('page') });
  return { session: new Session(), keysOf: (session) => new Keystroke(session, memory, Session.room()) };
}

/**
 * What reads pastes and finds repairs: fetched once, and again where that failed.
 * @param {string[]} forms that were added, as JSON
 */
export function readerOf(forms) {
  /** @type {Promise<PageReader> | null} */
  let loading = null;
  const load = async () => {
    const wasm = wasmOf('paste');
    wasm.catch(() => undefined);
    const later = await laterScript();
    await later.default({ module_or_path: wasm });
    const reader = Object.assign(new later.Reader(), { later });
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
