// The page reads HTML with the browser's parser, the worker with its own: they must read the same.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../scripts/run.mjs';
import { NASTY } from './nasty.mjs';
import { onOnePage, withPackages } from './page.mjs';
import { balanced, real, tabbed } from './report.mjs';

const root = withPackages();

/**
 * @param {import('./page.mjs').Page} page
 * @param {'readHtml' | 'readText' | 'readCsv'} method
 * @param {string} text
 * @returns {Promise<[import('../../src/boundary/types.d.ts').Reading[], import('../../src/boundary/types.d.ts').Reading[]]>}
 */
const readings = ({ page }, method, text) => page.evaluate(async ([name, source]) => {
  // Addresses of the served page, which only the browser knows.
  const readers = /** @type {any[]} */ ([]);
  const { flat } = await import(/** @type {string} */ ('/packages/flat.js'));
  for (const path of ['/packages/paste/gouji_paste.js', '/packages/reader/gouji_reader.js']) {
    const module = await import(path);
    await module.default({ module_or_path: path.replace('.js', '_bg.wasm') });
    const reader = new module.Reader();
    const written = () => flat(new DOMParser().parseFromString(reader.prepared(source), 'text/html'));
    readers.push(name === 'readHtml' && 'readFlat' in reader ? reader.readFlat(written()) : reader[name](source));
  }
  return /** @type {any} */ (readers);
}, /** @type {const} */ ([method, text]));

/**
 * @param {string} name
 * @param {'readHtml' | 'readText' | 'readCsv'} method
 * @param {() => string} source
 * @param {(reading: import('../../src/boundary/types.d.ts').Reading) => void} expected
 * @returns {[string, (page: import('./page.mjs').Page) => Promise<void>]}
 */
const check = (name, method, source, expected) => [`${method}: ${name}`, async (page) => {
  const [byPage, byReader] = await readings(page, method, source());
  assert.deepEqual(byPage, byReader);
  expected(byPage[0]);
}];

const options = { root, mayFetch: /^\/packages\// };

/** Figures that got lost on the way say little about equality. */
const INCOMPLETE = ['half a table', 'a head that ends within its cells', 'nothing', 'a lone cell', 'a frameset', 'frames', 'tables within cells', 'too deep'];

onOnePage('fixtures', [
  ...Object.entries(NASTY).map(([name, markup]) => check(name, 'readHtml', () => markup, ({ tables }) => {
    if (INCOMPLETE.includes(name)) return;
    const figures = balanced(name === 'of 2019' ? '2019' : '2021');
    assert.ok(tables.length > 0, 'nothing was recognised');
    for (const { cells } of tables) for (const [address, text] of Object.entries(cells)) assert.equal(text, figures[address], address);
  })),
  check('tabs', 'readText', () => tabbed('2021', balanced('2021')), ({ tables }) => assert.equal(tables.length, 3)),
  check('commas', 'readCsv', () => tabbed('2021', balanced('2021')).replace(/\t/g, ','), ({ tables }) => assert.ok(tables.length > 0)),
], options);

/** Pages beside the repository: what they hold is told elsewhere. Not hostile ones: some keep the browser's own parser busy without end. */
const cases = ['../shared/cases', '../shared/cases/engine'].map((folder) => join(ROOT, folder)).filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).filter((file) => /\.x?html?$/.test(file)).map((file) => join(folder, file)));
onOnePage('sample pages', cases.map((path) => check(basename(path), 'readHtml', () => readFileSync(path, 'utf8'), () => undefined)), {
  ...options, skip: cases.length > 0 ? false : 'no sample pages beside the repository: they are NOT tested',
});

const corpus = join(ROOT, '../shared/corpus');
const pages = existsSync(corpus) ? readdirSync(corpus).filter((file) => file.endsWith('.html')) : [];
onOnePage('real reports', pages.map((file) => check(file, 'readHtml', () => real(file) ?? '', ({ tables }) => assert.equal(tables.length, 3))), {
  ...options, skip: pages.length > 0 ? false : 'no real reports beside the repository: they are NOT tested',
});
