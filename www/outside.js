// What the page fetches besides its scripts and styles. In the single file packed/page.js stands in for this module.
import { ownScript } from './app/shell/trusted.js';

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

/** What this module was asked for with, such as `?v=…`, goes for what it asks for: files of one version stay together. */
const { search } = new URL(import.meta.url);

/**
 * @param {'page' | 'paste' | 'reader' | 'pdf'} name
 * @returns {Promise<Response | ArrayBuffer>} a package as `init` takes it
 */
export async function wasmOf(name) {
  const path = `pkg/${name}/gouji_${name}_bg.wasm`;
  const answer = await fetch(new URL(path + search, import.meta.url).href);
  if (!answer.ok) throw new Missing(path, answer.status);
  return answer;
}

/** What is fetched once the page can be used. @returns {Promise<typeof import('./later.js')>} */
export const laterScript = () => import(new URL(`later.js${search}`, import.meta.url).href);

/** @returns {Worker | null} null where workers cannot be modules (before Chrome 80) */
export function readerWorker() {
  let isKnown = false;
  const options = {
    /** @returns {'module'} */
    get type() {
      isKnown = true;
      return 'module';
    },
  };
  const { href, origin } = new URL(`reader-worker.js${search}`, import.meta.url);
  // A worker must come from the page's own site: embedded from elsewhere, a small one that imports it does.
  const own = origin === location.origin ? href : URL.createObjectURL(new Blob([`import ${JSON.stringify(href)};`], { type: 'text/javascript' }));
  try {
    const worker = new Worker(ownScript(own), options);
    if (isKnown) return worker;
    worker.terminate();
  } catch {
    // As good as unknown.
  }
  return null;
}

/** Whether the page may be kept for use without a network: once built, where its files come from a server. */
export const isKeepable = typeof VERSION !== 'undefined' && /^https?:$/.test(location.protocol);
