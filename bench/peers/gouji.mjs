// Our engine, as the page loads it.
import { readFileSync } from 'node:fs';
import { Keystroke } from '../../www/app/keystroke.js';

const BUILT = new URL('../../www/pkg/', import.meta.url);

/**
 * A wasm package of the page's, initialised.
 * @param {'page' | 'paste'} name
 */
async function packageOf(name) {
  const module = await import(new URL(`${name}/gouji_${name}.js`, BUILT).href);
  const { memory } = await module.default({ module_or_path: readFileSync(new URL(`${name}/gouji_${name}_bg.wasm`, BUILT)) });
  return { module, memory };
}

/** The page's own engine. */
export async function load() {
  const { module: { Session }, memory } = await packageOf('page');
  return { session: new Session(), memory, room: Session.room() };
}

/**
 * What finds repairs, once the page has fetched it.
 * @param {string[]} [forms] to add, as JSON
 * @returns {Promise<import('../../www/types.d.ts').Localiser>}
 */
export async function loadLocaliser(forms = []) {
  const { module: { Reader } } = await packageOf('paste');
  const reader = new Reader(() => '');
  for (const form of forms) reader.addForm(form);
  return reader.localiser();
}

/** @implements {Peer} @typedef {import('./peer.mjs').Peer} Peer */
class Plain {
  /**
   * @param {import('../../www/types.d.ts').Session} session
   * @param {import('../../www/types.d.ts').Localiser} localiser which has the batch, too: a first visit does not need it
   */
  constructor(session, localiser) {
    this.session = session;
    this.localiser = localiser;
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
    return this.localiser.confrontAll(figures);
  }
}

/**
 * The session's ordinary methods: strings and arrays are copied at every call.
 * @param {import('../form.mjs').Form} _
 */
export async function openPlain(_) {
  const { session } = await load();
  return new Plain(session, await loadLocaliser());
}

/** @implements {Peer} */
class Shared extends Plain {
  /**
   * @param {import('../../www/types.d.ts').Session} session
   * @param {import('../../www/types.d.ts').Localiser} localiser
   * @param {Keystroke} keystroke
   */
  constructor(session, localiser, keystroke) {
    super(session, localiser);
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
  return new Shared(session, await loadLocaliser(), new Keystroke(session, memory, room));
}
