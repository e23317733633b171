// What the element fetches besides its script. Stands in for outside.js in the npm package: addresses are
// written so that bundlers find the files.

/** A file that the server does not hand out. */
export class Missing extends Error {
  /**
   * @param {string} path
   * @param {number} status
   */
  constructor(path, status) {
    super(`${path}: ${status}`);
    this.path = path;
    this.status = status;
  }
}

const PACKAGES = {
  page: new URL('../dist/pkg/page/gouji_page_bg.wasm', import.meta.url),
  paste: new URL('../dist/pkg/paste/gouji_paste_bg.wasm', import.meta.url),
};

/**
 * @param {'page' | 'paste'} name
 * @returns {Promise<Response>}
 */
export async function wasmOf(name) {
  const { href } = PACKAGES[name];
  const answer = await fetch(href);
  if (!answer.ok) throw new Missing(href, answer.status);
  return answer;
}

export const laterScript = () => import('../../www/later.js');

/** @returns {Worker | null} null where the site's policy, or another origin, forbids it */
export function readerWorker() {
  try {
    return new Worker(new URL('./reader-worker.js', import.meta.url), { type: 'module' });
  } catch {
    return null;
  }
}

export const isKeepable = false;
