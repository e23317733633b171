// Our engine, as the page loads it.
import { readFileSync } from 'node:fs';
import { Keystroke } from '../../www/app/report/keystroke.js';

/**
 * A wasm package, initialised.
 * @param {string} folder below the root
 * @param {'page' | 'whole'} name
 */
async function packageOf(folder, name) {
  const built = new URL(`../../${folder}/${name}/`, import.meta.url);
  const module = await import(new URL(`gouji_${name}.js`, built).href);
  const { memory } = await module.default({ module_or_path: readFileSync(new URL(`gouji_${name}_bg.wasm`, built)) });
  return { module, memory };
}

/** The page's own engine. */
export async function load() {
  const { module: { Session }, memory } = await packageOf('www/pkg', 'page');
  return { session: new Session(), memory, room: Session.room() };
}

/**
 * What finds repairs and checks batches: what the page fetches for repairs, and what no page asks for.
 * @param {string[]} [forms] to add, as JSON
 * @returns {Promise<import('../../npm/pkg/whole/gouji_whole.js').Localiser>}
 */
export async function loadLocaliser(forms = []) {
  const { module: { Checker } } = await packageOf('npm/pkg', 'whole');
  const checker = new Checker();
  for (const form of forms) checker.addForm(form);
  return checker.localiser();
}

/** @implements {Peer} @typedef {import('./peer.mjs').Peer} Peer */
class Plain {
  /**
   * @param {import('../../www/types.d.ts').Session} session
   * @param {import('../../npm/pkg/whole/gouji_whole.js').Localiser} localiser which has the batch: no page needs it
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
   * @param {import('../../npm/pkg/whole/gouji_whole.js').Localiser} localiser
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
