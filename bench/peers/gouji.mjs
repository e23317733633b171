// Our engine, as the page loads it.
import { readFileSync } from 'node:fs';
import { Keystroke } from '../../www/app/keystroke.js';

const BUILT = new URL('../../www/pkg/page/', import.meta.url);

/** The page's wasm package, initialised. */
export async function load() {
  const { default: init, Session } = await import(new URL('gouji_page.js', BUILT).href);
  const { memory } = await init({ module_or_path: readFileSync(new URL('gouji_page_bg.wasm', BUILT)) });
  return { session: new Session(), memory, room: Session.room() };
}

/** @implements {Peer} @typedef {import('./peer.mjs').Peer} Peer */
class Plain {
  /** @param {import('../../www/types.d.ts').Session} session */
  constructor(session) {
    this.session = session;
    /** @type {Uint16Array} */
    this.failing = new Uint16Array(0);
    this.failed = 3;
  }

  /**
   * @param {Float64Array} _
   * @param {string[]} texts
   */
  open(_, texts) {
    texts.forEach((text, cell) => this.session.put(cell, text));
  }

  /**
   * @param {number} cell
   * @param {string} text
   */
  key(cell, text) {
    const count = this.session.put(cell, text);
    this.failing = this.session.failed();
    return count;
  }

  /** @param {Float64Array} figures */
  batch(figures) {
    return this.session.confrontAll(figures);
  }
}

/**
 * The session's ordinary methods: strings and arrays are copied at every call.
 * @param {import('../form.mjs').Form} _
 */
export async function openPlain(_) {
  const { session } = await load();
  return new Plain(session);
}

/** @implements {Peer} */
class Shared extends Plain {
  /**
   * @param {import('../../www/types.d.ts').Session} session
   * @param {Keystroke} keystroke
   */
  constructor(session, keystroke) {
    super(session);
    this.keystroke = keystroke;
  }

  /**
   * @param {number} cell
   * @param {string} text
   */
  key(cell, text) {
    const count = this.keystroke.put(cell, text);
    this.failing = this.keystroke.failing;
    return count;
  }
}

/**
 * As the page has it for every key: through shared memory.
 * @param {import('../form.mjs').Form} _
 */
export async function open(_) {
  const { session, memory, room } = await load();
  return new Shared(session, new Keystroke(session, memory, room));
}
