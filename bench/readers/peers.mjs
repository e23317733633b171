// Who reads what, and what each of them gives. Ours gives the report: every figure by the address of its cell.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { figuresAmong, figuresOfReading } from './figures.mjs';
import { scan } from './scanner.mjs';
import { walk } from './tree.mjs';

/**
 * `read` is what is timed. `figures` is what it found, as texts in reading order, and is not timed.
 * @typedef {{ read: () => unknown | Promise<unknown>, figures: (result: any) => string[] | Promise<string[]> }} Peer
 * @typedef {{ name: string, gives: string, load: (bytes: Buffer) => Promise<Peer> }} Known
 */

const BUILT = new URL('../../www/pkg/', import.meta.url);
const requireOwn = createRequire(import.meta.url);

/** A package of ours, as the page's worker loads it. @param {'reader' | 'pdf'} name */
async function readerOf(name) {
  const { default: init, Reader } = await import(new URL(`${name}/gouji_${name}.js`, BUILT).href);
  await init({ module_or_path: readFileSync(new URL(`${name}/gouji_${name}_bg.wasm`, BUILT)) });
  return new Reader();
}

/** @param {import('./scanner.mjs').Rows[]} tables */
const figuresOfTables = (tables) => figuresAmong(tables.flat(2));

/** @param {string} kind of file @param {'reader' | 'pdf'} name */
const ours = (kind, name) => async (/** @type {Buffer} */ bytes) => {
  const reader = await readerOf(name);
  return { read: () => reader.readFile(`报告.${kind}`, bytes), figures: (/** @type {any} */ { readings: [reading] }) => figuresOfReading(reading) };
};

/**
 * Without what is told meanwhile: pdf.js misses a canvas, which reading does not need.
 * @template T
 * @param {() => Promise<T>} load
 */
async function quietly(load) {
  const { log, warn } = console;
  console.log = console.warn = () => {};
  try {
    return await load();
  } finally {
    Object.assign(console, { log, warn });
  }
}

/** @type {Record<string, Known>} */
export const READERS = {
  html: {
    name: 'gouji (reader package)', gives: 'every cell of the form',
    load: async (bytes) => {
      const [reader, text] = [await readerOf('reader'), bytes.toString()];
      return { read: () => reader.readHtml(text), figures: ([reading]) => figuresOfReading(reading) };
    },
  },
  scanner: {
    name: 'JavaScript by hand', gives: 'rows of cells, not which they are',
    load: async (bytes) => {
      const text = bytes.toString();
      return { read: () => scan(text), figures: figuresOfTables };
    },
  },
  parse5: {
    name: 'parse5', gives: 'a tree of nodes, no cells yet',
    load: async (bytes) => {
      const [{ parse }, text] = [requireOwn('parse5'), bytes.toString()];
      return { read: () => parse(text), figures: (tree) => figuresOfTables(walk(tree)) };
    },
  },
  xlsx: { name: 'gouji (reader package)', gives: 'every cell of the form', load: ours('xlsx', 'reader') },
  sheetjs: {
    name: 'SheetJS', gives: 'cells by their place, not which they are',
    load: async (bytes) => {
      const { read, utils } = requireOwn('xlsx');
      const rows = (/** @type {any} */ book) => book.SheetNames.flatMap((/** @type {string} */ name) => utils.sheet_to_json(book.Sheets[name], { header: 1, defval: '' }));
      return { read: () => read(bytes, { dense: true }), figures: (book) => figuresAmong(rows(book).flat().map(String)) };
    },
  },
  docx: { name: 'gouji (reader package)', gives: 'every cell of the form', load: ours('docx', 'reader') },
  mammoth: {
    name: 'mammoth', gives: 'HTML, no cells yet',
    load: async (bytes) => {
      const { convertToHtml } = requireOwn('mammoth');
      return { read: () => convertToHtml({ buffer: bytes }), figures: ({ value }) => figuresOfTables(scan(value)) };
    },
  },
  pdf: { name: 'gouji (pdf package)', gives: 'every cell of the form', load: ours('pdf', 'pdf') },
  pdfjs: {
    name: 'pdf.js', gives: 'runs of text with their places, no cells',
    load: async (bytes) => {
      const { getDocument } = await quietly(() => import(new URL('../node_modules/pdfjs-dist/legacy/build/pdf.mjs', import.meta.url).href));
      const read = async () => {
        // It takes the bytes away from whoever gives them.
        const document = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
        const runs = [];
        for (let page = 1; page <= document.numPages; page++) runs.push(...(await (await document.getPage(page)).getTextContent()).items);
        await document.destroy();
        return runs;
      };
      // The title's year stands apart there.
      return { read, figures: (runs) => figuresAmong(runs.map((/** @type {any} */ { str }) => str)).slice(1) };
    },
  },
};
