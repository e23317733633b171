// Runs inside Chromium: a paste as the page reads it, and the same by JavaScript alone.
// @ts-ignore its types are there only once it is installed
import { parse } from 'parse5';
import init, { Reader } from '../../www/pkg/paste/gouji_paste.js';
import { flat } from '../../www/app/intake/flat.js';
import { parseApart } from '../../www/app/shell/trusted.js';
import { figuresAmong, figuresOfReading } from './figures.mjs';
import { scan } from './scanner.mjs';
import { walk } from './tree.mjs';

/** @type {Record<string, { read: (html: string) => unknown, figures: (result: any) => string[] }>} */
const readers = {
  scanner: { read: scan, figures: (tables) => figuresAmong(tables.flat(2)) },
  parse5: { read: parse, figures: (tree) => figuresAmong(walk(tree).flat(2)) },
};

/** Kept, so that no compiler can find that nobody reads the results. @type {unknown} */
let last = null;

/** @param {string} html */
async function prepared(html) {
  await init({ module_or_path: 'gouji_paste_bg.wasm' });
  const reader = new Reader();
  readers.paste = { read: (text) => reader.readFlat(flat(parseApart(reader.prepared(text)))), figures: ([reading]) => figuresOfReading(reading) };
  return (/** @type {string} */ name, /** @type {number} */ times) => {
    const { read, figures } = readers[name];
    if (times === 0) return { each: 0, figures: figures(read(html)) };
    const started = performance.now();
    for (let time = 0; time < times; time++) last = read(html);
    return { each: (performance.now() - started) * 1e6 / times, figures: [] };
  };
}

Object.assign(window, { prepared, last: () => last });
